import { stat } from 'node:fs/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { badInput } from '../model/errors.ts';
import { createLineSkipper, maxRecordBytes, readLineBlocks } from './csv-lines.ts';

/** A row of a table: the cells of the requested columns in that order, or why it cannot be read. */
export interface CsvRow {
  /** The line on which the row starts. */
  line: number;
  /** More than 1 if a quoted cell has line breaks. */
  lineCount: number;
  cells: readonly string[];
  /** All cells of the row, as far as they could be read. */
  allCells: readonly string[];
  /** Why the row is invalid. */
  fault?: string;
  /** The file is broken or truncated: nothing after this row was read. */
  isFatal?: true;
}

/** Chooses the columns that are needed, or rejects the header. */
export type ColumnSelector = (header: readonly string[]) => readonly string[] | { fault: string };

interface CsvOptions {
  /** Names of columns in the header, or a function that chooses them or rejects the header. */
  columns: readonly string[] | ColumnSelector;
  delimiter?: string;
  /** The first line to read after the header. Lines between are skipped. */
  firstLine?: number;
  /** The encoding, by its WHATWG label. Defaults to UTF-8, which is checked. */
  encoding?: string | undefined;
  /** Whether a row may end in delimiters that the header does not have. */
  allowsTrailingDelimiters?: boolean;
  /** The names of the columns of a file without a header. */
  header?: readonly string[] | undefined;
  /** Whether cells may be quoted, which is the default. Otherwise a quote is text. */
  hasQuotes?: boolean;
}

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8, with a header) in batches, with constant memory. A
 * broken file is read up to the error.
 */
export async function* readCsv(
  path: string,
  { columns, encoding, header, ...options }: CsvOptions,
): AsyncGenerator<readonly CsvRow[]> {
  await assertFileExists(path);
  const { delimiter = ',', allowsTrailingDelimiters = false, hasQuotes = true } = options;
  const firstLine = options.firstLine ?? (header ? 1 : 2);
  const parser = new CsvRowParser({
    ...{ delimiter, firstLine, allowsTrailingDelimiters, header, hasQuotes },
    columns: typeof columns === 'function' ? columns : () => columns,
  });
  const dropSkippedLines = createLineSkipper(firstLine, header === undefined);
  for await (const { lines, line, fault, isLast } of readLineBlocks(path, encoding)) {
    await parser.write(dropSkippedLines(lines));
    if (fault !== undefined) await parser.abort(line, fault);
    else if (isLast) await parser.finish({ isUnterminated: lines.length > 0 });
    const rows = parser.takeRows();
    if (rows.length > 0) yield rows;
    if (parser.isStopped) return;
  }
}

async function assertFileExists(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw badInput(`There is no file "${path}".`);
}

const truncatedRowReason = 'The file ends in this row: it may be truncated.';

/** Messages for the parser's error codes. */
const parserErrorMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote that opens in this row is never closed.',
  CSV_MAX_RECORD_SIZE: `The row is longer than ${maxRecordBytes} bytes. Most likely a quote opens in it and is never closed.`,
  CSV_INVALID_CLOSING_QUOTE:
    'In this row a cell continues after its closing quote. Write quotes inside a quoted cell twice.',
  INVALID_OPENING_QUOTE: 'This row has a quote inside an unquoted cell. Quote the cell, and write the quote twice.',
};

interface ParserOptions {
  columns: ColumnSelector;
  delimiter: string;
  firstLine: number;
  allowsTrailingDelimiters: boolean;
  header: readonly string[] | undefined;
  hasQuotes: boolean;
}

/** Parses bytes into rows. Counts lines itself, because the parser's own line information takes a third more time. */
class CsvRowParser {
  isStopped = false;
  readonly #columns: ColumnSelector;
  readonly #delimiter: string;
  readonly #firstLine: number;
  readonly #allowsTrailingDelimiters: boolean;
  readonly #parser: Parser;
  #line = 1;
  /** The number of cells in a row, and the positions of the requested ones. */
  #header: { width: number; positions: readonly number[] } | undefined;
  #rows: CsvRow[] = [];

