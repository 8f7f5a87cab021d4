import { type SQL, sql } from 'drizzle-orm';
import { allOf, type StatementContext } from '../sql-builder.ts';
import { names, organizations } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSelective, undatedCountryMatches } from './country.ts';
import {
  type Candidates,
  conditionsToSql,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type TextFilter,
  textMatches,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';

export interface PartyFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** The party with this id bears such a name: any of its names counts. */
export function partyNameMatches(scope: StatementContext, party: SQL, filter: TextFilter): SQL {
  return sql`${party} IN (${selectPartiesByName(scope, filter)})`;
}

/** The parties that bear such a name, each once. */
export function selectPartiesByName(scope: StatementContext, filter: TextFilter): SQL {
  const { row, from } = scope.aliasTable(names);
  return sql`SELECT DISTINCT ${row.partyId} FROM ${from} WHERE ${textMatches(row.folded, filter)}`;
}

export function partyMatches(scope: StatementContext, party: SQL, filter: PartyFilter): SQL {
  return allOf([
    ...(filter.key ? [keyMatches(party, filter.key, nounKeyLookup(scope, 'party'))] : []),
    ...(filter.name ? [partyNameMatches(scope, party, filter.name)] : []),
    ...(filter.country ? [organizationCountryMatches(scope, party, filter.country)] : []),
  ]);
}

/** Which parties such a filter can mean. */
export function partyCandidates(scope: StatementContext, { key, name, country }: PartyFilter): Candidates {
  const byKey = keyCandidates(key, nounKeyLookup(scope, 'party'));
  if (byKey) return byKey === 'one' ? byKey : { ...byKey, exact: !name && !country };
  if (name) return { values: selectPartiesByName(scope, name), exact: !country };
  if (!country || !isSelective(country)) return undefined;
  const { row, from } = scope.aliasTable(organizations);
  return { values: sql`SELECT ${row.id} FROM ${from} WHERE ${undatedCountryMatches(scope, row.countryId, country)}` };
}

/** An organization of such a country: never the country itself. */
function organizationCountryMatches(scope: StatementContext, party: SQL, filter: CountryFilter): SQL {
  const { row, from } = scope.aliasTable(organizations);
  const today = sql`${new Date().toISOString().slice(0, 10)}`;
  return sql`${party} IN (SELECT ${row.id} FROM ${from} WHERE ${conditionsToSql(countryConditions(scope, row.countryId, filter, today))})`;
}
