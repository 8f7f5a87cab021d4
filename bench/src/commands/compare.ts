import { ensureWorld } from '../ensure-world.ts';
import type { Flags } from '../flags.ts';
import { describeMachine, readVersions } from '../measure/environment.ts';
import { type MeasurePlan, measureSystems } from '../measure/measure-systems.ts';
import { generateQueryVariables } from '../measure/query-variables.ts';
import { logProgress } from '../progress.ts';
import { queriesForWorld } from '../queries/index.ts';
import { renderReport } from '../report/render-report.ts';
import { readResults, type WorldResult, writeResults } from '../report/results.ts';
import { queryTitles, writeReport } from '../report/save-results.ts';
import { copyToPostgres } from '../systems/copy-to-postgres.ts';
import { PostgresCluster } from '../systems/postgres-cluster.ts';

/** Compares the systems by the five queries. Saves the result of a complete comparison, and prints any. */
export async function runCompare(flags: Flags): Promise<void> {
  const world = await ensureWorld(flags);
  using postgres = flags.postgres ? new PostgresCluster(flags.folder) : undefined;
  if (postgres) await copyToPostgres(world.path, world.name, logProgress);
  const plan: MeasurePlan = {
    ...flags,
    variableSets: generateQueryVariables(world),
    postgresPids: postgres ? [postgres.pid] : [],
    logProgress,
  };
  const worldResult: WorldResult = {
    measuredAt: new Date().toISOString(),
    seconds: plan.seconds,
    connections: plan.connections,
    queries: await measureSystems(world, plan),
  };

  const isComplete =
    plan.queries.length >= queriesForWorld(flags.world).length && plan.cold && plan.warm && plan.postgres;
  const { worlds = {}, versions = {} } = isComplete ? readResults() : {};
  const results = {
    machine: describeMachine(),
    versions: { ...versions, ...readVersions(plan) },
    worlds: { ...worlds, [world.name]: worldResult },
  };
  if (isComplete) {
    writeResults(results);
    writeReport();
  }
  process.stdout.write(renderReport(results, queryTitles));
}
