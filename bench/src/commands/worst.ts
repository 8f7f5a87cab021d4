import { ensureWorld } from '../ensure-world.ts';
import type { Flags } from '../flags.ts';
import { postJson } from '../measure/post-json.ts';
import { logProgress } from '../progress.ts';
import type { ResponseJson } from '../queries/bench-query.ts';
import { type WorstCaseQuery, worstCaseQueries } from '../queries/worst-case-queries.ts';
import { saveResult } from '../report/save-results.ts';
import { startSystem, type World } from '../systems/start-system.ts';

const targetMs = 2_000;
const timeoutMs = 60_000;

interface WorstCaseOutcome {
  name: string;
  ms: number;
  outcome: string;
  kilobytes: number;
}

/** Runs the most expensive queries that the limits allow, one at a time. */
export async function runWorst(flags: Flags): Promise<void> {
  const world = await ensureWorld(flags);
  const outcomes: WorstCaseOutcome[] = [];
  for (let next = 0; next < worstCaseQueries.length; next = outcomes.length)
    await runQueriesOnOneServer(world, worstCaseQueries.slice(next), outcomes);
  outcomes.sort((left, right) => right.ms - left.ms);
  const slow = outcomes.filter(({ ms }) => ms > targetMs);
  saveResult('worst', { world: world.name, measuredAt: new Date().toISOString(), queries: outcomes });
  process.stdout.write(
    slow.length === 0
      ? `All ${outcomes.length} queries took at most ${targetMs} ms.\n`
      : `Slower than ${targetMs} ms:\n${slow.map(({ name, ms }) => `${String(ms).padStart(6)} ms  ${name}`).join('\n')}\n`,
  );
}

/** Runs the queries in turn. Kills the server after a query that times out; the caller starts another for the rest. */
async function runQueriesOnOneServer(
  world: World,
  queries: readonly WorstCaseQuery[],
  outcomes: WorstCaseOutcome[],
): Promise<void> {
  const chancery = await startSystem.chancery(world, 1, 0);
  try {
    for (const { name, query } of queries) {
      const result = await timeQuery(chancery.url, name, query);
      outcomes.push(result);
      logProgress(`${String(result.ms).padStart(6)} ms  ${name}: ${result.outcome}`);
      if (result.ms >= timeoutMs) {
        process.kill(chancery.pid, 'SIGKILL');
        return;
      }
    }
  } finally {
    await chancery[Symbol.asyncDispose]();
  }
}

async function timeQuery(url: string, name: string, query: string): Promise<WorstCaseOutcome> {
  const startedAt = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - startedAt);
  try {
    const body = JSON.stringify({ query });
    const response = await postJson(`${url}/graphql`, body, AbortSignal.timeout(timeoutMs));
    const text = await response.text();
    const { errors } = JSON.parse(text) as ResponseJson;
    const outcome = errors ? `${errors[0].extensions?.code}: ${errors[0].message}` : 'answered';
    return { name, ms: elapsedMs(), outcome, kilobytes: Math.round(text.length / 1024) };
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    return {
      name,
      ms: Math.max(elapsedMs(), timeoutMs),
      outcome: `no response within ${timeoutMs / 1000} s`,
      kilobytes: 0,
    };
  }
}
