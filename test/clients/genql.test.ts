import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { type Client, createClient, everything } from './generated/genql/index.ts';
import { execute, type ServedDatabase, serveDatabase } from './served-database.ts';

let served: ServedDatabase;
let client: Client;
beforeAll(async () => {
  served = await serveDatabase();
  client = createClient({ url: served.url });
});
afterAll(() => served[Symbol.asyncDispose]());

test('a query is typed by its selection', async () => {
  const { visits, country } = await client.query({
    country: { __args: { code: 'KZ' }, name: true, code: true },
    visits: {
      __args: { first: 1, filter: { host: { code: { eq: 'KZ' } } } },
      totalCount: true,
      nodes: { key: true, at: true, host: { code: true }, met: { __typename: true, on_Person: { name: true } } },
    },
  });
  expect(country).toEqual({ name: 'Kazakhstan', code: 'KZ' });
  expect(visits?.totalCount).toBeGreaterThan(0);
  const [visit] = visits?.nodes ?? [];
  if (!visit) throw new Error('There is no visit to Kazakhstan.');
  expectTypeOf(visit.host.code).toEqualTypeOf<string>();
  expect(visit.host.code).toBe('KZ');
});

test('all scalars of an object can be selected', async () => {
  const { visits } = await client.query({ visits: { __args: { first: 1 }, pageInfo: everything } });
  const { data } = await execute(
    served.url,
    '{ visits(first: 1) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
  );
  expect(visits?.pageInfo).toMatchObject(data.visits.pageInfo);
});

test('null arguments count as absent', async () => {
  const list = { totalCount: true, nodes: { key: true } } as const;
  const nulls = { filter: null, orderBy: null, first: null, after: null };
  const { visits } = await client.query({ visits: { __args: nulls, ...list } });
  expect(visits).toEqual((await client.query({ visits: { __args: {}, ...list } })).visits);
});

test('an error has its code', async () => {
  const failed = client.query({ visits: { __args: { filter: { host: { code: { eq: 'XQ' } } } }, totalCount: true } });
  await expect(failed).rejects.toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
});
