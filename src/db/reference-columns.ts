import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { getDerivedFields } from '../model/nouns/noun.ts';
import { isPartyNoun, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import * as t from './tables/index.ts';
import { getColumn, type ListTable, type NounStorage, nounStorage } from './tables/noun-tables.ts';

/** A column that refers to a record, and the records to which its rows belong. */
interface ReferenceColumn {
  column: AnySQLiteColumn;
  /** SELECT of the noun and key of the records whose rows have the id in the column. */
  selectRecords: (id: SQL) => SQL;
}

/** Columns of tables whose `key` is the key of the record. */
const ownRecordColumns = (noun: RecordNoun, ...columns: AnySQLiteColumn[]): ReferenceColumn[] =>
  columns.map((column) => ({
    column,
    selectRecords: (id) =>
      sql`SELECT ${sql.raw(`'${noun}'`)} AS "noun", "key" FROM ${getColumnTable(column)} WHERE ${column} = ${id}`,
  }));

const nounOfKind = (kind: AnySQLiteColumn): SQL => sql`lower(replace(${kind}, '_', '-'))`;

/** Columns of rows that belong to a party, whose key is in `parties`. */
const partyRecordColumns = (party: AnySQLiteColumn, ...columns: AnySQLiteColumn[]): ReferenceColumn[] =>
  columns.map((column) => ({
    column,
    selectRecords: (id) =>
      sql`SELECT ${nounOfKind(t.parties.kind)} AS "noun", ${t.parties.key} AS "key" FROM ${getColumnTable(column)} JOIN ${t.parties} ON ${t.parties.id} = ${party} WHERE ${column} = ${id}`,
  }));

/** A column of rows that belong to a source. */
const sourceRecordColumn = (source: AnySQLiteColumn, column: AnySQLiteColumn): ReferenceColumn => ({
  column,
  selectRecords: (id) =>
    sql`SELECT 'source' AS "noun", ${t.sources.key} AS "key" FROM ${getColumnTable(column)} JOIN ${t.sources} ON ${t.sources.id} = ${source} WHERE ${column} = ${id}`,
});

/** The records whose evidence the citations are. */
const selectCitedRecords = (test: SQL): SQL => sql`
  SELECT ${nounOfKind(t.entries.kind)} AS "noun", ${t.entries.key} AS "key" FROM ${t.citations} JOIN ${t.entries} ON ${t.entries.id} = ${t.citations.entryId} WHERE ${test}
  UNION SELECT ${nounOfKind(t.parties.kind)}, ${t.parties.key} FROM ${t.citations} JOIN ${t.parties} ON ${t.parties.id} = ${t.citations.partyId} WHERE ${test}
  UNION SELECT 'term', ${t.terms.key} FROM ${t.citations} JOIN ${t.terms} ON ${t.terms.id} = ${t.citations.termId} WHERE ${test}
  UNION SELECT 'statement', ${t.statements.key} FROM ${t.citations} JOIN ${t.renderings} ON ${t.renderings.id} = ${t.citations.renderingId}
    JOIN ${t.statements} ON ${t.statements.id} = ${t.renderings.statementId} WHERE ${test}`;

const citationColumn = (column: AnySQLiteColumn): ReferenceColumn => ({
  column,
  selectRecords: (id) => selectCitedRecords(sql`${column} = ${id}`),
});

/** The columns of a noun's references: their rows belong to its records. */
function nounReferenceColumns(noun: Exclude<RecordNoun, 'coverage'>): ReferenceColumn[] {
  const { fields, table, lists }: NounStorage = nounStorage[noun];
  const columns = getDerivedFields(fields).flatMap(([name, { kind }]) =>
    kind === 'reference' ? getColumn(table, `${name}Id`) : [],
  );
  // Lists of several roles share a table.
  const listColumns = new Set(Object.values<ListTable>(lists).map((list) => getColumn(list.table, list.item)));
  if (noun === 'source')
    return [
      ...ownRecordColumns(noun, ...columns),
      ...[...listColumns].map((column) => sourceRecordColumn(t.sourceDerivations.sourceId, column)),
    ];
  return isPartyNoun(noun)
    ? partyRecordColumns(table.id, ...columns)
    : ownRecordColumns(noun, ...columns, ...listColumns);
}

export const referenceColumns: readonly ReferenceColumn[] = [
  ...recordNouns.flatMap((noun) => (noun === 'coverage' ? [] : nounReferenceColumns(noun))),
  ...ownRecordColumns('visit', t.visitTravellers.partyId, t.visitTravellers.termId, t.visitTravellers.countryId),
  ...partyRecordColumns(t.memberships.groupId, t.memberships.countryId),
  ...partyRecordColumns(t.affiliations.groupId, t.affiliations.partyId),
  ...partyRecordColumns(t.successions.predecessorId, t.successions.successorId, t.successions.sourceId),
  // A flow is not a record: its references belong to its source.
  ...[t.tradeFlows.reporterId, t.tradeFlows.partnerId, t.tradeFlows.commodityId, t.tradeFlows.withinId].map((column) =>
    sourceRecordColumn(t.tradeFlows.sourceId, column),
  ),
  citationColumn(t.citations.sourceId),
  citationColumn(t.citations.voiceId),
  {
    column: t.coverages.sourceId,
    selectRecords: (id) =>
      sql`SELECT 'coverage' AS "noun", ${t.sources.key} || '/' || ${t.coverages.about} AS "key" FROM ${t.coverages} JOIN ${t.sources} ON ${t.sources.id} = ${t.coverages.sourceId} WHERE ${t.coverages.sourceId} = ${id}`,
  },
];

/** The records whose claims name a record by its key, in the value of a citation. */
export const selectClaimingRecords = (key: SQL): SQL =>
  selectCitedRecords(
    sql`${t.citations.value} = ${key} OR (${t.citations.value} GLOB '[[{]*' AND instr(${t.citations.value}, json_quote(${key})) > 0)`,
  );
