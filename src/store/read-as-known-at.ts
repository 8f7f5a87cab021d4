import type { Database } from '../db/database.ts';
import type { EntryVersion } from '../db/reader-threads.ts';
import type { RenderedQuery } from '../db/render-sql.ts';
import { restoreVersion } from './time-travel.ts';
import { Writer } from './writer.ts';

/**
 * Runs a query on a former version of an entry, which is restored in a transaction that is rolled back. Returns undefined
 * if the entry was unknown at that time.
 */
export const readAsKnownAt = (
  db: Database,
  query: RenderedQuery,
  { key, knownAt }: EntryVersion,
  withinMs: number,
): Promise<unknown> =>
  db.write(
    (tx, bulk) => {
      const writer = new Writer(tx, { by: 'a reader' });
      return writer.runAndRollBack(() => (restoreVersion(writer, key, knownAt) ? bulk.get(query) : undefined));
    },
    { withinMs },
  );
