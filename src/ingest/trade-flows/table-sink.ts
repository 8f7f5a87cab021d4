import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Bulk, Database, Transaction } from '../../db/database.ts';
import { appendRevision, identityOf } from '../../store/history.ts';
import { FlowNesting } from '../../store/trade-flow-containment.ts';
import { beginFile, idOfFile, keepProgress, lastFlow, rowsOfFile } from '../../store/trade-flow-import-progress.ts';
import { type FlowRow, FlowWriter, MetRows, type Unclear } from '../../store/write/trade-flow.ts';
import { Writer } from '../../store/writer.ts';
import type { Rejection, Report } from '../import-run.ts';
import { keepPages } from './memory-tuning.ts';
import type { Draft } from './rejects-table.ts';
import type { Readers } from './row-reader.ts';

type Counts = Pick<Report, 'read' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'rejections'> & {
  /** Why the table was not read to its end. */
  stop?: Rejection;
  /** The rejected rows so far. */
  rejects?: Draft | undefined;
};

interface Named {
  /** The key of the source. */
  source: string;
  name: string;
  digest: string;
}

/** The writing side of one table: batch by batch, each with how far it has come. */
export interface TableSink {
  readonly name: string;
  readonly counts: Counts;
  /** The line to begin with. */
  readonly line: number;
  readonly resumed: boolean;
  /** What this import has met, in tables before this one too. */
  readonly met: MetRows;
  /** Writes a batch, and that everything before `line` has been read. Of a table of rejects it tells by row what can't be written. */
  write(rows: readonly FlowRow[], line: number, isPart: boolean): Promise<ReadonlyMap<number, Unclear>>;
  /** Ends the import of the table. */
  end(): Promise<void>;
  /** How many rows, brought in before from the table, it had no more; known when all tables have been read. */
  vanished(): Promise<number>;
}

/** Nobody waits for an import: it lets others go first. */
export const patienceMs = 60_000;
/** What it leaves to others between two writes that follow each other at once. */
export const pauseMs = 20;

const noCounts = (): Counts => ({ read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, rejections: [] });

interface Opening {
  canResume(counts: Counts): boolean;
  /** What tables before this one have met. */
  met: MetRows | undefined;
}

export async function openTable(
  db: Database,
  readers: Readers,
  named: Named,
  { canResume, met: metBefore }: Opening,
): Promise<TableSink> {
  const { source, name, digest } = named;
  const run = randomUUID();
  const act = (reason: string) => ({ by: 'import flows', importer: 'flows', reason });
  const idOfSource = (writer: Writer): number => writer.keys.id('source', source, 'source');
  const opened = await db.write(
    (tx) => {
      const writer = new Writer(tx, act(name));
      keepPages(writer);
      const sourceId = idOfSource(writer);
      return { sourceId, file: beginFile(writer, { sourceId, name, digest, run, counts: noCounts() }, canResume) };
    },
    { patienceMs },
  );
  const { sourceId, file } = opened;
  const { progress } = file;
  const met = metBefore ?? new MetRows(progress.lastBefore);
  met.begin(file.id, progress.lastBefore);
  let kept: { writer: FlowWriter; nesting: FlowNesting } | undefined;
  const writers = (bulk: Bulk, isPart: boolean) => {
    kept ??= {
      writer: new FlowWriter(bulk, { source: sourceId, file: file.id, met, isPart }),
      nesting: new FlowNesting(bulk, sourceId, readers.areas),
    };
    return kept;
  };

  function writeRows(
    tx: Transaction,
    bulk: Bulk,
    rows: readonly FlowRow[],
    isPart: boolean,
  ): ReadonlyMap<number, Unclear> {
    const { writer: flows, nesting } = writers(bulk, isPart);
    const unclear = new Map<number, Unclear>();
    const created: { row: FlowRow; id: number }[] = [];
    const tally = { created: 0, updated: 0, unchanged: 0 };
    flows.beginBatch();
    for (const [index, row] of rows.entries()) {
      const put = flows.put(row);
      if (put.outcome === 'unclear') unclear.set(index, put);
      else tally[put.outcome] += 1;
      if (put.outcome === 'created') created.push({ row, id: put.id });
    }
    nesting.settle(created);
    for (const outcome of ['created', 'updated', 'unchanged'] as const) progress.counts[outcome] += tally[outcome];
    const writer = new Writer(tx, act(`${name}: ${tally.created} trade flows recorded, ${tally.updated} corrected.`));
    keepProgress(writer, file.id, run, progress);
    if (tally.created + tally.updated === 0) return unclear;
    const identity = identityOf(writer, 'source', source);
    if (!identity) throw new Error(`The source ${source} has no record.`);
    // What changed is not the source's own record but what it holds: the data set's sequence number moves all the same.
    appendRevision(writer, identity.id, 'CORRECTED', {}, { knownAt: writer.now });
    return unclear;
  }

  return {
    name,
    counts: progress.counts,
    line: progress.line,
    resumed: file.resumed,
    met,
    async write(rows, line, isPart) {
      progress.line = line;
      return db.write((tx, bulk) => writeRows(tx, bulk, rows, isPart), { patienceMs });
    },
    async end() {
      kept = undefined;
      await db.write((tx) => keepProgress(new Writer(tx, act(name)), file.id, run, undefined), { patienceMs });
    },
    vanished: async () => (file.known && !progress.first ? notMet(db, file.id, met) : 0),
  };
}

/** So many rows are looked through at a time: others write in between. */
const slice = 200_000;

/** How many rows, written by earlier imports of the file, were not met. */
async function notMet(db: Database, id: number, met: MetRows): Promise<number> {
  let standing = 0;
  for (let after = 0; after < met.lastBefore; after += slice) {
    const upTo = Math.min(after + slice, met.lastBefore);
    standing += await db.write((_tx, bulk) => rowsOfFile(bulk, id, { after, upTo }), { patienceMs });
    await setTimeout(pauseMs);
  }
  return standing - met.of(id);
}

/** The id of a file that no row is of. */
const none = -1;

/** What writing would do, with nothing written. */
export async function rehearseTable(
  db: Database,
  { source, name }: Named,
  metBefore: MetRows | undefined,
): Promise<TableSink> {
  const counts = noCounts();
  const known = await db.write((tx) => {
    const writer = new Writer(tx, { by: 'import flows' });
    const sourceId =
      identityOf(writer, 'source', source)?.state === 'LIVE' ? writer.keys.id('source', source, 'source') : undefined;
    return {
      sourceId,
      file: sourceId === undefined ? undefined : idOfFile(writer, sourceId, name),
      last: lastFlow(writer),
    };
  });
  const met = metBefore ?? new MetRows(known.last);
  let writer: FlowWriter | undefined;
  return {
    name,
    counts,
    line: 2,
    resumed: false,
    met,
    write: (rows, _line, isPart) =>
      db.write(
        (_tx, bulk) => {
          if (known.sourceId !== undefined)
            writer ??= new FlowWriter(bulk, { source: known.sourceId, file: known.file ?? none, met, isPart });
          writer?.beginBatch();
          const unclear = new Map<number, Unclear>();
          for (const [index, row] of rows.entries()) {
            const judged = writer?.rehearse(row) ?? { outcome: 'created' };
            if (judged.outcome === 'unclear') unclear.set(index, judged);
            else counts[judged.outcome] += 1;
          }
          return unclear;
        },
        { patienceMs },
      ),
    end: async () => undefined,
    vanished: async () => (known.file === undefined ? 0 : notMet(db, known.file, met)),
  };
}
