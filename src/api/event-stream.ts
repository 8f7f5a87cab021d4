import type { ExecutionResult } from 'graphql';
import { jsonOf } from './execute-direct.ts';
import { asGraphqlError, withoutStatus } from './graphql-errors.ts';
import { sequenceHeader, unkept } from './http-headers.ts';
import type { Answer } from './http-types.ts';

const encoder = new TextEncoder();
const comment = encoder.encode(':\n\n');
const complete = encoder.encode('event: complete\ndata:\n\n');
const next = ({ errors, ...rest }: ExecutionResult): Uint8Array =>
  encoder.encode(`event: next\ndata: ${jsonOf({ ...rest, ...(errors && { errors: errors.map(withoutStatus) }) })}\n\n`);

const headers = {
  ...unkept('text/event-stream'),
  // Proxies that gather an answer before they pass it on would hold events back.
  'x-accel-buffering': 'no',
};

type Upcoming = AsyncIterator<ExecutionResult> | Iterator<ExecutionResult>;

/** What fails on the way is told as a result too; the stream ends with it. */
async function nextOf(results: Upcoming): Promise<{ done?: boolean | undefined; value: ExecutionResult }> {
  try {
    return await results.next();
  } catch (error) {
    return { value: { errors: [asGraphqlError(error)] } };
  }
}

/**
 * The graphql-sse protocol, a connection for each operation. It is over with `leaving`, also where a client has not read all that was sent.
 * A client is told where the feed begins: cut off before the first change, it knows after which number to go on.
 */
export function eventStream(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  tell: (result: ExecutionResult) => ExecutionResult,
  leaving: AbortController,
  pingMs: number,
  begin?: number,
): Answer {
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
        const { done, value } = await nextOf(results);
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
  return {
    status: 200,
    headers: { ...headers, ...(begin !== undefined && { [sequenceHeader]: String(begin) }) },
    body,
  };
}
