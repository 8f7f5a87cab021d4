import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';
import { pickBest, type QueryResult } from '../report/results.ts';
import { detectFeatures } from '../systems/chancery.ts';
import { startSystem, type World } from '../systems/start-system.ts';
import { type RunningSystem, requestFormatFor } from '../systems/system.ts';
import { assertSameData, fetchChanceryData } from './assert-same-data.ts';
import { postJson } from './post-json.ts';
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
  /** The main process of PostgreSQL. */
  postgresPids: readonly number[];
  logProgress(step: string): void;
}

type ColdSystem = 'chancery' | 'postgraphile' | 'limit';
/** The runs of each system and query, by number of processes. */
class LoadResults {
  readonly #runs = new Map<string, Map<number, LoadResult[]>>();

  add(label: string, query: BenchQuery, processes: number, load: LoadResult): void {
    const name = `${label} ${query.name}`;
    const runs = this.#runs.get(name) ?? new Map<number, LoadResult[]>();
    this.#runs.set(name, runs);
    runs.set(processes, [...(runs.get(processes) ?? []), load]);
  }

  runsByProcessCount = (label: string, query: BenchQuery): Map<number, LoadResult[]> =>
    this.#runs.get(`${label} ${query.name}`) ?? new Map();
}

/** Requests of each query whose responses are compared between systems. */
const comparedRequests = 20;
/** Requests of each query that a warm run repeats. */
const warmRequests = 8;
const warmUpSeconds = 2;
const minResponsesPerConnection = 4;
const maxSeconds = 40;

/** Measures the queries on one world: the systems in turn, each alone, first with one process and then with two. */
export async function measureSystems(world: World, plan: MeasurePlan): Promise<Record<string, QueryResult>> {
  const { workers, cache } = detectFeatures();
  const loads = new LoadResults();
  const processCounts = workers ? [1, 2] : [1];
  await assertSystemsAgree(world, plan);
  if (plan.cold)
    await warmPageCache(world, new Map(plan.queries.map((query) => [query, plan.variableSets.get(query) ?? []])));
  for (let run = 1; run <= plan.runs; run += 1) {
    if (plan.cold) {
      for (const processes of processCounts) {
        await measureCold('chancery', startSystem.chancery(world, processes, 0), plan, loads, run);
        await measureCold('limit', startSystem.limit(world, processes), plan, loads, run);
      }
      if (plan.postgres)
        for (const processes of [1, 2])
          await measureCold('postgraphile', startSystem.postgraphile(world, processes), plan, loads, run);
    }
    if (plan.warm && cache)
      for (const processes of processCounts) await measureWarm(world, processes, plan, loads, run);
  }
  return Object.fromEntries(plan.queries.map((query) => [query.name, summarizeQuery(query, loads, plan, cache)]));
}

/** Throws if the systems return different data. */
async function assertSystemsAgree(
  world: World,
  { queries, variableSets, postgres, logProgress }: MeasurePlan,
): Promise<void> {
  const expected = new Map<BenchQuery, { variables: Variables; data: ResponseJson }[]>();
  {
    await using chancery = await startSystem.chancery(world, 1, 0);
    for (const query of queries) {
      const compared = (variableSets.get(query) ?? []).slice(0, comparedRequests);
      const data = await fetchChanceryData(query, chancery.url, compared);
      expected.set(
        query,
        compared.map((variables, index) => ({ variables, data: data[index] })),
      );
    }
  }
  for (const system of postgres ? (['limit', 'postgraphile'] as const) : (['limit'] as const)) {
    await using running = await startSystem[system](world, 1);
    for (const query of queries) await assertSameData(query, system, running.url, expected.get(query) ?? []);
    logProgress(`${system} returns the same data`);
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
    const { path, buildBody } = requestFormatFor(query, system);
    const bodies = (plan.variableSets.get(query) ?? []).map(buildBody);
    await measureLoad(running, running.url + path, bodies, { label: system, query, plan, loads, run });
  }
}

/** Repeats a few requests with the response cache on, then the same bytes from a server that does nothing else. */
async function measureWarm(
  world: World,
  processes: number,
  plan: MeasurePlan,
  loads: LoadResults,
  run: number,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  try {
    const responses: Record<string, string> = {};
    const buildBodies = (query: BenchQuery): string[] =>
      (plan.variableSets.get(query) ?? []).slice(0, warmRequests).map(requestFormatFor(query, 'chancery').buildBody);
    {
      await using chancery = await startSystem.chancery(world, processes);
      const url = `${chancery.url}/graphql`;
      for (const query of plan.queries) {
        for (const body of buildBodies(query)) responses[body] = await (await postJson(url, body)).text();
        await measureLoad(chancery, url, buildBodies(query), { label: 'warm', query, plan, loads, run });
      }
    }
    const file = join(folder, 'responses.json');
    writeFileSync(file, JSON.stringify(responses));
    await using plain = await startSystem.plain(file, processes);
    for (const query of plan.queries)
      await measureLoad(plain, plain.url, buildBodies(query), { label: 'plain', query, plan, loads, run });
  } finally {
    rmSync(folder, { recursive: true });
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
  { label, query, plan, loads, run }: LoadContext,
): Promise<void> {
  const { connections, seconds } = plan;
  // From the end of the list: if it is long enough, the measured requests are new to the server.
  const warmUp = await runWrk(url, bodies.toReversed(), { connections, seconds: warmUpSeconds });
  await waitUntilIdle(url, bodies);
  const roots = [pid, ...(label === 'postgraphile' ? plan.postgresPids : [])];
  const before = readProcessUsage(roots).cpuMs;
  const { seconds: duration, ...load } = await runWrkLongEnough(seconds, url, bodies, connections);
  const cpuMs = readProcessUsage(roots).cpuMs - before;
  const requestCount = Math.round(warmUp.rps * warmUpSeconds + load.rps * duration);
  await waitUntilIdle(url, bodies);
  // More meaningful than the rate if the machine is busy otherwise.
  const cpuPerRequest = cpuMs / (load.rps * duration);
  loads.add(label, query, processes, load);
  plan.logProgress(
    `run ${run}: ${query.name} ${label} × ${processes}: ${load.rps} requests per second, p50 ${load.p50} ms, p99 ${load.p99} ms, ${cpuPerRequest.toFixed(2)} ms of processor time; ${requestCount} requests from ${bodies.length}`,
  );
}

/** Repeats the run for longer if the connections received few responses, which may come in bursts. */
async function runWrkLongEnough(
  seconds: number,
  url: string,
  bodies: readonly string[],
  connections: number,
): Promise<LoadResult & { seconds: number }> {
  const load = await runWrk(url, bodies, { connections, seconds });
  if (load.rps * seconds >= minResponsesPerConnection * connections || seconds >= maxSeconds)
    return { ...load, seconds };
  await waitUntilIdle(url, bodies);
  return runWrkLongEnough(Math.min(seconds * 4, maxSeconds), url, bodies, connections);
}

/** Waits until the server has finished the last load: it continues for clients that have disconnected. */
async function waitUntilIdle(url: string, [body = '']: readonly string[]): Promise<void> {
  // The first request waits for those queued before it, the second for those that ran at the same time.
  for (let index = 0; index < 2; index += 1) await (await postJson(url, body)).arrayBuffer();
}

/** Compares the best process count of Chancery with the raw SQL and static servers at the same count. */
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
