import { stringify } from 'csv-stringify/sync';
import { formatCell, type Table, type Write } from './table.ts';

/** Writes a table as CSV (RFC 4180) in UTF-8, with a header. */
export async function writeCsv({ columns, rows }: Table, write: Write): Promise<void> {
  await write(formatCsvRow(columns.map(({ name }) => name)));
  for await (const row of rows) await write(formatCsvRow(row.map(formatCell)));
}

const formatCsvRow = (cells: readonly string[]): string => stringify([cells]);

/** Formats a row for a spreadsheet, which must not run a formula in it. */
export const formatSpreadsheetRow = (cells: readonly string[]): string =>
  stringify([cells], {
    escape_formulas: true,
    cast: { string: (cell) => (isNumber.test(cell) ? { value: cell, escape_formulas: false } : cell) },
  });

const isNumber = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
