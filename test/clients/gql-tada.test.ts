import { initGraphQLTada, type ResultOf } from 'gql.tada';
import { print } from 'graphql';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import type { introspection } from './generated/graphql-env.d.ts';
import { execute, type ServedDatabase, serveDatabase } from './served-database.ts';

let served: ServedDatabase;
beforeAll(async () => {
  served = await serveDatabase();
});
afterAll(() => served[Symbol.asyncDispose]());

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string; DateTime: string } }>();

const query = graphql(`
  query ($code: String!, $filter: VisitFilter) {
    country(code: $code) { id name alpha3 }
    visits(first: 1, filter: $filter) {
      totalCount
      nodes { key at status travellers { person { name } } met { __typename ... on Person { born { edtf } } } }
    }
  }
`);

test('a document is typed by the published schema', async () => {
  const { data } = await execute(served.url, print(query), {
    code: 'KZ',
    filter: { host: { code: { eq: 'KZ' } } },
  });
  const result = data as ResultOf<typeof query>;
  expectTypeOf(result.country).toEqualTypeOf<{ id: string; name: string; alpha3: string | null } | null>();
  expect(result.country).toMatchObject({ name: 'Kazakhstan', alpha3: 'KAZ' });
  const [visit] = result.visits?.nodes ?? [];
  expectTypeOf(visit).not.toBeAny();
  expectTypeOf<NonNullable<typeof visit>['at']>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<typeof visit>['status']>().extract<'COMPLETED'>().toEqualTypeOf<'COMPLETED'>();
  expect(visit?.at).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(visit?.travellers.length).toBeGreaterThan(0);
});

test('a field that does not exist has no type', () => {
  const wrong = graphql(`{ country(code: "KZ") { nam } }`);
  expectTypeOf<NonNullable<ResultOf<typeof wrong>['country']>>().toEqualTypeOf<{ nam: unknown }>();
});
