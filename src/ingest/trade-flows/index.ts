import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { refreshPlannerStatistics } from '../../db/planner-statistics.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import { hashContent } from '../../model/content-hash.ts';
import type { SeenRows } from '../../store/write/trade-flow.ts';
import { sumNextSlice } from '../../store/write/trade-flow-sum.ts';
import type { ImportReport, Rejection } from '../import-report.ts';
import { detectFormat } from '../table/detect-format.ts';
import { openTable } from '../table/read-table.ts';
import type { TableFormat } from '../table/table-format.ts';
import { recordCoverage } from './coverage.ts';
import { readMapping } from './mapping.ts';
import { applySummingPragmas, limitHeapGrowth } from './memory-tuning.ts';
import { prepareReferences } from './prepare-references.ts';
import { createFlowRejectsFile, getRejectsFolder, isDraftAvailable } from './rejects-table.ts';
import { hashTableFile, listTableFiles } from './table-files.ts';
import { maxReported, TableImport } from './table-import.ts';
import { createCounts, openDryRunSink, openTableSink, patienceMs, type TableSink, yieldPauseMs } from './table-sink.ts';

export interface TradeFlowImportOptions {
  /** The name of a bundled mapping, or the path of a mapping file. */
  mapping: string;
  dryRun: boolean;
  /** Path prefix of rejects files, to which the table's name is added. */
  rejectsPrefix: string;
  onProgress?: ((read: number) => void) | undefined;
}

/** The report of trade flows: also how each table was read. */
export interface TradeFlowImportReport extends ImportReport {
  formats: readonly (TableFormat & { file: string })[];
}

/**
 * Imports a table of trade flows, or a folder of them. Each batch is written in one transaction with its
 * progress, so that an interrupted import resumes there. A cell that cannot be read rejects its row.
 */
export async function importTradeFlows(
  db: Database,
  path: string,
  { mapping: name, dryRun, rejectsPrefix, onProgress }: TradeFlowImportOptions,
): Promise<TradeFlowImportReport> {
  const read = readMapping(name);
  const { tables, leftOut } = await listTableFiles(path);
  const readers = await prepareReferences(db, name, read, dryRun);
  using _memory = limitHeapGrowth();
  const report: ImportReport = {
    ...createCounts(),
    vanished: 0,
    unverifiedSpans: 0,
    duplicates: 0,
    duplicateCandidates: [],
    notes: [],
    rejectsFile: null,
  };
  if (leftOut.length > 0)
    report.notes.push({
      file: basename(path),
      note: `Skipped: ${leftOut.join(', ')}. Only tables directly in the folder are read.`,
    });
  const formats: (TableFormat & { file: string })[] = [];
  const stops: Rejection[] = [];
  const ended: Pick<TableSink, 'name' | 'countVanished'>[] = [];
  let met: SeenRows | undefined;
  for (const [index, table] of tables.entries()) {
    const identity = {
      source: read.mapping.source.key,
      name: table.name,
      digest: await hashTableFile(table.path, hashContent(read.mapping)),
    };
    const detected = await detectFormat(table.path, read.mapping);
    const rejects = dryRun ? undefined : createFlowRejectsFile(rejectsPrefix, path, table, detected.delimiter ?? ',');
    // A later table cannot resume alone, because it needs the rows seen in earlier tables.
    const canResume = ({ rejects: draft }: TableSink['counts']): boolean =>
      index === 0 && (!draft || isDraftAvailable(draft));
    const sink = dryRun
      ? await openDryRunSink(db, identity, met)
      : await openTableSink(db, readers, identity, { canResume, met });
    met = sink.met;
    if (sink.counts.rejects) await rejects?.resumeFrom(sink.counts.rejects);
    if (sink.isResumed)
      report.notes.push({
        file: table.name,
        line: sink.startLine,
        note: 'Resumed at this line, where an earlier import of this table was interrupted.',
      });
    const tableImport = new TableImport(read.mapping, readers, sink, rejects);
    const before = report.read;
    const {
      columns: _columns,
      batches,
      ...format
    } = await openTable(table.path, {
      ...{ detected, sheet: read.mapping.sheet },
      selectColumns: (header) => tableImport.readHeader(header),
      firstLine: sink.startLine,
    });
    formats.push({ file: table.name, ...format });
    for await (const rows of batches) {
      await tableImport.processRows(rows);
      onProgress?.(before + sink.counts.read);
    }
    const rejectsPath = await tableImport.finish();
    if (rejectsPath !== null)
      report.rejectsFile = table.path === path ? rejectsPath : getRejectsFolder(rejectsPrefix, path);
    else if (tableImport.isRejectsTable && sink.counts.rejected > 0) report.rejectsFile ??= path;
    for (const outcome of ['read', 'created', 'updated', 'unchanged', 'rejected'] as const)
      report[outcome] += sink.counts[outcome];
    if (sink.counts.stop) stops.push(sink.counts.stop);
    report.rejections.push(...sink.counts.rejections.slice(0, maxReported - report.rejections.length));
    report.notes.push(...tableImport.notes);
    // A table of rejects or a truncated table does not show which flows have vanished.
    if (!tableImport.isRejectsTable && !sink.counts.stop) ended.push(sink);
  }
  for (const { name, countVanished } of ended) {
    const count = await countVanished();
    report.vanished += count;
    if (count > 0) report.notes.push({ file: name, note: formatVanishedNote(count) });
  }
  if (!dryRun) {
    await db.write(applySummingPragmas, { patienceMs });
    // Pauses between slices, so that other writers get a turn.
    while (await db.write(sumNextSlice, { patienceMs })) await setTimeout(yieldPauseMs);
    await refreshPlannerStatistics(db, { table: tradeFlows, created: report.created }, { patienceMs });
    await recordCoverage(db, name, read.mapping.source.key);
  }
  // Truncated tables are listed first, however many rows were rejected.
  return { ...report, formats, rejections: [...stops, ...report.rejections] };
}

const formatVanishedNote = (count: number): string =>
  count === 1
    ? 'A flow imported earlier from a table of this name is no longer in it. It was not deleted.'
    : `${count} flows imported earlier from a table of this name are no longer in it. They were not deleted.`;
