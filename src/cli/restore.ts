import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../server/settings.ts';
import { formatBackupCounts } from './backup.ts';
import { print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

export function addRestoreCommand(program: Command): void {
  const command = program
    .command('restore')
    .description('Create the database from a backup, which is checked first. An existing database is never replaced.')
    .argument('<file>', 'Backup to restore. It is not changed.')
    .option('--json', 'Print one JSON document: database, file, bytes, sequence, records.')
    .addHelpText('after', '\nExample:\n  chancery restore backups/2026-11-24.db --db var/chancery.db')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const database = readCommandConfig(command, settings).values.CHANCERY_DB;
      const file = resolve(name);
      if (existsSync(database))
        throw new UsageError(`${database} already exists. Move it away first, or set CHANCERY_DB to another file.`);
      if (!existsSync(file) || !statSync(file).isFile())
        throw new UsageError(`There is no file ${file}. Give a file created by "chancery backup".`);
      // The latest commits may be in the log only.
      if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
        throw new UsageError(
          `${file} has a write-ahead log, so it is a live database, not a backup. Create a backup with "chancery backup --db ${file}".`,
        );
      const { restoreDatabase } = await import('../db/backup.ts');
      const { openDatabaseWithHistory } = await import('../store/open-database.ts');
      const upgrade = async (draft: string): Promise<void> =>
        (await openDatabaseWithHistory({ path: draft, migrationBackup: false })).close();
      const counts = await restoreDatabase(file, database, upgrade);
      if (json) printJson({ database, file, ...counts });
      else print(`Restored ${file} to ${database}\n${formatBackupCounts(counts)}`);
    });
  addSettingOptions(command, settings);
}
