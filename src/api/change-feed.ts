import { setTimeout } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import { outsideSequence, sequenceOf, sequencesAfter } from '../db/queries/change.ts';
import type { Change } from '../schema/context.ts';

/** How often the data set is asked for its sequence number while somebody waits for a change. */
const pollMs = 50;
const pageSize = 100;

interface Waiter {
  /** The last change that it has seen. */
  last: number;
  wake(): void;
  fail(error: unknown): void;
}

/** Follows the changes of the data set, whichever process writes them: one poll for all who wait, none while nobody does. */
export class Feed {
  readonly #db: Database;
  readonly #waiters = new Set<Waiter>();
  #polling = false;
  #closed = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Every change after `after`, or from now on, once and in order, read as it is asked for; it ends when `left` says so. */
  async follow(
    after: number | null | undefined,
    left: AbortSignal,
  ): Promise<{ begin: number; changes: AsyncIterable<Change> }> {
    const sequence = await this.#db.read(sequenceOf);
    const begin = after ?? sequence;
    const refused = outsideSequence(begin, sequence);
    if (refused) throw refused;
    return { begin, changes: this.#changes(begin, left) };
  }

  /** Ends all streams, and those that are still to come. */
  close(): void {
    this.#closed = true;
    for (const waiter of [...this.#waiters]) waiter.wake();
  }

  async *#changes(from: number, left: AbortSignal): AsyncGenerator<Change, void, void> {
    let last = from;
    const ended = (): boolean => this.#closed || left.aborted;
    while (!ended()) {
      const sequences = await this.#db.read((reader) => sequencesAfter(reader, last, pageSize));
      for (const sequence of sequences) {
        if (ended()) return;
        yield { sequence };
        last = sequence;
      }
      if (sequences.length === 0 && !ended()) await this.#next(last, left);
    }
  }

  /** Waits for a change after `last`, or for the end of the stream. */
  #next(last: number, left: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const settled = (settle: () => void): void => {
      this.#waiters.delete(waiter);
      left.removeEventListener('abort', waiter.wake);
      settle();
    };
    const waiter: Waiter = { last, wake: () => settled(resolve), fail: (error) => settled(() => reject(error)) };
    left.addEventListener('abort', waiter.wake);
    this.#waiters.add(waiter);
    void this.#poll();
    return promise;
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      for (;;) {
        await setTimeout(pollMs);
        if (this.#waiters.size === 0) return;
        const sequence = await this.#db.read(sequenceOf);
        for (const waiter of [...this.#waiters]) if (waiter.last < sequence) waiter.wake();
      }
    } catch (error) {
      for (const waiter of [...this.#waiters]) waiter.fail(error);
    } finally {
      this.#polling = false;
    }
  }
}
