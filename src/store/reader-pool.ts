import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StatementHistory } from '../db/inline-attempt.ts';
import { timeoutError } from '../db/read-connection.ts';
import type { EntryVersion, LeasedSnapshot, LeasedThread, ReadClient, ReaderThreads } from '../db/reader-threads.ts';
import type { RenderedQuery } from '../db/render-sql.ts';
import { defaultResponseBytes } from '../db/result-size.ts';
import { reportIfSlow, type SlowStatementLog } from '../db/slow-statements.ts';
import { FairQueue, overloadedError, queueLimits } from './fair-queue.ts';
import {
  fromErrorData,
  readyMessage,
  type ThreadData,
  type ThreadRequest,
  type ThreadResponse,
} from './reader-messages.ts';
import { SnapshotThreads } from './snapshot-threads.ts';

const defaultHungAfterMs = 5_000;
const closeTimeoutMs = 5_000;

/** Admits operations to the threads. The workers of a server share one, in the primary process. */
export interface Admission {
  acquire(client: string): Promise<() => void>;
}

export interface ReaderPoolOptions {
  path: string;
  threads: number;
  /** The maximum size of a result. */
  maxResultBytes?: number | undefined;
  /** By default, a queue of this process. */
  admission?: Admission | undefined;
  /** Which statements may run on the event loop; by default, those that have proved quick. */
  history?: StatementHistory | undefined;
  /** How long a statement may exceed its time limit before its thread is replaced. */
  hungAfterMs?: number | undefined;
  slowStatements?: SlowStatementLog | undefined;
  /** Called when a thread is replaced. */
  onReplace?: ((reason: string) => void) | undefined;
}

/** A pool of threads, each with a read-only connection. */
export class ReaderPool implements ReaderThreads {
  readonly history: StatementHistory;
  readonly #options: ReaderPoolOptions;
  readonly #admission: Admission;
  readonly #idle: ReaderThread[] = [];
  readonly #all = new Set<ReaderThread>();
  readonly #snapshots: SnapshotThreads;

