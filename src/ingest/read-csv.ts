import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { badInput } from '../model/errors.ts';

/** A row of a table: the cells of the columns that were asked for, in their order; or why there is none. */
export interface CsvRow {
  /** Where it begins. */
  line: number;
  /** Over how many lines it goes: more than one where a quoted cell holds ends of lines. */
  lineCount: number;
  cells: readonly string[];
  /** All cells of the row, as far as it could be read. */
  allCells: readonly string[];
  /** What is wrong with the row. */
  fault?: string;
  /** The fault is the file's, and this is the last row: what comes after was not read. */
  isFatal?: true;
}

type ColumnSelector = (header: readonly string[]) => readonly string[] | { fault: string };

interface CsvOptions {
  /** By their names in the header, or chosen from those that it has, which may be found wrong. */
  columns: readonly string[] | ColumnSelector;
  delimiter?: string;
  /** The first line to read after the header; those before it are skipped unread. */
  firstLine?: number;
}

/** The longest row, and the longest line, in bytes: a longer one is not a table's. */
const maxRecordBytes = 1 << 20;
const chunkSize = 1 << 16;

/**
 * The rows of a CSV file (RFC 4180, UTF-8, with a header), many at a time: what is held in memory does not grow with the file. A file
 * that breaks off in the middle is read up to there.
 */
export async function* readCsv(
  path: string,
  { columns, delimiter = ',', firstLine: from = 2 }: CsvOptions,
): AsyncGenerator<readonly CsvRow[]> {
  await assertFileExists(path);
  const reading = new CsvRowParser(typeof columns === 'function' ? columns : () => columns, delimiter, from);
  const lines = new LineSplitter();
  const skipping = new LineSkipper(from);
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>) {
    const { whole, fault } = (first ? detectNonUtf8(chunk) : undefined) ?? lines.push(chunk);
    first = false;
    await reading.write(skipping.dropSkippedLines(whole));
    if (fault !== undefined) await reading.abort(lines.line, fault);
    const rows = reading.takeRows();
    if (rows.length > 0) yield rows;
    if (reading.isStopped) return;
  }
  const { whole, fault } = lines.flush();
  await reading.write(skipping.dropSkippedLines(whole));
  if (fault === undefined) await reading.finish();
  else await reading.abort(lines.line, fault);
  const rows = reading.takeRows();
  if (rows.length > 0) yield rows;
}

async function assertFileExists(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw badInput(`There is no file "${path}".`);
}

const newline = 0x0a;
const quote = 0x22;

/** Files that are taken for a table by mistake, by how they begin. */
const binarySignatures: readonly (readonly [bytes: readonly number[], fault: string])[] = [
  [[0x1f, 0x8b], 'The file is compressed (gzip), and no table as it is. Unpack it first.'],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'The file is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV in UTF-8.',
  ],
  [[0xff, 0xfe], 'The file is UTF-16 text. Save it in UTF-8.'],
  [[0xfe, 0xff], 'The file is UTF-16 text. Save it in UTF-8.'],
];

/** What a file is that holds no text of UTF-8: without a mark of its own, every second byte of UTF-16 is NUL. */
function detectNonUtf8(start: Buffer): { whole: Buffer; fault: string } | undefined {
  const known = binarySignatures.find(([bytes]) => bytes.every((byte, at) => start[at] === byte))?.[1];
  const unmarked =
    start[0] === 0 || start[1] === 0 ? 'The file is UTF-16 text, to be saved in UTF-8, or no text at all.' : undefined;
  const fault = known ?? unmarked;
  return fault === undefined ? undefined : { whole: Buffer.alloc(0), fault };
}

/** Bytes cut at the ends of lines, and what is wrong with a line before it is parsed: what stands before that is handed on. */
class LineSplitter {
  /** The line on which the next bytes begin; with a fault, the line that has it. */
  line = 1;
  #partialLine: Buffer[] = [];
  #partialLength = 0;

