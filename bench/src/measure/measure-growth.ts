import type { BenchQuery, Variables } from '../queries/bench-query.ts';
import type { GrowthRounds } from '../report/growth-summary.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { type RunningSystem, requestFormatFor } from '../systems/system.ts';
import { readProcessUsage } from './process-usage.ts';
import { runWrk } from './run-wrk.ts';
import { roundToHundredths } from './statistics.ts';
import { warmPageCache } from './warm-page-cache.ts';

export interface GrowthPlan {
  variableSets: ReadonlyMap<BenchQuery, readonly Variables[]>;
  runs: number;
  seconds: number;
  connections: number;
  logProgress(step: string): void;
}

export const workerCount = 2;
const warmUpSeconds = 2;

/** Measures each query on one world and immediately afterwards on the other, alternating which is first. */
export async function measureGrowth(
  worlds: Record<'medium' | 'large', World>,
  plan: GrowthPlan,
): Promise<Record<string, GrowthRounds>> {
  const { variableSets, runs, logProgress } = plan;
  // The kernel evicts pages that were read only once first.
  for (const time of ['once', 'twice'])
    for (const world of Object.values(worlds)) {
      await warmPageCache(world, variableSets);
      logProgress(`${world.name}: the pages of all requests were read ${time}`);
    }
  await using medium = await startSystem.chancery(worlds.medium, workerCount, 0);
  await using large = await startSystem.chancery(worlds.large, workerCount, 0);
  const roundsByQuery = new Map(
    [...variableSets.keys()].map((query): [BenchQuery, GrowthRounds] => [query, { medium: [], large: [] }]),
  );
  for (let run = 0; run < runs; run += 1)
    for (const [query, rounds] of roundsByQuery) {
      const turns = [
        async () => rounds.medium.push(await measureRound('medium', medium, query, plan)),
        async () => rounds.large.push(await measureRound('large', large, query, plan)),
      ];
      for (const turn of run % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
  return Object.fromEntries([...roundsByQuery].map(([{ name }, rounds]) => [name, rounds]));
}

async function measureRound(
  world: keyof GrowthRounds,
  { url, pid }: RunningSystem,
  query: BenchQuery,
  plan: GrowthPlan,
): Promise<GrowthRounds['large'][number]> {
  const { variableSets, connections, seconds, logProgress } = plan;
  const { path, buildBody } = requestFormatFor(query, 'chancery');
  const bodies = (variableSets.get(query) ?? []).map(buildBody);
  // From the end of the list: if it is long enough, the measured requests are new to the server.
  const warmUp = await runWrk(url + path, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  const before = readProcessUsage([pid]);
  const load = await runWrk(url + path, bodies, { connections, seconds });
  const after = readProcessUsage([pid]);
  const cpuMs = roundToHundredths((after.cpuMs - before.cpuMs) / (load.rps * seconds));
  const diskMb = roundToHundredths(after.diskMb - before.diskMb);
  const requestCount = Math.round(load.rps * seconds + warmUp.rps * warmUpSeconds);
  logProgress(
    `${query.name} ${world}: ${load.rps} requests per second, p50 ${load.p50} ms, p99 ${load.p99} ms, ${cpuMs} ms of processor time, ${diskMb} MB from disk; ${requestCount} requests from ${bodies.length}`,
  );
  return { ...load, cpuMs, diskMb };
}
