import type Sqlite from 'better-sqlite3';
import { type SQL, sql } from 'drizzle-orm';
import { ChanceryError } from '../model/errors.ts';
import { isTextColumn } from './sql-builder.ts';

/** The default maximum of a response: a hundred speeches have four megabytes. */
export const defaultResponseBytes = 10 * 1024 * 1024;

export const tooLargeResponseError = (maxBytes: number): ChanceryError =>
  new ChanceryError(
    'COST_LIMIT',
    `The response exceeds ${maxBytes.toLocaleString('en')} bytes. Request smaller pages with \`first\`, or fewer texts.`,
  );

/** Texts up to this size are not measured. */
const measuredTextBytes = 1_000;
/** Lists of up to this many objects, and of up to this size, are not measured: each of their texts is. */
export const measuredListLength = 500;
const measuredListBytes = 10_000;

/**
 * Measures the JSON that a statement makes while it makes it, so that a statement whose result would be too large ends
 * before it has taken the memory.
 */
export class ResultSize {
  readonly #maxBytes: number;
  /** The bytes that were measured, by the number of lists around them. */
  #bytes: number[] = [];

  constructor(client: Sqlite.Database, maxBytes: number) {
    this.#maxBytes = maxBytes;
    // The result depends on the calls before it, so SQLite must not merge calls.
    client.function('exceeds_result', { deterministic: false }, (bytes: unknown, depth: unknown, isList: unknown) =>
      this.#add(Number(bytes), Number(depth), isList === 1),
    );
  }

  /** Begins the measurement of a statement. */
  reset(): void {
    if (this.#bytes.length > 0) this.#bytes = [];
  }

  #add(bytes: number, depth: number, isList: boolean): 0 {
    // A complete list contains everything that was measured inside it.
    if (isList) this.#bytes.length = Math.min(this.#bytes.length, depth + 1);
    this.#bytes[depth] = (this.#bytes[depth] ?? 0) + bytes;
    const total = this.#bytes.reduce((sum, size) => sum + size, 0);
    if (total > this.#maxBytes) throw tooLargeResponseError(this.#maxBytes);
    return 0;
  }
}

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
