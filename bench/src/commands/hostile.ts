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

/** The 95th percentile under attack, as a multiple of the one without, above which a measurement is repeated. */
const maxGrowth = 2;

const findMedian = (latencies: readonly ReaderLatency[]): ReaderLatency =>
  latencies.toSorted((left, right) => left.p95 - right.p95)[Math.floor(latencies.length / 2)] as ReaderLatency;

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
    const startedAt = performance.now();
    const idle = [await paced.measure(flags.seconds), await paced.measure(flags.seconds)];
    const idleLoad = (readProcessUsage([chancery.pid]).cpuMs - before) / ((performance.now() - startedAt) * processes);
    logProgress(`idle: ${JSON.stringify(idle)}, ${Math.round(100 * idleLoad)} % of the cores, ${measureMemory()} MB`);
    const plans = attacks
      .filter(({ name }) => name.includes(flags.attacks))
      .flatMap((attack) =>
        [1, 8].flatMap((connections) => [true, false].map((keepAlive) => ({ ...attack, connections, keepAlive }))),
      );
    let clients = 0;
    const run = async ({ name, bodies, connections, keepAlive }: (typeof plans)[number]): Promise<AttackResult> => {
      // A client with its whole quota.
      const address = `10.0.${2 + (clients >> 8)}.${clients & 255}`;
      clients += 1;
      const result = await runAttack({ url, bodies, connections, keepAlive, address }, paced, flags.seconds);
      return { name, connections, keepAlive, ...result, memoryMb: measureMemory() };
    };
    const results: AttackResult[] = [];
    for (const [index, plan] of plans.entries()) {
      if (index % 10 === 9) idle.push(await paced.measure(flags.seconds));
      let result = await run(plan);
      // A window of a few seconds is noisy: what seems slow is measured three times.
      if (result.latency.p95 > maxGrowth * findMedian(idle).p95) {
        const repeated = [result, await run(plan), await run(plan)];
        const median = findMedian(repeated.map(({ latency }) => latency));
        result = repeated.find(({ latency }) => latency === median) ?? result;
      }
      results.push(result);
      logProgress(JSON.stringify(result));
    }
    const worst = results.toSorted((left, right) => right.latency.p95 - left.latency.p95);
    saveResult(process.env.BENCH_CHANCERY === undefined ? 'hostile' : 'hostile-before', {
      world: world.name,
      measuredAt: new Date().toISOString(),
      processes,
      readers,
      perSecond,
      seconds: flags.seconds,
      idle: findMedian(idle),
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
