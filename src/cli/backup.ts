import { existsSync, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { UsageError } from '../server/settings.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

export function addBackupCommand(program: Command): void {
  const verb = program
    .command('backup')
    .description(
      'copy the database, as it stands at one moment, to a new file; servers and other writers go on meanwhile',
    )
    .argument('<file>', 'the file to make; one that exists is left alone')
    .option('--json', 'one JSON document: file, bytes, sequence, records')
    .addHelpText('after', '\nExample:\n  chancery backup backups/2026-11-24.db')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const path = readCommandConfig(verb, settings).values.CHANCERY_DB;
      const file = resolve(name);
      const folder = dirname(file);
      if (!existsSync(folder) || !statSync(folder).isDirectory())
        throw new UsageError(`There is no folder ${folder}. Make it, or name a file in another.`);
      if (lstatSync(file, { throwIfNoEntry: false }))
        throw new UsageError(`${file} exists already, and was left as it is. Name a new file.`);
      if (!existsSync(path))
        throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
      const { backupDatabase } = await import('../db/backup.ts');
      const { bytes, sequence, records } = await backupDatabase(path, file);
      if (json) printJson({ file, bytes, sequence, records });
      else
        print(
          `Backed up ${path} to ${file}\n${formatTable(Object.entries({ bytes, sequence, records: records ?? 'not known' }))}`,
        );
    });
  addSettingOptions(verb, settings);
}
