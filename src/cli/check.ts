import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { getSettingFlag, UsageError } from '../server/settings.ts';
import type { SourceCheckReport, VerificationFailure } from '../store/check-source-spans.ts';
import { assertDatabaseExists } from './database.ts';
import { formatTable, pluralize, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

interface Flags {
  json?: boolean;
  sources?: string[];
  only?: string;
}

interface CheckResult {
  problems: string[];
  /** What else to know, such as that a copy was checked. */
  note?: string;
  checked: Record<string, number>;
  sources?: SourceCheckReport;
}

export function addCheckCommand(program: Command): void {
  const { flag, help } = getSettingFlag('CHANCERY_SOURCES');
  const command = program
    .command('check')
    .description(
      'Check the integrity of the database and of every citation, without changing it. Exits with 1 if problems are found.',
    )
    .option(
      '--json',
      'Print one JSON document: problems, checked, and a note if a copy was checked; with --sources also sources: spans, verified, texts, missed, unreadable.',
    )
    .option(flag, `${help} Can be repeated.`, (path: string, paths: string[] = []) => [...paths, path])
    .option('--only <key>', 'Compare only the quotations of this source with its text.')
    .addHelpText('after', '\nExample:\n  chancery check --sources texts/ --json')
    .action(async ({ json = false, sources, only }: Flags) => {
      const { CHANCERY_DB, CHANCERY_SOURCES } = readCommandConfig(command, settings).values;
      const folders = sources ?? (CHANCERY_SOURCES === '' ? [] : [CHANCERY_SOURCES]);
      if (only !== undefined && folders.length === 0)
        throw new UsageError('--only requires --sources: give the files or folders with the texts.');
      const result = await runCheck(CHANCERY_DB, folders, only);
      if (json) printJson(result);
      else print(formatCheck(result));
      process.exitCode = countProblems(result) > 0 ? 1 : 0;
    });
  addSettingOptions(command, settings);
}

async function runCheck(path: string, folders: readonly string[], only: string | undefined): Promise<CheckResult> {
  for (const folder of folders)
    if (!existsSync(folder)) throw new UsageError(`There is no file or folder ${resolve(folder)}.`);
  assertDatabaseExists(path);
  const [
    { openUnchangedDatabase },
    { checkIntegrity },
    { checkOlderDatabase },
    { checkSourceSpans },
    { SourceTextFiles },
  ] = await Promise.all([
    import('../db/read-only-database.ts'),
    import('../store/check-integrity.ts'),
    import('../store/check-older-database.ts'),
    import('../store/check-source-spans.ts'),
    import('../store/source-text-files.ts'),
  ]);
  const { db: opened, isCopy } = await openUnchangedDatabase(path);
  await using db = opened;
  const result = isCopy ? { ...(await checkOlderDatabase(db)), note: copyNote } : await checkIntegrity(db);
  return folders.length === 0
    ? result
    : { ...result, sources: await checkSourceSpans(db, new SourceTextFiles(folders), only) };
}

const copyNote =
  'The database is of an older version. A temporary copy of it was updated and checked; the dates of the copy were not repaired.';

const countProblems = ({ problems, sources }: CheckResult): number => problems.length + (sources?.missed.length ?? 0);

function formatCheck(result: CheckResult): string {
  const { checked, problems, note, sources } = result;
  const problemCount = countProblems(result);
  return [
    formatTable(Object.entries(checked)),
    ...(note === undefined ? [] : [note]),
    ...problems.map((problem) => `  ${problem}`),
    ...(sources ? formatSources(sources) : []),
    problemCount === 0 ? 'No problems.' : `${pluralize(problemCount, 'problem')}.`,
  ].join('\n');
}

const formatSources = ({ missed, unreadable, verified, spans, texts }: SourceCheckReport): string[] => [
  ...[...missed.map(formatMissedCitation), ...unreadable].map((line) => `  ${line}`),
  `verified ${verified} of ${pluralize(spans, 'span')} in ${pluralize(texts, 'text')}`,
];

function formatMissedCitation(missed: VerificationFailure): string {
  if (!('of' in missed)) return `${missed.source}, ${pluralize(missed.spans, 'span')}: ${missed.reason}`;
  const { source, of, field, start, end, reason } = missed;
  return `${source}, ${of}${field === null ? '' : `, ${field}`}, ${start} to ${end}: ${reason}`;
}
