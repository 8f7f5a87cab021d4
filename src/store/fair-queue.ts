import { ChanceryError } from '../model/errors.ts';

interface FairQueueOptions {
  /** Tasks of a group that may run at the same time. */
  slots: number;
  maxWaitingPerClient: number;
  maxWaiting: number;
  maxWaitMs: number;
}

/** The limits of queues of reads; docs/decisions/reader-threads.md explains the values. */
export const queueLimits = { maxWaitingPerClient: 64, maxWaiting: 512, maxWaitMs: 5_000 };

interface Waiter {
  group: string;
  start(): void;
}

/**
 * Admits one task per client at a time, and in each group as many as it has slots. Clients take turns, so that the
 * number of tasks of a client does not delay the others.
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** Waiting tasks by client. */
  readonly #waiting = new Map<string, Waiter[]>();
  /** When each client with waiting or running tasks was last served, as the number of that task. */
  readonly #lastServed = new Map<string, number>();
  readonly #running = new Set<string>();
  readonly #usedSlots = new Map<string, number>();
  #waitingCount = 0;
  #startedCount = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Resolves when the task may start, with the function that ends it. Throws OVERLOADED if too many tasks are waiting, or one waits too long. */
  async acquire(client: string, group = ''): Promise<() => void> {
    const { maxWaiting, maxWaitingPerClient, maxWaitMs } = this.#options;
    const tasks = this.#waiting.get(client) ?? [];
    if (tasks.length >= maxWaitingPerClient || this.#waitingCount >= maxWaiting) throw overloadedError();
    const { promise, resolve, reject } = Promise.withResolvers<() => void>();
    const waiter: Waiter = {
      group,
      start: () => {
        clearTimeout(timer);
        this.#running.add(client);
        this.#startedCount += 1;
        this.#lastServed.set(client, this.#startedCount);
        this.#usedSlots.set(group, (this.#usedSlots.get(group) ?? 0) + 1);
        resolve(this.#createRelease(client, group));
      },
    };
    const timer = setTimeout(() => {
      this.#remove(client, waiter);
      reject(overloadedError());
    }, maxWaitMs);
    this.#waiting.set(client, [...tasks, waiter]);
    this.#waitingCount += 1;
    this.#startNext();
    return promise;
  }

  #createRelease(client: string, group: string): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#running.delete(client);
      if (!this.#waiting.has(client)) this.#lastServed.delete(client);
      this.#usedSlots.set(group, (this.#usedSlots.get(group) ?? 1) - 1);
      this.#startNext();
    };
  }

  /** Starts every task that may start, first of the clients that have waited longest since they were served. */
  #startNext(): void {
    const lastServed = (client: string): number => this.#lastServed.get(client) ?? 0;
    const clients = [...this.#waiting].toSorted(([left], [right]) => lastServed(left) - lastServed(right));
    for (const [client, tasks] of clients) {
      if (this.#running.has(client)) continue;
      const waiter = tasks.find(({ group }) => (this.#usedSlots.get(group) ?? 0) < this.#options.slots);
      if (!waiter) continue;
      this.#remove(client, waiter);
      waiter.start();
    }
  }

  #remove(client: string, waiter: Waiter): void {
    const tasks = (this.#waiting.get(client) ?? []).filter((task) => task !== waiter);
    if (tasks.length > 0) this.#waiting.set(client, tasks);
    else this.#waiting.delete(client);
    this.#waitingCount -= 1;
  }
}

export const overloadedError = (): ChanceryError =>
  new ChanceryError(
    'OVERLOADED',
    'Too many expensive queries are waiting. Send one at a time, use narrower filters, or try again in a few seconds.',
  );
