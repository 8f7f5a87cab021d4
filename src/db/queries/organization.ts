import { type SQL, sql } from 'drizzle-orm';
import type { StatementContext } from '../sql-builder.ts';
import { organizations } from '../tables/index.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import {
  type Condition,
  conditionsToSql,
  type KeyFilter,
  keyMatches,
  type TextFilter,
  testCondition,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { partyNameMatches } from './party.ts';

export interface OrganizationFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
  stateOwned?: boolean | null;
}

export function organizationConditions(
  scope: StatementContext,
  id: SQL,
  filter: OrganizationFilter,
  on: SQL,
): Condition[] {
  const column = (pick: 'countryId' | 'stateOwned') => {
    const { row, from } = scope.aliasTable(organizations);
    return sql`(SELECT ${row[pick]} FROM ${from} WHERE ${row.id} = ${id})`;
  };
  return [
    ...(filter.key ? [testCondition(keyMatches(id, filter.key, nounKeyLookup(scope, 'organization')))] : []),
    ...(filter.name ? [testCondition(partyNameMatches(scope, id, filter.name))] : []),
    ...(filter.country
      ? [testCondition(conditionsToSql(countryConditions(scope, column('countryId'), filter.country, on)))]
      : []),
    ...(filter.stateOwned != null ? [testCondition(sql`${column('stateOwned')} = ${filter.stateOwned ? 1 : 0}`)] : []),
  ];
}
