import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { getDerivedFields } from '../model/nouns/noun.ts';
import { articles } from '../model/search-text.ts';
import { type EntryKind, entryKinds, isPartyNoun, kindToNoun } from '../model/vocabulary.ts';
import * as tables from './tables/index.ts';
import { getColumn, type ListTable, type NounStorage, nounStorage } from './tables/noun-tables.ts';

// SELECTs of the rows of derived tables. Writes use them for the records with some `ids`, and `check` compares whole tables.

/** The columns in which an entry refers to a party. All these tables repeat the entry's `at` and `key`. */
type PartyColumns = readonly [entry: AnySQLiteColumn, party: AnySQLiteColumn];

const customPartyColumns: Partial<Record<EntryKind, readonly PartyColumns[]>> = {
  VISIT: [
    [tables.visitTravellers.entryId, tables.visitTravellers.partyId],
    [tables.visitOrigins.entryId, tables.visitOrigins.countryId],
  ],
};

function getPartyColumns(kind: EntryKind): readonly PartyColumns[] {
  const { fields, table, lists }: NounStorage = nounStorage[kindToNoun(kind)];
  // Lists of several roles share a table.
  const byColumn = new Map<AnySQLiteColumn, PartyColumns>();
  for (const [name, field] of getDerivedFields(fields)) {
    if (!('target' in field) || !(field.target === 'party' || isPartyNoun(field.target))) continue;
    const list = (lists as Readonly<Record<string, ListTable>>)[name];
    const party = list ? getColumn(list.table, list.item) : getColumn(table, `${name}Id`);
    byColumn.set(party, [list ? getColumn(list.table, list.owner) : table.id, party]);
  }
  return [...byColumn.values(), ...(customPartyColumns[kind] ?? [])];
}

const union = (arms: readonly SQL[]): SQL => sql.join([...arms], sql` UNION `);

/**
 * The table of a column, or its rows with one of `ids`, a JSON array. CROSS JOIN: with statistics from a nearly empty
 * database, SQLite would scan the table. A table that is joined to these rows is too, if there are ids.
 */
const fromRows = (column: AnySQLiteColumn, ids: SQL | undefined, index?: string): SQL =>
  ids
    ? sql`(SELECT value AS "wanted" FROM json_each(${ids})) CROSS JOIN ${getColumnTable(column)}${sql.raw(index ? ` INDEXED BY ${index}` : '')} ON ${column} = "wanted"`
    : sql`${getColumnTable(column)}`;
const joinRows = (ids: SQL | undefined): SQL => sql.raw(ids ? 'CROSS JOIN' : 'JOIN');

/** Rows of `appearances`: the parties of the entries of a kind. */
export const selectAppearances = (kind: EntryKind, ids?: SQL): SQL =>
  union(
    getPartyColumns(kind).map(
      ([entry, party]) =>
        sql`SELECT DISTINCT ${party}, ${entry}, ${sql.raw('"at"')}, ${sql.raw('"key"')}, ${sql.raw(`'${kind}'`)} FROM ${fromRows(entry, ids)} WHERE ${party} IS NOT NULL`,
    ),
  );

export const selectAllAppearances = (): SQL => union(entryKinds.map((kind) => selectAppearances(kind)));

/** Rows of `visit_origins`: the countries for which the travellers travelled. */
export function selectVisitOrigins(ids?: SQL): SQL {
  const { visitTravellers } = tables;
  return sql`SELECT DISTINCT * FROM (SELECT ${visitTravellers.entryId}, ${visitTravellers.at}, ${visitTravellers.key}, ${selectTravellerCountryId(visitTravellers)} AS "country_id"
    FROM ${fromRows(visitTravellers.entryId, ids)}) WHERE "country_id" IS NOT NULL`;
}

/** The country for which a traveller travels: the recorded one, that of the office held, or the state itself. */
export function selectTravellerCountryId({
  countryId,
  termId,
  partyId,
}: Record<'countryId' | 'termId' | 'partyId', SQL | AnySQLiteColumn>): SQL {
  const { terms, offices, countries } = tables;
  return sql`coalesce(${countryId}, (SELECT ${offices.countryId} FROM ${terms} JOIN ${offices} ON ${offices.id} = ${terms.officeId} WHERE ${terms.id} = ${termId}),
    (SELECT ${countries.id} FROM ${countries} WHERE ${countries.id} = ${partyId}))`;
}

