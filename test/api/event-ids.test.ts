import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildEventStreamRequest, readEvents, type ServerSentEvent } from '../helpers/server-sent-events.ts';

let fixture: ApiFixture;
let other: Database;
let first: number;
const keys = ['a', 'b', 'c', 'd'];
beforeEach(async () => {
  fixture = await openApiFixture({ dossier: false });
  other = await openDatabase({ path: fixture.db.path });
  const { extensions = {} } = await fixture.execute('{ __typename }');
  first = (extensions.dataset as { sequence: number }).sequence + 1;
  for (const key of keys) await importRecords(other, toReadItems({ noun: 'person', key, name: key }));
});
afterEach(async () => {
  await other.close();
  await fixture[Symbol.asyncDispose]();
});

const document =
  'subscription ($after: Int, $epoch: String) { changes(afterSequence: $after, epoch: $epoch) { sequence key } }';
const idOf = (sequence: number, epoch = fixture.db.epoch): string => `${epoch}:${sequence}`;
const subscribe = (variables: object, headers?: Record<string, string>) =>
  fixture.fetch('/graphql', buildEventStreamRequest(document, variables, headers));

/** Reads events until there are `count` results, or the stream ends. */
async function readResults(response: Response, count: number): Promise<ServerSentEvent[]> {
  const results: ServerSentEvent[] = [];
  for await (const event of readEvents(response)) {
    if (event.event !== '') results.push(event);
    if (results.length === count) break;
  }
  return results;
}
const keysOf = (events: ServerSentEvent[]): string[] => events.map(({ data }) => data.data.changes.key);

describe('an event of the changes', () => {
  test('has the epoch and its sequence number as its id', async () => {
    const events = await readResults(await subscribe({ after: first - 1 }), 4);
    expect(keysOf(events)).toEqual(keys);
    expect(events.map(({ id }) => id)).toEqual(keys.map((_key, n) => idOf(first + n)));
    for (const { id, data } of events) expect(data.extensions.eventId).toBe(id);
  });

  test('is resumed exactly after its id, which precedes the arguments', async () => {
    for (const variables of [{}, { after: first - 1, epoch: fixture.db.epoch }]) {
      for (const [n] of keys.slice(1).entries()) {
        const id = idOf(first + n);
        const response = await subscribe(variables, { 'last-event-id': id });
        expect(response.headers.get('x-chancery-sequence')).toBe(String(first + n));
        expect(keysOf(await readResults(response, 3 - n))).toEqual(keys.slice(n + 1));
      }
    }
  });

  test('is resumed by GET, as EventSource does', async () => {
    const search = new URLSearchParams({ query: document, variables: JSON.stringify({ after: first - 1 }) });
    const headers = { accept: 'text/event-stream', 'last-event-id': idOf(first + 1) };
    const response = await fixture.fetch(`/graphql?${search}`, { headers });
    expect(keysOf(await readResults(response, 2))).toEqual(['c', 'd']);
  });

  test('an empty header does not count', async () => {
    const response = await subscribe({ after: first - 1 }, { 'last-event-id': '' });
    expect(keysOf(await readResults(response, 1))).toEqual(['a']);
  });

  test('a query has no id, and ignores the header', async () => {
    const response = await fixture.fetch(
      '/graphql',
      buildEventStreamRequest('{ people { totalCount } }', {}, { 'last-event-id': 'nothing' }),
    );
    const [result, end] = await readResults(response, 2);
    expect([result?.id, result?.data.data, end]).toEqual([
      undefined,
      { people: { totalCount: 4 } },
      { event: 'complete' },
    ]);
  });

  const rejections: [string, (sequence: number) => string, object][] = [
    ['another epoch', (n) => `0f1e2d3c4b5a6978:${n}`, { code: 'EPOCH_CHANGED', field: 'epoch' }],
    ['a number in the future', (n) => idOf(n + 100), { code: 'BAD_INPUT', field: 'afterSequence' }],
    ['a sequence number alone', String, { code: 'BAD_INPUT', field: 'Last-Event-ID' }],
    ['a negative number', () => idOf(-1), { code: 'BAD_INPUT', field: 'Last-Event-ID' }],
    ['text', () => 'x'.repeat(200), { code: 'BAD_INPUT', field: 'Last-Event-ID' }],
  ];
  test.each(rejections)('%s is rejected with a code', async (_what, toId, extensions) => {
    const response = await subscribe({}, { 'last-event-id': toId(first) });
    const [failed, end] = await readResults(response, 2);
    expect([failed?.data.errors[0].extensions, end]).toEqual([extensions, { event: 'complete' }]);
    expect(failed?.id).toBeUndefined();
  });
});

