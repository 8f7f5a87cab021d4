import type { SQL } from 'drizzle-orm';
import type { Database, Reader } from './database.ts';
import { limitTime } from './deadline.ts';
import { InlineAttempt, LeaveEventLoopError } from './inline-attempt.ts';
import type { LeasedThread, ReadClient, ReaderThreads } from './reader-threads.ts';
import { renderSql } from './render-sql.ts';

interface IsolationOptions {
  db: Database;
  /** Without threads, all statements run on the event loop. */
  threads: ReaderThreads | undefined;
  client: ReadClient;
  withinMs: number;
}

/**
 * Runs `work` on one snapshot: on the event loop if its statements have proved quick, otherwise in a reader thread. If a
 * statement exceeds the budget of the event loop, the result is discarded and `work` runs again as a whole in a thread.
 */
export async function readIsolated<T>(
  work: (reader: Reader) => Promise<T> | T,
  { db, threads, client, withinMs }: IsolationOptions,
): Promise<T> {
  if (!threads) return db.read(work, { withinMs });
  const attempt = new InlineAttempt(threads.history);
  try {
    const readInline = (reader: Reader) => work({ ...reader, getAsKnownAt: async () => attempt.leave() });
    const result = await db.read(readInline, { withinMs, attempt });
    // The executor turns the error of a rejected statement into an error of its field.
    if (!attempt.hasLeft) return result;
  } catch (error) {
    if (!attempt.hasLeft) throw error;
  } finally {
    addInlineWork(client, attempt.usedMs);
  }
  return threads.run(client, (thread) => readInThread(thread, work, withinMs));
}

function addInlineWork(client: ReadClient, ms: number): void {
  client.databaseMs += ms;
  client.eventLoopMs += ms;
}

async function readInThread<T>(
  thread: LeasedThread,
  work: (reader: Reader) => Promise<T> | T,
  withinMs: number,
): Promise<T> {
  const statements: string[] = [];
  const remainingMs = (): number => withinMs - thread.usedMs;
  const render = (query: SQL) => {
    const rendered = renderSql(query);
    statements.push(rendered.sql);
    return rendered;
  };
  await thread.begin();
  try {
    return await work({
      statements,
      all: async <Row>(query: SQL) => (await thread.all(render(query), limitTime(query, remainingMs()))) as Row[],
      get: async <Row>(query: SQL) =>
        (await thread.get(render(query), limitTime(query, remainingMs()))) as Row | undefined,
      getAsKnownAt: (query, version) => thread.getAsKnownAt(renderSql(query), version, remainingMs()),
    });
  } finally {
    await thread.commit();
  }
}

/** Returns a reader that takes a new snapshot for each query, and runs each on the event loop or in a reader thread. */
export function createIsolatedReader({ db, threads, client, withinMs }: IsolationOptions): Reader {
  if (!threads) return db.autocommitReader({ withinMs });
  const attempt = new InlineAttempt(threads.history);
  const inline = db.autocommitReader({ withinMs, attempt });
  const run = async <R>(
    readInline: () => Promise<R>,
    readInThread: (thread: LeasedThread) => Promise<unknown>,
  ): Promise<R> => {
    attempt.hasLeft = false;
    const { usedMs } = attempt;
    try {
      return await readInline();
    } catch (error) {
      if (!(error instanceof LeaveEventLoopError)) throw error;
    } finally {
      addInlineWork(client, attempt.usedMs - usedMs);
    }
    return (await threads.run(client, readInThread)) as R;
  };
  return {
    statements: inline.statements,
    all: <Row>(query: SQL) =>
      run(
        () => inline.all<Row>(query),
        (thread) => thread.all(renderSql(query), limitTime(query, withinMs)),
      ),
    get: <Row>(query: SQL) =>
      run(
        () => inline.get<Row>(query),
        (thread) => thread.get(renderSql(query), limitTime(query, withinMs)),
      ),
    getAsKnownAt: (query, version) =>
      threads.run(client, (thread) => thread.getAsKnownAt(renderSql(query), version, withinMs)),
  };
}
