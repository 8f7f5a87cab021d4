import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { arbitraryQuery, printQuery } from './random-query.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

/** The response of the reference executor, which handles every operation that selects schema fields. */
async function byReference(query: string, variables?: object): Promise<{ data: unknown; errors: unknown }> {
  const { data, errors } = await fixture.execute(
    query.replace(/\}\s*$/, ' referenceOnly: __schema { queryType { name } } }'),
    variables,
  );
  if (data) delete data.referenceOnly;
  return { data, errors };
}

async function expectSame(query: string, variables?: object): Promise<void> {
  const { data, errors } = await fixture.execute(query, variables);
  const reference = await byReference(query, variables);
  // Compares the order of fields too.
  expect(JSON.stringify({ data, errors: describeErrors(errors) })).toBe(
    JSON.stringify({ data: reference.data, errors: describeErrors(reference.errors) }),
  );
}

/** Everything except the request id. */
const describeErrors = (errors: unknown): unknown =>
  JSON.parse(
    JSON.stringify(errors ?? null).replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'id'),
  );

describe('direct execution returns the same response as the reference executor', () => {
  test('for any query', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuery({ isPagedOnly: false }), (query) => expectSame(printQuery(query))),
      { numRuns: scaleRuns(150) },
    );
  });

  test.each([
    [
      'pages in both directions',
      '{ a: visits(first: 3) { nodes { key } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } b: visits(last: 3) { edges { cursor node { key } } pageInfo { hasPreviousPage hasNextPage endCursor startCursor } totalCount } }',
    ],
    [
      'empty pages',
      '{ a: visits(first: 0) { nodes { key } pageInfo { hasNextPage endCursor } } b: visits(last: 0) { nodes { key } pageInfo { hasPreviousPage startCursor } } }',
    ],
    [
      'nested pages',
      '{ countries(first: 100, filter: { group: { eq: "143" } }) { nodes { code visitsHosted(last: 2) { nodes { key start { edtf } } pageInfo { hasPreviousPage startCursor } totalCount } } } }',
    ],
    [
      'the end of a list',
      '{ countries(first: 100, filter: { group: { eq: "143" } }) { pageInfo { hasNextPage endCursor } nodes { id } } }',
    ],
    [
      'the same field twice',
      '{ visits(first: 2) { a: nodes { key } nodes { __typename key } b: edges { node { host { name } } } } }',
    ],
    [
      'union members with different fields',
      '{ entries(first: 100) { nodes { __typename key ... on Visit { host { name } } ... on Statement { text } ... on TradeLink { kind summary } summary ... on Node { id } } } }',
    ],
    [
      'union members with the same fields',
      '{ statements(first: 50) { nodes { speaker { name } about { __typename key } } } }',
    ],
    [
      'booleans',
      '{ organizations(first: 20) { nodes { key stateOwned } } figures(first: 20) { nodes { approximate value disputed } } agreements(first: 20) { nodes { binding } } }',
    ],
    [
      'numbers',
      '{ tradeFlows(first: 20) { nodes { value { amount status } quantity { amount unit } year } } figures { nodes { value } } }',
    ],
    [
      'ids',
      '{ nodes(ids: ["VmlzaXQ6a3oyMDIzOlYx", "Q291bnRyeTpLWg", "UGVyc29uOm5vYm9keQ"]) { __typename id ... on Country { name } } node(id: "Q291bnRyeTpLWg") { id } }',
    ],
    [
      'an entry by key',
      '{ entry(key: "kz2023:V1") { __typename key ... on Visit { place met { name } travellers { person { name } } } } other: entry(key: "nothing") { key } }',
    ],
    [
      'interface fields next to fields of one type',
      '{ entry(key: "kz2023:S2") { id citations(field: "place") { basis } ... on Statement { text } } entries(first: 9) { nodes { claims(field: "value") { value } ... on Visit { place citations(field: "place") { field } } } } }',
    ],
    ['no result', '{ country(code: "XQ") { name } person(key: "nobody") { name } }'],
    ['an unknown key in a filter', '{ visits(filter: { host: { code: { eq: "XQ" } } }) { nodes { key } } }'],
    [
      'an error next to a nullable field',
      '{ country(code: "KZ") { visitsHosted(first: 101) { nodes { key } } } person(key: "emmanuel-macron") { name } }',
    ],
    ['a null inside a filter', '{ visits(filter: { host: { code: null } }) { nodes { key } } }'],
    [
      'counts',
      '{ visitCounts(by: [YEAR, HOST], first: 20) { year host { name } count earliest } statementCounts(by: [MODE]) { mode count } }',
    ],
    ['skipped fields', '{ visits(first: 2) { nodes @skip(if: true) { key } totalCount @include(if: true) } }'],
  ])('%s', async (_name, query) => {
    await expectSame(query);
  });

  test('with variables, over every page of a list', async () => {
    const query =
      'query($after: String) { visits(first: 40, after: $after) { nodes { key } pageInfo { hasNextPage hasPreviousPage endCursor } } }';
    let after: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      await expectSame(query, { after });
      after = (await fixture.execute(query, { after })).data.visits.pageInfo.endCursor;
    }
  });
});
