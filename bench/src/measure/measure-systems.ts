import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';
import { pickBest, type QueryResult } from '../report/results.ts';
import { detectFeatures } from '../systems/chancery.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { type RunningSystem, requestFormatFor } from '../systems/system.ts';
import { assertSameData, fetchChanceryData } from './assert-same-data.ts';
import { readProcessUsage } from './process-usage.ts';
import { type LoadResult, runWrk } from './run-wrk.ts';
import { warmPageCache } from './warm-page-cache.ts';

export interface MeasurePlan {
  queries: readonly BenchQuery[];
  variableSets: ReadonlyMap<BenchQuery, readonly Variables[]>;
  runs: number;
  seconds: number;
  connections: number;
  cold: boolean;
  warm: boolean;
  postgres: boolean;
  /** The process of PostgreSQL. */
  postgresPids: readonly number[];
  logProgress(stage: string): void;
}

type ColdSystem = 'chancery' | 'postgraphile' | 'limit';
/** By what was measured and the query: by the number of processes, each run. */
class LoadResults {
  readonly #runs = new Map<string, Map<number, LoadResult[]>>();

  add(what: string, query: BenchQuery, processes: number, one: LoadResult): void {
    const name = `${what} ${query.name}`;
    const tried = this.#runs.get(name) ?? new Map<number, LoadResult[]>();
    this.#runs.set(name, tried);
    tried.set(processes, [...(tried.get(processes) ?? []), one]);
  }

  runsByProcessCount = (what: string, query: BenchQuery): Map<number, LoadResult[]> =>
    this.#runs.get(`${what} ${query.name}`) ?? new Map();
}

/** So many of the requests that are measured cold are compared, and so few are repeated when warm. */
const comparedRequests = 20;
const warmRequests = 8;
const warmUpSeconds = 2;
const minResponsesPerConnection = 4;
const maxSeconds = 40;

/** Measures the queries on one world: the systems in turn, each alone, first at one process and then at two. */
export async function measureSystems(world: World, plan: MeasurePlan): Promise<Record<string, QueryResult>> {
  const { workers, cache } = detectFeatures();
  const loads = new LoadResults();
  const ownProcesses = workers ? [1, 2] : [1];
  await assertSystemsAgree(world, plan);
  if (plan.cold)
    await warmPageCache(world, new Map(plan.queries.map((query) => [query, plan.variableSets.get(query) ?? []])));
  for (let run = 1; run <= plan.runs; run += 1) {
    if (plan.cold) {
      for (const processes of ownProcesses) {
        await measureCold('chancery', startSystem.chancery(world, processes, 0), plan, loads, run);
        await measureCold('limit', startSystem.limit(world, processes), plan, loads, run);
      }
      if (plan.postgres)
        for (const processes of [1, 2])
          await measureCold('postgraphile', startSystem.postgraphile(world, processes), plan, loads, run);
    }
    if (plan.warm && cache) for (const processes of ownProcesses) await measureWarm(world, processes, plan, loads, run);
  }
  return Object.fromEntries(plan.queries.map((query) => [query.name, summarizeQuery(query, loads, plan, cache)]));
}

/** Every system gives the same answers, or nothing is measured. */
async function assertSystemsAgree(
  world: World,
  { queries, variableSets: sets, postgres, logProgress: tell }: MeasurePlan,
): Promise<void> {
  const expected = new Map<BenchQuery, { variables: Variables; data: ResponseJson }[]>();
  {
    await using chancery = await startSystem.chancery(world, 1, 0);
    for (const query of queries) {
      const asked = (sets.get(query) ?? []).slice(0, comparedRequests);
      const answers = await fetchChanceryData(query, chancery.url, asked);
      expected.set(
        query,
        asked.map((variables, index) => ({ variables, data: answers[index] })),
      );
    }
  }
  for (const system of postgres ? (['limit', 'postgraphile'] as const) : (['limit'] as const)) {
    await using other = await startSystem[system](world, 1);
    for (const query of queries) await assertSameData(query, system, other.url, expected.get(query) ?? []);
    tell(`${system} gives the same answers`);
  }
}

async function measureCold(
  system: ColdSystem,
  starting: Promise<RunningSystem>,
  plan: MeasurePlan,
  loads: LoadResults,
  run: number,
): Promise<void> {
  await using running = await starting;
  for (const query of plan.queries) {
    const asked = requestFormatFor(query, system);
    const bodies = (plan.variableSets.get(query) ?? []).map(asked.buildBody);
    await measureLoad(running, running.url + asked.path, bodies, { label: system, query, plan, loads, run });
  }
}

