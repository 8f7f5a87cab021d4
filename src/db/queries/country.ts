import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { parseDay } from '../../model/fuzzy-date.ts';
import { countryStatuses } from '../../model/vocabulary.ts';
import { allOf, anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, groups, memberships, positions } from '../tables/index.ts';
import {
  type Candidates,
  type Condition,
  conditionsToSql,
  enumConditions,
  type KeyFilter,
  keyMatches,
  type LogicalFilter,
} from './filter.ts';
import { compileLogicalFilters, customFilter, type FilterValues, testFilter } from './filter-specs.ts';
import { identifierCandidates, identifierFilter, identifierMatches } from './identifier.ts';
import { createKeyLookup, type KeyLookup, nounKeyLookupSpec } from './key-lookup.ts';
import { partyNameFilter, partyNameMatches } from './party.ts';
import { type PositionFilter, positionConditions } from './position.ts';

export interface GroupMatch {
  eq?: string | null;
  in?: string[] | null;
  on?: string | null;
}

/** A country by its id; `on` is the day on which memberships of groups count. */
interface CountrySubject {
  id: SQL;
  on: SQL;
}

export const countryFilters = {
  code: testFilter(
    'KeyFilter',
    'The alpha-2, alpha-3 or M49 code, or the key; case-insensitive.',
    ({ id }: CountrySubject, code: KeyFilter, scope) => keyMatches(id, code, countryLookup(scope)),
  ),
  group: testFilter(
    'GroupMatch',
    'Is a member of a matching group.',
    ({ id, on }: CountrySubject, group: GroupMatch, scope) => memberMatches(scope, id, group, on),
  ),
  name: partyNameFilter(),
  sameAs: identifierFilter('country'),
  status: customFilter(
    countryStatuses,
    'Has one of these present statuses.',
    ({ id }: CountrySubject, statuses: string[], scope) => enumConditions(selectCountryStatus(scope, id), statuses),
  ),
  position: testFilter(
    'PositionFilter',
    'Holds a matching position.',
    ({ id }: CountrySubject, position: PositionFilter, scope) => countryHoldsPosition(scope, id, position),
  ),
};
export interface CountryFilter extends FilterValues<typeof countryFilters>, LogicalFilter<CountryFilter> {}

/** Scalar subquery for the id of a country by alpha-2, alpha-3, M49 or key, in any case. Later lookups run only if earlier ones find nothing. */
export function selectCountryId(scope: StatementContext, code: SQL): SQL {
  const { row, from } = scope.aliasTable(countries);
  const by = (column: SQL, value: SQL): SQL => sql`(SELECT ${row.id} FROM ${from} WHERE ${column} = ${value})`;
  // Present countries take precedence over former ones. ORDER BY would open a sorter even if it is not needed.
  const shared = (column: SQL, value: SQL): SQL =>
    sql`(SELECT ${row.id} FROM ${from} WHERE ${column} = ${value} AND ${row.status} <> 'FORMER' LIMIT 1), (SELECT ${row.id} FROM ${from} WHERE ${column} = ${value} LIMIT 1)`;
  const upper = sql`upper(${code})`;
  return sql`coalesce(${by(row.code, upper)}, ${by(row.code, sql`lower(${code})`)}, ${shared(row.alpha3, upper)}, ${shared(row.m49, code)})`;
}

/** Finds a country by its code; an unknown code is an error. */
const countryLookup = (scope: StatementContext): KeyLookup =>
  createKeyLookup(scope, 'country', {
    selectId: (code) => selectCountryId(scope, code),
    checkValue: (code, id) =>
      id === null
        ? badInput(
            `No country has the code "${code}". Give an ISO 3166 code (KZ, KAZ or 398; SUHH for the Soviet Union) or a key.`,
          )
        : undefined,
  });

/** Conditions on a country's id; `on` is the day on which memberships of groups count. */
export function countryConditions(scope: StatementContext, id: SQL, filter: CountryFilter, on: SQL): Condition[] {
  return compileLogicalFilters(scope, countryFilters, { id, on }, filter);
}

/** The conditions as one expression. */
export function countryMatches(scope: StatementContext, id: SQL, filter: CountryFilter, on: SQL): SQL {
  return conditionsToSql(countryConditions(scope, id, filter, on));
}

