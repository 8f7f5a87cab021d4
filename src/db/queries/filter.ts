import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { foldText } from '../../model/fold-text.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import {
  type AliasedColumns,
  allOf,
  notTrue,
  anyOf as oneOfThem,
  type StatementContext,
  valueList,
} from '../sql-builder.ts';
import type { KeyLookup } from './key-lookup.ts';

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
export interface LogicalFilter<F> {
  and?: F[] | null;
  or?: F[] | null;
  not?: F | null;
}

/** A condition on a row, and how a page of its rows, newest first, is found without reading what does not match. */
export interface Condition {
  test: SQL;
  /** The test is an equality with a column that has an index in the order of the rows. */
  isIndexed?: boolean;
  /** A list, sorted like the rows, of just those that match. */
  drivingList?: DrivingList;
  /** Many rows may be like this, so that another condition narrows the list more. */
  isUnselective?: boolean;
  /** Several values, each with its own such list or equality. */
  multiValue?: MultiValueAccess;
  /** The days between which `at` lies wherever the test holds. */
  sortDateRange?: SortDateRange;
  /** A search finds the rows: where they are few, it is best made before all else. */
  searchHits?: SearchHits;
}
export interface SearchHits {
  /** True where there are so few; no more than that are counted. */
  isFewerThan(than: number): SQL;
  /** SELECT of the ids of just the rows that match. */
  selectIds: SQL;
  selectCount: SQL;
}
export interface DrivingList {
  from: SQL;
  where: SQL;
  entryId: SQL;
  at: SQL;
  key: SQL;
}
export interface MultiValueAccess {
  /** SELECT or VALUES of one column; it may hold more values than match. */
  values: SQL;
  /** One way, or several of which any will do. */
  accessFor(value: SQL): DrivingList | SQL | readonly SQL[];
  /** What `each` gives needs no further test. */
  isExact: boolean;
  /** One value's list may name a row more than once. */
  hasDuplicates?: boolean;
}
export interface SortDateRange {
  first?: Day | null;
  last?: Day | null;
}

export const conditionsToSql = (conditions: readonly Condition[]): SQL =>
  allOf(conditions.map((condition) => condition.test));

/** Of two ways the one is taken; of the other no row is asked for, so that it costs nothing. */
export const chooseQuery = (
  condition: SQL,
  limit: number | SQL,
  way: (rows: SQL) => SQL,
  other: (rows: SQL) => SQL,
): SQL =>
  sql`SELECT * FROM (${way(sql`iif(${condition}, ${limit}, 0)`)}) UNION ALL SELECT * FROM (${other(sql`iif(${condition}, 0, ${limit})`)})`;

export const testCondition = (test: SQL): Condition => ({ test });

/** and, or, not: the same for every filter that has them. */
export function logicalConditions<F>(filter: LogicalFilter<F>, compile: (one: F) => Condition[]): Condition[] {
  return [
    ...(filter.and ?? []).flatMap(compile),
    ...(filter.or ? [testCondition(oneOfThem(filter.or.map((one) => conditionsToSql(compile(one)))))] : []),
    ...(filter.not ? [testCondition(notTrue(conditionsToSql(compile(filter.not))))] : []),
  ];
}

/** `column` is one of the things that the keys name; a key that names nothing is refused. */
export function keyMatches(column: SQL, filter: KeyFilter, resolve: KeyLookup): SQL {
  return allOf([
    ...(filter.eq != null ? [sql`${column} = ${resolve(filter.eq, filter, 'eq')}`] : []),
    ...(filter.in
      ? [
          filter.in.length === 0
            ? sql`0`
            : sql`${column} IN ${isLongList(filter.in) ? sql`(${resolve.selectIds(filter.in, filter, 'in')})` : valueList(resolveEachKey(filter, filter.in, resolve))}`,
        ]
      : []),
  ]);
}

/** What a filter narrows an id to: `one`, if its test is an equality; several, read by a SELECT or VALUES; undefined: any. */
export type Candidates = 'one' | { values: SQL; exact?: boolean } | undefined;

