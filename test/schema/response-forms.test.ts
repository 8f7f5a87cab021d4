import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

/**
 * The data of a query as serialized by SQL, or as completed by graphql-js, which executes
 * operations that select `__typename`.
 */
async function read(fields: string, byExecutor: boolean) {
  const { data, errors } = await fixture.execute(`{ ${byExecutor ? '__typename ' : ''}${fields} }`);
  expect(errors).toBeUndefined();
  delete data.__typename;
  return data;
}

const forms: [form: string, byExecutor: boolean][] = [
  ['SQL', false],
  ['graphql-js', true],
];

test.each(forms)(
  'aliases of one letter do not collide with internal keys in a response of %s',
  async (_, byExecutor) => {
    const named =
      'search(text: "uranium") { nodes { ... on Node { id } } edges { cursor highlights node { ... on Node { id } } } totalCount }';
    const { search } = await read(named, byExecutor);
    expect(search.edges.length).toBeGreaterThan(1);
    const aliased = await read(
      'search(text: "uranium") { c: nodes { ... on Node { id } } p: edges { c: cursor p: highlights total: node { ... on Node { id } } } beyond: totalCount }',
      byExecutor,
    );
    const edges = search.edges.map(({ cursor, highlights, node }: Record<string, unknown>) => ({
      c: cursor,
      p: highlights,
      total: node,
    }));
    expect(aliased.search).toEqual({ c: search.nodes, p: edges, beyond: search.totalCount });
    const swapped = await read(
      'search(text: "uranium") { edges { c: node { ... on Node { id } } } c: edges { cursor: highlights c: cursor } }',
      byExecutor,
    );
    for (const [index, { c }] of swapped.search.edges.entries()) expect(c).toEqual(search.nodes[index]);
    for (const [index, { c }] of swapped.search.c.entries()) expect(c).toEqual(search.edges[index].cursor);
  },
);

test.each([
  'search(text: "Kazakhstan", first: 5) { edges { cursor highlights node { __typename ... on Node { id } ... on Statement { text } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }',
  'search(text: "Macron France", orderBy: NEWEST, first: 5) { edges { highlights } nodes { ... on Node { id __typename } } }',
  'search(text: "\\"strategic partners\\"") { edges { highlights node { ... on Entry { claims { value independentSources citations { basis } } } } } }',
  'tradeFlowTotals(by: [YEAR]) { year value direction }',
  'then: entry(key: "kz2023:V1", asKnownAt: "2023-11-01T12:00:00Z") { __typename id disputed history { totalCount pageInfo { hasNextPage } } ... on Visit { status place } }',
])('SQL and graphql-js give the same response: %s', async (fields) => {
  expect(JSON.stringify(await read(fields, false))).toBe(JSON.stringify(await read(fields, true)));
});

test('highlights are HTML: text is escaped, matches are marked', async () => {
  const { data } = await fixture.execute('{ search(text: "uranium") { edges { highlights } } }');
  const highlights: string[] = data.search.edges.flatMap((edge: { highlights: string[] }) => edge.highlights);
  expect(highlights.length).toBeGreaterThan(0);
  for (const html of highlights) expect(html).toMatch(/<mark>uranium<\/mark>/i);
});
