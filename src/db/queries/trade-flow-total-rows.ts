import { type SQL, sql } from 'drizzle-orm';
import { all, none, type Row, type Scope, upTo } from '../sql-builder.ts';
import { sumOf, tradeFlowSums, tradeFlows, tradeFlowUnsummed } from '../tables/index.ts';
import type { TradeFlowFilter } from './trade-flow.ts';
import { everything, FlowFilter, type Narrowing } from './trade-flow-sum-filter.ts';

export type TradeFlowDimension = 'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION';

/** How much is read for one answer at most, about a second's work: a sum counts once, a flow, which has to be looked up, twice. */
export const mostWork = 1_000_000;

interface Cells {
  /** CTEs that the rest reads. */
  with: SQL[];
  /** What is to be added up, as rows of `cellColumns`. */
  rows: SQL;
  /** How many flows have to be looked at for them. */
  reads: SQL;
}

const told = ['year', 'sourceId', 'direction', 'unit', 'valuation', 'commodityId', 'reporterId', 'partnerId'] as const;
const measures = ['value', 'valuesWithheld', 'quantity', 'quantitiesWithheld', 'flows'] as const;
type Columns = Record<(typeof told)[number] | (typeof measures)[number] | 'withinId' | 'itemized', SQL>;

export const cellColumns: readonly string[] = [
  ...[...told, ...measures].map((property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  'work',
];

const everyDimension = sumOf.reporter | sumOf.partner | sumOf.commodity;

/** What has to be told apart to filter and to group so: bits of `sumOf`. */
function dimensionsOf(
  by: readonly TradeFlowDimension[],
  { reporter, partner, either }: TradeFlowFilter,
  goods: SQL | undefined,
): number {
  const has = (bit: number, needed: unknown): number => (needed ? bit : 0);
  return (
    has(sumOf.reporter, by.includes('REPORTER') || reporter || either) |
    has(sumOf.partner, by.includes('PARTNER') || partner || either) |
    has(sumOf.commodity, by.includes('COMMODITY') || goods)
  );
}

/**
 * Sums where there are any that tell enough apart, else the flows themselves. No flow beside one that holds it: no heading's part beside
 * the heading, unless each is a row of its own, and no group's total beside its countries.
 */
export function cellsOf(scope: Scope, by: readonly TradeFlowDimension[], filter: TradeFlowFilter): Cells {
  const asked = new FlowFilter(scope, filter);
  const { goods } = asked;
  const needed = dimensionsOf(by, filter, goods);
  const notTwice = (row: Columns): SQL[] => [
    ...(goods && !by.includes('COMMODITY') ? [sql`${row.withinId} NOT IN (${goods})`] : []),
    ...(by.includes('PARTNER') ? [] : [sql`NOT ${row.itemized}`]),
    ...(needed & sumOf.commodity ? [] : [sql`${row.withinId} = 0`]),
  ];
  if (needed === everyDimension) return flowsOneByOne(scope, asked, notTwice);
  const tested = (row: Columns): SQL => all([...everything(asked.of(row)), ...notTwice(row)]);
  const sums = scope.table(tradeFlowSums);
  const late = scope.table(tradeFlowUnsummed);
  const flow = flowRow(scope);
  const ofYear = sql`${flow.row.sourceId} = ${late.row.sourceId} AND ${flow.row.year} = ${late.row.year}`;
  return {
    with: asked.with,
    rows: sql`SELECT * FROM (SELECT ${columnsOf(sums.row, 1)} FROM ${sums.from} WHERE ${sums.row.dimensions} = ${needed || sumOf.reporter} AND ${tested(sums.row)} LIMIT ${upTo(mostWork + 1)})
      UNION ALL SELECT * FROM (SELECT ${columnsOf(flow.row, 2)} FROM ${late.from} CROSS JOIN ${flow.from} ON ${ofYear} WHERE ${tested(flow.row)} LIMIT ${upTo(mostWork / 2 + 1)})`,
    reads: sql`0`,
  };
}

const columnsOf = (row: Columns, work: number): SQL =>
  sql`${sql.join(
    [...told, ...measures].map((column) => row[column]),
    sql`, `,
  )}, ${sql.raw(String(work))}`;

/** A flow in the shape of a sum of one. */
function flowRow(scope: Scope): { row: Columns; from: SQL } {
  const { row, from }: { row: Row<typeof tradeFlows>; from: SQL } = scope.table(tradeFlows);
  return {
    from,
    row: {
      ...row,
      unit: sql`coalesce(${row.unit}, '')`,
      valuation: sql`coalesce(${row.valuation}, '')`,
      withinId: sql`coalesce(${row.withinId}, 0)`,
      valuesWithheld: sql`${row.valueStatus} = 'CONFIDENTIAL'`,
      quantitiesWithheld: sql`${row.quantityStatus} = 'CONFIDENTIAL'`,
      flows: sql`1`,
    },
  };
}

/** One way to the flows: an arm for each index that it goes along, with the tests that the index answers, and those that are left. */
type Way = { found: SQL[]; left: SQL[] }[];

function waysOf(asked: Narrowing, indexed: Narrowing): Way[] {
  const { years, others } = asked;
  const without = (...names: (keyof Narrowing)[]): SQL[] =>
    everything({ ...asked, years: [], ...Object.fromEntries(names.map((name) => [name, undefined])) });
  const one = (name: 'reporter' | 'partner' | 'commodity'): Way[] =>
    indexed[name] ? [[{ found: [indexed[name], ...years], left: without(name) }]] : [];
  const ways = [...one('reporter'), ...one('partner'), ...one('commodity')];
  if (ways.length === 0 && asked.either && indexed.either)
    ways.push([
      { found: [indexed.either[0], ...years], left: without('either') },
      { found: [indexed.either[1], ...years], left: [none(asked.either[0]), ...without('either')] },
    ]);
  return ways.length > 0 ? ways : [[{ found: years, left: others }]];
}

/** Along the index by which the least has to be read: how much that is, is counted beforehand, as far as it is allowed. */
function flowsOneByOne(scope: Scope, asked: FlowFilter, notTwice: (row: Columns) => SQL[]): Cells {
  const best = sql.raw(scope.alias());
  const probe = flowRow(scope);
  const counts = waysOf(asked.of(probe.row), asked.of(probe.row, true)).map((way, index) => {
    const arms = way.map(
      ({ found }) =>
        sql`(SELECT count(*) FROM (SELECT 1 FROM ${probe.from} WHERE ${all(found)} LIMIT ${upTo(mostWork + 1)}))`,
    );
    return sql`SELECT ${sql.raw(String(index))} AS way, ${sql.join(arms, sql` + `)} AS flows`;
  });
  const flow = flowRow(scope);
  const arms = waysOf(asked.of(flow.row), asked.of(flow.row, true)).flatMap((way, index) =>
    way.map(({ found, left }) => {
      const tests = [...found, ...[...left, ...notTwice(flow.row)].map((test) => sql`+(${test})`)];
      return sql`SELECT ${columnsOf(flow.row, 2)} FROM ${best} CROSS JOIN ${flow.from}
        WHERE ${best}.way = ${sql.raw(String(index))} AND ${best}.flows <= ${mostWork} AND ${all(tests)}`;
    }),
  );
  return {
    with: [
      ...asked.with,
      sql`${best}(way, flows) AS MATERIALIZED (SELECT * FROM (${sql.join(counts, sql` UNION ALL `)}) ORDER BY flows, way LIMIT 1)`,
    ],
    rows: sql`SELECT * FROM (${sql.join(arms, sql` UNION ALL `)}) LIMIT ${upTo(mostWork / 2 + 1)}`,
    reads: sql`(SELECT flows FROM ${best})`,
  };
}