export const valuesClause = (values: readonly unknown[]): SQL =>
  sql`VALUES ${sql.join(
    values.map((value) => valueList([value])),
    sql`, `,
  )}`;

export const keyCandidates = (filter: KeyFilter | null | undefined, resolve: KeyLookup): Candidates =>
  filter?.eq != null
    ? 'one'
    : filter?.in?.length
      ? { values: selectKeyIds(filter, filter.in, resolve), exact: true }
      : undefined;

/** The ids of a filter's keys, as rows. */
export const selectKeyIds = (filter: KeyFilter, keys: readonly string[], resolve: KeyLookup): SQL =>
  isLongList(keys) ? resolve.selectIds(keys, filter, 'in') : valuesClause(resolveEachKey(filter, keys, resolve));

const resolveEachKey = (filter: KeyFilter, keys: readonly string[], resolve: KeyLookup): SQL[] =>
  keys.map((key, index) => resolve(key, filter, `in.${index}`));

/** A few keys are looked up each by itself: SQLite then knows how many there are. */
const isLongList = (keys: readonly string[]): boolean => keys.length > 10;

/** A condition on an id that an index of the rows begins with. */
export function columnCondition(column: SQL, test: SQL, candidates: Candidates): Condition {
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, isIndexed: true };
  const { values, exact = false } = candidates;
  return { test, multiValue: { values, isExact: exact, accessFor: (value) => sql`${column} = ${value}` } };
}

/** Folded like the column that it is compared with: accents and case do not count. */
export function textMatches(folded: SQL, filter: TextFilter): SQL {
  return allOf([
    ...(filter.eq != null ? [sql`${folded} = ${foldText(filter.eq)}`] : []),
    ...(filter.startsWith != null
      ? [sql`${folded} >= ${foldText(filter.startsWith)} AND ${folded} < ${`${foldText(filter.startsWith)}\u{10FFFF}`}`]
      : []),
    ...(filter.contains != null ? [sql`instr(${folded}, ${foldText(filter.contains)}) > 0`] : []),
  ]);
}

/** The window that a date filter asks for, both ends included; null where open. */
export function toDateRange(filter: DateFilter): { first: Day | null; last: Day | null } {
  const firsts = [filter.on, filter.onOrAfter, filter.after ? addDays(filter.after, 1) : null];
  const lasts = [filter.on, filter.onOrBefore, filter.before ? addDays(filter.before, -1) : null];
  return { first: latest(firsts), last: earliest(lasts) };
}

/** What the windows of all the conditions have in common. */
export const intersectSortDateRanges = (conditions: readonly Condition[]): SortDateRange => ({
  first: latest(conditions.map(({ sortDateRange: window }) => window?.first)),
  last: earliest(conditions.map(({ sortDateRange: window }) => window?.last)),
});

type OptionalDays = readonly (Day | null | undefined)[];
const sortKnownDays = (days: OptionalDays): Day[] => days.filter((day) => day != null).sort();
const latest = (days: OptionalDays): Day | null => sortKnownDays(days).at(-1) ?? null;
const earliest = (days: OptionalDays): Day | null => sortKnownDays(days).at(0) ?? null;

const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** CERTAIN: the whole range of the fuzzy date lies in the window. POSSIBLE: it overlaps it. */
export function dateMatches(date: { earliest: SQL; latest: SQL; edtf: SQL }, filter: DateFilter): SQL {
  const { first, last } = toDateRange(filter);
  if (first && last && first > last) return sql`0`;
  if (filter.certainty === 'POSSIBLE')
    return allOf([
      sql`${date.edtf} IS NOT NULL`,
      ...(first ? [sql`(${date.latest} IS NULL OR ${date.latest} >= ${first})`] : []),
      ...(last ? [sql`(${date.earliest} IS NULL OR ${date.earliest} <= ${last})`] : []),
    ]);
  return allOf([
    ...(first ? [sql`${date.earliest} >= ${first}`] : []),
    ...(last ? [sql`${date.latest} <= ${last}`] : []),
  ]);
}

