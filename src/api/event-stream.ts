import type { ExecutionResult } from 'graphql';
import { serializeResult } from './execute-direct.ts';
import { toGraphqlError, withoutHttpStatus } from './graphql-errors.ts';
import { noStoreHeaders, sequenceHeader } from './http-headers.ts';
import type { HttpResponse } from './http-types.ts';

const encoder = new TextEncoder();
const keepAliveComment = encoder.encode(':\n\n');
const completeEvent = encoder.encode('event: complete\ndata:\n\n');
const encodeNextEvent = ({ errors, ...rest }: ExecutionResult): Uint8Array =>
  encoder.encode(
    `event: next\ndata: ${serializeResult({ ...rest, ...(errors && { errors: errors.map(withoutHttpStatus) }) })}\n\n`,
  );

const eventStreamHeaders = {
  ...noStoreHeaders('text/event-stream'),
  // Proxies that gather an answer before they pass it on would hold events back.
  'x-accel-buffering': 'no',
};

type ResultIterator = AsyncIterator<ExecutionResult> | Iterator<ExecutionResult>;

/** What fails on the way is told as a result too; the stream ends with it. */
async function readNextResult(
  results: ResultIterator,
): Promise<{ done?: boolean | undefined; value: ExecutionResult }> {
  try {
    return await results.next();
  } catch (error) {
    return { value: { errors: [toGraphqlError(error)] } };
  }
}

/**
 * The graphql-sse protocol, a connection for each operation. It is over with `leaving`, also where a client has not read all that was sent.
 * A client is told where the feed begins: cut off before the first change, it knows after which number to go on.
 */
export function createEventStreamResponse(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  tell: (result: ExecutionResult) => ExecutionResult,
  leaving: AbortController,
  pingMs: number,
  begin?: number,
): HttpResponse {
  const results = Symbol.asyncIterator in result ? result[Symbol.asyncIterator]() : [result].values();
  let ping: NodeJS.Timeout | undefined;
  const quiet = (): void => clearInterval(ping);
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Something is sent at once: clients wait for the headers.
        controller.enqueue(keepAliveComment);
        ping = setInterval(() => {
          if (controller.desiredSize === 0) controller.enqueue(keepAliveComment);
        }, pingMs);
        if (leaving.signal.aborted) quiet();
        leaving.signal.addEventListener('abort', quiet, { once: true });
      },
      async pull(controller) {
        const { done, value } = await readNextResult(results);
        if (!done) {
          controller.enqueue(encodeNextEvent(tell(value)));
          return;
        }
        quiet();
        controller.enqueue(completeEvent);
        controller.close();
      },
      async cancel() {
        leaving.abort();
        if ('return' in results) await results.return?.();
      },
    },
    // An event is made only when it can be sent.
    { highWaterMark: 0 },
  );
  return {
    status: 200,
    headers: { ...eventStreamHeaders, ...(begin !== undefined && { [sequenceHeader]: String(begin) }) },
    body,
  };
}
