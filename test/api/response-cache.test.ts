import type { SQL } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildEventStreamRequest } from '../helpers/server-sent-events.ts';
import { buildPost, createTracedApi } from './traced-api.ts';

let fixture: ApiFixture;
let other: Database;
let cached: ReturnType<typeof createTracedApi>;
beforeEach(async () => {
  fixture = await openApiFixture({ dossier: false });
  other = await openDatabase({ path: fixture.db.path });
  cached = createTracedApi({ db: fixture.db, responseCacheBytes: 1_000_000 });
});
afterEach(async () => {
  vi.useRealTimers();
  await cached.api.dispose();
  await other.close();
  await fixture[Symbol.asyncDispose]();
});

const people = {
  query: 'query People($name: String!) { people(filter: { name: { eq: $name } }) { totalCount } }',
  variables: { name: 'Ada' },
};
const addPerson = (db: Database, key: string) => importRecords(db, toReadItems({ noun: 'person', key, name: 'Ada' }));
const howMany = ({ body }: Awaited<ReturnType<typeof cached.sendQuery>>): number => body.data.people.totalCount;

test('returns a cached response byte for byte without running a statement', async () => {
  const first = await cached.sendQuery(buildPost(people));
  const second = await cached.sendQuery(buildPost(people));
  expect([first.trace.cache, first.trace.statements.length]).toEqual(['miss', 1]);
  expect(second.trace).toMatchObject({
    cache: 'hit',
    statements: [],
    operation: 'People',
    datasetSequence: first.body.extensions.dataset.sequence,
  });
  expect(second.text).toBe(first.text);
  expect(second.trace.id).not.toBe(first.trace.id);
  const headers = ({ headers }: typeof first) => [...headers].filter(([name]) => name !== 'x-request-id');
  expect(headers(second)).toEqual(headers(first));
});

test.each([
  ['this process', () => fixture.db],
  ['another connection', () => other],
])('a write by %s invalidates the cache', async (_who, db) => {
  expect(howMany(await cached.sendQuery(buildPost(people)))).toBe(0);
  await addPerson(db(), 'ada-1');
  const after = await cached.sendQuery(buildPost(people));
  expect([after.trace.cache, howMany(after)]).toEqual(['miss', 1]);
  expect((await cached.sendQuery(buildPost(people))).trace.cache).toBe('hit');
});

test('any write invalidates it, even one that leaves the sequence number unchanged', async () => {
  await cached.sendQuery(buildPost(people));
  await other.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()));
  expect((await cached.sendQuery(buildPost(people))).trace.cache).toBe('miss');
});

test('a read as of a past moment writes nothing', async () => {
  await cached.sendQuery(buildPost(people));
  await cached.sendQuery(buildPost({ query: '{ entry(key: "none", asKnownAt: "2020-01-01T00:00:00Z") { key } }' }));
  expect((await cached.sendQuery(buildPost(people))).trace.cache).toBe('hit');
});

test('a new day invalidates it, since names may be resolved as of today', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T23:59:59Z') });
  await cached.sendQuery(buildPost(people));
  expect((await cached.sendQuery(buildPost(people))).trace.cache).toBe('hit');
  vi.setSystemTime(new Date('2026-03-02T00:00:00Z'));
  expect((await cached.sendQuery(buildPost(people))).trace.cache).toBe('miss');
});

test('a response computed during a write does not hide that write', async () => {
  let pending: (() => Promise<unknown>) | undefined = () => addPerson(other, 'ada-1');
  const interrupted: Database = {
    ...fixture.db,
    path: fixture.db.path,
    epoch: fixture.db.epoch,
    autocommitReader(options) {
      const { statements, all, get: one } = fixture.db.autocommitReader(options);
      const then = async <Row>(row: Row): Promise<Row> => {
        const write = pending;
        pending = undefined;
        await write?.();
        return row;
      };
      return { statements, all, get: async <Row>(query: SQL) => then(await one<Row>(query)) };
    },
  };
  const slow = createTracedApi({ db: interrupted, responseCacheBytes: 1_000_000 });
  expect(howMany(await slow.sendQuery(buildPost(people)))).toBe(0);
  const after = await slow.sendQuery(buildPost(people));
  expect([after.trace.cache, howMany(after)]).toEqual(['miss', 1]);
  await slow.api.dispose();
});

