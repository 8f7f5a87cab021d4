import { dirname, join } from 'node:path';
import type { Database } from '../db/database.ts';
import { refreshPlannerStatistics } from '../db/planner-statistics.ts';
import { records } from '../db/tables/index.ts';
import type { ImportItem } from '../model/records/index.ts';
import type { Attribution } from '../store/history.ts';
import { Writer } from '../store/writer.ts';
import { type ImportReport, ImportRun } from './import-run.ts';
import { RejectsFile } from './rejects-file.ts';

export type { ImportReport } from './import-run.ts';

export interface ImportOptions {
  /** Does all the work and undoes it: the report is what would have been. */
  dryRun?: boolean;
  onProgress?: (read: number) => void;
  /** Where rejected records are written; beside the database if absent. */
  rejectsFile?: string;
  /** What the report counts: all records, or entries only (and whatever was rejected). */
  countScope?: 'all' | 'entries';
  /** Which importer this is: it owns what it last wrote. */
  importer?: string;
  /** Whom revisions name as their author; the importer if absent. */
  author?: string;
  /** Whether the input is all that this importer ever brings in: what it lacks has vanished. */
  isCompleteInput?: boolean;
}

const batchSize = 500;

/** Brings records in: valid ones are written, the others rejected one by one. Importing the same twice changes nothing. */
export async function importRecords(
  db: Database,
  items: AsyncIterable<ImportItem> | Iterable<ImportItem>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const {
    dryRun = false,
    countScope: counts = 'all',
    importer = 'entries',
    author: by = `import ${importer}`,
    isCompleteInput: whole = false,
    onProgress,
    rejectsFile = join(dirname(db.path), `rejects-${timestamp()}.jsonl`),
  } = options;
  await using rejects = new RejectsFile(rejectsFile);
  const act: Attribution = { by, importer };
  const run = new ImportRun({ importer, whole }, counts, {
    onItem: onProgress,
    onReject: dryRun ? undefined : (record) => rejects.add(record),
  });
  if (dryRun) await dryRunImport(db, act, run, items);
  else {
    for await (const batch of toBatches(items)) {
      await db.write((tx) => run.processBatch(new Writer(tx, act, db.sourceTexts), batch));
      await rejects.flush();
    }
    await db.write((tx) => run.resolveDeferred(new Writer(tx, act, db.sourceTexts)));
  }
  const report = run.toReport(await rejects.close());
  if (!dryRun) await refreshPlannerStatistics(db, { table: records, created: report.created });
  return report;
}

const rollbackSignal = new Error('Rehearsed only.');

/** A transaction cannot wait for a file: everything is read first. */
async function dryRunImport(
  db: Database,
  act: Attribution,
  run: ImportRun,
  items: AsyncIterable<ImportItem> | Iterable<ImportItem>,
): Promise<void> {
  const all: ImportItem[] = [];
  for await (const item of items) all.push(item);
  try {
    await db.write((tx) => {
      const writer = new Writer(tx, act, db.sourceTexts);
      run.processBatch(writer, all);
      run.resolveDeferred(writer);
      throw rollbackSignal;
    });
  } catch (error) {
    if (error !== rollbackSignal) throw error;
  }
}

async function* toBatches(items: AsyncIterable<ImportItem> | Iterable<ImportItem>): AsyncIterable<ImportItem[]> {
  let batch: ImportItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const timestamp = (): string => new Date().toISOString().replace(/[-:]|\..*$/g, '');
