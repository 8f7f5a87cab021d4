import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, type tradeFlows } from '../tables/index.ts';
import { type CommodityFilter, selectCommoditiesWithin } from './commodity.ts';
import { type CountryFilter, countryCandidates, countryConditions, selectCandidateCountries } from './country.ts';
import {
  type Condition,
  columnCondition,
  conditionsToSql,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  testCondition,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';

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
export const lastDayOfYear = (year: SQL): SQL => sql`(${year} || '-12-31')`;

export function tradeFlowConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof tradeFlows>,
  filter: TradeFlowFilter,
): Condition[] {
  const { reporter, partner, either, commodity, source } = filter;
  const bySource = nounKeyLookup(scope, 'source');
  const goods = commodity ? selectCommoditiesWithin(scope, commodity) : undefined;
  const on = lastDayOfYear(row.year);
  const side = (id: SQL, one: CountryFilter): Condition =>
    columnCondition(id, conditionsToSql(countryConditions(scope, id, one, on)), countryCandidates(scope, one));
  return [
    ...(reporter ? [side(row.reporterId, reporter)] : []),
    ...(partner ? [onlyCountries(scope, row.partnerId, side(row.partnerId, partner))] : []),
    ...(either ? [eitherSideCondition(scope, row, either, on)] : []),
    ...(goods
      ? [columnCondition(row.commodityId, sql`${row.commodityId} IN (${goods})`, { values: goods, exact: true })]
      : []),
    ...enumConditions(row.direction, filter.direction).map(({ test }) => testCondition(test)),
    ...(source
      ? [
          {
            ...columnCondition(
              row.sourceId,
              keyMatches(row.sourceId, source, bySource),
              keyCandidates(source, bySource),
            ),
            isUnselective: true,
          },
        ]
      : []),
  ];
}

/** The first and the last of the years that are meant. */
export function toYearRange({ eq, gte, lte }: YearFilter): { first: number | undefined; last: number | undefined } {
  const most = (values: (number | null | undefined)[], pick: (...numbers: number[]) => number): number | undefined => {
    const known = values.filter((value) => value != null);
    return known.length > 0 ? pick(...known) : undefined;
  };
  return { first: most([eq, gte], Math.max), last: most([eq, lte], Math.min) };
}

export function yearConditions(year: SQL, filter: YearFilter | null | undefined): SQL[] {
  const { first, last } = toYearRange(filter ?? {});
  return [
    ...(first === undefined ? [] : [sql`${year} >= ${first}`]),
    ...(last === undefined ? [] : [sql`${year} <= ${last}`]),
  ];
}

/** What a country filter leaves of a partner, which may be a group. */
function onlyCountries(scope: StatementContext, partner: SQL, condition: Condition): Condition {
  if (condition.isIndexed || condition.multiValue) return condition;
  const { row, from } = scope.aliasTable(countries);
  return { ...condition, test: sql`${condition.test} AND EXISTS (SELECT 1 FROM ${from} WHERE ${row.id} = ${partner})` };
}

/** As reporter or as partner: a page is found along both. */
function eitherSideCondition(
  scope: StatementContext,
  row: AliasedColumns<typeof tradeFlows>,
  filter: CountryFilter,
  on: SQL,
): Condition {
  const { reporterId, partnerId } = row;
  const test = anyOf([
    conditionsToSql(countryConditions(scope, reporterId, filter, on)),
    onlyCountries(scope, partnerId, testCondition(conditionsToSql(countryConditions(scope, partnerId, filter, on))))
      .test,
  ]);
  const candidates = countryCandidates(scope, filter);
  if (candidates === undefined) return { test };
  const each = (country: SQL): SQL[] => [sql`${reporterId} = ${country}`, sql`${partnerId} = ${country}`];
  return { test, multiValue: { values: selectCandidateCountries(scope, filter), accessFor: each, isExact: false } };
}
