import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  affiliations,
  countries,
  groups,
  memberships,
  names,
  offices,
  organizations,
  parties,
  people,
  sources,
  successions,
  terms,
} from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { selectCitations } from './citation.ts';
import { jsonFuzzyDate, jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';
import { selectNounFields } from './noun-fields.ts';
import type { RecordSelect } from './record-select.ts';

/** The fields of every party. Its names include the display name. */
const commonPartyFields = {
  key: jsonScalar(parties.key),
  name: jsonScalar(parties.name),
  names: jsonList(
    jsonObject({
      text: jsonScalar(names.text),
      language: jsonScalar(names.language),
      kind: jsonScalar(names.kind),
      from: jsonScalar(names.from),
      until: jsonScalar(names.until),
    }),
    names.ordinal,
    sql`${names.partyId} = ${parties.id}`,
  ),
  citations: selectCitations('partyId', parties.id),
};

const partyRow = (kindTable: SQLiteTable & { id: AnySQLiteColumn }) => ({
  from: sql`${parties} JOIN ${kindTable} ON ${kindTable.id} = ${parties.id}`,
  where: (key: SQL): SQL => sql`${parties.key} = ${key}`,
});

export const country: RecordSelect<'country'> = {
  fields: {
    ...commonPartyFields,
    ...selectNounFields(nounStorage.country, countries.id),
    successors: jsonList(
      jsonObject({
        country: selectKey(parties, successions.successorId),
        on: jsonFuzzyDate(successions, 'on'),
        source: selectKey(sources, successions.sourceId),
      }),
      successions.ordinal,
      sql`${successions.predecessorId} = ${countries.id}`,
    ),
  },
  ...partyRow(countries),
};

export const group: RecordSelect<'group'> = {
  fields: {
    ...commonPartyFields,
    ...selectNounFields(nounStorage.group, groups.id),
    members: jsonList(
      jsonObject({
        country: selectKey(parties, memberships.countryId),
        from: jsonFuzzyDate(memberships, 'from'),
        until: jsonFuzzyDate(memberships, 'until'),
      }),
      memberships.id,
      sql`${memberships.groupId} = ${groups.id}`,
    ),
    affiliations: jsonList(
      jsonObject({
        party: selectKey(parties, affiliations.partyId),
        status: jsonScalar(affiliations.status),
        from: jsonFuzzyDate(affiliations, 'from'),
        until: jsonFuzzyDate(affiliations, 'until'),
      }),
      affiliations.id,
      sql`${affiliations.groupId} = ${groups.id}`,
    ),
  },
  ...partyRow(groups),
};

export const person: RecordSelect<'person'> = {
  fields: { ...commonPartyFields, ...selectNounFields(nounStorage.person, people.id) },
  ...partyRow(people),
};

export const organization: RecordSelect<'organization'> = {
  fields: { ...commonPartyFields, ...selectNounFields(nounStorage.organization, organizations.id) },
  ...partyRow(organizations),
};

export const office: RecordSelect<'office'> = {
  fields: { key: jsonScalar(offices.key), ...selectNounFields(nounStorage.office, offices.id) },
  from: sql`${offices}`,
  where: (key) => sql`${offices.key} = ${key}`,
};

export const term: RecordSelect<'term'> = {
  fields: {
    key: jsonScalar(terms.key),
    ...selectNounFields(nounStorage.term, terms.id),
    citations: selectCitations('termId', terms.id),
  },
  from: sql`${terms}`,
  where: (key) => sql`${terms.key} = ${key}`,
};
