import type { AmbiguousFlow, FlowRow } from '../../store/write/trade-flow.ts';
import type { ImportNote } from '../import-report.ts';
import type { TableRow } from '../table/table.ts';
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

/** Rows per batch. Other writers wait for one batch, which takes some tenths of a second. */
const batchSize = 20_000;
/** Approximate maximum of buffered text; reaching it writes the batch early. */
const maxBufferedBytes = 4 << 20;
/** Maximum number of reported rejections. */
export const maxReported = 100;

/** Imports one table: reads cells into rows and writes them in batches. */
export class TableImport {
  readonly notes: ImportNote[] = [];
  readonly #mapping: Mapping;
  readonly #readers: RowContext;
  readonly #sink: TableSink;
  readonly #rejects: FlowRejectsFile | undefined;
  #readRow: RowReader | undefined;
  /** Whether the table has rejected rows of another table. Rows that are rejected again are not written again. */
  isRejectsTable = false;
  #rows: FlowRow[] = [];
  /** The buffered rows of a rejects table before parsing, to report their lines. */
  #bufferedRows: TableRow[] = [];
  /** Number of rows since the last batch, and the approximate size of their text. */
  #pendingCount = 0;
  #bufferedBytes = 0;
  #line: number;
  #multilineRows: { count: number; first: number } | undefined;

  constructor(mapping: Mapping, readers: RowContext, sink: TableSink, rejects: FlowRejectsFile | undefined) {
    this.#mapping = mapping;
    this.#readers = readers;
    this.#sink = sink;
    this.#rejects = rejects;
    this.#line = sink.startLine;
  }

  /** Handles the header. Returns the required columns, or why the header is invalid. */
  readHeader(header: readonly string[]): string[] | { fault: string } {
    const required = getRequiredColumns(this.#mapping, header);
    if (!required.every((name) => header.includes(name))) return required;
    const isRejectsTable = detectRejectsTable(header);
    if (typeof isRejectsTable === 'object') return isRejectsTable;
    this.isRejectsTable = isRejectsTable;
    if (this.#rejects) this.#rejects.header = [[...rejectColumns, ...header]];
    this.#readRow = createRowReader(this.#mapping, header, this.#readers, this.#sink.name);
    const unknown = findUnknownColumns(this.#mapping, header, rejectColumns);
    if (unknown.length > 0)
      this.#addNote(1, `Columns not used by the mapping: ${unknown.map((one) => `"${one}"`).join(', ')}.`);
    return required;
  }

  async processRows(rows: readonly TableRow[]): Promise<void> {
    const { counts } = this.#sink;
    for (const row of rows) {
      const { line, lineCount: lines = 1, fault } = row;
      if (this.#pendingCount >= batchSize || this.#bufferedBytes >= maxBufferedBytes || row.isFatal)
        await this.#flush(line);
      counts.read += 1;
      if (row.isFatal) {
        // Not saved with the progress, because a resumed import finds it again.
        counts.rejected += 1;
        counts.stop = { file: this.#sink.name, line, reason: fault ?? '' };
        return;
      }
      this.#line = line + lines;
      this.#pendingCount += 1;
      this.#processRow(row);
      if (lines === 1) continue;
      this.#multilineRows ??= { count: 0, first: line };
      this.#multilineRows.count += 1;
    }
  }

  #processRow(row: TableRow): void {
    const read = row.fault === undefined ? this.#readRow?.(row.cells) : { rejected: row.fault };
    if (!read) throw new Error('A row came before the header.');
    if ('rejected' in read) {
      this.#addRejection(row, read.rejected);
      return;
    }
    this.#rows.push(read);
    this.#readers.commodities.addReport(read);
    this.#bufferedBytes += read.product.length;
    if (!this.isRejectsTable) return;
    this.#bufferedRows.push(row);
    this.#bufferedBytes += estimateRowBytes(row.cells);
  }

  #addRejection({ line, cells: raw }: TableRow, reason: string): void {
    const { counts } = this.#sink;
    counts.rejected += 1;
    if (counts.rejections.length < maxReported) counts.rejections.push({ file: this.#sink.name, line, reason });
    if (this.isRejectsTable) return;
    this.#rejects?.add([String(line), reason, ...raw]);
    this.#bufferedBytes += estimateRowBytes(raw) + reason.length;
  }

  /** Ends the import of the table. Returns the path of its rejected rows. */
  async finish(): Promise<string | null> {
    if (this.#pendingCount > 0) await this.#flush(this.#line);
    await this.#sink.finish();
    const { areas, commodities } = this.#readers;
    if (commodities.codesWithoutEdition.length > 0)
      this.#addNote(1, formatWithoutEdition(commodities.codesWithoutEdition));
    const [mixed] = commodities.mixedEditions;
    const reporter = [...areas.countries, ...areas.groups].find(({ id }) => id === mixed?.reporterId)?.key;
    if (mixed) this.#addNote(1, formatMixedEditions(`${reporter}, ${mixed.year}`, [...mixed.editions]));
    if (this.#multilineRows) this.#addNote(this.#multilineRows.first, formatMultiline(this.#multilineRows.count));
    return (await this.#rejects?.close()) ?? null;
  }

  #addNote(line: number, note: string): void {
    this.notes.push({ file: this.#sink.name, line, note });
  }

  async #flush(line: number): Promise<void> {
    this.#sink.counts.rejects = await this.#rejects?.flush();
    const unclear = await this.#sink.write(this.#rows, line, this.isRejectsTable);
    const tableRows = this.#bufferedRows;
    this.#rows = [];
    this.#bufferedRows = [];
    this.#pendingCount = 0;
    this.#bufferedBytes = 0;
    for (const [index, flow] of unclear) {
      const row = tableRows[index];
      if (row) this.#addRejection(row, formatUnclear(flow));
    }
  }
}

/** Estimates the memory of a row. Empty cells have a cost too. */
const estimateRowBytes = (raw: readonly string[]): number =>
  raw.reduce((length, cell) => length + cell.length, 16 * raw.length);

function formatWithoutEdition(codes: readonly string[]): string {
  const count = codes.length === 1 ? 'A code is' : `${codes.length} codes are`;
  const examples = `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ', …' : ''}`;
  return `${count} not in HS2022, and the table does not state the edition (${examples}). Their commodities have no edition and no name unless the table gives one. If you know the edition, state it in the mapping ("commodity.edition").`;
}

const formatMixedEditions = (example: string, editions: readonly string[]): string =>
  `Some reports have codes of several editions (${example}: ${editions.toSorted().join(', ')}). Sums add them together, unless a filter selects one edition by the key of a commodity. Import one edition for each reporter and year.`;

const formatMultiline = (count: number): string =>
  `${count === 1 ? 'A row has' : `${count} rows have`} several lines inside quotes. If a quote was opened by mistake, the rows after it were read as part of the cell.`;

const formatUnclear = ({ conflict }: AmbiguousFlow): string =>
  `A flow that differs only in its figures exists already (value ${conflict.value ?? 'none'}, quantity ${conflict.quantity ?? 'none'}), and a table of rejects cannot show whether this row corrects it or is another flow. Correct the row in the original table, and import that.`;
