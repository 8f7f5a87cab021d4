import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { type trips, visits } from '../tables/index.ts';
import { type Condition, conditionsToSql, type LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, keyFilter, testFilter } from './filter-specs.ts';
import { type VisitFilter, visitConditions } from './visit.ts';

interface TripSubject {
  row: AliasedColumns<typeof trips>;
}

export const tripFilters = {
  key: keyFilter('id', 'trip', 'The key.'),
  visit: testFilter('VisitFilter', 'Has a matching leg.', ({ row }: TripSubject, visit: VisitFilter, scope) =>
    hasLeg(scope, row.id, visit),
  ),
};
export interface TripFilter extends FilterValues<typeof tripFilters>, LogicalFilter<TripFilter> {}

export const tripConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof trips>,
  filter: TripFilter,
): Condition[] =>
  compileLogicalFilters<TripSubject, typeof tripFilters, TripFilter>(scope, tripFilters, { row }, filter);

function hasLeg(scope: StatementContext, trip: SQL, filter: VisitFilter): SQL {
  const { row, from } = scope.aliasTable(visits);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.tripId} = ${trip} AND ${conditionsToSql(visitConditions(scope, row, filter))})`;
}
