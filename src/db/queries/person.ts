import { type SQL, sql } from 'drizzle-orm';
import type { StatementContext } from '../sql-builder.ts';
import { offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryMatches, isSelective, undatedCountryMatches } from './country.ts';
import { type Candidates, type Condition, hasLogic, keyCandidates, type LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, ownKeyFilter, testFilter } from './filter-specs.ts';
import { identifierCandidates, identifierFilter } from './identifier.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { partyNameFilter, selectPartiesByName } from './party.ts';

export const personFilters = {
  key: ownKeyFilter('person'),
  name: partyNameFilter(),
  sameAs: identifierFilter(),
  country: testFilter(
    'CountryFilter',
    'Held an office of a matching country.',
    ({ id, on }: { id: SQL; on: SQL }, country: CountryFilter, scope) => heldOfficeInCountry(scope, id, country, on),
  ),
};
export interface PersonFilter extends FilterValues<typeof personFilters>, LogicalFilter<PersonFilter> {}

/** Conditions on a person's id. A person is of a country through an office held there. */
export const personConditions = (scope: StatementContext, id: SQL, filter: PersonFilter, on: SQL): Condition[] =>
  compileLogicalFilters(scope, personFilters, { id, on }, filter);

/** The people that the filter can match. */
export function personCandidates(scope: StatementContext, filter: PersonFilter): Candidates {
  const { key, name, sameAs, country } = filter;
  const byKey = keyCandidates(key, nounKeyLookup(scope, 'person'));
  if (byKey) return byKey === 'one' ? byKey : { ...byKey, exact: !name && !sameAs && !country && !hasLogic(filter) };
  if (sameAs) return identifierCandidates(scope, sameAs, 'party');
  if (name) return { values: selectPartiesByName(scope, name), exact: !country && !hasLogic(filter) };
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
  const where = countryMatches(scope, office.row.countryId, filter, on);
  return sql`${person} IN (SELECT ${term.row.personId} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${office.row.countryId} IS NOT NULL AND ${where})`;
}
