import { parseArgs } from 'node:util';
import { type WorldName, worldNames } from './generate/world-sizes.ts';
import type { BenchQuery } from './queries/bench-query.ts';
import { queries, queriesForWorld } from './queries/index.ts';

/** An invalid flag; the message states the expected form. */
export class UsageError extends Error {}

export interface Flags {
  command: string;
  help: boolean;
  world: WorldName;
  queries: readonly BenchQuery[];
  attacks: string;
  runs: number;
  seconds: number;
  connections: number;
  rows: number | undefined;
  cold: boolean;
  warm: boolean;
  postgres: boolean;
  folder: string;
}

export const usage = `Usage: npm run bench -- [command] [flags]

Commands:
  compare              Compare Chancery with PostGraphile, raw SQL and a static server (default).
  growth               Compare Chancery on the medium and the large world.
  worst                Run the most expensive queries that the limits allow.
  import               Compare "chancery import flows" with "sqlite3 .import".
  entries              Import visits twice, and insert their rows with prepared statements.
  first-start          Build the explorer and create a database with the box.
  resume               Kill an import six times and check its totals.
  hostile              Let one client attack while 50 others read.
  soak                 Read over 200 connections while writing 20 times a second.

Flags:
  --world <name>       World to measure: ${worldNames.join(', ')} (default: medium).
  --queries <names>    Queries to measure, such as Q1,Q2 (default: all).
  --attacks <text>     Part of the names of the attacks to run (default: all).
  --runs <n>           Rounds of each measurement (default: 9).
  --seconds <n>        Seconds of each run (default: 3).
  --connections <n>    Connections of each run (default: 32).
  --only cold|warm     Measure only without or only with the response cache.
  --skip-postgres      Leave PostGraphile out.
  --rows <n>           Rows of "import" (default: those of the world) and "resume" (default: 5000000), visits of
                       "entries" (default: 100000).
  --folder <path>      Folder of the worlds (default: /tmp/bench-world).
  --help               Display this help.
`;

export function parseFlags(args: readonly string[] = process.argv.slice(2)): Flags {
  const { values, positionals } = parseArguments(args);
  const world = worldNames.find((name) => name === values.world);
  if (!world) throw new UsageError(`--world must be one of ${worldNames.join(', ')} (got "${values.world}").`);
  if (values.only !== undefined && !['cold', 'warm'].includes(values.only))
    throw new UsageError(`--only must be cold or warm (got "${values.only}").`);
  return {
    command: positionals[0] ?? 'compare',
    help: values.help,
    world,
    queries: values.queries?.split(',').map(findQuery) ?? queriesForWorld(world),
    attacks: values.attacks,
    runs: parsePositiveInteger('runs', values.runs),
    seconds: parsePositiveInteger('seconds', values.seconds),
    connections: parsePositiveInteger('connections', values.connections),
    rows: values.rows === undefined ? undefined : parsePositiveInteger('rows', values.rows),
    cold: values.only !== 'warm',
    warm: values.only !== 'cold',
    postgres: !values['skip-postgres'],
    folder: values.folder,
  };
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        world: { type: 'string', default: 'medium' },
        queries: { type: 'string' },
        attacks: { type: 'string', default: '' },
        runs: { type: 'string', default: '9' },
        seconds: { type: 'string', default: '3' },
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

function findQuery(name: string): BenchQuery {
  const query = queries.find((candidate) => candidate.name === name.trim().toUpperCase());
  if (query) return query;
  throw new UsageError(`--queries must list some of ${queries.map((each) => each.name).join(', ')} (got "${name}").`);
}

function parsePositiveInteger(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} must be an integer of at least 1 (got "${text}").`);
  return Number(text);
}
