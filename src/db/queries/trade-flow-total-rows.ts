import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, allOf, limitExpression, notTrue, type StatementContext } from '../sql-builder.ts';
import { sumDimensions, tradeFlowSums, tradeFlows, tradeFlowUnsummed } from '../tables/index.ts';
import type { TradeFlowFilter } from './trade-flow.ts';
import { FlowSumFilter, type FlowTests, listFlowTests } from './trade-flow-sum-filter.ts';

export type TradeFlowDimension = 'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION';

/** How much is read for one answer at most, about a second's work: a sum counts once, a flow, which has to be looked up, twice. */
export const maxWork = 1_000_000;

interface SummableRows {
  /** CTEs that the rest reads. */
  ctes: SQL[];
  /** What is to be added up, as rows of `cellColumns`. */
  rows: SQL;
  /** How many flows have to be looked at for them. */
  flowsRead: SQL;
}

const dimensionColumns = [
  'year',
  'sourceId',
  'direction',
  'unit',
  'valuation',
  'commodityId',
  'reporterId',
  'partnerId',
] as const;
const measureColumns = ['value', 'valuesWithheld', 'quantity', 'quantitiesWithheld', 'flows'] as const;
type SumColumns = Record<
  (typeof dimensionColumns)[number] | (typeof measureColumns)[number] | 'withinId' | 'itemized',
  SQL
>;

export const summableColumns: readonly string[] = [
  ...[...dimensionColumns, ...measureColumns].map((property) =>
    property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ),
  'work',
];

const allDimensions = sumDimensions.reporter | sumDimensions.partner | sumDimensions.commodity;

/** What has to be told apart to filter and to group so: bits of `sumOf`. */
function requiredDimensions(
  by: readonly TradeFlowDimension[],
  { reporter, partner, either }: TradeFlowFilter,
  goods: SQL | undefined,
): number {
  const has = (bit: number, needed: unknown): number => (needed ? bit : 0);
  return (
    has(sumDimensions.reporter, by.includes('REPORTER') || reporter || either) |
    has(sumDimensions.partner, by.includes('PARTNER') || partner || either) |
    has(sumDimensions.commodity, by.includes('COMMODITY') || goods)
  );
}

/**
 * Sums where there are any that tell enough apart, else the flows themselves. No flow beside one that holds it: no heading's part beside
 * the heading, unless each is a row of its own, and no group's total beside its countries.
 */
export function selectSummableRows(
  scope: StatementContext,
  by: readonly TradeFlowDimension[],
  filter: TradeFlowFilter,
): SummableRows {
  const asked = new FlowSumFilter(scope, filter);
  const { commodityIds: goods } = asked;
  const needed = requiredDimensions(by, filter, goods);
  const notTwice = (row: SumColumns): SQL[] => [
    ...(goods && !by.includes('COMMODITY') ? [sql`${row.withinId} NOT IN (${goods})`] : []),
    ...(by.includes('PARTNER') ? [] : [sql`NOT ${row.itemized}`]),
    ...(needed & sumDimensions.commodity ? [] : [sql`${row.withinId} = 0`]),
  ];
  if (needed === allDimensions) return selectIndividualFlows(scope, asked, notTwice);
  const tested = (row: SumColumns): SQL => allOf([...listFlowTests(asked.testsFor(row)), ...notTwice(row)]);
  const sums = scope.aliasTable(tradeFlowSums);
  const late = scope.aliasTable(tradeFlowUnsummed);
  const flow = flowAsSum(scope);
  const ofYear = sql`${flow.row.sourceId} = ${late.row.sourceId} AND ${flow.row.year} = ${late.row.year}`;
  return {
    ctes: asked.ctes,
    rows: sql`SELECT * FROM (SELECT ${selectColumns(sums.row, 1)} FROM ${sums.from} WHERE ${sums.row.dimensions} = ${needed || sumDimensions.reporter} AND ${tested(sums.row)} LIMIT ${limitExpression(maxWork + 1)})
      UNION ALL SELECT * FROM (SELECT ${selectColumns(flow.row, 2)} FROM ${late.from} CROSS JOIN ${flow.from} ON ${ofYear} WHERE ${tested(flow.row)} LIMIT ${limitExpression(maxWork / 2 + 1)})`,
    flowsRead: sql`0`,
  };
}

