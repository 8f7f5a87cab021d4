import { setImmediate } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import type { Database, Reader } from '../../db/database.ts';
import { limitTime } from '../../db/deadline.ts';
import type { ReadClient, ReaderThreads } from '../../db/reader-threads.ts';
import { addStatementText, renderSql } from '../../db/render-sql.ts';
import { FairQueue, queueLimits } from '../../store/fair-queue.ts';

interface SnapshotOptions {
  db: Database;
  threads: ReaderThreads | undefined;
  client: ReadClient;
  /** Milliseconds for which each statement may run. */
  withinMs: number;
}

/** One state of the database, until it is closed. */
export interface Snapshot {
  reader: Reader;
  close(): Promise<void>;
}

/** Opens a snapshot for reading many statements: in a thread, or on the event loop if there are no threads. */
export const openSnapshot = (options: SnapshotOptions): Promise<Snapshot> =>
  options.threads ? openInThread(options.threads, options) : openOnEventLoop(options);

async function openInThread(threads: ReaderThreads, { client, withinMs }: SnapshotOptions): Promise<Snapshot> {
  const leased = await threads.openSnapshot(client);
  const statements: string[] = [];
  const render = (query: SQL) => {
    const rendered = renderSql(query);
    addStatementText(statements, rendered.sql);
    return rendered;
  };
  return {
    reader: {
      statements,
      all: async <Row>(query: SQL) => (await leased.all(render(query), limitTime(query, withinMs))) as Row[],
      get: async <Row>(query: SQL) => (await leased.get(render(query), limitTime(query, withinMs))) as Row | undefined,
    },
    close: leased.close,
  };
}

/** Snapshots of a database that may be open on the event loop: its other connections are left for queries. */
const maxSnapshots = 2;
const queues = new WeakMap<Database, FairQueue>();

async function openOnEventLoop({ db, client, withinMs }: SnapshotOptions): Promise<Snapshot> {
  const queue = queues.get(db) ?? new FairQueue({ slots: maxSnapshots, ...queueLimits });
  queues.set(db, queue);
  const release = await queue.acquire(client.key).catch((error: unknown) => {
    client.isRejected = true;
    throw error;
  });
  const opened = Promise.withResolvers<Reader>();
  const closed = Promise.withResolvers<void>();
  const finished = db
    .read(
      (reader) => {
        opened.resolve(reader);
        return closed.promise;
      },
      { withinMs, isPerStatement: true },
    )
    .catch(opened.reject)
    .finally(release);
  const reader = await opened.promise;
  // Other requests run between the statements.
  const measure = async <T>(read: () => Promise<T>): Promise<T> => {
    await setImmediate();
    const startedAt = performance.now();
    try {
      return await read();
    } finally {
      client.databaseMs += performance.now() - startedAt;
    }
  };
  return {
    reader: {
      statements: reader.statements,
      all: (query) => measure(() => reader.all(query)),
      get: (query) => measure(() => reader.get(query)),
    },
    async close() {
      closed.resolve();
      await finished;
    },
  };
}
