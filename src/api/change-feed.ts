import { setTimeout } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import { listSequencesAfter, readSequence, validateAfterSequence } from '../db/queries/change.ts';
import type { ChangeEvent } from '../schema/context.ts';

/** How often the data set is asked for its sequence number while somebody waits for a change. */
const pollMs = 50;
const pageSize = 100;

interface Waiter {
  /** The last change that it has seen. */
  lastSequence: number;
  wake(): void;
  fail(error: unknown): void;
}

/** Follows the changes of the data set, whichever process writes them: one poll for all who wait, none while nobody does. */
export class ChangeFeed {
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
  ): Promise<{ begin: number; changes: AsyncIterable<ChangeEvent> }> {
    const sequence = await this.#db.read(readSequence);
    const begin = after ?? sequence;
    const refused = validateAfterSequence(begin, sequence);
    if (refused) throw refused;
    return { begin, changes: this.#streamChanges(begin, left) };
  }

  /** Ends all streams, and those that are still to come. */
  close(): void {
    this.#closed = true;
    for (const waiter of [...this.#waiters]) waiter.wake();
  }

  async *#streamChanges(from: number, left: AbortSignal): AsyncGenerator<ChangeEvent, void, void> {
    let last = from;
    const ended = (): boolean => this.#closed || left.aborted;
    while (!ended()) {
      const sequences = await this.#db.read((reader) => listSequencesAfter(reader, last, pageSize));
      for (const sequence of sequences) {
        if (ended()) return;
        yield { sequence };
        last = sequence;
      }
      if (sequences.length === 0 && !ended()) await this.#waitForChange(last, left);
    }
  }

  /** Waits for a change after `last`, or for the end of the stream. */
  #waitForChange(last: number, left: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const settled = (settle: () => void): void => {
      this.#waiters.delete(waiter);
      left.removeEventListener('abort', waiter.wake);
      settle();
    };
    const waiter: Waiter = {
      lastSequence: last,
      wake: () => settled(resolve),
      fail: (error) => settled(() => reject(error)),
    };
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
        const sequence = await this.#db.read(readSequence);
        for (const waiter of [...this.#waiters]) if (waiter.lastSequence < sequence) waiter.wake();
      }
    } catch (error) {
      for (const waiter of [...this.#waiters]) waiter.fail(error);
    } finally {
      this.#polling = false;
    }
  }
}
