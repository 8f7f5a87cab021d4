import type { ImportReport } from '../ingest/import-records.ts';
import type { TableImportReport } from '../ingest/table/index.ts';
import { describeFormat } from '../ingest/table/table-format.ts';
import type { TradeFlowImportReport } from '../ingest/trade-flows/index.ts';
import { formatTable, pluralize } from './output.ts';

const maxShown = 5;

export const isTableReport = (report: ImportReport): report is TableImportReport => 'table' in report;

/** Formats how a table was read, and what became of each column. */
export function formatTableReport({ table }: TableImportReport): string[] {
  const { columns, skipped, combined, created, ...format } = table;
  return [
    `Read as ${describeFormat(format)}`,
    formatTable([
      ['column', 'fields', 'filled', 'empty', 'resolved', 'unresolved'],
      ...columns.map(({ column, fields, filled, empty, resolved, unresolved }) => [
        ...[column, fields.length > 0 ? fields.join(', ') : '(not used)'],
        ...[filled, empty, resolved, unresolved],
      ]),
    ]),
    ...columns.flatMap(({ column, unresolvedValues }) =>
      unresolvedValues.length === 0
        ? []
        : [
            `Unresolved in ${column}: ${unresolvedValues
              .slice(0, maxShown)
              .map(({ value, count }) => `${JSON.stringify(value)} (${count})`)
              .join(', ')}`,
          ],
    ),
    ...(skipped > 0 ? [`${pluralize(skipped, 'row')} skipped, as the mapping says ("only", "differing")`] : []),
    ...created.map(
      ({ noun, count, keys }) =>
        `New: ${pluralize(count, noun)}: ${keys.slice(0, maxShown).join(', ')}${count > maxShown ? ' …' : ''}`,
    ),
    ...(combined > 0 ? [`${pluralize(combined, 'row')} combined with an earlier row of the same key`] : []),
    '',
  ];
}

export const isFlowReport = (report: ImportReport): report is TradeFlowImportReport => 'formats' in report;

/** Formats how tables of trade flows were read, one line for each way. */
export function formatFlowFormats({ formats }: TradeFlowImportReport): string[] {
  const files = Map.groupBy(formats, (format) => describeFormat(format));
  return [...files].map(([description, { length }]) =>
    files.size === 1 ? `Read as ${description}` : `Read ${pluralize(length, 'table')} as ${description}`,
  );
}
