import type { ExecutionResult } from 'graphql';
import { serializeResult } from './execute-direct.ts';
import { withoutHttpStatus } from './graphql-errors.ts';
import { noStoreHeaders } from './http-headers.ts';
import { toTooLargeResult } from './response-size.ts';
import type { StreamProtocol } from './stream-protocols.ts';

export interface StreamOptions {
  /** How often an idle stream keeps its connection open. */
  readonly pingMs: number;
  /** Whether streams end because the server stops, and not because their operation is complete. */
  isStopping(): boolean;
}

function encodeResult(protocol: StreamProtocol, result: ExecutionResult, maxBytes: number): Uint8Array {
  const { errors, ...rest } = result;
  const json = serializeResult({ ...rest, ...(errors && { errors: errors.map(withoutHttpStatus) }) }).toString();
  const event = protocol.encodeResult(json, result.extensions?.eventId as string | undefined);
  return event.length > maxBytes ? encodeResult(protocol, toTooLargeResult(result, maxBytes), Infinity) : event;
}

/**
 * Streams results by one of the protocols for subscriptions, with one connection per operation. The stream ends when `abortController` is aborted, even
 * if the client has not read all of it. `headers` tell clients where a stream of changes starts, so that they can resume it before the first event.
 */
export function createEventStreamResponse(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  protocol: StreamProtocol,
  abortController: AbortController,
  { pingMs, isStopping, maxEventBytes }: StreamOptions & { maxEventBytes: number },
  headers: Record<string, string>,
): Response {
  const isSubscription = Symbol.asyncIterator in result;
  const results: AsyncIterator<ExecutionResult> | Iterator<ExecutionResult> = isSubscription
    ? result[Symbol.asyncIterator]()
    : [result].values();
  let ping: NodeJS.Timeout | undefined;
  const stopPing = (): void => clearInterval(ping);
  const body = new ReadableStream<Uint8Array>(
    {
      start(stream) {
        stream.enqueue(protocol.start);
        let isBehind = false;
        ping = setInterval(() => {
          if (stream.desiredSize === 0) {
            isBehind = false;
            stream.enqueue(protocol.keepAlive);
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
          stream.enqueue(encodeResult(protocol, value, maxEventBytes));
          return;
        }
        const end = isSubscription && isStopping() ? protocol.interrupted : protocol.complete;
        if (end.length > 0) stream.enqueue(end);
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
  return new globalThis.Response(body, {
    headers: {
      ...noStoreHeaders(protocol.contentType),
      // Proxies that buffer responses would delay events.
      'x-accel-buffering': 'no',
      ...headers,
    },
  });
}
