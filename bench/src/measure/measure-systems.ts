import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';
import { type Leaf, type QueryResult, toLeaf } from '../report/results.ts';
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

/** Requests of each query whose responses are compared between systems. */
const comparedRequests = 20;
/** Requests of each query that a warm run repeats. */
const warmRequests = 8;
const warmUpSeconds = 2;
const minResponsesPerConnection = 4;
const maxSeconds = 40;

/** Processes of each system. */
const processes = 2;

/** A running system, and the runs of each query. */
class MeasuredSystem {
  readonly label: string;
  readonly system: RunningSystem;
  readonly runs = new Map<BenchQuery, LoadResult[]>();
  readonly #requestsFor: (query: BenchQuery) => { url: string; bodies: readonly string[] };

  constructor(
    label: string,
    system: RunningSystem,
    requestsFor: (query: BenchQuery) => { url: string; bodies: readonly string[] },
  ) {
    this.label = label;
    this.system = system;
    this.#requestsFor = requestsFor;
  }

  async measure(query: BenchQuery, plan: MeasurePlan, run: number): Promise<void> {
    const { url, bodies } = this.#requestsFor(query);
    const load = await measureLoad(this, url, bodies, { query, plan, run });
    this.runs.set(query, [...(this.runs.get(query) ?? []), load]);
  }
}

/**
 * Measures the queries on one world in rounds. All systems run at the same time; in each round, a query is sent to one
 * after the other, in alternating order, because the speed of a machine changes from minute to minute.
 */
export async function measureSystems(world: World, plan: MeasurePlan): Promise<Record<string, QueryResult>> {
  await assertSystemsAgree(world, plan);
  await using stack = new AsyncDisposableStack();
  const cold = plan.cold ? await startColdSystems(world, plan, stack) : [];
  const warm = plan.warm ? await startWarmSystems(world, plan, stack) : [];
  if (plan.cold)
    await warmPageCache(world, new Map(plan.queries.map((query) => [query, plan.variableSets.get(query) ?? []])));
  for (let run = 1; run <= plan.runs; run += 1)
    for (const query of plan.queries)
      for (const group of [cold, warm])
        for (const system of run % 2 === 0 ? group.toReversed() : group) await system.measure(query, plan, run);
  const leaf = (label: string, query: BenchQuery): Leaf | undefined => {
    const runs = [...cold, ...warm].find((system) => system.label === label)?.runs.get(query);
    return runs && toLeaf(runs, processes);
  };
  return Object.fromEntries(plan.queries.map((query) => [query.name, summarizeQuery((label) => leaf(label, query))]));
}

async function startColdSystems(
  world: World,
  plan: MeasurePlan,
  stack: AsyncDisposableStack,
): Promise<MeasuredSystem[]> {
  const start = async (label: 'chancery' | 'limit' | 'postgraphile', starting: Promise<RunningSystem>) => {
    const system = stack.use(await starting);
    return new MeasuredSystem(label, system, (query) => {
      const { path, buildBody } = requestFormatFor(query, label);
      return { url: system.url + path, bodies: (plan.variableSets.get(query) ?? []).map(buildBody) };
    });
  };
  return [
    await start('chancery', startSystem.chancery(world, processes, 0)),
    await start('limit', startSystem.limit(world, processes)),
    ...(plan.postgres ? [await start('postgraphile', startSystem.postgraphile(world, processes))] : []),
  ];
}

/** Starts Chancery with its response cache, and a server that sends the same bytes and does nothing else. */
async function startWarmSystems(
  world: World,
  plan: MeasurePlan,
  stack: AsyncDisposableStack,
): Promise<MeasuredSystem[]> {
  const buildBodies = (query: BenchQuery): string[] =>
    (plan.variableSets.get(query) ?? []).slice(0, warmRequests).map(requestFormatFor(query, 'chancery').buildBody);
  const chancery = stack.use(await startSystem.chancery(world, processes));
  const url = `${chancery.url}/graphql`;
  const responses: Record<string, string> = {};
  for (const body of plan.queries.flatMap(buildBodies)) responses[body] = await (await postJson(url, body)).text();
  const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'responses.json');
  writeFileSync(file, JSON.stringify(responses));
  const plain = stack.use(await startSystem.plain(file, processes));
  return [
    new MeasuredSystem('warm', chancery, (query) => ({ url, bodies: buildBodies(query) })),
    new MeasuredSystem('plain', plain, (query) => ({ url: plain.url, bodies: buildBodies(query) })),
  ];
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

async function measureLoad(
  { label, system: { pid } }: MeasuredSystem,
  url: string,
  bodies: readonly string[],
  { query, plan, run }: { query: BenchQuery; plan: MeasurePlan; run: number },
): Promise<LoadResult> {
  const { connections, seconds } = plan;
  if (run === 1) {
    // From the end of the list: if it is long enough, the measured requests are new to the server.
    await runWrk(url, bodies.toReversed(), { connections, seconds: warmUpSeconds });
    await waitUntilIdle(url, bodies);
  }
  const roots = [pid, ...(label === 'postgraphile' ? plan.postgresPids : [])];
  const before = readProcessUsage(roots).cpuMs;
  const { seconds: duration, ...load } = await runWrkLongEnough(
    seconds,
    url,
    rotate(bodies, run, plan.runs),
    connections,
  );
  const cpuMs = readProcessUsage(roots).cpuMs - before;
  await waitUntilIdle(url, bodies);
  // More meaningful than the rate if the machine is busy otherwise.
  const cpuPerRequest = cpuMs / (load.rps * duration);
  plan.logProgress(
    `run ${run}: ${query.name} ${label}: ${load.rps} requests per second, p50 ${load.p50} ms, p99 ${load.p99} ms, ${cpuPerRequest.toFixed(2)} ms of processor time`,
  );
  return load;
}

/** Starts each run at another place of the list, so that its requests are new to the server. */
function rotate(bodies: readonly string[], run: number, runs: number): readonly string[] {
  const start = Math.floor((bodies.length * (run - 1)) / runs);
  return [...bodies.slice(start), ...bodies.slice(0, start)];
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

function summarizeQuery(leaf: (label: string) => Leaf | undefined): QueryResult {
  const [chancery, limit, postgraphile, warm, plain] = ['chancery', 'limit', 'postgraphile', 'warm', 'plain'].map(leaf);
  return {
    ...(chancery && limit && { cold: { chancery, limit, ...(postgraphile && { postgraphile }) } }),
    ...(warm && plain && { warm: { chancery: warm, plain } }),
  };
}
