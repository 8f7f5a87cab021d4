import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupSummary } from '../db/backup.ts';
import { assertNewFile } from './assert-new-file.ts';
import { assertDatabaseExists } from './database.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

export function addBackupCommand(program: Command): void {
  const command = program
    .command('backup')
    .description('Copy a consistent snapshot of the database to a new file. Servers and other writers can continue.')
    .argument('<file>', 'File to create. An existing file is never overwritten.')
    .option('--json', 'Print one JSON document: file, bytes, sequence, records.')
    .addHelpText('after', '\nExample:\n  chancery backup backups/2026-11-24.db')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const path = readCommandConfig(command, settings).values.CHANCERY_DB;
      const file = resolve(name);
      assertNewFile(file);
      assertDatabaseExists(path);
      const { backupDatabase } = await import('../db/backup.ts');
      const counts = await backupDatabase(path, file);
      if (json) printJson({ file, ...counts });
      else print(`Backed up ${path} to ${file}\n${formatBackupCounts(counts)}`);
    });
  addSettingOptions(command, settings);
}

export const formatBackupCounts = ({ bytes, sequence, records }: BackupSummary): string =>
  formatTable(Object.entries({ bytes, sequence, records: records ?? 'unknown' }));
