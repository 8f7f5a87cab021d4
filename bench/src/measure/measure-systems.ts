import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Query, Variables } from '../queries/bench-query.ts';
import { bestOf, type Measured } from '../report/results.ts';
import { abilities } from '../systems/chancery.ts';
import { start, type World } from '../systems/start-system.ts';
import { askedOf, type Running } from '../systems/system.ts';
import { answersOf, assertEqual } from './assert-same-data.ts';
import { usedBy } from './process-usage.ts';
import { type Load, load } from './run-wrk.ts';
import { readPages } from './warm-page-cache.ts';

export interface Plan {
  queries: readonly Query[];
  sets: ReadonlyMap<Query, readonly Variables[]>;
  runs: number;
  seconds: number;
  connections: number;
  cold: boolean;
  warm: boolean;
  postgres: boolean;
  /** The process of PostgreSQL. */
  postmaster: readonly number[];
  tell(stage: string): void;
}

type Measurable = 'chancery' | 'postgraphile' | 'limit';
/** By what was measured and the query: by the number of processes, each run. */
class Loads {
  readonly #all = new Map<string, Map<number, Load[]>>();

  add(what: string, query: Query, processes: number, one: Load): void {
    const name = `${what} ${query.name}`;
    const tried = this.#all.get(name) ?? new Map<number, Load[]>();
    this.#all.set(name, tried);
    tried.set(processes, [...(tried.get(processes) ?? []), one]);
  }

  of = (what: string, query: Query): Map<number, Load[]> => this.#all.get(`${what} ${query.name}`) ?? new Map();
}

/** So many of the requests that are measured cold are compared, and so few are repeated when warm. */
const compared = 20;
const repeated = 8;
const warmUpSeconds = 2;
const fewAnswers = 4;
const longestSeconds = 40;

/** Measures the queries on one world: the systems in turn, each alone, first at one process and then at two. */
export async function measure(world: World, plan: Plan): Promise<Record<string, Measured>> {
  const { workers, cache } = abilities();
  const loads = new Loads();
  const ownProcesses = workers ? [1, 2] : [1];
  await compareAll(world, plan);
  if (plan.cold) await readPages(world, new Map(plan.queries.map((query) => [query, plan.sets.get(query) ?? []])));
  for (let run = 1; run <= plan.runs; run += 1) {
    if (plan.cold) {
      for (const processes of ownProcesses) {
        await cold('chancery', start.chancery(world, processes, 0), plan, loads, run);
        await cold('limit', start.limit(world, processes), plan, loads, run);
      }
      if (plan.postgres)
        for (const processes of [1, 2])
          await cold('postgraphile', start.postgraphile(world, processes), plan, loads, run);
    }
    if (plan.warm && cache) for (const processes of ownProcesses) await warm(world, processes, plan, loads, run);
  }
  return Object.fromEntries(plan.queries.map((query) => [query.name, resultOf(query, loads, plan, cache)]));
}

/** Every system gives the same answers, or nothing is measured. */
async function compareAll(world: World, { queries, sets, postgres, tell }: Plan): Promise<void> {
  const expected = new Map<Query, { variables: Variables; data: Answer }[]>();
  {
    await using chancery = await start.chancery(world, 1, 0);
    for (const query of queries) {
      const asked = (sets.get(query) ?? []).slice(0, compared);
      const answers = await answersOf(query, chancery.url, asked);
      expected.set(
        query,
        asked.map((variables, index) => ({ variables, data: answers[index] })),
      );
    }
  }
  for (const system of postgres ? (['limit', 'postgraphile'] as const) : (['limit'] as const)) {
    await using other = await start[system](world, 1);
    for (const query of queries) await assertEqual(query, system, other.url, expected.get(query) ?? []);
    tell(`${system} gives the same answers`);
  }
}

async function cold(
  system: Measurable,
  starting: Promise<Running>,
  plan: Plan,
  loads: Loads,
  run: number,
): Promise<void> {
  await using running = await starting;
  for (const query of plan.queries) {
    const asked = askedOf(query, system);
    const bodies = (plan.sets.get(query) ?? []).map(asked.body);
    await measured(running, running.url + asked.path, bodies, { what: system, query, plan, loads, run });
  }
}

