import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { type CountedPage, createClient, type Page, type Visit } from '../../sdk/src/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
const sent: { query: string; variables?: Record<string, unknown> }[] = [];
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const client = createClient({
  url: 'http://chancery.test/graphql',
  fetch: async (request) => {
    sent.push((await request.clone().json()) as (typeof sent)[number]);
    return fixture.api.fetch(request);
  },
});

it('a list has totalCount if it was requested, and only then requests it', async () => {
  const counted = await client.countries.list({ first: 2, totalCount: true });
  expect(counted.nodes).toHaveLength(2);
  expect(counted.totalCount).toBe(await client.countries.count());
  const plain = await client.countries.list({ first: 2 });
  expect(Object.keys(plain).toSorted()).toEqual(['nodes', 'pageInfo']);
  expect(await client.countries.list({ first: 2, totalCount: false })).toEqual(plain);
  expect(sent.flatMap(({ query, variables }) => (query.includes('List') ? [variables?.totalCount] : []))).toEqual([
    true,
    undefined,
    false,
  ]);
});

it('does not count unless it was requested', async () => {
  const [counting, plain] = [true, false].map((totalCount) =>
    fixture.execute(sent.find(({ query }) => query.includes('ListCountries'))?.query ?? '', { first: 2, totalCount }),
  );
  const [withCount, without] = await Promise.all([counting, plain]);
  expect(withCount?.sqlStatements.join()).toContain("'totalCount'");
  expect(without?.sqlStatements.join()).not.toContain("'totalCount'");
});

it('every list can count', async () => {
  expect((await client.search.list({ text: 'vassal', totalCount: true })).totalCount).toBe(
    await client.search.count({ text: 'vassal' }),
  );
  expect((await client.history.list({ key: 'kz2023:V1', totalCount: true })).totalCount).toBeGreaterThan(0);
  expect((await client.changes.list({ first: 1, totalCount: true })).totalCount).toBe(await client.changes.count());
});

it('the type has totalCount only if it was requested', () => {
  expectTypeOf(() => client.visits.list({ totalCount: true })).returns.resolves.toEqualTypeOf<CountedPage<Visit>>();
  expectTypeOf(() => client.visits.list({ first: 3 })).returns.resolves.toEqualTypeOf<Page<Visit>>();
  expectTypeOf(() => client.visits.list()).returns.resolves.toEqualTypeOf<Page<Visit>>();
  expectTypeOf<Page<Visit>>().not.toHaveProperty('totalCount');
  const isCounted: boolean = Math.random() < 2;
  expectTypeOf(() => client.visits.list({ totalCount: isCounted }))
    .returns.resolves.toHaveProperty('totalCount')
    .toEqualTypeOf<number | undefined>();
  expectTypeOf(() => client.search.list({ text: '', totalCount: true }))
    .returns.resolves.toHaveProperty('totalCount')
    .toEqualTypeOf<number>();
});
