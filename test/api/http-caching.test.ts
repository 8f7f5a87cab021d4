import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildGet, buildPost, createTracedApi } from './traced-api.ts';

let fixture: ApiFixture;
let cached: ReturnType<typeof createTracedApi>;
let fresh: ReturnType<typeof createTracedApi>;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  cached = createTracedApi({ db: fixture.db, responseCacheBytes: 1_000_000 });
  fresh = createTracedApi({ db: fixture.db });
});
afterAll(async () => {
  await cached.api.dispose();
  await fresh.api.dispose();
  await fixture[Symbol.asyncDispose]();
});

const query = '{ people { totalCount } }';
const tagOf = ({ headers }: { headers: Headers }): string => headers.get('etag') ?? '';

describe('the entity tag', () => {
  test('is the same for the same response, cached or not, by GET and by POST', async () => {
    const tags = [
      await cached.sendQuery(buildGet({ query })),
      await cached.sendQuery(buildGet({ query })),
      await fresh.sendQuery(buildGet({ query })),
      await fresh.sendQuery(buildPost({ query }, { accept: 'application/json' })),
    ].map(tagOf);
    expect(tags[0]).toMatch(/^"[\w.-]+"$/);
    expect(new Set(tags).size).toBe(1);
  });

  test('differs for another response, another media type, and after a write', async () => {
    const tags = [
      await cached.sendQuery(buildGet({ query })),
      await cached.sendQuery(buildGet({ query: '{ groups { totalCount } }' })),
      await cached.sendQuery(buildGet({ query }, { accept: 'application/graphql-response+json' })),
    ].map(tagOf);
    await importRecords(fixture.db, toReadItems({ noun: 'person', key: 'ada', name: 'Ada' }));
    tags.push(tagOf(await cached.sendQuery(buildGet({ query }))));
    expect(new Set(tags).size).toBe(4);
  });
});

describe.each([
  ['cached', () => cached],
  ['computed again', () => fresh],
])('if-none-match, with responses %s', (_how, api) => {
  test.each([
    ['the tag', (tag: string) => tag],
    ['a weak form of the tag', (tag: string) => `W/${tag}`],
    ['a list that contains the tag', (tag: string) => `"other", ${tag}`],
    ['*', () => '*'],
  ])('%s: returns 304 without a body', async (_name, sent) => {
    const first = await api().sendQuery(buildGet({ query }));
    const second = await api().sendQuery(buildGet({ query }, { 'if-none-match': sent(tagOf(first)) }));
    expect([second.status, second.text, tagOf(second)]).toEqual([304, '', tagOf(first)]);
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    for (const name of ['cache-control', 'vary', 'access-control-allow-origin', 'access-control-expose-headers'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
  });

  test('returns the full response for another tag or a tag from before a write', async () => {
    const first = await api().sendQuery(buildGet({ query }));
    expect((await api().sendQuery(buildGet({ query }, { 'if-none-match': '"other"' }))).text).toBe(first.text);
    await importRecords(
      fixture.db,
      toReadItems({ noun: 'person', key: `bela-${first.body.data.people.totalCount}`, name: 'Bela' }),
    );
    const second = await api().sendQuery(buildGet({ query }, { 'if-none-match': tagOf(first) }));
    expect([second.status, second.body.data.people.totalCount]).toEqual([200, first.body.data.people.totalCount + 1]);
  });

  test('does not return 304 to POST', async () => {
    const first = await api().sendQuery(buildPost({ query }));
    const second = await api().sendQuery(buildPost({ query }, { 'if-none-match': tagOf(first) }));
    expect([second.status, second.text]).toEqual([200, first.text]);
  });
});

describe('cache-control', () => {
  const bearer = { authorization: 'Bearer chancery_x' };
  const mutation = 'mutation { withdraw(input: { noun: PERSON, key: "none", reason: "Test." }) { __typename } }';
  test.each([
    ['a query without a token: public, with revalidation', buildGet({ query }), 'public, no-cache'],
    ['a query with a token: private', buildGet({ query }, bearer), 'private, no-cache'],
    ['a query by POST', buildPost({ query }), 'public, no-cache'],
    ['a response with errors', buildGet({ query: '{ visits(first: 101) { totalCount } }' }), 'no-store'],
    ['a rejected query', buildGet({ query: '{ nope }' }), 'no-store'],
    ['an invalid request', buildGet({}), 'no-store'],
    ['a mutation', buildPost({ query: mutation }, bearer), 'no-store'],
  ])('%s', async (_name, init, control) => {
    const { headers } = await cached.sendQuery(init);
    expect(headers.get('cache-control')).toBe(control);
    expect(headers.has('etag')).toBe(control !== 'no-store');
    expect(headers.get('vary')).toBe(
      control === 'no-store' ? null : 'accept, accept-encoding, authorization, x-chancery-preflight',
    );
  });
});
