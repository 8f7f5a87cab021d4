import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Commits } from '../db/data-version.ts';
import type { Accepted } from './content-negotiation.ts';
import type { Asked } from './http-types.ts';
import type { Received } from './request-params.ts';

/** An answer as it went out. */
export interface Kept {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly operation: string;
  readonly dataset: number | undefined;
}

/** Where the answer to one request is, or may be put. */
export interface Place {
  readonly found: Kept | undefined;
  /** Keeps it, unless something has been written since the place was asked for. */
  keep(answer: Kept): void;
}

/** What Node takes for an entry beside its text and bytes, about. */
const overhead = 500;

/** Whole answers of queries, by what was sent and by whom, until anything is written or the day ends. */
export class ResponseCache {
  readonly #commits: Commits;
  readonly #answers: LRUCache<string, Kept>;
  #state = '';

  constructor(path: string, maxBytes: number) {
    this.#commits = new Commits(path);
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      // One answer is not to drive out all others.
      maxEntrySize: Math.ceil(maxBytes / 8),
      sizeCalculation: ({ body }, key) => body.length + 2 * key.length + overhead,
    });
  }

  /** Asked before the query runs: what is written while it runs makes another state. */
  place(asked: Asked, { type }: Accepted, { key: sent }: Received): Place | undefined {
    if (sent === undefined || type === 'text/event-stream') return undefined;
    const state = this.#now();
    const key = `${type} ${rightsOf(asked)} ${sent}`;
    return {
      found: this.#answers.get(key),
      keep: (answer) => {
        if (state === this.#state) this.#answers.set(key, answer);
      },
    };
  }

  close(): void {
    this.#answers.clear();
    this.#commits.close();
  }

  /** Answers may speak of what is current, which the day decides too. */
  #now(): string {
    const state = `${this.#commits.now()} ${Math.floor(Date.now() / 86_400_000)}`;
    if (state !== this.#state) this.#answers.clear();
    this.#state = state;
    return state;
  }
}

/** Readers without a token share their answers; a token itself is not kept. */
function rightsOf(asked: Asked): string {
  const authorization = asked.header('authorization');
  return authorization === undefined ? '-' : hash('sha256', authorization);
}
