import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { BulkStatements, Database, Transaction } from '../../db/database.ts';
import { appendRevision, findRecordIdentity } from '../../store/history.ts';
import { FlowContainment } from '../../store/trade-flow-containment.ts';
import {
  beginFileImport,
  countRowsOfFile,
  findFileId,
  readLastFlowId,
  saveProgress,
} from '../../store/trade-flow-import-progress.ts';
import { type AmbiguousFlow, type FlowRow, FlowWriter, SeenRows } from '../../store/write/trade-flow.ts';
import { Writer } from '../../store/writer.ts';
import type { ImportReport, Rejection } from '../import-run.ts';
import { applyImportPragmas } from './memory-tuning.ts';
import type { RejectsDraft } from './rejects-table.ts';
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

/** The writing side of one table: batch by batch, each with how far it has come. */
export interface TableSink {
  readonly name: string;
  readonly counts: TableCounts;
  /** The line to begin with. */
  readonly startLine: number;
  readonly isResumed: boolean;
  /** What this import has met, in tables before this one too. */
  readonly met: SeenRows;
  /** Writes a batch, and that everything before `line` has been read. Of a table of rejects it tells by row what can't be written. */
  write(rows: readonly FlowRow[], line: number, isPart: boolean): Promise<ReadonlyMap<number, AmbiguousFlow>>;
  /** Ends the import of the table. */
  finish(): Promise<void>;
  /** How many rows, brought in before from the table, it had no more; known when all tables have been read. */
  countVanished(): Promise<number>;
}

/** Nobody waits for an import: it lets others go first. */
export const patienceMs = 60_000;
/** What it leaves to others between two writes that follow each other at once. */
export const yieldPauseMs = 20;

const createCounts = (): TableCounts => ({
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  rejections: [],
});

interface OpenOptions {
  canResume(counts: TableCounts): boolean;
  /** What tables before this one have met. */
  met: SeenRows | undefined;
}

export async function openTableSink(
  db: Database,
  readers: RowContext,
  named: TableIdentity,
  { canResume, met: metBefore }: OpenOptions,
): Promise<TableSink> {
  const { source, name, digest } = named;
  const run = randomUUID();
  const act = (reason: string) => ({ by: 'import flows', importer: 'flows', reason });
  const idOfSource = (writer: Writer): number => writer.references.resolveId('source', source, 'source');
  const opened = await db.write(
    (tx) => {
      const writer = new Writer(tx, act(name));
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
  let kept: { writer: FlowWriter; nesting: FlowContainment } | undefined;
  const writers = (bulk: BulkStatements, isPart: boolean) => {
    kept ??= {
      writer: new FlowWriter(bulk, { source: sourceId, file: file.id, met, isPart }),
      nesting: new FlowContainment(bulk, sourceId, readers.areas),
    };
    return kept;
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
      const put = flows.write(row);
      if (put.outcome === 'unclear') unclear.set(index, put);
      else tally[put.outcome] += 1;
      if (put.outcome === 'created') created.push({ row, id: put.id });
    }
    nesting.update(created);
    for (const outcome of ['created', 'updated', 'unchanged'] as const) progress.counts[outcome] += tally[outcome];
    const writer = new Writer(tx, act(`${name}: ${tally.created} trade flows recorded, ${tally.updated} corrected.`));
    saveProgress(writer, file.id, run, progress);
    if (tally.created + tally.updated === 0) return unclear;
    const identity = findRecordIdentity(writer, 'source', source);
    if (!identity) throw new Error(`The source ${source} has no record.`);
    // What changed is not the source's own record but what it holds: the data set's sequence number moves all the same.
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
      return db.write((tx, bulk) => writeRows(tx, bulk, rows, isPart), { patienceMs });
    },
    async finish() {
      kept = undefined;
      await db.write((tx) => saveProgress(new Writer(tx, act(name)), file.id, run, undefined), { patienceMs });
    },
    countVanished: async () => (file.wasImportedBefore && !progress.first ? countUnseenRows(db, file.id, met) : 0),
  };
}

/** So many rows are looked through at a time: others write in between. */
const scanBatchSize = 200_000;

/** How many rows, written by earlier imports of the file, were not met. */
async function countUnseenRows(db: Database, id: number, met: SeenRows): Promise<number> {
  let standing = 0;
  for (let after = 0; after < met.lastBefore; after += scanBatchSize) {
    const upTo = Math.min(after + scanBatchSize, met.lastBefore);
    standing += await db.write((_tx, bulk) => countRowsOfFile(bulk, id, { after, upTo }), { patienceMs });
    await setTimeout(yieldPauseMs);
  }
  return standing - met.countForFile(id);
}

/** The id of a file that no row is of. */
const unknownFileId = -1;

/** What writing would do, with nothing written. */
export async function openDryRunSink(
  db: Database,
  { source, name }: TableIdentity,
  metBefore: SeenRows | undefined,
): Promise<TableSink> {
  const counts = createCounts();
  const known = await db.write((tx) => {
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
  const met = metBefore ?? new SeenRows(known.last);
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
          if (known.sourceId !== undefined)
            writer ??= new FlowWriter(bulk, { source: known.sourceId, file: known.file ?? unknownFileId, met, isPart });
          writer?.beginBatch();
          const unclear = new Map<number, AmbiguousFlow>();
          for (const [index, row] of rows.entries()) {
            const judged = writer?.preview(row) ?? { outcome: 'created' };
            if (judged.outcome === 'unclear') unclear.set(index, judged);
            else counts[judged.outcome] += 1;
          }
          return unclear;
        },
        { patienceMs },
      ),
    finish: async () => undefined,
    countVanished: async () => (known.file === undefined ? 0 : countUnseenRows(db, known.file, met)),
  };
}
