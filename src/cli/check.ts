import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { getSettingFlag, UsageError } from '../server/settings.ts';
import type { SourceCheckReport, VerificationFailure } from '../store/check-source-spans.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

interface Flags {
  json?: boolean;
  sources?: string[];
}

interface CheckResult {
  problems: string[];
  checked: Record<string, number>;
  sources?: SourceCheckReport;
}

export function addCheckCommand(program: Command): void {
  const { flag, help } = getSettingFlag('CHANCERY_SOURCES');
  const verb = program
    .command('check')
    .description('check the database and every citation; exit code 1 when something is wrong')
    .option(
      '--json',
      'one JSON document: problems, checked; with texts, sources: spans, verified, texts, missed, unreadable',
    )
    .option(flag, `${help} May be given several times.`, (path: string, paths: string[] = []) => [...paths, path])
    .addHelpText('after', '\nExample:\n  chancery check --sources texts/ --json')
    .action(async ({ json = false, sources }: Flags) => {
      const { CHANCERY_DB, CHANCERY_SOURCES } = readCommandConfig(verb, settings).values;
      const checked = await runCheck(CHANCERY_DB, sources ?? (CHANCERY_SOURCES === '' ? [] : [CHANCERY_SOURCES]));
      if (json) printJson(checked);
      else print(formatCheck(checked));
      process.exitCode = countFaults(checked) > 0 ? 1 : 0;
    });
  addSettingOptions(verb, settings);
}

async function runCheck(path: string, folders: readonly string[]): Promise<CheckResult> {
  for (const folder of folders)
    if (!existsSync(folder)) throw new UsageError(`There is no file or folder ${resolve(folder)}.`);
  if (!existsSync(path))
    throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
  const [{ openDatabaseWithHistory }, { checkIntegrity }, { checkSourceSpans }, { SourceTextFiles }] =
    await Promise.all([
      import('../store/open-database.ts'),
      import('../store/check-integrity.ts'),
      import('../store/check-source-spans.ts'),
      import('../store/source-text-files.ts'),
    ]);
  const db = await openDatabaseWithHistory({ path });
  try {
    const checked = await checkIntegrity(db);
    return folders.length === 0
      ? checked
      : { ...checked, sources: await checkSourceSpans(db, new SourceTextFiles(folders)) };
  } finally {
    await db.close();
  }
}

const countFaults = ({ problems, sources }: CheckResult): number => problems.length + (sources?.missed.length ?? 0);

function formatCheck(checked: CheckResult): string {
  const { problems, sources } = checked;
  const faults = countFaults(checked);
  return [
    formatTable(Object.entries(checked.checked)),
    ...problems.map((problem) => `  ${problem}`),
    ...(sources ? formatSources(sources) : []),
    faults === 0 ? 'No problems.' : `${pluralize(faults, 'problem')}.`,
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

const pluralize = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