/** Rows of `source_entries`: the sources cited for an entry, or for a rendering of a statement. */
export function selectSourceEntries(ids?: SQL): SQL {
  const { citations, entries, renderings } = tables;
  const columns = sql`${citations.sourceId}, ${entries.id}, ${entries.at}, ${entries.key}, ${entries.kind}`;
  const join = joinRows(ids);
  return union([
    sql`SELECT ${columns} FROM ${fromRows(citations.entryId, ids, 'citations_entry')} ${join} ${entries} ON ${entries.id} = ${citations.entryId}`,
    sql`SELECT ${columns} FROM ${fromRows(renderings.statementId, ids)} ${join} ${citations} ON ${citations.renderingId} = ${renderings.id}
      ${join} ${entries} ON ${entries.id} = ${renderings.statementId}`,
  ]);
}

/** Rows of `disputes`: entries for which sources give different values of one field. */
export function selectDisputes(ids?: SQL): SQL {
  const { citations, entries } = tables;
  return sql`SELECT DISTINCT ${entries.id}, ${entries.at}, ${entries.key}, ${entries.kind} FROM ${fromRows(citations.entryId, ids, 'citations_entry')}
    ${joinRows(ids)} ${entries} ON ${entries.id} = ${citations.entryId}
    WHERE ${citations.field} IS NOT NULL GROUP BY ${citations.entryId}, ${citations.field}
    HAVING count(DISTINCT ${citations.value}) > 1`;
}

const joinLines = (...parts: SQL[]): SQL => sql`concat_ws(char(10), ${sql.join(parts, sql`, `)})`;

/** The searchable text of an entry's own table, in addition to its summary. */
const searchTextByKind: Record<EntryKind, SQL> = {
  VISIT: joinLines(sql`${tables.visits.place}`, sql`${tables.visits.remarks}`),
  STATEMENT: joinLines(
    sql`${tables.statements.text}`,
    sql`(SELECT group_concat(${tables.renderings.text}, char(10) ORDER BY ${tables.renderings.ordinal}) FROM ${tables.renderings} WHERE ${tables.renderings.statementId} = ${tables.statements.id})`,
  ),
  TRADE_LINK: sql`${tables.tradeLinks.commodityVerbatim}`,
  AGREEMENT: sql`${tables.agreements.title}`,
  POSITION: sql`${tables.positions.label}`,
  FIGURE: sql`${tables.figures.measure}`,
};

function selectSearchText(kind: EntryKind): SQL {
  const { table } = nounStorage[kindToNoun(kind)];
  return sql`(SELECT ${searchTextByKind[kind]} FROM ${table} WHERE ${table.id} = ${tables.entries.id})`;
}

/** The columns of `documents` that refer to its record, of which one is set. */
const documentReferences = ['entry_id', 'party_id', 'source_id', 'office_id', 'topic_id'] as const;
const referTo = (column: (typeof documentReferences)[number], id: AnySQLiteColumn): SQL =>
  sql.join(
    documentReferences.map((name) => sql`${name === column ? id : sql`NULL`} AS ${sql.raw(`"${name}"`)}`),
    sql`, `,
  );

/** Rows of `documents` without ids, for the entries of a kind. */
export const selectEntryDocuments = (kind: EntryKind, ids?: SQL): SQL =>
  sql`SELECT ${tables.entries.kind} AS "kind", ${referTo('entry_id', tables.entries.id)}, ${tables.entries.summary} AS "title",
    coalesce(${selectSearchText(kind)}, '') AS "body", '' AS "keywords" FROM ${fromRows(tables.entries.id, ids)} WHERE ${tables.entries.kind} = ${sql.raw(`'${kind}'`)}`;

const articleWords = sql.raw(`'${articles.join(' ')}'`);

/** The words by which a party is found in addition to its names: codes, and the articles of "the Gambia" and "Bahamas (les)". */
const partyKeywords = sql`CASE ${tables.parties.kind}
  WHEN 'COUNTRY' THEN (SELECT concat_ws(' ', ${tables.countries.code}, ${tables.countries.alpha3}, ${tables.countries.m49}, ${articleWords})
    FROM ${tables.countries} WHERE ${tables.countries.id} = ${tables.parties.id})
  WHEN 'GROUP' THEN ${tables.parties.key} || ' ' || ${articleWords} WHEN 'ORGANIZATION' THEN ${articleWords} ELSE '' END`;

/** Rows of `documents` for parties: every distinct name. */
export const selectPartyDocuments = (ids?: SQL): SQL =>
  sql`SELECT ${tables.parties.kind} AS "kind", ${referTo('party_id', tables.parties.id)}, ${tables.parties.name} AS "title",
    coalesce((SELECT group_concat("text", char(10) ORDER BY "first") FROM (SELECT ${tables.names.text} AS "text", min(${tables.names.ordinal}) AS "first"
      FROM ${tables.names} WHERE ${tables.names.partyId} = ${tables.parties.id} GROUP BY ${tables.names.text})), '') AS "body",
    ${partyKeywords} AS "keywords" FROM ${fromRows(tables.parties.id, ids)}`;