function selectCountryStatus(scope: StatementContext, id: SQL): SQL {
  const { row, from } = scope.aliasTable(countries);
  return sql`(SELECT ${row.status} FROM ${from} WHERE ${row.id} = ${id})`;
}

function countryHoldsPosition(scope: StatementContext, country: SQL, filter: PositionFilter): SQL {
  const { row, from } = scope.aliasTable(positions);
  return sql`${country} IN (SELECT ${row.holderId} FROM ${from} WHERE ${conditionsToSql(positionConditions(scope, row, filter))})`;
}

/** The countries that the filter can match. */
export function countryCandidates(scope: StatementContext, filter: CountryFilter): Candidates {
  if (filter.code?.eq != null) return 'one';
  if (filter.sameAs) return identifierCandidates(scope, filter.sameAs, 'country');
  return isSelective(filter) ? { values: selectCandidateCountries(scope, filter) } : undefined;
}

/** SELECT of the ids of the countries that the filter can match on any day. */
export function selectCandidateCountries(scope: StatementContext, filter: CountryFilter): SQL {
  const { row, from } = scope.aliasTable(countries);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${undatedCountryMatches(scope, row.id, filter)}`;
}

/** Whether the filter selects particular countries instead of excluding some. */
export function isSelective({ code, group, name, sameAs, position, and, or }: CountryFilter): boolean {
  if (code || group || name || sameAs || position) return true;
  return and?.some(isSelective) || (or?.length ? or.every(isSelective) : false);
}

/** The part of the filter that does not depend on the day: true for every country that it matches on any day. */
export function undatedCountryMatches(scope: StatementContext, id: SQL, filter: CountryFilter): SQL {
  const { code, group, name, sameAs, position, and, or } = filter;
  return allOf([
    ...(code ? [keyMatches(id, code, countryLookup(scope))] : []),
    ...(group ? [everMemberMatches(scope, id, group)] : []),
    ...(name ? [partyNameMatches(scope, id, name)] : []),
    ...(sameAs ? [identifierMatches(scope, id, sameAs, 'country')] : []),
    ...(position ? [countryHoldsPosition(scope, id, position)] : []),
    ...(and ?? []).map((nested) => undatedCountryMatches(scope, id, nested)),
    ...(or ? [anyOf(or.map((nested) => undatedCountryMatches(scope, id, nested)))] : []),
  ]);
}

function everMemberMatches(scope: StatementContext, country: SQL, match: GroupMatch): SQL {
  const { row, from } = scope.aliasTable(memberships);
  return sql`${country} IN (SELECT ${row.countryId} FROM ${from} WHERE ${keyMatches(row.groupId, match, groupLookup(scope))})`;
}

function memberMatches(scope: StatementContext, country: SQL, match: GroupMatch, on: SQL): SQL {
  const day = match.on ? sql`${parseDay(match.on)}` : on;
  const { row, from } = scope.aliasTable(memberships);
  const lasting = allOf([
    sql`${row.countryId} = ${country}`,
    keyMatches(row.groupId, match, groupLookup(scope)),
    sql`(${row.startEarliest} IS NULL OR ${row.startEarliest} <= ${day})`,
    sql`(${row.endLatest} IS NULL OR ${row.endLatest} >= ${day})`,
  ]);
  // The first condition is a constant set, so that an index on the country can be used; the second checks the day.
  return sql`${everMemberMatches(scope, country, match)} AND EXISTS (SELECT 1 FROM ${from} WHERE ${lasting})`;
}

const groupLookup = (scope: StatementContext): KeyLookup => {
  const group = nounKeyLookupSpec(scope, 'group');
  const { row, from } = scope.aliasTable(groups);
  return createKeyLookup(scope, 'group with members', {
    selectId: group.selectId,
    selectCheckedValue: (key) =>
      sql`json_array(${group.selectCheckedValue(key)}, (SELECT ${row.kind} FROM ${from} WHERE ${row.id} = ${group.selectId(key)}))`,
    checkValue: (key, value) => {
      const [party, kind] = value as [party: unknown, kind: unknown];
      if (kind !== 'INFORMAL' && kind !== 'STATISTICAL') return group.checkValue(key, party);
      return badInput(
        `The group "${key}" is ${kind.toLowerCase()}: it has no members to match. Give a GEO or ORG group, such as "143" or "EU".`,
      );
    },
  });
};
