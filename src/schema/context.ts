import type { SQL } from 'drizzle-orm';
import type { Database, Reader } from '../db/database.ts';
import type { JsonText } from '../db/json-text.ts';
import type { EntryVersion } from '../db/reader-threads.ts';
import type { Editor, WriteSummary } from '../editing/edit-types.ts';

/** The sender of a request, or the reason why the request may not write. */
export type Authentication = { editor: Editor; expiresAt: string } | { denialReason: string };

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
  /** Milliseconds for which the database may work on a query. */
  withinMs: number;
  /** Logs what a mutation has written. */
  logWrite(write: WriteSummary): void;
  trace: RequestTrace;
  alerts: AlertSupport;
  /** Adds JSON to the size of the response. Throws COST_LIMIT if that is too large. */
  addToResponse(json: JsonText): void;
}

/** Validates what saved searches consist of. */
export interface AlertSupport {
  /** Whether mail can be sent. */
  hasMail: boolean;
  /** Returns the normalized URL. Throws BAD_INPUT unless webhooks may be sent to it. */
  validateWebhookUrl(url: string): Promise<string>;
  /** Runs the filter of a list, by its field of Query. Throws the errors that the list would have. */
  validateFilter(field: string, filter: object): Promise<void>;
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

/** Why a request may not write. */
export type TokenRejection = 'MISSING' | 'MALFORMED' | 'UNKNOWN' | 'REVOKED' | 'EXPIRED';

/** What is logged about the token of a request, if it was looked up. */
export interface TokenTrace {
  /** The public part of the token. */
  token?: string;
  holder?: string;
  tokenRejection?: TokenRejection;
}

/** Data about a request for the log, the extensions of the response, and tests. */
export interface RequestTrace extends TokenTrace {
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
