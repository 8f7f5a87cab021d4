import { type SQL, sql } from 'drizzle-orm';
import type { StatementContext } from '../sql-builder.ts';
import { offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSelective, undatedCountryMatches } from './country.ts';
import {
  type Candidates,
  type Condition,
  conditionsToSql,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type TextFilter,
  testCondition,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { partyNameMatches, selectPartiesByName } from './party.ts';

export interface PersonFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** Conditions on a person's id. A person is of a country through an office held there. */
export function personConditions(scope: StatementContext, person: SQL, filter: PersonFilter, on: SQL): Condition[] {
  return [
    ...(filter.key ? [testCondition(keyMatches(person, filter.key, nounKeyLookup(scope, 'person')))] : []),
    ...(filter.name ? [testCondition(partyNameMatches(scope, person, filter.name))] : []),
    ...(filter.country ? [testCondition(heldOfficeInCountry(scope, person, filter.country, on))] : []),
  ];
}

/** Which people such a filter can mean. */
export function personCandidates(scope: StatementContext, { key, name, country }: PersonFilter): Candidates {
  const byKey = keyCandidates(key, nounKeyLookup(scope, 'person'));
  if (byKey) return byKey;
  if (name) return { values: selectPartiesByName(scope, name), exact: !country };
  if (!country || !isSelective(country)) return undefined;
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  return {
    values: sql`SELECT DISTINCT ${term.row.personId} FROM ${office.from} CROSS JOIN ${term.from} ON ${term.row.officeId} = ${office.row.id} WHERE ${undatedCountryMatches(scope, office.row.countryId, country)}`,
  };
}

function heldOfficeInCountry(scope: StatementContext, person: SQL, filter: CountryFilter, on: SQL): SQL {
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const where = conditionsToSql(countryConditions(scope, office.row.countryId, filter, on));
  return sql`${person} IN (SELECT ${term.row.personId} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${office.row.countryId} IS NOT NULL AND ${where})`;
}
