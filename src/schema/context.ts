import type { SQL } from 'drizzle-orm';
import type { Database, Reader } from '../db/database.ts';
import type { EntryVersion } from '../db/reader-threads.ts';
import type { Editor } from '../editing/edit-types.ts';

/** The sender of a request, or the reason why the request may not write. */
export type Authentication = { editor: Editor } | { denialReason: string };

/** The state of a request, including what is logged about it. */
export interface Context {
  /** A query reads one snapshot. In a mutation, each statement sees what was written before it. */
  reader: Reader;
  db: Database;
  /** Runs a query on a former version of an entry; undefined if it was unknown then. */
  getAsKnownAt<Row>(query: SQL, version: EntryVersion): Promise<Row | undefined>;
  /** Looks up the token of the request, once. */
  authenticate(): Promise<Authentication>;
  /** Yields the changes after a position, or from now on, as they are written. */
  follow(position: FeedPosition): Promise<AsyncIterable<ChangeEvent>>;
  trace: RequestTrace;
}

/** Where a feed starts: after a sequence number, or now. */
export interface FeedPosition {
  afterSequence?: number | null | undefined;
  /** The epoch of that sequence number. */
  epoch?: string | null | undefined;
}

/** A change in the feed. */
export interface ChangeEvent {
  sequence: number;
}

/** Data about a request for the log, the extensions of the response, and tests. */
export interface RequestTrace {
  readonly id: string;
  operation?: string;
  statements: readonly string[];
  /** The code of the first error. */
  code?: string;
  /** The sequence number of the dataset that was read. */
  datasetSequence?: number | undefined;
  /** The epoch of the feed, for the headers of its stream. */
  datasetEpoch?: string;
  /** Whether the response was cached; undefined for requests that are never cached. */
  cache?: 'hit' | 'miss';
  /** Whether the response depends on the token, so that it must not be cached for others. */
  dependsOnReader?: boolean;
}
