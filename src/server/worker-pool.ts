import cluster, { type Worker } from 'node:cluster';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { StartError } from '../model/errors.ts';
import { ClusterAdmission } from './cluster-queue.ts';
import { resolveSharedPort } from './listen-port.ts';
import { startClusterRateLimiter } from './rate-limiter.ts';
import { resolveReaderThreads } from './reader-thread-count.ts';
import type { SettingValues } from './settings.ts';
import { startPrimaryAlerts } from './start-alerts.ts';
import { openConfiguredDatabase, type RunningService, startService } from './start-service.ts';
import { pingMessage, stopMessage, type WorkerMessage } from './worker-messages.ts';

/**
 * Runs a major GC when the heap has doubled; by default V8 lets some hundred megabytes of garbage accumulate first. A
 * GC of an idle process does not compact the heap, which holds requests for up to 0.2 s.
 */
const gcFlags = ['--heap-growing-percent=100', '--no-memory-reducer'];

/** A worker that ran this long did not fail at startup: its successor starts without delay. */
const stableAfterMs = 60_000;
const initialBackoffMs = 100;
const maxBackoffMs = 10_000;
/** Grace period for a worker to exit after it has waited for its requests. */
const killGraceSeconds = 5;
/** A worker is killed after so many pings without a response. */
const maxUnansweredPings = 5;

/** Starts several processes that serve one port and one database; one that exits unexpectedly is replaced. */
export async function startWorkerPool(
  settings: SettingValues,
  log: Logger,
): Promise<RunningService & { workers: number[] }> {
  // Errors of the database or the port are reported once, before any worker starts.
  const db = await openConfiguredDatabase(settings, log);
  // Only one process can read a database whose disk is full.
  if (db.readOnlyReason) return { ...(await startService(settings, log, db)), workers: [process.pid] };
  const values = { ...settings, PORT: await resolveSharedPort(settings.HOST, settings.PORT) };
  await startClusterRateLimiter();
  cluster.setupPrimary({
    exec: fileURLToPath(import.meta.resolve('./worker-process.ts')),
    args: [JSON.stringify(values)],
    execArgv: [...process.execArgv, ...gcFlags],
  });
  const admission = new ClusterAdmission(resolveReaderThreads(values));
  const pool = new WorkerPool(log, { admission, hangSeconds: values.CHANCERY_HANG_SECONDS });
  try {
    const [first] = await Promise.all(Array.from({ length: values.CHANCERY_WORKERS }, () => pool.add()));
    if (!first) throw new Error('No worker was asked for.');
    const alerts = startPrimaryAlerts(values, { db, log, url: first.url });
    return {
      ...first,
      workers: pool.pids,
      async close() {
        await Promise.all([pool.stop(values.CHANCERY_STOP_SECONDS + killGraceSeconds), alerts.close()]);
      },
    };
  } catch (error) {
    await Promise.all([pool.stop(killGraceSeconds), db.close()]);
    throw error;
  }
}

class WorkerPool {
  readonly #log: Logger;
  readonly #admission: ClusterAdmission;
  /** How long a worker may not respond. */
  readonly #hangSeconds: number;
  readonly #workers = new Set<Worker>();
  /** Workers in a row that exited soon after their start. */
  #consecutiveEarlyExits = 0;
  #stopping = false;
  readonly #allExited = Promise.withResolvers<void>();

  constructor(log: Logger, { admission, hangSeconds }: { admission: ClusterAdmission; hangSeconds: number }) {
    this.#log = log;
    this.#admission = admission;
    this.#hangSeconds = hangSeconds;
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
      exited.resolve({ worker: worker.process.pid, workerId: worker.id, code, signal });
      if (this.#stopping && this.#workers.size === 0) this.#allExited.resolve();
    });
    const address = await ready.promise;
    if (this.#hangSeconds > 0) this.#watch(worker);
    void exited.promise.then((details) => this.#replace(details, performance.now() - startedAt));
    return address;
  }

  /**
   * Kills a worker whose event loop does not respond. Counts pings rather than time, so that a pause of the primary or of
   * the whole machine kills no worker.
   */
  #watch(worker: Worker): void {
    let unansweredPings = 0;
    const timer = setInterval(
      () => {
        if (unansweredPings < maxUnansweredPings) {
          unansweredPings += 1;
          worker.send(pingMessage);
          return;
        }
        clearInterval(timer);
        this.#log.error(
          { worker: worker.process.pid, workerId: worker.id, seconds: this.#hangSeconds },
          'a worker did not respond and was killed',
        );
        worker.process.kill('SIGKILL');
      },
      (this.#hangSeconds * 1000) / (maxUnansweredPings + 1),
    );
    timer.unref();
    worker.on('message', ({ isAlive }: WorkerMessage) => {
      if (isAlive) unansweredPings = 0;
    });
    worker.once('exit', () => clearInterval(timer));
    worker.once('disconnect', () => clearInterval(timer));
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