/**
 * The same of the date whose earliest day the rows are sorted by. What certainly began on a day or later has such a day, so the window
 * tells between which days the rows stand; what ended by a day may have none, and stands where a source attests it.
 */
export function sortDateCondition(date: { earliest: SQL; latest: SQL; edtf: SQL }, filter: DateFilter): Condition {
  const { first, last } = toDateRange(filter);
  const test = dateMatches(date, filter);
  return first && filter.certainty !== 'POSSIBLE' ? { test, sortDateRange: { first, last } } : { test };
}

/** A period shares a day with the window: for certain, if it surely has begun by its end and not ended before its start; possibly, where a bound may be unknown. */
export function periodOverlaps(
  period: Record<'certain' | 'possible', { begins: SQL; ends: SQL }>,
  filter: DateFilter,
): SQL {
  const { first, last } = toDateRange(filter);
  if (first && last && first > last) return sql`0`;
  const possible = filter.certainty === 'POSSIBLE';
  const { begins, ends } = possible ? period.possible : period.certain;
  const open = (test: SQL, bound: SQL): SQL => (possible ? sql`(${bound} IS NULL OR ${test})` : test);
  return allOf([
    ...(last ? [open(sql`${begins} <= ${last}`, begins)] : []),
    ...(first ? [open(sql`${ends} >= ${first}`, ends)] : []),
  ]);
}

/** The three columns of a fuzzy date by its property: `fuzzyOf(row, 'start')`. */
export function pickFuzzyDate(row: AliasedColumns, property: string): { edtf: SQL; earliest: SQL; latest: SQL } {
  const column = (part: string): SQL => row[property + part] as SQL;
  return { edtf: column('Edtf'), earliest: column('Earliest'), latest: column('Latest') };
}

/** `column` is one of these words. */
export function enumConditions(column: SQL, values: readonly string[] | null | undefined): Condition[] {
  if (!values) return [];
  if (values.length === 0) return [testCondition(sql`0`)];
  if (values.length === 1) return [{ test: sql`${column} = ${values[0]}`, isIndexed: true, isUnselective: true }];
  return [
    {
      ...columnCondition(column, sql`${column} IN ${valueList(values)}`, { values: valuesClause(values), exact: true }),
      isUnselective: true,
    },
  ];
}

/** Which values of a list table's column a filter can mean. */
interface ListAccess {
  column: string;
  candidates: Candidates;
  /** A row may stand in the list more than once under one value. */
  hasDuplicates?: boolean;
  /** One value may stand beside many rows. */
  isUnselective?: boolean;
}

/** Rows that stand in a list table under a condition; `drives` where it is on one value of a column, or on those of `drives`. */
export function listCondition(
  scope: StatementContext,
  table: SQLiteTable,
  entryId: SQL,
  where: (row: AliasedColumns) => SQL,
  drives: boolean | ListAccess,
): Condition {
  const { row, from } = scope.aliasTable(table);
  const test = sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.entryId as SQL} = ${entryId} AND ${where(row)})`;
  const along = (also: (row: AliasedColumns) => SQL): DrivingList => {
    const list = scope.aliasTable(table);
    const { entryId: id, at, key } = list.row as unknown as Record<'entryId' | 'at' | 'key', SQL>;
    return { from: list.from, where: also(list.row), entryId: id, at, key };
  };
  if (typeof drives === 'boolean') return drives ? { test, drivingList: along(where) } : { test };
  const { column, candidates, hasDuplicates: repeats = false, isUnselective: common = false } = drives;
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, isUnselective: common, drivingList: along(where) };
  const each = (value: SQL): DrivingList =>
    along((list) => sql`${(list as unknown as Record<string, SQL>)[column]} = ${value} AND ${where(list)}`);
  return {
    test,
    isUnselective: common,
    multiValue: { values: candidates.values, accessFor: each, isExact: true, hasDuplicates: repeats },
  };
}
