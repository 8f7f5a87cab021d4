import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../server/settings.ts';
import { formatImportReport, getExitCode, mergeReports } from './import-report.ts';
import { print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig, toUpdateOptions, writingDefaults } from './setting-options.ts';

const settings = ['CHANCERY_DB', 'CHANCERY_DATA', 'CHANCERY_MIGRATION_BACKUP'] as const;

interface Flags {
  data?: string;
  empty?: boolean;
  into?: boolean;
  json?: boolean;
}

export function addInitCommand(program: Command): void {
  const command = program
    .command('init')
    .description(
      'Create the database with the bundled data. In an existing database, records of the reference data and the dossier that differ are updated.',
    )
    .option('--empty', 'The same as --data none.')
    .option(
      '--into',
      'Add the box to an existing database. Records that an import of the same source wrote stay as they are.',
    )
    .option('--json', 'Print one JSON document: database, created, report.')
    .addHelpText(
      'after',
      '\nExample:\n  chancery init --db var/my-record.db\n  chancery init --data box --into --db var/my-record.db',
    )
    .action(async ({ data: stated, empty = false, into = false, json = false }: Flags) => {
      if (empty && stated !== undefined && stated !== 'none')
        throw new UsageError(`--empty is the same as --data none, and --data is "${stated}". Give one of them.`);
      const { values } = readCommandConfig(command, settings, writingDefaults);
      const path = values.CHANCERY_DB;
      const data = empty ? 'none' : values.CHANCERY_DATA;
      const isNew = !existsSync(path);
      if (isNew && into) throw new UsageError(`There is no database ${path}. Omit --into to create it.`);
      if (!isNew && data === 'box' && !into)
        throw new UsageError(`${path} exists. Add --into to add thousands of records of the box to it.`);
      const { createDatabase, loadBundledData } = await import('../ingest/create-database.ts');
      const reports = await (isNew ? createDatabase(path, data) : loadBundledData(path, data, toUpdateOptions(values)));
      const report = mergeReports(reports);
      if (json) printJson({ database: path, created: isNew, report });
      else print(`${isNew ? 'Created' : 'Updated'} ${path}\n${formatImportReport(report)}`);
      process.exitCode = getExitCode(reports);
    });
  addSettingOptions(command, settings, writingDefaults);
}
