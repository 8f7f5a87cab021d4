import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../row.ts';
import { offices, parties, terms } from '../tables/index.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import { type Condition, type KeyFilter, keyed, keyLookup, only, type TextFilter, tests } from './filter.ts';
import { named } from './party.ts';

export interface PersonFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** Conditions on a person's id. A person is of a country through an office held there. */
export function personConditions(scope: Scope, person: SQL, filter: PersonFilter, on: SQL): Condition[] {
  return [
    ...(filter.key ? [only(keyed(person, filter.key, keyLookup(scope, parties, 'person')))] : []),
    ...(filter.name ? [only(named(scope, person, filter.name))] : []),
    ...(filter.country ? [only(heldOfficeIn(scope, person, filter.country, on))] : []),
  ];
}

function heldOfficeIn(scope: Scope, person: SQL, filter: CountryFilter, on: SQL): SQL {
  const term = scope.table(terms);
  const office = scope.table(offices);
  const where = tests(countryConditions(scope, office.row.countryId, filter, on));
  return sql`${person} IN (SELECT ${term.row.personId} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${office.row.countryId} IS NOT NULL AND ${where})`;
}
