import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { arbitraryQuery, printQuery } from './random-query.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
}, 120_000);
afterAll(() => fixture?.[Symbol.asyncDispose]());

// Each changes the aliases of later selections, or looks up keys that a selection may look up too.
const filters: object[] = [
  {},
  { host: { code: { eq: 'KZ' } } },
  { host: { code: { in: ['KZ', 'UZ', 'FR'] } } },
  { host: { group: { eq: '143' } }, disputed: false },
  { or: [{ type: ['STATE'] }, { not: { party: { key: { eq: 'emmanuel-macron' } } } }] },
  { start: { onOrAfter: '2001-01-01' } },
];
const requests = fc.array(fc.record({ filter: fc.constantFrom(...filters), first: fc.integer({ min: 0, max: 4 }) }), {
  minLength: 2,
  maxLength: 6,
});

let requestCount = 0;
/** A query text that no earlier request contains. */
const fresh = (query: string): string => `${query} # ${++requestCount}`;

test('earlier requests for a document change neither its statement nor its response', {
  timeout: 120_000,
}, async () => {
  let cachedCount = 0;
  await fc.assert(
    fc.asyncProperty(
      arbitraryQuery({ isPagedOnly: false, typeName: 'VisitConnection' }),
      requests,
      async (selected, variables) => {
        const query = `query ($filter: VisitFilter, $first: Int) { visits(filter: $filter, first: $first) ${printQuery(selected)} }`;
        const often = fresh(query);
        for (const each of variables) {
          const [again, once] = [await fixture.execute(often, each), await fixture.execute(fresh(query), each)];
          expect(again.sqlStatements).toEqual(once.sqlStatements);
          expect(JSON.stringify(again.data)).toBe(JSON.stringify(once.data));
          expect(again.errors?.map(({ message }) => message)).toEqual(once.errors?.map(({ message }) => message));
          cachedCount += again.data?.visits ? 1 : 0;
        }
      },
    ),
    { numRuns: scaleRuns(60) },
  );
  expect(cachedCount).toBeGreaterThan(scaleRuns(60));
});

/** Requests with two sets of variables in turn; each must match a request with an empty cache. */
test.each<[name: string, query: string, one: object, other: object]>([
  [
    'a variable in a fragment',
    'query ($first: Int) { countries(first: 3) { nodes { ...hosted } } } fragment hosted on Country { visitsHosted(first: $first) { nodes { key } } }',
    { first: 1 },
    { first: 2 },
  ],
  [
    'a variable in a nested fragment',
    'query ($full: Boolean!) { visits(first: 2) { nodes { ...a } } } fragment a on Visit { host { ...b } } fragment b on Country { code name @include(if: $full) }',
    { full: true },
    { full: false },
  ],
  [
    'a repeated field, once conditional',
    'query ($full: Boolean!) { visits(first: 2) { nodes { host { code } } nodes @include(if: $full) { host { name } } } }',
    { full: false },
    { full: true },
  ],
  [
    'union members after filters',
    'query ($filter: EntryFilter) { entries(filter: $filter, first: 20) { nodes { key ... on Visit { host { name } } ... on Statement { text } } } }',
    { filter: { kind: ['VISIT'] } },
    { filter: { kind: ['STATEMENT', 'VISIT'] } },
  ],
  [
    'nodes of several types by id',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Country { name } ... on Visit { place } } }',
    { ids: ['Q291bnRyeTpLWg', 'VmlzaXQ6a3oyMDIzOlYx'] },
    { ids: ['VmlzaXQ6a3oyMDIzOlYx', 'Q291bnRyeTpLWg', 'Q291bnRyeTpVWg'] },
  ],
  [
    'two root fields and aliases',
    'query ($one: String!, $other: String!) { a: country(code: $one) { ...of } b: country(code: $other) { ...of } } fragment of on Country { code other: name }',
    { one: 'KZ', other: 'UZ' },
    { one: 'UZ', other: 'FR' },
  ],
])('%s', async (_name, query, one, other) => {
  const often = fresh(query);
  const responses = [];
  for (const each of [one, other, one, other]) {
    const [again, once] = [await fixture.execute(often, each), await fixture.execute(fresh(query), each)];
    expect(once.errors).toBeUndefined();
    expect(again.sqlStatements).toEqual(once.sqlStatements);
    expect(JSON.stringify(again.data)).toBe(JSON.stringify(once.data));
    responses.push(JSON.stringify(again.data));
  }
  expect(new Set(responses).size).toBe(2);
});

test('a selection looks up its own keys when other selections look up the same', async () => {
  const query = `query ($filter: VisitFilter) { visits(filter: $filter, first: 2) { nodes { key host { name visitsHosted(filter: { party: { key: { eq: "KEY" } } }) { totalCount } } } } }`;
  const [known, unknown] = [query.replace('KEY', 'emmanuel-macron'), query.replace('KEY', 'nobody')];
  for (const filter of filters) {
    expect((await fixture.execute(known, { filter })).errors).toBeUndefined();
    expect((await fixture.execute(unknown, { filter })).errors?.[0]?.message).toContain('nobody');
  }
});
