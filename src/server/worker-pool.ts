import cluster, { type Worker } from 'node:cluster';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { StartError } from '../model/errors.ts';
import { ClusterAdmission } from './cluster-admission.ts';
import { resolveSharedPort } from './listen-port.ts';
import { startClusterRateLimiter } from './rate-limiter.ts';
import { resolveReaderThreads } from './reader-thread-count.ts';
import type { SettingValues } from './settings.ts';
import { openConfiguredDatabase, type RunningService } from './start-service.ts';
import { stopMessage, type WorkerMessage } from './worker-messages.ts';

/** Runs a major GC when the heap has doubled; by default V8 lets some hundred megabytes of garbage accumulate first. */
const heapGrowthFlag = '--heap-growing-percent=100';

/** A worker that ran this long did not fail at startup: its successor starts without delay. */
const stableAfterMs = 60_000;
const initialBackoffMs = 100;
const maxBackoffMs = 10_000;
/** Grace period for a worker to exit after it has waited for its requests. */
const killGraceSeconds = 5;

/** Starts several processes that serve one port and one database; one that exits unexpectedly is replaced. */
export async function startWorkerPool(
  settings: SettingValues,
  log: Logger,
): Promise<RunningService & { workers: number[] }> {
  // Errors of the database or the port are reported once, before any worker starts.
  await (await openConfiguredDatabase(settings, log)).close();
  const values = { ...settings, PORT: await resolveSharedPort(settings.HOST, settings.PORT) };
  await startClusterRateLimiter();
  cluster.setupPrimary({
    exec: fileURLToPath(import.meta.resolve('./worker-process.ts')),
    args: [JSON.stringify(values)],
    execArgv: [...process.execArgv, heapGrowthFlag],
  });
  const pool = new WorkerPool(log, new ClusterAdmission(resolveReaderThreads(values)));
  try {
    const [first] = await Promise.all(Array.from({ length: values.CHANCERY_WORKERS }, () => pool.add()));
    if (!first) throw new Error('No worker was asked for.');
    return { ...first, workers: pool.pids, close: () => pool.stop(values.CHANCERY_STOP_SECONDS + killGraceSeconds) };
  } catch (error) {
    await pool.stop(killGraceSeconds);
    throw error;
  }
}

class WorkerPool {
  readonly #log: Logger;
  readonly #admission: ClusterAdmission;
  readonly #workers = new Set<Worker>();
  /** Workers in a row that exited soon after their start. */
  #consecutiveEarlyExits = 0;
  #stopping = false;
  readonly #allExited = Promise.withResolvers<void>();

  constructor(log: Logger, admission: ClusterAdmission) {
    this.#log = log;
    this.#admission = admission;
  }

  get pids(): number[] {
    return [...this.#workers].flatMap(({ process }) => process.pid ?? []);
  }

  /** Starts a worker; resolves when it listens. */
  async add(): Promise<{ url: string; port: number }> {
    const worker = cluster.fork();
    const startedAt = performance.now();
    this.#workers.add(worker);
    this.#admission.add(worker);
    // Emitted if the worker exits while a message is being sent to it.
    worker.on('error', (error) =>
      this.#log.warn({ worker: worker.process.pid, err: error }, 'a worker could not be reached'),
    );
    const ready = Promise.withResolvers<{ url: string; port: number }>();
    worker.on('message', ({ listening: address, startError }: WorkerMessage) => {
      if (address) ready.resolve(address);
      if (startError !== undefined) ready.reject(new StartError(startError));
    });
    const exited = Promise.withResolvers<object>();
    worker.once('exit', (code, signal) => {
      this.#workers.delete(worker);
      this.#admission.remove(worker);
      ready.reject(new StartError(`A worker ended with ${signal ?? code} before it listened.`));
      exited.resolve({ worker: worker.process.pid, code, signal });
      if (this.#stopping && this.#workers.size === 0) this.#allExited.resolve();
    });
    const address = await ready.promise;
    void exited.promise.then((details) => this.#replace(details, performance.now() - startedAt));
    return address;
  }

  /** Stops all workers; kills those that do not exit in time. */
  async stop(seconds: number): Promise<void> {
    this.#stopping = true;
    // Connections that have arrived are still passed to the workers.
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    if (this.#workers.size === 0) return;
    for (const worker of this.#workers) worker.send(stopMessage);
    const timer = new AbortController();
    const killTimer = setTimeout(seconds * 1000, undefined, { signal: timer.signal }).then(
      () => {
        for (const worker of this.#workers) {
          this.#log.warn({ worker: worker.process.pid, seconds }, 'a worker did not stop in time and was killed');
          worker.process.kill('SIGKILL');
        }
      },
      () => undefined,
    );
    await this.#allExited.promise;
    timer.abort();
    await killTimer;
  }

  async #replace(details: object, uptimeMs: number): Promise<void> {
    for (;;) {
      if (this.#stopping) return;
      this.#consecutiveEarlyExits = uptimeMs > stableAfterMs ? 0 : this.#consecutiveEarlyExits + 1;
      const pauseMs =
        this.#consecutiveEarlyExits === 0
          ? 0
          : Math.min(initialBackoffMs * 2 ** (this.#consecutiveEarlyExits - 1), maxBackoffMs);
      this.#log.error({ ...details, pauseMs }, 'a worker ended unexpectedly and will be replaced');
      await setTimeout(pauseMs);
      if (this.#stopping) return;
      try {
        await this.add();
        this.#log.info({ workers: this.pids }, 'a worker was replaced');
        return;
      } catch (error) {
        details = { err: error };
        uptimeMs = 0;
      }
    }
  }
}
