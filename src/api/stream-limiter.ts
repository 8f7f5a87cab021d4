import { requestError } from './graphql-errors.ts';
import type { Limits } from './limits.ts';

/** Limits the open streams of events, per client and in total. */
export class StreamLimiter {
  readonly #limits: Pick<Limits, 'streams' | 'streamsPerClient'>;
  readonly #byClient = new Map<string, number>();
  #total = 0;

  constructor(limits: Pick<Limits, 'streams' | 'streamsPerClient'>) {
    this.#limits = limits;
  }

  /** Counts a stream, and returns the function that ends it. Throws RATE_LIMITED or OVERLOADED if there are too many. */
  open(client: string): () => void {
    const { streams, streamsPerClient } = this.#limits;
    const headers = { 'retry-after': '10' };
    const count = this.#byClient.get(client) ?? 0;
    if (count >= streamsPerClient)
      throw requestError(
        'RATE_LIMITED',
        `This address has ${count} open streams; the limit is ${streamsPerClient}. Close one, or follow several changes in one stream.`,
        { status: 429, headers },
      );
    if (this.#total >= streams)
      throw requestError(
        'OVERLOADED',
        `The server has reached its limit of ${streams} open streams. Try again later.`,
        {
          status: 503,
          headers,
        },
      );
    this.#byClient.set(client, count + 1);
    this.#total += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#total -= 1;
      const rest = (this.#byClient.get(client) ?? 1) - 1;
      if (rest > 0) this.#byClient.set(client, rest);
      else this.#byClient.delete(client);
    };
  }
}
