import { usePrometheus } from '@graphql-yoga/plugin-prometheus';
import type { Plugin } from 'graphql-yoga';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientPacing } from '../../src/api/client-pacing.ts';
import { createApi } from '../../src/api/create-api.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildEventStreamRequest } from '../helpers/server-sent-events.ts';
import { buildGet, buildPost, createTracedApi } from './traced-api.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** A plugin that sets a header and counts how often each of its hooks runs. */
function createCountingPlugin() {
  const calls = { onRequest: 0, onParse: 0, onValidate: 0, onExecute: 0, onResponse: 0 };
  const plugin: Plugin = {
    onRequest: () => void calls.onRequest++,
    onParse: () => void calls.onParse++,
    onValidate: () => void calls.onValidate++,
    onExecute: () => void calls.onExecute++,
    onResponse({ response }) {
      calls.onResponse++;
      response.headers.set('x-counted', String(calls.onResponse));
    },
  };
  return { plugin, calls };
}

const direct = '{ visits { totalCount } }';
const withResolvers = '{ __schema { queryType { name } } visits { totalCount } }';

describe('the hooks of a plugin', () => {
  const onlyHttp = { onParse: 0, onValidate: 0, onExecute: 0 };
  const untilExecution = { onParse: 1, onValidate: 1, onExecute: 1 };
  test.each([
    ['a direct response', buildPost({ query: direct }), 200, untilExecution],
    ['a response of resolvers', buildPost({ query: withResolvers }), 200, untilExecution],
    ['a field error', buildPost({ query: '{ visits(first: 101) { totalCount } }' }), 200, untilExecution],
    ['an exceeded limit', buildPost({ query: `{ ${selectAliases(51)} }` }), 400, untilExecution],
    ['a document that does not parse', buildPost({ query: '{' }), 400, { ...onlyHttp, onParse: 1 }],
    ['an unknown field', buildPost({ query: '{ nope }' }), 400, { ...onlyHttp, onParse: 1, onValidate: 1 }],
    ['a body that is not JSON', { ...buildPost({}), body: 'x' }, 400, onlyHttp],
    ['a content type that is not supported', { method: 'POST', body: 'x' }, 415, onlyHttp],
    ['a preflight request', { method: 'OPTIONS' }, 204, onlyHttp],
    ['a conditional request', buildGet({ query: direct }, { 'if-none-match': '*' }), 304, untilExecution],
  ])('run for %s', async (_name, init, status, operationCalls) => {
    const { plugin, calls } = createCountingPlugin();
    const { api, sendQuery } = createTracedApi({ db: fixture.db, plugins: [plugin] });
    const response = await sendQuery(init);
    expect([response.status, response.headers.get('x-counted')]).toEqual([status, '1']);
    expect(calls).toEqual({ onRequest: 1, onResponse: 1, ...operationCalls });
    await api.dispose();
  });

  test('run for a cached response, with the header of each request', async () => {
    const { plugin, calls } = createCountingPlugin();
    const { api, sendQuery } = createTracedApi({ db: fixture.db, plugins: [plugin], responseCacheBytes: 1_000_000 });
    const [first, second] = [
      await sendQuery(buildPost({ query: direct })),
      await sendQuery(buildPost({ query: direct })),
    ];
    expect([first.trace.cache, second.trace.cache]).toEqual(['miss', 'hit']);
    expect(second.text).toBe(first.text);
    expect([first, second].map(({ headers }) => headers.get('x-counted'))).toEqual(['1', '2']);
    expect(calls).toEqual({ onRequest: 2, onResponse: 2, ...untilExecution });
    await api.dispose();
  });

  test('run for direct responses that skip the pipeline, which equal those of the pipeline', async () => {
    let responses = 0;
    const httpPlugin: Plugin = {
      onResponse({ response }) {
        responses++;
        response.headers.set('x-counted', String(responses));
      },
    };
    const shortcut = createTracedApi({ db: fixture.db, plugins: [httpPlugin] });
    const pipeline = createTracedApi({ db: fixture.db, plugins: [createCountingPlugin().plugin] });
    const query = 'query Page($n: Int) { visits(first: $n) { nodes { key } } }';
    for (const [index, n] of [1, 1, 2, 101, 'one', 1].entries()) {
      const init = buildPost({ query, variables: { n } });
      const [actual, expected] = [await shortcut.sendQuery(init), await pipeline.sendQuery(init)];
      expect([actual.status, actual.text]).toEqual([expected.status, expected.text]);
      expect(actual.headers.get('x-counted')).toBe(String(index + 1));
      const { operation, code, statements } = expected.trace;
      expect(actual.trace).toMatchObject({ operation, statements, ...(code && { code }) });
    }
    await shortcut.api.dispose();
    await pipeline.api.dispose();
  });

  test('run for a rejected and for a rate-limited request', async () => {
    const { plugin, calls } = createCountingPlugin();
    const rateLimiter = {
      perMinute: 1,
      pacing: new ClientPacing(1_800),
      consume: async () => 60,
      charge: async () => undefined,
    };
    const { api, sendQuery } = createTracedApi({ db: fixture.db, plugins: [plugin], rateLimiter });
    const response = await sendQuery(buildPost({ query: direct }));
    expect([response.status, response.headers.get('x-counted')]).toEqual([429, '1']);
    expect(calls).toEqual({ onRequest: 1, onResponse: 1, ...onlyHttp });
    await api.dispose();
  });

  test('run for a stream of events', async () => {
    const { plugin } = createCountingPlugin();
    const api = createApi({ db: fixture.db, plugins: [plugin] });
    const response = await api.fetch(new Request('http://chancery.test/graphql', buildEventStreamRequest(direct)));
    expect(response.headers.get('x-counted')).toBe('1');
    expect(await response.text()).toContain('event: complete');
    await api.dispose();
  });

  test.each([
    ['cached', 1_000_000],
    ['not cached', 0],
  ])('set headers over a port when responses are %s', async (_name, responseCacheBytes) => {
    const { plugin } = createCountingPlugin();
    const api = createApi({ db: fixture.db, plugins: [plugin], responseCacheBytes });
    const log = { warn() {}, error() {} } as never;
    const { url, close } = await startHttpServer({ api, host: '127.0.0.1', port: 0, log });
    const headers: (string | null)[] = [];
    for (const query of [direct, direct, withResolvers, '{ nope }'])
      headers.push((await fetch(`${url}/graphql`, buildPost({ query }))).headers.get('x-counted'));
    await close();
    await api.dispose();
    expect(headers).toEqual(['1', '2', '3', '4']);
  });
});

