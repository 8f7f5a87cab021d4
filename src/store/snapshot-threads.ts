import type { LeasedSnapshot, LeasedThread, ReadClient } from '../db/reader-threads.ts';
import { FairQueue, queueLimits } from './fair-queue.ts';

/** A pool with a single thread. */
interface ThreadPool {
  run<T>(client: ReadClient, work: (thread: LeasedThread) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A thread whose connection has an open transaction. */
interface SnapshotThread {
  pool: ThreadPool;
  /** Whether the thread was replaced, so that its transaction is gone. */
  isLost: boolean;
}

/**
 * Threads for snapshots, each with a connection of its own: a transaction stays open between operations, but only its
 * statements take turns with those of the other threads. They start on demand, and are used again.
 */
export class SnapshotThreads {
  readonly #createPool: (onReplace: () => void) => ThreadPool;
  /** Admits one snapshot per client at a time. */
  readonly #turns: FairQueue;
  readonly #idle: SnapshotThread[] = [];
  readonly #open = new Set<SnapshotThread>();
  #isClosed = false;

  constructor(maxSnapshots: number, createPool: (onReplace: () => void) => ThreadPool) {
    this.#createPool = createPool;
    this.#turns = new FairQueue({ slots: maxSnapshots, ...queueLimits });
  }

  async open(client: ReadClient): Promise<LeasedSnapshot> {
    const release = await this.#turns.acquire(client.key).catch((error: unknown) => {
      client.isRejected = true;
      throw error;
    });
    const thread = this.#idle.pop() ?? this.#startThread();
    this.#open.add(thread);
    const run = <T>(work: (leased: LeasedThread) => Promise<T>): Promise<T> => {
      if (thread.isLost || this.#isClosed) throw new Error('The thread of the snapshot has ended.');
      return thread.pool.run(client, work);
    };
    const close = async (): Promise<void> => {
      if (!this.#open.delete(thread)) return;
      try {
        await run((leased) => leased.commit());
        this.#idle.push(thread);
      } catch {
        await thread.pool.close();
      } finally {
        release();
      }
    };
    try {
      await run((leased) => leased.begin());
    } catch (error) {
      await close();
      throw error;
    }
    return {
      all: async (query, withinMs) => run((leased) => leased.all(query, withinMs)),
      get: async (query, withinMs) => run((leased) => leased.get(query, withinMs)),
      close,
    };
  }

  #startThread(): SnapshotThread {
    const thread: SnapshotThread = {
      isLost: false,
      pool: this.#createPool(() => {
        thread.isLost = true;
      }),
    };
    return thread;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#idle, ...this.#open];
    this.#idle.length = 0;
    this.#open.clear();
    await Promise.all(threads.map(({ pool }) => pool.close()));
  }
}
