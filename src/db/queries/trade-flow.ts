import { type SQL, sql } from 'drizzle-orm';
import { any, type Row, type Scope } from '../sql-builder.ts';
import { countries, type tradeFlows } from '../tables/index.ts';
import { type CommodityFilter, commoditiesWithin } from './commodity.ts';
import { type CountryFilter, countriesLike, countryCandidates, countryConditions } from './country.ts';
import { among, type Condition, type KeyFilter, keyed, namedBy, onColumn, only, tests } from './filter.ts';
import { keyLookup } from './key-lookup.ts';

export interface YearFilter {
  eq?: number | null;
  gte?: number | null;
  lte?: number | null;
}
export interface TradeFlowFilter {
  reporter?: CountryFilter | null;
  partner?: CountryFilter | null;
  either?: CountryFilter | null;
  commodity?: CommodityFilter | null;
  year?: YearFilter | null;
  direction?: string[] | null;
  source?: KeyFilter | null;
}

/** Groups are meant as of the year's end: a flow of 2013 has Croatia, of July 2013, in the European Union. */
export const lastDayOf = (year: SQL): SQL => sql`(${year} || '-12-31')`;

export function tradeFlowConditions(scope: Scope, row: Row<typeof tradeFlows>, filter: TradeFlowFilter): Condition[] {
  const { reporter, partner, either, commodity, source } = filter;
  const bySource = keyLookup(scope, 'source');
  const goods = commodity ? commoditiesWithin(scope, commodity) : undefined;
  const on = lastDayOf(row.year);
  const side = (id: SQL, one: CountryFilter): Condition =>
    onColumn(id, tests(countryConditions(scope, id, one, on)), countryCandidates(scope, one));
  return [
    ...(reporter ? [side(row.reporterId, reporter)] : []),
    ...(partner ? [ofCountries(scope, row.partnerId, side(row.partnerId, partner))] : []),
    ...(either ? [onEitherSide(scope, row, either, on)] : []),
    ...(goods
      ? [onColumn(row.commodityId, sql`${row.commodityId} IN (${goods})`, { values: goods, exact: true })]
      : []),
    ...among(row.direction, filter.direction).map(({ test }) => only(test)),
    ...(source
      ? [{ ...onColumn(row.sourceId, keyed(row.sourceId, source, bySource), namedBy(source, bySource)), common: true }]
      : []),
  ];
}

/** The first and the last of the years that are meant. */
export function yearsOf({ eq, gte, lte }: YearFilter): { first: number | undefined; last: number | undefined } {
  const most = (values: (number | null | undefined)[], pick: (...numbers: number[]) => number): number | undefined => {
    const known = values.filter((value) => value != null);
    return known.length > 0 ? pick(...known) : undefined;
  };
  return { first: most([eq, gte], Math.max), last: most([eq, lte], Math.min) };
}

export function yearConditions(year: SQL, filter: YearFilter | null | undefined): SQL[] {
  const { first, last } = yearsOf(filter ?? {});
  return [
    ...(first === undefined ? [] : [sql`${year} >= ${first}`]),
    ...(last === undefined ? [] : [sql`${year} <= ${last}`]),
  ];
}

/** What a country filter leaves of a partner, which may be a group. */
function ofCountries(scope: Scope, partner: SQL, condition: Condition): Condition {
  if (condition.indexed || condition.spread) return condition;
  const { row, from } = scope.table(countries);
  return { ...condition, test: sql`${condition.test} AND EXISTS (SELECT 1 FROM ${from} WHERE ${row.id} = ${partner})` };
}

/** As reporter or as partner: a page is found along both. */
function onEitherSide(scope: Scope, row: Row<typeof tradeFlows>, filter: CountryFilter, on: SQL): Condition {
  const { reporterId, partnerId } = row;
  const test = any([
    tests(countryConditions(scope, reporterId, filter, on)),
    ofCountries(scope, partnerId, only(tests(countryConditions(scope, partnerId, filter, on)))).test,
  ]);
  const candidates = countryCandidates(scope, filter);
  if (candidates === undefined) return { test };
  const each = (country: SQL): SQL[] => [sql`${reporterId} = ${country}`, sql`${partnerId} = ${country}`];
  return { test, spread: { values: countriesLike(scope, filter), each, exact: false } };
}
