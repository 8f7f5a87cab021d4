import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { renewStatistics } from '../../db/planner-statistics.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import { digestOf } from '../../model/content-hash.ts';
import type { MetRows } from '../../store/write/trade-flow.ts';
import { sumNextSlice } from '../../store/write/trade-flow-sum.ts';
import type { Rejection, Report } from '../import-run.ts';
import { readCsv } from '../read-csv.ts';
import { readMapping } from './mapping.ts';
import { leanHeap, letGoOfPages } from './memory-tuning.ts';
import { prepare } from './prepare-references.ts';
import { FlowRejects, isThere, rejectsFolder, rejectsPlace } from './rejects-table.ts';
import { digestOfTable, tablesOf } from './table-files.ts';
import { kept, TableReading } from './table-import.ts';
import { openTable, patienceMs, pauseMs, rehearseTable, type TableSink } from './table-sink.ts';

export interface FlowOptions {
  /** The name of a shipped mapping, or the path of one. */
  mapping: string;
  dryRun: boolean;
  /** How the names of files of rejected rows begin: what follows says of which table they are. */
  rejectsPrefix: string;
  onProgress?: ((read: number) => void) | undefined;
}

/**
 * Brings in a table of measured trade, or a folder of them, in batches that are each written whole, with how far they have come: what stops
 * in the middle goes on from there. A cell that cannot be read rejects its row.
 */
export async function importFlows(
  db: Database,
  path: string,
  { mapping: name, dryRun, rejectsPrefix, onProgress }: FlowOptions,
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
        : [
            {
              file: basename(path),
              note: `Left out: ${leftOut.join(', ')}. The .csv files that lie in the folder itself are read.`,
            },
          ],
    rejectsFile: null,
  };
  const stops: Rejection[] = [];
  const ended: Pick<TableSink, 'name' | 'vanished'>[] = [];
  let met: MetRows | undefined;
  for (const [index, table] of tables.entries()) {
    const named = {
      source: read.mapping.source.key,
      name: table.name,
      digest: await digestOfTable(table.path, digestOf(read.mapping)),
    };
    const rejects = dryRun
      ? undefined
      : new FlowRejects(rejectsPlace(rejectsPrefix, path, table), read.mapping.delimiter);
    // A later table has to know what those before it have met.
    const canResume = ({ rejects: draft }: TableSink['counts']): boolean => index === 0 && (!draft || isThere(draft));
    const sink = dryRun ? await rehearseTable(db, named, met) : await openTable(db, readers, named, { canResume, met });
    met = sink.met;
    if (sink.counts.rejects) await rejects?.goOn(sink.counts.rejects);
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
    const placed = await reading.end();
    if (placed !== null) report.rejectsFile = table.path === path ? placed : rejectsFolder(rejectsPrefix, path);
    else if (reading.isPart && sink.counts.rejected > 0) report.rejectsFile ??= path;
    for (const outcome of ['read', 'created', 'updated', 'unchanged', 'rejected'] as const)
      report[outcome] += sink.counts[outcome];
    if (sink.counts.stop) stops.push(sink.counts.stop);
    report.rejections.push(...sink.counts.rejections.slice(0, kept - report.rejections.length));
    report.notes.push(...reading.notes);
    // Of a part of another table most is elsewhere, and of one that was not read to its end nobody knows.
    if (!reading.isPart && !sink.counts.stop) ended.push(sink);
  }
  for (const { name, vanished } of ended) {
    const count = await vanished();
    report.vanished += count;
    if (count > 0) report.notes.push({ file: name, note: vanishedNote(count) });
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

const vanishedNote = (count: number): string =>
  count === 1
    ? 'A flow that a table of this name brought in before is not in it. The record keeps it.'
    : `${count} flows that a table of this name brought in before are not in it. The record keeps them.`;
