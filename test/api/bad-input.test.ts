import { describe, expect, test } from 'vitest';
import {
  matchMessage,
  type RejectedCase,
  useSharedApiFixture,
  visitsByFilterQuery,
} from '../helpers/rejected-requests.ts';

const fixture = useSharedApiFixture();

const code = (value: string) => `{ visits(filter: { host: { code: { eq: "${value}" } } }) { totalCount } }`;

/** Expects that the field ran and reported its invalid arguments. */
describe('an invalid argument', () => {
  const refusals: RejectedCase[] = [
    [
      'a country code',
      code('XQ'),
      { code: 'BAD_INPUT', message: /^No country has the code "XQ"\. Give an ISO 3166 code/ },
    ],
    [
      'one of several country codes',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No country has the code "XQ"/ },
      { f: { host: { code: { in: ['KZ', 'XQ'] } } } },
    ],
    [
      'a code inside or, not and and',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No country has the code "XQ"/ },
      { f: { or: [{}, { not: { and: [{ host: { code: { eq: 'XQ' } } }] } }] } },
    ],
    [
      'a code with a NUL',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No country has the code "K/ },
      { f: { host: { code: { eq: 'K\0Z' } } } },
    ],
    [
      'a group',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No group has the key "999"\. / },
      { f: { host: { group: { eq: '999' } } } },
    ],
    [
      'an informal group',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^The group "the-west" is informal: it has no members to match\. Give / },
      { f: { host: { group: { eq: 'the-west' } } } },
    ],
    [
      'a person',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No person has the key "nobody"\. / },
      { f: { traveller: { key: { eq: 'nobody' } } } },
    ],
    [
      'a party',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No party has the key "nobody"\. / },
      { f: { party: { key: { eq: 'nobody' } } } },
    ],
    [
      'a trip',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No trip has the key "nobody"\. / },
      { f: { trip: { eq: 'nobody' } } },
    ],
    [
      'a source',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^No source has the key "nobody"\. / },
      { f: { source: { eq: 'nobody' } } },
    ],
    [
      'a commodity',
      '{ tradeLinks(filter: { commodity: { within: "nope" } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /"nope"\. Give an HS code/ },
    ],
    [
      'a cursor',
      '{ visits(after: "garbage") { totalCount } }',
      { code: 'BAD_INPUT', message: /^after: "garbage" is not a cursor\. Give / },
    ],
    [
      'an empty cursor',
      '{ visits(last: 1, before: "") { totalCount } }',
      { code: 'BAD_INPUT', message: /^before: "" is not a cursor\. Give / },
    ],
    [
      'a page of 101',
      '{ visits(first: 101) { totalCount } }',
      { code: 'BAD_INPUT', message: /^first: 101 is not a page\. Ask for 0 to 100/ },
    ],
    [
      'a page of 101 by variable',
      'query($n: Int) { visits(last: $n) { totalCount } }',
      { code: 'BAD_INPUT', message: /^last: 101 is not a page/ },
      { n: 101 },
    ],
    [
      'a page of -1',
      '{ visits(first: -1) { totalCount } }',
      { code: 'BAD_INPUT', message: /^first: -1 is not a page\. Ask for 0 to 100/ },
    ],
    [
      'a page of 101 in a nested field',
      '{ visits { nodes { statements(first: 101) { totalCount } } } }',
      {
        code: 'BAD_INPUT',
        message: /first: 101 is not a page/,
        path: ['visits', 'nodes', 0, 'statements'],
        field: 'first',
      },
    ],
    [
      'an unknown key in the first edge of a list, under aliases',
      '{ all: countries { rows: edges { row: node { ... on Country { said: statementsAbout(filter: { about: { key: { in: ["KZ", "nobody"] } } }) { totalCount } } } } } }',
      {
        code: 'BAD_INPUT',
        message: /^No party has the key "nobody"/,
        path: ['all', 'rows', 0, 'row', 'said'],
        field: 'filter.about.key.in.1',
      },
    ],
    [
      'an unknown field of evidence in a plain list',
      '{ country(code: "KZ") { successors { predecessors { claims(field: "height") { value } } } } }',
      {
        code: 'BAD_INPUT',
        message: /"height"/,
        path: ['country', 'successors', 0, 'predecessors', 0, 'claims'],
        field: 'field',
      },
    ],
    [
      'first and last',
      '{ visits(first: 1, last: 1) { totalCount } }',
      { code: 'BAD_INPUT', message: /^first and last: give one/ },
    ],
    [
      'an order twice',
      '{ visits(orderBy: [{ field: HOST }, { field: START }, { field: HOST, direction: ASC }]) { totalCount } }',
      { code: 'BAD_INPUT', message: /^orderBy: HOST is given twice/, field: 'orderBy.2.field' },
    ],
    [
      'an unclosed quotation',
      String.raw`{ search(text: "\"NEAR(") { totalCount } }`,
      { code: 'BAD_INPUT', message: /"\\"NEAR\(" has an unclosed quotation mark/ },
    ],
    [
      'only an asterisk',
      '{ search(text: "*") { totalCount } }',
      { code: 'BAD_INPUT', message: /"\*" contains no word\. Give at least one word/ },
    ],
    [
      'empty text',
      '{ search(text: "") { totalCount } }',
      { code: 'BAD_INPUT', message: /"" contains no word\. Give at least one word/ },
    ],
    [
      'text in a filter',
      '{ statements(filter: { or: [{}, { text: "(" }] }) { totalCount } }',
      { code: 'BAD_INPUT', message: /"\(" contains no word/, field: 'filter.or.1.text' },
    ],
    [
      'null inside a filter',
      '{ visits(filter: { host: { code: { eq: null } } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /^"filter\.host\.code\.eq" is null/ },
    ],
    [
      'null inside a filter by variable',
      'query($c: String) { visits(filter: { host: { code: { eq: $c } } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /^"filter\.host\.code\.eq" is null/ },
      { c: null },
    ],
    [
      'null inside a filter in a variable',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /^"filter\.host" is null/ },
      { f: { host: null } },
    ],
  ];

  test.each(refusals)('%s', async (_name, document, expected, variables) => {
    const { status, data, errors, extensions } = await fixture.execute(document, variables);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: matchMessage(expected.message),
      path: expected.path ?? [expect.any(String)],
      locations: [{ line: 1, column: expect.any(Number) }],
      extensions: { code: expected.code, field: expected.field ?? expect.any(String) },
    });
    // The request was executable, so the status is 200.
    expect({ status, data: Object.values(data) }).toEqual({ status: 200, data: [null] });
    expect(extensions).toMatchObject({ cost: { limit: 50_000 }, dataset: { sequence: 579 } });
  });

  test('treats FTS5 operators as text', async () => {
    for (const text of [
      'NEAR(',
      'a AND',
      'uranium NOT',
      '-uranium',
      'summary:uranium',
      '^uranium',
      '{a b}:c',
      "'; DROP TABLE visits",
    ]) {
      const { status, errors } = await fixture.execute('query($t: String!) { search(text: $t) { totalCount } }', {
        t: text,
      });
      expect({ text, status, errors }).toEqual({ text, status: 200, errors: undefined });
    }
  });
});

