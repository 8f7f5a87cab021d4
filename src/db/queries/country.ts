import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import { parseDay } from '../../fuzzy-date.ts';
import { all, type Scope } from '../row.ts';
import { countries, groups, memberships, parties, positions } from '../tables/index.ts';
import { among, type Combined, type Condition, combine, type KeyFilter, keyed, keyLookup, only, type TextFilter, tests } from './filter.ts';
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

/** Alpha-2, alpha-3, M49 or key, any case: a scalar subquery for the country's id. */
export function countryId(scope: Scope, code: string): SQL {
  const { row, from } = scope.table(countries);
  const upper = code.toUpperCase();
  return sql`(SELECT ${row.id} FROM ${from} WHERE ${row.code} = ${upper} OR ${row.code} = ${code.toLowerCase()} OR ${row.alpha3} = ${upper} OR ${row.m49} = ${code} ORDER BY ${row.code} = ${upper} DESC, ${row.status} = 'FORMER' LIMIT 1)`;
}

/** The same, where a code that no country has is an error. */
export function knownCountry(scope: Scope): (code: string) => SQL {
  return (code) => {
    const id = countryId(scope, code);
    scope.require(id, (value) =>
      value === null
        ? badInput(`No country has the code "${code}". Give an ISO 3166 code (KZ, KAZ or 398; SUHH for the Soviet Union) or a key.`)
        : undefined,
    );
    return id;
  };
}

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

function memberOf(scope: Scope, country: SQL, match: GroupMatch, on: SQL): SQL {
  const day = match.on ? sql`${parseDay(match.on)}` : on;
  const member = scope.table(memberships);
  const of = member.row;
  const inGroup = keyed(of.groupId, match, (key) => knownGroup(scope, key));
  const undated = sql`${country} IN (SELECT ${of.countryId} FROM ${member.from} WHERE ${inGroup})`;
  const held = scope.table(memberships);
  const lasting = all([
    sql`${held.row.countryId} = ${country}`,
    keyed(held.row.groupId, match, (key) => keyLookup(scope, parties, 'group')(key)),
    sql`(${held.row.fromEarliest} IS NULL OR ${held.row.fromEarliest} <= ${day})`,
    sql`(${held.row.untilLatest} IS NULL OR ${held.row.untilLatest} >= ${day})`,
  ]);
  // The first condition is a set known beforehand, so that an index on the country can be used; the second asks for the day.
  return sql`${undated} AND EXISTS (SELECT 1 FROM ${held.from} WHERE ${lasting})`;
}

function knownGroup(scope: Scope, key: string): SQL {
  const party = scope.table(parties);
  const group = scope.table(groups);
  const found = (column: SQL): SQL =>
    sql`(SELECT ${column} FROM ${party.from} JOIN ${group.from} ON ${group.row.id} = ${party.row.id} WHERE ${party.row.key} = ${key})`;
  scope.require(found(group.row.kind), (kind) => {
    if (kind === null)
      return badInput(
        `No group has the key "${key}". Give an M49 code ("143" is Central Asia) or the key of an organisation ("EU"); \`groups\` lists them.`,
      );
    if (kind === 'INFORMAL' || kind === 'STATISTICAL')
      return badInput(
        `The group "${key}" is ${String(kind).toLowerCase()}: it has no members to match. Give a GEO or ORG group, such as "143" or "EU".`,
      );
    return undefined;
  });
  return found(group.row.id);
}
