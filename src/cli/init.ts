import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { formatImportReport, getExitCode, mergeReports } from './import-report.ts';
import { print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

export function addInitCommand(program: Command): void {
  const verb = program
    .command('init')
    .description(
      'make the database: reference data and the bundled dossier; on one that exists, load them again (what is unchanged stays)',
    )
    .option('--empty', 'reference data only')
    .option('--json', 'one JSON document: database, made, report')
    .addHelpText('after', '\nExample:\n  chancery init --db var/my-record.db')
    .action(async ({ empty = false, json = false }: { empty?: boolean; json?: boolean }) => {
      const path = readCommandConfig(verb, settings).values.CHANCERY_DB;
      const made = !existsSync(path);
      const { loadBundledData: loadRecord, createDatabase: makeRecord } = await import('../ingest/create-database.ts');
      const reports = await (made ? makeRecord : loadRecord)(path, { empty });
      const report = mergeReports(reports);
      if (json) printJson({ database: path, made, report });
      else print(`${made ? 'Made' : 'Loaded again into'} ${path}\n${formatImportReport(report)}`);
      process.exitCode = getExitCode(reports);
    });
  addSettingOptions(verb, settings);
}
