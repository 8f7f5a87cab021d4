import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { badInput } from '../model/errors.ts';

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

type ColumnSelector = (header: readonly string[]) => readonly string[] | { fault: string };

interface CsvOptions {
  /** Names of columns in the header, or a function that chooses them or rejects the header. */
  columns: readonly string[] | ColumnSelector;
  delimiter?: string;
  /** The first line to read after the header. Lines between are skipped. */
  firstLine?: number;
}

/** Maximum size of a row and of a line. */
const maxRecordBytes = 1 << 20;
const chunkSize = 1 << 16;

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8, with a header) in batches, with constant memory. A
 * broken file is read up to the error.
 */
export async function* readCsv(
  path: string,
  { columns, delimiter = ',', firstLine = 2 }: CsvOptions,
): AsyncGenerator<readonly CsvRow[]> {
  await assertFileExists(path);
  const parser = new CsvRowParser(typeof columns === 'function' ? columns : () => columns, delimiter, firstLine);
  const splitter = new LineSplitter();
  const skipper = new LineSkipper(firstLine);
  let isFirstChunk = true;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>) {
    const { lines, fault } = (isFirstChunk ? detectNonUtf8(chunk) : undefined) ?? splitter.push(chunk);
    isFirstChunk = false;
    await parser.write(skipper.dropSkippedLines(lines));
    if (fault !== undefined) await parser.abort(splitter.line, fault);
    const rows = parser.takeRows();
    if (rows.length > 0) yield rows;
    if (parser.isStopped) return;
  }
  const { lines, fault } = splitter.flush();
  await parser.write(skipper.dropSkippedLines(lines));
  if (fault === undefined) await parser.finish({ isUnterminated: lines.length > 0 });
  else await parser.abort(splitter.line, fault);
  const rows = parser.takeRows();
  if (rows.length > 0) yield rows;
}

async function assertFileExists(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw badInput(`There is no file "${path}".`);
}

const truncatedRowReason = 'The file ends in this row: it may be truncated.';

const newline = 0x0a;
const quote = 0x22;

/** First bytes of files that are mistaken for tables. */
const binarySignatures: readonly (readonly [bytes: readonly number[], fault: string])[] = [
  [[0x1f, 0x8b], 'The file is compressed (gzip). Unpack it first.'],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'The file is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV in UTF-8.',
  ],
  [[0xff, 0xfe], 'The file is UTF-16 text. Save it as UTF-8.'],
  [[0xfe, 0xff], 'The file is UTF-16 text. Save it as UTF-8.'],
];

/** Lines that were read completely, and why reading cannot continue. */
interface SplitLines {
  lines: Buffer;
  fault?: string;
}

const noLines = Buffer.alloc(0);

/** Detects files that are not UTF-8 text. In UTF-16 without a byte order mark, every second byte of ASCII is NUL. */
function detectNonUtf8(start: Buffer): SplitLines | undefined {
  const signature = binarySignatures.find(([bytes]) => bytes.every((byte, at) => start[at] === byte));
  const hasNul = start[0] === 0 || start[1] === 0;
  const fault = signature?.[1] ?? (hasNul ? 'The file is UTF-16 or binary. Save it as UTF-8 text.' : undefined);
  return fault === undefined ? undefined : { lines: noLines, fault };
}

/** Splits chunks at line ends and checks the encoding and length of lines. Lines before an error are passed on. */
class LineSplitter {
  /** The line on which the next bytes start; after an error, the line that has it. */
  line = 1;
  #partialLine: Buffer[] = [];
  #partialLength = 0;

  push(chunk: Buffer): SplitLines {
    const end = chunk.lastIndexOf(newline) + 1;
    const first = chunk.indexOf(newline) + 1;
    this.#partialLine.push(chunk.subarray(0, first));
    this.#partialLength += first;
    // Only a line that continues from the previous chunk can be too long, because chunks are smaller than the maximum.
    if (this.#partialLength > maxRecordBytes) return this.#failTooLong();
    if (end === 0) {
      this.#partialLine.push(chunk);
      this.#partialLength += chunk.length;
      return this.#partialLength > maxRecordBytes ? this.#failTooLong() : { lines: noLines };
    }
    const lines = Buffer.concat([...this.#partialLine, chunk.subarray(first, end)]);
    this.#partialLine = [chunk.subarray(end)];
    this.#partialLength = chunk.length - end;
    return this.#validateUtf8(lines);
  }

  flush(): SplitLines {
    return this.#validateUtf8(Buffer.concat(this.#partialLine));
  }

  #failTooLong(): SplitLines {
    return { lines: noLines, fault: `The line is longer than ${maxRecordBytes} bytes, which is too long for a table.` };
  }

  #validateUtf8(lines: Buffer): SplitLines {
    if (isUtf8(lines)) {
      this.line += countByte(lines, newline);
      return { lines };
    }
    let from = 0;
    for (;;) {
      const end = lines.indexOf(newline, from) + 1 || lines.length;
      if (!isUtf8(lines.subarray(from, end)))
        return { lines: lines.subarray(0, from), fault: 'The line is not UTF-8 text. Save the file as UTF-8.' };
      this.line += 1;
      from = end;
    }
  }
}

/** Drops the lines between the header and the first requested line. The header may have line breaks inside quotes. */
class LineSkipper {
  readonly #firstLine: number;
  /** The line on which the next bytes start. */
  #line = 1;
  #isInHeader = true;
  #quotes = 0;

