import type { FlowRow, Unclear } from '../../store/write/trade-flow.ts';
import type { Note } from '../import-run.ts';
import type { CsvRow } from '../read-csv.ts';
import type { Mapping } from './mapping.ts';
import { type FlowRejects, isOfRejects, rejectColumns } from './rejects-table.ts';
import { type Readers, type RowReader, rowReader, unknownColumns, wantedColumns } from './row-reader.ts';
import type { TableSink } from './table-sink.ts';

/** Others who write wait for as long as a batch takes: some tenths of a second. */
const batchSize = 20_000;
/** About as many bytes of text are held until a batch is written, however few its rows. */
const mostHeld = 4 << 20;
/** So many rejections of a table are told. */
export const kept = 100;

/** One table on its way from cells to rows. */
export class TableReading {
  readonly notes: Note[] = [];
  readonly #name: string;
  readonly #mapping: Mapping;
  readonly #readers: Readers;
  readonly #sink: TableSink;
  readonly #rejects: FlowRejects | undefined;
  #read: RowReader | undefined;
  /** The table is one of rejected rows: a part of another. What of it is rejected again stands there already. */
  isPart = false;
  #rows: FlowRow[] = [];
  /** Of a table of rejects: where its rows stand. */
  #places: CsvRow[] = [];
  /** How many were read since the last batch, and how much of their text is held. */
  #pending = 0;
  #held = 0;
  #line: number;
  #overLines: { count: number; first: number } | undefined;

  constructor(name: string, mapping: Mapping, readers: Readers, sink: TableSink, rejects: FlowRejects | undefined) {
    this.#name = name;
    this.#mapping = mapping;
    this.#readers = readers;
    this.#sink = sink;
    this.#rejects = rejects;
    this.#line = sink.line;
  }

  /** Told of the header: the columns that must be there. */
  begin(header: readonly string[]): string[] | { fault: string } {
    const wanted = wantedColumns(this.#mapping, header);
    if (!wanted.every((name) => header.includes(name))) return wanted;
    const ofRejects = isOfRejects(header);
    if (typeof ofRejects === 'object') return ofRejects;
    this.isPart = ofRejects;
    this.#rejects?.columns(header);
    this.#read = rowReader(this.#mapping, header, this.#readers);
    const unknown = unknownColumns(this.#mapping, header, rejectColumns);
    if (unknown.length > 0)
      this.notes.push({
        file: this.#name,
        line: 1,
        note: `Columns that the mapping leaves out: ${unknown.map((one) => `"${one}"`).join(', ')}.`,
      });
    return wanted;
  }

  async take(rows: readonly CsvRow[]): Promise<void> {
    const { counts } = this.#sink;
    for (const row of rows) {
      const { line, lines, fault } = row;
      if (this.#pending >= batchSize || this.#held >= mostHeld || row.stops) await this.#flush(line);
      counts.read += 1;
      if (row.stops) {
        // Not kept with how far it has come: who goes on from there finds it again.
        counts.rejected += 1;
        counts.stop = { file: this.#name, line, reason: fault ?? '' };
        return;
      }
      this.#line = line + lines;
      this.#pending += 1;
      this.#takeOne(row);
      if (lines > 1)
        this.#overLines = { count: (this.#overLines?.count ?? 0) + 1, first: this.#overLines?.first ?? line };
    }
  }

  #takeOne(row: CsvRow): void {
    const read = row.fault === undefined ? this.#read?.(row.raw) : { rejected: row.fault };
    if (!read) throw new Error('A row came before the header.');
    if ('rejected' in read) {
      this.#reject(row, read.rejected);
      return;
    }
    this.#rows.push(read);
    this.#held += read.product.length;
    if (!this.isPart) return;
    this.#places.push(row);
    this.#held += lengthOf(row.raw);
  }

  #reject({ line, raw }: CsvRow, reason: string): void {
    const { counts } = this.#sink;
    counts.rejected += 1;
    if (counts.rejections.length < kept) counts.rejections.push({ file: this.#name, line, reason });
    if (this.isPart) return;
    this.#rejects?.add(raw, line, reason);
    this.#held += lengthOf(raw) + reason.length;
  }

  /** Ends the import of the table: where its rejected rows are. */
  async end(): Promise<string | null> {
    if (this.#pending > 0) await this.#flush(this.#line);
    await this.#sink.end();
    if (this.#overLines) this.notes.push(this.#noteOfLines(this.#overLines));
    return (await this.#rejects?.close()) ?? null;
  }

  #noteOfLines({ count, first }: { count: number; first: number }): Note {
    return {
      file: this.#name,
      line: first,
      note: `${count === 1 ? 'A row goes' : `${count} rows go`} over several lines, inside quotes. Where a quote was opened by mistake, what follows is no row of its own.`,
    };
  }

  async #flush(line: number): Promise<void> {
    this.#sink.counts.rejects = await this.#rejects?.flush();
    const unclear = await this.#sink.write(this.#rows, line, this.isPart);
    const places = this.#places;
    this.#rows = [];
    this.#places = [];
    this.#pending = 0;
    this.#held = 0;
    for (const [index, one] of unclear) {
      const place = places[index];
      if (place) this.#reject(place, explain(one));
    }
  }
}

/** About what a row takes in memory: many empty cells take more than their text. */
const lengthOf = (raw: readonly string[]): number =>
  raw.reduce((length, cell) => length + cell.length, 16 * raw.length);

const explain = ({ than }: Unclear): string =>
  `A flow that is alike in all but its figures is on record (value ${than.value ?? 'none'}, quantity ${than.quantity ?? 'none'}), and a table of rejects can't tell whether this one corrects it or stands beside it. Mend the row in the table that it came from, and import that.`;
