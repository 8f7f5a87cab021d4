import type { ExecutionResult } from 'graphql';
import { withoutStatus } from './coded.ts';

const encoder = new TextEncoder();
const comment = encoder.encode(':\n\n');
const complete = encoder.encode('event: complete\ndata:\n\n');
const next = ({ errors, ...rest }: ExecutionResult): Uint8Array =>
  encoder.encode(`event: next\ndata: ${JSON.stringify({ ...rest, ...(errors && { errors: errors.map(withoutStatus) }) })}\n\n`);

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  // Proxies that gather an answer before they pass it on would hold events back.
  'x-accel-buffering': 'no',
};

/**
 * The graphql-sse protocol, a connection for each operation. Yoga's own stream would go on pinging for ever where a client leaves
 * without having read all that was sent; this one is over with `leaving`.
 */
export function eventStream(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  tell: (result: ExecutionResult) => ExecutionResult,
  leaving: AbortController,
  pingMs: number,
): Response {
  const results = Symbol.asyncIterator in result ? result[Symbol.asyncIterator]() : [result].values();
  let ping: NodeJS.Timeout | undefined;
  const quiet = (): void => clearInterval(ping);
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Something is sent at once: clients wait for the headers.
        controller.enqueue(comment);
        ping = setInterval(() => {
          if (controller.desiredSize === 0) controller.enqueue(comment);
        }, pingMs);
        if (leaving.signal.aborted) quiet();
        leaving.signal.addEventListener('abort', quiet, { once: true });
      },
      async pull(controller) {
        const { done, value } = await results.next();
        if (!done) {
          controller.enqueue(next(tell(value)));
          return;
        }
        quiet();
        controller.enqueue(complete);
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
  return new Response(body, { headers });
}
