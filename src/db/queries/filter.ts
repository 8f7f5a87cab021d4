import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { badInput, type ChanceryError } from '../../errors.ts';
import { foldText } from '../../fold-text.ts';
import type { Day } from '../../fuzzy-date.ts';
import { all, list, none, any as oneOfThem, type Row, type Scope } from '../row.ts';

export interface KeyFilter {
  eq?: string | null;
  in?: string[] | null;
}
export interface TextFilter {
  eq?: string | null;
  contains?: string | null;
  startsWith?: string | null;
}
export interface DateFilter {
  on?: Day | null;
  after?: Day | null;
  before?: Day | null;
  onOrAfter?: Day | null;
  onOrBefore?: Day | null;
  certainty?: 'CERTAIN' | 'POSSIBLE' | null;
}
export interface Combined<F> {
  and?: F[] | null;
  or?: F[] | null;
  not?: F | null;
}

/**
 * A condition on a row. `drive` tells of a list, sorted like the rows themselves, that holds just the rows that match:
 * walking it finds a page without reading what does not match.
 */
export interface Condition {
  test: SQL;
  drive?: Drive;
}
export interface Drive {
  from: SQL;
  where: SQL;
  entryId: SQL;
  at: SQL;
  key: SQL;
}

export const tests = (conditions: readonly Condition[]): SQL => all(conditions.map((condition) => condition.test));
export const only = (test: SQL): Condition => ({ test });

/** and, or, not: the same for every filter that has them. */
export function combine<F>(filter: Combined<F>, compile: (one: F) => Condition[]): Condition[] {
  return [
    ...(filter.and ?? []).flatMap(compile),
    ...(filter.or ? [only(oneOfThem(filter.or.map((one) => tests(compile(one)))))] : []),
    ...(filter.not ? [only(none(tests(compile(filter.not))))] : []),
  ];
}

type Lookup = (key: string) => SQL;

/** `column` is one of the things that the keys name; a key that names nothing is refused. */
export function keyed(column: SQL, filter: KeyFilter, resolve: Lookup): SQL {
  return all([
    ...(filter.eq != null ? [sql`${column} = ${resolve(filter.eq)}`] : []),
    ...(filter.in ? [filter.in.length === 0 ? sql`0` : sql`${column} IN ${list(filter.in.map(resolve))}`] : []),
  ]);
}

/** True of a filter that can only match one thing, whose list may then drive the page. */
export const isOne = (filter: KeyFilter | null | undefined): boolean => filter?.eq != null && !filter.in;

/** The scalar subquery that turns a key into an id, with the requirement that there is one. */
export function keyLookup(scope: Scope, table: SQLiteTable & { id: SQLColumn; key: SQLColumn }, noun: string): Lookup {
  return (key) => {
    const { row, from } = scope.table(table);
    const columns = row as unknown as Record<'id' | 'key', SQL>;
    const id = sql`(SELECT ${columns.id} FROM ${from} WHERE ${columns.key} = ${key})`;
    scope.require(id, (value) => (value === null ? unknownKey(noun, key) : undefined));
    return id;
  };
}
type SQLColumn = SQLiteTable['_']['columns'][string];

export const unknownKey = (noun: string, key: string): ChanceryError =>
  badInput(`No ${noun} has the key "${key}". Keys are exact: look them up with the ${noun}'s own query or with search.`);

/** Folded like the column that it is compared with: accents and case do not count. */
export function matches(folded: SQL, filter: TextFilter): SQL {
  return all([
    ...(filter.eq != null ? [sql`${folded} = ${foldText(filter.eq)}`] : []),
    ...(filter.startsWith != null
      ? [sql`${folded} >= ${foldText(filter.startsWith)} AND ${folded} < ${`${foldText(filter.startsWith)}\u{10FFFF}`}`]
      : []),
    ...(filter.contains != null ? [sql`instr(${folded}, ${foldText(filter.contains)}) > 0`] : []),
  ]);
}

/** The window that a date filter asks for, both ends included; null where open. */
export function windowOf(filter: DateFilter): { first: Day | null; last: Day | null } {
  const firsts = [filter.on, filter.onOrAfter, filter.after ? addDays(filter.after, 1) : null].filter((day) => day != null);
  const lasts = [filter.on, filter.onOrBefore, filter.before ? addDays(filter.before, -1) : null].filter((day) => day != null);
  return { first: firsts.sort().at(-1) ?? null, last: lasts.sort().at(0) ?? null };
}

export const addDays = (day: Day, days: number): Day => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** CERTAIN: the whole range of the fuzzy date lies in the window. POSSIBLE: it overlaps it. */
export function dated(date: { earliest: SQL; latest: SQL; edtf: SQL }, filter: DateFilter): SQL {
  const { first, last } = windowOf(filter);
  if (first && last && first > last) return sql`0`;
  if (filter.certainty === 'POSSIBLE')
    return all([
      sql`${date.edtf} IS NOT NULL`,
      ...(first ? [sql`(${date.latest} IS NULL OR ${date.latest} >= ${first})`] : []),
      ...(last ? [sql`(${date.earliest} IS NULL OR ${date.earliest} <= ${last})`] : []),
    ]);
  return all([...(first ? [sql`${date.earliest} >= ${first}`] : []), ...(last ? [sql`${date.latest} <= ${last}`] : [])]);
}

/** The same, with what it implies for the sort day, so that an index on `at` is entered at the right place. */
export function datedBy(at: SQL, date: { earliest: SQL; latest: SQL; edtf: SQL }, filter: DateFilter): SQL {
  const { first } = windowOf(filter);
  const certain = filter.certainty !== 'POSSIBLE';
  return first && certain ? all([sql`${at} >= ${first}`, dated(date, filter)]) : dated(date, filter);
}

/** The three columns of a fuzzy date by its property: `fuzzyOf(row, 'start')`. */
export function fuzzyOf(row: Row, property: string): { edtf: SQL; earliest: SQL; latest: SQL } {
  const column = (part: string): SQL => row[property + part] as SQL;
  return { edtf: column('Edtf'), earliest: column('Earliest'), latest: column('Latest') };
}

export const among = (column: SQL, values: readonly string[] | null | undefined): Condition[] =>
  values
    ? [only(values.length === 1 ? sql`${column} = ${values[0]}` : values.length === 0 ? sql`0` : sql`${column} IN ${list(values)}`)]
    : [];

type Listed = SQLiteTable;

/** Rows that stand in a list table under a condition; the list drives the page where that condition names one thing. */
export function inList(scope: Scope, table: Listed, entryId: SQL, where: (row: Row) => SQL, drives: boolean): Condition {
  const tested = scope.table(table);
  const test = sql`EXISTS (SELECT 1 FROM ${tested.from} WHERE ${tested.row.entryId as SQL} = ${entryId} AND ${where(tested.row)})`;
  if (!drives) return { test };
  const { row, from } = scope.table(table);
  return { test, drive: { from, where: where(row), entryId: row.entryId as SQL, at: row.at as SQL, key: row.key as SQL } };
}
