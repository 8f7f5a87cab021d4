import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { formatNamed, formats } from '../ingest/import-formats.ts';
import type { Report } from '../ingest/import-records.ts';
import { shippedMappings } from '../ingest/trade-flows/table-files.ts';
import { explainPlace } from '../model/validation-messages.ts';
import { type Config, UsageError } from '../server/settings.ts';
import { exitCodeOf, reportText } from './import-report.ts';
import { note, print, printJson, table } from './output.ts';
import { progressBar } from './progress-bar.ts';
import { configOf, withSettings } from './setting-options.ts';

const settings = ['CHANCERY_DB', 'CHANCERY_SOURCES'] as const;

type Values = Pick<Config['values'], (typeof settings)[number]>;

interface Flags {
  terms?: string;
  mapping?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addImport(program: Command): void {
  const list = Object.entries(formats).map(([name, { describe }]) => `  ${name}: ${describe}`);
  const verb = program
    .command('import')
    .description('bring entries in from outside; importing the same twice changes nothing')
    .addArgument(new Argument('<format>', 'what the files are').choices(Object.keys(formats)))
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
      const { values } = configOf(verb, settings);
      refuseUnfit(format, path, flags);
      if (await isHistory(format, path)) {
        await restore(path, flags, values);
        return;
      }
      const report = await run(format, path, flags, values);
      if (flags.json) printJson(report);
      else print(`${flags.dryRun ? 'Would import' : 'Imported'} ${path}\n${reportText(report)}`);
      process.exitCode = exitCodeOf([report]);
    });
  withSettings(verb, settings);
}

function refuseUnfit(name: string, path: string, { terms, mapping }: Flags): void {
  if (terms !== undefined && name !== 'hsg-travels')
    throw new UsageError(`--terms belongs to hsg-travels; ${name} takes none.`);
  if (mapping !== undefined && name !== 'flows')
    throw new UsageError(`--mapping belongs to flows; ${name} takes none.`);
  if (mapping === undefined && name === 'flows')
    throw new UsageError(
      `flows needs --mapping: one of ${shippedMappings().join(', ')}, or the file of your own that says how the table is to be read.`,
    );
  for (const place of [path, terms])
    if (place !== undefined && !existsSync(place))
      throw new UsageError(`There is no file or folder ${resolve(place)}.`);
}

async function isHistory(name: string, path: string): Promise<boolean> {
  if (name !== 'entries' || extname(path) !== '.jsonl' || !statSync(path).isFile()) return false;
  const { beginsWithHistory } = await import('../ingest/history-format.ts');
  return beginsWithHistory(path);
}

/** A whole record with its history: all of it, or nothing. */
async function restore(
  path: string,
  { dryRun = false, json = false }: Flags,
  { CHANCERY_DB: database }: Values,
): Promise<void> {
  const { restoreRecord } = await import('../ingest/create-database.ts');
  const file = resolve(path);
  const progress = await progressBar(undefined);
  const restored = await restoreRecord(database, file, { dryRun, onProgress: progress.update }).finally(() =>
    progress.stop(),
  );
  const { rejected, rejections, ...counts } = restored;
  const lines = [
    rejected > 0
      ? `Nothing was restored from ${file}`
      : `${dryRun ? 'Would restore' : 'Restored'} ${file} to ${database}`,
    table(Object.entries({ ...counts, rejected })),
    ...rejections.slice(0, shown).map((one) => `  ${explainPlace(one)}: ${one.reason}`),
    ...(rejected > shown ? [`  and ${rejected - shown} more; --json lists the first 100`] : []),
  ];
  if (json) printJson({ file, database, ...restored });
  else print(lines.join('\n'));
  process.exitCode = rejected > 0 ? 1 : 0;
}

const shown = 10;

async function run(
  name: string,
  path: string,
  flags: Flags,
  { CHANCERY_DB: database, CHANCERY_SOURCES: sources }: Values,
): Promise<Report> {
  const format = formatNamed(name);
  if (!format)
    throw new UsageError(`There is no format "${name}". It must be one of ${Object.keys(formats).join(', ')}.`);
  const [{ importRecords }, { openRecord }] = await Promise.all([
    import('../ingest/import-records.ts'),
    import('../ingest/create-database.ts'),
  ]);
  // Before the database: a folder that holds nothing of the kind makes none.
  const total = await format.count?.(path);
  // A dry run makes no database either: where there is none, it rehearses on one that is thrown away.
  const rehearsal = flags.dryRun && !existsSync(database) ? mkdtempSync(join(tmpdir(), 'chancery-')) : undefined;
  try {
    const at = rehearsal ? join(rehearsal, 'chancery.db') : database;
    const db = await openRecord(at, {
      empty: true,
      sources,
      onMade: () => (rehearsal ? undefined : note(`Made ${at} with the reference data.`)),
    });
    const progress = await progressBar(total);
    const { dryRun = false, terms, mapping = '' } = flags;
    const stop = (): never => {
      progress.stop();
      if (rehearsal) rmSync(rehearsal, { recursive: true, force: true });
      note(dryRun ? 'Stopped.' : 'Stopped. The same command does the rest.');
      process.exit(130);
    };
    process.once('SIGINT', stop);
    try {
      if ('bring' in format) {
        return await format.bring(db, path, {
          mapping,
          dryRun,
          rejectsPrefix: beside(database, name),
          onProgress: progress.update,
        });
      }
      return await importRecords(db, format.read(db, path, terms === undefined ? {} : { terms }), {
        dryRun,
        counts: format.counts,
        importer: name,
        whole: format.whole,
        onProgress: progress.update,
        ...(rehearsal ? {} : { rejectsFile: `${beside(database, name)}.rejects.jsonl` }),
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
const beside = (database: string, format: string): string =>
  join(dirname(database), `${basename(database, extname(database))}.${format}`);