  constructor({ columns, delimiter, firstLine, allowsTrailingDelimiters, header, hasQuotes }: ParserOptions) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#firstLine = firstLine;
    this.#allowsTrailingDelimiters = allowsTrailingDelimiters;
    this.#parser = parse({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      // Checked per row below: one row with another width must not end the import.
      relax_column_count: true,
      max_record_size: maxRecordBytes,
      ...(!hasQuotes && { quote: null }),
    });
    this.#parser.on('data', (cells: string[]) => this.#addRow(cells));
    // Handled by the pending write.
    this.#parser.on('error', () => undefined);
    if (header) this.#readHeader(header);
  }

  takeRows(): readonly CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  async write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0 || this.isStopped) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#parser.write(bytes, (error) => (error ? reject(error) : resolve()));
    await this.#failOnCsvError(promise);
  }

  /** Ends the input. A short last row without a line end means that the file is truncated. */
  async finish({ isUnterminated }: { isUnterminated: boolean }): Promise<void> {
    if (this.isStopped) return;
    await this.#failOnCsvError(this.#waitForEnd());
    const last = this.#rows.at(-1);
    if (
      !this.isStopped &&
      isUnterminated &&
      last?.fault !== undefined &&
      last.allCells.length < (this.#header?.width ?? 0)
    )
      this.#rows.splice(-1, 1, { ...last, fault: `${last.fault} ${truncatedRowReason}`, isFatal: true });
    if (this.#header === undefined && !this.isStopped)
      this.#fail(1, 'The file is empty. A table must start with a row of column names.');
  }

  /** Stops at an error. Ends the input first, because the parser may hold back a complete row. */
  async abort(line: number, fault: string): Promise<void> {
    if (this.isStopped) return;
    const isCut = await this.#waitForEnd().then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof CsvError)) throw error;
        return true;
      },
    );
    // The row started on an earlier line and continues up to here.
    if (isCut && this.#line < line)
      this.#fail(this.#line, `A quote that opens in this row is still open on line ${line}: ${fault}`);
    else this.#fail(line, fault);
  }

  #waitForEnd(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // The parser closes without an end event if the last row is a rejected header.
    this.#parser.once('end', resolve).once('close', resolve).once('error', reject).end();
    return promise;
  }

  #fail(line: number, fault: string): void {
    if (this.isStopped) return;
    this.isStopped = true;
    const reason = `${fault} Nothing from here on was read.`;
    this.#rows.push({ line, lineCount: 1, cells: [], allCells: [], fault: reason, isFatal: true });
    this.#parser.destroy();
  }

  async #failOnCsvError(done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.#fail(this.#line, parserErrorMessages[error.code] ?? `The row cannot be read: ${error.message}`);
    }
  }

  #addRow(all: string[]): void {
    if (this.isStopped) return;
    const line = this.#line;
    this.#line += 1;
    const cells = this.#removeTrailingCells(all);
    for (const cell of all) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    const row = { line, lineCount: this.#line - line, allCells: cells };
    if (this.#header === undefined) this.#readHeader(cells);
    else if (cells.length === this.#header.width)
      this.#rows.push({ ...row, cells: this.#header.positions.map((at) => cells[at] ?? '') });
    else if (cells.length > 1 || cells[0] !== '')
      this.#rows.push({ ...row, cells: [], fault: describeWidthMismatch(cells, this.#header.width) });
  }

  #removeTrailingCells(cells: string[]): string[] {
    const { width = Infinity } = this.#header ?? {};
    return this.#allowsTrailingDelimiters && cells.slice(width).every((cell) => cell === '')
      ? cells.slice(0, width)
      : cells;
  }

  #readHeader(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.trim());
    const selection = this.#columns(names);
    const columns = 'fault' in selection ? [] : selection;
    this.#header = { width: names.length, positions: columns.map((column) => names.indexOf(column)) };
    if (this.#firstLine > this.#line) this.#line = this.#firstLine;
    const isMissing = columns.some((column) => !names.includes(column));
    const fault =
      names.length === 1 && names[0] === ''
        ? 'The first line is empty. A table must start with a row of column names.'
        : isMissing && cells.some((cell) => cell.trim().includes('\r'))
          ? 'The lines end in CR only. Save the file with LF or CRLF line endings.'
          : findHeaderFault(names, selection);
    if (fault !== undefined) this.#fail(1, `${fault}${isMissing ? this.#suggestDelimiter(names) : ''}`);
  }

  #suggestDelimiter(names: readonly string[]): string {
    const [header = ''] = names;
    const other = [';', '\t', '|', ','].find(
      (delimiter) => delimiter !== this.#delimiter && names.length === 1 && header.includes(delimiter),
    );
    return other === undefined
      ? ''
      : ` It looks separated by ${other === '\t' ? 'tabs' : `"${other}"`}, not by "${this.#delimiter}".`;
  }
}

/** Returns why a header cannot be used: a column that is needed is missing, or occurs twice. */
export function findHeaderFault(names: readonly string[], selection: ReturnType<ColumnSelector>): string | undefined {
  if ('fault' in selection) return selection.fault;
  const missing = selection.filter((column) => !names.includes(column));
  if (missing.length > 0) return `The header has no column ${quoteNames(missing)}, only ${quoteNames(names)}.`;
  const duplicates = [...new Set(selection)].filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return duplicates.length === 0 ? undefined : describeDuplicates('The header', duplicates);
}

export const describeDuplicates = (header: string, duplicates: readonly string[]): string =>
  `${header} has the column${duplicates.length === 1 ? '' : 's'} ${quoteNames(duplicates)} twice. Give each column a name of its own.`;

function describeWidthMismatch(cells: readonly string[], width: number): string {
  const hint = cells.some((cell) => cell.includes('\r'))
    ? ' Its lines end in CR only: save the file with LF or CRLF line endings.'
    : '';
  return `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the header ${width}.${hint}`;
}

const quoteNames = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
