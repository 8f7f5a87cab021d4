import { writeFileSync } from 'node:fs';
import { queries } from '../queries/index.ts';
import { renderReport } from './render-report.ts';
import { type Results, readResults } from './results.ts';

export const queryTitles: ReadonlyMap<string, string> = new Map(queries.map(({ name, title }) => [name, title]));

/** Saves the result of a command in its JSON file, and renders the report again. */
export function saveResult(
  name: 'growth' | 'import' | 'entries' | 'first-start' | 'resume' | 'worst' | 'soak' | 'hostile' | 'hostile-before',
  result: object,
): void {
  writeFileSync(new URL(`../../${name}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
  writeReport();
}

/** Writes RESULTS.md from the saved results. */
export function writeReport(): void {
  const { machine = {}, versions = {}, worlds = {} }: Partial<Results> = readResults();
  writeFileSync(new URL('../../RESULTS.md', import.meta.url), renderReport({ machine, versions, worlds }, queryTitles));
}
