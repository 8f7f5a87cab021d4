import type { Reader } from './db/client.ts';

/** What one request holds: a snapshot to read from, and what is told of the request afterwards. */
export interface Context {
  reader: Reader;
  trace: Trace;
}

/** What the log, the response's extensions and the tests learn of a request. */
export interface Trace {
  readonly id: string;
  operation?: string;
  statements: readonly string[];
  /** The first error's code. */
  code?: string;
  /** The sequence number of the data set that was read. */
  dataset?: number;
}
