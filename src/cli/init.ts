import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { formatImportReport, getExitCode, mergeReports } from './import-report.ts';
import { print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig, toUpdateOptions } from './setting-options.ts';

const settings = ['CHANCERY_DB', 'CHANCERY_MIGRATION_BACKUP'] as const;

export function addInitCommand(program: Command): void {
  const command = program
    .command('init')
    .description(
      'Create the database with the reference data and the bundled dossier. In an existing database, records that differ are updated.',
    )
    .option('--empty', 'Load the reference data only.')
    .option('--json', 'Print one JSON document: database, created, report.')
    .addHelpText('after', '\nExample:\n  chancery init --db var/my-record.db')
    .action(async ({ empty = false, json = false }: { empty?: boolean; json?: boolean }) => {
      const { values } = readCommandConfig(command, settings);
      const path = values.CHANCERY_DB;
      const isNew = !existsSync(path);
      const { createDatabase, loadBundledData } = await import('../ingest/create-database.ts');
      const reports = await (isNew
        ? createDatabase(path, { empty })
        : loadBundledData(path, { empty, ...toUpdateOptions(values) }));
      const report = mergeReports(reports);
      if (json) printJson({ database: path, created: isNew, report });
      else print(`${isNew ? 'Created' : 'Updated'} ${path}\n${formatImportReport(report)}`);
      process.exitCode = getExitCode(reports);
    });
  addSettingOptions(command, settings);
}
