import { withDeadline } from './deadline.ts';
import { NetworkError, TimeoutError } from './errors.ts';
import { dataOrThrow, parseResponse, unexpectedBodyMessage } from './graphql-response.ts';
import {
  type ClientOptions,
  type ClientState,
  type RequestOptions,
  rejectMisspeltArguments,
  sendHttpRequest,
  withCallDeadline,
} from './request.ts';
import { computeBackoffMs, isTransientError, maxBackoffMs, sleep } from './retry.ts';
import { getDocumentText, type TypedDocument } from './typed-document.ts';

/** The default number of attempts to resume: enough for a server to restart. */
const defaultFollowRetries = 10;
/** The server sends a keep-alive comment every twelve seconds. */
const maxIdleMs = 60_000;

interface SequencedChange {
  readonly sequence: number;
}
interface FollowVariables {
  readonly afterSequence?: number | undefined;
  readonly epoch?: string | undefined;
}

/**
 * Yields the changes of the feed. When a connection ends, as it does when the server stops, a new one resumes after the
 * last sequence number received. Only the signal and permanent errors end the feed.
 */
export async function* followChanges<TChange extends SequencedChange>(
  client: ClientOptions,
  reportDeprecations: ClientState['reportDeprecations'],
  document: TypedDocument<{ readonly change: TChange }, FollowVariables>,
  variables: FollowVariables = {},
  options: RequestOptions = {},
): AsyncGenerator<TChange, void, undefined> {
  const query = getDocumentText(document, client.print);
  rejectMisspeltArguments(query, variables, options);
  const retries = options.retries ?? client.retries ?? defaultFollowRetries;
  let { afterSequence, epoch } = variables;
  let connected = false;
  let failures = 0;
  for (;;) {
    const startedAt = performance.now();
    try {
      const operation = { query, variables: { ...variables, afterSequence, epoch } };
      const stream = await withCallDeadline(client, options, (signal) =>
        sendHttpRequest(client, { accept: 'text/event-stream', body: operation }, signal, options, openEventStream),
      );
      connected = true;
      const { headers } = stream.response;
      epoch ??= headers.get('x-chancery-epoch') ?? undefined;
      // Where a feed of new changes starts.
      const start = headers.get('x-chancery-sequence');
      if (start !== null) afterSequence ??= Number(start);
      for await (const text of readResults(stream.body, options.signal)) {
        const result = parseResponse(text);
        reportDeprecations(result);
        const { change } = dataOrThrow(stream.response, result) as { readonly change: TChange };
        if (afterSequence !== undefined && change.sequence <= afterSequence) continue;
        failures = 0;
        afterSequence = change.sequence;
        yield change;
      }
      throw new NetworkError('NETWORK', 'The stream ended.');
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!isTransientError(error) && !(connected && error instanceof TimeoutError)) throw error;
      // A connection that lasted for a while worked, even if no changes were made.
      if (performance.now() - startedAt > maxBackoffMs) failures = 0;
      if (failures >= retries)
        throw error instanceof TimeoutError ? new NetworkError('NETWORK', error.message, { cause: error }) : error;
      await sleep(computeBackoffMs(failures, error), options.signal);
      failures += 1;
    }
  }
}

interface EventStream {
  readonly response: Response;
  readonly body: ReadableStream<Uint8Array>;
}

/** Returns the stream of a response; throws the error in any other response. */
async function openEventStream(response: Response): Promise<EventStream> {
  const { body, status, headers } = response;
  if (body && headers.get('content-type')?.startsWith('text/event-stream')) return { response, body };
  dataOrThrow(response, parseResponse(await response.text()));
  throw new NetworkError('NETWORK', unexpectedBodyMessage(response, 'not an event stream'), { status });
}

/** Yields the results of a subscription until it completes, by the graphql-sse protocol. */
async function* readResults(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  // Cancelling the reader ends the loop even if the response ignores the signal of its request.
  signal?.addEventListener('abort', cancel);
  try {
    signal?.throwIfAborted();
    for await (const { event, data } of readEvents(reader, signal)) {
      if (event === 'complete') return;
      if (event === 'next') yield data;
    }
    throw new NetworkError('NETWORK', 'The server closed the stream early.');
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Yields complete events. Skips comments, which keep the connection alive. */
async function* readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decoder = new TextDecoder();
  let buffer = '';
  let event = '';
  let data = '';
  for (;;) {
    const { done, value } = await readChunk(reader, signal);
    if (done) return;
    const lines = (buffer + decoder.decode(value, { stream: true })).split(/\r?\n/);
    buffer = lines.pop() ?? '';
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
      cause instanceof TimeoutError ? 'The stream sent no data in time.' : 'The stream was interrupted.',
      { cause },
    );
  }
}
