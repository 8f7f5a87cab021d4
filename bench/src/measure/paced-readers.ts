import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

export interface ReaderLatency {
  requests: number;
  failures: number;
  p50: number;
  p95: number;
  max: number;
}

/** Requests without a response after this time count as failures. */
const maxResponseMs = 10_000;

/**
 * Clients that each send a request at fixed intervals, whether or not the previous one has been answered. A request's
 * time counts from the moment at which it was due.
 */
export class PacedReaders {
  readonly #url: string;
  readonly #bodies: readonly string[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  readonly #stopped = new AbortController();
  #times: number[] = [];
  #failures = 0;
  #isMeasuring = false;
  /** Measured requests without a response. */
  #pending = 0;

  constructor(url: string, bodies: readonly string[], { readers, perSecond }: { readers: number; perSecond: number }) {
    this.#url = url;
    this.#bodies = bodies;
    const intervalMs = 1000 / perSecond;
    for (let reader = 0; reader < readers; reader += 1)
      void this.#read(reader, (reader * intervalMs) / readers, intervalMs);
  }

  /** Measures the requests that are due within the given time. */
  async measure(seconds: number): Promise<ReaderLatency> {
    this.#times = [];
    this.#failures = 0;
    this.#isMeasuring = true;
    await setTimeout(seconds * 1000);
    this.#isMeasuring = false;
    // Requests that are still pending count as well.
    const deadline = performance.now() + maxResponseMs;
    while (this.#pending > 0 && performance.now() < deadline) await setTimeout(20);
    this.#failures += this.#pending;
    this.#pending = 0;
    const times = this.#times.toSorted((left, right) => left - right);
    const at = (share: number): number => Math.round(10 * (times[Math.floor(times.length * share)] ?? Number.NaN)) / 10;
    return {
      requests: times.length,
      failures: this.#failures,
      p50: at(0.5),
      p95: at(0.95),
      max: Math.round(times.at(-1) ?? Number.NaN),
    };
  }

  stop(): void {
    this.#stopped.abort();
    this.#agent.destroy();
  }

  async #read(reader: number, delayMs: number, intervalMs: number): Promise<void> {
    const startedAt = performance.now() + delayMs;
    for (let count = 0; !this.#stopped.signal.aborted; count += 1) {
      const dueAt = startedAt + count * intervalMs;
      await setTimeout(Math.max(0, dueAt - performance.now()));
      this.#send(this.#bodies[(count * 50 + reader) % this.#bodies.length] ?? '', `10.0.1.${reader}`, dueAt);
    }
  }

  #send(body: string, address: string, dueAt: number): void {
    const counts = this.#isMeasuring;
    if (counts) this.#pending += 1;
    const measurement = this.#times;
    const finish = (ok: boolean): void => {
      if (!counts || measurement !== this.#times) return;
      this.#pending -= 1;
      this.#times.push(performance.now() - dueAt);
      if (!ok) this.#failures += 1;
    };
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': address,
    };
    const message = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
      response.resume().once('end', () => finish(response.statusCode === 200));
    });
    message.once('error', () => finish(false));
    message.end(body);
  }
}
