import { readFile, stat } from 'node:fs/promises';
import { badInput } from '../../model/errors.ts';
import { isObject } from '../../model/is-object.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { readCsv } from '../read-csv.ts';
import { readJsonl, truncatedLineReason } from '../read-jsonl.ts';
import { getErrorMessage, parseJsonLine, tooDeepMessage } from '../rejection-reason.ts';
import { detectDelimiter, detectEncoding, detectKind, type Encoding } from './detect-format.ts';
import type { TableFormat } from './table-format.ts';

/** A row as text, or why it cannot be read. */
export interface TableRow {
  /** The line, or the number of the row in a workbook or a JSON list. */
  line: number;
  cells: readonly string[];
  fault?: string;
  /** Nothing after this row was read. */
  isFatal?: true;
}

export interface Table extends TableFormat {
  columns: readonly string[];
  rows: AsyncIterable<TableRow>;
}

export interface TableOptions {
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
  /** The name of the sheet to read. Defaults to the first. */
  sheet?: string | undefined;
}

const maxColumns = 1_000;
/** A workbook or a JSON list is read completely before its first row. */
const maxWholeFileBytes = 128 * 1024 * 1024;

/** Opens a table: CSV with any usual delimiter and encoding, an Excel workbook, a JSON list of objects, or JSON Lines. */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw badInput(`There is no file "${path}".`);
  const kind = await detectKind(path);
  if ((kind === 'xlsx' || kind === 'json') && found.size > maxWholeFileBytes)
    throw badInput(`"${path}" has more than ${maxWholeFileBytes} bytes. Save it as CSV, which is read in parts.`);
  const table =
    kind === 'xlsx'
      ? await openWorkbook(path, options)
      : kind === 'delimited'
        ? await openCsv(path, options)
        : kind === 'json'
          ? await openJson(path, options)
          : await openJsonLines(path);
  if (table.columns.length > maxColumns)
    throw badInput(`"${path}" has ${table.columns.length} columns; the maximum is ${maxColumns}.`);
  return table;
}

async function openCsv(path: string, options: TableOptions): Promise<Table> {
  const encoding = options.encoding ?? (await detectEncoding(path));
  const delimiter = options.delimiter ?? (await detectDelimiter(path, encoding));
  let columns: string[] = [];
  const batches = readCsv(path, {
    columns: (header) => {
      columns = header.filter((name) => name !== '');
      return columns;
    },
    ...{ encoding, delimiter, allowsTrailingDelimiters: true },
  });
  // The header is known after the first batch.
  const first = await batches.next();
  async function* readRows(): AsyncGenerator<TableRow> {
    const all = first.done ? [] : [first.value];
    for (const batch of all) yield* batch.map(toTableRow);
    for await (const batch of batches) yield* batch.map(toTableRow);
  }
  const toTableRow = ({ line, cells, allCells, fault, isFatal }: (typeof first.value & object)[number]): TableRow => ({
    line,
    cells: fault === undefined ? cells : allCells,
    ...(fault !== undefined && { fault }),
    ...(isFatal && { isFatal }),
  });
  return { format: 'CSV', encoding, delimiter, columns, rows: withoutBlankRows(readRows()) };
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
    rows: toAsync(rows.map(({ line, cells }) => ({ line, cells: named.map(({ at }) => cells[at] ?? '') }))),
  };
}

function assertUniqueColumns(path: string, named: readonly { title: string }[]): void {
  const titles = named.map(({ title }) => title);
  if (titles.length === 0) throw badInput(`"${path}" is empty. A table must start with a row of column names.`);
  const duplicate = titles.find((title, index) => titles.indexOf(title) !== index);
  if (duplicate !== undefined) throw badInput(`The header of "${path}" has the column "${duplicate}" twice.`);
}

/** Formats a cell of a workbook. A date without a time is a day. */
function formatCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell).replace(/\s+/g, ' ').trim();
}

async function openJson(path: string, options: TableOptions): Promise<Table> {
  const encoding = options.encoding ?? (await detectEncoding(path));
  const text = new TextDecoder(encoding.toLowerCase()).decode(await readFile(path));
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw badInput(`"${path}" is not JSON, and none of it was read: ${getErrorMessage(error)}`);
  }
  if (isNestedDeeperThan(maxRecordDepth, list)) throw badInput(`"${path}": ${tooDeepMessage}`);
  if (!Array.isArray(list)) throw badInput(`"${path}" is not a list of objects. Expected [{ … }, { … }].`);
  const rows = list.map((value: unknown, index) => ({ line: index + 1, ...flattenObject(value) }));
  const columns = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
  return { format: 'JSON', encoding, columns, rows: toAsync(rows.map((row) => toCells(row, columns))) };
}

async function openJsonLines(path: string): Promise<Table> {
  const columns = new Set<string>();
  for await (const row of readObjects(path)) {
    for (const name of row.values.keys()) columns.add(name);
    if (columns.size > maxColumns) break;
  }
  const names = [...columns];
  async function* readRows(): AsyncGenerator<TableRow> {
    for await (const row of readObjects(path)) yield toCells(row, names);
  }
  return { format: 'JSON Lines', encoding: 'UTF-8', columns: names, rows: readRows() };
}

interface ObjectRow {
  line: number;
  values: ReadonlyMap<string, string>;
  fault?: string;
  isFatal?: true;
}

async function* readObjects(path: string): AsyncGenerator<ObjectRow> {
  for await (const { line, text, fault, isUnterminated } of readJsonl(path)) {
    try {
      if (fault !== undefined) throw badInput(fault);
      yield { line, ...flattenObject(parseJsonLine(text)) };
    } catch (error) {
      const reason = getErrorMessage(error);
      yield isUnterminated
        ? { line, values: new Map(), fault: `${reason} ${truncatedLineReason}`, isFatal: true }
        : { line, values: new Map(), fault: reason };
    }
  }
}

const toCells = ({ values, ...row }: ObjectRow, columns: readonly string[]): TableRow => ({
  ...row,
  cells: columns.map((name) => values.get(name) ?? ''),
});

/** Returns the values of an object as text: those of inner objects under names with dots, and lists joined by semicolons. */
function flattenObject(value: unknown): { values: Map<string, string>; fault?: string } {
  const values = new Map<string, string>();
  if (!isObject(value)) return { values, fault: 'The row is not an object. Expected { … }.' };
  const add = (name: string, inner: unknown): void => {
    if (isObject(inner)) for (const [key, item] of Object.entries(inner)) add(`${name}.${key}`, item);
    else if (Array.isArray(inner)) values.set(name, inner.map((item) => formatJson(item)).join('; '));
    else values.set(name, formatJson(inner));
  };
  for (const [key, item] of Object.entries(value)) add(key, item);
  return { values };
}

const formatJson = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

async function* withoutBlankRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const row of rows) if (row.fault !== undefined || row.cells.some((cell) => cell.trim() !== '')) yield row;
}

async function* toAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
