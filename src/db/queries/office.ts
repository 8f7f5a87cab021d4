import { type SQL, sql } from 'drizzle-orm';
import { officeRanks, termCapacities } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { citations, offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryMatches, isSelective, undatedCountryMatches } from './country.ts';
import { type Candidates, conditionsToSql, enumConditions, type KeyFilter, keyMatches } from './filter.ts';
import { compileFilters, type FilterValues, testFilter } from './filter-specs.ts';
import { describeIdentifierFilter, type IdentifierFilter, identifierMatches } from './identifier.ts';
import { nounKeyLookup } from './key-lookup.ts';

interface OfficeSubject {
  office: AliasedColumns<typeof offices>;
  term: AliasedColumns<typeof terms>;
  on: SQL;
}

export const officeFilters = {
  key: testFilter('KeyFilter', 'The key.', ({ office }: OfficeSubject, keys: KeyFilter, scope) =>
    keyMatches(office.id, keys, nounKeyLookup(scope, 'office')),
  ),
  sameAs: testFilter(
    'IdentifierFilter',
    describeIdentifierFilter(),
    ({ office }: OfficeSubject, filter: IdentifierFilter, scope) =>
      identifierMatches(scope, office.id, filter, 'office'),
  ),
  rank: testFilter(officeRanks, 'Has one of these ranks.', ({ office }: OfficeSubject, ranks: string[]) =>
    conditionsToSql(enumConditions(office.rank, ranks)),
  ),
  capacity: testFilter(
    termCapacities,
    'Was held in one of these capacities.',
    ({ term }: OfficeSubject, capacities: string[]) => conditionsToSql(enumConditions(term.capacity, capacities)),
  ),
  country: testFilter(
    'CountryFilter',
    'Belongs to a matching country.',
    ({ office, on }: OfficeSubject, country: CountryFilter, scope) =>
      countryMatches(scope, office.countryId, country, on),
  ),
};
export interface OfficeFilter extends FilterValues<typeof officeFilters> {}

/** The term with this id is of a matching office and held in a matching capacity. */
export function officeTermMatches(scope: StatementContext, termId: SQL, filter: OfficeFilter, on: SQL): SQL {
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const where = conditionsToSql(
    compileFilters(scope, officeFilters, { office: office.row, term: term.row, on }, filter),
  );
  return sql`${termId} IN (SELECT ${term.row.id} FROM ${term.from} JOIN ${office.from} ON ${office.row.id} = ${term.row.officeId} WHERE ${where})`;
}

/** The terms that the filter can match. */
export function termCandidates(
  scope: StatementContext,
  { key, sameAs, rank, capacity, country }: OfficeFilter,
): Candidates {
  const specific = country != null && isSelective(country);
  if (!key && !sameAs && !rank && !capacity && !specific) return undefined;
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const where = allOf([
    ...(key ? [keyMatches(office.row.id, key, nounKeyLookup(scope, 'office'))] : []),
    ...(sameAs ? [identifierMatches(scope, office.row.id, sameAs, 'office')] : []),
    ...enumConditions(office.row.rank, rank).map(({ test }) => test),
    ...enumConditions(term.row.capacity, capacity).map(({ test }) => test),
    ...(specific ? [undatedCountryMatches(scope, office.row.countryId, country)] : []),
  ]);
  return {
    values: sql`SELECT ${term.row.id} FROM ${office.from} JOIN ${term.from} ON ${term.row.officeId} = ${office.row.id} WHERE ${where}`,
  };
}

/**
 * The person held the office on that day. POSSIBLE: as far as the first and the last day are known. CERTAIN: the first
 * day has passed and the last day has not in every reading, and a source attests the holder on that day or later.
 */
export function termMatchesDay(
  scope: StatementContext,
  term: AliasedColumns<typeof terms>,
  day: string,
  certainty: 'CERTAIN' | 'POSSIBLE',
): SQL {
  if (certainty === 'POSSIBLE') return termHeldOn(term, day);
  const { row: claim, from } = scope.aliasTable(citations);
  const { fromLatest, untilEarliest, attestedUntil } = term;
  // The readings of a claim as text: a first day with unknown parts has not passed before the last day that they allow.
  const latest = sql`substr(${claim.value} || '-99-99', 1, 10)`;
  const earliest = sql`substr(ltrim(${claim.value}, '[') || '-00-00', 1, 10)`;
  return allOf([
    sql`${fromLatest} <= ${day}`,
    sql`min(coalesce(${attestedUntil}, ${untilEarliest}, ${fromLatest}), coalesce(${untilEarliest}, ${attestedUntil}, ${fromLatest})) >= ${day}`,
    sql`concat(${term.fromEdtf}, ${term.untilEdtf}) NOT GLOB '*[?~%]*'`,
    sql`NOT EXISTS (SELECT 1 FROM ${from} WHERE ${claim.termId} = ${term.id} AND ${claim.value} IS NOT NULL AND ${claim.rank} IS NOT 'DEPRECATED'
      AND (${claim.field} = 'from' AND ${latest} > ${day} OR ${claim.field} = 'until' AND ${earliest} < ${day}))`,
  ]);
}

/** The term or membership includes that day, as far as is known. */
export const termHeldOn = (term: { fromEarliest: SQL; untilLatest: SQL }, day: string): SQL =>
  sql`(${term.fromEarliest} IS NULL OR ${term.fromEarliest} <= ${day}) AND (${term.untilLatest} IS NULL OR ${term.untilLatest} >= ${day})`;
