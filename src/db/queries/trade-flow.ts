import { type SQL, sql } from 'drizzle-orm';
import { flowDirections } from '../../model/vocabulary.ts';
import { type AliasedColumns, anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, type tradeFlows } from '../tables/index.ts';
import { type CommodityFilter, selectCommoditiesWithin } from './commodity.ts';
import { type CountryFilter, countryCandidates, countryMatches, selectCandidateCountries } from './country.ts';
import {
  type Condition,
  columnCondition,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  testCondition,
} from './filter.ts';
import { compileFilters, customFilter, type FilterValues } from './filter-specs.ts';
import { type KeyLookup, nounKeyLookup } from './key-lookup.ts';

type TradeFlowColumns = AliasedColumns<typeof tradeFlows>;

export interface YearFilter {
  eq?: number | null;
  gte?: number | null;
  lte?: number | null;
}

/** A row of trade flows, with the lookups that take SQL aliases before the conditions. */
interface TradeFlowSubject {
  row: TradeFlowColumns;
  sourceLookup: KeyLookup;
  commodityIds: SQL | undefined;
}

export const tradeFlowFilters = {
  reporter: customFilter(
    'CountryFilter',
    'Is reported by a matching country.',
    ({ row }: TradeFlowSubject, country: CountryFilter, scope) => [sideCondition(scope, row, row.reporterId, country)],
  ),
  partner: customFilter(
    'CountryFilter',
    'Has a matching country as the partner. A partner that is a group does not match.',
    ({ row }: TradeFlowSubject, country: CountryFilter, scope) => [
      onlyCountries(scope, row.partnerId, sideCondition(scope, row, row.partnerId, country)),
    ],
  ),
  either: customFilter(
    'CountryFilter',
    'Has a matching country as the reporter or the partner.',
    ({ row }: TradeFlowSubject, country: CountryFilter, scope) => [eitherSideCondition(scope, row, country)],
  ),
  commodity: customFilter(
    'CommodityFilter',
    'Is in a matching commodity or one below it: 27 also matches 2709 and 270900.',
    ({ row, commodityIds }: TradeFlowSubject, _commodity: CommodityFilter) =>
      commodityIds
        ? [
            columnCondition(row.commodityId, sql`${row.commodityId} IN (${commodityIds})`, {
              values: commodityIds,
              exact: true,
            }),
          ]
        : [],
  ),
  // Pages are read along indexes that begin with the year: the caller tests it by `yearConditions`.
  year: customFilter('YearFilter', 'The year of the flow.', (_subject: TradeFlowSubject, _years: YearFilter) => []),
  direction: customFilter(
    flowDirections,
    'Has one of these directions. An empty list matches nothing.',
    ({ row }: TradeFlowSubject, directions: string[]) =>
      enumConditions(row.direction, directions).map(({ test }) => testCondition(test)),
  ),
  source: customFilter(
    'KeyFilter',
    'Is from the source with this key.',
    ({ row, sourceLookup }: TradeFlowSubject, source: KeyFilter) => [
      {
        ...columnCondition(
          row.sourceId,
          keyMatches(row.sourceId, source, sourceLookup),
          keyCandidates(source, sourceLookup),
        ),
        isUnselective: true,
      },
    ],
  ),
};
export interface TradeFlowFilter extends FilterValues<typeof tradeFlowFilters> {}

/** Membership of groups is as of the end of the year: for flows of 2013, Croatia is in the European Union, which it joined in July. */
export const lastDayOfYear = (year: SQL): SQL => sql`(${year} || '-12-31')`;

export function tradeFlowConditions(
  scope: StatementContext,
  row: TradeFlowColumns,
  filter: TradeFlowFilter,
): Condition[] {
  const sourceLookup = nounKeyLookup(scope, 'source');
  const commodityIds = filter.commodity ? selectCommoditiesWithin(scope, filter.commodity) : undefined;
  return compileFilters(scope, tradeFlowFilters, { row, sourceLookup, commodityIds }, filter);
}

function sideCondition(scope: StatementContext, { year }: TradeFlowColumns, id: SQL, filter: CountryFilter): Condition {
  const test = countryMatches(scope, id, filter, lastDayOfYear(year));
  return columnCondition(id, test, countryCandidates(scope, filter));
}

/** Returns the first and the last year of the filter. */
export function toYearRange({ eq, gte, lte }: YearFilter): { first: number | undefined; last: number | undefined } {
  const pickYear = (
    values: (number | null | undefined)[],
    pick: (...numbers: number[]) => number,
  ): number | undefined => {
    const years = values.filter((value) => value != null);
    return years.length > 0 ? pick(...years) : undefined;
  };
  return { first: pickYear([eq, gte], Math.max), last: pickYear([eq, lte], Math.min) };
}

export function yearConditions(year: SQL, filter: YearFilter | null | undefined): SQL[] {
  const { first, last } = toYearRange(filter ?? {});
  return [
    ...(first === undefined ? [] : [sql`${year} >= ${first}`]),
    ...(last === undefined ? [] : [sql`${year} <= ${last}`]),
  ];
}

/** Restricts a condition on the partner, which may be a group, to countries. */
function onlyCountries(scope: StatementContext, partner: SQL, condition: Condition): Condition {
  if (condition.isIndexed || condition.multiValue) return condition;
  const { row, from } = scope.aliasTable(countries);
  return { ...condition, test: sql`${condition.test} AND EXISTS (SELECT 1 FROM ${from} WHERE ${row.id} = ${partner})` };
}

/** A matching country as reporter or partner: pages are read by both indexes. */
function eitherSideCondition(
  scope: StatementContext,
  { reporterId, partnerId, year }: TradeFlowColumns,
  filter: CountryFilter,
): Condition {
  const on = lastDayOfYear(year);
  const test = anyOf([
    countryMatches(scope, reporterId, filter, on),
    onlyCountries(scope, partnerId, testCondition(countryMatches(scope, partnerId, filter, on))).test,
  ]);
  const candidates = countryCandidates(scope, filter);
  if (candidates === undefined) return { test };
  const accessFor = (country: SQL): SQL[] => [sql`${reporterId} = ${country}`, sql`${partnerId} = ${country}`];
  return { test, multiValue: { values: selectCandidateCountries(scope, filter), accessFor, isExact: false } };
}
