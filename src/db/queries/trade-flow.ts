import { type SQL, sql } from 'drizzle-orm';
import { flowDirections } from '../../model/vocabulary.ts';
import { type AliasedColumns, anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, type tradeFlows } from '../tables/index.ts';
import { type CommodityFilter, selectCommoditiesWithin } from './commodity.ts';
import {
  type CountryFilter,
  countryCandidates,
  countryMatches,
  isSelective,
  selectCandidateCountries,
} from './country.ts';
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
  on?: number | null;
  after?: number | null;
  before?: number | null;
  onOrAfter?: number | null;
  onOrBefore?: number | null;
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
    'Is reported by a matching country. A reporter that is a group, such as the European Union, does not match: see `reporterKey`.',
    ({ row }: TradeFlowSubject, country: CountryFilter, scope) => [
      onlyCountries(scope, row.reporterId, sideCondition(scope, row, row.reporterId, country)),
    ],
  ),
  reporterKey: customFilter(
    'KeyFilter',
    'Is reported by the party with this key: a country (KZ), or a group that reports as one (EU, un-comtrade:490).',
    ({ row }: TradeFlowSubject, key: KeyFilter, scope) => [partyCondition(scope, row.reporterId, key)],
  ),
  partner: customFilter(
    'CountryFilter',
    'Has a matching country as the partner. A partner that is a group does not match: see `partnerKey`.',
    ({ row }: TradeFlowSubject, country: CountryFilter, scope) => [
      onlyCountries(scope, row.partnerId, sideCondition(scope, row, row.partnerId, country)),
    ],
  ),
  partnerKey: customFilter(
    'KeyFilter',
    'Has the party with this key as the partner: a country (KZ), or a group (001 for the world, un-comtrade:490).',
    ({ row }: TradeFlowSubject, key: KeyFilter, scope) => [partyCondition(scope, row.partnerId, key)],
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

/** A party by its key, whether a country or a group. */
function partyCondition(scope: StatementContext, id: SQL, key: KeyFilter): Condition {
  const lookup = nounKeyLookup(scope, 'party');
  return columnCondition(id, keyMatches(id, key, lookup), keyCandidates(key, lookup));
}

/** Returns the first and the last year of the filter. */
export function toYearRange({ on, after, before, onOrAfter, onOrBefore }: YearFilter): {
  first: number | undefined;
  last: number | undefined;
} {
  const firsts = [on, onOrAfter, after == null ? null : after + 1].filter((year) => year != null);
  const lasts = [on, onOrBefore, before == null ? null : before - 1].filter((year) => year != null);
  return {
    first: firsts.length > 0 ? Math.max(...firsts) : undefined,
    last: lasts.length > 0 ? Math.min(...lasts) : undefined,
  };
}

export function yearConditions(year: SQL, filter: YearFilter | null | undefined): SQL[] {
  const { first, last } = toYearRange(filter ?? {});
  return [
    ...(first === undefined ? [] : [sql`${year} >= ${first}`]),
    ...(last === undefined ? [] : [sql`${year} <= ${last}`]),
  ];
}

/** Restricts a condition on a side, which may be a group, to countries. */
function onlyCountries(scope: StatementContext, side: SQL, condition: Condition): Condition {
  if (condition.isIndexed || condition.multiValue) return condition;
  const { row, from } = scope.aliasTable(countries);
  return { ...condition, test: sql`${condition.test} AND EXISTS (SELECT 1 FROM ${from} WHERE ${row.id} = ${side})` };
}

/** A matching country as reporter or partner: pages are read by both indexes. */
function eitherSideCondition(
  scope: StatementContext,
  { reporterId, partnerId, year }: TradeFlowColumns,
  filter: CountryFilter,
): Condition {
  const on = lastDayOfYear(year);
  const reporterTest = testCondition(countryMatches(scope, reporterId, filter, on));
  const test = anyOf([
    // A filter that only excludes countries would match groups.
    (isSelective(filter) ? reporterTest : onlyCountries(scope, reporterId, reporterTest)).test,
    onlyCountries(scope, partnerId, testCondition(countryMatches(scope, partnerId, filter, on))).test,
  ]);
  const candidates = countryCandidates(scope, filter);
  if (candidates === undefined) return { test };
  const accessFor = (country: SQL): SQL[] => [sql`${reporterId} = ${country}`, sql`${partnerId} = ${country}`];
  return { test, multiValue: { values: selectCandidateCountries(scope, filter), accessFor, isExact: false } };
}
