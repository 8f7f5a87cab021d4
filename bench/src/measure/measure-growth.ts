import type { Query, Variables } from '../queries/bench-query.ts';
import type { Rounds } from '../report/growth-summary.ts';
import { start, type World } from '../systems/start-system.ts';
import { askedOf, type Running } from '../systems/system.ts';
import { usedBy } from './process-usage.ts';
import { load } from './run-wrk.ts';
import { readPages } from './warm-page-cache.ts';

export interface GrowthPlan {
  sets: ReadonlyMap<Query, readonly Variables[]>;
  runs: number;
  seconds: number;
  connections: number;
  tell(stage: string): void;
}

export const processes = 2;
const warmUpSeconds = 2;

/** Both worlds are served; each query is put to the one and right after that to the other, the one that comes first changing by the round. */
export async function measureGrowth(
  worlds: Record<'medium' | 'large', World>,
  plan: GrowthPlan,
): Promise<Record<string, Rounds>> {
  const { sets, runs, tell } = plan;
  // A page that was read once is the first that the kernel lets go of.
  for (const time of ['once', 'twice'])
    for (const world of Object.values(worlds)) {
      await readPages(world, sets);
      tell(`${world.name}: what will be asked for was read ${time}`);
    }
  await using medium = await start.chancery(worlds.medium, processes, 0);
  await using large = await start.chancery(worlds.large, processes, 0);
  const found = new Map([...sets.keys()].map((query): [Query, Rounds] => [query, { medium: [], large: [] }]));
  for (let run = 0; run < runs; run += 1)
    for (const [query, rounds] of found) {
      const turns = [
        async () => rounds.medium.push(await ask('medium', medium, query, plan)),
        async () => rounds.large.push(await ask('large', large, query, plan)),
      ];
      for (const turn of run % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
  return Object.fromEntries([...found].map(([{ name }, rounds]) => [name, rounds]));
}

async function ask(
  world: keyof Rounds,
  { url, pid }: Running,
  query: Query,
  plan: GrowthPlan,
): Promise<Rounds['large'][number]> {
  const { sets, connections, seconds, tell } = plan;
  const asked = askedOf(query, 'chancery');
  const bodies = (sets.get(query) ?? []).map(asked.body);
  // From the other end: as long as there are bodies enough, what is measured has not been asked before.
  const warmUp = await load(url + asked.path, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  const before = usedBy([pid]);
  const one = await load(url + asked.path, bodies, { connections, seconds });
  const after = usedBy([pid]);
  const cpuMs = round((after.cpuMs - before.cpuMs) / (one.rps * seconds));
  const diskMb = round(after.diskMb - before.diskMb);
  const all = Math.round(one.rps * seconds + warmUp.rps * warmUpSeconds);
  tell(
    `${query.name} ${world}: ${one.rps} a second, p50 ${one.p50} ms, p99 ${one.p99} ms, ${cpuMs} ms of processor, ${diskMb} MB from the disk; ${all} asked of ${bodies.length}`,
  );
  return { ...one, cpuMs, diskMb };
}

const round = (number: number): number => Math.round(number * 100) / 100;