const selectColumns = (row: SumColumns, work: number): SQL =>
  sql`${sql.join(
    [...dimensionColumns, ...measureColumns].map((column) => row[column]),
    sql`, `,
  )}, ${sql.raw(String(work))}`;

/** A flow in the shape of a sum of one. */
function flowAsSum(scope: StatementContext): { row: SumColumns; from: SQL } {
  const { row, from }: { row: AliasedColumns<typeof tradeFlows>; from: SQL } = scope.aliasTable(tradeFlows);
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
type AccessPath = { found: SQL[]; left: SQL[] }[];

function accessPaths(asked: FlowTests, indexed: FlowTests): AccessPath[] {
  const { years, others } = asked;
  const without = (...names: (keyof FlowTests)[]): SQL[] =>
    listFlowTests({ ...asked, years: [], ...Object.fromEntries(names.map((name) => [name, undefined])) });
  const one = (name: 'reporter' | 'partner' | 'commodity'): AccessPath[] =>
    indexed[name] ? [[{ found: [indexed[name], ...years], left: without(name) }]] : [];
  const ways = [...one('reporter'), ...one('partner'), ...one('commodity')];
  if (ways.length === 0 && asked.either && indexed.either)
    ways.push([
      { found: [indexed.either[0], ...years], left: without('either') },
      { found: [indexed.either[1], ...years], left: [notTrue(asked.either[0]), ...without('either')] },
    ]);
  return ways.length > 0 ? ways : [[{ found: years, left: others }]];
}

/** Along the index by which the least has to be read: how much that is, is counted beforehand, as far as it is allowed. */
function selectIndividualFlows(
  scope: StatementContext,
  asked: FlowSumFilter,
  notTwice: (row: SumColumns) => SQL[],
): SummableRows {
  const best = sql.raw(scope.nextAlias());
  const probe = flowAsSum(scope);
  const counts = accessPaths(asked.testsFor(probe.row), asked.testsFor(probe.row, true)).map((way, index) => {
    const arms = way.map(
      ({ found }) =>
        sql`(SELECT count(*) FROM (SELECT 1 FROM ${probe.from} WHERE ${allOf(found)} LIMIT ${limitExpression(maxWork + 1)}))`,
    );
    return sql`SELECT ${sql.raw(String(index))} AS way, ${sql.join(arms, sql` + `)} AS flows`;
  });
  const flow = flowAsSum(scope);
  const arms = accessPaths(asked.testsFor(flow.row), asked.testsFor(flow.row, true)).flatMap((way, index) =>
    way.map(({ found, left }) => {
      const tests = [...found, ...[...left, ...notTwice(flow.row)].map((test) => sql`+(${test})`)];
      return sql`SELECT ${selectColumns(flow.row, 2)} FROM ${best} CROSS JOIN ${flow.from}
        WHERE ${best}.way = ${sql.raw(String(index))} AND ${best}.flows <= ${maxWork} AND ${allOf(tests)}`;
    }),
  );
  return {
    ctes: [
      ...asked.ctes,
      sql`${best}(way, flows) AS MATERIALIZED (SELECT * FROM (${sql.join(counts, sql` UNION ALL `)}) ORDER BY flows, way LIMIT 1)`,
    ],
    rows: sql`SELECT * FROM (${sql.join(arms, sql` UNION ALL `)}) LIMIT ${limitExpression(maxWork / 2 + 1)}`,
    flowsRead: sql`(SELECT flows FROM ${best})`,
  };
}
