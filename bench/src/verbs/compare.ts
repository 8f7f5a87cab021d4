import Sqlite from 'better-sqlite3';
import { type Flags, madeWorld, queriesOf, tell } from '../flags.ts';
import { queries } from '../queries/index.ts';
import { Random } from '../random.ts';
import { machine, versions } from '../run/about.ts';
import { measure, type Plan } from '../run/measure.ts';
import { reportOf } from '../run/report.ts';
import { readResults, type WorldResult, writeResults } from '../run/results.ts';
import { titles, writeReport } from '../run/write-report.ts';
import { copyWorld } from '../systems/copy.ts';
import { Postgres } from '../systems/postgres.ts';
import type { World } from '../systems/start.ts';
import { words } from '../world/words.ts';

/** The five queries, side by side. What is not the whole comparison is shown, not kept. */
export async function compare(flags: Flags): Promise<void> {
  const world = await madeWorld(flags);
  using postgres = flags.postgres ? new Postgres(flags.folder) : undefined;
  if (postgres) await copyWorld(world.path, world.name, tell);
  const plan: Plan = { ...flags, sets: variablesOf(world), postmaster: postgres ? [postgres.pid] : [], tell };
  const measured: WorldResult = {
    measuredAt: new Date().toISOString(),
    seconds: plan.seconds,
    connections: plan.connections,
    queries: await measure(world, plan),
  };

  // Beside PostGraphile the targets are for medium alone.
  const whole = plan.queries.length >= queriesOf(flags.world).length && plan.cold && plan.warm && (plan.postgres || world.name === 'large');
  const { worlds = {}, versions: earlier = {} } = whole ? readResults() : {};
  const results = { machine: machine(), versions: { ...earlier, ...versions(plan) }, worlds: { ...worlds, [world.name]: measured } };
  if (whole) {
    writeResults(results);
    writeReport();
  }
  process.stdout.write(reportOf(results, titles));
}

function variablesOf({ path }: World): Plan['sets'] {
  const db = new Sqlite(path, { readonly: true });
  const countries = db.prepare<[], string>('SELECT code FROM countries ORDER BY code').pluck().all();
  db.close();
  return new Map(queries.map((query, index) => [query, query.variables({ random: new Random(100 + index), countries, words })]));
}
