import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import type { FlowRow } from '../../db/writes/trade-flow.ts';
import { sumNextSlice } from '../../db/writes/trade-flow-sum.ts';
import { digestOf } from '../../digest.ts';
import { type CsvRow, readCsv } from '../csv.ts';
import type { Note, Report } from '../run.ts';
import { renewStatistics } from '../statistics.ts';
import { digestOfTable, tablesOf } from './files.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { leanHeap, letGoOfPages } from './memory.ts';
import { prepare } from './prepare.ts';
import { FlowRejects, rejectColumns } from './rejects.ts';
import { type Readers, type RowReader, rowReader, unknownColumns, wantedColumns } from './row.ts';
import { openTable, patienceMs, pauseMs, rehearseTable, type TableSink } from './table.ts';

export interface FlowOptions {
  /** The name of a shipped mapping, or the path of one. */
  mapping: string;
  dryRun: boolean;
  rejectsFile: string;
  onProgress?: ((read: number) => void) | undefined;
}

/** Others who write wait for as long as a batch takes: some tenths of a second. */
const batchSize = 20_000;
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
  const tables = await tablesOf(path);
  const readers = await prepare(db, name, read, dryRun);
  using _memory = leanHeap();
  const rejects = dryRun ? undefined : new FlowRejects(rejectsFile, read.mapping.delimiter);
  const report: Report = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    vanished: 0,
    rejections: [],
    notes: [],
    rejectsFile: null,
  };
  for (const [index, table] of tables.entries()) {
    const named = { source: read.mapping.source.key, name: table.name, digest: await digestOfTable(table.path, digestOf(read.mapping)) };
    const canResume = ({ rejectsLength }: TableSink['counts']): boolean =>
      index === 0 ? (rejects?.holds(rejectsLength) ?? false) : rejectsLength === 0;
    const sink = dryRun ? await rehearseTable(db, named.source) : await openTable(db, readers, named, canResume);
    if (index === 0) await rejects?.begin(sink.counts.rejectsLength);
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
    const vanished = await reading.end();
    for (const outcome of ['read', 'created', 'updated', 'unchanged', 'rejected'] as const) report[outcome] += sink.counts[outcome];
    report.vanished += vanished;
    report.rejections.push(...sink.counts.rejections.slice(0, kept - report.rejections.length));
    report.notes.push(...reading.notes);
  }
  if (!dryRun) {
    await db.write(letGoOfPages, { patienceMs });
    // Others who wait to write look every few milliseconds whether they can.
    while (await db.write(sumNextSlice, { patienceMs })) await setTimeout(pauseMs);
  }
  if (!dryRun) await renewStatistics(db, { table: tradeFlows, created: report.created }, { patienceMs });
  return { ...report, rejectsFile: (await rejects?.close()) ?? null };
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
  #rows: FlowRow[] = [];
  /** How many were read since the last batch. */
  #pending = 0;
  #line: number;

  constructor(name: string, mapping: Mapping, readers: Readers, sink: TableSink, rejects: FlowRejects | undefined) {
    this.#name = name;
    this.#mapping = mapping;
    this.#readers = readers;
    this.#sink = sink;
    this.#rejects = rejects;
    this.#line = sink.line;
  }

  /** Told of the header: the columns that must be there. */
  begin(header: readonly string[]): string[] {
    const wanted = wantedColumns(this.#mapping, header);
    if (!wanted.every((name) => header.includes(name))) return wanted;
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
    for (const { line, raw, fault } of rows) {
      if (this.#pending >= batchSize) await this.#flush(line);
      this.#line = line + 1;
      this.#pending += 1;
      counts.read += 1;
      const row = fault === undefined ? this.#read?.(raw) : { rejected: fault };
      if (!row) throw new Error('A row came before the header.');
      if (!('rejected' in row)) this.#rows.push(row);
      else {
        counts.rejected += 1;
        if (counts.rejections.length < kept) counts.rejections.push({ file: this.#name, line, reason: row.rejected });
        if (raw.length > 0) this.#rejects?.add(raw, line, row.rejected);
      }
    }
  }

  async end(): Promise<number> {
    await this.#flush(this.#line);
    return this.#sink.end();
  }

  async #flush(line: number): Promise<void> {
    this.#sink.counts.rejectsLength = (await this.#rejects?.flush()) ?? 0;
    await this.#sink.write(this.#rows, line);
    this.#rows = [];
    this.#pending = 0;
  }
}
