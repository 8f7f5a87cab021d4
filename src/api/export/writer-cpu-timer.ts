import { type CpuTimer, startCpuTimer } from '../../db/cpu-timer.ts';
import type { ReadClient } from '../../db/reader-threads.ts';

/**
 * Adds the CPU time of a writer to what the request has used of the event loop. The writer works from each item that it
 * gets until it writes or asks for the next one; in between, other requests do.
 */
export class WriterTimer {
  readonly #client: ReadClient;
  #timer: CpuTimer | undefined;

  constructor(client: ReadClient) {
    this.#client = client;
  }

  start(): void {
    this.stop();
    this.#timer = startCpuTimer();
  }

  stop(): void {
    if (this.#timer) this.#client.eventLoopMs += this.#timer.read();
    this.#timer = undefined;
  }
}
