import { dirname, join } from 'node:path';
import type { Database } from '../db/database.ts';
import { renewStatistics } from '../db/planner-statistics.ts';
import { records } from '../db/tables/index.ts';
import type { ReadItem } from '../model/records/index.ts';
import type { Act } from '../store/history.ts';
import { Writer } from '../store/writer.ts';
import { type Report, Run } from './import-run.ts';
import { Rejects } from './rejects-file.ts';

export type { Report } from './import-run.ts';

export interface ImportOptions {
  /** Does all the work and undoes it: the report is what would have been. */
  dryRun?: boolean;
  onProgress?: (read: number) => void;
  /** Where rejected records are written; beside the database if absent. */
  rejectsFile?: string;
  /** What the report counts: all records, or entries only (and whatever was rejected). */
  counts?: 'all' | 'entries';
  /** Which importer this is: it owns what it last wrote. */
  importer?: string;
  /** Whom revisions name as their author; the importer if absent. */
  by?: string;
  /** Whether the input is all that this importer ever brings in: what it lacks has vanished. */
  whole?: boolean;
}

const batchSize = 500;

/** Brings records in: valid ones are written, the others rejected one by one. Importing the same twice changes nothing. */
export async function importRecords(
  db: Database,
  items: AsyncIterable<ReadItem> | Iterable<ReadItem>,
  options: ImportOptions = {},
): Promise<Report> {
  const {
    dryRun = false,
    counts = 'all',
    importer = 'entries',
    by = `import ${importer}`,
    whole = false,
    onProgress,
    rejectsFile = join(dirname(db.path), `rejects-${timestamp()}.jsonl`),
  } = options;
  await using rejects = new Rejects(rejectsFile);
  const act: Act = { by, importer };
  const run = new Run({ importer, whole }, counts, {
    onItem: onProgress,
    onReject: dryRun ? undefined : (record) => rejects.add(record),
  });
  if (dryRun) await rehearse(db, act, run, items);
  else {
    for await (const batch of batchesOf(items)) {
      await db.write((tx) => run.take(new Writer(tx, act, db.texts), batch));
      await rejects.flush();
    }
    await db.write((tx) => run.settle(new Writer(tx, act, db.texts)));
  }
  const report = run.report(await rejects.close());
  if (!dryRun) await renewStatistics(db, { table: records, created: report.created });
  return report;
}

const undo = new Error('Rehearsed only.');

/** A transaction cannot wait for a file: everything is read first. */
async function rehearse(
  db: Database,
  act: Act,
  run: Run,
  items: AsyncIterable<ReadItem> | Iterable<ReadItem>,
): Promise<void> {
  const all: ReadItem[] = [];
  for await (const item of items) all.push(item);
  try {
    await db.write((tx) => {
      const writer = new Writer(tx, act, db.texts);
      run.take(writer, all);
      run.settle(writer);
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
}

async function* batchesOf(items: AsyncIterable<ReadItem> | Iterable<ReadItem>): AsyncIterable<ReadItem[]> {
  let batch: ReadItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const timestamp = (): string => new Date().toISOString().replace(/[-:]|\..*$/g, '');
