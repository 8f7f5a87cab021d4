import { describe, expect, test } from 'vitest';
import {
  matchMessage,
  type RejectedCase,
  useSharedApiFixture,
  visitsByFilterQuery,
} from '../helpers/rejected-requests.ts';

const fixture = useSharedApiFixture();

const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(' ');

/** Expects that nothing was executed: status 400, no data. */
describe('an invalid GraphQL request', () => {
  const deep = (levels: number) => `${'{ partOf '.repeat(levels - 3)}{ key }${' }'.repeat(levels - 3)}`;
  const growing = (levels: number): string => {
    const next = (i: number) =>
      i === levels - 1 ? 'key' : `trip { visits { ...f${i + 1} } } statements { nodes { visit { ...f${i + 1} } } }`;
    return `{ visits { nodes { ...f0 } } } ${times(levels, (i) => `fragment f${i} on Visit { ${next(i)} }`)}`;
  };
  const refusals: RejectedCase[] = [
    [
      'a day that does not exist',
      '{ visits(filter: { start: { on: "2023-02-30" } }) { totalCount } }',
      { code: 'BAD_INPUT', message: '"2023-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.' },
    ],
    [
      'a day in words',
      '{ visits(filter: { start: { on: "yesterday" } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /^"yesterday" is not a day\. Write YYYY-MM-DD/ },
    ],
    [
      'a number for a day',
      '{ visits(filter: { start: { on: 2023 } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /^2023 is not a day\. Write YYYY-MM-DD/ },
    ],
    [
      'a day by variable',
      visitsByFilterQuery,
      {
        code: 'BAD_INPUT',
        message:
          'Variable "$f" has invalid value at .start.on: "2023-13-01" is not a day. Write YYYY-MM-DD, such as 2023-11-01.',
      },
      { f: { start: { on: '2023-13-01' } } },
    ],
    [
      'a missing variable',
      'query($d: Date!) { visits(filter: { start: { on: $d } }) { totalCount } }',
      { code: 'BAD_INPUT', message: /^Variable "\$d" .* "Date!" to be provided/ },
    ],
    [
      'a variable of another type',
      'query($n: Int) { visits(first: $n) { totalCount } }',
      { code: 'BAD_INPUT', message: /^Variable "\$n" .*"ten"/ },
      { n: 'ten' },
    ],
    [
      'an enum value by variable',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /at \.type\[0\]: Value "STAAT" .* Did you mean the enum value "STATE"\?$/ },
      { f: { type: ['STAAT'] } },
    ],
    [
      'a filter field by variable',
      visitsByFilterQuery,
      { code: 'BAD_INPUT', message: /unknown field "hots"\. Did you mean "host"/ },
      { f: { hots: {} } },
    ],
    [
      'an enum value',
      '{ visits(filter: { type: [STAAT] }) { totalCount } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: /^Value "STAAT" .* "STATE"\?$/ },
    ],
    [
      'a page in words',
      '{ visits(first: "ten") { totalCount } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Int cannot represent non-integer value: "ten"' },
    ],
    [
      'null in a list',
      '{ visits(filter: { or: [null] }) { totalCount } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: /"VisitFilter!" not to be null/ },
    ],
    [
      'a field',
      '{ visits { nodes { hots } } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot query field "hots" on type "Visit". Did you mean "host"?' },
    ],
    [
      'an argument',
      '{ visits(frist: 1) { totalCount } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: /^Unknown argument "frist" .* Did you mean "first" or "last"\?$/ },
    ],
    [
      'an unknown mutation',
      'mutation { addVisit { key } }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot query field "addVisit" on type "Mutation".' },
    ],
    [
      'circular fragments',
      '{ visits { nodes { ...a } } } fragment a on Visit { ...b } fragment b on Visit { ...a }',
      { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot spread fragment "a" within itself via "b".' },
    ],
    [
      'a document that is not GraphQL',
      '{ visits(',
      { code: 'GRAPHQL_PARSE_FAILED', message: 'Syntax Error: Expected Name, found <EOF>.' },
    ],
    ['no document', ' ', { code: 'GRAPHQL_PARSE_FAILED', message: 'Syntax Error: Unexpected <EOF>.' }],
    [
      'fragments only',
      'fragment F on Visit { key }',
      { code: 'BAD_INPUT', message: /^The document contains only fragments\. Add an operation/ },
    ],
    [
      'several operations without an operation name',
      'query A { __typename } query B { __typename }',
      { code: 'BAD_INPUT', message: /Set "operationName" to one of "A", "B"\.$/ },
    ],
    [
      '30 levels of nesting',
      `{ agreements { nodes ${deep(30)} } }`,
      {
        code: 'COST_LIMIT',
        message: 'The query is 30 levels deep; the limit is 16. Request the inner levels separately.',
      },
    ],
    [
      'more levels than can be parsed',
      '{a'.repeat(60_000),
      {
        code: 'COST_LIMIT',
        message:
          'The document is nested too deeply to be parsed; the limit is 16 levels. Request the inner levels separately.',
      },
    ],
    [
      'ten thousand aliases',
      `{ ${times(10_000, (i) => `a${i}: __typename`)} }`,
      {
        code: 'COST_LIMIT',
        message: 'The query has 10000 aliases; the limit is 50. Split it into several requests.',
      },
    ],
    [
      '51 aliases',
      `{ ${times(51, (i) => `a${i}: __typename`)} }`,
      { code: 'COST_LIMIT', message: /^The query has 51 aliases; the limit is 50/ },
    ],
    [
      'ten thousand fields',
      `{ ${times(10_000, () => '__typename')} }`,
      { code: 'COST_LIMIT', message: /^The document has 10002 tokens; the limit is 4000\./ },
    ],
    [
      'one field thousands of times',
      `{ ${times(3_990, () => '__typename')} }`,
      { code: 'COST_LIMIT', message: /^The document selects the same fields too many times/ },
    ],
    [
      'more objects than the limit',
      '{ visits(first: 100) { nodes { statements(first: 100) { nodes { visit { key } about { key } } } } } }',
      {
        code: 'COST_LIMIT',
        message: /^The query could return 70\d\d\d objects; the limit is 50000\. Request smaller pages with `first`/,
      },
    ],
    [
      'fragments that grow exponentially',
      growing(30),
      { code: 'COST_LIMIT', message: /^The query selects more than 1000 fields/ },
    ],
    [
      'a filter nested 600 deep',
      visitsByFilterQuery,
      {
        code: 'COST_LIMIT',
        message:
          'A filter is 601 levels deep; the limit is 16. List its conditions side by side: they are combined with AND.',
      },
      { f: JSON.parse(`${'{"not":'.repeat(600)}{}${'}'.repeat(600)}`) },
    ],
    [
      'five hundred countries',
      visitsByFilterQuery,
      { code: 'COST_LIMIT', message: /^The arguments contain 503 conditions and list items; the limit is 500/ },
      { f: { host: { code: { in: Array.from({ length: 500 }, () => 'KZ') } } } },
    ],
    [
      'a book as search text',
      'query($t: String!) { search(text: $t) { totalCount } }',
      {
        code: 'COST_LIMIT',
        message: 'A string in the arguments has 140000 characters; the limit is 2000. Shorten it.',
      },
      { t: 'france '.repeat(20_000) },
    ],
  ];

  test.each(refusals)('%s', async (_name, document, expected, variables) => {
    const { status, data, errors } = await fixture.execute(document, variables);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ message: matchMessage(expected.message), extensions: { code: expected.code } });
    expect({ status, data }).toEqual({ status: 400, data: undefined });
  });

  test.each([
    ['a field', '{ visits { nodes { hots } } }', { line: 1, column: 20 }],
    ['syntax', '{\n  visits(', { line: 2, column: 10 }],
    ['a variable', 'query($d: Date!) { visits(filter: { start: { on: $d } }) { totalCount } }', { line: 1, column: 7 }],
  ])('%s: reports the location', async (_name, document, location) => {
    const { errors } = await fixture.execute(document);
    expect(errors).toMatchObject([{ locations: [location] }]);
  });

  test('returns 200 with the same errors to a client that accepts application/json only', async () => {
    for (const query of [
      '{ nope }',
      '{ visits(',
      `{ agreements { nodes ${deep(30)} } }`,
      'query A { __typename } query B { __typename }',
    ]) {
      const response = await fixture.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
    }
  });

  test('visits each fragment once when fragments expand to 2³⁰ fields', async () => {
    const twice = times(31, (i) => `fragment f${i} on Visit { ${i === 30 ? 'key' : `...f${i + 1} ...f${i + 1}`} }`);
    const { data, extensions } = await fixture.execute(`{ visits(first: 1) { nodes { ...f0 } } } ${twice}`);
    expect(data).toEqual({ visits: { nodes: [{ key: 'kz2023:V2' }] } });
    expect(extensions).toMatchObject({ cost: { requested: 2 } });
  });
});
