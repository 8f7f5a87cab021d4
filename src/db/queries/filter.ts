import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { addDays, type Day, firstDay, lastDay } from '../../model/calendar.ts';
import { foldText } from '../../model/fold-text.ts';
import { type AliasedColumns, allOf, anyOf, notTrue, type StatementContext, valueList } from '../sql-builder.ts';
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

/** A condition on a row, and the indexes by which a page of matching rows, newest first, is found without reading the others. */
export interface Condition {
  test: SQL;
  /** The test is an equality on a column with an index in the order of the rows. */
  isIndexed?: boolean;
  /** A list of exactly the matching rows, in the same order. */
  drivingList?: DrivingList;
  /** Many rows may match, so another condition is likely to be more selective. */
  isUnselective?: boolean;
  /** Several values, each with its own list or equality. */
  multiValue?: MultiValueAccess;
  /** The range of `at` in the rows that match. */
  sortDateRange?: SortDateRange;
  /** A full-text search finds the rows; if there are few, it should run first. */
  searchHits?: SearchHits;
}
export interface SearchHits {
  /** True if there are fewer than `limit` hits; no more than that are counted. */
  isFewerThan(limit: number): SQL;
  /** SELECT of the ids of exactly the matching rows. */
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
  /** SELECT or VALUES of one column; it may hold values that do not match. */
  values: SQL;
  /** The list or equality for a value; an array if a row may match by any of several. */
  accessFor(value: SQL): DrivingList | SQL | readonly SQL[];
  /** Rows found by `accessFor` need no further test. */
  isExact: boolean;
  /** The list of one value may contain a row more than once. */
  hasDuplicates?: boolean;
}
export interface SortDateRange {
  first?: Day | null;
  last?: Day | null;
}

export const conditionsToSql = (conditions: readonly Condition[]): SQL =>
  allOf(conditions.map((condition) => condition.test));

/** Chooses one of two queries at run time; the other has a limit of 0 and costs nothing. */
export const chooseQuery = (
  condition: SQL,
  limit: number | SQL,
  way: (rows: SQL) => SQL,
  other: (rows: SQL) => SQL,
): SQL =>
  sql`SELECT * FROM (${way(sql`iif(${condition}, ${limit}, 0)`)}) UNION ALL SELECT * FROM (${other(sql`iif(${condition}, 0, ${limit})`)})`;

export const testCondition = (test: SQL): Condition => ({ test });

/** Whether a filter has more conditions than those of its own fields. */
export const hasLogic = <F>({ and, or, not }: LogicalFilter<F>): boolean => Boolean(and ?? or ?? not);

/** The conditions of `and`, `or` and `not`. */
export function logicalConditions<F>(filter: LogicalFilter<F>, compile: (nested: F) => Condition[]): Condition[] {
  return [
    ...(filter.and ?? []).flatMap(compile),
    ...(filter.or ? [testCondition(anyOf(filter.or.map((nested) => conditionsToSql(compile(nested)))))] : []),
    ...(filter.not ? [testCondition(notTrue(conditionsToSql(compile(filter.not))))] : []),
  ];
}

/** `column` is the id of a record with one of the keys; an unknown key is an error. */
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

/** The ids that a filter can match: `one` if its test is an equality, several as a SELECT or VALUES, undefined for any. */
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

/** The ids for the keys of a filter, as rows. */
const selectKeyIds = (filter: KeyFilter, keys: readonly string[], resolve: KeyLookup): SQL =>
  isLongList(keys) ? resolve.selectIds(keys, filter, 'in') : valuesClause(resolveEachKey(filter, keys, resolve));

const resolveEachKey = (filter: KeyFilter, keys: readonly string[], resolve: KeyLookup): SQL[] =>
  keys.map((key, index) => resolve(key, filter, `in.${index}`));

/** Short lists are looked up key by key, so that SQLite knows their length. */
export const isLongList = (keys: readonly string[]): boolean => keys.length > 10;

/** A condition on an id that is the first column of an index of the rows. */
export function columnCondition(column: SQL, test: SQL, candidates: Candidates): Condition {
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, isIndexed: true };
  const { values, exact = false } = candidates;
  return { test, multiValue: { values, isExact: exact, accessFor: (value) => sql`${column} = ${value}` } };
}

/** Compares text with a folded column, ignoring accents and case. */
export function textMatches(folded: SQL, filter: TextFilter): SQL {
  return allOf([
    ...(filter.eq != null ? [sql`${folded} = ${foldText(filter.eq)}`] : []),
    ...(filter.startsWith != null
      ? [sql`${folded} >= ${foldText(filter.startsWith)} AND ${folded} < ${`${foldText(filter.startsWith)}\u{10FFFF}`}`]
      : []),
    ...(filter.contains != null ? [sql`instr(${folded}, ${foldText(filter.contains)}) > 0`] : []),
  ]);
}

