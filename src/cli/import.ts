import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { describeBundledData } from '../ingest/bundled-data.ts';
import { type ImportFormatName, importFormats } from '../ingest/import-formats.ts';
import type { ImportReport } from '../ingest/import-records.ts';
import { type Creatable, creatable, type TableNoun, tableNouns } from '../ingest/table/table-nouns.ts';
import { listBundledMappings } from '../ingest/trade-flows/table-files.ts';
import { suggestName } from '../model/find-nearest-name.ts';
import { type Config, UsageError } from '../server/settings.ts';
import { createChoiceArgument, createChoiceOption } from './choices.ts';
import { formatImportReport, formatRejections, getExitCode } from './import-report.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { addSettingOptions, readCommandConfig, toUpdateOptions, writingDefaults } from './setting-options.ts';

const settings = ['CHANCERY_DB', 'CHANCERY_DATA', 'CHANCERY_SOURCES', 'CHANCERY_MIGRATION_BACKUP'] as const;

type ImportSettings = Pick<Config['values'], (typeof settings)[number]>;

interface Flags {
  terms?: string;
  mapping?: string;
  noun?: TableNoun | 'flow';
  create?: readonly Creatable[];
  column?: Readonly<Record<string, string>>;
  acceptUnverified?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function addImportCommand(program: Command): void {
  const formats = Object.entries(importFormats).map(([name, { description }]) => `  ${name.padEnd(12)} ${description}`);
  const command = program
    .command('import')
    .description('Import data from files. Importing the same files again changes nothing.')
    .addArgument(createChoiceArgument('<format>', 'Format of the files; see below.', Object.keys(importFormats)))
    .argument('<path>', 'File or folder to read. entries: - for stdin.')
    .option('--terms <folder>', "hsg-travels: folder with the travellers' terms of office.")
    .option('--mapping <name or file>', 'flows, table: mapping that describes the columns of the tables.')
    .addOption(
      createChoiceOption('--noun <noun>', 'table: what each row becomes, unless the mapping states it.', [
        ...tableNouns,
        'flow',
      ]),
    )
    .option('--create <kinds>', 'table: create what is missing, cited: "persons,sources,offices".', parseCreatable)
    .option(
      '--column <name=value>',
      'table: add a column that the table lacks, with this value in all rows. Repeatable.',
      addColumn,
    )
    .option(
      '--accept-unverified',
      'entries: accept quotations that cannot be compared with the text of their source. Exports need no flag.',
    )
    .option('--dry-run', 'Report what would be imported without writing anything.')
    .option('--json', 'Print one JSON document: the report.')
    .addHelpText(
      'after',
      `\nFormats:\n${formats.join('\n')}\n\nExits with 1 if records were rejected; all others are imported. A file written by "export --with-history"\nis restored completely or not at all, into a new or an empty database.\n\nExample:\n  chancery import entries my-visits.yaml --dry-run\n  chancery read article.txt | chancery import entries -`,
    )
    .action(async (stated: ImportFormatName, path: string, flags: Flags) => {
      // Trade flows have a format of their own.
      const isFlow =
        flags.noun === 'flow' || (flags.noun === undefined && listBundledMappings().includes(flags.mapping ?? ''));
      const format = stated === 'table' && isFlow ? 'flows' : stated;
      const { values } = readCommandConfig(command, settings, writingDefaults);
      validateImportArguments(format, path, flags);
      const exported = await detectExportFile(format, path);
      if (exported === 'history') {
        await restoreHistoryFile(path, flags, values);
        return;
      }
      const acceptUnverified = flags.acceptUnverified === true || exported === 'records';
      const report = await runImport(format, path, { ...flags, acceptUnverified }, values);
      if (flags.json) printJson(report);
      else
        print(
          `${flags.dryRun ? 'Would import' : 'Imported'} ${path === '-' ? 'stdin' : path}\n${formatImportReport(report)}`,
        );
      process.exitCode = getExitCode([report]);
    });
  addSettingOptions(command, settings, writingDefaults);
}

function validateImportArguments(
  name: ImportFormatName,
  path: string,
  { terms, mapping, noun, create, column, acceptUnverified }: Flags,
): void {
  if (acceptUnverified && name !== 'entries')
    throw new UsageError(`--accept-unverified is an option of entries, not of ${name}.`);
  if (terms !== undefined && name !== 'hsg-travels')
    throw new UsageError(`--terms is an option of hsg-travels, not of ${name}.`);
  if (mapping !== undefined && name !== 'flows' && name !== 'table')
    throw new UsageError(`--mapping is an option of flows and table, not of ${name}.`);
  if (mapping === undefined && name === 'table')
    throw new UsageError(
      'table requires --mapping: the path of a mapping file, which "chancery mapping new" proposes, or a name of "chancery mapping list".',
    );
  if (noun !== undefined && noun !== 'flow' && name !== 'table')
    throw new UsageError(`--noun is an option of table, not of ${name}.`);
  if (column !== undefined && name !== 'table') throw new UsageError(`--column is an option of table, not of ${name}.`);
  if (create !== undefined && name !== 'table') throw new UsageError(`--create is an option of table, not of ${name}.`);
  if (mapping === undefined && name === 'flows')
    throw new UsageError(
      `flows requires --mapping: one of ${listBundledMappings().join(', ')}, or the path of a mapping file.`,
    );
  for (const input of [path, terms])
    if (input !== undefined && !(input === '-' && name === 'entries') && !existsSync(input))
      throw new UsageError(`There is no file or folder ${resolve(input)}.`);
}

function parseCreatable(text: string): Creatable[] {
  return text.split(',').map((part) => {
    const kind = creatable.find((one) => one === part.trim());
    if (kind === undefined)
      throw new UsageError(
        `--create is "${text}". Expected one or several of ${creatable.join(', ')}.${suggestName(part.trim(), creatable)}`,
      );
    return kind;
  });
}

/** Adds the column of an option, "name=value", to those before it. */
function addColumn(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^\s*([^=]+?)\s*=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined || value.trim() === '')
    throw new UsageError(`--column is "${text}". Expected name=value.`);
  if (Object.hasOwn(before, name)) throw new UsageError(`--column gives "${name}" twice.`);
  return { ...before, [name]: value.trim() };
}

