import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as tables from '../../db/tables/index.ts';
import { getColumn, type NounStorage, nounStorage } from '../../db/tables/noun-tables.ts';
import { citationFields, spanFields } from '../../model/nouns/citation.ts';
import { periodFields } from '../../model/nouns/country.ts';
import { affiliationFields, membershipFields } from '../../model/nouns/group.ts';
import { identifierFields } from '../../model/nouns/identifier.ts';
import { nameFields } from '../../model/nouns/party.ts';
import { renderingFields } from '../../model/nouns/statement.ts';
import { travellerFields } from '../../model/nouns/visit.ts';
import { isEntryNoun, isPartyNoun, type RecordNoun } from '../../model/vocabulary.ts';
import { selectFields, selectLists } from './field-sql.ts';
import { jsonFuzzyDate, jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';

/** The SQL for reading records of a noun: all fields, and the condition for a key. */
interface RecordSelect {
  readonly fields: Readonly<Record<string, SQL>>;
  readonly from: SQL;
  where(key: SQL): SQL;
}

const {
  citations,
  entries,
  parties,
  sources,
  spans,
  successions,
  memberships,
  affiliations,
  renderings,
  names,
  coverages,
  identifiers,
} = tables;

// Named explicitly: with statistics from a nearly empty database, SQLite would scan all citations for each record.
const ownerIndexes = {
  entryId: 'citations_entry',
  partyId: 'citations_party',
  termId: 'citations_term',
  renderingId: 'citations_rendering',
} as const;

/** SELECT of the citations of an entry, party, term or rendering. Claimed values are still text. */
const selectCitations = (owner: keyof typeof ownerIndexes, id: AnySQLiteColumn): SQL =>
  jsonList(
    jsonObject(
      {
        ...selectFields(citations, citationFields),
        value: jsonScalar(citations.value),
        spans: jsonList(
          jsonObject(selectFields(spans, spanFields)),
          spans.ordinal,
          sql`${spans.citationId} = ${citations.id}`,
        ),
      },
      Object.keys(citationFields),
    ),
    citations.ordinal,
    sql`${citations[owner]} = ${id}`,
    ownerIndexes[owner],
  );

/** SELECT of the identifiers of a party or an office. */
const selectIdentifiers = (owner: 'partyId' | 'officeId', id: AnySQLiteColumn): SQL =>
  jsonList(
    jsonObject(selectFields(identifiers, identifierFields)),
    identifiers.ordinal,
    sql`${identifiers[owner]} = ${id}`,
  );

/** A list table of an entry, such as its travellers. */
type EntryListTable = SQLiteTable & { entryId: AnySQLiteColumn; ordinal: AnySQLiteColumn };
const entryList = (item: SQL, list: EntryListTable): SQL =>
  jsonList(item, list.ordinal, sql`${list.entryId} = ${entries.id}`);

const jsonDelegation = ({ delegationVerbatim, delegationMembers }: typeof tables.visits): SQL =>
  sql`json(CASE WHEN coalesce(${delegationVerbatim}, ${delegationMembers}) IS NOT NULL THEN json_object('verbatim', ${delegationVerbatim}, 'size', ${delegationMembers}) END)`;

/** Returns the fields that are declared as `custom`. */
const buildCustomFields = (): Readonly<Partial<Record<RecordNoun, RecordSelect['fields']>>> => ({
  // The text comes with a write, and is not a part of the record.
  source: { text: sql`NULL` },
  country: {
    periods: jsonList(
      jsonObject(selectFields(tables.countryPeriods, periodFields)),
      tables.countryPeriods.ordinal,
      sql`${tables.countryPeriods.countryId} = ${parties.id}`,
    ),
    successors: jsonList(
      jsonObject({
        country: selectKey(parties, successions.successorId),
        on: jsonFuzzyDate(successions, 'on'),
        source: selectKey(sources, successions.sourceId),
      }),
      successions.ordinal,
      sql`${successions.predecessorId} = ${parties.id}`,
    ),
  },
  group: {
    members: jsonList(
      jsonObject(selectFields(memberships, membershipFields)),
      memberships.id,
      sql`${memberships.groupId} = ${parties.id}`,
    ),
    affiliations: jsonList(
      jsonObject(selectFields(affiliations, affiliationFields)),
      affiliations.id,
      sql`${affiliations.groupId} = ${parties.id}`,
    ),
  },
  office: { sameAs: selectIdentifiers('officeId', tables.offices.id) },
  term: { citations: selectCitations('termId', tables.terms.id) },
  visit: {
    travellers: entryList(jsonObject(selectFields(tables.visitTravellers, travellerFields)), tables.visitTravellers),
    delegation: jsonDelegation(tables.visits),
    purposes: entryList(jsonScalar(tables.visitPurposesTable.purpose), tables.visitPurposesTable),
  },
  statement: {
    renderings: jsonList(
      jsonObject({
        ...selectFields(renderings, renderingFields),
        citations: selectCitations('renderingId', renderings.id),
      }),
      renderings.ordinal,
      sql`${renderings.statementId} = ${entries.id}`,
    ),
  },
});

/** Returns the fields of every party. Its names include the display name. */
const buildPartyFields = () => ({
  key: jsonScalar(parties.key),
  name: jsonScalar(parties.name),
  names: jsonList(jsonObject(selectFields(names, nameFields)), names.ordinal, sql`${names.partyId} = ${parties.id}`),
  sameAs: selectIdentifiers('partyId', parties.id),
  citations: selectCitations('partyId', parties.id),
});

/** Returns the fields of every entry. The date is included only if it differs from the main date of the kind. */
const buildEntryFields = ({ table, mainDate }: NounStorage) => ({
  key: jsonScalar(entries.key),
  summary: jsonScalar(entries.summary),
  at: jsonScalar(entries.attestedOn),
  date: mainDate
    ? sql`json(CASE WHEN ${isMainDate(table, mainDate)} THEN NULL ELSE ${jsonFuzzyDate(entries, 'date')} END)`
    : jsonFuzzyDate(entries, 'date'),
  citations: selectCitations('entryId', entries.id),
});

const isMainDate = (table: SQLiteTable, property: string): SQL =>
  sql.join(
    ['Edtf', 'Basis', 'Verbatim'].map(
      (part) => sql`${getColumn(entries, `date${part}`)} IS ${getColumn(table, property + part)}`,
    ),
    sql` AND `,
  );

/** Returns the SQL for reading the records of a noun. */
export function buildRecordSelect(noun: RecordNoun): RecordSelect {
  const storage: NounStorage = nounStorage[noun];
  const { table, fields, lists } = storage;
  const own = { ...selectFields(table, fields), ...buildCustomFields()[noun] };
  if (isEntryNoun(noun))
    return {
      fields: { ...buildEntryFields(storage), ...own, ...selectLists(lists, fields, entries.id) },
      from: sql`${entries} JOIN ${table} ON ${table.id} = ${entries.id}`,
      where: (key) => sql`${entries.key} = ${key}`,
    };
  if (isPartyNoun(noun))
    return {
      fields: { ...buildPartyFields(), ...own },
      from: sql`${parties} JOIN ${table} ON ${table.id} = ${parties.id}`,
      where: (key) => sql`${parties.key} = ${key}`,
    };
  // The key of a coverage is `source/about`. Keys of sources contain no slash.
  if (noun === 'coverage')
    return {
      fields: own,
      from: sql`${sources} JOIN ${coverages} ON ${coverages.sourceId} = ${sources.id}`,
      where: (key) =>
        sql`${sources.key} = substr(${key}, 1, instr(${key}, '/') - 1) AND ${coverages.about} = substr(${key}, instr(${key}, '/') + 1)`,
    };
  const keyColumn = getColumn(table, 'key');
  return {
    fields: { key: jsonScalar(keyColumn), ...own, ...selectLists(lists, fields, table.id) },
    from: sql`${table}`,
    where: (key) => sql`${keyColumn} = ${key}`,
  };
}
