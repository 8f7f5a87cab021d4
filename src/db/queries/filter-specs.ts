import { type SQL, sql } from 'drizzle-orm';
import { ChanceryError } from '../../model/errors.ts';
import type { StatementContext } from '../sql-builder.ts';
import {
  type Condition,
  columnCondition,
  type DateFilter,
  dateMatches,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  logicalConditions,
  pickFuzzyDate,
  sortDateCondition,
  type TextFilter,
  testCondition,
  textMatches,
} from './filter.ts';
import { type KeyedNoun, nounKeyLookup } from './key-lookup.ts';

// A noun's filters are one list, from which their TypeScript type, the conditions and the GraphQL input are derived.
// The order of the list is the order of the conditions in the SQL, and so decides the query plan.

/** A filter's type in the API: a scalar, an input type, or the values of an enum, of which a list is given. */
export type FilterInput = 'Boolean' | 'Float' | 'String' | 'GroupMatch' | `${string}Filter` | readonly string[];

/** One filter of a noun. `Subject` is what its conditions are about, such as the columns of a row. */
export interface FilterSpec<Value = unknown, Subject = unknown, Filter = unknown> {
  readonly input: FilterInput;
  readonly description: string;
  /** Runs for every statement, even if the filter is not set: a key lookup takes an SQL alias in any case. */
  prepare(scope: StatementContext): PreparedFilter<Value, Subject, Filter>;
}
interface PreparedFilter<Value, Subject, Filter> {
  compile(subject: Subject, value: Value, filter: Filter): Condition[];
}
export type FilterSpecs<Subject> = Readonly<Record<string, FilterSpec<unknown, Subject>>>;

/** The type of a noun's filter, from its list. */
export type FilterValues<Specs> = {
  [Name in keyof Specs]?: Specs[Name] extends FilterSpec<infer Value, infer _Subject, infer _Filter>
    ? Value | null
    : never;
};

/** Builds conditions from a filter's value; `filter` is the whole filter of which it is a part. */
type CompileFilter<Result, Value, Subject, Filter> = (
  subject: Subject,
  value: Value,
  scope: StatementContext,
  filter: Filter,
) => Result;

/** A filter with hand-written conditions. */
export const customFilter = <Value, Subject, Filter>(
  input: FilterInput,
  description: string,
  compile: CompileFilter<Condition[], Value, Subject, Filter>,
): FilterSpec<Value, Subject, Filter> => ({
  input,
  description,
  prepare: (scope) => ({ compile: (subject, value, filter) => compile(subject, value, scope, filter) }),
});

/** A filter with a hand-written test that no index serves. */
export const testFilter = <Value, Subject, Filter>(
  input: FilterInput,
  description: string,
  compile: CompileFilter<SQL, Value, Subject, Filter>,
): FilterSpec<Value, Subject, Filter> =>
  customFilter(input, description, (...args) => [testCondition(compile(...args))]);

/** Compiles the filters that are set, in the order of their list. */
export function compileFilters<Subject, Specs extends FilterSpecs<Subject>>(
  scope: StatementContext,
  specs: Specs,
  subject: Subject,
  filter: FilterValues<Specs>,
): Condition[] {
  const prepared = Object.entries(specs).map(([name, spec]) => [name, spec.prepare(scope)] as const);
  return prepared.flatMap(([name, { compile }]) => {
    const value = filter[name as keyof Specs];
    return value == null ? [] : withFilterPath(name, filter, () => compile(subject, value, filter));
  });
}

/** Locates an error in a filter's value. */
function withFilterPath<T>(name: string, filter: object, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ChanceryError) || error.within) throw error;
    const { code, message, field } = error;
    throw new ChanceryError(code, message, field === undefined ? name : `${name}.${field}`, filter);
  }
}

/** The same for filters that can be combined by `and`, `or` and `not`. */
export const compileLogicalFilters = <
  Subject,
  Specs extends FilterSpecs<Subject>,
  Filter extends FilterValues<Specs> & LogicalFilter<Filter>,
>(
  scope: StatementContext,
  specs: Specs,
  subject: Subject,
  filter: Filter,
): Condition[] => [
  ...compileFilters<Subject, Specs>(scope, specs, subject, filter),
  ...logicalConditions(filter, (nested) => compileLogicalFilters(scope, specs, subject, nested)),
];

interface RowWith<Column extends string> {
  row: Readonly<Record<Column, SQL>>;
}

/** `column` has one of these values. */
export const enumFilter = <Column extends string>(
  column: Column,
  values: readonly string[],
  description: string,
): FilterSpec<string[], RowWith<Column>> =>
  customFilter(values, description, ({ row }, selected) => enumConditions(row[column], selected));

/** The fuzzy date whose earliest day the rows are sorted by. */
export const sortDateFilter = <Property extends string>(
  property: Property,
  description: string,
): FilterSpec<DateFilter, RowWith<`${Property}${'Edtf' | 'Earliest' | 'Latest' | 'Qualifier'}`>> =>
  customFilter('DateFilter', description, ({ row }, window) => [
    sortDateCondition(pickFuzzyDate(row, property), window),
  ]);

/** A fuzzy date that the rows are not sorted by. */
export const dateFilter = <Property extends string>(
  property: Property,
  description: string,
): FilterSpec<DateFilter, RowWith<`${Property}${'Edtf' | 'Earliest' | 'Latest' | 'Qualifier'}`>> =>
  testFilter('DateFilter', description, ({ row }, window) => dateMatches(pickFuzzyDate(row, property), window));

/** `column` is the id of a record given by its key. */
export const keyFilter = <Column extends string>(
  column: Column,
  noun: KeyedNoun,
  description: string,
): FilterSpec<KeyFilter, RowWith<Column>> => ({
  input: 'KeyFilter',
  description,
  prepare(scope) {
    const lookup = nounKeyLookup(scope, noun);
    return {
      compile: ({ row: { [column]: id } }, keys) => [
        columnCondition(id, keyMatches(id, keys, lookup), keyCandidates(keys, lookup)),
      ],
    };
  },
});

/** `column` holds folded text, and rows of the same text follow each other in an index. */
export const indexedTextFilter = <Column extends string>(
  column: Column,
  description: string,
): FilterSpec<TextFilter, RowWith<Column>> =>
  customFilter('TextFilter', description, ({ row }, text) => [
    { test: textMatches(row[column], text), isIndexed: text.eq != null },
  ]);

/** `column` holds text that is folded for the comparison. */
export const textFilter = <Column extends string>(
  column: Column,
  description: string,
): FilterSpec<TextFilter, RowWith<Column>> =>
  testFilter('TextFilter', description, ({ row }, text) => textMatches(sql`fold_text(${row[column]})`, text));

/** The key of the record whose `id` is the subject. */
export const ownKeyFilter = (noun: KeyedNoun, description = 'The key.'): FilterSpec<KeyFilter, { id: SQL }> =>
  testFilter('KeyFilter', description, ({ id }, keys, scope) => keyMatches(id, keys, nounKeyLookup(scope, noun)));