  constructor(options: ReaderPoolOptions) {
    this.#options = options;
    this.history = options.history ?? new StatementHistory();
    this.#admission = options.admission ?? new FairQueue({ slots: options.threads, ...queueLimits });
    this.#snapshots = new SnapshotThreads(options.threads, (onReplace) => {
      const { history } = this;
      return new ReaderPool({
        ...options,
        threads: 1,
        admission: this.#admission,
        history,
        onReplace: (reason) => {
          onReplace();
          options.onReplace?.(reason);
        },
      });
    });
  }

  /** Starts the threads before the first request needs them. */
  start(): void {
    while (this.#all.size < this.#options.threads) this.#idle.push(this.#startThread());
  }

  async run<T>(client: ReadClient, work: (thread: LeasedThread) => Promise<T>): Promise<T> {
    const release = await this.#acquire(client);
    try {
      const thread = this.#idle.pop() ?? this.#startThread();
      try {
        return await work(this.#lease(thread, client));
      } finally {
        if (thread.isUsable) this.#idle.push(thread);
      }
    } finally {
      release();
    }
  }

  async #acquire(client: ReadClient): Promise<() => void> {
    try {
      return await this.#admission.acquire(client.key);
    } catch (error) {
      client.isRejected = true;
      throw error;
    }
  }

  openSnapshot(client: ReadClient): Promise<LeasedSnapshot> {
    return this.#snapshots.open(client);
  }

  async close(): Promise<void> {
    await this.#snapshots.close();
    // The last connection to close removes the write-ahead log. A thread that is busy ends with the process.
    const closed = Promise.all(this.#idle.map((thread) => thread.send({ kind: 'close' }, closeTimeoutMs)));
    await closed.catch(() => undefined);
    for (const thread of this.#all) thread.end();
    this.#all.clear();
    this.#idle.length = 0;
  }

  #startThread(): ReaderThread {
    const { path, maxResultBytes = defaultResponseBytes } = this.#options;
    // A hung thread ends only when its statement does: a new one for each would exhaust the memory.
    if (this.#all.size >= 2 * this.#options.threads) throw overloadedError();
    const thread = new ReaderThread(
      { path, maxResultBytes },
      {
        onFailure: (reason) => {
          const index = this.#idle.indexOf(thread);
          if (index >= 0) this.#idle.splice(index, 1);
          this.#options.onReplace?.(reason);
        },
        onExit: () => this.#all.delete(thread),
      },
    );
    this.#all.add(thread);
    return thread;
  }

  #lease(thread: ReaderThread, client: ReadClient): LeasedThread {
    const { hungAfterMs = defaultHungAfterMs, slowStatements } = this.#options;
    let usedMs = 0;
    const send = async (request: ThreadRequest & { query: RenderedQuery; withinMs: number }): Promise<unknown> => {
      if (request.withinMs <= 0) throw timeoutError();
      const { sql: text } = request.query;
      const response = await thread.send(request, request.withinMs + hungAfterMs).catch((error: unknown) => {
        // A statement that hung must prove quick again.
        this.history.record(text, Infinity);
        throw error;
      });
      const { elapsedMs, cpuMs } = response;
      const workMs = Math.min(elapsedMs, cpuMs);
      usedMs += elapsedMs;
      client.databaseMs += workMs;
      if (request.kind !== 'asKnownAt') this.history.record(text, workMs);
      reportIfSlow(slowStatements, text, elapsedMs);
      return getResult(response);
    };
    return {
      get usedMs() {
        return usedMs;
      },
      begin: async () => void getResult(await thread.send({ kind: 'begin' }, hungAfterMs)),
      commit: async () => {
        if (thread.isUsable) getResult(await thread.send({ kind: 'commit' }, hungAfterMs));
      },
      all: async (query, withinMs) => (await send({ kind: 'all', query, withinMs })) as unknown[],
      get: (query, withinMs) => send({ kind: 'get', query, withinMs }),
      getAsKnownAt: async (query: RenderedQuery, version: EntryVersion, withinMs: number) => {
        // Loading takes seconds on a busy machine, and is not part of the request's time.
        getResult(await thread.send({ kind: 'load' }, Infinity));
        return send({ kind: 'asKnownAt', query, version, withinMs });
      },
    };
  }
}

function getResult(response: ThreadResponse): unknown {
  if ('error' in response) throw fromErrorData(response.error);
  return response.result;
}

interface ThreadEvents {
  /** The thread cannot be used any more. */
  onFailure(reason: string): void;
  onExit(): void;
}

class ReaderThread {
  isUsable = true;
  readonly #worker: Worker;
  readonly #events: ThreadEvents;
  readonly #ready = Promise.withResolvers<void>();
  #pending: PromiseWithResolvers<ThreadResponse> | undefined;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(workerData: ThreadData, events: ThreadEvents) {
    this.#events = events;
    this.#worker = new Worker(fileURLToPath(new URL('./reader-thread.ts', import.meta.url)), { workerData });
    this.#worker.unref();
    // A failure is reported to the next request.
    this.#ready.promise.catch(() => undefined);
    this.#worker.on('message', (message: ThreadResponse | typeof readyMessage) =>
      message === readyMessage ? this.#ready.resolve() : this.#pending?.resolve(message),
    );
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => {
      this.#fail(new Error(`A reader thread ended with code ${code}.`));
      events.onExit();
    });
  }

  /**
   * Sends a request when the thread has responded to the previous one. The thread is terminated if it has not responded
   * after `withinMs`.
   */
  send(request: ThreadRequest, withinMs: number): Promise<ThreadResponse> {
    const response = this.#previous.then(() => this.#sendNow(request, withinMs));
    this.#previous = response.catch(() => undefined);
    return response;
  }

  async #sendNow(request: ThreadRequest, withinMs: number): Promise<ThreadResponse> {
    // The process must not end while it waits for the response.
    this.#worker.ref();
    let watchdog: NodeJS.Timeout | undefined;
    try {
      await this.#ready.promise;
      if (!this.isUsable) throw new Error('The reader thread has ended.');
      this.#pending = Promise.withResolvers<ThreadResponse>();
      if (Number.isFinite(withinMs)) watchdog = setTimeout(() => this.#terminateUnlessResponding(), withinMs);
      this.#worker.postMessage(request);
      return await this.#pending.promise;
    } finally {
      clearTimeout(watchdog);
      this.#worker.unref();
      this.#pending = undefined;
    }
  }

  #terminateUnlessResponding(): void {
    const request = this.#pending;
    // If this thread was blocked, the response has arrived and is handled first.
    setImmediate(() => {
      if (!request || this.#pending !== request) return;
      this.#fail(timeoutError());
      void this.#worker.terminate();
    });
  }

  end(): void {
    this.isUsable = false;
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    if (!this.isUsable) return;
    this.isUsable = false;
    this.#ready.reject(error);
    this.#pending?.reject(error);
    this.#events.onFailure(error.message);
  }
}
