import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { commodities, parties, sources } from '../tables/index.ts';
import type { TradeFlowFilter } from './trade-flow.ts';
import { selectSummableRows, summableColumns, type TradeFlowDimension } from './trade-flow-total-rows.ts';

/** The maximum number of rows if `first` is not given. */
export const maxTotals = 10_000;

/** The column of each dimension, and the table with the key by which it is sorted. */
const dimensions: Record<TradeFlowDimension, { column: string; keyTable?: SQLiteTable }> = {
  YEAR: { column: 'year' },
  REPORTER: { column: 'reporter_id', keyTable: parties },
  PARTNER: { column: 'partner_id', keyTable: parties },
  COMMODITY: { column: 'commodity_id', keyTable: commodities },
  DIRECTION: { column: 'direction' },
};
export const dimensionColumn = (by: TradeFlowDimension): string => dimensions[by].column;

const fixedGroupColumns = ['direction', 'source_id', 'unit', 'valuation'];

export interface TradeFlowTotals {
  /** CTEs used by the other expressions. Few, because SQLite copies a CTE for each use and limits the copies. */
  ctes: SQL;
  /** The rows in order, up to `first` or one more than the maximum; each has the work that all of them took. */
  rows: SQL;
  /** The number of flows that are read. */
  flowsRead: SQL;
}

/** Sums flows by dimensions. Directions, sources, units and valuations are never added together. */
export function selectTradeFlowTotals(
  scope: StatementContext,
  by: readonly TradeFlowDimension[],
  filter: TradeFlowFilter,
  first: number | null | undefined,
): TradeFlowTotals {
  const summable = selectSummableRows(scope, by, filter);
  const cells = sql.raw(scope.nextAlias());
  const columns = [...new Set([...by.map((dimension) => dimensions[dimension].column), ...fixedGroupColumns])];
  const grouped = sql.raw(columns.join(', '));
  const order = sql.join(
    [...by.map((dimension) => sortExpression(scope, dimensions[dimension])), ...fixedSortColumns(scope)],
    sql`, `,
  );
  return {
    ctes: sql`WITH RECURSIVE ${sql.join([...summable.ctes, sql`${cells}(${sql.raw(summableColumns.join(', '))}) AS (${summable.rows})`], sql`, `)}`,
    rows: sql`(SELECT *, sum(work) OVER () AS all_work FROM (SELECT ${grouped}, sum(value) AS value, sum(values_withheld) AS values_withheld,
      sum(quantity) AS quantity, sum(quantities_withheld) AS quantities_withheld, sum(flows) AS flows, sum(work) AS work
      FROM ${cells} GROUP BY ${grouped}) ORDER BY ${order} LIMIT ${first ?? maxTotals + 1})`,
    flowsRead: summable.flowsRead,
  };
}

function sortExpression(
  scope: StatementContext,
  { column, keyTable }: { column: string; keyTable?: SQLiteTable },
): SQL {
  if (!keyTable) return sql.raw(column);
  const { row, from } = scope.aliasTable(keyTable) as { row: AliasedColumns; from: SQL };
  return sql`(SELECT ${row.key} FROM ${from} WHERE ${row.id} = ${sql.raw(column)})`;
}

const fixedSortColumns = (scope: StatementContext): SQL[] => [
  sql.raw('direction'),
  sortExpression(scope, { column: 'source_id', keyTable: sources }),
  sql.raw('unit'),
  sql.raw('valuation'),
];
