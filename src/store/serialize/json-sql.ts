import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { aliasColumns, fromClause } from '../../db/sql-builder.ts';
import { getColumn } from '../../db/tables/noun-tables.ts';

/** The pieces of SQL that a record is read back by. Each answers one JSON value: null where there is none. */

/** `json_object` of these fields, in their order. */
export const jsonObject = (fields: Readonly<Record<string, SQL>>): SQL =>
  sql`json_object(${sql.join(
    Object.entries(fields).map(([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`),
    sql`, `,
  )})`;

/** The key of the row of `table` with that id. */
export function selectKey(
  table: SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn },
  id: AnySQLiteColumn,
): SQL {
  const row = aliasColumns(table, 'k') as { id: SQL; key: SQL };
  return sql`(SELECT ${row.key} FROM ${fromClause(table, 'k')} WHERE ${row.id} = ${id})`;
}

/** A list of `item`s, in the order of the ordinal. A subquery answers plain text, so it is marked as JSON anew. */
export const jsonList = (item: SQL, ordinal: AnySQLiteColumn, condition: SQL, index?: string): SQL =>
  sql`json((SELECT json_group_array(${item} ORDER BY ${ordinal}) FROM ${getColumnTable(ordinal)}${sql.raw(index ? ` INDEXED BY ${index}` : '')} WHERE ${condition}))`;

/** A fuzzy date: EDTF alone, or with how it is known and the words of the source. */
export function jsonFuzzyDate(table: SQLiteTable, property: string): SQL {
  const [edtf, basis, verbatim] = ['Edtf', 'Basis', 'Verbatim'].map((part) => getColumn(table, property + part));
  return sql`json(CASE WHEN ${edtf} IS NULL THEN NULL WHEN ${basis} = 'STATED' AND ${verbatim} IS NULL THEN json_quote(${edtf})
    ELSE json_object('edtf', ${edtf}, 'basis', ${basis}, 'verbatim', ${verbatim}) END)`;
}

export const jsonBoolean = (flag: AnySQLiteColumn): SQL =>
  sql`json(CASE ${flag} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)`;

export const jsonScalar = (value: AnySQLiteColumn): SQL => sql`${value}`;
