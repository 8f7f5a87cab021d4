import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { BulkStatements, Database, Transaction } from '../../db/database.ts';
import { FlowContainment } from '../../store/flow-containment.ts';
import {
  beginFileImport,
  countRowsOfFile,
  findFileId,
  readLastFlowId,
  saveProgress,
} from '../../store/flow-import-progress.ts';
import { appendRevision, findRecordIdentity } from '../../store/history.ts';
import { type AmbiguousFlow, type FlowRow, FlowWriter, SeenRows } from '../../store/write/trade-flow.ts';
import { Writer } from '../../store/writer.ts';
import type { ImportReport, Rejection } from '../import-report.ts';
import type { RejectsDraft } from '../rejects-file.ts';
import { applyImportPragmas } from './memory-tuning.ts';
import type { RowContext } from './row-reader.ts';

type TableCounts = Pick<ImportReport, 'read' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'rejections'> & {
  /** Why the table was not read to its end. */
  stop?: Rejection;
  /** The rejected rows so far. */
  rejects?: RejectsDraft | undefined;
};

interface TableIdentity {
  /** The key of the source. */
  source: string;
  name: string;
  digest: string;
}

/** Writes one table in batches, each together with the progress of the import. */
export interface TableSink {
  readonly name: string;
  readonly counts: TableCounts;
  /** The first line to read. */
  readonly startLine: number;
  readonly isResumed: boolean;
  /** Rows that this import has seen, including those of earlier tables. */
  readonly met: SeenRows;
  /** Writes a batch and the progress up to `line`. Returns the ambiguous rows of a rejects table by index. */
  write(rows: readonly FlowRow[], line: number, isPart: boolean): Promise<ReadonlyMap<number, AmbiguousFlow>>;
  /** Ends the import of the table. */
  finish(): Promise<void>;
  /** Counts rows of earlier imports that are no longer in the table. Call it after all tables have been read. */
  countVanished(): Promise<number>;
}

/** How long an import waits for other writers, which take precedence. */
export const patienceMs = 60_000;
/** Pause between consecutive writes, so that other writers get a turn. */
export const yieldPauseMs = 20;

export const createCounts = (): TableCounts => ({
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  rejections: [],
});

interface OpenOptions {
  canResume(counts: TableCounts): boolean;
  /** Rows seen in earlier tables. */
  met: SeenRows | undefined;
}

export async function openTableSink(
  db: Database,
  readers: RowContext,
  table: TableIdentity,
  { canResume, met: metBefore }: OpenOptions,
): Promise<TableSink> {
  const { source, name, digest } = table;
  const run = randomUUID();
  const createRevisionInfo = (reason: string) => ({ by: 'import flows', importer: 'flows', reason });
  const idOfSource = (writer: Writer): number => writer.references.resolveId('source', source, 'source');
  const opened = await db.write(
    (tx) => {
      const writer = new Writer(tx, createRevisionInfo(name));
      applyImportPragmas(writer);
      const sourceId = idOfSource(writer);
      return {
        sourceId,
        file: beginFileImport(writer, { sourceId, name, digest, run, counts: createCounts() }, canResume),
      };
    },
    { patienceMs },
  );
  const { sourceId, file } = opened;
  const { progress } = file;
  const met = metBefore ?? new SeenRows(progress.lastBefore);
  met.addFile(file.id, progress.lastBefore);
  let cached: { writer: FlowWriter; nesting: FlowContainment } | undefined;
  const writers = (bulk: BulkStatements, isPart: boolean) => {
    cached ??= {
      writer: new FlowWriter(bulk, { source: sourceId, file: file.id, met, isPart }),
      nesting: new FlowContainment(bulk, sourceId, { commodities: readers.commodities, groups: readers.areas.groups }),
    };
    return cached;
  };

  function writeRows(
    tx: Transaction,
    bulk: BulkStatements,
    rows: readonly FlowRow[],
    isPart: boolean,
  ): ReadonlyMap<number, AmbiguousFlow> {
    const { writer: flows, nesting } = writers(bulk, isPart);
    const unclear = new Map<number, AmbiguousFlow>();
    const created: { row: FlowRow; id: number }[] = [];
    const tally = { created: 0, updated: 0, unchanged: 0 };
    flows.beginBatch();
    for (const [index, row] of rows.entries()) {
      const result = flows.write(row);
      if (result.outcome === 'unclear') unclear.set(index, result);
      else tally[result.outcome] += 1;
      if (result.outcome === 'created') created.push({ row, id: result.id });
    }
    nesting.update(created);
    for (const outcome of ['created', 'updated', 'unchanged'] as const) progress.counts[outcome] += tally[outcome];
    const writer = new Writer(
      tx,
      createRevisionInfo(`${name}: ${tally.created} trade flows recorded, ${tally.updated} corrected.`),
    );
    saveProgress(writer, file.id, run, progress);
    if (tally.created + tally.updated === 0) return unclear;
    const identity = findRecordIdentity(writer, 'source', source);
    if (!identity) throw new Error(`The source ${source} has no record.`);
    // The flows changed, not the source record. The revision advances the sequence number of the dataset.
    appendRevision(writer, identity.id, 'CORRECTED', {}, { knownAt: writer.now });
    return unclear;
  }

  return {
    name,
    counts: progress.counts,
    startLine: progress.line,
    isResumed: file.isResumed,
    met,
    async write(rows, line, isPart) {
      progress.line = line;
      const { commodities } = readers;
      const hasNewCommodities = await commodities.save(db, name);
      const saved = hasNewCommodities
        ? rows.map((row) => ({ ...row, commodityId: commodities.toSavedId(row.commodityId) }))
        : rows;
      return db.write((tx, bulk) => writeRows(tx, bulk, saved, isPart), { patienceMs });
    },
    async finish() {
      cached = undefined;
      await db.write((tx) => saveProgress(new Writer(tx, createRevisionInfo(name)), file.id, run, undefined), {
        patienceMs,
      });
    },
    countVanished: async () => (file.wasImportedBefore && !progress.first ? countUnseenRows(db, file.id, met) : 0),
  };
}

