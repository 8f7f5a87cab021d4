import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../sql-builder.ts';
import { offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSpecific, undated } from './country.ts';
import {
  type Candidates,
  type Condition,
  type KeyFilter,
  keyed,
  namedBy,
  only,
  type TextFilter,
  tests,
} from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { bearers, named } from './party.ts';

export interface PersonFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
  country?: CountryFilter | null;
}

/** Conditions on a person's id. A person is of a country through an office held there. */
export function personConditions(scope: Scope, person: SQL, filter: PersonFilter, on: SQL): Condition[] {
  return [
    ...(filter.key ? [only(keyed(person, filter.key, keyLookup(scope, 'person')))] : []),
    ...(filter.name ? [only(named(scope, person, filter.name))] : []),
    ...(filter.country ? [only(heldOfficeIn(scope, person, filter.country, on))] : []),
  ];
}

/** Which people such a filter can mean. */
export function personCandidates(scope: Scope, { key, name, country }: PersonFilter): Candidates {
  const byKey = namedBy(key, keyLookup(scope, 'person'));
  if (byKey) return byKey;
  if (name) return { values: bearers(scope, name), exact: !country };
  if (!country || !isSpecific(country)) return undefined;
  const term = scope.table(terms);
  const office = scope.table(offices);
  return {
    values: sql`SELECT DISTINCT ${term.row.personId} FROM ${office.from} CROSS JOIN ${term.from} ON ${term.row.officeId} = ${office.row.id} WHERE ${undated(scope, office.row.countryId, country)}`,
  };
}

function heldOfficeIn(scope: Scope, person: SQL, filter: CountryFilter, on: SQL): SQL {
  const term = scope.table(terms);
  const office = scope.table(offices);
  const where = tests(countryConditions(scope, office.row.countryId, filter, on));
  return sql`${person} IN (SELECT ${term.row.personId} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${office.row.countryId} IS NOT NULL AND ${where})`;
}
