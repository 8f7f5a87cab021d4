import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, readPosition, type ServedDatabase, serveDatabase } from './served-database.ts';

let served: ServedDatabase;
let gatewayUrl: string;
let close: () => Promise<void>;
beforeAll(async () => {
  served = await serveDatabase();
  const gateway = createGatewayRuntime({
    logging: false,
    maskedErrors: false,
    proxy: { endpoint: served.url },
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({ 'last-event-id': request.headers.get('last-event-id') ?? '' }),
    },
  });
  const server = createServer(gateway);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gateway[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
  };
});
afterAll(() => close());

test.each([
  [
    'a list with a filter',
    '{ visits(first: 3, filter: { host: { code: { eq: "KZ" } } }) { totalCount nodes { id key host { code name } met { __typename key } } } }',
  ],
  [
    'an interface',
    '{ entry(key: "kz2023:S2") { __typename key ... on Statement { speaker { __typename name } mode } } }',
  ],
  [
    'aliases and several fields',
    '{ a: country(code: "KZ") { name } b: country(code: "UZ") { name } visits(first: 1) { pageInfo { endCursor } } }',
  ],
  ['introspection', '{ __type(name: "Visit") { fields { name type { kind name ofType { name } } } } }'],
])('proxies %s', async (_what, query) => {
  const { data, errors } = await execute(gatewayUrl, query);
  expect(errors).toBeUndefined();
  expect(data).toEqual((await execute(served.url, query)).data);
});

test('null variables count as absent', async () => {
  const query =
    'query ($filter: VisitFilter, $first: Int) { visits(filter: $filter, first: $first) { totalCount nodes { key } } }';
  const { data, errors } = await execute(gatewayUrl, query, { filter: null, first: null });
  expect(errors).toBeUndefined();
  expect(data).toEqual((await execute(served.url, '{ visits { totalCount nodes { key } } }')).data);
});

test('an error keeps its code, its field and its path beside the data of other fields', async () => {
  const query = `{
    good: countries(first: 1) { nodes { code } }
    bad: visits(filter: { host: { code: { eq: "XQ" } } }) { totalCount }
  }`;
  const { data, errors } = await execute(gatewayUrl, query);
  expect(data.good.nodes).toHaveLength(1);
  expect(data.bad).toBeNull();
  expect(errors).toMatchObject([{ path: ['bad'], extensions: { code: 'BAD_INPUT', field: 'filter.host.code.eq' } }]);
});

test('a subscription passes through', async () => {
  const { sequence } = await readPosition(served.url);
  const client = createClient({ url: gatewayUrl, retryAttempts: 0 });
  const keys: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.subscribe<{ changes: { key: string } }>(
    { query: 'subscription ($after: Int) { changes(afterSequence: $after) { key } }', variables: { after: sequence } },
    {
      next({ data }) {
        keys.push(data?.changes.key ?? '');
        if (keys.length === 20) resolve();
      },
      error: reject,
      complete: () => reject(new Error('The subscription completed.')),
    },
  );
  await served.writePeople('jana', 20);
  await promise;
  client.dispose();
  expect(keys).toEqual(Array.from({ length: 20 }, (_, n) => `jana-${n}`));
});
