import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

afterEach(async () => {
  const { status, data } = await fixture.execute('{ visits { totalCount } }');
  expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
});

const matchMessage = (message: string | RegExp) =>
  typeof message === 'string' ? message : expect.stringMatching(message);

/** Expects a request rejected before GraphQL: the status is the same for every client. */
describe('an invalid HTTP request', () => {
  const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const send = 'Send {"query": "{ visits { totalCount } }"} with content-type: application/json.';
  const get = (search: Record<string, string>) => `/graphql?${new URLSearchParams(search)}`;
  const json = { headers: { accept: 'application/json' } };
  const refusals: [
    name: string,
    path: string,
    init: RequestInit,
    status: number,
    code: string,
    message: string | RegExp,
  ][] = [
    [
      'a body that is not JSON',
      '/graphql',
      post('hello'),
      400,
      'BAD_INPUT',
      `The body must be JSON (got "hello"). ${send}`,
    ],
    [
      'a long body that is not JSON',
      '/graphql',
      post(`{${'x'.repeat(5_000)}`),
      400,
      'BAD_INPUT',
      /^The body must be JSON \(got "\{x{58}…\)\. Send /,
    ],
    ['an empty body', '/graphql', post(''), 400, 'BAD_INPUT', `The body is empty. ${send}`],
    [
      'a batch',
      '/graphql',
      post('[{"query":"{ __typename }"}]'),
      400,
      'BAD_INPUT',
      'The body must be a JSON object (got an array). Batches are not supported: send each operation in its own request.',
    ],
    ['null', '/graphql', post('null'), 400, 'BAD_INPUT', `The body must be a JSON object (got null). ${send}`],
    [
      'text',
      '/graphql',
      post('"{ visits }"'),
      400,
      'BAD_INPUT',
      `The body must be a JSON object (got "{ visits }"). ${send}`,
    ],
    ['a missing query', '/graphql', post('{}'), 400, 'BAD_INPUT', `"query" is required. ${send}`],
    [
      'a number for a query',
      '/graphql',
      post('{"query":5}'),
      400,
      'BAD_INPUT',
      `"query" must be a string (got 5). ${send}`,
    ],
    [
      'variables as text',
      '/graphql',
      post('{"query":"{ __typename }","variables":"x"}'),
      400,
      'BAD_INPUT',
      '"variables" must be an object (got "x"). Map names to values, such as {"first": 10}.',
    ],
    [
      'a number for an operation',
      '/graphql',
      post('{"query":"{ __typename }","operationName":5}'),
      400,
      'BAD_INPUT',
      /^"operationName" must be a string \(got 5\)\. Name one/,
    ],
    [
      'an unknown operation',
      '/graphql',
      post('{"query":"query A { __typename }","operationName":"B"}', { accept: 'application/graphql-response+json' }),
      400,
      'BAD_INPUT',
      'The document has no operation "B". Set "operationName" to one of "A".',
    ],
    [
      'extensions as text',
      '/graphql',
      post('{"query":"{ __typename }","extensions":"x"}'),
      400,
      'BAD_INPUT',
      '"extensions" must be an object (got "x"). Omit it if it is not needed.',
    ],
    [
      'an unknown parameter',
      '/graphql',
      post('{"query":"{ __typename }","vars":{}}'),
      400,
      'BAD_INPUT',
      /^Unknown parameter "vars"\. Send "query" with optional "variables"/,
    ],
    [
      '10 MB',
      '/graphql',
      post(`{"query":"${'x'.repeat(10_000_000)}"}`),
      413,
      'COST_LIMIT',
      'The body exceeds 1048576 bytes. Split it into several requests.',
    ],
    [
      '10 MB according to the content-length header',
      '/graphql',
      post('{}', { 'content-length': '10000000' }),
      413,
      'COST_LIMIT',
      /exceeds 1048576 bytes/,
    ],
    [
      'text/plain, which a form can send',
      '/graphql',
      post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' }),
      415,
      'BAD_INPUT',
      `Content type "text/plain" is not supported. ${send}`,
    ],
    [
      'a form',
      '/graphql',
      post('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'BAD_INPUT',
      /^Content type "application\/x-www-form-urlencoded" is not supported/,
    ],
    [
      'application/graphql',
      '/graphql',
      post('{ __typename }', { 'content-type': 'application/graphql' }),
      415,
      'BAD_INPUT',
      /^Content type "application\/graphql" is not supported/,
    ],
    [
      'a bodyless POST',
      '/graphql',
      { method: 'POST' },
      415,
      'BAD_INPUT',
      `Content type (none) is not supported. ${send}`,
    ],
    [
      'PUT',
      '/graphql',
      { ...post('{}'), method: 'PUT' },
      405,
      'BAD_INPUT',
      'Method PUT is not allowed. Send a POST with a JSON body, or a GET with ?query=.',
    ],
    ['DELETE', '/graphql', { method: 'DELETE' }, 405, 'BAD_INPUT', /^Method DELETE is not allowed/],
    ['a GET without a query', '/graphql', json, 400, 'BAD_INPUT', `"query" is required. ${send}`],
    [
      'a GET with variables that are not JSON',
      get({ query: '{ __typename }', variables: '{a' }),
      json,
      400,
      'BAD_INPUT',
      '?variables= must be JSON, such as {"first": 10} (got "{a").',
    ],
    [
      'a GET sent by an image',
      get({ query: '{ __typename }' }),
      { headers: { accept: 'image/*,*/*;q=0.8' } },
      403,
      'FORBIDDEN',
      /^A GET request requires "accept: application\/json" or the header "x-chancery-preflight: 1"/,
    ],
    [
      'a GET sent by a script tag',
      get({ query: '{ __typename }' }),
      { headers: { accept: '*/*' } },
      403,
      'FORBIDDEN',
      /^A GET request requires/,
    ],
    [
      'a mutation by GET',
      get({ query: 'mutation { addVisit { key } }' }),
      json,
      405,
      'BAD_INPUT',
      'Can only perform a mutation operation from a POST request.',
    ],
    [
      'an accept header without a supported type',
      '/graphql',
      post('{"query":"{ __typename }"}', { accept: 'application/xml' }),
      406,
      'BAD_INPUT',
      'No media type in "accept: application/xml" is supported. Accept application/graphql-response+json, application/json, text/event-stream or, for persisted documents, text/csv.',
    ],
    [
      'an unknown path',
      '/graphqls',
      json,
      404,
      'NOT_FOUND',
      'Path /graphqls does not exist. The API and its playground are at /graphql.',
    ],
  ];

  test.each(refusals)('%s', async (_name, path, init, status, code, message) => {
    const response = await fixture.fetch(path, init);
    const body = await response.json();
    expect(body).toEqual({ errors: [{ message: matchMessage(message), extensions: { code } }] });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (status === 405) expect(response.headers.get('allow')).toMatch(/POST/);
  });
});
