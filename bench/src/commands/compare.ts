import { type Flags, madeWorld, queriesOf, tell } from '../flags.ts';
import { machine, versions } from '../measure/environment.ts';
import { measure, type Plan } from '../measure/measure-systems.ts';
import { variablesOf } from '../measure/query-variables.ts';
import { reportOf } from '../report/render-report.ts';
import { readResults, type WorldResult, writeResults } from '../report/results.ts';
import { titles, writeReport } from '../report/save-results.ts';
import { copyWorld } from '../systems/copy-to-postgres.ts';
import { Postgres } from '../systems/postgres-cluster.ts';

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

  const whole = plan.queries.length >= queriesOf(flags.world).length && plan.cold && plan.warm && plan.postgres;
  const { worlds = {}, versions: earlier = {} } = whole ? readResults() : {};
  const results = {
    machine: machine(),
    versions: { ...earlier, ...versions(plan) },
    worlds: { ...worlds, [world.name]: measured },
  };
  if (whole) {
    writeResults(results);
    writeReport();
  }
  process.stdout.write(reportOf(results, titles));
}
