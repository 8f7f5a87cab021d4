import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Load } from '../measure/run-wrk.ts';

/** The median of the runs, by requests a second, and the runs that it was taken from. */
export interface Leaf extends Load {
  processes: number;
  runs: Load[];
}

export interface Measured {
  cold?: { chancery: Leaf; postgraphile?: Leaf; limit: Leaf };
  warm?: { chancery: Leaf; plain: Leaf };
}

export interface WorldResult {
  measuredAt: string;
  seconds: number;
  connections: number;
  queries: Record<string, Measured>;
}

export interface Results {
  machine: Record<string, string | number>;
  versions: Record<string, string>;
  worlds: Record<string, WorldResult>;
}

const file = fileURLToPath(new URL('../../results.json', import.meta.url));

export function readResults(): Partial<Results> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
}

export function writeResults(results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

/** Of two settings the one that serves more requests, its runs' median. */
export function bestOf(tried: ReadonlyMap<number, readonly Load[]>, only?: number): Leaf {
  const leaves = [...tried].flatMap(([processes, runs]) =>
    only === undefined || processes === only ? [leafOf(processes, runs)] : [],
  );
  const best = leaves.toSorted((one, other) => other.rps - one.rps)[0];
  if (!best) throw new Error('Nothing was measured.');
  return best;
}

function leafOf(processes: number, runs: readonly Load[]): Leaf {
  const median = runs.toSorted((one, other) => one.rps - other.rps)[Math.floor(runs.length / 2)];
  if (!median) throw new Error('Nothing was measured.');
  return { ...median, processes, runs: [...runs] };
}
