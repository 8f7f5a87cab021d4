import { type Flags, madeWorld, tell } from '../flags.ts';
import type { Answer } from '../queries/bench-query.ts';
import { type Nasty, nasty } from '../queries/worst-case-queries.ts';
import { keepFound } from '../report/save-results.ts';
import { start, type World } from '../systems/start-system.ts';

const targetMs = 2_000;
const patienceMs = 60_000;

interface Asked {
  name: string;
  ms: number;
  outcome: string;
  kilobytes: number;
}

/** The heaviest queries that the limits allow, each asked once of a server that does nothing else. */
export async function worst(flags: Flags): Promise<void> {
  const world = await madeWorld(flags);
  const found: Asked[] = [];
  for (let next = 0; next < nasty.length; next = found.length) await askOn(world, nasty.slice(next), found);
  found.sort((one, other) => other.ms - one.ms);
  const late = found.filter(({ ms }) => ms > targetMs);
  keepFound('worst', { world: world.name, measuredAt: new Date().toISOString(), queries: found });
  process.stdout.write(
    late.length === 0
      ? `All of ${found.length} within ${targetMs} ms.\n`
      : `Later than ${targetMs} ms:\n${late.map(({ name, ms }) => `${String(ms).padStart(6)} ms  ${name}`).join('\n')}\n`,
  );
}

/** Asks one after the other; a server that has lost itself in one is ended, and the others are for another. */
async function askOn(world: World, queries: readonly Nasty[], found: Asked[]): Promise<void> {
  const chancery = await start.chancery(world, 1, 0);
  try {
    for (const { name, query } of queries) {
      const asked = await ask(chancery.url, name, query);
      found.push(asked);
      tell(`${String(asked.ms).padStart(6)} ms  ${name}: ${asked.outcome}`);
      if (asked.ms >= patienceMs) {
        process.kill(chancery.pid, 'SIGKILL');
        return;
      }
    }
  } finally {
    await chancery[Symbol.asyncDispose]();
  }
}

async function ask(url: string, name: string, query: string): Promise<Asked> {
  const began = performance.now();
  const spent = (): number => Math.round(performance.now() - began);
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    const { errors } = JSON.parse(text) as Answer;
    const outcome = errors ? `${errors[0].extensions?.code}: ${errors[0].message}` : 'answered';
    return { name, ms: spent(), outcome, kilobytes: Math.round(text.length / 1024) };
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    return {
      name,
      ms: Math.max(spent(), patienceMs),
      outcome: `no answer within ${patienceMs / 1000} s`,
      kilobytes: 0,
    };
  }
}
