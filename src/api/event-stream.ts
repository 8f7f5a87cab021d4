import type { ExecutionResult } from 'graphql';
import { serializeResult } from './execute-direct.ts';
import { withoutHttpStatus } from './graphql-errors.ts';
import { noStoreHeaders } from './http-headers.ts';

const encoder = new TextEncoder();
const keepAliveComment = encoder.encode(':\n\n');
const completeEvent = encoder.encode('event: complete\ndata:\n\n');
const encodeNextEvent = ({ errors, ...rest }: ExecutionResult): Uint8Array =>
  encoder.encode(
    `event: next\ndata: ${serializeResult({ ...rest, ...(errors && { errors: errors.map(withoutHttpStatus) }) })}\n\n`,
  );

const eventStreamHeaders = {
  ...noStoreHeaders('text/event-stream'),
  // Proxies that buffer responses would delay events.
  'x-accel-buffering': 'no',
};

/**
 * Streams results by the graphql-sse protocol, with one connection per operation. The stream ends when `controller` is aborted, even if the client
 * has not read all of it. `headers` tell clients where a stream of changes starts, so that they can resume it before the first event.
 */
export function createEventStreamResponse(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  abortController: AbortController,
  pingMs: number,
  headers: Record<string, string>,
): Response {
  const results: AsyncIterator<ExecutionResult> | Iterator<ExecutionResult> =
    Symbol.asyncIterator in result ? result[Symbol.asyncIterator]() : [result].values();
  let ping: NodeJS.Timeout | undefined;
  const stopPing = (): void => clearInterval(ping);
  const body = new ReadableStream<Uint8Array>(
    {
      start(stream) {
        // Clients wait for the headers, which are sent with the first bytes.
        stream.enqueue(keepAliveComment);
        let isBehind = false;
        ping = setInterval(() => {
          if (stream.desiredSize === 0) {
            isBehind = false;
            stream.enqueue(keepAliveComment);
          } else if (isBehind) {
            // The client has not read anything for a whole interval.
            stream.error(new Error('The client reads too slowly.'));
            abortController.abort();
          } else isBehind = true;
        }, pingMs);
        if (abortController.signal.aborted) stopPing();
        abortController.signal.addEventListener('abort', stopPing, { once: true });
      },
      async pull(stream) {
        const { done, value } = await results.next();
        if (!done) {
          stream.enqueue(encodeNextEvent(value));
          return;
        }
        stream.enqueue(completeEvent);
        stream.close();
        abortController.abort();
      },
      async cancel() {
        abortController.abort();
        if ('return' in results) await results.return?.();
      },
    },
    // Events are computed only when they can be sent.
    { highWaterMark: 0 },
  );
  // The Response of @whatwg-node/fetch would read ahead.
  return new globalThis.Response(body, { headers: { ...eventStreamHeaders, ...headers } });
}
