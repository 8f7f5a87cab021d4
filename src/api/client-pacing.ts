import { LRUCache } from 'lru-cache';

/** Event-loop time that a client may use at once. */
const burstMs = 50;
/** Charged when a request starts, and corrected when its work is known. */
const estimatedMs = 3;
/** Charged for a request that is rejected, so that a flood of them slows down. */
const rejectedMs = 10;
const maxWaiting = 64;
const maxClients = 10_000;

interface ClientLoad {
  /** Milliseconds of event-loop time that the client has used and that time has not yet made up for. */
  usedMs: number;
  updatedAt: number;
  waiting: number;
  /** Settles when the last waiting request of the client may start. */
  lastTurn: Promise<void>;
}

/**
 * Spreads the requests of each client over time, so that their work on the event loop delays others little. A client
 * whose requests have used its burst waits; its share of the event loop refills at a constant rate.
 */
export class ClientPacing {
  readonly #refillPerMs: number;
  readonly #clients = new LRUCache<string, ClientLoad>({ max: maxClients });

  /** @param refillPerMinute Milliseconds of event-loop time per minute that a client may use continuously. */
  constructor(refillPerMinute: number) {
    this.#refillPerMs = refillPerMinute / 60_000;
  }

  /** Waits for the client's turn. Returns false if too many of its requests are waiting. */
  async admit(clientKey: string): Promise<boolean> {
    const load = this.#getLoad(clientKey);
    if (load.waiting >= maxWaiting) return false;
    load.waiting += 1;
    const turn = load.lastTurn.then(() => this.#waitForTurn(load));
    load.lastTurn = turn;
    await turn;
    load.waiting -= 1;
    return true;
  }

  /** Corrects the estimate of a request that has been admitted. */
  settle(clientKey: string, { eventLoopMs, isRejected }: { eventLoopMs: number; isRejected: boolean }): void {
    const load = this.#getLoad(clientKey);
    this.#refill(load);
    load.usedMs = Math.max(0, load.usedMs + eventLoopMs + (isRejected ? rejectedMs : 0) - estimatedMs);
  }

  /** Adds work that a request has done after it was settled. */
  charge(clientKey: string, eventLoopMs: number): void {
    const load = this.#getLoad(clientKey);
    this.#refill(load);
    load.usedMs += eventLoopMs;
  }

  async #waitForTurn(load: ClientLoad): Promise<void> {
    for (;;) {
      this.#refill(load);
      if (load.usedMs <= burstMs) break;
      const waitMs = Math.ceil((load.usedMs - burstMs) / this.#refillPerMs);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    load.usedMs += estimatedMs;
  }

  #getLoad(clientKey: string): ClientLoad {
    const existing = this.#clients.get(clientKey);
    if (existing) return existing;
    const load = { usedMs: 0, updatedAt: performance.now(), waiting: 0, lastTurn: Promise.resolve() };
    this.#clients.set(clientKey, load);
    return load;
  }

  #refill(load: ClientLoad): void {
    const now = performance.now();
    load.usedMs = Math.max(0, load.usedMs - (now - load.updatedAt) * this.#refillPerMs);
    load.updatedAt = now;
  }
}
