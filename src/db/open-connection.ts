import Sqlite from 'better-sqlite3';
import { registerSqlFunctions } from './sql-functions.ts';

// Reader threads import this module: it and its imports must not load Drizzle, which takes longer than all others together.

/**
 * Opens a connection with the settings and functions that all connections share. An exclusive one locks the database for
 * itself, and therefore needs no shared memory.
 */
export function openConnection(
  path: string,
  { isExclusive = false, ...options }: Sqlite.Options & { isExclusive?: boolean } = {},
): Sqlite.Database {
  const client = new Sqlite(path, { timeout: 5_000, ...options });
  try {
    // Before anything is read, or the connection would open the shared memory.
    if (isExclusive) client.pragma('locking_mode = EXCLUSIVE');
    client.pragma('foreign_keys = ON');
    client.pragma('mmap_size = 268435456');
    client.pragma('cache_size = -32768');
    registerSqlFunctions(client);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
