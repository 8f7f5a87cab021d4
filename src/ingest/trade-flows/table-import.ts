import type { AmbiguousFlow, FlowRow } from '../../store/write/trade-flow.ts';
import type { ImportNote } from '../import-run.ts';
import type { CsvRow } from '../read-csv.ts';
import type { Mapping } from './mapping.ts';
import { detectRejectsTable, type FlowRejectsFile, rejectColumns } from './rejects-table.ts';
import {
  createRowReader,
  findUnknownColumns,
  getRequiredColumns,
  type RowContext,
  type RowReader,
} from './row-reader.ts';
import type { TableSink } from './table-sink.ts';

/** Others who write wait for as long as a batch takes: some tenths of a second. */
const batchSize = 20_000;
/** About as many bytes of text are held until a batch is written, however few its rows. */
const maxBufferedBytes = 4 << 20;
/** So many rejections of a table are told. */
export const maxReported = 100;

/** One table on its way from cells to rows. */
export class TableImport {
  readonly notes: ImportNote[] = [];
  readonly #name: string;
  readonly #mapping: Mapping;
  readonly #readers: RowContext;
  readonly #sink: TableSink;
  readonly #rejects: FlowRejectsFile | undefined;
  #readRow: RowReader | undefined;
  /** The table is one of rejected rows: a part of another. What of it is rejected again stands there already. */
  isRejectsTable = false;
  #rows: FlowRow[] = [];
  /** Of a table of rejects: where its rows stand. */
  #bufferedCsvRows: CsvRow[] = [];
  /** How many were read since the last batch, and how much of their text is held. */
  #pendingCount = 0;
  #bufferedBytes = 0;
  #line: number;
  #multilineRows: { count: number; first: number } | undefined;

  constructor(
    name: string,
    mapping: Mapping,
    readers: RowContext,
    sink: TableSink,
    rejects: FlowRejectsFile | undefined,
  ) {
    this.#name = name;
    this.#mapping = mapping;
    this.#readers = readers;
    this.#sink = sink;
    this.#rejects = rejects;
    this.#line = sink.startLine;
  }

  /** Told of the header: the columns that must be there. */
  readHeader(header: readonly string[]): string[] | { fault: string } {
    const wanted = getRequiredColumns(this.#mapping, header);
    if (!wanted.every((name) => header.includes(name))) return wanted;
    const ofRejects = detectRejectsTable(header);
    if (typeof ofRejects === 'object') return ofRejects;
    this.isRejectsTable = ofRejects;
    this.#rejects?.setHeader(header);
    this.#readRow = createRowReader(this.#mapping, header, this.#readers);
    const unknown = findUnknownColumns(this.#mapping, header, rejectColumns);
    if (unknown.length > 0)
      this.notes.push({
        file: this.#name,
        line: 1,
        note: `Columns not used by the mapping: ${unknown.map((one) => `"${one}"`).join(', ')}.`,
      });
    return wanted;
  }

  async processRows(rows: readonly CsvRow[]): Promise<void> {
    const { counts } = this.#sink;
    for (const row of rows) {
      const { line, lineCount: lines, fault } = row;
      if (this.#pendingCount >= batchSize || this.#bufferedBytes >= maxBufferedBytes || row.isFatal)
        await this.#flush(line);
      counts.read += 1;
      if (row.isFatal) {
        // Not kept with how far it has come: who goes on from there finds it again.
        counts.rejected += 1;
        counts.stop = { file: this.#name, line, reason: fault ?? '' };
        return;
      }
      this.#line = line + lines;
      this.#pendingCount += 1;
      this.#processRow(row);
      if (lines > 1)
        this.#multilineRows = {
          count: (this.#multilineRows?.count ?? 0) + 1,
          first: this.#multilineRows?.first ?? line,
        };
    }
  }

  #processRow(row: CsvRow): void {
    const read = row.fault === undefined ? this.#readRow?.(row.allCells) : { rejected: row.fault };
    if (!read) throw new Error('A row came before the header.');
    if ('rejected' in read) {
      this.#addRejection(row, read.rejected);
      return;
    }
    this.#rows.push(read);
    this.#bufferedBytes += read.product.length;
    if (!this.isRejectsTable) return;
    this.#bufferedCsvRows.push(row);
    this.#bufferedBytes += estimateRowBytes(row.allCells);
  }

  #addRejection({ line, allCells: raw }: CsvRow, reason: string): void {
    const { counts } = this.#sink;
    counts.rejected += 1;
    if (counts.rejections.length < maxReported) counts.rejections.push({ file: this.#name, line, reason });
    if (this.isRejectsTable) return;
    this.#rejects?.add(raw, line, reason);
    this.#bufferedBytes += estimateRowBytes(raw) + reason.length;
  }

  /** Ends the import of the table: where its rejected rows are. */
  async finish(): Promise<string | null> {
    if (this.#pendingCount > 0) await this.#flush(this.#line);
    await this.#sink.finish();
    if (this.#multilineRows) this.notes.push(this.#createMultilineNote(this.#multilineRows));
    return (await this.#rejects?.close()) ?? null;
  }

  #createMultilineNote({ count, first }: { count: number; first: number }): ImportNote {
    return {
      file: this.#name,
      line: first,
      note: `${count === 1 ? 'A row has' : `${count} rows have`} several lines inside quotes. If a quote was opened by mistake, the rows after it were read as part of the cell.`,
    };
  }

  async #flush(line: number): Promise<void> {
    this.#sink.counts.rejects = await this.#rejects?.flush();
    const unclear = await this.#sink.write(this.#rows, line, this.isRejectsTable);
    const places = this.#bufferedCsvRows;
    this.#rows = [];
    this.#bufferedCsvRows = [];
    this.#pendingCount = 0;
    this.#bufferedBytes = 0;
    for (const [index, one] of unclear) {
      const place = places[index];
      if (place) this.#addRejection(place, formatUnclear(one));
    }
  }
}

/** About what a row takes in memory: many empty cells take more than their text. */
const estimateRowBytes = (raw: readonly string[]): number =>
  raw.reduce((length, cell) => length + cell.length, 16 * raw.length);

const formatUnclear = ({ conflict: than }: AmbiguousFlow): string =>
  `A flow that differs only in its figures exists already (value ${than.value ?? 'none'}, quantity ${than.quantity ?? 'none'}), and a table of rejects cannot show whether this row corrects it or is another flow. Correct the row in the original table, and import that.`;
