import { type SQL, sql } from 'drizzle-orm';
import { all, type Scope } from '../sql-builder.ts';
import { offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryConditions, isSpecific, undated } from './country.ts';
import { among, type Candidates, type KeyFilter, keyed, tests } from './filter.ts';
import { keyLookup } from './key-lookup.ts';

export interface OfficeFilter {
  key?: KeyFilter | null;
  rank?: string[] | null;
  capacity?: string[] | null;
  country?: CountryFilter | null;
}

/** The term with this id is of such an office, held in such a capacity. */
export function termOfOffice(scope: Scope, termId: SQL, filter: OfficeFilter, on: SQL): SQL {
  const term = scope.table(terms);
  const office = scope.table(offices);
  const where = all([
    ...(filter.key ? [keyed(office.row.id, filter.key, keyLookup(scope, 'office'))] : []),
    ...(filter.rank ? [tests(among(office.row.rank, filter.rank))] : []),
    ...(filter.capacity ? [tests(among(term.row.capacity, filter.capacity))] : []),
    ...(filter.country ? [tests(countryConditions(scope, office.row.countryId, filter.country, on))] : []),
  ]);
  return sql`${termId} IN (SELECT ${term.row.id} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${where})`;
}

/** Which terms such a filter can mean. */
export function termCandidates(scope: Scope, { key, rank, capacity, country }: OfficeFilter): Candidates {
  const specific = country != null && isSpecific(country);
  if (!key && !rank && !capacity && !specific) return undefined;
  const term = scope.table(terms);
  const office = scope.table(offices);
  const where = all([
    ...(key ? [keyed(office.row.id, key, keyLookup(scope, 'office'))] : []),
    ...among(office.row.rank, rank).map(({ test }) => test),
    ...among(term.row.capacity, capacity).map(({ test }) => test),
    ...(specific ? [undated(scope, office.row.countryId, country)] : []),
  ]);
  return {
    values: sql`SELECT ${term.row.id} FROM ${office.from} JOIN ${term.from} ON ${term.row.officeId} = ${office.row.id} WHERE ${where}`,
  };
}

/** The term lasted on that day, as far as is known. */
export const heldOn = (term: { fromEarliest: SQL; untilLatest: SQL }, day: string): SQL =>
  sql`(${term.fromEarliest} IS NULL OR ${term.fromEarliest} <= ${day}) AND (${term.untilLatest} IS NULL OR ${term.untilLatest} >= ${day})`;
