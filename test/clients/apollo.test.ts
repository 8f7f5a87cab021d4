import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { isAbstractType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPastVersionDocument, schema } from './schema-walk.ts';
import {
  type Data,
  execute,
  openCuttingProxy,
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

const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);
const createCache = () =>
  new InMemoryCache({
    possibleTypes,
    typePolicies: { Query: { fields: { visits: relayStylePagination(['filter', 'orderBy']) } } },
  });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe.each([
  ['POST', false],
  ['GET', true],
])('PersistedQueryLink by %s', (method, useGETForHashedQueries) => {
  const open = (url: string) => {
    const { fetch, requests } = recordRequests();
    const link = ApolloLink.from([
      new PersistedQueryLink({ sha256, useGETForHashedQueries }),
      new HttpLink({ uri: url, fetch }),
    ]);
    return { client: new ApolloClient({ link, cache: createCache() }), requests };
  };
  const query = gql`query ApolloBy${method}($code: String!) { country(code: $code) { id code name } }`;
  const ask = async ({ client }: ReturnType<typeof open>, code: string) =>
    (await client.query({ query, variables: { code } })).data;

  test('registers a document, then sends its hash', async () => {
    const opened = open(served.url);
    expect(await ask(opened, 'KZ')).toMatchObject({ country: { code: 'KZ', name: 'Kazakhstan' } });
    expect(await ask(opened, 'UZ')).toMatchObject({ country: { code: 'UZ', name: 'Uzbekistan' } });
    expect(opened.requests.map(({ method: sent, hasQuery }) => [sent, hasQuery])).toEqual([
      [method, false],
      [expect.any(String), true],
      [method, false],
    ]);
    const other = open(served.url);
    expect(await ask(other, 'FR')).toMatchObject({ country: { name: 'France' } });
    expect(other.requests.map(({ hasQuery }) => hasQuery)).toEqual([false]);
  });

  test('stops to send hashes to a server that accepts only its manifest', async () => {
    const opened = open(manifestOnly.url);
    await expect(ask(opened, 'KZ')).rejects.toThrow(/is not in the manifest/);
    await expect(ask(opened, 'UZ')).rejects.toThrow(/is not in the manifest/);
    expect(opened.requests.map(({ hasQuery }) => hasQuery)).toEqual([false, true, true]);
    expect(opened.requests[2]?.body).not.toHaveProperty('extensions.persistedQuery');
  });
});

test('relayStylePagination collects the pages of a list', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
  const query = gql`
    query ($after: String, $filter: VisitFilter) {
      visits(first: 2, after: $after, filter: $filter) {
        totalCount
        edges { cursor node { id key host { id code } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  `;
  const visits = client.watchQuery<Data, Data>({ query });
  const subscription = visits.subscribe({});
  await visits.refetch();
  const readCache = () => client.readQuery<Data>({ query }).visits;
  for (let page = 1; page < 3; page += 1) {
    const { pageInfo } = readCache();
    expect(pageInfo.hasNextPage).toBe(true);
    await visits.fetchMore({ variables: { after: pageInfo.endCursor } });
  }
  subscription.unsubscribe();
  const keysOf = (page: Data): string[] => page.edges.map(({ node }: Data) => node.key);
  const { data } = await execute(served.url, '{ visits(first: 6) { edges { node { key } } } }');
  expect(keysOf(readCache())).toEqual(keysOf(data.visits));
  const filtered = await client.query<Data>({ query, variables: { filter: { host: { code: { eq: 'UZ' } } } } });
  expect(filtered.data.visits.edges.length).toBeGreaterThan(0);
  expect(filtered.data.visits.edges.every(({ node }: Data) => node.host.code === 'UZ')).toBe(true);
});

test('an object read by several fields is one object of the cache', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
  await client.query({ query: gql`{ country(code: "KZ") { id code name } }` });
  const { data } = await client.query<Data>({
    query: gql`{ visits(first: 1, filter: { host: { code: { eq: "KZ" } } }) { nodes { id host { id code } } } }`,
  });
  const cached = client.cache.extract() as Record<string, unknown>;
  const countries = Object.values(cached).filter((object: Data) => object.code === 'KZ');
  expect(countries).toEqual([
    { __typename: 'Country', id: data.visits.nodes[0].host.id, code: 'KZ', name: 'Kazakhstan' },
  ]);
});