  push(chunk: Buffer): { whole: Buffer; fault?: string } {
    const end = chunk.lastIndexOf(newline) + 1;
    const first = chunk.indexOf(newline) + 1;
    this.#partialLine.push(chunk.subarray(0, first));
    this.#partialLength += first;
    // Only the line that the chunk goes on with can be too long: chunks are shorter than the longest line.
    if (this.#partialLength > maxRecordBytes) return this.#failTooLong();
    if (end === 0) {
      this.#partialLine.push(chunk);
      this.#partialLength += chunk.length;
      return this.#partialLength > maxRecordBytes ? this.#failTooLong() : { whole: Buffer.alloc(0) };
    }
    const whole = Buffer.concat([...this.#partialLine, chunk.subarray(first, end)]);
    this.#partialLine = [chunk.subarray(end)];
    this.#partialLength = chunk.length - end;
    return this.#validateUtf8(whole);
  }

  flush(): { whole: Buffer; fault?: string } {
    return this.#validateUtf8(Buffer.concat(this.#partialLine));
  }

  #failTooLong(): { whole: Buffer; fault: string } {
    return { whole: Buffer.alloc(0), fault: `The line is longer than ${maxRecordBytes} bytes: no line of a table is.` };
  }

  #validateUtf8(whole: Buffer): { whole: Buffer; fault?: string } {
    if (isUtf8(whole)) {
      this.line += countByte(whole, newline);
      return { whole };
    }
    let from = 0;
    for (;;) {
      const end = whole.indexOf(newline, from) + 1 || whole.length;
      if (!isUtf8(whole.subarray(from, end)))
        return { whole: whole.subarray(0, from), fault: 'The line is not UTF-8 text. Save the file in that encoding.' };
      this.line += 1;
      from = end;
    }
  }
}

/** Leaves out the lines between the header and the first that is wanted. The header goes on while a quote is open in it. */
class LineSkipper {
  readonly #firstLine: number;
  /** The line on which the next bytes begin. */
  #line = 1;
  #isInHeader = true;
  #quotes = 0;

  constructor(from: number) {
    this.#firstLine = from;
  }

  dropSkippedLines(whole: Buffer): Buffer {
    if (this.#line >= this.#firstLine) return whole;
    let at = 0;
    let header = 0;
    while (this.#line < this.#firstLine && at < whole.length) {
      const end = whole.indexOf(newline, at) + 1 || whole.length;
      if (this.#isInHeader) {
        header = end;
        this.#quotes += countByte(whole.subarray(at, end), quote);
        this.#isInHeader = this.#quotes % 2 === 1;
      }
      at = end;
      this.#line += 1;
    }
    return header === 0 ? whole.subarray(at) : Buffer.concat([whole.subarray(0, header), whole.subarray(at)]);
  }
}

function countByte(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

/** What the parser's errors mean, by its codes. */
const parserErrorMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote that opens in this row is never closed.',
  CSV_MAX_RECORD_SIZE: `The row is longer than ${maxRecordBytes} bytes. Most likely a quote opens in it and is never closed.`,
  CSV_INVALID_CLOSING_QUOTE:
    'In this row a cell goes on after its closing quote. Inside a quoted cell, a quote is written twice.',
  INVALID_OPENING_QUOTE:
    'In this row a quote stands inside a cell that is not quoted. Quote the cell, and write the quote twice.',
};

/** Turns bytes into rows. The line of a row is known by counting: asking the parser for it would take a third more time. */
class CsvRowParser {
  isStopped = false;
  readonly #columns: ColumnSelector;
  readonly #delimiter: string;
  readonly #firstLine: number;
  readonly #parser: Parser;
  #line = 1;
  /** How many cells a row has, and where in it those stand that are wanted. */
  #header: { width: number; wanted: readonly number[] } | undefined;
  #rows: CsvRow[] = [];

