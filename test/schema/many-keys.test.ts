import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const many = 450;

/** A filter on a list of keys, and a query that provides keys for it. */
const filters = {
  'visits, traveller: { key: { in: $keys } }': '{ people(first: 100) { nodes { key } } }',
  'visits, host: { code: { in: $keys } }': '{ countries(first: 100) { nodes { key } } }',
  'visits, host: { group: { in: $keys } }': '{ groups(first: 100) { nodes { key kind } } }',
  'statements, about: { key: { in: $keys } }': '{ countries(first: 100) { nodes { key } } }',
  'statements, source: { in: $keys }': '{ sources(first: 100) { nodes { key } } }',
  'tradeFlows, commodity: { code: { in: $keys } }': '{ commodities(first: 100) { nodes { key } } }',
  'tradeFlows, either: { code: { in: $keys } }': '{ countries(first: 100) { nodes { key } } }',
};

test.each(Object.entries(filters))(
  '%s: looks up hundreds of keys at once, in one statement',
  async (filter, source) => {
    const [list, condition] = filter.split(/, (.*)/s);
    const found =
      Object.values(
        (await fixture.execute(source)).data as Record<string, { nodes: { key: string; kind?: string }[] }>,
      )[0]?.nodes ?? [];
    // Only groups of these kinds have members.
    const keys = found.flatMap(({ key, kind = 'GEO' }) => (['GEO', 'ORG'].includes(kind) ? key : []));
    const document = `query ($keys: [String!]!, $after: String) { list: ${list}(filter: { ${condition} }, first: 2, after: $after) { totalCount nodes { id } pageInfo { hasPreviousPage endCursor } } }`;
    const runQuery = (given: readonly string[], after?: string) => fixture.execute(document, { keys: given, after });
    const some = await runQuery(keys);
    expect(some.errors).toBeUndefined();
    const all = await runQuery(Array.from({ length: many }, (_, n) => keys[n % keys.length] ?? ''));
    expect([all.errors, all.data.list.totalCount, all.data.list.nodes]).toEqual([
      undefined,
      some.data.list.totalCount,
      some.data.list.nodes,
    ]);
    expect(all.sqlStatements).toHaveLength(1);
    const next = await runQuery(keys, some.data.list.pageInfo.endCursor ?? undefined);
    expect(next.errors).toBeUndefined();

    const { errors } = await runQuery([...keys, 'no-such-key', ...keys]);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_INPUT' }, message: expect.stringContaining('"no-such-key"') },
    ]);
  },
);
