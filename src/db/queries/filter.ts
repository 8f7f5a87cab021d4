import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { foldText } from '../../model/fold-text.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import { all, list, none, any as oneOfThem, type Row, type Scope } from '../sql-builder.ts';
import type { Lookup } from './key-lookup.ts';

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

/** A condition on a row, and how a page of its rows, newest first, is found without reading what does not match. */
export interface Condition {
  test: SQL;
  /** The test is an equality with a column that has an index in the order of the rows. */
  indexed?: boolean;
  /** A list, sorted like the rows, of just those that match. */
  drive?: Drive;
  /** Many rows may be like this, so that another condition narrows the list more. */
  common?: boolean;
  /** Several values, each with its own such list or equality. */
  spread?: Spread;
  /** The days between which `at` lies wherever the test holds. */
  window?: Window;
  /** A search finds the rows: where they are few, it is best made before all else. */
  found?: Found;
}
export interface Found {
  /** True where there are so few; no more than that are counted. */
  fewer(than: number): SQL;
  /** SELECT of the ids of just the rows that match. */
  ids: SQL;
  count: SQL;
}
export interface Drive {
  from: SQL;
  where: SQL;
  entryId: SQL;
  at: SQL;
  key: SQL;
}
export interface Spread {
  /** SELECT or VALUES of one column; it may hold more values than match. */
  values: SQL;
  /** One way, or several of which any will do. */
  each(value: SQL): Drive | SQL | readonly SQL[];
  /** What `each` gives needs no further test. */
  exact: boolean;
  /** One value's list may name a row more than once. */
  repeats?: boolean;
}
export interface Window {
  first?: Day | null;
  last?: Day | null;
}

export const tests = (conditions: readonly Condition[]): SQL => all(conditions.map((condition) => condition.test));

/** Of two ways the one is taken; of the other no row is asked for, so that it costs nothing. */
export const oneOf = (condition: SQL, limit: number | SQL, way: (rows: SQL) => SQL, other: (rows: SQL) => SQL): SQL =>
  sql`SELECT * FROM (${way(sql`iif(${condition}, ${limit}, 0)`)}) UNION ALL SELECT * FROM (${other(sql`iif(${condition}, 0, ${limit})`)})`;

export const only = (test: SQL): Condition => ({ test });

/** and, or, not: the same for every filter that has them. */
export function combine<F>(filter: Combined<F>, compile: (one: F) => Condition[]): Condition[] {
  return [
    ...(filter.and ?? []).flatMap(compile),
    ...(filter.or ? [only(oneOfThem(filter.or.map((one) => tests(compile(one)))))] : []),
    ...(filter.not ? [only(none(tests(compile(filter.not))))] : []),
  ];
}

/** `column` is one of the things that the keys name; a key that names nothing is refused. */
export function keyed(column: SQL, filter: KeyFilter, resolve: Lookup): SQL {
  return all([
    ...(filter.eq != null ? [sql`${column} = ${resolve(filter.eq, filter, 'eq')}`] : []),
    ...(filter.in
      ? [
          filter.in.length === 0
            ? sql`0`
            : sql`${column} IN ${isLong(filter.in) ? sql`(${resolve.all(filter.in, filter, 'in')})` : list(eachOf(filter, filter.in, resolve))}`,
        ]
      : []),
  ]);
}

/** What a filter narrows an id to: `one`, if its test is an equality; several, read by a SELECT or VALUES; undefined: any. */
export type Candidates = 'one' | { values: SQL; exact?: boolean } | undefined;

export const rowsOf = (values: readonly unknown[]): SQL =>
  sql`VALUES ${sql.join(
    values.map((value) => list([value])),
    sql`, `,
  )}`;

export const namedBy = (filter: KeyFilter | null | undefined, resolve: Lookup): Candidates =>
  filter?.eq != null
    ? 'one'
    : filter?.in?.length
      ? { values: idsOf(filter, filter.in, resolve), exact: true }
      : undefined;

/** The ids of a filter's keys, as rows. */
export const idsOf = (filter: KeyFilter, keys: readonly string[], resolve: Lookup): SQL =>
  isLong(keys) ? resolve.all(keys, filter, 'in') : rowsOf(eachOf(filter, keys, resolve));

const eachOf = (filter: KeyFilter, keys: readonly string[], resolve: Lookup): SQL[] =>
  keys.map((key, index) => resolve(key, filter, `in.${index}`));

/** A few keys are looked up each by itself: SQLite then knows how many there are. */
const isLong = (keys: readonly string[]): boolean => keys.length > 10;

