import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadResult } from '../measure/run-wrk.ts';
import { median, medianBy } from '../measure/statistics.ts';

/** The median of the runs by requests per second, and all runs. */
export interface Leaf extends LoadResult {
  processes: number;
  runs: LoadResult[];
}

export interface QueryResult {
  cold?: { chancery: Leaf; postgraphile?: Leaf; limit: Leaf };
  warm?: { chancery: Leaf; plain: Leaf };
}

export interface WorldResult {
  measuredAt: string;
  seconds: number;
  connections: number;
  queries: Record<string, QueryResult>;
}

export interface Results {
  machine: Record<string, string | number>;
  versions: Record<string, string>;
  worlds: Record<string, WorldResult>;
}

const resultsFile = fileURLToPath(new URL('../../results.json', import.meta.url));

export function readResults(): Partial<Results> {
  return existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : {};
}

export function writeResults(results: Results): void {
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}

export const toLeaf = (runs: readonly LoadResult[], processes: number): Leaf => ({
  ...medianBy(runs, ({ rps }) => rps),
  processes,
  runs: [...runs],
});

/** Returns the median of the ratios of runs that followed each other. */
export const medianRatio = (system: Leaf, other: Leaf): number =>
  median(system.runs.map(({ rps }, run) => rps / (other.runs[run]?.rps ?? Number.NaN)).filter(Number.isFinite));
