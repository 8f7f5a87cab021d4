import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';

/** As many new records, or rows, as may make SQLite's picture of the tables wrong. */
export const manyRows = 500;

/**
 * Looks at the tables anew, so that queries are planned for what is there. "PRAGMA optimize" leaves tables that grew between two connections. Connections
 * that are open, in whichever process, read the statistics again only with a schema that has changed: a view that comes and goes changes it.
 */
export const renewStatistics = (db: Database, options?: { patienceMs: number }): Promise<void> =>
  db.write((tx) => {
    for (const statement of [sql`ANALYZE`, sql`CREATE VIEW statistics_renewed AS SELECT 1`, sql`DROP VIEW statistics_renewed`])
      tx.run(statement);
  }, options);
