import { type SQL, sql } from 'drizzle-orm';
import type { StatementContext } from '../sql-builder.ts';
import { organizations } from '../tables/index.ts';
import { type CountryFilter, countryMatches } from './country.ts';
import type { Condition, LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, ownKeyFilter, testFilter } from './filter-specs.ts';
import { identifierFilter } from './identifier.ts';
import { partyNameFilter } from './party.ts';

export const organizationFilters = {
  key: ownKeyFilter('organization'),
  name: partyNameFilter(),
  sameAs: identifierFilter(),
  country: testFilter(
    'CountryFilter',
    'Has its seat in a matching country.',
    ({ id, on }: { id: SQL; on: SQL }, country: CountryFilter, scope) =>
      countryMatches(scope, selectColumn(scope, id, 'countryId'), country, on),
  ),
  stateOwned: testFilter(
    'Boolean',
    'Whether a state owns it. If no source states it, neither value matches.',
    ({ id }: { id: SQL }, isStateOwned: boolean, scope) =>
      sql`${selectColumn(scope, id, 'stateOwned')} = ${isStateOwned ? 1 : 0}`,
  ),
};
export interface OrganizationFilter
  extends FilterValues<typeof organizationFilters>,
    LogicalFilter<OrganizationFilter> {}

export const organizationConditions = (
  scope: StatementContext,
  id: SQL,
  filter: OrganizationFilter,
  on: SQL,
): Condition[] => compileLogicalFilters(scope, organizationFilters, { id, on }, filter);

function selectColumn(scope: StatementContext, id: SQL, column: 'countryId' | 'stateOwned'): SQL {
  const { row, from } = scope.aliasTable(organizations);
  return sql`(SELECT ${row[column]} FROM ${from} WHERE ${row.id} = ${id})`;
}
