import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { openWorld, type World } from '../helpers/api-fixture.ts';
import { itemsOf } from '../helpers/sample-records.ts';
import { get, observed, post } from './traced-api.ts';

let world: World;
let kept: ReturnType<typeof observed>;
let fresh: ReturnType<typeof observed>;
beforeAll(async () => {
  world = await openWorld({ dossier: false });
  kept = observed({ db: world.db, cacheBytes: 1_000_000 });
  fresh = observed({ db: world.db });
});
afterAll(async () => {
  await kept.api.dispose();
  await fresh.api.dispose();
  await world[Symbol.asyncDispose]();
});

const query = '{ people { totalCount } }';
const tagOf = ({ headers }: { headers: Headers }): string => headers.get('etag') ?? '';

describe('the entity tag', () => {
  test('is the same for the same answer, kept or not, by GET and by POST', async () => {
    const tags = [
      await kept.ask(get({ query })),
      await kept.ask(get({ query })),
      await fresh.ask(get({ query })),
      await fresh.ask(post({ query }, { accept: 'application/json' })),
    ].map(tagOf);
    expect(tags[0]).toMatch(/^"[\w.-]+"$/);
    expect(new Set(tags).size).toBe(1);
  });

  test('is another for another answer, another type, and after a write', async () => {
    const tags = [
      await kept.ask(get({ query })),
      await kept.ask(get({ query: '{ groups { totalCount } }' })),
      await kept.ask(get({ query }, { accept: 'application/graphql-response+json' })),
    ].map(tagOf);
    await importRecords(world.db, itemsOf({ noun: 'person', key: 'ada', name: 'Ada' }));
    tags.push(tagOf(await kept.ask(get({ query }))));
    expect(new Set(tags).size).toBe(4);
  });
});

describe.each([
  ['kept', () => kept],
  ['found anew', () => fresh],
])('if-none-match, answers %s', (_how, api) => {
  test.each([
    ['the tag', (tag: string) => tag],
    ['a weak form of it', (tag: string) => `W/${tag}`],
    ['the tag among others', (tag: string) => `"other", ${tag}`],
    ['any', () => '*'],
  ])('%s: 304, without a body', async (_name, sent) => {
    const first = await api().ask(get({ query }));
    const second = await api().ask(get({ query }, { 'if-none-match': sent(tagOf(first)) }));
    expect([second.status, second.text, tagOf(second)]).toEqual([304, '', tagOf(first)]);
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    for (const name of ['cache-control', 'vary', 'access-control-allow-origin', 'access-control-expose-headers'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
  });

  test('another tag, or the tag of what stood before a write: the whole answer', async () => {
    const first = await api().ask(get({ query }));
    expect((await api().ask(get({ query }, { 'if-none-match': '"other"' }))).text).toBe(first.text);
    await importRecords(
      world.db,
      itemsOf({ noun: 'person', key: `bela-${first.body.data.people.totalCount}`, name: 'Bela' }),
    );
    const second = await api().ask(get({ query }, { 'if-none-match': tagOf(first) }));
    expect([second.status, second.body.data.people.totalCount]).toEqual([200, first.body.data.people.totalCount + 1]);
  });

  test('by POST there is no 304', async () => {
    const first = await api().ask(post({ query }));
    const second = await api().ask(post({ query }, { 'if-none-match': tagOf(first) }));
    expect([second.status, second.text]).toEqual([200, first.text]);
  });
});

describe('cache-control', () => {
  const bearer = { authorization: 'Bearer chancery_x' };
  const mutation = 'mutation { withdraw(noun: PERSON, key: "none", reason: "Test.") { __typename } }';
  test.each([
    ['a query without a token: anybody may keep it, and asks again', get({ query }), 'public, no-cache'],
    ['a query with a token: its reader alone', get({ query }, bearer), 'private, no-cache'],
    ['a query by POST', post({ query }), 'public, no-cache'],
    ['an answer with errors', get({ query: '{ visits(first: 101) { totalCount } }' }), 'no-store'],
    ['a refusal', get({ query: '{ nope }' }), 'no-store'],
    ['a request that is none', get({}), 'no-store'],
    ['a mutation', post({ query: mutation }, bearer), 'no-store'],
  ])('%s', async (_name, init, control) => {
    const { headers } = await kept.ask(init);
    expect(headers.get('cache-control')).toBe(control);
    expect(headers.has('etag')).toBe(control !== 'no-store');
    expect(headers.get('vary')).toBe(control === 'no-store' ? null : 'accept, authorization, x-chancery-preflight');
  });
});
