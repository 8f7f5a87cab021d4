import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Bulk, Database, Transaction } from '../../db/client.ts';
import { appendRevision, identityOf } from '../../db/writes/history.ts';
import { type FlowRow, FlowWriter, MetRows } from '../../db/writes/trade-flow.ts';
import { beginFile, type FlowFile, keepProgress, lastFlow, rowsOfFile } from '../../db/writes/trade-flow-file.ts';
import { FlowNesting } from '../../db/writes/trade-flow-nesting.ts';
import { Writer } from '../../db/writes/writer.ts';
import type { Report } from '../run.ts';
import { keepPages } from './memory.ts';
import type { Readers } from './row.ts';

export type Counts = Pick<Report, 'read' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'rejections'> & {
  /** How long the file of rejected rows was. */
  rejectsLength: number;
};

interface Named {
  /** The key of the source. */
  source: string;
  name: string;
  digest: string;
}

/** The writing side of one table: batch by batch, each with how far it has come. */
export interface TableSink {
  readonly counts: Counts;
  /** The line to begin with. */
  readonly line: number;
  readonly resumed: boolean;
  /** Writes a batch, and that everything before `line` has been read. */
  write(rows: readonly FlowRow[], line: number): Promise<void>;
  /** Ends the import of the table: how many rows, brought in before from it, it had no more. */
  end(): Promise<number>;
}

/** Nobody waits for an import: it lets others go first. */
export const patienceMs = 60_000;
/** What it leaves to others between two writes that follow each other at once. */
export const pauseMs = 20;

const noCounts = (): Counts => ({ read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, rejections: [], rejectsLength: 0 });

export async function openTable(db: Database, readers: Readers, named: Named, canResume: (counts: Counts) => boolean): Promise<TableSink> {
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
  const met = new MetRows(file.id, progress.lastBefore, progress.first);
  let kept: { writer: FlowWriter; nesting: FlowNesting } | undefined;
  const writers = (bulk: Bulk) => {
    kept ??= { writer: new FlowWriter(bulk, sourceId, file.id, met), nesting: new FlowNesting(bulk, sourceId, readers.areas) };
    return kept;
  };

  function writeRows(tx: Transaction, bulk: Bulk, rows: readonly FlowRow[]): void {
    const { writer: flows, nesting } = writers(bulk);
    const created: { row: FlowRow; id: number }[] = [];
    const tally = { created: 0, updated: 0, unchanged: 0 };
    flows.beginBatch();
    for (const row of rows) {
      const { outcome, id } = flows.put(row);
      tally[outcome] += 1;
      if (outcome === 'created') created.push({ row, id });
    }
    nesting.settle(created);
    for (const outcome of ['created', 'updated', 'unchanged'] as const) progress.counts[outcome] += tally[outcome];
    const writer = new Writer(tx, act(`${name}: ${tally.created} trade flows recorded, ${tally.updated} corrected.`));
    keepProgress(writer, file.id, run, progress);
    if (tally.created + tally.updated === 0) return;
    const identity = identityOf(writer, 'source', source);
    if (!identity) throw new Error(`The source ${source} has no record.`);
    // What changed is not the source's own record but what it holds: the data set's sequence number moves all the same.
    appendRevision(writer, identity.id, 'CORRECTED', {}, { knownAt: writer.now });
  }

  return {
    counts: progress.counts,
    line: progress.line,
    resumed: file.resumed,
    async write(rows, line) {
      progress.line = line;
      await db.write((tx, bulk) => writeRows(tx, bulk, rows), { patienceMs });
    },
    async end() {
      const vanished = file.known && !progress.first ? await notMet(db, file, met) : 0;
      await db.write((tx) => keepProgress(new Writer(tx, act(name)), file.id, run, undefined), { patienceMs });
      return vanished;
    },
  };
}

/** So many rows are looked through at a time: others write in between. */
const slice = 200_000;

/** How many rows, written by earlier imports of the file, were not met in it. */
async function notMet(db: Database, { id, progress }: FlowFile<Counts>, met: MetRows): Promise<number> {
  let standing = 0;
  for (let after = 0; after < progress.lastBefore; after += slice) {
    const upTo = Math.min(after + slice, progress.lastBefore);
    standing += await db.write((_tx, bulk) => rowsOfFile(bulk, id, { after, upTo }), { patienceMs });
    await setTimeout(pauseMs);
  }
  return standing - met.ofFile;
}

/** What writing would do, with nothing written. */
export async function rehearseTable(db: Database, source: string): Promise<TableSink> {
  const counts = noCounts();
  const opened = await db.write((tx, bulk) => {
    const writer = new Writer(tx, { by: 'import flows' });
    const sourceId = identityOf(writer, 'source', source)?.state === 'LIVE' ? writer.keys.id('source', source, 'source') : undefined;
    if (sourceId === undefined) return undefined;
    return new FlowWriter(bulk, sourceId, -1, new MetRows(-1, lastFlow(writer), false));
  });
  return {
    counts,
    line: 2,
    resumed: false,
    async write(rows) {
      await db.write(
        () => {
          opened?.beginBatch();
          for (const row of rows) counts[opened?.rehearse(row) ?? 'created'] += 1;
        },
        { patienceMs },
      );
    },
    end: async () => 0,
  };
}
