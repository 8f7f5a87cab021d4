import { sql } from 'drizzle-orm';
import { backUpBeforeUpdate } from '../db/backup.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../db/database.ts';
import { openFrozenDatabase } from '../db/frozen-database.ts';
import { StorageError } from '../model/errors.ts';
import { dateSemanticsVersion } from './date-semantics-version.ts';

interface HistoryDatabaseOptions extends DatabaseOptions {
  /** Whether the database is opened for reading only if the disk is too full to open it for writing. */
  readsFullDisk?: boolean;
}

/**
 * Opens the database, repairs dates that an older version stored, and gives records that predate the history their first
 * revision. Throws StartError if it cannot be used.
 */
export async function openDatabaseWithHistory({
  readsFullDisk = false,
  ...options
}: HistoryDatabaseOptions): Promise<Database> {
  let hasBackup = options.migrationBackup === false;
  const onMigrationBackup = (file: string): void => {
    hasBackup = true;
    options.onMigrationBackup?.(file);
  };
  const db = await openOrFreeze({ ...options, onMigrationBackup }, readsFullDisk);
  try {
    await updateRecords(db, () => {
      if (db.readOnlyReason) throw db.readOnlyReason;
      if (!hasBackup) onMigrationBackup(backUpBeforeUpdate(db.path));
    });
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function openOrFreeze(options: DatabaseOptions, readsFullDisk: boolean): Promise<Database> {
  try {
    return await openDatabase(options);
  } catch (error) {
    if (!readsFullDisk || !(error instanceof StorageError) || error.problem !== 'DISK_FULL') throw error;
    return openFrozenDatabase(options, error);
  }
}

/** Repairs dates, and begins the history, where an older version wrote the records. Calls `backUp` before a change. */
export async function updateRecords(db: Database, backUp?: () => void): Promise<void> {
  const pending = await db.read(async (reader) => ({
    dates:
      ((await reader.get<{ user_version: number }>(sql`PRAGMA user_version`))?.user_version ?? 0) <
      dateSemanticsVersion,
    history: await reader.get(sql`SELECT 1 FROM records WHERE revision IS NULL`),
  }));
  if (pending.history) backUp?.();
  // Loaded on demand: few databases are that old.
  if (pending.dates) await (await import('./repair-stored-dates.ts')).repairStoredDates(db, backUp);
  if (pending.history) await (await import('./backfill-history.ts')).backfillHistory(db);
}
