import type { BenchQuery, Variables } from '../queries/bench-query.ts';
import type { GrowthRounds } from '../report/growth-summary.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { type RunningSystem, requestFormatFor } from '../systems/system.ts';
import { readProcessUsage } from './process-usage.ts';
import { runWrk } from './run-wrk.ts';
import { warmPageCache } from './warm-page-cache.ts';

export interface GrowthPlan {
  variableSets: ReadonlyMap<BenchQuery, readonly Variables[]>;
  runs: number;
  seconds: number;
  connections: number;
  logProgress(stage: string): void;
}

export const workerCount = 2;
const warmUpSeconds = 2;

/** Both worlds are served; each query is put to the one and right after that to the other, the one that comes first changing by the round. */
export async function measureGrowth(
  worlds: Record<'medium' | 'large', World>,
  plan: GrowthPlan,
): Promise<Record<string, GrowthRounds>> {
  const { variableSets: sets, runs, logProgress: tell } = plan;
  // A page that was read once is the first that the kernel lets go of.
  for (const time of ['once', 'twice'])
    for (const world of Object.values(worlds)) {
      await warmPageCache(world, sets);
      tell(`${world.name}: what will be asked for was read ${time}`);
    }
  await using medium = await startSystem.chancery(worlds.medium, workerCount, 0);
  await using large = await startSystem.chancery(worlds.large, workerCount, 0);
  const found = new Map(
    [...sets.keys()].map((query): [BenchQuery, GrowthRounds] => [query, { medium: [], large: [] }]),
  );
  for (let run = 0; run < runs; run += 1)
    for (const [query, rounds] of found) {
      const turns = [
        async () => rounds.medium.push(await measureRound('medium', medium, query, plan)),
        async () => rounds.large.push(await measureRound('large', large, query, plan)),
      ];
      for (const turn of run % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
  return Object.fromEntries([...found].map(([{ name }, rounds]) => [name, rounds]));
}

async function measureRound(
  world: keyof GrowthRounds,
  { url, pid }: RunningSystem,
  query: BenchQuery,
  plan: GrowthPlan,
): Promise<GrowthRounds['large'][number]> {
  const { variableSets: sets, connections, seconds, logProgress: tell } = plan;
  const asked = requestFormatFor(query, 'chancery');
  const bodies = (sets.get(query) ?? []).map(asked.buildBody);
  // From the other end: as long as there are bodies enough, what is measured has not been asked before.
  const warmUp = await runWrk(url + asked.path, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  const before = readProcessUsage([pid]);
  const one = await runWrk(url + asked.path, bodies, { connections, seconds });
  const after = readProcessUsage([pid]);
  const cpuMs = roundToHundredths((after.cpuMs - before.cpuMs) / (one.rps * seconds));
  const diskMb = roundToHundredths(after.diskMb - before.diskMb);
  const all = Math.round(one.rps * seconds + warmUp.rps * warmUpSeconds);
  tell(
    `${query.name} ${world}: ${one.rps} a second, p50 ${one.p50} ms, p99 ${one.p99} ms, ${cpuMs} ms of processor, ${diskMb} MB from the disk; ${all} asked of ${bodies.length}`,
  );
  return { ...one, cpuMs, diskMb };
}

const roundToHundredths = (number: number): number => Math.round(number * 100) / 100;
