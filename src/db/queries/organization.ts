import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../sql-builder.ts';
import { organizations } from '../tables/index.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import { type Condition, type KeyFilter, keyed, only, type TextFilter, tests } from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { named } from './party.ts';

export interface OrganizationFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
  stateOwned?: boolean | null;
}

export function organizationConditions(scope: Scope, id: SQL, filter: OrganizationFilter, on: SQL): Condition[] {
  const column = (pick: 'countryId' | 'stateOwned') => {
    const { row, from } = scope.table(organizations);
    return sql`(SELECT ${row[pick]} FROM ${from} WHERE ${row.id} = ${id})`;
  };
  return [
    ...(filter.key ? [only(keyed(id, filter.key, keyLookup(scope, 'organization')))] : []),
    ...(filter.name ? [only(named(scope, id, filter.name))] : []),
    ...(filter.country ? [only(tests(countryConditions(scope, column('countryId'), filter.country, on)))] : []),
    ...(filter.stateOwned != null ? [only(sql`${column('stateOwned')} = ${filter.stateOwned ? 1 : 0}`)] : []),
  ];
}
