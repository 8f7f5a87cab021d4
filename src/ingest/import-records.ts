import { dirname, join } from 'node:path';
import type { Database, Transaction } from '../db/database.ts';
import { refreshPlannerStatistics } from '../db/planner-statistics.ts';
import { records as recordsTable } from '../db/tables/index.ts';
import { exportHeader } from '../model/records/export-header.ts';
import type { ImportItem, RecordInput } from '../model/records/index.ts';
import type { Attribution } from '../store/history.ts';
import { SpanVerifier } from '../store/span-texts.ts';
import { Writer } from '../store/writer.ts';
import { toBatches } from './batches.ts';
import type { ImportReport } from './import-report.ts';
import { ImportRun } from './import-run.ts';
import { RejectsFile } from './rejects-file.ts';

export type { ImportReport } from './import-report.ts';

export interface ImportOptions {
  /** Imports in a transaction that is rolled back, and reports what would have changed. */
  dryRun?: boolean;
  onProgress?: (read: number) => void;
  /** Called for each record that the import created, or would create. */
  onCreated?: (item: ImportItem) => void;
  /** Path for rejected records. Defaults to a new file in the folder of the database. */
  rejectsFile?: string;
  /** Where to write what was rejected, for formats that are not corrected as records. */
  rejects?: RejectsWriter;
  /** What the report counts: all records, or entries only (and everything that was rejected). */
  countScope?: 'all' | 'entries';
  /** The importer, which owns the last version that it wrote of each record. */
  importer?: string;
  /** The author that revisions name. Defaults to the importer. */
  author?: string;
  /** Whether words are accepted that cannot be compared with the text of their source. */
  acceptsUnverified?: boolean;
  /** The SHA-256 of texts whose spans were verified before. */
  verifiedHashes?: ReadonlySet<string>;
  /** Leaves records unchanged that this importer wrote before. */
  skipsImported?: boolean;
  /** Whether the input has everything of this importer, so that records missing from it have vanished. */
  isCompleteInput?: boolean;
}

/** Writes what an import rejected, to correct and import again. */
export interface RejectsWriter {
  add(item: ImportItem, reason: string): void;
  flush(): Promise<unknown>;
  /** Returns the path of the file; null if nothing was rejected. */
  close(): Promise<string | null>;
}

type ImportItems = AsyncIterable<ImportItem> | Iterable<ImportItem>;

const batchSize = 500;

/** Imports records: writes the valid ones and rejects the others one by one. Importing the same input again changes nothing. */
export async function importRecords(
  db: Database,
  items: ImportItems,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const {
    dryRun = false,
    countScope = 'all',
    importer = 'entries',
    author: by = `import ${importer}`,
    isCompleteInput = false,
    skipsImported = false,
    acceptsUnverified,
    verifiedHashes,
    onProgress,
    onCreated,
    rejectsFile = join(dirname(db.path), `rejects-${timestamp()}.jsonl`),
  } = options;
  await using records = new RejectsFile<RecordInput | typeof exportHeader>(rejectsFile, (rejected) =>
    rejected.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
  // The texts that a reader found the words in are not among the rejects, as in an export.
  if (importer !== 'entries') records.header = [exportHeader];
  const rejects: RejectsWriter = options.rejects ?? {
    add: (item) => 'record' in item && records.add(item.record),
    flush: () => records.flush(),
    close: () => records.close(),
  };
  const attribution: Attribution = { by, importer };
  const verifier = new SpanVerifier({ texts: db.sourceTexts, verifiedHashes, acceptsUnverified });
  const createWriter = (tx: Transaction): Writer => new Writer(tx, attribution, verifier);
  const run = new ImportRun({
    importer,
    isCompleteInput,
    skipsImported,
    countScope,
    onItem: onProgress,
    onCreated,
    onReject: dryRun ? undefined : (item, reason) => rejects.add(item, reason),
  });
  if (dryRun) await dryRunImport(db, createWriter, run, items);
  else {
    for await (const batch of toBatches(items, batchSize)) {
      await db.write((tx) => inBatch(createWriter(tx), (writer) => run.processBatch(writer, batch)));
      await rejects.flush();
    }
    await db.write((tx) => inBatch(createWriter(tx), (writer) => run.resolveDeferred(writer)));
  }
  const report = run.toReport(await rejects.close());
  if (!dryRun) await refreshPlannerStatistics(db, { table: recordsTable, created: report.created });
  return report;
}

const inBatch = (writer: Writer, work: (writer: Writer) => void): void => writer.batch.run(() => work(writer));

const rollbackSignal = new Error('Rolls back a dry run.');

/** Reads all items first, because a transaction cannot wait for a file. */
async function dryRunImport(
  db: Database,
  createWriter: (tx: Transaction) => Writer,
  run: ImportRun,
  items: ImportItems,
): Promise<void> {
  const allItems = await Array.fromAsync(items);
  try {
    await db.write((tx) => {
      inBatch(createWriter(tx), (writer) => {
        run.processBatch(writer, allItems);
        run.resolveDeferred(writer);
      });
      throw rollbackSignal;
    });
  } catch (error) {
    if (error !== rollbackSignal) throw error;
  }
}

const timestamp = (): string => new Date().toISOString().replace(/[-:]|\..*$/g, '');
