import { basename, dirname, extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import type { FlowRow, MetRows, Unclear } from '../../db/writes/trade-flow.ts';
import { sumNextSlice } from '../../db/writes/trade-flow-sum.ts';
import { digestOf } from '../../digest.ts';
import { type CsvRow, readCsv } from '../csv.ts';
import type { Note, Rejection, Report } from '../run.ts';
import { renewStatistics } from '../statistics.ts';
import { digestOfTable, tablesOf } from './files.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { leanHeap, letGoOfPages } from './memory.ts';
import { prepare } from './prepare.ts';
import { FlowRejects, isOfRejects, rejectColumns } from './rejects.ts';
import { type Readers, type RowReader, rowReader, unknownColumns, wantedColumns } from './row.ts';
import { openTable, patienceMs, pauseMs, rehearseTable, type TableSink } from './table.ts';

export interface FlowOptions {
  /** The name of a shipped mapping, or the path of one. */
  mapping: string;
  dryRun: boolean;
  /** Where rejected rows go; those of a folder's tables to a folder of that name, without its ending. */
  rejectsFile: string;
  onProgress?: ((read: number) => void) | undefined;
}

/** Others who write wait for as long as a batch takes: some tenths of a second. */
const batchSize = 20_000;
/** About as many bytes of text are held until a batch is written, however few its rows. */
const mostHeld = 4 << 20;
const kept = 100;

/**
 * Brings in a table of measured trade, or a folder of them, in batches that are each written whole, with how far they have come: what stops
 * in the middle goes on from there. A cell that cannot be read rejects its row.
 */
export async function importFlows(
  db: Database,
  path: string,
  { mapping: name, dryRun, rejectsFile, onProgress }: FlowOptions,
): Promise<Report> {
  const read = readMapping(name);
  const { tables, leftOut } = await tablesOf(path);
  const readers = await prepare(db, name, read, dryRun);
  using _memory = leanHeap();
  const report: Report = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    vanished: 0,
    rejections: [],
    notes:
      leftOut.length === 0
        ? []
        : [{ file: basename(path), note: `Left out: ${leftOut.join(', ')}. The .csv files that lie in the folder itself are read.` }],
    rejectsFile: null,
  };
  const stops: Rejection[] = [];
  const ofTables = join(dirname(rejectsFile), basename(rejectsFile, extname(rejectsFile)));
  const ended: TableReading[] = [];
  let met: MetRows | undefined;
  for (const [index, table] of tables.entries()) {
    const named = { source: read.mapping.source.key, name: table.name, digest: await digestOfTable(table.path, digestOf(read.mapping)) };
    const rejects = dryRun
      ? undefined
      : new FlowRejects(tables.length === 1 ? rejectsFile : join(ofTables, table.name), read.mapping.delimiter);
    // A later table has to know what those before it have met.
    const canResume = ({ rejectsLength }: TableSink['counts']): boolean => index === 0 && (rejects?.holds(rejectsLength) ?? false);
    const sink = dryRun ? await rehearseTable(db, named, met) : await openTable(db, readers, named, { canResume, met });
    met = sink.met;
    await rejects?.begin(sink.counts.rejectsLength);
    if (sink.resumed)
      report.notes.push({
        file: table.name,
        line: sink.line,
        note: 'An earlier import of the same table was stopped before this line, and went on from here.',
      });
    const reading = new TableReading(table.name, read.mapping, readers, sink, rejects);
    const before = report.read;
    for await (const rows of readCsv(table.path, {
      columns: (header) => reading.begin(header),
      delimiter: read.mapping.delimiter,
      from: sink.line,
    })) {
      await reading.take(rows);
      onProgress?.(before + sink.counts.read);
    }
    const rejected = await reading.end();
    if (rejected !== null) report.rejectsFile = tables.length === 1 ? rejected : ofTables;
    for (const outcome of ['read', 'created', 'updated', 'unchanged', 'rejected'] as const) report[outcome] += sink.counts[outcome];
    if (sink.counts.stop) stops.push(sink.counts.stop);
    report.rejections.push(...sink.counts.rejections.slice(0, kept - report.rejections.length));
    ended.push(reading);
  }
  for (const reading of ended) {
    report.vanished += await reading.vanished();
    report.notes.push(...reading.notes);
  }
  if (!dryRun) {
    await db.write(letGoOfPages, { patienceMs });
    // Others who wait to write look every few milliseconds whether they can.
    while (await db.write(sumNextSlice, { patienceMs })) await setTimeout(pauseMs);
  }
  if (!dryRun) await renewStatistics(db, { table: tradeFlows, created: report.created }, { patienceMs });
  // That a table was not read to its end is told first, however many of its rows were rejected.
  return { ...report, rejections: [...stops, ...report.rejections] };
}

