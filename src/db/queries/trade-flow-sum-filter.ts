import { type SQL, sql } from 'drizzle-orm';
import { allOf, anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, tradeFlows } from '../tables/index.ts';
import { selectCommoditiesWithin } from './commodity.ts';
import { type CountryFilter, countryMatches } from './country.ts';
import { conditionsToSql, enumConditions, type KeyFilter, keyMatches } from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { lastDayOfYear, type TradeFlowFilter, yearConditions } from './trade-flow.ts';

/** The columns that filters of sums test, in `trade_flows` or in its sums. */
export type FlowFilterColumns = Record<
  'reporterId' | 'partnerId' | 'commodityId' | 'year' | 'direction' | 'sourceId',
  SQL
>;

/** The tests of a filter, one by one. */
export interface FlowTests {
  reporter?: SQL;
  partner?: SQL;
  /** The same country filter applied to each side. */
  either?: readonly [reporter: SQL, partner: SQL];
  commodity?: SQL;
  years: SQL[];
  others: SQL[];
}

export const listFlowTests = ({ reporter, partner, either, commodity, years, others }: FlowTests): SQL[] => [
  ...[reporter, partner, either && anyOf([...either]), commodity].filter((test) => test !== undefined),
  ...years,
  ...others,
];

/** Whether a country or group matches in a year; `indexed` requests a form that an index can serve. */
type SideTest = (id: SQL, year: SQL, indexed: boolean) => SQL;

/** A filter for sums of very many flows: the matching countries and commodities are determined once, before any flow is read. */
export class FlowSumFilter {
  /** CTEs of the matching countries and commodities. */
  readonly ctes: SQL[] = [];
  /** SELECT of the matching commodities and all below them; undefined for any. */
  readonly commodityIds: SQL | undefined;
  readonly #scope: StatementContext;
  readonly #filter: TradeFlowFilter;
  readonly #sides: Partial<Record<'reporter' | 'partner' | 'either', SideTest>>;

  constructor(scope: StatementContext, filter: TradeFlowFilter) {
    const { reporter, reporterKey, partner, partnerKey, either, commodity } = filter;
    this.#scope = scope;
    this.#filter = filter;
    const ofReporter = this.#sideTest(reporter, reporterKey);
    const ofPartner = this.#sideTest(partner, partnerKey);
    this.#sides = {
      ...(ofReporter && { reporter: ofReporter }),
      ...(ofPartner && { partner: ofPartner }),
      ...(either && { either: this.#countries(either) }),
    };
    const goods = commodity ? selectCommoditiesWithin(scope, commodity) : undefined;
    if (goods) {
      const name = sql.raw(scope.nextAlias());
      this.ctes.push(sql`${name}(id) AS MATERIALIZED (${goods})`);
      this.commodityIds = sql`SELECT id FROM ${name}`;
    }
  }

  testsFor(row: FlowFilterColumns, indexed = false): FlowTests {
    const { reporter, partner, either } = this.#sides;
    const { year, direction, source } = this.#filter;
    const matches = (test: SideTest, id: SQL): SQL => test(id, row.year, indexed);
    return {
      ...(reporter && { reporter: matches(reporter, row.reporterId) }),
      ...(partner && { partner: matches(partner, row.partnerId) }),
      ...(either && { either: [matches(either, row.reporterId), matches(either, row.partnerId)] }),
      ...(this.commodityIds && { commodity: sql`${row.commodityId} IN (${this.commodityIds})` }),
      years: yearConditions(row.year, year),
      others: [
        ...(direction ? [conditionsToSql(enumConditions(row.direction, direction))] : []),
        ...(source ? [keyMatches(row.sourceId, source, nounKeyLookup(this.#scope, 'source'))] : []),
      ],
    };
  }

  /** Combines the tests of one side, by country and by key. */
  #sideTest(country: CountryFilter | null | undefined, key: KeyFilter | null | undefined): SideTest | undefined {
    const byCountry = country ? this.#countries(country) : undefined;
    const byKey = key ? this.#parties(key) : undefined;
    if (!byCountry || !byKey) return byCountry ?? byKey;
    return (...side) => allOf([byCountry(...side), byKey(...side)]);
  }

  /** Matches the parties with one of the keys. */
  #parties(filter: KeyFilter): SideTest {
    const lookup = nounKeyLookup(this.#scope, 'party');
    return (id) => keyMatches(id, filter, lookup);
  }

  /** Evaluates the filter once per country, or once per country and year if it depends on the year. */
  #countries(filter: CountryFilter): SideTest {
    const scope = this.#scope;
    const name = sql.raw(scope.nextAlias());
    const { row, from } = scope.aliasTable(countries);
    const matchesOn = (on: SQL): SQL => countryMatches(scope, row.id, filter, on);
    if (!dependsOnYear(filter)) {
      this.ctes.push(sql`${name}(id) AS MATERIALIZED (SELECT ${row.id} FROM ${from} WHERE ${matchesOn(sql`''`)})`);
      return (id) => sql`${id} IN (SELECT id FROM ${name})`;
    }
    const years = sql.raw(scope.nextAlias());
    const flow = scope.aliasTable(tradeFlows);
    const next = sql`SELECT min(${flow.row.year}) FROM ${flow.from}`;
    this.ctes.push(
      sql`${years}(year) AS (${next} UNION ALL SELECT (${next} WHERE ${flow.row.year} > ${years}.year) FROM ${years} WHERE ${years}.year IS NOT NULL)`,
      sql`${name}(id, year, at) AS MATERIALIZED (SELECT ${row.id}, ${years}.year, ${row.id} * 10000 + ${years}.year
        FROM ${years} CROSS JOIN ${from} WHERE ${matchesOn(lastDayOfYear(sql`${years}.year`))})`,
    );
    // Without an index, SQLite compares a row value with every pair, because of nulls; it looks a number up.
    return (id, year, indexed) =>
      indexed
        ? sql`(${id}, ${year}) IN (SELECT id, year FROM ${name})`
        : sql`${id} * 10000 + ${year} IN (SELECT at FROM ${name})`;
  }
}

/** Whether the filter refers to members of a group as of the flow's year. */
const dependsOnYear = ({ group, and, or, not }: CountryFilter): boolean =>
  (group && group.on == null) ||
  and?.some(dependsOnYear) ||
  or?.some(dependsOnYear) ||
  (not ? dependsOnYear(not) : false);