  constructor(columns: ColumnSelector, delimiter: string, from: number) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#firstLine = from;
    this.#parser = parse({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      // Told by the row, below: one row of another width is not the end of the file.
      relax_column_count: true,
      max_record_size: maxRecordBytes,
    });
    this.#parser.on('data', (cells: string[]) => this.#addRow(cells));
    // It reaches whoever writes.
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

  async finish(): Promise<void> {
    if (this.isStopped) return;
    await this.#failOnCsvError(this.#waitForEnd());
    if (this.#header === undefined && !this.isStopped)
      this.fail(1, 'The file is empty: a table begins with a row of column names.');
  }

  /** The parser holds the last bytes back until it knows what follows: what stands before the fault is a row still. */
  async abort(line: number, fault: string): Promise<void> {
    if (this.isStopped) return;
    const cut = await this.#waitForEnd().then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof CsvError)) throw error;
        return true;
      },
    );
    // A row that was begun further up, and goes on to here.
    if (cut && this.#line < line)
      this.fail(this.#line, `A quote opens in this row, and line ${line} is still in it: ${fault}`);
    else this.fail(line, fault);
  }

  #waitForEnd(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Where the last row is the header, and is refused, the parser is stopped before it comes to its end.
    this.#parser.once('end', resolve).once('close', resolve).once('error', reject).end();
    return promise;
  }

  fail(line: number, fault: string): void {
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
      this.fail(this.#line, parserErrorMessages[error.code] ?? `The row cannot be read: ${error.message}`);
    }
  }

  #addRow(cells: string[]): void {
    if (this.isStopped) return;
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells) if (cell.includes('\n')) this.#line += cell.split('\n').length - 1;
    const lines = this.#line - line;
    if (this.#header === undefined) this.#readHeader(cells);
    else if (cells.length === this.#header.width)
      this.#rows.push({
        line,
        lineCount: lines,
        cells: this.#header.wanted.map((at) => cells[at] ?? ''),
        allCells: cells,
      });
    else if (cells.length > 1 || cells[0] !== '')
      this.#rows.push({
        line,
        lineCount: lines,
        cells: [],
        allCells: cells,
        fault: this.#describeWidthMismatch(cells, this.#header.width),
      });
  }

  #describeWidthMismatch(cells: readonly string[], width: number): string {
    const ends = cells.some((cell) => cell.includes('\r'))
      ? ' Lines in it end in CR alone: save the file with lines that end in LF or CRLF.'
      : '';
    return `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the header ${width}.${ends}`;
  }

  #readHeader(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.trim());
    const chosen = this.#columns(names);
    const columns = 'fault' in chosen ? [] : chosen;
    const missing = columns.filter((column) => !names.includes(column));
    const doubled = columns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
    this.#header = { width: names.length, wanted: columns.map((column) => names.indexOf(column)) };
    if (this.#firstLine > this.#line) this.#line = this.#firstLine;
    if (names.length === 1 && names[0] === '')
      this.fail(1, 'The first line is empty: a table begins with a row of column names.');
    else if ('fault' in chosen) this.fail(1, chosen.fault);
    else if (missing.length > 0 && cells.some((cell) => cell.trim().includes('\r')))
      this.fail(1, 'The lines end in CR alone. Save the file with lines that end in LF or CRLF.');
    else if (missing.length > 0)
      this.fail(
        1,
        `The header has no column ${quoteNames(missing)}, only ${quoteNames(names)}.${this.#suggestDelimiter(names)}`,
      );
    else if (doubled !== undefined) this.fail(1, `The header has the column "${doubled}" twice.`);
  }

  #suggestDelimiter(names: readonly string[]): string {
    const [header = ''] = names;
    const other = [';', '\t', '|', ','].find(
      (one) => one !== this.#delimiter && names.length === 1 && header.includes(one),
    );
    return other === undefined
      ? ''
      : ` It looks separated by ${other === '\t' ? 'tabs' : `"${other}"`}, not by "${this.#delimiter}".`;
  }
}

const quoteNames = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
