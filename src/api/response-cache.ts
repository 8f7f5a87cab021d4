import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { DataVersion } from '../db/data-version.ts';
import type { ContentEncoding } from './content-encoding.ts';
import type { ContentNegotiation } from './content-negotiation.ts';
import type { HttpRequest } from './http-request.ts';
import type { GraphqlRequest } from './read-graphql-request.ts';

/** The response to a query, as it was sent. */
export interface CachedResponse {
  readonly type: string;
  /** How the body is compressed, if it is. */
  readonly encoding: ContentEncoding | undefined;
  readonly body: Buffer<ArrayBuffer>;
  readonly etag: string;
  /** Headers in addition to those of every cached response. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly operation: string;
  readonly documentHash: string | undefined;
  readonly cost: number | undefined;
  readonly datasetSequence: number | undefined;
}

/** The place of one request's response in the cache. */
export interface CacheSlot {
  readonly cached: CachedResponse | undefined;
  /** Caches the response, unless the database has been written to since the slot was opened. */
  store(response: CachedResponse): void;
}

/** What Node needs for an entry in addition to its key and its bytes, approximately. */
const entryOverheadBytes = 500;

/** Responses by request, encoding and token, until the database is written to or the day ends. */
export class ResponseCache {
  readonly #commits: DataVersion;
  readonly #responses: LRUCache<string, CachedResponse>;
  #dataVersion = '';

  constructor(path: string, maxBytes: number) {
    this.#commits = new DataVersion(path);
    this.#responses = new LRUCache({
      maxSize: maxBytes,
      // One large response must not evict all others.
      maxEntrySize: Math.ceil(maxBytes / 8),
      sizeCalculation: ({ body }, key) => body.length + 2 * key.length + entryOverheadBytes,
    });
  }

  /** Call before the query runs: a write while it runs makes its response outdated. */
  openSlot(
    request: HttpRequest,
    { responseType }: ContentNegotiation,
    encoding: ContentEncoding | undefined,
    { cacheKey }: GraphqlRequest,
  ): CacheSlot | undefined {
    if (cacheKey === undefined || responseType === 'text/event-stream') return undefined;
    const version = this.#refreshDataVersion();
    const key = `${responseType} ${encoding ?? 'identity'} ${getAuthScope(request)} ${cacheKey}`;
    return {
      cached: this.#responses.get(key),
      store: (response) => {
        if (version === this.#dataVersion) this.#responses.set(key, response);
      },
    };
  }

  close(): void {
    this.#responses.clear();
    this.#commits.close();
  }

  /** The version includes the day: some fields depend on the current date. */
  #refreshDataVersion(): string {
    const version = `${this.#commits.read()} ${Math.floor(Date.now() / 86_400_000)}`;
    if (version !== this.#dataVersion) this.#responses.clear();
    this.#dataVersion = version;
    return version;
  }
}

/** Clients without a token share their responses. Tokens are stored as hashes only. */
function getAuthScope(request: HttpRequest): string {
  const authorization = request.header('authorization');
  return authorization === undefined ? '-' : hash('sha256', authorization);
}
