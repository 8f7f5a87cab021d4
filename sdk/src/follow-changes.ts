import { withDeadline } from './deadline.ts';
import { NetworkError, TimeoutError } from './errors.ts';
import { dataOrThrow, parseResponse, unexpectedBodyMessage } from './graphql-response.ts';
import {
  type ClientOptions,
  type ClientState,
  type RequestOptions,
  sendHttpRequest,
  withCallDeadline,
} from './request.ts';
import { computeBackoffMs, isTransientError, maxBackoffMs, sleep } from './retry.ts';
import { getDocumentText, type TypedDocument } from './typed-document.ts';

/** How often it is tried to go on where nobody says: a server that starts anew is away for some seconds. */
const defaultFollowRetries = 10;
/** The server says every twelve seconds that it is alive. */
const maxIdleMs = 60_000;

interface SequencedChange {
  readonly sequence: number;
}
interface FollowVariables {
  readonly afterSequence?: number | undefined;
}

/**
 * The changes of a feed, over one connection after the other: where one ends, the next begins after the last sequence number that came.
 * A server completes its streams when it stops, and nothing else ends the feed but the signal, and what won't pass.
 */
export async function* followChanges<TChange extends SequencedChange>(
  client: ClientOptions,
  tell: ClientState['reportDeprecations'],
  document: TypedDocument<{ readonly change: TChange }, FollowVariables>,
  variables: FollowVariables = {},
  options: RequestOptions = {},
): AsyncGenerator<TChange, void, undefined> {
  const retries = options.retries ?? client.retries ?? defaultFollowRetries;
  let { afterSequence } = variables;
  let connected = false;
  let failures = 0;
  for (;;) {
    const begun = performance.now();
    try {
      const operation = { query: getDocumentText(document, client.print), variables: { ...variables, afterSequence } };
      const stream = await withCallDeadline(client, options, (signal) =>
        sendHttpRequest(client, { accept: 'text/event-stream', body: operation }, signal, options, openEventStream),
      );
      connected = true;
      afterSequence ??= sequenceFromHeaders(stream.response);
      for await (const text of readResults(stream.body, options.signal)) {
        const answer = parseResponse(text);
        tell(answer);
        const { change } = dataOrThrow(stream.response, answer) as { readonly change: TChange };
        if (afterSequence !== undefined && change.sequence <= afterSequence) continue;
        failures = 0;
        afterSequence = change.sequence;
        yield change;
      }
      throw new NetworkError('NETWORK', 'The stream ended.');
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!isTransientError(error) && !(connected && error instanceof TimeoutError)) throw error;
      // One that has held for a while is a connection that worked, whether or not anything was changed meanwhile.
      if (performance.now() - begun > maxBackoffMs) failures = 0;
      if (failures >= retries)
        throw error instanceof TimeoutError ? new NetworkError('NETWORK', error.message, { cause: error }) : error;
      await sleep(computeBackoffMs(failures, error), options.signal);
      failures += 1;
    }
  }
}

/** Where a feed begins that was asked for from now on. */
function sequenceFromHeaders({ headers }: Response): number | undefined {
  const told = headers.get('x-chancery-sequence');
  return told === null ? undefined : Number(told);
}

interface EventStream {
  readonly response: Response;
  readonly body: ReadableStream<Uint8Array>;
}

/** A stream; anything else is the error that it tells of. */
async function openEventStream(response: Response): Promise<EventStream> {
  const { body, status, headers } = response;
  if (body && headers.get('content-type')?.startsWith('text/event-stream')) return { response, body };
  dataOrThrow(response, parseResponse(await response.text()));
  throw new NetworkError('NETWORK', unexpectedBodyMessage(response, 'no stream of events'), { status });
}

/** The results of a subscription until it is complete, in the protocol of graphql-sse. */
async function* readResults(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  // Even where the response ignores its request's signal, a reader that is cancelled has been read to its end.
  signal?.addEventListener('abort', leave);
  try {
    signal?.throwIfAborted();
    for await (const { event, data } of readEvents(reader, signal)) {
      if (event === 'complete') return;
      if (event === 'next') yield data;
    }
    throw new NetworkError('NETWORK', 'The stream broke off before the server completed it.');
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
  }
}

interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Events as they are complete; comments, which keep the connection alive, are passed over. */
async function* readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let data = '';
  for (;;) {
    const { done, value } = await readChunk(reader, signal);
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, name, text = ''] = /^(event|data)(?:: ?(.*))?$/.exec(line) ?? [];
      if (name === 'event') event = text;
      if (name === 'data') data += text;
      if (line !== '') continue;
      if (event !== '') yield { event, data };
      signal?.throwIfAborted();
      event = data = '';
    }
  }
}

async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal | undefined) {
  try {
    return await withDeadline(() => reader.read(), maxIdleMs, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new NetworkError(
      'NETWORK',
      cause instanceof TimeoutError ? 'The stream fell silent.' : 'The stream broke off.',
      { cause },
    );
  }
}
