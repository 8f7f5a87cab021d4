import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ensureWorld } from '../ensure-world.ts';
import type { Flags } from '../flags.ts';
import type { Attack } from '../measure/attacker-thread.ts';
import { PacedReaders, type ReaderLatency } from '../measure/paced-readers.ts';
import { readProcessTreeMemory } from '../measure/process-memory.ts';
import { readProcessUsage } from '../measure/process-usage.ts';
import { logProgress } from '../progress.ts';
import { attacks } from '../queries/attacks.ts';
import { queries } from '../queries/index.ts';
import { listReaderBodies } from '../queries/reader-bodies.ts';
import { saveResult } from '../report/save-results.ts';
import { startChancery } from '../systems/chancery.ts';

const processes = 2;
const readers = 50;
/** Requests per second of each reader. */
const perSecond = 2;
const lightQueries = queries.filter(({ name }) => name === 'Q1' || name === 'Q2');
const attackerAddress = '10.0.2.1';
/** The limit of a server that is open to the network; addresses come from the proxy header. */
const settings = { CHANCERY_RATE: '600', CHANCERY_TRUST_PROXY: 'on' };

interface AttackResult {
  name: string;
  connections: number;
  keepAlive: boolean;
  latency: ReaderLatency;
  /** The attacker's responses, by status. */
  responses: Record<string, number>;
  memoryMb: number;
}

/** Measures how much one client can delay 50 others, with each attack over one and over eight connections. */
export async function runHostile(flags: Flags): Promise<void> {
  const world = await ensureWorld(flags);
  await using chancery = await startChancery(world.path, processes, 0, settings);
  const url = `${chancery.url}/graphql`;
  const paced = new PacedReaders(url, listReaderBodies(world.path, lightQueries, { seed: 11, count: 500 }), {
    readers,
    perSecond,
  });
  const measureMemory = (): number =>
    readProcessTreeMemory(chancery.pid).reduce((total, { anonMb }) => total + anonMb, 0);
  try {
    // Statements prove quick, and heaps reach their size.
    await paced.measure(10);
    const before = readProcessUsage([chancery.pid]).cpuMs;
    const idle = await paced.measure(flags.seconds * 2);
    const idleLoad = (readProcessUsage([chancery.pid]).cpuMs - before) / ((flags.seconds * 2 + 2.5) * 1000 * processes);
    logProgress(`idle: ${JSON.stringify(idle)}, ${Math.round(100 * idleLoad)} % of the cores, ${measureMemory()} MB`);
    const results: AttackResult[] = [];
    for (const { name, bodies } of attacks)
      for (const connections of [1, 8])
        for (const keepAlive of [true, false]) {
          const attack: Attack = { url, bodies, connections, keepAlive, address: attackerAddress };
          const result = await runAttack(attack, paced, flags.seconds);
          results.push({ name, connections, keepAlive, ...result, memoryMb: measureMemory() });
          logProgress(JSON.stringify(results.at(-1)));
        }
    const worst = results.toSorted((left, right) => right.latency.p95 - left.latency.p95);
    saveResult('hostile', {
      world: world.name,
      measuredAt: new Date().toISOString(),
      processes,
      readers,
      perSecond,
      seconds: flags.seconds,
      idle,
      idleLoad,
      peakMb: Math.max(...results.map(({ memoryMb }) => memoryMb)),
      attacks: worst,
    });
    process.stdout.write(`${JSON.stringify(worst.slice(0, 10), null, 2)}\n`);
  } finally {
    paced.stop();
  }
}

async function runAttack(
  attack: Attack,
  paced: PacedReaders,
  seconds: number,
): Promise<Pick<AttackResult, 'latency' | 'responses'>> {
  const attacker = new Worker(new URL('../measure/attacker-thread.ts', import.meta.url), { workerData: attack });
  await setTimeout(500);
  const latency = await paced.measure(seconds);
  attacker.postMessage('stop');
  const [responses] = (await once(attacker, 'message')) as [Record<string, number>];
  await attacker.terminate();
  return { latency, responses };
}
