import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { parseDay } from '../../model/fuzzy-date.ts';
import { all, any, type Scope } from '../sql-builder.ts';
import { countries, groups, memberships, positions } from '../tables/index.ts';
import {
  among,
  type Candidates,
  type Combined,
  type Condition,
  combine,
  type KeyFilter,
  keyed,
  only,
  type TextFilter,
  tests,
} from './filter.ts';
import { byKey, type Lookup, lookup } from './key-lookup.ts';
import { named } from './party.ts';
import { type PositionFilter, positionConditions } from './position.ts';

export interface GroupMatch {
  eq?: string | null;
  in?: string[] | null;
  on?: string | null;
}
export interface CountryFilter extends Combined<CountryFilter> {
  code?: KeyFilter | null;
  group?: GroupMatch | null;
  name?: TextFilter | null;
  status?: string[] | null;
  position?: PositionFilter | null;
}

/** Alpha-2, alpha-3, M49 or key, any case: a scalar subquery for the country's id. One look-up after the other, as far as is needed. */
export function countryId(scope: Scope, code: SQL): SQL {
  const { row, from } = scope.table(countries);
  const by = (column: SQL, value: SQL): SQL => sql`(SELECT ${row.id} FROM ${from} WHERE ${column} = ${value})`;
  // A country of today before one that is no more; a sorter would be opened even where it is not needed.
  const shared = (column: SQL, value: SQL): SQL =>
    sql`(SELECT ${row.id} FROM ${from} WHERE ${column} = ${value} AND ${row.status} <> 'FORMER' LIMIT 1), (SELECT ${row.id} FROM ${from} WHERE ${column} = ${value} LIMIT 1)`;
  const upper = sql`upper(${code})`;
  return sql`coalesce(${by(row.code, upper)}, ${by(row.code, sql`lower(${code})`)}, ${shared(row.alpha3, upper)}, ${shared(row.m49, code)})`;
}

/** The same, where a code that no country has is an error. */
const knownCountry = (scope: Scope): Lookup =>
  lookup(scope, 'country', {
    id: (code) => countryId(scope, code),
    refusal: (code, id) =>
      id === null
        ? badInput(
            `No country has the code "${code}". Give an ISO 3166 code (KZ, KAZ or 398; SUHH for the Soviet Union) or a key.`,
          )
        : undefined,
  });

/** Conditions on a country's id; `on` is the day on which a group's membership counts. */
export function countryConditions(scope: Scope, id: SQL, filter: CountryFilter, on: SQL): Condition[] {
  const status = () => {
    const { row, from } = scope.table(countries);
    return sql`(SELECT ${row.status} FROM ${from} WHERE ${row.id} = ${id})`;
  };
  return [
    ...(filter.code ? [only(keyed(id, filter.code, knownCountry(scope)))] : []),
    ...(filter.group ? [only(memberOf(scope, id, filter.group, on))] : []),
    ...(filter.name ? [only(named(scope, id, filter.name))] : []),
    ...(filter.status ? among(status(), filter.status) : []),
    ...(filter.position ? [only(holds(scope, id, filter.position))] : []),
    ...combine(filter, (one) => countryConditions(scope, id, one, on)),
  ];
}

function holds(scope: Scope, country: SQL, filter: PositionFilter): SQL {
  const { row, from } = scope.table(positions);
  return sql`${country} IN (SELECT ${row.holderId} FROM ${from} WHERE ${tests(positionConditions(scope, row, filter))})`;
}

/** Which countries such a filter can mean. */
export function countryCandidates(scope: Scope, filter: CountryFilter): Candidates {
  if (filter.code?.eq != null) return 'one';
  return isSpecific(filter) ? { values: countriesLike(scope, filter) } : undefined;
}

/** The ids of the countries that it can mean, on whatever day. */
export function countriesLike(scope: Scope, filter: CountryFilter): SQL {
  const { row, from } = scope.table(countries);
  return sql`SELECT ${row.id} FROM ${from} WHERE ${undated(scope, row.id, filter)}`;
}

/** Whether it names some countries, rather than leaving out a few. */
export function isSpecific({ code, group, name, position, and, or }: CountryFilter): boolean {
  if (code || group || name || position) return true;
  return and?.some(isSpecific) || (or?.length ? or.every(isSpecific) : false);
}

/** What follows from the filter whatever the day, and so holds of every country that it matches on some day. */
export function undated(scope: Scope, id: SQL, filter: CountryFilter): SQL {
  const { code, group, name, position, and, or } = filter;
  return all([
    ...(code ? [keyed(id, code, knownCountry(scope))] : []),
    ...(group ? [everMemberOf(scope, id, group)] : []),
    ...(name ? [named(scope, id, name)] : []),
    ...(position ? [holds(scope, id, position)] : []),
    ...(and ?? []).map((one) => undated(scope, id, one)),
    ...(or ? [any(or.map((one) => undated(scope, id, one)))] : []),
  ]);
}

function everMemberOf(scope: Scope, country: SQL, match: GroupMatch): SQL {
  const { row, from } = scope.table(memberships);
  return sql`${country} IN (SELECT ${row.countryId} FROM ${from} WHERE ${keyed(row.groupId, match, knownGroup(scope))})`;
}

function memberOf(scope: Scope, country: SQL, match: GroupMatch, on: SQL): SQL {
  const day = match.on ? sql`${parseDay(match.on)}` : on;
  const { row, from } = scope.table(memberships);
  const lasting = all([
    sql`${row.countryId} = ${country}`,
    keyed(row.groupId, match, knownGroup(scope)),
    sql`(${row.fromEarliest} IS NULL OR ${row.fromEarliest} <= ${day})`,
    sql`(${row.untilLatest} IS NULL OR ${row.untilLatest} >= ${day})`,
  ]);
  // The first condition is a set known beforehand, so that an index on the country can be used; the second asks for the day.
  return sql`${everMemberOf(scope, country, match)} AND EXISTS (SELECT 1 FROM ${from} WHERE ${lasting})`;
}

const knownGroup = (scope: Scope): Lookup => {
  const group = byKey(scope, 'group');
  const { row, from } = scope.table(groups);
  return lookup(scope, 'group with members', {
    id: group.id,
    told: (key) =>
      sql`json_array(${group.told(key)}, (SELECT ${row.kind} FROM ${from} WHERE ${row.id} = ${group.id(key)}))`,
    refusal: (key, told) => {
      const [party, kind] = told as [party: unknown, kind: unknown];
      if (kind !== 'INFORMAL' && kind !== 'STATISTICAL') return group.refusal(key, party);
      return badInput(
        `The group "${key}" is ${kind.toLowerCase()}: it has no members to match. Give a GEO or ORG group, such as "143" or "EU".`,
      );
    },
  });
};