describe('caches separately', () => {
  const two = { query: 'query A { people { totalCount } } query B { groups { totalCount } }', operationName: 'A' };
  test.each([
    ['by variables', people, {}, { ...people, variables: { name: 'Bela' } }, {}],
    ['by operation', two, {}, { ...two, operationName: 'B' }, {}],
    ['by media type', people, {}, people, { accept: 'application/json' }],
    ['by reader', people, {}, people, { authorization: 'Bearer a' }],
    ['by token', people, { authorization: 'Bearer a' }, people, { authorization: 'Bearer b' }],
  ])('%s', async (_by, one, oneHeaders: Record<string, string>, another, anotherHeaders: Record<string, string>) => {
    for (const cache of ['miss', 'hit']) {
      expect((await cached.sendQuery(buildPost(one, oneHeaders))).trace.cache).toBe(cache);
      expect((await cached.sendQuery(buildPost(another, anotherHeaders))).trace.cache).toBe(cache);
    }
  });

  test('by method, and for requests that a link could send', async () => {
    const search = new URLSearchParams({ query: people.query, variables: JSON.stringify(people.variables) });
    const fetch = (accept: string) =>
      cached.api.fetch(new Request(`http://chancery.test/graphql?${search}`, { headers: { accept } }));
    expect((await fetch('application/json')).status).toBe(200);
    expect((await fetch('image/*,*/*;q=0.8')).status).toBe(403);
  });
});

describe('does not cache', () => {
  const mutation = {
    query: 'mutation { withdraw(input: { noun: PERSON, key: "none", reason: "Test." }) { __typename } }',
  };
  test.each([
    [
      'a response with errors',
      buildPost({ query: '{ people { totalCount } visits(first: 101) { totalCount } }' }),
      'miss',
    ],
    ['a rejected query', buildPost({ query: '{ nope }' }), undefined],
    ['a mutation', buildPost(mutation), undefined],
  ])('%s', async (_what, init, cache) => {
    await cached.sendQuery(init);
    expect((await cached.sendQuery(init)).trace.cache).toBe(cache);
  });

  test('a stream of events', async () => {
    for (let time = 0; time < 2; time += 1) {
      const response = await cached.api.fetch(
        new Request('http://chancery.test/graphql', buildEventStreamRequest(people.query, people.variables)),
      );
      expect(await response.text()).toContain('event: complete');
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('anything when the cache size is zero', async () => {
    const { api, sendQuery } = createTracedApi({ db: fixture.db });
    await sendQuery(buildPost(people));
    const second = await sendQuery(buildPost(people));
    expect([second.trace.cache, second.trace.statements.length]).toEqual([undefined, 1]);
    await api.dispose();
  });
});

test('stays within its size: evicts the least recently read response and skips a large one', async () => {
  const { api, sendQuery } = createTracedApi({ db: fixture.db, responseCacheBytes: 8 * 1_500 });
  const small = (n: number) => buildPost({ query: `query Q${n} { people { totalCount } }` });
  const caches = async (...numbers: number[]) => {
    const found = [];
    for (const n of numbers) found.push((await sendQuery(small(n))).trace.cache);
    return found;
  };
  expect(await caches(1, 2, 1, 2)).toEqual(['miss', 'miss', 'hit', 'hit']);
  await caches(...Array.from({ length: 30 }, (_, n) => n + 10));
  expect(await caches(39, 1, 2)).toEqual(['hit', 'miss', 'miss']);
  const large = buildPost({ query: '{ countries(first: 50) { nodes { name } } }' });
  await sendQuery(large);
  expect((await sendQuery(large)).trace.cache).toBe('miss');
  await api.dispose();
});

test('returns the same responses as an uncached API for any order of requests and writes', async () => {
  const plain = createTracedApi({ db: fixture.db });
  const queries = [
    people,
    { ...people, variables: { name: 'Bela' } },
    { query: '{ changes(last: 3) { nodes { sequence key } } }' },
    { query: '{ people(last: 2) { totalCount nodes { key } } }' },
  ];
  let written = 0;
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.nat(queries.length - 1).map((query) => ({ query })) },
    { weight: 1, arbitrary: fc.boolean().map((elsewhere) => ({ elsewhere })) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      for (const one of steps) {
        if ('elsewhere' in one) {
          written += 1;
          await addPerson(one.elsewhere ? other : fixture.db, `ada-${written}`);
          continue;
        }
        const init = buildPost(queries[one.query] ?? people);
        expect((await cached.sendQuery(init)).text).toBe((await plain.sendQuery(init)).text);
      }
    }),
    { numRuns: 15 },
  );
  await plain.api.dispose();
});