test('a field with a wrong argument is null and has its exact path, and the others have their data', async () => {
  const { status, data, errors } = await fixture.execute(
    `query($code: String) {
      good: countries(first: 1) { nodes { name } }
      bad: visits(filter: { host: { code: { eq: $code } } }) { totalCount }
      alsoGood: visits { totalCount }
      unknownId: nodes(ids: ["Q291bnRyeTpLWg", "nonsense"]) { id }
    }`,
    { code: 'XQ' },
  );
  expect(status).toBe(200);
  expect(data).toEqual({
    good: { nodes: [{ name: expect.any(String) }] },
    bad: null,
    alsoGood: { totalCount: 2 },
    unknownId: null,
  });
  expect(errors).toMatchObject([
    { path: ['bad'], extensions: { code: 'BAD_INPUT', field: 'filter.host.code.eq' } },
    { path: ['unknownId'], extensions: { code: 'BAD_INPUT', field: 'ids.1' } },
  ]);
});

test.each([
  [
    'a filter',
    'query($f: VisitFilter) { visits(filter: $f) { totalCount } }',
    { f: { host: { code: { eq: ['KZ'] } } } },
    'filter.host.code.eq',
  ],
  [
    'a part of a filter',
    'query($h: [CountryFilter!]) { visits(filter: { or: [{ host: { or: $h } }] }) { totalCount } }',
    { h: [{}, { status: ['GONE'] }] },
    'filter.or.0.host.or.1.status.0',
  ],
  [
    'a day',
    'query($d: Date) { visits(filter: { start: { after: $d } }) { totalCount } }',
    { d: '2023-13-01' },
    'filter.start.after',
  ],
])('an invalid variable for %s names the argument', async (_name, document, variables, field) => {
  const { errors } = await fixture.execute(document, variables);
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_INPUT', field }]);
});

test('rejects a cursor from another ordering, filter or list', async () => {
  const list = (args: string) => `{ visits(${args}) { pageInfo { endCursor } } }`;
  const { data } = await fixture.execute(list('first: 1'));
  const cursor = data.visits.pageInfo.endCursor;
  expect((await fixture.execute(list(`first: 1, after: "${cursor}"`))).errors).toBeUndefined();
  const others = [
    list(`after: "${cursor}", orderBy: [{ field: HOST }]`),
    list(`after: "${cursor}", orderBy: [{ field: START, direction: ASC }]`),
    list(`after: "${cursor}", filter: { status: [COMPLETED] }`),
    `{ statements(after: "${cursor}") { totalCount } }`,
  ];
  for (const document of others) {
    const { status, data, errors } = await fixture.execute(document);
    expect({ document, status, data: Object.values(data) }).toEqual({ document, status: 200, data: [null] });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(`"${cursor.slice(0, 40)}`),
        path: [expect.any(String)],
        extensions: { code: 'BAD_INPUT' },
      },
    ]);
    expect(errors?.[0]?.message).toMatch(
      /^after: the cursor ".*" is from another list: .* Begin again without a cursor\.$/,
    );
  }
});
