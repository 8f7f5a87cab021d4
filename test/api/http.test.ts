import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const count = '{ visits { totalCount } }';
const counted = { visits: { totalCount: 2 } };
const post = (query: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query }),
});
const get = (search: Record<string, string>) => `/graphql?${new URLSearchParams(search)}`;

describe('queries by GET', () => {
  test.each([
    ['accept: application/json', { accept: 'application/json' }],
    ['accept: application/graphql-response+json', { accept: 'application/graphql-response+json' }],
    ['JSON in a list of types', { accept: 'text/plain, application/json;q=0.9, */*;q=0.1' }],
    ['the preflight header', { 'x-chancery-preflight': '1', accept: '*/*' }],
    ['no accept header', {}],
  ])('with %s are executed', async (_name, headers: Record<string, string>) => {
    const response = await fixture.fetch(get({ query: count }), { headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: counted });
  });

  test('accept variables and an operation name', async () => {
    const query = 'query A { __typename } query B($n: Int) { visits(first: $n) { nodes { key } } }';
    const response = await fixture.fetch(get({ query, operationName: 'B', variables: '{"n":1}' }), {
      headers: { accept: 'application/json' },
    });
    expect(await response.json()).toMatchObject({ data: { visits: { nodes: [{ key: 'kz2023:V2' }] } } });
  });
});

describe('the media type of the response', () => {
  const both = ['application/graphql-response+json', 'application/json'];
  test.each([
    [undefined, both[1]],
    ['*/*', both[1]],
    ['application/*', both[1]],
    ['application/json', both[1]],
    ['application/json; charset=utf-8', both[1]],
    ['application/graphql-response+json', both[0]],
    ['application/json, application/graphql-response+json;q=0.5', both[0]],
    ['text/event-stream, application/json', both[1]],
    ['multipart/mixed, */*', both[1]],
  ])('accept %s: %s', async (accept, type) => {
    const response = await fixture.fetch('/graphql', post(count, accept ? { accept } : {}));
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(await response.json()).toMatchObject({ data: counted });
  });
});

