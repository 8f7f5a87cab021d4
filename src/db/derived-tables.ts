import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { getDerivedFields } from '../model/nouns/noun.ts';
import { type EntryKind, entryKinds, isPartyNoun, kindToNoun } from '../model/vocabulary.ts';
import * as tables from './tables/index.ts';
import { getColumn, type ListTable, type NounStorage, nounStorage } from './tables/noun-tables.ts';

// SELECTs of the rows of derived tables: writes use them for one entry at a time, and `check` compares whole tables.

/** The columns in which an entry refers to a party. All these tables repeat the entry's `at` and `key`. */
type PartyColumns = readonly [entry: AnySQLiteColumn, party: AnySQLiteColumn];

const customPartyColumns: Partial<Record<EntryKind, readonly PartyColumns[]>> = {
  VISIT: [
    [tables.visitTravellers.entryId, tables.visitTravellers.personId],
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
const andEquals = (column: AnySQLiteColumn, id: SQL | undefined): SQL =>
  id ? sql` AND ${column} = ${id}` : sql.empty();

/** Rows of `appearances`: the parties of all entries of a kind, or of one entry. */
export const selectAppearances = (kind: EntryKind, entryId?: SQL): SQL =>
  union(
    getPartyColumns(kind).map(
      ([entry, party]) =>
        sql`SELECT DISTINCT ${party}, ${entry}, ${sql.raw('"at"')}, ${sql.raw('"key"')}, ${sql.raw(`'${kind}'`)} FROM ${getColumnTable(entry)} WHERE ${party} IS NOT NULL${andEquals(entry, entryId)}`,
    ),
  );

export const selectAllAppearances = (): SQL => union(entryKinds.map((kind) => selectAppearances(kind)));

/** Rows of `visit_origins`: the countries whose offices the travellers held. */
export function selectVisitOrigins(visitId?: SQL): SQL {
  const { visitTravellers, terms, offices } = tables;
  return sql`SELECT DISTINCT ${visitTravellers.entryId}, ${visitTravellers.at}, ${visitTravellers.key}, ${offices.countryId} FROM ${visitTravellers}
    JOIN ${terms} ON ${terms.id} = ${visitTravellers.termId} JOIN ${offices} ON ${offices.id} = ${terms.officeId}
    WHERE ${offices.countryId} IS NOT NULL${andEquals(visitTravellers.entryId, visitId)}`;
}

/** Rows of `source_entries`: the sources cited for an entry, or for a rendering of a statement. */
export function selectSourceEntries(entryId?: SQL): SQL {
  const { citations, entries, renderings } = tables;
  const columns = sql`${citations.sourceId}, ${entries.id}, ${entries.at}, ${entries.key}, ${entries.kind}`;
  // With statistics from a nearly empty database, SQLite would scan all citations to find those of one entry.
  const ofEntry = sql.raw(entryId ? ' INDEXED BY citations_entry' : '');
  return union([
    sql`SELECT ${columns} FROM ${citations}${ofEntry} JOIN ${entries} ON ${entries.id} = ${citations.entryId} WHERE true${andEquals(citations.entryId, entryId)}`,
    sql`SELECT ${columns} FROM ${renderings} JOIN ${citations} ON ${citations.renderingId} = ${renderings.id}
      JOIN ${entries} ON ${entries.id} = ${renderings.statementId} WHERE true${andEquals(renderings.statementId, entryId)}`,
  ]);
}

/** Rows of `disputes`: entries for which sources give different values of one field. */
export function selectDisputes(entryId?: SQL): SQL {
  const { citations, entries } = tables;
  const ofEntry = sql.raw(entryId ? ' INDEXED BY citations_entry' : '');
  return sql`SELECT DISTINCT ${entries.id}, ${entries.at}, ${entries.key}, ${entries.kind} FROM ${citations}${ofEntry}
    JOIN ${entries} ON ${entries.id} = ${citations.entryId}
    WHERE ${citations.field} IS NOT NULL${andEquals(citations.entryId, entryId)} GROUP BY ${citations.entryId}, ${citations.field}
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

/** Rows of `documents` without ids: for all entries of a kind, or for one entry. */
export const selectEntryDocuments = (kind: EntryKind, entryId?: SQL): SQL =>
  sql`SELECT ${tables.entries.kind} AS "kind", ${tables.entries.id} AS "entry_id", NULL AS "party_id", ${tables.entries.summary} AS "title",
    coalesce(${selectSearchText(kind)}, '') AS "body" FROM ${tables.entries} WHERE ${tables.entries.kind} = ${sql.raw(`'${kind}'`)}${andEquals(tables.entries.id, entryId)}`;

/** Rows of `documents` for parties: every distinct name. */
export const selectPartyDocuments = (partyId?: SQL): SQL =>
  sql`SELECT ${tables.parties.kind} AS "kind", NULL AS "entry_id", ${tables.parties.id} AS "party_id", ${tables.parties.name} AS "title",
    coalesce((SELECT group_concat("text", char(10) ORDER BY "first") FROM (SELECT ${tables.names.text} AS "text", min(${tables.names.ordinal}) AS "first"
      FROM ${tables.names} WHERE ${tables.names.partyId} = ${tables.parties.id} GROUP BY ${tables.names.text})), '') AS "body"
    FROM ${tables.parties} WHERE true${andEquals(tables.parties.id, partyId)}`;

export const selectAllDocuments = (): SQL =>
  sql.join([...entryKinds.map((kind) => selectEntryDocuments(kind)), selectPartyDocuments()], sql` UNION ALL `);

/** The day number with which the id of an entry's document begins. */
export const documentDayNumber: SQL = sql`julianday(${tables.entries.at}) - julianday('0000-12-31')`;
