import { dataOf } from './answer.ts';
import type { TypedDocument } from './document.ts';
import { NetworkError } from './errors.ts';
import { type ClientOptions, exchange, type RequestOptions } from './request.ts';

/**
 * The results of a subscription as they come, over a connection of its own (graphql-sse).
 * It ends where the server completes it; the time limit is for its beginning only.
 */
export async function* follow<TResult, TVariables>(
  client: ClientOptions,
  document: TypedDocument<TResult, TVariables>,
  variables: TVariables,
  options: RequestOptions = {},
): AsyncGenerator<TResult, void, undefined> {
  const operation = { query: document.toString(), variables };
  const [response, body] = await exchange(client, operation, { accept: 'text/event-stream' }, options, opened);
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  // Even where the response ignores its request's signal, a reader that is cancelled has been read to its end.
  options.signal?.addEventListener('abort', leave);
  try {
    options.signal?.throwIfAborted();
    for await (const { event, data } of eventsOf(reader, options.signal)) {
      if (event === 'complete') return;
      if (event === 'next') yield dataOf(response, data) as TResult;
    }
    throw new NetworkError('NETWORK', 'The stream broke off before the server completed it.', { status: response.status });
  } finally {
    options.signal?.removeEventListener('abort', leave);
    leave();
  }
}

/** A stream; anything else is the error that it tells of. */
async function opened(response: Response): Promise<[Response, ReadableStream<Uint8Array>]> {
  const type = response.headers.get('content-type');
  if (response.body && type?.startsWith('text/event-stream')) return [response, response.body];
  dataOf(response, await response.text());
  throw new NetworkError('NETWORK', `The server answered ${response.status} (${type}) with something that is no stream of events.`, {
    status: response.status,
  });
}

interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Events as they are complete; comments, which keep the connection alive, are passed over. */
async function* eventsOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamEvent, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let data = '';
  for (;;) {
    const { done, value } = await read(reader, signal);
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

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal | undefined) {
  try {
    const chunk = await reader.read();
    signal?.throwIfAborted();
    return chunk;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new NetworkError('NETWORK', 'The stream broke off.', { cause });
  }
}
