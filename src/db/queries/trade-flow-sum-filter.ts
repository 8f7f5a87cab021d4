import { type SQL, sql } from 'drizzle-orm';
import { any, type Scope } from '../sql-builder.ts';
import { countries, tradeFlows } from '../tables/index.ts';
import { commoditiesWithin } from './commodity.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import { among, keyed, tests } from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { lastDayOf, type TradeFlowFilter, yearConditions } from './trade-flow.ts';

/** The columns that filters of sums look at: of `trade_flows`, or of its sums. */
export type Narrowed = Record<'reporterId' | 'partnerId' | 'commodityId' | 'year' | 'direction' | 'sourceId', SQL>;

/** What a filter asks, each by itself. */
export interface Narrowing {
  reporter?: SQL;
  partner?: SQL;
  /** The same country filter of the one and of the other. */
  either?: readonly [reporter: SQL, partner: SQL];
  commodity?: SQL;
  years: SQL[];
  others: SQL[];
}

export const everything = ({ reporter, partner, either, commodity, years, others }: Narrowing): SQL[] => [
  ...[reporter, partner, either && any([...either]), commodity].filter((test) => test !== undefined),
  ...years,
  ...others,
];

/** Whether the country of that id is meant in that year; `indexed`: put so that an index can answer it. */
type IsMeant = (id: SQL, year: SQL, indexed: boolean) => SQL;

/** A filter of flows, for sums of very many: which countries and goods it means is made out once, before any flow is looked at. */
export class FlowFilter {
  /** CTEs of what is meant. */
  readonly with: SQL[] = [];
  /** A SELECT of the commodities that it names, with all below them; undefined: any. */
  readonly goods: SQL | undefined;
  readonly #scope: Scope;
  readonly #filter: TradeFlowFilter;
  readonly #sides: Partial<Record<'reporter' | 'partner' | 'either', IsMeant>>;

  constructor(scope: Scope, filter: TradeFlowFilter) {
    const { reporter, partner, either, commodity } = filter;
    this.#scope = scope;
    this.#filter = filter;
    this.#sides = {
      ...(reporter && { reporter: this.#countries(reporter) }),
      ...(partner && { partner: this.#countries(partner) }),
      ...(either && { either: this.#countries(either) }),
    };
    const goods = commodity ? commoditiesWithin(scope, commodity) : undefined;
    if (goods) {
      const name = sql.raw(scope.alias());
      this.with.push(sql`${name}(id) AS MATERIALIZED (${goods})`);
      this.goods = sql`SELECT id FROM ${name}`;
    }
  }

  of(row: Narrowed, indexed = false): Narrowing {
    const { reporter, partner, either } = this.#sides;
    const { year, direction, source } = this.#filter;
    const meant = (is: IsMeant, id: SQL): SQL => is(id, row.year, indexed);
    return {
      ...(reporter && { reporter: meant(reporter, row.reporterId) }),
      ...(partner && { partner: meant(partner, row.partnerId) }),
      ...(either && { either: [meant(either, row.reporterId), meant(either, row.partnerId)] }),
      ...(this.goods && { commodity: sql`${row.commodityId} IN (${this.goods})` }),
      years: yearConditions(row.year, year),
      others: [
        ...(direction ? [tests(among(row.direction, direction))] : []),
        ...(source ? [keyed(row.sourceId, source, keyLookup(this.#scope, 'source'))] : []),
      ],
    };
  }

  /** Each country is asked once, and once in each year where that matters. */
  #countries(filter: CountryFilter): IsMeant {
    const scope = this.#scope;
    const name = sql.raw(scope.alias());
    const { row, from } = scope.table(countries);
    const such = (on: SQL): SQL => tests(countryConditions(scope, row.id, filter, on));
    if (!isDated(filter)) {
      this.with.push(sql`${name}(id) AS MATERIALIZED (SELECT ${row.id} FROM ${from} WHERE ${such(sql`''`)})`);
      return (id) => sql`${id} IN (SELECT id FROM ${name})`;
    }
    const years = sql.raw(scope.alias());
    const flow = scope.table(tradeFlows);
    const next = sql`SELECT min(${flow.row.year}) FROM ${flow.from}`;
    this.with.push(
      sql`${years}(year) AS (${next} UNION ALL SELECT (${next} WHERE ${flow.row.year} > ${years}.year) FROM ${years} WHERE ${years}.year IS NOT NULL)`,
      sql`${name}(id, year, at) AS MATERIALIZED (SELECT ${row.id}, ${years}.year, ${row.id} * 10000 + ${years}.year
        FROM ${years} CROSS JOIN ${from} WHERE ${such(lastDayOf(sql`${years}.year`))})`,
    );
    // Where no index is used, SQLite compares a row value with every pair, in case there is a null: a number it looks up.
    return (id, year, indexed) =>
      indexed
        ? sql`(${id}, ${year}) IN (SELECT id, year FROM ${name})`
        : sql`${id} * 10000 + ${year} IN (SELECT at FROM ${name})`;
  }
}

/** Whether it asks for members of a group as of the flow's year. */
const isDated = ({ group, and, or, not }: CountryFilter): boolean =>
  (group && group.on == null) || and?.some(isDated) || or?.some(isDated) || (not ? isDated(not) : false);