/** Rows scanned at a time, so that other writers get a turn. */
const scanBatchSize = 200_000;

/** Counts the rows of earlier imports of the file that this import has not seen. */
async function countUnseenRows(db: Database, id: number, met: SeenRows): Promise<number> {
  let total = 0;
  for (let after = 0; after < met.lastBefore; after += scanBatchSize) {
    const upTo = Math.min(after + scanBatchSize, met.lastBefore);
    total += await db.write((_tx, bulk) => countRowsOfFile(bulk, id, { after, upTo }), { patienceMs });
    await setTimeout(yieldPauseMs);
  }
  return total - met.countForFile(id);
}

/** A file id that no row has. */
const unknownFileId = -1;

/** Opens a sink that only reports what an import would do. */
export async function openDryRunSink(
  db: Database,
  { source, name }: TableIdentity,
  metBefore: SeenRows | undefined,
): Promise<TableSink> {
  const counts = createCounts();
  const existing = await db.write((tx) => {
    const writer = new Writer(tx, { by: 'import flows' });
    const sourceId =
      findRecordIdentity(writer, 'source', source)?.state === 'LIVE'
        ? writer.references.resolveId('source', source, 'source')
        : undefined;
    return {
      sourceId,
      file: sourceId === undefined ? undefined : findFileId(writer, sourceId, name),
      last: readLastFlowId(writer),
    };
  });
  const met = metBefore ?? new SeenRows(existing.last);
  let writer: FlowWriter | undefined;
  return {
    name,
    counts,
    startLine: 2,
    isResumed: false,
    met,
    write: (rows, _line, isPart) =>
      db.write(
        (_tx, bulk) => {
          if (existing.sourceId !== undefined)
            writer ??= new FlowWriter(bulk, {
              source: existing.sourceId,
              file: existing.file ?? unknownFileId,
              met,
              isPart,
            });
          writer?.beginBatch();
          const unclear = new Map<number, AmbiguousFlow>();
          for (const [index, row] of rows.entries()) {
            const result = writer?.preview(row) ?? { outcome: 'created' };
            if (result.outcome === 'unclear') unclear.set(index, result);
            else counts[result.outcome] += 1;
          }
          return unclear;
        },
        { patienceMs },
      ),
    finish: async () => undefined,
    countVanished: async () => (existing.file === undefined ? 0 : countUnseenRows(db, existing.file, met)),
  };
}
