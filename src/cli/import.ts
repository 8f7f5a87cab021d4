import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { findImportFormat, importFormats } from '../ingest/import-formats.ts';
import type { ImportReport } from '../ingest/import-records.ts';
import { listBundledMappings } from '../ingest/trade-flows/table-files.ts';
import { formatLocation } from '../model/validation-messages.ts';
import { type Config, UsageError } from '../server/settings.ts';
import { formatImportReport, getExitCode } from './import-report.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB', 'CHANCERY_SOURCES'] as const;

type ImportSettings = Pick<Config['values'], (typeof settings)[number]>;

interface Flags {
  terms?: string;
  mapping?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addImportCommand(program: Command): void {
  const list = Object.entries(importFormats).map(([name, { description: describe }]) => `  ${name}: ${describe}`);
  const verb = program
    .command('import')
    .description('bring entries in from outside; importing the same twice changes nothing')
    .addArgument(new Argument('<format>', 'what the files are').choices(Object.keys(importFormats)))
    .argument('<path>', 'the file or folder to read')
    .option('--terms <folder>', "hsg-travels: the travellers' terms of office")
    .option('--mapping <name or file>', 'flows: how the table is to be read')
    .option('--dry-run', 'report what would happen, and change nothing')
    .option('--json', 'one JSON document: the report')
    .addHelpText(
      'after',
      `\nFormats:\n${list.join('\n')}\n\nExit code 1 when entries were rejected: the others are imported. A file that "export --with-history" has made is restored as a whole or not at all, where there is no database or an empty one.\n\nExample:\n  chancery import entries my-visits.yaml --dry-run`,
    )
    .action(async (format: string, path: string, flags: Flags) => {
      const { values } = readCommandConfig(verb, settings);
      validateImportArguments(format, path, flags);
      if (await isHistoryFile(format, path)) {
        await restoreHistoryFile(path, flags, values);
        return;
      }
      const report = await runImport(format, path, flags, values);
      if (flags.json) printJson(report);
      else print(`${flags.dryRun ? 'Would import' : 'Imported'} ${path}\n${formatImportReport(report)}`);
      process.exitCode = getExitCode([report]);
    });
  addSettingOptions(verb, settings);
}

function validateImportArguments(name: string, path: string, { terms, mapping }: Flags): void {
  if (terms !== undefined && name !== 'hsg-travels')
    throw new UsageError(`--terms belongs to hsg-travels; ${name} takes none.`);
  if (mapping !== undefined && name !== 'flows')
    throw new UsageError(`--mapping belongs to flows; ${name} takes none.`);
  if (mapping === undefined && name === 'flows')
    throw new UsageError(
      `flows needs --mapping: one of ${listBundledMappings().join(', ')}, or the file of your own that says how the table is to be read.`,
    );
  for (const place of [path, terms])
    if (place !== undefined && !existsSync(place))
      throw new UsageError(`There is no file or folder ${resolve(place)}.`);
}

async function isHistoryFile(name: string, path: string): Promise<boolean> {
  if (name !== 'entries' || extname(path) !== '.jsonl' || !statSync(path).isFile()) return false;
  const { isHistoryExport: beginsWithHistory } = await import('../ingest/history-format.ts');
  return beginsWithHistory(path);
}

/** A whole record with its history: all of it, or nothing. */
async function restoreHistoryFile(
  path: string,
  { dryRun = false, json = false }: Flags,
  { CHANCERY_DB: database }: ImportSettings,
): Promise<void> {
  const { restoreFromExport: restoreRecord } = await import('../ingest/create-database.ts');
  const file = resolve(path);
  const progress = await createProgressBar(undefined);
  const restored = await restoreRecord(database, file, { dryRun, onProgress: progress.update }).finally(() =>
    progress.stop(),
  );
  const { rejected, rejections, ...counts } = restored;
  const lines = [
    rejected > 0
      ? `Nothing was restored from ${file}`
      : `${dryRun ? 'Would restore' : 'Restored'} ${file} to ${database}`,
    formatTable(Object.entries({ ...counts, rejected })),
    ...rejections.slice(0, maxShown).map((one) => `  ${formatLocation(one)}: ${one.reason}`),
    ...(rejected > maxShown ? [`  and ${rejected - maxShown} more; --json lists the first 100`] : []),
  ];
  if (json) printJson({ file, database, ...restored });
  else print(lines.join('\n'));
  process.exitCode = rejected > 0 ? 1 : 0;
}

const maxShown = 10;

async function runImport(
  name: string,
  path: string,
  flags: Flags,
  { CHANCERY_DB: database, CHANCERY_SOURCES: sources }: ImportSettings,
): Promise<ImportReport> {
  const format = findImportFormat(name);
  if (!format)
    throw new UsageError(`There is no format "${name}". It must be one of ${Object.keys(importFormats).join(', ')}.`);
  const [{ importRecords }, { openOrCreateDatabase: openRecord }] = await Promise.all([
    import('../ingest/import-records.ts'),
    import('../ingest/create-database.ts'),
  ]);
  // Before the database: a folder that holds nothing of the kind makes none.
  const total = await format.estimateCount?.(path);
  // A dry run makes no database either: where there is none, it rehearses on one that is thrown away.
  const rehearsal = flags.dryRun && !existsSync(database) ? mkdtempSync(join(tmpdir(), 'chancery-')) : undefined;
  try {
    const at = rehearsal ? join(rehearsal, 'chancery.db') : database;
    const db = await openRecord(at, {
      empty: true,
      sources,
      onMade: () => (rehearsal ? undefined : printToStderr(`Made ${at} with the reference data.`)),
    });
    const progress = await createProgressBar(total);
    const { dryRun = false, terms, mapping = '' } = flags;
    const stop = (): never => {
      progress.stop();
      if (rehearsal) rmSync(rehearsal, { recursive: true, force: true });
      printToStderr(dryRun ? 'Stopped.' : 'Stopped. The same command does the rest.');
      process.exit(130);
    };
    process.once('SIGINT', stop);
    try {
      if ('importFile' in format) {
        return await format.importFile(db, path, {
          mapping,
          dryRun,
          rejectsPrefix: pathBesideDatabase(database, name),
          onProgress: progress.update,
        });
      }
      return await importRecords(db, format.read(db, path, terms === undefined ? {} : { terms }), {
        dryRun,
        countScope: format.countScope,
        importer: name,
        isCompleteInput: format.isCompleteInput,
        onProgress: progress.update,
        ...(rehearsal ? {} : { rejectsFile: `${pathBesideDatabase(database, name)}.rejects.jsonl` }),
      });
    } finally {
      process.off('SIGINT', stop);
      progress.stop();
      await db.close();
    }
  } finally {
    if (rehearsal) rmSync(rehearsal, { recursive: true, force: true });
  }
}

/** How the name of a file begins that stands beside the database, for each format. */
const pathBesideDatabase = (database: string, format: string): string =>
  join(dirname(database), `${basename(database, extname(database))}.${format}`);
