import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { flagOf, UsageError } from '../server/settings.ts';
import type { Missed, SourcesChecked } from '../store/check-source-spans.ts';
import { print, printJson, table } from './output.ts';
import { configOf, withSettings } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;

interface Flags {
  json?: boolean;
  sources?: string[];
}

interface Checked {
  problems: string[];
  checked: Record<string, number>;
  sources?: SourcesChecked;
}

export function addCheck(program: Command): void {
  const { flag, help } = flagOf('CHANCERY_SOURCES');
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
      const { CHANCERY_DB, CHANCERY_SOURCES } = configOf(verb, settings).values;
      const checked = await check(CHANCERY_DB, sources ?? (CHANCERY_SOURCES === '' ? [] : [CHANCERY_SOURCES]));
      if (json) printJson(checked);
      else print(textOf(checked));
      process.exitCode = faultsOf(checked) > 0 ? 1 : 0;
    });
  withSettings(verb, settings);
}

async function check(path: string, folders: readonly string[]): Promise<Checked> {
  for (const folder of folders)
    if (!existsSync(folder)) throw new UsageError(`There is no file or folder ${resolve(folder)}.`);
  if (!existsSync(path))
    throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
  const [{ openDatabase }, { checkRecord }, { checkSources }, { SourceTexts }] = await Promise.all([
    import('../db/database.ts'),
    import('../store/check-integrity.ts'),
    import('../store/check-source-spans.ts'),
    import('../store/source-text-files.ts'),
  ]);
  const db = await openDatabase({ path });
  try {
    const checked = await checkRecord(db);
    return folders.length === 0 ? checked : { ...checked, sources: await checkSources(db, new SourceTexts(folders)) };
  } finally {
    await db.close();
  }
}

const faultsOf = ({ problems, sources }: Checked): number => problems.length + (sources?.missed.length ?? 0);

function textOf(checked: Checked): string {
  const { problems, sources } = checked;
  const faults = faultsOf(checked);
  return [
    table(Object.entries(checked.checked)),
    ...problems.map((problem) => `  ${problem}`),
    ...(sources ? sourcesText(sources) : []),
    faults === 0 ? 'No problems.' : `${counted(faults, 'problem')}.`,
  ].join('\n');
}

const sourcesText = ({ missed, unreadable, verified, spans, texts }: SourcesChecked): string[] => [
  ...[...missed.map(missText), ...unreadable].map((line) => `  ${line}`),
  `verified ${verified} of ${counted(spans, 'span')} in ${counted(texts, 'text')}`,
];

function missText(missed: Missed): string {
  if (!('of' in missed)) return `${missed.source}, ${counted(missed.spans, 'span')}: ${missed.reason}`;
  const { source, of, field, start, end, reason } = missed;
  return `${source}, ${of}${field === null ? '' : `, ${field}`}, ${start} to ${end}: ${reason}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
