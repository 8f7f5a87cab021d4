import { writeFileSync } from 'node:fs';
import { queries } from '../queries/index.ts';
import { renderReport } from './render-report.ts';
import { type Results, readResults } from './results.ts';

export const queryTitles: ReadonlyMap<string, string> = new Map(queries.map(({ name, title }) => [name, title]));

/** Keeps what a verb has found, in a file of its own. */
export function saveResult(name: 'growth' | 'import' | 'resume' | 'worst' | 'soak', found: object): void {
  writeFileSync(new URL(`../../${name}.json`, import.meta.url), `${JSON.stringify(found, null, 2)}\n`);
  writeReport();
}

/** Makes RESULTS.md of all that is kept. */
export function writeReport(): void {
  const { machine = {}, versions = {}, worlds = {} }: Partial<Results> = readResults();
  writeFileSync(new URL('../../RESULTS.md', import.meta.url), renderReport({ machine, versions, worlds }, queryTitles));
}
