import { existsSync } from 'node:fs';
import type { Database } from '../db/database.ts';
import { StartError } from '../model/errors.ts';

export function assertDatabaseExists(path: string): void {
  if (!existsSync(path))
    throw new StartError(`There is no database at ${path}. Create it with "chancery init", or set CHANCERY_DB.`);
}

/** Opens the database at `path`. Throws if there is none, instead of creating one. */
export async function openExistingDatabase(path: string): Promise<Database> {
  assertDatabaseExists(path);
  const { openDatabaseWithHistory } = await import('../store/open-database.ts');
  return openDatabaseWithHistory({ path });
}
