import { type SQL, sql } from 'drizzle-orm';
import { isTextColumn } from './sql-builder.ts';

/** Texts up to this size are not measured. */
const measuredTextBytes = 1_000;
/** Lists of up to this many objects, and of up to this size, are not measured: each of their texts is. */
export const measuredListLength = 500;
const measuredListBytes = 10_000;

const exceedsResult = (value: SQL, minBytes: number, depth: number, isList: boolean): SQL =>
  sql`octet_length(${value}) > ${sql.raw(String(minBytes))} AND exceeds_result(octet_length(${value}), ${sql.raw(`${depth}, ${Number(isList)}`)})`;

/** Measures a text inside `depth` lists, unless it is a column with short text. */
export function measureText(text: SQL, depth: number): SQL {
  const isText = isTextColumn(text);
  if (isText === false) return text;
  if (isText) return sql`CASE WHEN ${exceedsResult(text, measuredTextBytes, depth, false)} THEN NULL ELSE ${text} END`;
  const value = sql.raw('"text"');
  return sql`(SELECT CASE WHEN ${exceedsResult(value, measuredTextBytes, depth, false)} THEN NULL ELSE "text" END FROM (SELECT ${text} AS "text"))`;
}

/** Measures the JSON of a list inside `depth` other lists. `from`: the FROM clause of the aggregate. */
export function measureList(list: SQL, from: SQL, depth: number): SQL {
  const value = sql.raw('"list"');
  return sql`SELECT CASE WHEN ${exceedsResult(value, measuredListBytes, depth, true)} THEN NULL ELSE "list" END FROM (SELECT ${list} AS "list" ${from})`;
}
