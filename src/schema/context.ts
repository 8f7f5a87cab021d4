import type { Database, Reader } from '../db/database.ts';
import type { Editor } from '../editing/edit-types.ts';

/** The sender of a request, or the sentence that says why it may not write. */
export type Authentication = { editor: Editor } | { denialReason: string };

/** What one request holds, and what is told of the request afterwards. */
export interface Context {
  /** A query reads one snapshot throughout. In a mutation each statement has its own, and sees what was written before it. */
  reader: Reader;
  db: Database;
  /** Whose token the request bears, looked up when it is first asked for. */
  authenticate(): Promise<Authentication>;
  /** The changes after this sequence number, or from now on, as they are written. */
  follow(position: FeedPosition): Promise<AsyncIterable<ChangeEvent>>;
  trace: RequestTrace;
}

/** Where a feed starts: after a sequence number, or now. */
export interface FeedPosition {
  afterSequence?: number | null | undefined;
  /** The epoch of that sequence number. */
  epoch?: string | null | undefined;
}

/** A change as the feed announces it. */
export interface ChangeEvent {
  sequence: number;
}

/** What the log, the response's extensions and the tests learn of a request. */
export interface RequestTrace {
  readonly id: string;
  operation?: string;
  statements: readonly string[];
  /** The first error's code. */
  code?: string;
  /** The sequence number of the data set that was read. */
  datasetSequence?: number | undefined;
  /** The epoch of the feed, for the headers of its stream. */
  datasetEpoch?: string;
  /** Whether the answer was kept from an earlier request; not told where none is ever kept. */
  cache?: 'hit' | 'miss';
  /** Whether it was asked who reads: such an answer is for that reader alone. */
  isPersonal?: boolean;
}
