import { type SQL, sql } from 'drizzle-orm';
import { termCapacities } from '../../model/vocabulary.ts';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { offices, type terms } from '../tables/index.ts';
import {
  type Condition,
  columnCondition,
  conditionsToSql,
  type DateFilter,
  enumConditions,
  type LogicalFilter,
  periodOverlaps,
  testCondition,
} from './filter.ts';
import {
  compileLogicalFilters,
  customFilter,
  dateFilter,
  type FilterValues,
  keyFilter,
  testFilter,
} from './filter-specs.ts';
import { type OfficeFilter, officeConditions } from './office.ts';
import { type PersonFilter, personCandidates, personConditions } from './person.ts';

interface TermSubject {
  row: AliasedColumns<typeof terms>;
  /** The day on which memberships of groups count. */
  on: SQL;
}

export const termFilters = {
  key: keyFilter('id', 'term', 'The key.'),
  person: customFilter(
    'PersonFilter',
    'Is of a matching person.',
    ({ row, on }: TermSubject, person: PersonFilter, scope) => [
      columnCondition(
        row.personId,
        conditionsToSql(personConditions(scope, row.personId, person, on)),
        personCandidates(scope, person),
      ),
    ],
  ),
  office: testFilter(
    'OfficeFilter',
    'Is in a matching office.',
    ({ row, on }: TermSubject, office: OfficeFilter, scope) => officeMatches(scope, row.officeId, office, on),
  ),
  capacity: customFilter(
    termCapacities,
    'Is in one of these capacities.',
    ({ row }: TermSubject, capacities: string[]) =>
      enumConditions(row.capacity, capacities).map(({ test }) => testCondition(test)),
  ),
  start: dateFilter('start', 'The first day. An unknown first day does not match.'),
  end: dateFilter('end', 'The last day. An unknown last day does not match.'),
  during: testFilter(
    'DateFilter',
    'Was in effect on at least one day of the window.',
    ({ row }: TermSubject, window: DateFilter) => duringMatches(row, window),
  ),
};
export interface TermFilter extends FilterValues<typeof termFilters>, LogicalFilter<TermFilter> {}

/** Conditions on a row of terms. */
export const termConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof terms>,
  filter: TermFilter,
  on: SQL,
): Condition[] =>
  compileLogicalFilters<TermSubject, typeof termFilters, TermFilter>(scope, termFilters, { row, on }, filter);

function officeMatches(scope: StatementContext, officeId: SQL, filter: OfficeFilter, on: SQL): SQL {
  const { row, from } = scope.aliasTable(offices);
  return sql`${officeId} IN (SELECT ${row.id} FROM ${from} WHERE ${conditionsToSql(officeConditions(scope, row, filter, on))})`;
}

/** From the first day in every reading to the last day that a source attests. */
const duringMatches = (row: AliasedColumns<typeof terms>, filter: DateFilter): SQL =>
  periodOverlaps(
    {
      certain: {
        begins: row.startLatest,
        ends: sql`coalesce(iif(${row.endQualifier} IS NULL, ${row.endEarliest}, NULL), ${row.attestedUntil}, ${row.startLatest})`,
        qualifier: row.startQualifier,
      },
      possible: { begins: row.startEarliest, ends: row.endLatest },
    },
    filter,
  );