describe('by the multipart protocol of Apollo Client', () => {
  const accept =
    'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9';
  const contentType = 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"';

  test('each result is the payload of a part, in ASCII', async () => {
    await importRecords(other, toReadItems({ noun: 'person', key: 'e', name: 'Ōé 🙂' }));
    const withNames = 'subscription ($after: Int) { changes(afterSequence: $after) { key changes { field to } } }';
    const response = await fixture.fetch(
      '/graphql',
      buildEventStreamRequest(withNames, { after: first + 2 }, { accept }),
    );
    expect([response.status, response.headers.get('content-type')]).toEqual([200, contentType]);
    expect(response.headers.get('x-chancery-sequence')).toBe(String(first + 2));
    const parts = readParts(response);
    const payloads = [(await parts.next()).value, (await parts.next()).value];
    await parts.return();
    expect(payloads.map((payload) => payload.payload.data.changes.key)).toEqual(['d', 'e']);
    expect(payloads[0].payload.extensions.eventId).toBe(idOf(first + 3));
    expect(payloads[1].payload.data.changes.changes).toContainEqual({ field: 'name', to: 'Ōé 🙂' });
  });

  test('a stream is resumed after the id of an event', async () => {
    const headers = { accept, 'last-event-id': idOf(first + 2) };
    const parts = readParts(await subscribe({ after: first - 1 }, headers));
    expect((await parts.next()).value.payload.data.changes.key).toBe('d');
    await parts.return();
  });

  test('an idle stream sends empty parts', async () => {
    const api = createApi({ db: fixture.db, pingMs: 20 });
    const init = buildEventStreamRequest(document, {}, { accept });
    const parts = readParts(await api.fetch(new Request('http://chancery.test/graphql', init)));
    for (let n = 0; n < 3; n += 1) expect((await parts.next()).value).toEqual({});
    await parts.return();
    await api.dispose();
  });

  test('a server that stops ends the stream with an error', async () => {
    const parts = readParts(await subscribe({}, { accept }));
    const next = parts.next();
    fixture.api.endStreams();
    expect((await next).value).toEqual({
      payload: null,
      errors: [{ message: expect.stringMatching(/^The server is stopping/), extensions: { code: 'UNAVAILABLE' } }],
    });
    expect((await parts.next()).done).toBe(true);
  });

  test('a query and a rejected subscription are JSON', async () => {
    const query = await fixture.fetch('/graphql', buildEventStreamRequest('{ __typename }', {}, { accept }));
    expect(query.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(await query.json()).toMatchObject({ data: { __typename: 'Query' } });
    const rejected = await subscribe({}, { accept, 'last-event-id': `0f1e2d3c4b5a6978:${first}` });
    expect(rejected.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(await rejected.json()).toMatchObject({ errors: [{ extensions: { code: 'EPOCH_CHANGED' } }] });
  });

  test.each([
    ['multipart/mixed, application/json'],
    ['multipart/mixed;deferSpec=20220824, application/json'],
    ['multipart/mixed;subscriptionSpec=2.0, application/json'],
  ])('is not used for %s', async (other) => {
    expect((await subscribe({}, { accept: other })).status).toBe(406);
  });

  test.each([
    ['multipart/mixed; subscriptionSpec="1.0"; boundary="-", application/json', contentType],
    ['application/json, multipart/mixed;SUBSCRIPTIONSPEC=1.0', contentType],
    ['multipart/mixed;subscriptionSpec=1.0, text/event-stream', 'text/event-stream; charset=utf-8'],
  ])('%s: %s', async (other, type) => {
    const response = await subscribe({ after: first - 1 }, { accept: other });
    expect(response.headers.get('content-type')).toBe(type);
    await response.body?.cancel();
  });
});

/** Reads the JSON of each part, as Apollo Client does: a part ends with the next boundary. */
async function* readParts(
  { body }: Response,
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape of its data
): AsyncGenerator<any, void, void> {
  let rest = '';
  for await (const bytes of body as ReadableStream<Uint8Array>) {
    const parts = `${rest}${new TextDecoder().decode(bytes)}`.split('\r\n--graphql');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part === '') continue;
      const [headers, json = ''] = part.split('\r\n\r\n');
      expect(headers).toBe('\r\ncontent-type: application/json');
      expect(json).toMatch(/^[ -~]*$/);
      yield JSON.parse(json);
    }
  }
  expect(rest).toBe('--\r\n');
}

describe('the single connection mode of graphql-sse', () => {
  const message = /^The single connection mode of graphql-sse is not supported\. Set "singleConnection: false"/;
  const token = { 'x-graphql-event-stream-token': '1' };
  test.each<[string, RequestInit, number]>([
    ['the reservation of a stream', { method: 'PUT' }, 405],
    ['a stream', { headers: { ...token, accept: 'text/event-stream' } }, 400],
    ['an operation', { ...buildEventStreamRequest(document), headers: { ...token, accept: '*/*' } }, 400],
    ['the end of an operation', { method: 'DELETE', headers: token }, 405],
  ])('is rejected: %s', async (_what, init, status) => {
    const response = await fixture.fetch('/graphql?operationId=1', init);
    expect([response.status, await response.json()]).toEqual([
      status,
      { errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_INPUT' } }] },
    ]);
  });
});