/** A few requests over and over, with the cache on; then the same bytes from a server that does nothing else. */
async function measureWarm(
  world: World,
  processes: number,
  plan: MeasurePlan,
  loads: LoadResults,
  run: number,
): Promise<void> {
  const room = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  try {
    const answers: Record<string, string> = {};
    const asked = (query: BenchQuery): string[] =>
      (plan.variableSets.get(query) ?? []).slice(0, warmRequests).map(requestFormatFor(query, 'chancery').buildBody);
    {
      await using chancery = await startSystem.chancery(world, processes);
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
        await measureLoad(chancery, url, asked(query), { label: 'warm', query, plan, loads, run });
      }
    }
    const file = join(room, 'answers.json');
    writeFileSync(file, JSON.stringify(answers));
    await using plain = await startSystem.plain(file, processes);
    for (const query of plan.queries)
      await measureLoad(plain, plain.url, asked(query), { label: 'plain', query, plan, loads, run });
  } finally {
    rmSync(room, { recursive: true });
  }
}

interface LoadContext {
  label: string;
  query: BenchQuery;
  plan: MeasurePlan;
  loads: LoadResults;
  run: number;
}

async function measureLoad(
  { processes, pid }: RunningSystem,
  url: string,
  bodies: readonly string[],
  { label: what, query, plan, loads, run }: LoadContext,
): Promise<void> {
  const { connections, seconds } = plan;
  // From the other end: as long as there are bodies enough, what is measured has not been asked before.
  const warmUp = await runWrk(url, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  await waitUntilIdle(url, bodies);
  const roots = [pid, ...(what === 'postgraphile' ? plan.postgresPids : [])];
  const before = readProcessUsage(roots).cpuMs;
  const { seconds: took, ...one } = await runWrkLongEnough(seconds, url, bodies, connections);
  const used = readProcessUsage(roots).cpuMs - before;
  const asked = Math.round(warmUp.rps * warmUpSeconds + one.rps * took);
  await waitUntilIdle(url, bodies);
  // Tells more than the rate where the machine is busy with something else.
  const cpu = used / (one.rps * took);
  loads.add(what, query, processes, one);
  plan.logProgress(
    `run ${run}: ${query.name} ${what} × ${processes}: ${one.rps} a second, p50 ${one.p50} ms, p99 ${one.p99} ms, ${cpu.toFixed(2)} ms of processor; ${asked} asked of ${bodies.length}`,
  );
}

/** Longer where each connection has had only few answers in that time: they may come in bursts. */
async function runWrkLongEnough(
  seconds: number,
  url: string,
  bodies: readonly string[],
  connections: number,
): Promise<LoadResult & { seconds: number }> {
  const one = await runWrk(url, bodies, { connections, seconds });
  if (one.rps * seconds >= minResponsesPerConnection * connections || seconds >= maxSeconds) return { ...one, seconds };
  await waitUntilIdle(url, bodies);
  return runWrkLongEnough(Math.min(seconds * 4, maxSeconds), url, bodies, connections);
}

/** Waits for what the last load has left behind: a server works on for clients that have gone. */
async function waitUntilIdle(url: string, [body = '']: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  // The first waits for what is before it, the second for what was begun beside it.
  for (let time = 0; time < 2; time += 1) await (await fetch(url, { method: 'POST', body, headers })).arrayBuffer();
}

/** The limit and the plain server have as many processes as Chancery at its best. */
function summarizeQuery(query: BenchQuery, loads: LoadResults, plan: MeasurePlan, cache: boolean): QueryResult {
  const result: QueryResult = {};
  if (plan.cold) {
    const chancery = pickBest(loads.runsByProcessCount('chancery', query));
    result.cold = {
      chancery,
      ...(plan.postgres && { postgraphile: pickBest(loads.runsByProcessCount('postgraphile', query)) }),
      limit: pickBest(loads.runsByProcessCount('limit', query), chancery.processes),
    };
  }
  if (plan.warm && cache) {
    const chancery = pickBest(loads.runsByProcessCount('warm', query));
    result.warm = { chancery, plain: pickBest(loads.runsByProcessCount('plain', query), chancery.processes) };
  }
  return result;
}
