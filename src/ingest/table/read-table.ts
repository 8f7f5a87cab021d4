import { readFile, stat } from 'node:fs/promises';
import { badInput } from '../../model/errors.ts';
import { describeDuplicates, findHeaderFault, readCsv } from '../read-csv.ts';
import { getErrorMessage } from '../rejection-reason.ts';
import { detectFormat, type Encoding } from './detect-format.ts';
import { openJson, openJsonLines } from './read-json-table.ts';
import { maxColumns, type Table, type TableOptions, type TableRow } from './table.ts';

/** A workbook or a JSON list is read completely before its first row. */
const maxWholeFileBytes = 128 * 1024 * 1024;

/** Opens a table: CSV with any usual delimiter and encoding, an Excel workbook, a JSON list of objects, or JSON Lines. */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw badInput(`"${path}" is a folder. Expected the file of a table.`);
  if (!found?.isFile()) throw badInput(`There is no file "${path}".`);
  const detected = options.detected ?? (await detectFormat(path, options));
  const { kind, encoding = 'UTF-8', delimiter = ',' } = detected;
  if (kind === 'binary')
    return {
      ...{ format: 'binary', columns: [] },
      batches: toBatches([{ line: 1, cells: [], fault: detected.fault ?? '', isFatal: true }]),
    };
  if ((kind === 'xlsx' || kind === 'json') && found.size > maxWholeFileBytes)
    throw badInput(`"${path}" has more than ${maxWholeFileBytes} bytes. Save it as CSV, which is read in parts.`);
  const table =
    kind === 'delimited'
      ? await openCsv(path, { ...options, encoding, delimiter })
      : selectRows(
          kind === 'xlsx'
            ? await openWorkbook(path, options)
            : kind === 'json'
              ? await openJson(path, { ...options, encoding })
              : await openJsonLines(path, options),
          options,
        );
  if (table.columns.length > maxColumns)
    throw badInput(`"${path}" has ${table.columns.length} columns; the maximum is ${maxColumns}.`);
  return table;
}

type CsvTableOptions = TableOptions & { encoding: Encoding; delimiter: string };

async function openCsv(path: string, options: CsvTableOptions): Promise<Table> {
  const { encoding, delimiter, header, selectColumns } = options;
  let columns: readonly string[] = [];
  const batches = readCsv(path, {
    columns: (names) => {
      columns = selectColumns ? names : names.filter((name) => name !== '');
      return selectColumns?.(names) ?? columns;
    },
    ...{ encoding, delimiter, header, allowsTrailingDelimiters: true, hasQuotes: options.quotes ?? true },
    ...(options.firstLine !== undefined && { firstLine: options.firstLine }),
  });
  // The header is known after the first batch.
  const first = await batches.next();
  type CsvRows = typeof first.value & object;
  const toTableRow = ({ line, lineCount, cells, allCells, fault, isFatal }: CsvRows[number]): TableRow => ({
    line,
    ...(lineCount > 1 && { lineCount }),
    cells: fault === undefined && !selectColumns ? cells : allCells,
    ...(fault !== undefined && { fault }),
    ...(isFatal && { isFatal }),
  });
  async function* readBatches(): AsyncGenerator<readonly TableRow[]> {
    for (const batch of first.done ? [] : [first.value]) yield toTableRows(batch);
    for await (const batch of batches) yield toTableRows(batch);
  }
  const toTableRows = (batch: CsvRows): TableRow[] => batch.map(toTableRow).filter(isFilled);
  return { format: 'CSV', encoding, delimiter, columns, batches: readBatches() };
}

const isFilled = ({ fault, cells }: TableRow): boolean =>
  fault !== undefined || cells.some((cell) => cell.trim() !== '');

/** JSON has no header, but its first row is read if the first line after a header is. */
const firstLineAfterHeader = 2;

/** Checks the header of a table that is not CSV, and leaves out rows before the first line to read. */
function selectRows(table: Table, { selectColumns, firstLine = 0 }: TableOptions): Table {
  const fault = selectColumns && findHeaderFault(table.columns, selectColumns(table.columns));
  async function* readBatches(): AsyncGenerator<readonly TableRow[]> {
    if (fault !== undefined) return yield [{ line: 1, cells: [], fault, isFatal: true }];
    for await (const batch of table.batches)
      yield batch.filter((row) => (firstLine <= firstLineAfterHeader || row.line >= firstLine) && isFilled(row));
  }
  return { ...table, batches: readBatches() };
}

async function openWorkbook(path: string, { sheet: name }: TableOptions): Promise<Table> {
  const { default: readWorkbook } = await import('read-excel-file/node');
  const sheets = await readWorkbook(await readFile(path)).catch((error: unknown) => {
    throw badInput(`"${path}" is not an Excel workbook (.xlsx): ${getErrorMessage(error)}`);
  });
  const found = name === undefined ? sheets[0] : sheets.find(({ sheet }) => sheet === name);
  if (!found)
    throw badInput(
      `"${path}" has no sheet ${JSON.stringify(name ?? '')}, only ${sheets.map(({ sheet }) => JSON.stringify(sheet)).join(', ')}.`,
    );
  const lines = found.data.map((cells, index) => ({ line: index + 1, cells: cells.map(formatCell) }));
  const [header, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const named = (header?.cells ?? []).flatMap((title, at) => (title === '' ? [] : [{ title, at }]));
  assertUniqueColumns(path, named);
  return {
    ...{ format: 'XLSX', sheet: found.sheet },
    columns: named.map(({ title }) => title),
    batches: toBatches(rows.map(({ line, cells }) => ({ line, cells: named.map(({ at }) => cells[at] ?? '') }))),
  };
}

function assertUniqueColumns(path: string, named: readonly { title: string }[]): void {
  const titles = named.map(({ title }) => title);
  if (titles.length === 0) throw badInput(`"${path}" is empty. A table must start with a row of column names.`);
  const duplicates = [...new Set(titles.filter((title, index) => titles.indexOf(title) !== index))];
  if (duplicates.length > 0) throw badInput(describeDuplicates(`The header of "${path}"`, duplicates));
}

/** Formats a cell of a workbook. A date without a time is a day. */
function formatCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell).replace(/\s+/g, ' ').trim();
}

async function* toBatches(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  yield rows;
}
