/** An event of a stream of server-sent events; a comment has an empty name. */
export interface ServerSentEvent {
  event: string;
  id?: string;
  // Each test knows the shape of the data that it selects.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  data?: any;
}

export const buildEventStreamRequest = (
  query: string,
  variables?: object,
  headers: Record<string, string> = {},
): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
  body: JSON.stringify({ query, variables }),
});

/** Reads a stream as a client of graphql-sse does. Ending the iteration closes the stream. */
export async function* readEvents({ body }: Response): AsyncGenerator<ServerSentEvent, void, void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of body as ReadableStream<Uint8Array>) {
    const blocks = `${rest}${decoder.decode(bytes, { stream: true })}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield parseEvent(block);
  }
  if (rest !== '') throw new Error(`The stream ended in the middle of an event: "${rest}".`);
}

function parseEvent(block: string): ServerSentEvent {
  let event = '';
  let id: string | undefined;
  let data = '';
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(id|event|data|):\s?(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`"${line}" is not a line of an event stream.`);
    if (name === 'id') id = value;
    if (name === 'event') event = value;
    if (name === 'data') data += value;
  }
  return { event, ...(id !== undefined && { id }), ...(data !== '' && { data: JSON.parse(data) }) };
}

/** Yields the data of each `next` event until `complete`; throws if the stream ends without one. */
export async function* readSubscriptionResults(
  response: Response,
): AsyncGenerator<ServerSentEvent['data'], void, void> {
  for await (const { event, data } of readEvents(response)) {
    if (event === 'next') yield data;
    if (event === 'complete') return;
  }
  throw new Error('The stream ended before a "complete" event.');
}
