import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { DataVersion } from '../db/data-version.ts';
import type { ContentNegotiation } from './content-negotiation.ts';
import type { HttpRequest } from './http-types.ts';
import type { ReceivedRequest } from './request-params.ts';

/** An answer as it went out. */
export interface CachedResponse {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly operation: string;
  readonly datasetSequence: number | undefined;
}

/** Where the answer to one request is, or may be put. */
export interface CacheSlot {
  readonly cached: CachedResponse | undefined;
  /** Keeps it, unless something has been written since the place was asked for. */
  store(answer: CachedResponse): void;
}

/** What Node takes for an entry beside its text and bytes, about. */
const entryOverheadBytes = 500;

/** Whole answers of queries, by what was sent and by whom, until anything is written or the day ends. */
export class ResponseCache {
  readonly #commits: DataVersion;
  readonly #responses: LRUCache<string, CachedResponse>;
  #dataVersion = '';

  constructor(path: string, maxBytes: number) {
    this.#commits = new DataVersion(path);
    this.#responses = new LRUCache({
      maxSize: maxBytes,
      // One answer is not to drive out all others.
      maxEntrySize: Math.ceil(maxBytes / 8),
      sizeCalculation: ({ body }, key) => body.length + 2 * key.length + entryOverheadBytes,
    });
  }

  /** Asked before the query runs: what is written while it runs makes another state. */
  openSlot(
    asked: HttpRequest,
    { responseType: type }: ContentNegotiation,
    { cacheKey: sent }: ReceivedRequest,
  ): CacheSlot | undefined {
    if (sent === undefined || type === 'text/event-stream') return undefined;
    const state = this.#refreshDataVersion();
    const key = `${type} ${getAuthScope(asked)} ${sent}`;
    return {
      cached: this.#responses.get(key),
      store: (answer) => {
        if (state === this.#dataVersion) this.#responses.set(key, answer);
      },
    };
  }

  close(): void {
    this.#responses.clear();
    this.#commits.close();
  }

  /** Answers may speak of what is current, which the day decides too. */
  #refreshDataVersion(): string {
    const state = `${this.#commits.read()} ${Math.floor(Date.now() / 86_400_000)}`;
    if (state !== this.#dataVersion) this.#responses.clear();
    this.#dataVersion = state;
    return state;
  }
}

/** Readers without a token share their answers; a token itself is not kept. */
function getAuthScope(asked: HttpRequest): string {
  const authorization = asked.header('authorization');
  return authorization === undefined ? '-' : hash('sha256', authorization);
}
