import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../server/settings.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

export function addRestoreCommand(program: Command): void {
  const verb = program
    .command('restore')
    .description(
      'make the database from a backup, which is checked first and stays as it is; where there is a database, nothing is done',
    )
    .argument('<file>', 'the backup')
    .option('--json', 'one JSON document: database, file, bytes, sequence, records')
    .addHelpText('after', '\nExample:\n  chancery restore backups/2026-11-24.db --db var/chancery.db')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const database = readCommandConfig(verb, settings).values.CHANCERY_DB;
      const file = resolve(name);
      if (existsSync(database))
        throw new UsageError(`${database} exists already. Move it away first, or name another file with CHANCERY_DB.`);
      if (!existsSync(file) || !statSync(file).isFile())
        throw new UsageError(`There is no file ${file}. Name one that "chancery backup" made.`);
      // What was committed last may stand in that log alone.
      if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
        throw new UsageError(
          `${file} has a write-ahead log beside it: it is a database, not a backup. Make one with "chancery backup --db ${file}".`,
        );
      const { restoreDatabase } = await import('../db/backup.ts');
      const { openDatabaseWithHistory } = await import('../store/open-database.ts');
      const upgrade = async (draft: string): Promise<void> => (await openDatabaseWithHistory({ path: draft })).close();
      const { bytes, sequence, records } = await restoreDatabase(file, database, upgrade);
      if (json) printJson({ database, file, bytes, sequence, records });
      else
        print(
          `Restored ${file} to ${database}\n${formatTable(Object.entries({ bytes, sequence, records: records ?? 'not known' }))}`,
        );
    });
  addSettingOptions(verb, settings);
}
