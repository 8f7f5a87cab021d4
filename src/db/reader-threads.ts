import type { StatementHistory } from './inline-attempt.ts';
import type { RenderedQuery } from './render-sql.ts';

/** The client for which statements run. */
export interface ReadClient {
  /** Identifies the client, such as by its address: one operation of a client runs in the reader threads at a time. */
  readonly key: string;
  /** Milliseconds for which the database has worked for this request. */
  databaseMs: number;
  /** Milliseconds of CPU time that this request has used on the event loop. */
  eventLoopMs: number;
  /** Whether a statement was rejected because too many operations were waiting for a thread. */
  isRejected: boolean;
}

/** A thread with a connection of its own. */
export interface LeasedThread {
  /** Milliseconds that the statements have taken. */
  readonly usedMs: number;
  begin(): Promise<void>;
  /** Rejects with TIMEOUT if the statement takes longer than `withinMs`. */
  all(query: RenderedQuery, withinMs: number): Promise<unknown[]>;
  get(query: RenderedQuery, withinMs: number): Promise<unknown>;
  commit(): Promise<void>;
  /** Runs a query on the version of an entry that was known at an instant; undefined if there was none. */
  getAsKnownAt(query: RenderedQuery, version: EntryVersion, withinMs: number): Promise<unknown>;
}

/** Identifies a former version of an entry. */
export interface EntryVersion {
  key: string;
  /** An ISO timestamp. */
  knownAt: string;
}

/** One state of the database, which is read over many operations. */
export interface LeasedSnapshot {
  /** Each statement is an operation of its own, in turns with those of other clients. */
  all(query: RenderedQuery, withinMs: number): Promise<unknown[]>;
  get(query: RenderedQuery, withinMs: number): Promise<unknown>;
  close(): Promise<void>;
}

/** Threads that run the statements that are too expensive for the event loop. */
export interface ReaderThreads {
  readonly history: StatementHistory;
  /** Runs `work` with a thread, after the client's earlier operations. Throws OVERLOADED if too many are waiting. */
  run<T>(client: ReadClient, work: (thread: LeasedThread) => Promise<T>): Promise<T>;
  /** Opens a snapshot for a client, after its earlier ones are closed. Throws OVERLOADED if too many are waiting. */
  openSnapshot(client: ReadClient): Promise<LeasedSnapshot>;
  close(): Promise<void>;
}
