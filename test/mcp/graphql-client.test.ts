import { expect, test } from 'vitest';
import { createGraphqlClient } from '../../src/mcp/graphql-client.ts';

const url = 'https://chancery.test/graphql';

const read = (send: () => Promise<Response>, signal = new AbortController().signal) =>
  createGraphqlClient({ url, send, authorization: undefined, signal }).read('{ visits { totalCount } }', {});

const pages = new ReadableStream<Uint8Array>({
  pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024).fill(32)),
});

test.each<[string, () => Promise<Response>, string]>([
  [
    'a page of a proxy',
    async () => new Response('<html>', { status: 502 }),
    `UNAVAILABLE: ${url} responded with status 502, and not with a GraphQL result.`,
  ],
  [
    'another server',
    async () => new Response('Not found', { status: 404 }),
    `NOT_FOUND: ${url} responded with status 404, and not with a GraphQL result.`,
  ],
  [
    'JSON of another kind',
    async () => Response.json({ hello: 'world' }),
    `UNAVAILABLE: ${url} responded with status 200, and not with a GraphQL result.`,
  ],
  [
    'an endless response',
    async () => new Response(pages),
    'COST_LIMIT: The response exceeds 16777216 bytes. Request fewer records or fields.',
  ],
  [
    'a connection that fails',
    () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
    `UNAVAILABLE: There is no response from ${url}: connect ECONNREFUSED.`,
  ],
  [
    'a server that is too slow',
    () => Promise.reject(new DOMException('timed out', 'TimeoutError')),
    `TIMEOUT: ${url} did not respond in time. Narrow the request, or try again later.`,
  ],
  [
    'errors of the API',
    async () =>
      Response.json({
        data: { visits: null },
        errors: [{ message: 'No.', extensions: { code: 'BAD_INPUT', field: 'filter.host' } }],
      }),
    'BAD_INPUT (filter.host): No.',
  ],
  ['an error without a code', async () => Response.json({ errors: [{ message: 'No.' }] }), 'INTERNAL: No.'],
])('reports %s', async (_what, send, message) => {
  await expect(read(send)).rejects.toThrow(expect.objectContaining({ name: 'ToolError', message }));
});

test('passes on that the caller has cancelled', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled'));
  await expect(read(() => Promise.reject(new Error('aborted')), cancelled)).rejects.toThrow('cancelled');
});
