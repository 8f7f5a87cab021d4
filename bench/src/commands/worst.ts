import { ensureWorld, type Flags, logProgress } from '../flags.ts';
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

/** The heaviest queries that the limits allow, each asked once of a server that does nothing else. */
export async function runWorst(flags: Flags): Promise<void> {
  const world = await ensureWorld(flags);
  const found: WorstCaseOutcome[] = [];
  for (let next = 0; next < worstCaseQueries.length; next = found.length)
    await runQueriesOnOneServer(world, worstCaseQueries.slice(next), found);
  found.sort((one, other) => other.ms - one.ms);
  const late = found.filter(({ ms }) => ms > targetMs);
  saveResult('worst', { world: world.name, measuredAt: new Date().toISOString(), queries: found });
  process.stdout.write(
    late.length === 0
      ? `All of ${found.length} within ${targetMs} ms.\n`
      : `Later than ${targetMs} ms:\n${late.map(({ name, ms }) => `${String(ms).padStart(6)} ms  ${name}`).join('\n')}\n`,
  );
}

/** Asks one after the other; a server that has lost itself in one is ended, and the others are for another. */
async function runQueriesOnOneServer(
  world: World,
  queries: readonly WorstCaseQuery[],
  found: WorstCaseOutcome[],
): Promise<void> {
  const chancery = await startSystem.chancery(world, 1, 0);
  try {
    for (const { name, query } of queries) {
      const asked = await timeQuery(chancery.url, name, query);
      found.push(asked);
      logProgress(`${String(asked.ms).padStart(6)} ms  ${name}: ${asked.outcome}`);
      if (asked.ms >= timeoutMs) {
        process.kill(chancery.pid, 'SIGKILL');
        return;
      }
    }
  } finally {
    await chancery[Symbol.asyncDispose]();
  }
}

async function timeQuery(url: string, name: string, query: string): Promise<WorstCaseOutcome> {
  const began = performance.now();
  const spent = (): number => Math.round(performance.now() - began);
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const { errors } = JSON.parse(text) as ResponseJson;
    const outcome = errors ? `${errors[0].extensions?.code}: ${errors[0].message}` : 'answered';
    return { name, ms: spent(), outcome, kilobytes: Math.round(text.length / 1024) };
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    return {
      name,
      ms: Math.max(spent(), timeoutMs),
      outcome: `no answer within ${timeoutMs / 1000} s`,
      kilobytes: 0,
    };
  }
}
