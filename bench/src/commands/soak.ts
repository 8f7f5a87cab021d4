import { copyFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { ensureWorld } from '../ensure-world.ts';
import { type Flags, UsageError } from '../flags.ts';
import {
  computeMemoryTrend,
  type ProcessMemory,
  readProcessTreeMemory,
  toMemorySeries,
} from '../measure/process-memory.ts';
import { runTimed } from '../measure/run-timed.ts';
import { logProgress } from '../progress.ts';
import type { ResponseJson } from '../queries/bench-query.ts';
import { queries } from '../queries/index.ts';
import { listReaderBodies } from '../queries/reader-bodies.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli, detectFeatures, startChancery } from '../systems/chancery.ts';

const connections = 200;
const writesPerSecond = 20;
const processes = 2;
const writtenVisitCount = 100;
/** Statements are compiled and heaps reach their size in this time, so memory samples start after it. */
const warmUpSeconds = 30;
const sampleMs = 2_000;

/** Reads and writes at the same time, and checks for errors, stale reads after acknowledged writes and memory growth. */
export async function runSoak(flags: Flags): Promise<void> {
  if (!detectFeatures().workers) throw new UsageError('This version of Chancery has no --workers flag.');
  const world = await ensureWorld(flags);
  const path = join(flags.folder, 'soak.db');
  const seconds = Math.max(flags.seconds, 60);
  copyFileSync(world.path, path);
  try {
    const token = await createEditorToken(path);
    await using chancery = await startChancery(path, processes);
    const result = await new SoakRun(`${chancery.url}/graphql`, token, path).run(seconds, chancery.pid);
    const measuredAt = new Date().toISOString();
    const settings = { world: world.name, measuredAt, connections, writesPerSecond, processes, warmUpSeconds, seconds };
    saveResult('soak', { ...settings, ...result });
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    if (result.errors.length > 0 || result.stale > 0 || !result.memory.level) process.exitCode = 1;
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

async function createEditorToken(path: string): Promise<string> {
  const args = [chanceryCli, 'token', 'create', '--holder', 'bench', '--role', 'EDITOR', '--json'];
  return (JSON.parse((await runTimed(process.execPath, args, { CHANCERY_DB: path })).stdout) as { token: string })
    .token;
}

const correctRemarksMutation = `mutation ($key: String!, $remarks: String!) { correctVisit(input: { key: $key, source: "bench-s1", visit: { remarks: $remarks } }) { errors { code message } } }`;
const remarksQuery = 'query ($key: String!) { entry(key: $key) { ... on Visit { remarks } } }';

class SoakRun {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  readonly #readBodies: readonly string[];
  readonly #errors = new Map<string, number>();
  /** The number of the last acknowledged write of each visit. */
  readonly #acknowledged = new Map<string, number>();
  #readCount = 0;
  #writeCount = 0;
  #checkCount = 0;
  #staleCount = 0;

  constructor(url: string, token: string, path: string) {
    this.#url = url;
    this.#token = token;
    const readQueries = queries.filter(({ name }) => name !== 'Q4');
    this.#readBodies = listReaderBodies(path, readQueries, { seed: 7, count: 50 });
  }

  async run(seconds: number, pid: number) {
    const samples: ProcessMemory[][] = [];
    const samplingStart = performance.now() + warmUpSeconds * 1000;
    const end = samplingStart + seconds * 1000;
    const repeatUntilEnd = async (work: (index: number) => Promise<void>): Promise<void> => {
      for (let index = 0; performance.now() < end; index += 1) await work(index);
    };
    const readers = Array.from({ length: connections - 4 }, (_, reader) =>
      repeatUntilEnd((index) => this.#readOne(reader * 31 + index)),
    );
    const sampler = repeatUntilEnd(async () => {
      const sample = readProcessTreeMemory(pid);
      if (performance.now() >= samplingStart) samples.push(sample);
      const memory = sample.map(({ anonMb, fileMb }) => `${anonMb} + ${fileMb}`).join(', ');
      logProgress(
        `${this.#readCount} reads, ${this.#writeCount} writes; MB per process (anonymous + mapped files): ${memory}`,
      );
      await setTimeout(sampleMs);
    });
    await Promise.all([...readers, sampler, this.#runWriter(end)]);
    this.#agent.destroy();
    const series = toMemorySeries(samples);
    return {
      reads: this.#readCount,
      writes: this.#writeCount,
      looks: this.#checkCount,
      stale: this.#staleCount,
      errors: [...this.#errors].map(([error, count]) => `${count} × ${error}`),
      memory: { ...computeMemoryTrend(series), everyMs: sampleMs, processes: series },
    };
  }

  /** Writes at a constant rate without waiting for responses, except that writes of the same visit are sequential. */
  async #runWriter(end: number): Promise<void> {
    const writes: Promise<void>[] = [];
    const lastWrites = new Map<string, Promise<void>>();
    for (let index = 0; performance.now() < end; index += 1) {
      const key = `bench-v${(index % writtenVisitCount) + 1}`;
      const write = (lastWrites.get(key) ?? Promise.resolve()).then(() => this.#writeOne(key, index));
      lastWrites.set(key, write);
      writes.push(write);
      await setTimeout(1000 / writesPerSecond);
    }
    await Promise.all(writes);
  }

  async #writeOne(key: string, number: number): Promise<void> {
    const response = await this.#sendGraphql(
      JSON.stringify({ query: correctRemarksMutation, variables: { key, remarks: `soak ${number}` } }),
      this.#token,
    );
    if (!response) return;
    if (response.data?.correctVisit?.errors?.length !== 0)
      this.#countError(`a write returned ${JSON.stringify(response).slice(0, 200)}`);
    else {
      this.#writeCount += 1;
      this.#acknowledged.set(key, number);
      // Any worker must return at least the acknowledged value.
      await Promise.all([1, 2, 3].map(() => this.#checkFreshness(key)));
    }
  }

  async #checkFreshness(key: string): Promise<void> {
    const acknowledged = this.#acknowledged.get(key) ?? -1;
    const response = await this.#sendGraphql(JSON.stringify({ query: remarksQuery, variables: { key } }));
    if (!response) return;
    this.#checkCount += 1;
    if (Number(/^soak (\d+)$/.exec(response.data?.entry?.remarks ?? '')?.[1] ?? -1) < acknowledged)
      this.#staleCount += 1;
  }

  async #readOne(index: number): Promise<void> {
    if (await this.#sendGraphql(this.#readBodies[index % this.#readBodies.length] ?? '')) this.#readCount += 1;
  }

  async #sendGraphql(body: string, token?: string): Promise<ResponseJson | undefined> {
    try {
      const response = JSON.parse(await this.#post(body, token)) as ResponseJson;
      if (!response.errors) return response;
      this.#countError(JSON.stringify(response.errors).slice(0, 200));
    } catch (error) {
      this.#countError(String(error));
    }
    return undefined;
  }

  #post(body: string, token?: string): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    return new Promise((resolve, reject) => {
      const clientRequest = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) =>
        text(response).then(resolve, reject),
      );
      clientRequest.on('error', reject);
      clientRequest.end(body);
    });
  }

  #countError(error: string): void {
    this.#errors.set(error, (this.#errors.get(error) ?? 0) + 1);
  }
}
