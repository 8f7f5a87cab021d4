import { Client, fetchExchange, gql } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { persistedExchange } from '@urql/exchange-persisted';
import { introspectionFromSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildPastVersionDocument, schema } from './schema-walk.ts';
import {
  type Data,
  execute,
  readPosition,
  recordRequests,
  type ServedDatabase,
  serveDatabase,
} from './served-database.ts';

let served: ServedDatabase;
let manifestOnly: ServedDatabase;
beforeAll(async () => {
  [served, manifestOnly] = await Promise.all([serveDatabase(), serveDatabase({ CHANCERY_DOCUMENTS: 'manifest' })]);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await manifestOnly[Symbol.asyncDispose]();
});

/** Types without an id are parts of the object that has them. */
const keys = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !('id' in type.getFields()))
    .map(({ name }) => [name, () => null]),
);
const openGraphcache = () =>
  cacheExchange({
    schema: introspectionFromSchema(schema) as never,
    keys,
    resolvers: { Query: { visits: relayPagination() } },
  });

describe.each([
  ['POST', false],
  ['GET', 'force'],
] as const)('persistedExchange by %s', (method, preferGetForPersistedQueries) => {
  const open = (url: string) => {
    const { fetch, requests } = recordRequests();
    const exchanges = [openGraphcache(), persistedExchange({ preferGetForPersistedQueries }), fetchExchange];
    return { client: new Client({ url, fetch, exchanges, preferGetMethod: false }), requests };
  };
  const query = gql`query UrqlBy${method}($code: String!) { country(code: $code) { id code name } }`;
  const ask = ({ client }: ReturnType<typeof open>, code: string) => client.query<Data>(query, { code }).toPromise();

  test('registers a document, then sends its hash', async () => {
    const opened = open(served.url);
    expect((await ask(opened, 'KZ')).data.country).toMatchObject({ code: 'KZ', name: 'Kazakhstan' });
    expect((await ask(opened, 'UZ')).data.country).toMatchObject({ code: 'UZ', name: 'Uzbekistan' });
    expect(opened.requests.map(({ method: sent, hasQuery }) => [sent, hasQuery])).toEqual([
      [method, false],
      [expect.any(String), true],
      [method, false],
    ]);
    expect((await ask(opened, 'KZ')).data.country.name).toBe('Kazakhstan');
    expect(opened.requests).toHaveLength(3);
  });

  test('stops to send hashes to a server that accepts only its manifest', async () => {
    const opened = open(manifestOnly.url);
    for (const code of ['KZ', 'UZ']) expect((await ask(opened, code)).error?.message).toMatch(/is not in the manifest/);
    expect(opened.requests.map(({ hasQuery }) => hasQuery)).toEqual([false, true, true]);
    expect(opened.requests[2]?.body).not.toHaveProperty('extensions.persistedQuery');
  });
});

const open = () =>
  new Client({ url: served.url, exchanges: [openGraphcache(), fetchExchange], preferGetMethod: false });

test('Graphcache keeps an object that several fields read once', async () => {
  const warn = vi.spyOn(console, 'warn');
  const client = open();
  const list = gql`{ visits(first: 1, filter: { host: { code: { eq: "KZ" } } }) { nodes { id host { id code name } } } }`;
  const [visit] = (await client.query<Data>(list, {}).toPromise()).data.visits.nodes;
  // The name was read by the list; only the cache can answer without a request.
  const one = gql`query ($id: ID!) { node(id: $id) { id ... on Country { code name } } }`;
  const read = await client.query<Data>(one, { id: visit.host.id }).toPromise();
  expect(read.data.node).toEqual(visit.host);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('relayPagination collects the pages of a list', async () => {
  const client = open();
  const query = gql`
    query ($after: String) {
      visits(first: 2, after: $after) {
        totalCount
        edges { cursor node { id key } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  `;
  let after: string | undefined;
  let visits: Data;
  for (let page = 0; page < 3; page += 1) {
    ({ visits } = (await client.query<Data>(query, { after }).toPromise()).data);
    after = visits.pageInfo.endCursor;
  }
  const { data } = await execute(served.url, '{ visits(first: 6) { edges { node { key } } } }');
  const keysOf = (page: Data): string[] => page.edges.map(({ node }: Data) => node.key);
  expect(keysOf(visits)).toEqual(keysOf(data.visits));
});

test('a past version does not replace the present one in the cache', async () => {
  const client = open();
  const present = gql`{ entry(key: "kz2023:V2") { id key summary } }`;
  const before = await client.query<Data>(present, {}).toPromise();
  const former = await client.query<Data>(gql(buildPastVersionDocument()), {}).toPromise();
  expect(former.data.entry.summary).not.toBe(before.data.entry.summary);
  const again = await client.query<Data>(present, {}, { requestPolicy: 'cache-only' }).toPromise();
  expect(again.data).toEqual(before.data);
});

test('a part of a result arrives with the error of the other', async () => {
  const query = gql`{
    good: countries(first: 1) { nodes { id code } }
    bad: visits(filter: { host: { code: { eq: "XQ" } } }) { totalCount }
  }`;
  const { data, error } = await open().query<Data>(query, {}).toPromise();
  expect(data.good.nodes).toHaveLength(1);
  expect(data.bad).toBeNull();
  expect(error?.graphQLErrors).toMatchObject([{ path: ['bad'], extensions: { code: 'BAD_INPUT' } }]);
});

test('a subscription receives changes by fetchExchange', async () => {
  const { sequence } = await readPosition(served.url);
  const client = new Client({
    url: served.url,
    exchanges: [fetchExchange],
    fetchSubscriptions: true,
    preferGetMethod: false,
  });
  const document = gql`subscription ($after: Int) { changes(afterSequence: $after) { key } }`;
  const keysReceived: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { unsubscribe } = client.subscription<Data>(document, { after: sequence }).subscribe(({ data, error }) => {
    if (error) reject(error);
    keysReceived.push(data?.changes.key);
    if (keysReceived.length === 20) resolve();
  });
  await served.writePeople('irma', 20);
  await promise;
  unsubscribe();
  expect(keysReceived).toEqual(Array.from({ length: 20 }, (_, n) => `irma-${n}`));
});