  constructor(firstLine: number) {
    this.#firstLine = firstLine;
  }

  dropSkippedLines(lines: Buffer): Buffer {
    if (this.#line >= this.#firstLine) return lines;
    let at = 0;
    let header = 0;
    while (this.#line < this.#firstLine && at < lines.length) {
      const end = lines.indexOf(newline, at) + 1 || lines.length;
      if (this.#isInHeader) {
        header = end;
        this.#quotes += countByte(lines.subarray(at, end), quote);
        this.#isInHeader = this.#quotes % 2 === 1;
      }
      at = end;
      this.#line += 1;
    }
    return header === 0 ? lines.subarray(at) : Buffer.concat([lines.subarray(0, header), lines.subarray(at)]);
  }
}

function countByte(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

/** Messages for the parser's error codes. */
const parserErrorMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote that opens in this row is never closed.',
  CSV_MAX_RECORD_SIZE: `The row is longer than ${maxRecordBytes} bytes. Most likely a quote opens in it and is never closed.`,
  CSV_INVALID_CLOSING_QUOTE:
    'In this row a cell continues after its closing quote. Write quotes inside a quoted cell twice.',
  INVALID_OPENING_QUOTE: 'This row has a quote inside an unquoted cell. Quote the cell, and write the quote twice.',
};

/** Parses bytes into rows. Counts lines itself, because the parser's own line information takes a third more time. */
class CsvRowParser {
  isStopped = false;
  readonly #columns: ColumnSelector;
  readonly #delimiter: string;
  readonly #firstLine: number;
  readonly #parser: Parser;
  #line = 1;
  /** The number of cells in a row, and the positions of the requested ones. */
  #header: { width: number; positions: readonly number[] } | undefined;
  #rows: CsvRow[] = [];

  constructor(columns: ColumnSelector, delimiter: string, firstLine: number) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#firstLine = firstLine;
    this.#parser = parse({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      // Checked per row below: one row with another width must not end the import.
      relax_column_count: true,
      max_record_size: maxRecordBytes,
    });
    this.#parser.on('data', (cells: string[]) => this.#addRow(cells));
    // Handled by the pending write.
    this.#parser.on('error', () => undefined);
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
    this.#rows.push({
      line,
      lineCount: 1,
      cells: [],
      allCells: [],
      fault: `${fault} Nothing from here on was read.`,
      isFatal: true,
    });
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

  #addRow(cells: string[]): void {
    if (this.isStopped) return;
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    const lineCount = this.#line - line;
    if (this.#header === undefined) this.#readHeader(cells);
    else if (cells.length === this.#header.width)
      this.#rows.push({
        line,
        lineCount,
        cells: this.#header.positions.map((at) => cells[at] ?? ''),
        allCells: cells,
      });
    else if (cells.length > 1 || cells[0] !== '')
      this.#rows.push({
        line,
        lineCount,
        cells: [],
        allCells: cells,
        fault: this.#describeWidthMismatch(cells, this.#header.width),
      });
  }

  #describeWidthMismatch(cells: readonly string[], width: number): string {
    const hint = cells.some((cell) => cell.includes('\r'))
      ? ' Its lines end in CR only: save the file with LF or CRLF line endings.'
      : '';
    return `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the header ${width}.${hint}`;
  }

  #readHeader(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.trim());
    const selection = this.#columns(names);
    const columns = 'fault' in selection ? [] : selection;
    const missing = columns.filter((column) => !names.includes(column));
    const duplicate = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
    this.#header = { width: names.length, positions: columns.map((column) => names.indexOf(column)) };
    if (this.#firstLine > this.#line) this.#line = this.#firstLine;
    if (names.length === 1 && names[0] === '')
      this.#fail(1, 'The first line is empty. A table must start with a row of column names.');
    else if ('fault' in selection) this.#fail(1, selection.fault);
    else if (missing.length > 0 && cells.some((cell) => cell.trim().includes('\r')))
      this.#fail(1, 'The lines end in CR only. Save the file with LF or CRLF line endings.');
    else if (missing.length > 0)
      this.#fail(
        1,
        `The header has no column ${quoteNames(missing)}, only ${quoteNames(names)}.${this.#suggestDelimiter(names)}`,
      );
    else if (duplicate !== undefined) this.#fail(1, `The header has the column "${duplicate}" twice.`);
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

const quoteNames = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
