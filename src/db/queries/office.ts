import { type SQL, sql } from 'drizzle-orm';
import { allOf, type StatementContext } from '../sql-builder.ts';
import { offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSelective, undatedCountryMatches } from './country.ts';
import { type Candidates, conditionsToSql, enumConditions, type KeyFilter, keyMatches } from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';

export interface OfficeFilter {
  key?: KeyFilter | null;
  rank?: string[] | null;
  capacity?: string[] | null;
  country?: CountryFilter | null;
}

/** The term with this id is of such an office, held in such a capacity. */
export function officeTermMatches(scope: StatementContext, termId: SQL, filter: OfficeFilter, on: SQL): SQL {
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const where = allOf([
    ...(filter.key ? [keyMatches(office.row.id, filter.key, nounKeyLookup(scope, 'office'))] : []),
    ...(filter.rank ? [conditionsToSql(enumConditions(office.row.rank, filter.rank))] : []),
    ...(filter.capacity ? [conditionsToSql(enumConditions(term.row.capacity, filter.capacity))] : []),
    ...(filter.country ? [conditionsToSql(countryConditions(scope, office.row.countryId, filter.country, on))] : []),
  ]);
  return sql`${termId} IN (SELECT ${term.row.id} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${where})`;
}

/** Which terms such a filter can mean. */
export function termCandidates(scope: StatementContext, { key, rank, capacity, country }: OfficeFilter): Candidates {
  const specific = country != null && isSelective(country);
  if (!key && !rank && !capacity && !specific) return undefined;
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const where = allOf([
    ...(key ? [keyMatches(office.row.id, key, nounKeyLookup(scope, 'office'))] : []),
    ...enumConditions(office.row.rank, rank).map(({ test }) => test),
    ...enumConditions(term.row.capacity, capacity).map(({ test }) => test),
    ...(specific ? [undatedCountryMatches(scope, office.row.countryId, country)] : []),
  ]);
  return {
    values: sql`SELECT ${term.row.id} FROM ${office.from} JOIN ${term.from} ON ${term.row.officeId} = ${office.row.id} WHERE ${where}`,
  };
}

/** The term lasted on that day, as far as is known. */
export const termHeldOn = (term: { fromEarliest: SQL; untilLatest: SQL }, day: string): SQL =>
  sql`(${term.fromEarliest} IS NULL OR ${term.fromEarliest} <= ${day}) AND (${term.untilLatest} IS NULL OR ${term.untilLatest} >= ${day})`;