describe('cross-origin requests', () => {
  const origin = 'https://newsroom.example';

  test('may be preflighted; the allowed headers are cacheable for a day', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const response = await fixture.fetch('/graphql', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers':
        'accept, authorization, content-type, if-none-match, last-event-id, x-chancery-preflight',
      'access-control-max-age': '86400',
    });
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([
    ['a response', '/graphql', post(count)],
    ['an HTTP error', '/graphql', { method: 'POST', body: 'x' }],
    ['a rejected query', '/graphql', post('{ nope }')],
  ])('can read %s and its headers', async (_name, path, init: RequestInit) => {
    const response = await fixture.fetch(path, { ...init, headers: { ...init.headers, origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'etag, retry-after, x-request-id, content-disposition, link, x-chancery-sequence, x-chancery-epoch, x-chancery-truncated',
    );
  });

  test('can read a 404', async () => {
    const response = await fixture.fetch('/', { headers: { origin } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
  });
});

test('assigns an id to every request', async () => {
  const answers = await Promise.all([
    fixture.fetch('/graphql', post(count)),
    fixture.fetch('/graphql', post(count)),
    fixture.fetch('/graphql', post('{ nope }')),
    fixture.fetch('/graphql', { method: 'OPTIONS' }),
    fixture.fetch('/graphql', { headers: { accept: 'text/html' } }),
    fixture.fetch('/none'),
  ]);
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('extensions', () => {
  const sequence = 579;
  const tooMuch =
    '{ visits { nodes { statements(first: 100) { nodes { visit { statements(first: 100) { nodes { key } } } } } } } }';
  test.each([
    ['a query', count, { cost: { requested: 1, limit: 50_000 }, dataset: { sequence, epoch: expect.any(String) } }],
    [
      'a query with nested fields',
      '{ visits(first: 7) { nodes { host { code } } } }',
      { cost: { requested: 15, limit: 50_000 }, dataset: { sequence, epoch: expect.any(String) } },
    ],
    [
      'introspection',
      '{ __schema { queryType { name } } }',
      { cost: { requested: 0, limit: 50_000 }, dataset: { sequence, epoch: expect.any(String) } },
    ],
    [
      'a type name',
      '{ __typename }',
      { cost: { requested: 0, limit: 50_000 }, dataset: { sequence, epoch: expect.any(String) } },
    ],
    [
      'a field error',
      '{ visits(first: 101) { totalCount } }',
      { cost: { requested: 1, limit: 50_000 }, dataset: { sequence, epoch: expect.any(String) } },
    ],
    ['a query over the limit', tooMuch, { cost: { requested: 206_041, limit: 50_000 } }],
  ])('of %s', async (_name, query, extensions) => {
    expect((await fixture.execute(query)).extensions).toEqual(extensions);
  });
});
describe('the log', () => {
  test('has one line per request', async () => {
    const lines: [fields: Record<string, unknown>, message: string][] = [];
    const write = (fields: object, message: string) => void lines.push([fields as Record<string, unknown>, message]);
    const api = createApi({ db: fixture.db, log: { info: write, warn: write, error: write } });
    const fetch = (path: string, init?: RequestInit) =>
      api.fetch(new Request(new URL(path, 'http://chancery.test'), init));
    const ids: (string | null)[] = [];
    const requests: [string, RequestInit?][] = [
      ['/graphql', post(`query Visits ${count}`)],
      ['/graphql', post('{ a: visits { totalCount } b: people { totalCount } }')],
      ['/graphql', post('{ visits(first: 101) { totalCount } }')],
      ['/graphql', post('{ nope }')],
      ['/graphql', { method: 'POST', body: 'x' }],
      ['/none'],
      ['/health'],
      ['/ready'],
    ];
    for (const [path, init] of requests) ids.push((await fetch(path, init)).headers.get('x-request-id'));
    await api.dispose();
    const ms = expect.any(Number);
    expect(lines).toMatchObject([
      [{ id: ids[0], operation: 'Visits', ms, statements: 1, status: 200, code: undefined }, 'request'],
      [{ id: ids[1], operation: 'query', ms, statements: 2, status: 200, code: undefined }, 'request'],
      [{ id: ids[2], operation: 'query', ms, statements: 1, status: 200, code: 'BAD_INPUT' }, 'request'],
      [
        { id: ids[3], operation: undefined, ms, statements: 0, status: 200, code: 'GRAPHQL_VALIDATION_FAILED' },
        'request',
      ],
      [{ id: ids[4], operation: undefined, ms, statements: 0, status: 415, code: 'BAD_INPUT' }, 'request'],
      [{ id: ids[5], operation: undefined, ms, statements: 0, status: 404, code: 'NOT_FOUND' }, 'request'],
    ]);
  });
});

describe('/health and /ready', () => {
  test('return 200 while the server is healthy', async () => {
    const [health, ready] = await Promise.all([fixture.fetch('/health'), fixture.fetch('/ready')]);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('/ready returns 503 when the database is closed, /health still 200', async () => {
    await using other = await openApiFixture({ dossier: false });
    await other.db.close();
    const [health, ready] = await Promise.all([other.fetch('/health'), other.fetch('/ready')]);
    expect(health.status).toBe(200);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', reason: 'the database does not respond' },
    ]);
  });
});

test('over a port, rejects a body of 10 MB with or without a content length and continues to serve', async () => {
  const log = { warn() {}, error() {} } as never;
  const { url, port, close } = await startHttpServer({ api: fixture.api, host: '127.0.0.1', port: 0, log });
  const body = Buffer.from(JSON.stringify({ query: '#'.repeat(10_000_000) }));
  for (const describeBody of [true, false]) {
    const headers = {
      'content-type': 'application/json',
      ...(describeBody ? { 'content-length': body.length } : { 'transfer-encoding': 'chunked' }),
    };
    const sent = httpRequest({ port, path: '/graphql', method: 'POST', headers });
    sent.end(body);
    const [answer] = await once(sent, 'response');
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part);
    // The response precedes the end of the request: closing the server now would reset the connection.
    await finished(sent);
    expect(answer.statusCode).toBe(413);
    expect(JSON.parse(Buffer.concat(parts).toString())).toMatchObject({
      errors: [{ extensions: { code: 'COST_LIMIT' } }],
    });
  }
  const good = await fetch(`${url}/graphql`, post(count));
  expect(await good.json()).toMatchObject({ data: counted });
  await close();
});

test('over a port, a client that waits for "100 Continue" before it sends the body gets it', async () => {
  const log = { warn() {}, error() {} } as never;
  const { port, close } = await startHttpServer({ api: fixture.api, host: '127.0.0.1', port: 0, log });
  const sent = httpRequest({
    port,
    host: '127.0.0.1',
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', expect: '100-continue', 'transfer-encoding': 'chunked' },
  });
  sent.flushHeaders();
  await once(sent, 'continue');
  sent.end(JSON.stringify({ query: count }));
  const [answer] = await once(sent, 'response');
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  expect(JSON.parse(Buffer.concat(parts).toString())).toMatchObject({ data: counted });
  await close();
});
