import { type Column, getTableName, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './database.ts';

/** As many new records, or rows, as may make SQLite's picture of the tables wrong. */
const growthThreshold = 500;

/**
 * Looks at the tables anew where an import has brought much, or many small ones have, so that queries are planned for what is there. "PRAGMA optimize"
 * leaves tables that grew between two connections. Connections that are open, in whichever process, read the statistics again only with a schema
 * that has changed: a view that comes and goes changes it.
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

/** Whether a table has that many rows, and a quarter, more than the statistics know of. */
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
