import { sql } from 'drizzle-orm';
import { type Database, type DatabaseOptions, openDatabase } from '../db/database.ts';

/** Opens the database and gives records that predate the history their first revision. Throws StartError if it cannot be used. */
export async function openDatabaseWithHistory(options: DatabaseOptions): Promise<Database> {
  const db = await openDatabase(options);
  try {
    const pending = await db.read((reader) => reader.get(sql`SELECT 1 FROM records WHERE revision IS NULL`));
    // Loaded on demand: few databases are that old.
    if (pending) await (await import('./backfill-history.ts')).backfillHistory(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}
