import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { StartError } from '../errors.ts';
import { print, printJson, table } from './output.ts';
import { configOf, withSettings } from './settings.ts';

const settings = ['CHANCERY_DB'] as const;

export function addCheck(program: Command): void {
  const verb = program
    .command('check')
    .description('check the database and every citation; exit code 1 when something is wrong')
    .option('--json', 'one JSON document: problems, checked')
    .addHelpText('after', '\nExample:\n  chancery check --json')
    .action(async ({ json = false }: { json?: boolean }) => {
      const path = configOf(verb, settings).values.CHANCERY_DB;
      const { problems, checked } = await check(path);
      if (json) printJson({ problems, checked });
      else print([table(Object.entries(checked)), ...problems.map((problem) => `  ${problem}`), verdict(problems.length)].join('\n'));
      process.exitCode = problems.length > 0 ? 1 : 0;
    });
  withSettings(verb, settings);
}

const verdict = (problems: number): string => (problems === 0 ? 'No problems.' : `${problems} problem${problems === 1 ? '' : 's'}.`);

async function check(path: string): Promise<{ problems: string[]; checked: Record<string, number> }> {
  if (!existsSync(path)) throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
  const [{ openDatabase }, { checkRecord }] = await Promise.all([import('../db/client.ts'), import('../ingest/check.ts')]);
  const db = await openDatabase({ path });
  try {
    return await checkRecord(db);
  } finally {
    await db.close();
  }
}
