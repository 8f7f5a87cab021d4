import { hash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const documents = {
  visits: `query Visits($first: Int) { visits(first: $first) { nodes { key start { edtf } place: place travellers { party { name } } } pageInfo { hasNextPage } } }`,
  edges: '{ people(first: 3) { edges { node { ...P } } } } fragment P on Person { key name }',
  counts: '{ visitCounts(by: [HOST], orderBy: DIMENSION) { host { code } count } }',
  none: '{ visits(filter: { key: { in: [] } }) { nodes { key } pageInfo { hasNextPage } } }',
  object: '{ country(code: "KZ") { name } }',
  several: '{ visits { nodes { key } } people { nodes { key } } }',
  invalid: '{ visits(filter: { host: { code: { eq: "XX" } } }) { nodes { key } } }',
};
const manifest = new Map(Object.values(documents).map((text) => [hash('sha256', text), text]));

let fixture: ApiFixture;
let fetch: (document: string, init?: { variables?: object; method?: string; accept?: string }) => Promise<Response>;
let dispose: () => Promise<void>;
beforeAll(async () => {
  fixture = await openApiFixture();
  const api = createApi({
    db: fixture.db,
    persistedDocuments: { manifest, isManifestOnly: false },
    responseCacheBytes: 1_000_000,
  });
  dispose = () => api.dispose();
  fetch = (document, { variables, accept = 'text/csv', ...init } = {}) => {
    const search = new URLSearchParams({
      documentId: `sha256:${hash('sha256', document)}`,
      ...(variables && { variables: JSON.stringify(variables) }),
    });
    return api.fetch(new Request(`http://chancery.test/graphql?${search}`, { headers: { accept }, ...init }));
  };
});
afterAll(async () => {
  await dispose();
  await fixture[Symbol.asyncDispose]();
});

const read = async (response: Response): Promise<string[][]> => parse(await response.text()) as string[][];

test('the list of a persisted document is CSV, with a column for each field', async () => {
  const response = await fetch(documents.visits);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('x-chancery-epoch')).toBe(fixture.db.epoch);
  expect(response.headers.get('x-chancery-truncated')).toBeNull();
  expect(await read(response)).toEqual([
    ['key', 'start.edtf', 'place', 'travellers.party.name'],
    ['kz2023:V2', '2023-11-01', 'Samarkand', 'Emmanuel Macron'],
    ['kz2023:V1', '2023-11-01', 'Astana', 'Emmanuel Macron'],
  ]);
});

test('a page says that rows are missing, from the cache too', async () => {
  for (const cache of ['miss', 'hit']) {
    const response = await fetch(documents.visits, { variables: { first: 1 } });
    expect([cache, response.headers.get('x-chancery-truncated')]).toEqual([cache, 'ROWS']);
    expect(await read(response)).toHaveLength(2);
  }
  expect((await fetch(documents.edges)).headers.get('x-chancery-truncated')).toBe('UNKNOWN');
});

test('edges, fragments, lists without pages and empty lists', async () => {
  expect((await read(await fetch(documents.edges)))[0]).toEqual(['key', 'name']);
  expect(await read(await fetch(documents.counts))).toEqual([
    ['host.code', 'count'],
    ['KZ', '1'],
    ['UZ', '1'],
  ]);
  expect(await read(await fetch(documents.none))).toEqual([['key']]);
});

test('revalidates by the entity tag, which differs from that of JSON', async () => {
  const [csv, json] = await Promise.all(
    ['text/csv', 'application/json'].map((accept) => fetch(documents.visits, { accept })),
  );
  expect(csv?.headers.get('vary')).toContain('accept');
  expect(csv?.headers.get('etag')).not.toBe(json?.headers.get('etag'));
  expect(json?.headers.get('content-type')).toContain('application/json');
});

test.each([
  [documents.object, 406, 'Only the result of a query with one root field that is a list can be CSV'],
  [documents.several, 406, 'Only the result of a query with one root field that is a list can be CSV'],
  [documents.invalid, 200, 'No country has the code "XX"'],
])('an error is JSON: %s', async (document, status, message) => {
  const response = await fetch(document);
  expect(response.headers.get('content-type')).toMatch(/json/);
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect([response.status, errors[0]?.extensions.code]).toEqual([status, 'BAD_INPUT']);
  expect(errors[0]?.message).toContain(message);
});

test('only GET requests of persisted documents can be CSV', async () => {
  const query = new URLSearchParams({ query: documents.visits });
  const unregistered = await fixture.fetch(`/graphql?${query}`, { headers: { accept: 'text/csv' } });
  expect(unregistered.status).toBe(406);
  const posted = await fixture.fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'text/csv', 'content-type': 'application/json' },
    body: JSON.stringify({ query: documents.visits }),
  });
  const { errors } = (await posted.json()) as { errors: { message: string }[] };
  expect([posted.status, errors[0]?.message]).toEqual([406, expect.stringContaining('persisted document')]);
});