/** A condition on an id that an index of the rows begins with. */
export function onColumn(column: SQL, test: SQL, candidates: Candidates): Condition {
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, indexed: true };
  const { values, exact = false } = candidates;
  return { test, spread: { values, exact, each: (value) => sql`${column} = ${value}` } };
}

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
  const firsts = [filter.on, filter.onOrAfter, filter.after ? addDays(filter.after, 1) : null];
  const lasts = [filter.on, filter.onOrBefore, filter.before ? addDays(filter.before, -1) : null];
  return { first: latest(firsts), last: earliest(lasts) };
}

/** What the windows of all the conditions have in common. */
export const windowOfAll = (conditions: readonly Condition[]): Window => ({
  first: latest(conditions.map(({ window }) => window?.first)),
  last: earliest(conditions.map(({ window }) => window?.last)),
});

type Days = readonly (Day | null | undefined)[];
const known = (days: Days): Day[] => days.filter((day) => day != null).sort();
const latest = (days: Days): Day | null => known(days).at(-1) ?? null;
const earliest = (days: Days): Day | null => known(days).at(0) ?? null;

const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

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
  return all([
    ...(first ? [sql`${date.earliest} >= ${first}`] : []),
    ...(last ? [sql`${date.latest} <= ${last}`] : []),
  ]);
}

/**
 * The same of the date whose earliest day the rows are sorted by. What certainly began on a day or later has such a day, so the window
 * tells between which days the rows stand; what ended by a day may have none, and stands where a source attests it.
 */
export function datedBy(date: { earliest: SQL; latest: SQL; edtf: SQL }, filter: DateFilter): Condition {
  const { first, last } = windowOf(filter);
  const test = dated(date, filter);
  return first && filter.certainty !== 'POSSIBLE' ? { test, window: { first, last } } : { test };
}

/** A period shares a day with the window: for certain, if it surely has begun by its end and not ended before its start; possibly, where a bound may be unknown. */
export function overlaps(period: Record<'certain' | 'possible', { begins: SQL; ends: SQL }>, filter: DateFilter): SQL {
  const { first, last } = windowOf(filter);
  if (first && last && first > last) return sql`0`;
  const possible = filter.certainty === 'POSSIBLE';
  const { begins, ends } = possible ? period.possible : period.certain;
  const open = (test: SQL, bound: SQL): SQL => (possible ? sql`(${bound} IS NULL OR ${test})` : test);
  return all([
    ...(last ? [open(sql`${begins} <= ${last}`, begins)] : []),
    ...(first ? [open(sql`${ends} >= ${first}`, ends)] : []),
  ]);
}

/** The three columns of a fuzzy date by its property: `fuzzyOf(row, 'start')`. */
export function fuzzyOf(row: Row, property: string): { edtf: SQL; earliest: SQL; latest: SQL } {
  const column = (part: string): SQL => row[property + part] as SQL;
  return { edtf: column('Edtf'), earliest: column('Earliest'), latest: column('Latest') };
}

/** `column` is one of these words. */
export function among(column: SQL, values: readonly string[] | null | undefined): Condition[] {
  if (!values) return [];
  if (values.length === 0) return [only(sql`0`)];
  if (values.length === 1) return [{ test: sql`${column} = ${values[0]}`, indexed: true, common: true }];
  return [
    { ...onColumn(column, sql`${column} IN ${list(values)}`, { values: rowsOf(values), exact: true }), common: true },
  ];
}

/** Which values of a list table's column a filter can mean. */
interface Among {
  column: string;
  candidates: Candidates;
  /** A row may stand in the list more than once under one value. */
  repeats?: boolean;
  /** One value may stand beside many rows. */
  common?: boolean;
}

/** Rows that stand in a list table under a condition; `drives` where it is on one value of a column, or on those of `drives`. */
export function inList(
  scope: Scope,
  table: SQLiteTable,
  entryId: SQL,
  where: (row: Row) => SQL,
  drives: boolean | Among,
): Condition {
  const { row, from } = scope.table(table);
  const test = sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.entryId as SQL} = ${entryId} AND ${where(row)})`;
  const along = (also: (row: Row) => SQL): Drive => {
    const list = scope.table(table);
    const { entryId: id, at, key } = list.row as unknown as Record<'entryId' | 'at' | 'key', SQL>;
    return { from: list.from, where: also(list.row), entryId: id, at, key };
  };
  if (typeof drives === 'boolean') return drives ? { test, drive: along(where) } : { test };
  const { column, candidates, repeats = false, common = false } = drives;
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, common, drive: along(where) };
  const each = (value: SQL): Drive =>
    along((list) => sql`${(list as unknown as Record<string, SQL>)[column]} = ${value} AND ${where(list)}`);
  return { test, common, spread: { values: candidates.values, each, exact: true, repeats } };
}