/** A few requests over and over, with the cache on; then the same bytes from a server that does nothing else. */
async function warm(world: World, processes: number, plan: Plan, loads: Loads, run: number): Promise<void> {
  const room = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  try {
    const answers: Record<string, string> = {};
    const asked = (query: Query): string[] =>
      (plan.sets.get(query) ?? []).slice(0, repeated).map(askedOf(query, 'chancery').body);
    {
      await using chancery = await start.chancery(world, processes);
      const url = `${chancery.url}/graphql`;
      for (const query of plan.queries) {
        for (const body of asked(query))
          answers[body] = await (
            await fetch(url, {
              method: 'POST',
              body,
              headers: { 'content-type': 'application/json', accept: 'application/json' },
            })
          ).text();
        await measured(chancery, url, asked(query), { what: 'warm', query, plan, loads, run });
      }
    }
    const file = join(room, 'answers.json');
    writeFileSync(file, JSON.stringify(answers));
    await using plain = await start.plain(file, processes);
    for (const query of plan.queries)
      await measured(plain, plain.url, asked(query), { what: 'plain', query, plan, loads, run });
  } finally {
    rmSync(room, { recursive: true });
  }
}

interface One {
  what: string;
  query: Query;
  plan: Plan;
  loads: Loads;
  run: number;
}

async function measured(
  { processes, pid }: Running,
  url: string,
  bodies: readonly string[],
  { what, query, plan, loads, run }: One,
): Promise<void> {
  const { connections, seconds } = plan;
  // From the other end: as long as there are bodies enough, what is measured has not been asked before.
  const warmUp = await load(url, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  await settled(url, bodies);
  const roots = [pid, ...(what === 'postgraphile' ? plan.postmaster : [])];
  const before = usedBy(roots).cpuMs;
  const { seconds: took, ...one } = await loadFor(seconds, url, bodies, connections);
  const used = usedBy(roots).cpuMs - before;
  const asked = Math.round(warmUp.rps * warmUpSeconds + one.rps * took);
  await settled(url, bodies);
  // Tells more than the rate where the machine is busy with something else.
  const cpu = used / (one.rps * took);
  loads.add(what, query, processes, one);
  plan.tell(
    `run ${run}: ${query.name} ${what} × ${processes}: ${one.rps} a second, p50 ${one.p50} ms, p99 ${one.p99} ms, ${cpu.toFixed(2)} ms of processor; ${asked} asked of ${bodies.length}`,
  );
}

/** Longer where each connection has had only few answers in that time: they may come in bursts. */
async function loadFor(
  seconds: number,
  url: string,
  bodies: readonly string[],
  connections: number,
): Promise<Load & { seconds: number }> {
  const one = await load(url, bodies, { connections, seconds });
  if (one.rps * seconds >= fewAnswers * connections || seconds >= longestSeconds) return { ...one, seconds };
  await settled(url, bodies);
  return loadFor(Math.min(seconds * 4, longestSeconds), url, bodies, connections);
}

/** Waits for what the last load has left behind: a server works on for clients that have gone. */
async function settled(url: string, [body = '']: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  // The first waits for what is before it, the second for what was begun beside it.
  for (let time = 0; time < 2; time += 1) await (await fetch(url, { method: 'POST', body, headers })).arrayBuffer();
}

/** The limit and the plain server have as many processes as Chancery at its best. */
function resultOf(query: Query, loads: Loads, plan: Plan, cache: boolean): Measured {
  const result: Measured = {};
  if (plan.cold) {
    const chancery = bestOf(loads.of('chancery', query));
    result.cold = {
      chancery,
      ...(plan.postgres && { postgraphile: bestOf(loads.of('postgraphile', query)) }),
      limit: bestOf(loads.of('limit', query), chancery.processes),
    };
  }
  if (plan.warm && cache) {
    const chancery = bestOf(loads.of('warm', query));
    result.warm = { chancery, plain: bestOf(loads.of('plain', query), chancery.processes) };
  }
  return result;
}
