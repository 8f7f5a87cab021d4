import { type SQL, sql } from 'drizzle-orm';
import { all, type Scope } from '../sql-builder.ts';
import { names, organizations } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSpecific, undated } from './country.ts';
import { type Candidates, type KeyFilter, keyed, matches, namedBy, type TextFilter, tests } from './filter.ts';
import { keyLookup } from './key-lookup.ts';

export interface PartyFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** The party with this id bears such a name: any of its names counts. */
export function named(scope: Scope, party: SQL, filter: TextFilter): SQL {
  return sql`${party} IN (${bearers(scope, filter)})`;
}

/** The parties that bear such a name, each once. */
export function bearers(scope: Scope, filter: TextFilter): SQL {
  const { row, from } = scope.table(names);
  return sql`SELECT DISTINCT ${row.partyId} FROM ${from} WHERE ${matches(row.folded, filter)}`;
}

export function partyWhere(scope: Scope, party: SQL, filter: PartyFilter): SQL {
  return all([
    ...(filter.key ? [keyed(party, filter.key, keyLookup(scope, 'party'))] : []),
    ...(filter.name ? [named(scope, party, filter.name)] : []),
    ...(filter.country ? [ofCountry(scope, party, filter.country)] : []),
  ]);
}

/** Which parties such a filter can mean. */
export function partyCandidates(scope: Scope, { key, name, country }: PartyFilter): Candidates {
  const byKey = namedBy(key, keyLookup(scope, 'party'));
  if (byKey) return byKey === 'one' ? byKey : { ...byKey, exact: !name && !country };
  if (name) return { values: bearers(scope, name), exact: !country };
  if (!country || !isSpecific(country)) return undefined;
  const { row, from } = scope.table(organizations);
  return { values: sql`SELECT ${row.id} FROM ${from} WHERE ${undated(scope, row.countryId, country)}` };
}

/** An organization of such a country: never the country itself. */
function ofCountry(scope: Scope, party: SQL, filter: CountryFilter): SQL {
  const { row, from } = scope.table(organizations);
  const today = sql`${new Date().toISOString().slice(0, 10)}`;
  return sql`${party} IN (SELECT ${row.id} FROM ${from} WHERE ${tests(countryConditions(scope, row.countryId, filter, today))})`;
}
