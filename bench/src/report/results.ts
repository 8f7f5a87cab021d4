import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadResult } from '../measure/run-wrk.ts';

/** The median of the runs, by requests a second, and the runs that it was taken from. */
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

/** Of two settings the one that serves more requests, its runs' median. */
export function pickBest(tried: ReadonlyMap<number, readonly LoadResult[]>, only?: number): Leaf {
  const leaves = [...tried].flatMap(([processes, runs]) =>
    only === undefined || processes === only ? [medianRun(processes, runs)] : [],
  );
  const best = leaves.toSorted((one, other) => other.rps - one.rps)[0];
  if (!best) throw new Error('Nothing was measured.');
  return best;
}

function medianRun(processes: number, runs: readonly LoadResult[]): Leaf {
  const median = runs.toSorted((one, other) => one.rps - other.rps)[Math.floor(runs.length / 2)];
  if (!median) throw new Error('Nothing was measured.');
  return { ...median, processes, runs: [...runs] };
}
