import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateWorld } from './generate/generate-world.ts';
import { type WorldName, worldNames } from './generate/world-sizes.ts';
import type { BenchQuery } from './queries/bench-query.ts';
import { queries } from './queries/index.ts';
import type { World } from './systems/start-system.ts';

/** A flag was wrong: one sentence that says what would be right. */
export class UsageError extends Error {}

export interface Flags {
  command: string;
  world: WorldName;
  queries: readonly BenchQuery[];
  runs: number;
  seconds: number;
  connections: number;
  rows: number | undefined;
  cold: boolean;
  warm: boolean;
  postgres: boolean;
  folder: string;
}

const { values, positionals } = parseArguments();

function parseArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        world: { type: 'string', default: 'medium' },
        queries: { type: 'string' },
        runs: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '8' },
        connections: { type: 'string', default: '32' },
        rows: { type: 'string' },
        only: { type: 'string' },
        'skip-postgres': { type: 'boolean', default: false },
        folder: { type: 'string', default: '/tmp/bench-world' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export function parseFlags(): Flags {
  const world = worldNames.find((name) => name === values.world);
  if (!world) throw new UsageError(`--world is "${values.world}": it is one of ${worldNames.join(', ')}.`);
  if (values.only !== undefined && !['cold', 'warm'].includes(values.only))
    throw new UsageError(`--only is "${values.only}": it is cold or warm.`);
  return {
    command: positionals[0] ?? 'compare',
    world,
    queries: values.queries?.split(',').map(findQuery) ?? queriesForWorld(world),
    runs: parseWholeNumber('runs', values.runs),
    seconds: parseWholeNumber('seconds', values.seconds),
    connections: parseWholeNumber('connections', values.connections),
    rows: values.rows === undefined ? undefined : parseWholeNumber('rows', values.rows),
    cold: values.only !== 'warm',
    warm: values.only !== 'cold',
    postgres: !values['skip-postgres'],
    folder: values.folder,
  };
}

/** Q4 counts every visit: it grows with them, on the large world to more than a request may work. */
export const queriesForWorld = (world: WorldName): readonly BenchQuery[] =>
  world === 'large' ? queries.filter(({ name }) => name !== 'Q4') : queries;

function findQuery(name: string): BenchQuery {
  const found = queries.find((query) => query.name === name.trim().toUpperCase());
  if (!found)
    throw new UsageError(`--queries has "${name}": they are ${queries.map((query) => query.name).join(', ')}.`);
  return found;
}

function parseWholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} is "${text}": it is a whole number from 1.`);
  return Number(text);
}

const startedAt = performance.now();
/** Says on stderr what is being done, and how long it has been going on. */
export const logProgress = (stage: string): void =>
  void process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${stage}\n`);

/** The world of that name, made where it is not there yet. */
export async function ensureWorld({ world, folder }: Flags): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${world}.db`);
  if (!existsSync(path)) await generateWorld(path, world, logProgress);
  return { name: world, path };
}
