import cluster, { type Worker } from 'node:cluster';
import { FairQueue, overloadedError, queueLimits } from '../store/fair-queue.ts';
import type { Admission } from '../store/reader-pool.ts';
import type { AdmissionReply, AdmissionRequest, WorkerMessage } from './worker-messages.ts';

/** Returns the admission of a worker, which asks the primary process; undefined in a server of one process. */
export function createAdmission(): Admission | undefined {
  if (!cluster.isWorker) return undefined;
  const send = (admission: AdmissionRequest): void => void process.send?.({ admission } satisfies WorkerMessage);
  const pending = new Map<number, PromiseWithResolvers<() => void>>();
  let lastId = 0;
  process.on('message', (message: unknown) => {
    const reply = (message as { admission?: AdmissionReply } | null)?.admission;
    if (!reply) return;
    const request = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.isAdmitted) request?.resolve(() => send({ kind: 'release', id: reply.id }));
    else request?.reject(overloadedError());
  });
  return {
    acquire(client) {
      lastId += 1;
      const request = Promise.withResolvers<() => void>();
      pending.set(lastId, request);
      send({ kind: 'acquire', id: lastId, client });
      return request.promise;
    },
  };
}

/** The queue of the primary process, in which each worker has as many slots as threads. */
export class ClusterAdmission {
  readonly #queue: FairQueue;
  /** By worker and id of the request. */
  readonly #releases = new Map<Worker, Map<number, () => void>>();

  constructor(slots: number) {
    this.#queue = new FairQueue({ slots, ...queueLimits });
  }

  add(worker: Worker): void {
    const releases = new Map<number, () => void>();
    this.#releases.set(worker, releases);
    worker.on('message', async ({ admission: request }: WorkerMessage) => {
      if (request?.kind === 'release') {
        releases.get(request.id)?.();
        releases.delete(request.id);
      } else if (request) {
        const { id, client } = request;
        const release = await this.#queue.acquire(client, String(worker.id)).catch(() => undefined);
        if (worker.isDead() || !this.#releases.has(worker)) return release?.();
        if (release) releases.set(id, release);
        worker.send({ admission: { id, isAdmitted: release !== undefined } satisfies AdmissionReply });
      }
    });
  }

  /** Ends the tasks of a worker that has exited. */
  remove(worker: Worker): void {
    const releases = this.#releases.get(worker) ?? new Map<number, () => void>();
    this.#releases.delete(worker);
    for (const release of releases.values()) release();
  }
}
