import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { aliasColumns, fromClause } from '../../db/sql-builder.ts';
import { getColumn } from '../../db/tables/noun-tables.ts';

/** SQL fragments for reading a record. Each returns one JSON value, or null. */

/** Returns `json_object` with these fields, in the order of `names`. */
export function jsonObject(fields: Readonly<Record<string, SQL>>, names = Object.keys(fields)): SQL {
  const pairs = names.map((name) => {
    const value = fields[name];
    if (!value) throw new Error(`The field "${name}" is not read back.`);
    return sql`${sql.raw(`'${name}'`)}, ${value}`;
  });
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

/** SELECT of the key of the row with that id. */
export function selectKey(
  table: SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn },
  id: AnySQLiteColumn,
): SQL {
  const row = aliasColumns(table, 'k') as { id: SQL; key: SQL };
  return sql`(SELECT ${row.key} FROM ${fromClause(table, 'k')} WHERE ${row.id} = ${id})`;
}

/** JSON array of `item`s, sorted by the ordinal. A subquery loses the JSON subtype, so `json()` restores it. */
export const jsonList = (item: SQL, ordinal: AnySQLiteColumn, condition: SQL, index?: string): SQL =>
  sql`json((SELECT json_group_array(${item} ORDER BY ${ordinal}) FROM ${getColumnTable(ordinal)}${sql.raw(index ? ` INDEXED BY ${index}` : '')} WHERE ${condition}))`;

/** JSON of a fuzzy date: EDTF text, or an object if it has a basis or the wording of the source, or only that wording. */
export function jsonFuzzyDate(table: SQLiteTable, property: string): SQL {
  const [edtf, basis, verbatim] = ['Edtf', 'Basis', 'Verbatim'].map((part) => getColumn(table, property + part));
  return sql`json(CASE WHEN ${edtf} IS NULL THEN CASE WHEN ${verbatim} IS NOT NULL THEN json_object('verbatim', ${verbatim}) END WHEN ${basis} = 'STATED' AND ${verbatim} IS NULL THEN json_quote(${edtf})
    ELSE json_object('edtf', ${edtf}, 'basis', ${basis}, 'verbatim', ${verbatim}) END)`;
}

export const jsonBoolean = (flag: AnySQLiteColumn): SQL =>
  sql`json(CASE ${flag} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)`;

export const jsonScalar = (value: AnySQLiteColumn): SQL => sql`${value}`;
