import type { GraphQLSchema } from 'graphql';
import type { Random } from '../src/random.ts';
import { drawOperation } from './operations.ts';

/** A request by HTTP, or the bytes that are written to a socket. */
export type FuzzRequest =
  | { kind: string; method: string; path: string; headers: Record<string, string>; body?: string | Uint8Array }
  | { kind: 'socket'; bytes: Uint8Array };

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

export function drawRequest(random: Random, schema: GraphQLSchema, token: string): FuzzRequest {
  const draw = random.next();
  if (draw < 0.55) return drawGraphqlRequest(random, schema, 'query', token);
  if (draw < 0.75) return drawGraphqlRequest(random, schema, 'mutation', token);
  if (draw < 0.88) return drawMalformedBody(random, schema);
  if (draw < 0.95) return drawOddRequest(random, schema);
  return { kind: 'socket', bytes: drawSocketBytes(random) };
}

function drawGraphqlRequest(
  random: Random,
  schema: GraphQLSchema,
  kind: 'query' | 'mutation',
  token: string,
): FuzzRequest {
  const operation = drawOperation(random, schema, kind);
  const isAuthorized = kind === 'mutation' ? random.chance(0.9) : random.chance(0.05);
  const headers = { ...jsonHeaders, ...(isAuthorized && { authorization: `Bearer ${token}` }) };
  if (kind === 'query' && random.chance(0.1)) {
    const search = new URLSearchParams({ query: operation.query, variables: JSON.stringify(operation.variables) });
    const path = `/graphql?${search}`;
    if (path.length < 14_000) return { kind: 'get', method: 'GET', path, headers: { accept: 'application/json' } };
  }
  return { kind, method: 'POST', path: '/graphql', headers, body: JSON.stringify(operation) };
}

const repeat = (text: string, random: Random): string => text.repeat(random.pick([1, 10, 300, 3_000, 100_000]));

function drawMalformedBody(random: Random, schema: GraphQLSchema): FuzzRequest {
  const valid = JSON.stringify(drawOperation(random, schema, 'query'));
  const variants: readonly (() => string | Uint8Array)[] = [
    () => valid.slice(0, random.nextInt(valid.length)),
    () => flipBytes(Buffer.from(valid), random),
    () => `[${valid},${valid}]`,
    () => `${repeat('[', random)}`,
    () => `{"query":"{ __typename }","variables":{"a":${'['.repeat(3_000)}${']'.repeat(3_000)}}}`,
    () => `{"query":${JSON.stringify(repeat('{a', random))}}`,
    () => `{"query":${JSON.stringify(`{ a(b: ${repeat('[', random)}`)}}`,
    () => JSON.stringify({ query: `{ ${repeat('__typename ', random)} }` }),
    () => JSON.stringify({ query: '{ __typename }', variables: random.pick<unknown>([[], 'x', 1, { a: null }]) }),
    () => JSON.stringify({ query: random.pick<unknown>([null, 1, {}, [], '', '\ud800', '#']) }),
    () =>
      JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: random.pick<unknown>([1, {}, { version: 1 }]) },
      }),
    () => JSON.stringify({ documentId: random.pick<unknown>([1, 'x', `sha256:${'a'.repeat(64)}`, {}]) }),
    () => JSON.stringify({ query: '{ __typename }', operationName: random.pick<unknown>([1, 'Nope', '__proto__']) }),
    () => `{"__proto__":{"query":"{ __typename }"},"constructor":1}`,
    () => Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
    () => 'x'.repeat(random.pick([0, 1, 1_048_576, 1_048_577])),
  ];
  return { kind: 'malformed', method: 'POST', path: '/graphql', headers: jsonHeaders, body: random.pick(variants)() };
}

function flipBytes(bytes: Buffer, random: Random): Uint8Array {
  for (let flips = 1 + random.nextInt(5); flips > 0; flips -= 1)
    bytes[random.nextInt(bytes.length)] = random.nextInt(256);
  return bytes;
}

function drawOddRequest(random: Random, schema: GraphQLSchema): FuzzRequest {
  const body = JSON.stringify(drawOperation(random, schema, 'query'));
  const method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']);
  const path = random.pick([
    '/graphql',
    '/graphql?query=',
    '/graphql?query=%7B__typename%7D&variables=%5B',
    '/graphql?query=%E0%A4%A',
    '/',
    '/health',
    '/ready',
    '/nope',
    '/..%2f..%2fetc%2fpasswd',
    '/entry/%00',
    '/%',
    `/${'a'.repeat(8_000)}`,
  ]);
  const headers = {
    'content-type': random.pick([
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=utf-16',
      '',
    ]),
    accept: random.pick(['application/json', 'text/event-stream', '*/*', 'image/png', ',;q=', 'x'.repeat(5_000)]),
    authorization: random.pick([
      'Bearer x',
      'Bearer',
      'Basic YTpi',
      `Bearer chancery_aaaaaaaa_${'b'.repeat(43)}`,
      'x'.repeat(4_000),
    ]),
    'content-encoding': random.pick(['identity', 'gzip', 'br']),
    'if-none-match': random.pick(['*', '"x"', 'W/"x"', '"'.repeat(1_000)]),
  };
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return { kind: 'odd', method, path, headers, ...(hasBody && { body }) };
}

const request = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

function drawSocketBytes(random: Random): Uint8Array {
  const post = 'POST /graphql HTTP/1.1';
  const json = 'Content-Type: application/json';
  const variants = [
    '',
    'GET',
    'GET / HTTP/1.1\r\n',
    request('GET / HTTP/1.1'),
    request('GET / HTTP/9.9', 'Host: a'),
    request('GET /graphql HTTP/1.1', 'Host: a', 'Host: b'),
    request('PRI * HTTP/2.0'),
    `${request(post, 'Host: a', json, 'Content-Length: 100')}{"query"`,
    `${request(post, 'Host: a', json, 'Content-Length: -1')}{}`,
    `${request(post, 'Host: a', json, 'Content-Length: 5', 'Content-Length: 6')}{}{}{}`,
    `${request(post, 'Host: a', json, 'Transfer-Encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`,
    `${request(post, 'Host: a', json, 'Transfer-Encoding: chunked', 'Content-Length: 3')}2\r\n{}\r\n0\r\n\r\n`,
    `${request(post, 'Host: a', json, 'Transfer-Encoding: gzip, chunked')}2\r\n{}\r\n0\r\n\r\n`,
    `${request(post, 'Host: a', json, 'Expect: 100-continue', 'Content-Length: 2')}{}`,
    `${request(post, 'Host: a', json, 'Expect: nothing', 'Content-Length: 2')}{}`,
    request('GET / HTTP/1.1', 'Host: a', 'Upgrade: websocket', 'Connection: Upgrade'),
    request('CONNECT example.org:443 HTTP/1.1', 'Host: a'),
    request('GET / HTTP/1.1', 'Host: a', `X: ${'x'.repeat(20_000)}`),
    request(`GET /${'x'.repeat(70_000)} HTTP/1.1`, 'Host: a'),
    request('GET http://evil.example/graphql HTTP/1.1', 'Host: a'),
    request('GET //evil.example/ HTTP/1.1', 'Host: a'),
    request('GET * HTTP/1.1', 'Host: a'),
    request('OPTIONS * HTTP/1.1', 'Host: a'),
    request('GET / HTTP/1.1', 'Host: ', 'A\u0000b: c'),
    request('GET /health HTTP/1.1', 'Host: a').repeat(50),
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  ];
  return Buffer.from(random.pick(variants), 'latin1');
}
