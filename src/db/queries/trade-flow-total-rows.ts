import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { totalCode, totalKey } from '../../model/harmonized-system.ts';
import { type AliasedColumns, allOf, notTrue, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { sumDimensions, tradeFlowSums, tradeFlows, tradeFlowUnsummed } from '../tables/index.ts';
import type { TradeFlowFilter } from './trade-flow.ts';
import { FlowSumFilter, type FlowTests, listFlowTests } from './trade-flow-sum-filter.ts';
import { isReportedByMembers } from './union-reports.ts';

export type TradeFlowDimension = 'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION';

/** The work limit of one query, about a second: a sum counts once, and a flow, which must be looked up, twice. */
export const maxWork = 1_000_000;

interface SummableRows {
  /** CTEs used by the other expressions. */
  ctes: SQL[];
  /** The rows to add up, with `summableColumns`. */
  rows: SQL;
  /** The number of flows that are read for them. */
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

/** The dimensions needed for grouping and filtering, as bits of `sumDimensions`. */
function requiredDimensions(
  by: readonly TradeFlowDimension[],
  { reporter, reporterKey, partner, partnerKey, either }: TradeFlowFilter,
  goods: SQL | undefined,
): number {
  const has = (bit: number, needed: unknown): number => (needed ? bit : 0);
  return (
    has(sumDimensions.reporter, by.includes('REPORTER') || reporter || reporterKey || either) |
    has(sumDimensions.partner, by.includes('PARTNER') || partner || partnerKey || either) |
    has(sumDimensions.commodity, by.includes('COMMODITY') || goods)
  );
}

/**
 * Selects precomputed sums with enough dimensions if there are any, else individual flows. Never counts a flow together with
 * one that contains it: neither a subheading with its heading, unless they are separate rows, nor a group's total with its
 * countries, nor the report of a union with those of its members.
 */
export function selectSummableRows(
  scope: StatementContext,
  by: readonly TradeFlowDimension[],
  filter: TradeFlowFilter,
): SummableRows {
  if (!by.includes('COMMODITY')) assertTotalAlone(filter);
  const sumFilter = new FlowSumFilter(scope, filter);
  const { commodityIds: goods } = sumFilter;
  const needed = requiredDimensions(by, filter, goods);
  const containedTests = (row: SumColumns): SQL[] => [
    ...(goods && !by.includes('COMMODITY') ? [sql`${row.withinId} NOT IN (${goods})`] : []),
    // A single party is selected as it is, even if it contains others.
    ...(by.includes('PARTNER') || filter.partnerKey?.eq != null ? [] : [sql`NOT ${row.itemized}`]),
    ...(by.includes('REPORTER') || filter.reporter || filter.reporterKey?.eq != null
      ? []
      : [sql`NOT ${isReportedByMembers(row)}`]),
    ...(needed & sumDimensions.commodity ? [] : [sql`${row.withinId} = 0`]),
  ];
  if (needed === allDimensions) return selectIndividualFlows(scope, sumFilter, containedTests);
  const where = (row: SumColumns): SQL =>
    allOf([checkDeadline(row), ...listFlowTests(sumFilter.testsFor(row)), ...containedTests(row)]);
  const sums = scope.aliasTable(tradeFlowSums);
  const late = scope.aliasTable(tradeFlowUnsummed);
  const flow = flowAsSum(scope);
  const ofYear = sql`${flow.row.sourceId} = ${late.row.sourceId} AND ${flow.row.year} = ${late.row.year}`;
  return {
    ctes: sumFilter.ctes,
    rows: sql`SELECT * FROM (SELECT ${selectColumns(sums.row, 1)} FROM ${sums.from} WHERE ${sums.row.dimensions} = ${needed || sumDimensions.reporter} AND ${where(sums.row)} LIMIT ${maxWork + 1})
      UNION ALL SELECT * FROM (SELECT ${selectColumns(flow.row, 2)} FROM ${late.from} CROSS JOIN ${flow.from} ON ${ofYear} WHERE ${flow.isLongestPeriod} AND ${where(flow.row)} LIMIT ${maxWork / 2 + 1})`,
    flowsRead: sql`0`,
  };
}

/** Sums have no id of their own. */
const checkDeadline = ({ year, reporterId, partnerId, commodityId }: SumColumns): SQL =>
  withinDeadline(sql`(${year} + ${reporterId} + ${partnerId} + ${commodityId})`);

/** The total of all commodities is no heading above them, so a sum of both would count them twice. */
function assertTotalAlone({ commodity }: TradeFlowFilter): void {
  const codes = commodity?.code?.in ?? [];
  if (codes.length > 1 && codes.some((code) => code === totalCode || code === totalKey))
    throw badInput(
      `filter.commodity.code.in: ${totalCode} includes the other commodities (${codes.join(', ')}). Filter by it alone, or add COMMODITY to "by".`,
      'filter.commodity.code.in',
    );
}

const selectColumns = (row: SumColumns, work: number): SQL =>
  sql`${sql.join(
    [...dimensionColumns, ...measureColumns].map((column) => row[column]),
    sql`, `,
  )}, ${sql.raw(String(work))}`;

/** A flow with the columns of a sum. */
function flowAsSum(scope: StatementContext): { row: SumColumns; from: SQL; isLongestPeriod: SQL } {
  const { row, from }: { row: AliasedColumns<typeof tradeFlows>; from: SQL } = scope.aliasTable(tradeFlows);
  return {
    from,
    isLongestPeriod: sql`NOT ${row.withinPeriod}`,
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

/** One way to read the flows: for each index that it uses, the tests that the index serves and the remaining tests. */
type AccessPath = { indexTests: SQL[]; remainingTests: SQL[] }[];

function accessPaths(tests: FlowTests, indexed: FlowTests): AccessPath[] {
  const { years, others } = tests;
  const without = (...names: (keyof FlowTests)[]): SQL[] =>
    listFlowTests({ ...tests, years: [], ...Object.fromEntries(names.map((name) => [name, undefined])) });
  const pathsFor = (name: 'reporter' | 'partner' | 'commodity'): AccessPath[] =>
    indexed[name] ? [[{ indexTests: [indexed[name], ...years], remainingTests: without(name) }]] : [];
  const paths = [...pathsFor('reporter'), ...pathsFor('partner'), ...pathsFor('commodity')];
  if (paths.length === 0 && tests.either && indexed.either)
    paths.push([
      { indexTests: [indexed.either[0], ...years], remainingTests: without('either') },
      { indexTests: [indexed.either[1], ...years], remainingTests: [notTrue(tests.either[0]), ...without('either')] },
    ]);
  return paths.length > 0 ? paths : [[{ indexTests: years, remainingTests: others }]];
}

/** Reads flows by the index with the fewest rows, which are counted first, up to the work limit. */
function selectIndividualFlows(
  scope: StatementContext,
  sumFilter: FlowSumFilter,
  containedTests: (row: SumColumns) => SQL[],
): SummableRows {
  const best = sql.raw(scope.nextAlias());
  const probe = flowAsSum(scope);
  const counts = accessPaths(sumFilter.testsFor(probe.row), sumFilter.testsFor(probe.row, true)).map((path, index) => {
    const arms = path.map(
      ({ indexTests }) =>
        sql`(SELECT count(*) FROM (SELECT 1 FROM ${probe.from} WHERE ${allOf(indexTests)} LIMIT ${maxWork + 1}))`,
    );
    return sql`SELECT ${sql.raw(String(index))} AS way, ${sql.join(arms, sql` + `)} AS flows`;
  });
  const flow = flowAsSum(scope);
  const arms = accessPaths(sumFilter.testsFor(flow.row), sumFilter.testsFor(flow.row, true)).flatMap((path, index) =>
    path.map(({ indexTests, remainingTests }) => {
      const tests = [
        ...indexTests,
        ...[...remainingTests, flow.isLongestPeriod, ...containedTests(flow.row)].map((test) => sql`+(${test})`),
      ];
      return sql`SELECT ${selectColumns(flow.row, 2)} FROM ${best} CROSS JOIN ${flow.from}
        WHERE ${best}.way = ${sql.raw(String(index))} AND ${best}.flows <= ${maxWork} AND ${checkDeadline(flow.row)} AND ${allOf(tests)}`;
    }),
  );
  return {
    ctes: [
      ...sumFilter.ctes,
      sql`${best}(way, flows) AS MATERIALIZED (SELECT * FROM (${sql.join(counts, sql` UNION ALL `)}) ORDER BY flows, way LIMIT 1)`,
    ],
    rows: sql`SELECT * FROM (${sql.join(arms, sql` UNION ALL `)}) LIMIT ${maxWork / 2 + 1}`,
    flowsRead: sql`(SELECT flows FROM ${best})`,
  };
}