function selectAliases(count: number): string {
  return Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
}

test("Yoga's Prometheus plugin counts HTTP requests and executions", async () => {
  const registry = new Registry();
  const plugin = usePrometheus({
    registry,
    metrics: { graphql_yoga_http_duration: true, graphql_envelop_phase_execute: true, graphql_envelop_request: true },
  });
  const api = createApi({ db: fixture.db, plugins: [plugin], responseCacheBytes: 1_000_000 });
  const fetchQuery = (query: string) =>
    api.fetch(new Request('http://chancery.test/graphql', buildPost({ query }) as RequestInit));
  for (const query of [
    `query Direct ${direct}`,
    `query Direct ${direct}`,
    `query Resolved ${withResolvers}`,
    '{ nope }',
  ])
    await (await fetchQuery(query)).text();
  const metrics = await (await api.fetch(new Request('http://chancery.test/metrics'))).text();
  await api.dispose();

  const readCount = (name: string, label: string) =>
    [...metrics.matchAll(new RegExp(`^${name}_count\\{[^}]*${label}[^}]*\\} (\\d+)$`, 'gm'))]
      .map(([, count]) => Number(count))
      .reduce((sum, count) => sum + count, 0);
  // The plugin ignores requests whose document was not parsed, which includes cached responses.
  expect(readCount('graphql_yoga_http_duration', 'statusCode="200"')).toBe(2);
  expect(readCount('graphql_yoga_http_duration', 'statusCode="400"')).toBe(1);
  expect(readCount('graphql_envelop_phase_execute', 'operationName="Direct"')).toBe(1);
  expect(readCount('graphql_envelop_phase_execute', 'operationName="Resolved"')).toBe(1);
});
