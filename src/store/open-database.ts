import { sql } from 'drizzle-orm';
import { type Database, type DatabaseOptions, openDatabase } from '../db/database.ts';
import { dateSemanticsVersion } from './date-semantics-version.ts';

/**
 * Opens the database, repairs dates that an older version stored, and gives records that predate the history their first
 * revision. Throws StartError if it cannot be used.
 */
export async function openDatabaseWithHistory(options: DatabaseOptions): Promise<Database> {
  const db = await openDatabase(options);
  try {
    await updateRecords(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Repairs dates, and begins the history, where an older version wrote the records. */
export async function updateRecords(db: Database): Promise<void> {
  const pending = await db.read(async (reader) => ({
    dates:
      ((await reader.get<{ user_version: number }>(sql`PRAGMA user_version`))?.user_version ?? 0) <
      dateSemanticsVersion,
    history: await reader.get(sql`SELECT 1 FROM records WHERE revision IS NULL`),
  }));
  // Loaded on demand: few databases are that old.
  if (pending.dates) await (await import('./repair-stored-dates.ts')).repairStoredDates(db);
  if (pending.history) await (await import('./backfill-history.ts')).backfillHistory(db);
}