/** Rows of `documents` for the records that are neither entries nor parties. */
export const selectDocumentsByNoun = {
  source: (ids?: SQL): SQL =>
    sql`SELECT 'SOURCE' AS "kind", ${referTo('source_id', tables.sources.id)}, coalesce(${tables.sources.title}, ${tables.sources.publisher}) AS "title",
      iif(${tables.sources.title} IS NULL, '', ${tables.sources.publisher}) AS "body", '' AS "keywords" FROM ${fromRows(tables.sources.id, ids)}`,
  office: (ids?: SQL): SQL =>
    sql`SELECT 'OFFICE' AS "kind", ${referTo('office_id', tables.offices.id)}, ${tables.offices.title} AS "title", '' AS "body", '' AS "keywords"
      FROM ${fromRows(tables.offices.id, ids)}`,
  topic: (ids?: SQL): SQL =>
    sql`SELECT 'TOPIC' AS "kind", ${referTo('topic_id', tables.topics.id)}, ${tables.topics.name} AS "title", '' AS "body", '' AS "keywords"
      FROM ${fromRows(tables.topics.id, ids)}`,
};
export type DocumentNoun = keyof typeof selectDocumentsByNoun;

/**
 * The maximum number of entries per day: the id of an entry's document begins with the number of its day. Ids of parties
 * are below those of the first day.
 */
export const documentIdsPerDay = 2 ** 24;

/** The documents of these nouns have negative ids, interleaved: the search lists them last. */
const documentIdRemainders: Record<DocumentNoun, number> = { source: 1, office: 2, topic: 3 };
export const toDocumentId = (noun: DocumentNoun, id: SQL): SQL =>
  sql`-(4 * ${id} + ${sql.raw(String(documentIdRemainders[noun]))})`;

export const selectAllDocuments = (): SQL =>
  sql.join(
    [
      ...entryKinds.map((kind) => selectEntryDocuments(kind)),
      selectPartyDocuments(),
      ...Object.values(selectDocumentsByNoun).map((select) => select()),
    ],
    sql` UNION ALL `,
  );

/** Ranks of the forms in `name_forms`: those of a state are below 10, those of a former country from 30. */
export const wordRank = 99;
const codeRank = 1;
const partyRank = sql`CASE ${tables.parties.kind} WHEN 'COUNTRY' THEN
    (SELECT CASE ${tables.countries.status} WHEN 'STATE' THEN 0 WHEN 'FORMER' THEN 30 ELSE 10 END FROM ${tables.countries} WHERE ${tables.countries.id} = ${tables.parties.id})
  ELSE 20 END`;
const nameRank = sql`CASE WHEN ${tables.names.text} = ${tables.parties.name} THEN 0 WHEN ${tables.names.kind} IN ('SHORT', 'OFFICIAL') THEN 2
  WHEN ${tables.names.kind} = 'FORMER' THEN 4 WHEN ${tables.names.kind} = 'DEMONYM' THEN 5 ELSE 3 END`;

/** Rows of `name_forms`. */
export function selectNameForms(ids?: SQL): SQL {
  const { parties, names, countries } = tables;
  const selectCodes = (column: AnySQLiteColumn): SQL =>
    sql`SELECT ${countries.id} AS "id", ${column} AS "code" FROM ${countries}`;
  const codes = sql`${selectCodes(countries.code)} UNION ALL ${selectCodes(countries.alpha3)} UNION ALL ${selectCodes(countries.m49)}
    UNION ALL SELECT ${parties.id}, ${parties.key} FROM ${parties} WHERE ${parties.kind} = 'GROUP'`;
  const [rows, join] = [fromRows(parties.id, ids), joinRows(ids)];
  return sql`SELECT "party_id", "form", "reversed", min("rank") FROM (
    SELECT ${parties.id} AS "party_id", f.value ->> 'form' AS "form", f.value ->> 'reversed' AS "reversed",
      iif(f.value ->> 'isWord', ${sql.raw(String(wordRank))}, ${partyRank} + ${nameRank}) AS "rank"
      FROM ${rows} ${join} ${names} ON ${names.partyId} = ${parties.id} ${join} json_each(list_name_forms(${names.text})) f
    UNION ALL SELECT ${parties.id}, f.value ->> 'form', f.value ->> 'reversed', ${partyRank} + ${sql.raw(String(codeRank))}
      FROM ${rows} ${join} (${codes}) c ON c.id = ${parties.id} ${join} json_each(list_name_forms(coalesce(c.code, ''))) f WHERE NOT f.value ->> 'isWord'
  ) GROUP BY "party_id", "form"`;
}

/** The day number with which the id of an entry's document begins. */
export const documentDayNumber: SQL = sql`julianday(${tables.entries.at}) - julianday('0000-12-31')`;
