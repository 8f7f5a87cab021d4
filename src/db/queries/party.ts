import { type SQL, sql } from 'drizzle-orm';
import { all, type Scope } from '../row.ts';
import { names, organizations, parties } from '../tables/index.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import { type KeyFilter, keyed, keyLookup, matches, type TextFilter, tests } from './filter.ts';

export interface PartyFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** The party with this id bears such a name: any of its names counts. */
export function named(scope: Scope, party: SQL, filter: TextFilter): SQL {
  const { row, from } = scope.table(names);
  return sql`${party} IN (SELECT ${row.partyId} FROM ${from} WHERE ${matches(row.folded, filter)})`;
}

export function partyWhere(scope: Scope, party: SQL, filter: PartyFilter): SQL {
  return all([
    ...(filter.key ? [keyed(party, filter.key, keyLookup(scope, parties, 'party'))] : []),
    ...(filter.name ? [named(scope, party, filter.name)] : []),
    ...(filter.country ? [ofCountry(scope, party, filter.country)] : []),
  ]);
}

/** An organization of such a country: never the country itself. */
function ofCountry(scope: Scope, party: SQL, filter: CountryFilter): SQL {
  const { row, from } = scope.table(organizations);
  const today = sql`${new Date().toISOString().slice(0, 10)}`;
  return sql`${party} IN (SELECT ${row.id} FROM ${from} WHERE ${tests(countryConditions(scope, row.countryId, filter, today))})`;
}
