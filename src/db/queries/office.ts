import { type SQL, sql } from 'drizzle-orm';
import { officeRanks, termCapacities } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { citations, offices, terms } from '../tables/index.ts';
import { type CountryFilter, countryMatches, isSelective, undatedCountryMatches } from './country.ts';
import {
  type Candidates,
  type Condition,
  conditionsToSql,
  enumConditions,
  keyMatches,
  type LogicalFilter,
} from './filter.ts';
import { compileLogicalFilters, type FilterValues, keyFilter, testFilter, textFilter } from './filter-specs.ts';
import { describeIdentifierFilter, type IdentifierFilter, identifierMatches } from './identifier.ts';
import { nounKeyLookup } from './key-lookup.ts';

interface OfficeSubject {
  row: AliasedColumns<typeof offices>;
  /** The day on which memberships of groups count. */
  on: SQL;
  /** The term whose office it is. By default, any of the office's terms counts. */
  term?: AliasedColumns<typeof terms>;
}

export const officeFilters = {
  key: keyFilter('id', 'office', 'The key.'),
  title: textFilter('title', 'The title in English.'),
  sameAs: testFilter(
    'IdentifierFilter',
    describeIdentifierFilter(),
    ({ row }: OfficeSubject, filter: IdentifierFilter, scope) => identifierMatches(scope, row.id, filter, 'office'),
  ),
  rank: testFilter(officeRanks, 'Has one of these ranks.', ({ row }: OfficeSubject, ranks: string[]) =>
    conditionsToSql(enumConditions(row.rank, ranks)),
  ),
  capacity: testFilter(
    termCapacities,
    'Was held in one of these capacities.',
    ({ row, term }: OfficeSubject, capacities: string[], scope) =>
      term ? conditionsToSql(enumConditions(term.capacity, capacities)) : hasTermInCapacity(scope, row.id, capacities),
  ),
  country: testFilter(
    'CountryFilter',
    'Belongs to a matching country.',
    ({ row, on }: OfficeSubject, country: CountryFilter, scope) => countryMatches(scope, row.countryId, country, on),
  ),
  organization: keyFilter('organizationId', 'organization', 'Belongs to the organization with this key.'),
};
export interface OfficeFilter extends FilterValues<typeof officeFilters>, LogicalFilter<OfficeFilter> {}

/** Conditions on a row of offices. */
export const officeConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof offices>,
  filter: OfficeFilter,
  on: SQL,
): Condition[] =>
  compileLogicalFilters<OfficeSubject, typeof officeFilters, OfficeFilter>(scope, officeFilters, { row, on }, filter);

function hasTermInCapacity(scope: StatementContext, office: SQL, capacities: string[]): SQL {
  const { row, from } = scope.aliasTable(terms);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.officeId} = ${office} AND ${conditionsToSql(enumConditions(row.capacity, capacities))})`;
}

/** The term with this id is of a matching office and held in a matching capacity. */
export function officeTermMatches(scope: StatementContext, termId: SQL, filter: OfficeFilter, on: SQL): SQL {
  const term = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const subject = { row: office.row, term: term.row, on };
  const where = conditionsToSql(
    compileLogicalFilters<OfficeSubject, typeof officeFilters, OfficeFilter>(scope, officeFilters, subject, filter),
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
  const { startLatest, endEarliest, attestedUntil } = term;
  // The readings of a claim as text: a first day with unknown parts has not passed before the last day that they allow.
  const latest = sql`substr(${claim.value} || '-99-99', 1, 10)`;
  const earliest = sql`substr(ltrim(${claim.value}, '[') || '-00-00', 1, 10)`;
  return allOf([
    sql`${startLatest} <= ${day}`,
    sql`min(coalesce(${attestedUntil}, ${endEarliest}, ${startLatest}), coalesce(${endEarliest}, ${attestedUntil}, ${startLatest})) >= ${day}`,
    sql`concat(${term.startEdtf}, ${term.endEdtf}) NOT GLOB '*[?~%]*'`,
    sql`NOT EXISTS (SELECT 1 FROM ${from} WHERE ${claim.termId} = ${term.id} AND ${claim.value} IS NOT NULL AND ${claim.rank} IS NOT 'DEPRECATED'
      AND (${claim.field} = 'start' AND ${latest} > ${day} OR ${claim.field} = 'end' AND ${earliest} < ${day}))`,
  ]);
}

/** The term or membership includes that day, as far as is known. */
export const termHeldOn = (term: { startEarliest: SQL; endLatest: SQL }, day: string): SQL =>
  sql`(${term.startEarliest} IS NULL OR ${term.startEarliest} <= ${day}) AND (${term.endLatest} IS NULL OR ${term.endLatest} >= ${day})`;
