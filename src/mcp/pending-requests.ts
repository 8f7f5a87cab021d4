import { Writable } from 'node:stream';

interface Message {
  id?: unknown;
  method?: unknown;
  params?: { requestId?: unknown };
}

/** The requests of a client that have no response yet. */
export class PendingRequests {
  #ids = new Set<unknown>();
  #done: (() => void)[] = [];

  /** Counts a message of the client, if it is a request. A cancelled request gets no response. */
  start(line: string): void {
    const { id, method, params } = JSON.parse(line) as Message;
    if (method === 'notifications/cancelled') this.#finish(params?.requestId);
    else if (id !== undefined && method !== undefined) this.#ids.add(id);
  }

  /** Returns a stream that writes to another and sees the responses. */
  watch(destination: Writable): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        const { id, method } = JSON.parse(chunk.toString()) as Message;
        destination.write(chunk, (error) => {
          if (method === undefined) this.#finish(id);
          done(error);
        });
      },
    });
  }

  whenDone(): Promise<void> {
    if (this.#ids.size === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#done.push(resolve);
    return promise;
  }

  #finish(id: unknown): void {
    this.#ids.delete(id);
    if (this.#ids.size === 0) for (const resolve of this.#done.splice(0)) resolve();
  }
}
