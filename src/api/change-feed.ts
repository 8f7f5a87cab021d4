import { LRUCache } from 'lru-cache';
import type { Database } from '../db/database.ts';
import { listSequencesAfter, readSequence, validateAfterSequence, validateEpoch } from '../db/queries/change.ts';
import type { ChangeEvent, FeedPosition } from '../schema/context.ts';

/** The polling interval for the sequence number while there are subscribers. */
const pollMs = 50;
const pageSize = 100;
const maxSharedPages = 100;

interface Waiter {
  /** The last sequence number sent to the subscriber. */
  lastSequence: number;
  wake(): void;
  fail(error: unknown): void;
}

/**
 * Follows the changes made by any process. All subscribers share one poll, which runs only while
 * there are subscribers.
 */
export class ChangeFeed {
  readonly #db: Database;
  readonly #waiters = new Set<Waiter>();
  /** The changes after a sequence number, which subscribers share until the next change. */
  readonly #pages = new LRUCache<number, Promise<number[]>>({ max: maxSharedPages });
  #polling = false;
  #closed = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Streams each change after `afterSequence` (default: from now on) once and in order, until
   * `signal` aborts. Rejects a position of another epoch.
   */
  async follow(
    { afterSequence, epoch }: FeedPosition,
    signal: AbortSignal,
  ): Promise<{ begin: number; changes: AsyncIterable<ChangeEvent> }> {
    const sequence = await this.#db.read(readSequence);
    const begin = afterSequence ?? sequence;
    const error =
      (epoch == null ? undefined : validateEpoch(epoch, this.#db.epoch)) ?? validateAfterSequence(begin, sequence);
    if (error) throw error;
    return { begin, changes: this.#streamChanges(begin, signal) };
  }

  /** Whether streams end because of `close`. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Ends all current and future streams. */
  close(): void {
    this.#closed = true;
    for (const waiter of [...this.#waiters]) waiter.wake();
  }

  async *#streamChanges(from: number, signal: AbortSignal): AsyncGenerator<ChangeEvent, void, void> {
    let last = from;
    const hasEnded = (): boolean => this.#closed || signal.aborted;
    while (!hasEnded()) {
      const sequences = await this.#listAfter(last);
      for (const sequence of sequences) {
        if (hasEnded()) return;
        yield { sequence };
        last = sequence;
      }
      if (sequences.length === 0 && !hasEnded()) await this.#waitForChange(last, signal);
    }
  }

  #listAfter(last: number): Promise<number[]> {
    const shared = this.#pages.get(last);
    if (shared) return shared;
    const page = this.#db.read((reader) => listSequencesAfter(reader, last, pageSize));
    this.#pages.set(last, page);
    page.catch(() => this.#pages.delete(last));
    return page;
  }

  /** Waits for a change after `last`, or for the end of the stream. */
  #waitForChange(last: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const finish = (settle: () => void): void => {
      this.#waiters.delete(waiter);
      signal.removeEventListener('abort', waiter.wake);
      settle();
    };
    const waiter: Waiter = {
      lastSequence: last,
      wake: () => finish(resolve),
      fail: (error) => finish(() => reject(error)),
    };
    signal.addEventListener('abort', waiter.wake);
    this.#waiters.add(waiter);
    void this.#poll();
    return promise;
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        if (this.#waiters.size === 0) return;
        const sequence = await this.#db.read(readSequence);
        const behind = [...this.#waiters].filter(({ lastSequence }) => lastSequence < sequence);
        if (behind.length > 0) this.#pages.clear();
        for (const waiter of behind) waiter.wake();
      }
    } catch (error) {
      for (const waiter of [...this.#waiters]) waiter.fail(error);
    } finally {
      this.#polling = false;
    }
  }
}