/** Returns what a file was exported as, if it was. */
async function detectExportFile(name: ImportFormatName, path: string) {
  if (name !== 'entries' || path === '-' || extname(path) !== '.jsonl' || !statSync(path).isFile()) return undefined;
  const { detectExport } = await import('../ingest/history-format.ts');
  return detectExport(path);
}

async function restoreHistoryFile(
  path: string,
  { dryRun = false, json = false }: Flags,
  values: ImportSettings,
): Promise<void> {
  const { CHANCERY_DB: database } = values;
  const { restoreFromExport } = await import('../ingest/create-database.ts');
  const file = resolve(path);
  const progress = await createProgressBar(undefined);
  const report = await restoreFromExport(database, file, {
    dryRun,
    onProgress: progress.update,
    ...toUpdateOptions(values),
  }).finally(() => progress.stop());
  const { rejected, rejections, ...counts } = report;
  if (json) printJson({ file, database, ...report });
  else
    print(
      [
        rejected > 0
          ? `Nothing was restored from ${file}`
          : `${dryRun ? 'Would restore' : 'Restored'} ${file} to ${database}`,
        formatTable(Object.entries({ ...counts, rejected })),
        ...formatRejections(rejections, rejected),
      ].join('\n'),
    );
  process.exitCode = rejected > 0 ? 1 : 0;
}

async function runImport(
  name: ImportFormatName,
  path: string,
  flags: Flags,
  values: ImportSettings,
): Promise<ImportReport> {
  const { CHANCERY_DB: database, CHANCERY_DATA: data, CHANCERY_SOURCES: sources } = values;
  const format = importFormats[name];
  const [{ importRecords }, { openOrCreateDatabase }] = await Promise.all([
    import('../ingest/import-records.ts'),
    import('../ingest/create-database.ts'),
  ]);
  // Runs first, so that no database is created if the folder holds no such files.
  const total = await format.estimateCount?.(path);
  // A dry run without a database uses a temporary one.
  const temporaryFolder = flags.dryRun && !existsSync(database) ? mkdtempSync(join(tmpdir(), 'chancery-')) : undefined;
  using temporary = new DisposableStack();
  if (temporaryFolder) temporary.defer(() => rmSync(temporaryFolder, { recursive: true, force: true }));
  const databasePath = temporaryFolder ? join(temporaryFolder, 'chancery.db') : database;
  await using db = await openOrCreateDatabase(databasePath, {
    data,
    sources,
    ...toUpdateOptions(values),
    onCreated: () =>
      temporaryFolder ? undefined : printToStderr(`Created ${databasePath} with ${describeBundledData(data)}.`),
  });
  const progress = await createProgressBar(total);
  using running = new DisposableStack();
  running.defer(progress.stop);
  const { dryRun = false, acceptUnverified = false, terms, mapping = '', noun, create, column } = flags;
  const interrupt = (): never => {
    running.dispose();
    temporary.dispose();
    printToStderr(dryRun ? 'Interrupted.' : 'Interrupted. Run the same command again to import the rest.');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  running.defer(() => process.off('SIGINT', interrupt));
  // Rejects files are written to the folder of the database.
  const rejectsPrefix = join(dirname(database), `${basename(database, extname(database))}.${name}`);
  if (name === 'table')
    return await importFormats.table.importFile(db, path, {
      ...{ mapping, dryRun, rejectsPrefix, create, constants: column, onProgress: progress.update },
      noun: noun === 'flow' ? undefined : noun,
    });
  if ('importFile' in format)
    return await format.importFile(db, path, { mapping, dryRun, rejectsPrefix, onProgress: progress.update });
  return await importRecords(db, format.read(db, path, terms === undefined ? {} : { terms }), {
    dryRun,
    countScope: format.countScope,
    importer: name,
    isCompleteInput: format.isCompleteInput,
    acceptsUnverified: acceptUnverified,
    onProgress: progress.update,
    ...(temporaryFolder ? {} : { rejectsFile: `${rejectsPrefix}.rejects.jsonl` }),
  });
}