/** One table on its way from cells to rows. */
class TableReading {
  readonly notes: Note[] = [];
  readonly #name: string;
  readonly #mapping: Mapping;
  readonly #readers: Readers;
  readonly #sink: TableSink;
  readonly #rejects: FlowRejects | undefined;
  #read: RowReader | undefined;
  /** The table is one of rejected rows: a part of another. */
  #isPart = false;
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
    this.#isPart = ofRejects;
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
      const { line, lines, raw, fault } = row;
      if (this.#pending >= batchSize || this.#held >= mostHeld) await this.#flush(line);
      this.#line = line + lines;
      this.#pending += 1;
      counts.read += 1;
      if (row.stops) counts.stop = { file: this.#name, line, reason: fault ?? '' };
      if (row.stops) counts.rejected += 1;
      else this.#takeOne(row, fault === undefined ? this.#read?.(raw) : { rejected: fault });
      if (lines > 1) this.#overLines = { count: (this.#overLines?.count ?? 0) + 1, first: this.#overLines?.first ?? line };
    }
  }

  #takeOne(row: CsvRow, read: ReturnType<RowReader> | undefined): void {
    if (!read) throw new Error('A row came before the header.');
    if ('rejected' in read) {
      this.#reject(row, read.rejected);
      return;
    }
    this.#rows.push(read);
    this.#held += read.product.length;
    if (!this.#isPart) return;
    this.#places.push(row);
    this.#held += lengthOf(row.raw);
  }

  #reject({ line, raw }: CsvRow, reason: string): void {
    const { counts } = this.#sink;
    counts.rejected += 1;
    if (counts.rejections.length < kept) counts.rejections.push({ file: this.#name, line, reason });
    this.#rejects?.add(raw, line, reason);
    this.#held += lengthOf(raw) + reason.length;
  }

  /** Ends the import of the table: where its rejected rows are. */
  async end(): Promise<string | null> {
    await this.#flush(this.#line);
    await this.#sink.end();
    if (this.#overLines) this.notes.push(this.#noteOfLines(this.#overLines));
    return (await this.#rejects?.close()) ?? null;
  }

  /** How many rows, brought in before from a table of that name, it had no more. */
  async vanished(): Promise<number> {
    const vanished = this.#isPart ? 0 : await this.#sink.vanished();
    if (vanished > 0)
      this.notes.push({
        file: this.#name,
        note: `${vanished === 1 ? 'A flow' : `${vanished} flows`} that a table of this name brought in before ${vanished === 1 ? 'is' : 'are'} not in it. The record keeps ${vanished === 1 ? 'it' : 'them'}.`,
      });
    return vanished;
  }

  #noteOfLines({ count, first }: { count: number; first: number }): Note {
    return {
      file: this.#name,
      line: first,
      note: `${count === 1 ? 'A row goes' : `${count} rows go`} over several lines, inside quotes. Where a quote was opened by mistake, what follows is no row of its own.`,
    };
  }

  async #flush(line: number): Promise<void> {
    this.#sink.counts.rejectsLength = (await this.#rejects?.flush()) ?? 0;
    const unclear = await this.#sink.write(this.#rows, line, this.#isPart);
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
const lengthOf = (raw: readonly string[]): number => raw.reduce((length, cell) => length + cell.length, 16 * raw.length);

const explain = ({ than }: Unclear): string =>
  `A flow that is alike in all but its figures is on record (value ${than.value ?? 'none'}, quantity ${than.quantity ?? 'none'}), and a table of rejects can't tell whether this one corrects it or stands beside it. Mend the row in the table that it came from, and import that.`;
