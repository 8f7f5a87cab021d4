import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadResult } from '../measure/run-wrk.ts';
import { medianBy } from '../measure/statistics.ts';

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

/** Returns the median run of the process count that serves most requests, or of `processCount`. */
export function pickBest(runsByProcessCount: ReadonlyMap<number, readonly LoadResult[]>, processCount?: number): Leaf {
  const leaves = [...runsByProcessCount].flatMap(([processes, runs]) =>
    processCount === undefined || processes === processCount
      ? [{ ...medianBy(runs, ({ rps }) => rps), processes, runs: [...runs] }]
      : [],
  );
  const best = leaves.toSorted((left, right) => right.rps - left.rps)[0];
  if (!best) throw new Error('There are no runs to pick the best of.');
  return best;
}
