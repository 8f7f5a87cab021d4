import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';

/** As many new records, or rows, as may make SQLite's picture of the tables wrong. */
export const manyRows = 500;

/** Looks at the tables anew, so that queries are planned for what is there. "PRAGMA optimize" leaves tables that grew between two connections. */
export const renewStatistics = (db: Database, options?: { patienceMs: number }): Promise<void> =>
  db.write((tx) => void tx.run(sql`ANALYZE`), options);
