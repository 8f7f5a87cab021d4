import type { Reader } from './db/client.ts';

/** What one request holds: a snapshot to read from. */
export interface Context {
  reader: Reader;
}