/** The range of days of a date filter, both ends included; null if open. No day is in a range that ends before it begins. */
export function toDateRange(filter: DateFilter): { first: Day | null; last: Day | null } {
  // No day is after the last one of the calendar, or before the first.
  if (filter.after === lastDay || filter.before === firstDay) return { first: lastDay, last: firstDay };
  const firsts = [filter.on, filter.onOrAfter, filter.after ? addDays(filter.after, 1) : null];
  const lasts = [filter.on, filter.onOrBefore, filter.before ? addDays(filter.before, -1) : null];
  return { first: latest(firsts), last: earliest(lasts) };
}

/** The intersection of the ranges of all conditions. */
export const intersectSortDateRanges = (conditions: readonly Condition[]): SortDateRange => ({
  first: latest(conditions.map(({ sortDateRange }) => sortDateRange?.first)),
  last: earliest(conditions.map(({ sortDateRange }) => sortDateRange?.last)),
});

type OptionalDays = readonly (Day | null | undefined)[];
const sortKnownDays = (days: OptionalDays): Day[] => days.filter((day) => day != null).sort();
const latest = (days: OptionalDays): Day | null => sortKnownDays(days).at(-1) ?? null;
const earliest = (days: OptionalDays): Day | null => sortKnownDays(days).at(0) ?? null;

/** The columns of a fuzzy date that filters read. A date that is always exact has no qualifier. */
interface FilteredDate {
  edtf: SQL;
  earliest: SQL;
  latest: SQL;
  qualifier?: SQL;
}

/** CERTAIN: the date is not qualified, and its range lies within the window. POSSIBLE: its range overlaps the window. */
export function dateMatches(date: FilteredDate, filter: DateFilter): SQL {
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
    ...(date.qualifier && (first || last) ? [sql`${date.qualifier} IS NULL`] : []),
  ]);
}

/**
 * The same for the date by whose earliest day the rows are sorted. A certain lower bound implies a known earliest day, so
 * the window is also a range of the sort order. With an upper bound alone the day may be unknown, and the row is sorted by
 * the day of a source.
 */
export function sortDateCondition(date: FilteredDate, filter: DateFilter): Condition {
  const { first, last } = toDateRange(filter);
  const test = dateMatches(date, filter);
  return first && filter.certainty !== 'POSSIBLE' ? { test, sortDateRange: { first, last } } : { test };
}

/**
 * A period shares a day with the window: certainly, by its latest beginning, which is not qualified, and its earliest end;
 * possibly, where bounds may be unknown.
 */
export function periodOverlaps(
  period: { certain: { begins: SQL; ends: SQL; qualifier: SQL }; possible: { begins: SQL; ends: SQL } },
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
    ...(!possible && (first || last) ? [sql`${period.certain.qualifier} IS NULL`] : []),
  ]);
}

/** The columns of a fuzzy date by its property: `pickFuzzyDate(row, 'start')`. */
export function pickFuzzyDate(row: AliasedColumns, property: string): Required<FilteredDate> {
  const column = (part: string): SQL => row[property + part] as SQL;
  return {
    edtf: column('Edtf'),
    earliest: column('Earliest'),
    latest: column('Latest'),
    qualifier: column('Qualifier'),
  };
}

/** `column` has one of these values. */
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

/** The values of a column of a list table that a filter can match. */
interface ListAccess {
  column: string;
  candidates: Candidates;
  /** A row may be listed more than once under one value. */
  hasDuplicates?: boolean;
  /** Many rows may have the same value. */
  isUnselective?: boolean;
}

/** Rows listed in a list table under a condition. `access` says whether the list can drive the query, and by which values. */
export function listCondition(
  scope: StatementContext,
  table: SQLiteTable,
  entryId: SQL,
  where: (row: AliasedColumns) => SQL,
  access: boolean | ListAccess,
): Condition {
  const { row, from } = scope.aliasTable(table);
  const test = sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.entryId as SQL} = ${entryId} AND ${where(row)})`;
  const drivingList = (condition: (row: AliasedColumns) => SQL): DrivingList => {
    const list = scope.aliasTable(table);
    const { entryId: id, at, key } = list.row as unknown as Record<'entryId' | 'at' | 'key', SQL>;
    return { from: list.from, where: condition(list.row), entryId: id, at, key };
  };
  if (typeof access === 'boolean') return access ? { test, drivingList: drivingList(where) } : { test };
  const { column, candidates, hasDuplicates = false, isUnselective = false } = access;
  if (candidates === undefined) return { test };
  if (candidates === 'one') return { test, isUnselective, drivingList: drivingList(where) };
  const accessFor = (value: SQL): DrivingList =>
    drivingList((list) => sql`${(list as unknown as Record<string, SQL>)[column]} = ${value} AND ${where(list)}`);
  return {
    test,
    isUnselective,
    multiValue: { values: candidates.values, accessFor, isExact: true, hasDuplicates },
  };
}
