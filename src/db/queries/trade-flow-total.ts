import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type AliasedColumns, limitExpression, type StatementContext } from '../sql-builder.ts';
import { commodities, parties, sources } from '../tables/index.ts';
import type { TradeFlowFilter } from './trade-flow.ts';
import { selectSummableRows, summableColumns, type TradeFlowDimension } from './trade-flow-total-rows.ts';

/** How many rows are answered at most, where `first` does not say. */
export const maxTotals = 10_000;

/** The column of each dimension, and where the key stands that it sorts by. */
const dimensions: Record<TradeFlowDimension, { column: string; keyed?: SQLiteTable }> = {
  YEAR: { column: 'year' },
  REPORTER: { column: 'reporter_id', keyed: parties },
  PARTNER: { column: 'partner_id', keyed: parties },
  COMMODITY: { column: 'commodity_id', keyed: commodities },
  DIRECTION: { column: 'direction' },
};
export const dimensionColumn = (by: TradeFlowDimension): string => dimensions[by].column;

const fixedGroupColumns = ['direction', 'source_id', 'unit', 'valuation'];

export interface TradeFlowTotals {
  /** CTEs that the rest reads. SQLite takes a copy of one for each place that reads it, and not of too many: so there are few. */
  ctes: SQL;
  /** The rows in order, as many as are asked for or one too many; each tells the work that all of them took. */
  rows: SQL;
  /** How many flows had to be looked at. */
  flowsRead: SQL;
}

/** Flows summed by dimensions; directions, sources, units and valuations are never added. */
export function selectTradeFlowTotals(
  scope: StatementContext,
  by: readonly TradeFlowDimension[],
  filter: TradeFlowFilter,
  first: number | null | undefined,
): TradeFlowTotals {
  const found = selectSummableRows(scope, by, filter);
  const cells = sql.raw(scope.nextAlias());
  const columns = [...new Set([...by.map((one) => dimensions[one].column), ...fixedGroupColumns])];
  const grouped = sql.raw(columns.join(', '));
  const order = sql.join(
    [...by.map((one) => sortExpression(scope, dimensions[one])), ...fixedSortColumns(scope)],
    sql`, `,
  );
  return {
    ctes: sql`WITH RECURSIVE ${sql.join([...found.ctes, sql`${cells}(${sql.raw(summableColumns.join(', '))}) AS (${found.rows})`], sql`, `)}`,
    rows: sql`(SELECT *, sum(work) OVER () AS all_work FROM (SELECT ${grouped}, sum(value) AS value, sum(values_withheld) AS values_withheld,
      sum(quantity) AS quantity, sum(quantities_withheld) AS quantities_withheld, sum(flows) AS flows, sum(work) AS work
      FROM ${cells} GROUP BY ${grouped}) ORDER BY ${order} LIMIT ${limitExpression(first ?? maxTotals + 1)})`,
    flowsRead: found.flowsRead,
  };
}

function sortExpression(scope: StatementContext, { column, keyed }: { column: string; keyed?: SQLiteTable }): SQL {
  if (!keyed) return sql.raw(column);
  const { row, from } = scope.aliasTable(keyed) as { row: AliasedColumns; from: SQL };
  return sql`(SELECT ${row.key} FROM ${from} WHERE ${row.id} = ${sql.raw(column)})`;
}

const fixedSortColumns = (scope: StatementContext): SQL[] => [
  sql.raw('direction'),
  sortExpression(scope, { column: 'source_id', keyed: sources }),
  sql.raw('unit'),
  sql.raw('valuation'),
];
