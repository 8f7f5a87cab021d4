import { type SQL, sql } from 'drizzle-orm';
import { anyOf, type StatementContext } from '../sql-builder.ts';
import { countries, tradeFlows } from '../tables/index.ts';
import { selectCommoditiesWithin } from './commodity.ts';
import { type CountryFilter, countryMatches } from './country.ts';
import { conditionsToSql, enumConditions, keyMatches } from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { lastDayOfYear, type TradeFlowFilter, yearConditions } from './trade-flow.ts';

/** The columns that filters of sums look at: of `trade_flows`, or of its sums. */
export type FlowFilterColumns = Record<
  'reporterId' | 'partnerId' | 'commodityId' | 'year' | 'direction' | 'sourceId',
  SQL
>;

/** What a filter asks, each by itself. */
export interface FlowTests {
  reporter?: SQL;
  partner?: SQL;
  /** The same country filter of the one and of the other. */
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

/** Whether the country of that id is meant in that year; `indexed`: put so that an index can answer it. */
type CountryTest = (id: SQL, year: SQL, indexed: boolean) => SQL;

/** A filter of flows, for sums of very many: which countries and goods it means is made out once, before any flow is looked at. */
export class FlowSumFilter {
  /** CTEs of what is meant. */
  readonly ctes: SQL[] = [];
  /** A SELECT of the commodities that it names, with all below them; undefined: any. */
  readonly commodityIds: SQL | undefined;
  readonly #scope: StatementContext;
  readonly #filter: TradeFlowFilter;
  readonly #sides: Partial<Record<'reporter' | 'partner' | 'either', CountryTest>>;

  constructor(scope: StatementContext, filter: TradeFlowFilter) {
    const { reporter, partner, either, commodity } = filter;
    this.#scope = scope;
    this.#filter = filter;
    this.#sides = {
      ...(reporter && { reporter: this.#countries(reporter) }),
      ...(partner && { partner: this.#countries(partner) }),
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
    const meant = (is: CountryTest, id: SQL): SQL => is(id, row.year, indexed);
    return {
      ...(reporter && { reporter: meant(reporter, row.reporterId) }),
      ...(partner && { partner: meant(partner, row.partnerId) }),
      ...(either && { either: [meant(either, row.reporterId), meant(either, row.partnerId)] }),
      ...(this.commodityIds && { commodity: sql`${row.commodityId} IN (${this.commodityIds})` }),
      years: yearConditions(row.year, year),
      others: [
        ...(direction ? [conditionsToSql(enumConditions(row.direction, direction))] : []),
        ...(source ? [keyMatches(row.sourceId, source, nounKeyLookup(this.#scope, 'source'))] : []),
      ],
    };
  }

  /** Each country is asked once, and once in each year where that matters. */
  #countries(filter: CountryFilter): CountryTest {
    const scope = this.#scope;
    const name = sql.raw(scope.nextAlias());
    const { row, from } = scope.aliasTable(countries);
    const such = (on: SQL): SQL => countryMatches(scope, row.id, filter, on);
    if (!dependsOnYear(filter)) {
      this.ctes.push(sql`${name}(id) AS MATERIALIZED (SELECT ${row.id} FROM ${from} WHERE ${such(sql`''`)})`);
      return (id) => sql`${id} IN (SELECT id FROM ${name})`;
    }
    const years = sql.raw(scope.nextAlias());
    const flow = scope.aliasTable(tradeFlows);
    const next = sql`SELECT min(${flow.row.year}) FROM ${flow.from}`;
    this.ctes.push(
      sql`${years}(year) AS (${next} UNION ALL SELECT (${next} WHERE ${flow.row.year} > ${years}.year) FROM ${years} WHERE ${years}.year IS NOT NULL)`,
      sql`${name}(id, year, at) AS MATERIALIZED (SELECT ${row.id}, ${years}.year, ${row.id} * 10000 + ${years}.year
        FROM ${years} CROSS JOIN ${from} WHERE ${such(lastDayOfYear(sql`${years}.year`))})`,
    );
    // Where no index is used, SQLite compares a row value with every pair, in case there is a null: a number it looks up.
    return (id, year, indexed) =>
      indexed
        ? sql`(${id}, ${year}) IN (SELECT id, year FROM ${name})`
        : sql`${id} * 10000 + ${year} IN (SELECT at FROM ${name})`;
  }
}

/** Whether it asks for members of a group as of the flow's year. */
const dependsOnYear = ({ group, and, or, not }: CountryFilter): boolean =>
  (group && group.on == null) ||
  and?.some(dependsOnYear) ||
  or?.some(dependsOnYear) ||
  (not ? dependsOnYear(not) : false);
