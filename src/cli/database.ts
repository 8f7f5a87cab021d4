import { existsSync } from 'node:fs';
import type { Database } from '../db/database.ts';
import { StartError } from '../model/errors.ts';
import type { SettingValues } from '../server/settings.ts';
import { toUpdateOptions } from './setting-options.ts';

export function assertDatabaseExists(path: string): void {
  if (!existsSync(path))
    throw new StartError(`There is no database at ${path}. Create it with "chancery init", or set CHANCERY_DB.`);
}

/** The settings of commands that open an existing database. */
export const existingDatabaseSettings = ['CHANCERY_DB', 'CHANCERY_MIGRATION_BACKUP'] as const;

/** Opens the database of the settings. Throws if there is none, instead of creating one. */
export async function openExistingDatabase(
  values: Pick<SettingValues, (typeof existingDatabaseSettings)[number]>,
): Promise<Database> {
  const { CHANCERY_DB: path } = values;
  assertDatabaseExists(path);
  const { openDatabaseWithHistory } = await import('../store/open-database.ts');
  return openDatabaseWithHistory({ path, ...toUpdateOptions(values) });
}
