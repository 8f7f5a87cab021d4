import { type Column, getTableName, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './database.ts';

/** The number of new rows after which SQLite's statistics may be misleading. */
const growthThreshold = 500;

/**
 * Runs ANALYZE after a large import, or after many small ones, so that queries are planned for the current data.
 * "PRAGMA optimize" misses tables that grew between two connections. Open connections of any process reload the
 * statistics only when the schema changes, so a view is created and dropped.
 */
export async function refreshPlannerStatistics(
  db: Database,
  { table, created }: { table: SQLiteTable & { id: Column }; created: number },
  options?: { patienceMs: number },
): Promise<void> {
  if (created === 0 || (created < growthThreshold && !(await hasOutgrownStatistics(db, table)))) return;
  await db.write((tx) => {
    for (const statement of [
      sql`ANALYZE`,
      sql`CREATE VIEW statistics_renewed AS SELECT 1`,
      sql`DROP VIEW statistics_renewed`,
    ])
      tx.run(statement);
  }, options);
}

/** Whether a table has outgrown its statistics by the threshold and by a quarter. */
const hasOutgrownStatistics = (db: Database, table: SQLiteTable & { id: Column }): Promise<boolean> =>
  db.read(async (reader) => {
    if (!(await reader.get(sql`SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'`))) return true;
    const found = await reader.get<{ all: number | null; known: number | null }>(
      sql`SELECT (SELECT max(${table.id}) FROM ${table}) AS "all",
        (SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ${getTableName(table)}) AS known`,
    );
    const { all, known } = { all: found?.all ?? 0, known: found?.known ?? 0 };
    return all - known >= Math.max(growthThreshold, known / 4);
  });
