import { createChunkWriter } from '../../store/export/chunk-writer.ts';
import type { Write } from '../../store/export/table.ts';

/**
 * Returns what `produce` writes as a stream that is made only as fast as it is read. Resolves with the first chunk, so
 * that an error before it is still an error of the request. The stream ends with an error if the reader reads nothing
 * for `idleMs`, or has not read all of it after `totalMs`.
 */
export async function streamParts(
  produce: (write: Write) => Promise<void>,
  { idleMs, totalMs }: { idleMs: number; totalMs: number },
): Promise<ReadableStream<Uint8Array>> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const sink = writable.getWriter();
  const { write, flush } = createChunkWriter((chunk) => sink.write(chunk));
  const produced = produce(write)
    .then(flush)
    .then(() => sink.close());
  // The reader gets the error.
  produced.catch((error: unknown) => sink.abort(error)).catch(() => undefined);
  sink.closed.catch(() => undefined);
  const source = readable.getReader();
  let next: ReturnType<typeof source.read> | undefined = Promise.resolve(await source.read());
  let idle: NodeJS.Timeout | undefined;
  let total: NodeJS.Timeout | undefined;
  const stopTimers = (): void => {
    clearTimeout(idle);
    clearTimeout(total);
  };
  let hasFailed = false;
  const fail = (stream: ReadableStreamDefaultController, message: string): void => {
    hasFailed = true;
    stopTimers();
    const error = new Error(message);
    stream.error(error);
    void source.cancel(error);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(stream) {
        total = setTimeout(() => fail(stream, 'The export takes too long.'), totalMs);
      },
      async pull(stream) {
        clearTimeout(idle);
        const { done, value } = await (next ?? source.read()).catch((error: unknown) => {
          stopTimers();
          throw error;
        });
        next = undefined;
        if (hasFailed) return undefined;
        if (done) {
          stopTimers();
          return stream.close();
        }
        stream.enqueue(value);
        idle = setTimeout(() => fail(stream, 'The client reads too slowly.'), idleMs);
        return undefined;
      },
      async cancel(reason) {
        stopTimers();
        await source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
