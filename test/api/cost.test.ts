import fc from 'fast-check';
import { type OperationDefinitionNode, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureOperation, type OperationMetrics } from '../../src/api/cost.ts';
import { schema } from '../../src/schema/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { arbitraryQuery, printQuery, rewriteWithFragments } from './random-query.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

function measured(source: string, variables: object = {}): OperationMetrics {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return measureOperation(
    schema,
    document,
    document.definitions[0] as OperationDefinitionNode,
    variables as never,
    1_000,
  );
}
const costOf = (source: string, variables?: object): number => measured(source, variables).cost;

/** Counts the objects in a response: the response itself and all objects except edges and page info. */
function thingsIn(value: unknown, name = 'data'): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + thingsIn(one, name), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = ['data', 'edges', 'pageInfo'].includes(name) ? 0 : 1;
  return own + Object.entries(value).reduce((sum, [inner, one]) => sum + thingsIn(one, inner), 0);
}

describe('the cost of a query', () => {
  test.each([
    ['one object', '{ country(code: "KZ") { code } }', 1],
    ['a nested object', '{ country(code: "KZ") { currentName: name capital: code } }', 1],
    ['a count', '{ visits { totalCount } }', 1],
    ['a page of default size', '{ visits { nodes { key } } }', 21],
    ['a page of ten', '{ visits(first: 10) { nodes { key } } }', 11],
    ['the last ten', '{ visits(last: 10) { nodes { key } } }', 11],
    ['a page by edges', '{ visits(first: 10) { edges { cursor node { key } } } }', 11],
    ['nodes and edges', '{ visits(first: 10) { edges { node { key } } nodes { key } } }', 21],
    ['page info', '{ visits(first: 10) { nodes { key } pageInfo { hasNextPage } totalCount } }', 11],
    [
      'a nested page',
      '{ visits(first: 10) { nodes { statements(first: 3) { nodes { key } } } } }',
      1 + 10 * (1 + 1 + 3),
    ],
    [
      'a nested list without pagination',
      '{ visits(first: 10) { nodes { travellers { person { key } } } } }',
      1 + 10 * (1 + 5 * 2),
    ],
    ['an empty page', '{ visits(first: 0) { nodes { key statements { nodes { key } } } } }', 1],
    ['ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['introspection', '{ __schema { types { fields { name } } } }', 0],
  ])('%s', (_name, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  test('uses the value of a variable, then its default, then the default page size', () => {
    const query = 'query($n: Int) { visits(first: $n) { nodes { key } } }';
    const withDefault = query.replace('Int', 'Int = 7');
    expect([costOf(query, { n: 3 }), costOf(query), costOf(query, { n: null })]).toEqual([4, 21, 21]);
    expect([costOf(withDefault, { n: 3 }), costOf(withDefault)]).toEqual([4, 8]);
    expect(costOf('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2);
  });

  test('grows with the page size up to the maximum', () => {
    const page = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(page, page, page, (one, other, inner) => {
        const cost = (first: number) =>
          costOf(`{ visits(first: ${first}) { nodes { statements(last: ${inner}) { nodes { key } } } } }`);
        expect(Math.sign(cost(one) - cost(other))).toBe(Math.sign(one - other));
      }),
    );
    expect(costOf('{ visits(first: 2000000000) { nodes { key } } }')).toBe(
      costOf('{ visits(first: 100) { nodes { key } } }'),
    );
  });

  test('is the same however the query is split into fragments and repeats fields', () => {
    fc.assert(
      fc.property(arbitraryQuery({ isPagedOnly: false }), fc.infiniteStream(fc.nat()), (query, ways) => {
        expect(measured(rewriteWithFragments(query, ways))).toEqual(measured(printQuery(query)));
      }),
    );
  });

  test('bounds the objects of every response, and no query fails', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuery({ isPagedOnly: true }), async (query) => {
        const { data, errors, extensions } = await fixture.execute(printQuery(query));
        expect(errors).toBeUndefined();
        const cost = extensions?.cost as { requested: number } | undefined;
        expect(thingsIn(data)).toBeLessThanOrEqual(cost?.requested ?? 0);
      }),
    );
  });
});
