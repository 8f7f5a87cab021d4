import { getColumns, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { hasUnionReports, isReportedByMembers } from '../../db/queries/union-reports.ts';
import { sumDimensions, tradeFlowSums, tradeFlows, tradeFlowUnsummed } from '../../db/tables/index.ts';
import type { Writer } from '../writer.ts';

interface Slice {
  source: number;
  year: number;
}

const { reporter, partner, commodity } = sumDimensions;
const columns = sql.join(
  Object.values(getColumns(tradeFlowSums)).map(({ name }) => sql.raw(name)),
  sql`, `,
);

/**
 * The number of flows that can be summed in about a second, as part of a correction. Larger years
 * are summed by the next import, and queries on them are slower until then.
 */
const maxFlowsPerCorrection = 200_000;

/** Computes the pending sums if there are few flows to add up. */
export function sumPendingIfSmall(writer: Writer): void {
  const unsummed = sql`SELECT 1 FROM ${tradeFlowUnsummed} JOIN ${tradeFlows} USING (source_id, year) LIMIT ${maxFlowsPerCorrection + 1}`;
  const flows = writer.get<{ n: number }>(sql`SELECT count(*) AS "n" FROM (${unsummed})`)?.n ?? 0;
  if (flows <= maxFlowsPerCorrection) while (sumNextSlice(writer));
}

/** Computes the pending sums of one year of one source; returns false if none are pending. */
export function sumNextSlice(tx: Pick<Writer, 'get' | 'run'> | Transaction): boolean {
  const slice = tx.get<Slice | undefined>(
    sql`SELECT ${tradeFlowUnsummed.sourceId} AS "source", ${tradeFlowUnsummed.year} AS "year" FROM ${tradeFlowUnsummed} LIMIT 1`,
  );
  if (!slice) return false;
  for (const rows of sumQueries(slice, hasUnions(tx, slice)))
    tx.run(sql`INSERT INTO ${tradeFlowSums} (${columns}) ${rows}`);
  tx.run(
    sql`DELETE FROM ${tradeFlowUnsummed} WHERE ${tradeFlowUnsummed.sourceId} = ${slice.source} AND ${tradeFlowUnsummed.year} = ${slice.year}`,
  );
  return true;
}

const hasUnions = (tx: Pick<Writer, 'get'> | Transaction, { source, year }: Slice): boolean =>
  tx.get<{ has: number } | undefined>(hasUnionReports(source, year))?.has === 1;

/** A row of the table with the reports of a union whose members report too. */
const isUnionReport = (table: string): SQL => {
  const column = (name: string): SQL => sql.raw(`${table}.${name}`);
  return isReportedByMembers({
    reporterId: column('reporter_id'),
    year: column('year'),
    sourceId: column('source_id'),
    direction: column('direction'),
  });
};

/**
 * Returns the queries for the sums of a slice. The last three read the results of the earlier ones. Sums without reporters
 * exclude a union whose members report too.
 */
function sumQueries(slice: Slice, hasUnions: boolean): SQL[] {
  const all = sql`1`;
  const notPart = sql.raw('within_id IS NULL');
  const notItemized = sql.raw('NOT itemized');
  const [flowOnce, sumOnce] = hasUnions
    ? [sql`NOT ${isUnionReport('trade_flows')}`, sql`NOT ${isUnionReport('trade_flow_sums')}`]
    : [all, all];
  return [
    fromFlows(slice, reporter | partner, { where: notPart }),
    fromFlows(slice, commodity | reporter, { where: notItemized }),
    fromFlows(slice, commodity | partner, { where: flowOnce }),
    fromSums(slice, reporter, reporter | partner, notItemized),
    fromSums(slice, partner, reporter | partner, sumOnce),
    fromSums(slice, commodity, commodity | reporter, sumOnce),
  ];
}

/** Discards the sums of the years in which the group reports, after its members have changed. */
export function discardSumsOfUnion(writer: Writer, group: number): void {
  const slices = writer.all<Slice>(
    sql`SELECT DISTINCT ${tradeFlows.sourceId} AS "source", ${tradeFlows.year} AS "year" FROM ${tradeFlows} WHERE ${tradeFlows.reporterId} = ${group}`,
  );
  for (const { source, year } of slices) {
    writer.run(
      sql`DELETE FROM ${tradeFlowSums} WHERE ${tradeFlowSums.dimensions} IN (1, 2, 3, 4, 5, 6) AND ${tradeFlowSums.year} = ${year} AND ${tradeFlowSums.sourceId} = ${source}`,
    );
    writer.run(sql`INSERT OR IGNORE INTO ${tradeFlowUnsummed} (source_id, year) VALUES (${source}, ${year})`);
  }
  if (slices.length > 0) sumPendingIfSmall(writer);
}

/** The most selective columns come first, so that sorting compares fewer columns. */
const groupByIds = (dimensions: number): SQL =>
  sql.raw(
    [
      dimensions & commodity ? 'of_commodity' : '',
      dimensions & reporter ? 'of_reporter' : '',
      dimensions & partner ? 'of_partner' : '',
    ]
      .filter(Boolean)
      .join(', '),
  );
const dimensionOrZero = (dimensions: number, bit: number, column: string, as = column): SQL =>
  sql.raw(`${dimensions & bit ? column : '0'} AS ${as}`);

function fromFlows({ source, year }: Slice, dimensions: number, { where }: { where: SQL }): SQL {
  return sql`SELECT ${dimensions}, year, source_id, direction, coalesce(unit, '') AS told_unit, coalesce(valuation, '') AS told_valuation,
    ${dimensionOrZero(dimensions, commodity, 'commodity_id', 'of_commodity')}, ${dimensionOrZero(dimensions, reporter, 'reporter_id', 'of_reporter')},
    ${dimensionOrZero(dimensions, partner, 'partner_id', 'of_partner')}, ${dimensionOrZero(dimensions, commodity, 'coalesce(within_id, 0)', 'of_within')},
    ${dimensionOrZero(dimensions, partner, 'itemized', 'of_itemized')},
    sum(value), sum(value_status = 'CONFIDENTIAL'), sum(quantity), sum(quantity_status = 'CONFIDENTIAL'), count(*)
    FROM ${tradeFlows} INDEXED BY trade_flows_source WHERE source_id = ${source} AND year = ${year} AND NOT within_period AND ${where}
    GROUP BY ${groupByIds(dimensions)}, of_within, of_itemized, direction, told_unit, told_valuation`;
}

function fromSums({ source, year }: Slice, dimensions: number, from: number, where: SQL): SQL {
  return sql`SELECT ${dimensions}, year, source_id, direction, unit, valuation, ${dimensionOrZero(dimensions, commodity, 'commodity_id', 'of_commodity')},
    ${dimensionOrZero(dimensions, reporter, 'reporter_id', 'of_reporter')}, ${dimensionOrZero(dimensions, partner, 'partner_id', 'of_partner')},
    ${dimensionOrZero(dimensions, commodity, 'within_id', 'of_within')}, 0 AS of_itemized,
    sum(value), sum(values_withheld), sum(quantity), sum(quantities_withheld), sum(flows)
    FROM ${tradeFlowSums} WHERE dimensions = ${from} AND source_id = ${source} AND year = ${year} AND ${where}
    GROUP BY ${groupByIds(dimensions)}, of_within, direction, unit, valuation`;
}