test('errorPolicy "all" returns what succeeded, with the code of what did not', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
  const { data, error } = await client.query<Data>({
    query: gql`{
      good: countries(first: 1) { nodes { id code } }
      bad: visits(filter: { host: { code: { eq: "XQ" } } }) { totalCount }
    }`,
    errorPolicy: 'all',
  });
  expect(data.good.nodes).toHaveLength(1);
  expect(data.bad).toBeNull();
  expect((error as Data).errors).toMatchObject([{ path: ['bad'], extensions: { code: 'BAD_INPUT' } }]);
});

test('a past version does not replace the present one in the cache', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
  const present = { query: gql`{ entry(key: "kz2023:V2") { id key summary } }` };
  const before = await client.query<Data>(present);
  const former = await client.query<Data>({ query: gql(buildPastVersionDocument()) });
  expect(former.data.entry.summary).not.toBe(before.data.entry.summary);
  expect((await client.query<Data>({ ...present, fetchPolicy: 'cache-only' })).data).toEqual(before.data);
});

describe('a subscription by HttpLink', () => {
  const changes = gql`subscription ($after: Int) { changes(afterSequence: $after) { sequence key } }`;

  test('receives changes by the multipart protocol', async () => {
    const { sequence } = await readPosition(served.url);
    const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
    const received: Data[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const subscription = client.subscribe<Data>({ query: changes, variables: { after: sequence } }).subscribe({
      next(result) {
        received.push(result.data?.changes);
        if (received.length === 30) resolve();
      },
      error: reject,
      complete: () => reject(new Error('The subscription completed.')),
    });
    await served.writePeople('fanny', 30);
    await promise;
    subscription.unsubscribe();
    expect(received.map(({ key }) => key)).toEqual(Array.from({ length: 30 }, (_, n) => `fanny-${n}`));
  });

  test('resumes with the links of the guide over a connection that is cut, and after a restart', async () => {
    const { sequence } = await readPosition(served.url);
    await using proxy = await openCuttingProxy(served.port);
    process.env.TEST_URL = proxy.url;
    const { link } = await import('./generated/guide-apollo.ts');
    const client = new ApolloClient({ link, cache: createCache() });
    const sequences: number[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const subscription = client.subscribe<Data>({ query: changes, variables: { after: sequence } }).subscribe({
      next({ data }) {
        sequences.push(data?.changes.sequence);
        if (sequences.length === 100) resolve();
      },
      error: reject,
      complete: () => reject(new Error('The subscription completed.')),
    });
    await served.writePeople('gerda', 50);
    await served.restart();
    await served.writePeople('hilma', 50);
    await promise;
    subscription.unsubscribe();
    expect(sequences).toEqual(Array.from({ length: 100 }, (_, n) => sequence + 1 + n));
  });

  test('receives the code of an error', async () => {
    const client = new ApolloClient({ link: new HttpLink({ uri: served.url }), cache: createCache() });
    const query = gql`subscription { changes(epoch: "0f1e2d3c4b5a6978") { sequence } }`;
    const { promise, resolve, reject } = Promise.withResolvers<Data>();
    client
      .subscribe({ query })
      .subscribe({ next: resolve, error: resolve, complete: () => reject(new Error('No result.')) });
    const { error } = await promise;
    expect(error.errors[0].extensions.code).toBe('EPOCH_CHANGED');
  });
});

test('the persisted queries of the guide work', async () => {
  process.env.TEST_URL = served.url;
  const { link } = await import('./generated/guide-persisted.ts');
  const client = new ApolloClient({ link, cache: createCache() });
  const { data } = await client.query<Data>({ query: gql`query Guide { country(code: "KZ") { id name } }` });
  expect(data.country.name).toBe('Kazakhstan');
});
