import { getNamedType, isInputObjectType, isRequiredArgument } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { useSharedApiFixture, visitsByFilterQuery } from '../helpers/rejected-requests.ts';

const { execute, fetch } = useSharedApiFixture();

const nest = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const tooDeepJson = 'The JSON of the request has more than 1000 levels of lists and objects. Use fewer levels.';
const jsonHeaders = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

async function post(body: string) {
  const response = await fetch('/graphql', { method: 'POST', headers: jsonHeaders, body });
  const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return { status: response.status, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
}

describe('a request with deeply nested JSON', () => {
  test.each(['query', 'variables', 'extensions', 'operationName', 'unknown'])('in "%s" is rejected', async (name) => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"query":"{ __typename }","${name}":${name === 'variables' ? `{"a":${nested}}` : nested}}`;
    expect(await post(body)).toEqual({ status: 400, code: 'COST_LIMIT', message: tooDeepJson });
  });

  test('as a whole is rejected', async () => {
    expect(await post(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)).toMatchObject({
      status: 400,
      code: 'COST_LIMIT',
    });
    expect(await post('['.repeat(400_000))).toMatchObject({ status: 400, code: 'BAD_INPUT' });
  });

  test('in the variables of a GET is rejected', async () => {
    const search = new URLSearchParams({
      query: '{ __typename }',
      variables: `{"a":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
    });
    const response = await fetch(`/graphql?${search}`, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: tooDeepJson, extensions: { code: 'COST_LIMIT' } }],
    });
  });

  // The types of the variables take any depth of lists (a value counts as a list of itself) or of filters.
  test.each([10, 100, 500, 900, 990, 3_000])(
    '%i levels in a variable of any type are a coded error',
    async (levels) => {
      for (const [document, variables] of [
        [visitsByFilterQuery, { f: nest(levels) }],
        [visitsByFilterQuery, { f: { type: nest(levels) } }],
        [visitsByFilterQuery, { f: { host: { code: { in: nest(levels) } } } }],
        [visitsByFilterQuery, { f: { or: nest(levels) } }],
        ['query($n: Int) { visits(first: $n) { totalCount } }', { n: nest(levels) }],
        ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: nest(levels) }],
        ['query($d: Date) { visits(filter: { start: { on: $d } }) { totalCount } }', { d: nest(levels) }],
        ['mutation($i: ImportEntriesInput!) { importEntries(input: $i) { __typename } }', { i: nest(levels) }],
        [
          'mutation($e: [RecordInput!]!) { importEntries(input: { entries: $e, source: "s" }) { __typename } }',
          { e: nest(levels) },
        ],
        ['{ __typename }', { unused: nest(levels) }],
      ] as const) {
        const { errors, status } = await execute(document, variables);
        if (document === '{ __typename }' && levels < 1_000)
          expect({ status, errors }).toEqual({ status: 200, errors: undefined });
        else
          expect([errors?.[0]?.extensions?.code, status]).toEqual([
            expect.stringMatching(/^(BAD_INPUT|COST_LIMIT)$/),
            expect.toSatisfy((code: number) => code < 500),
          ]);
      }
    },
  );

  test.each([
    [
      'lists',
      (levels: number) => `{ visits(filter: { type: ${'['.repeat(levels)}${']'.repeat(levels)} }) { totalCount } }`,
    ],
    [
      'filters',
      (levels: number) => `{ visits(filter: ${'{ not: '.repeat(levels)}{}${' }'.repeat(levels)}) { totalCount } }`,
    ],
    ['inline fragments', (levels: number) => `${'{ ... '.repeat(levels)}{ __typename }${' }'.repeat(levels)}`],
    [
      'fields',
      (levels: number) => `{ agreements { nodes ${'{ partOf '.repeat(levels)}{ key }${' }'.repeat(levels)} } }`,
    ],
    ['types', (levels: number) => `query($a: ${'['.repeat(levels)}Int${']'.repeat(levels)}) { __typename }`],
    ['directives', (levels: number) => `{ __typename @skip(if: ${'['.repeat(levels)}true${']'.repeat(levels)}) }`],
  ])('%s in a document, at any depth, are a result or a coded error', async (_name, build) => {
    for (const levels of [20, 100, 280, 400, 900, 1_900, 100_000]) {
      const { errors, status } = await execute(build(levels));
      expect(status).toBeLessThan(500);
      if (errors)
        expect(errors[0]?.extensions?.code).toMatch(
          /^(BAD_INPUT|COST_LIMIT|GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED)$/,
        );
    }
  });

  test('in the value of a claim is rejected as the value of the field', async () => {
    const result = await execute(
      'mutation($v: String) { recordVisit(input: { visit: { key: "x", summary: "x", travellers: [{ person: "x" }], host: "KZ", start: { edtf: "2024" }, status: COMPLETED, citations: [{ source: "x", field: "met", value: $v, basis: STATED }] }, source: "x" }) { errors { code } } }',
      { v: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
    );
    // Without a token, nothing is read of the record.
    expect(result.data).toEqual({ recordVisit: { errors: [{ code: 'UNAUTHENTICATED' }] } });
  });
});

describe('a filter with very many conditions', () => {
  const wide = (count: number, item: object = {}) => Array.from({ length: count }, () => item);
  test.each([
    ['or', { or: wide(499) }],
    ['and', { and: wide(499) }],
    ['or of ranges', { or: wide(160, { start: { onOrAfter: '2000-01-01', onOrBefore: '2030-01-01' } }) }],
    ['and of negations', { and: wide(240, { not: {} }) }],
    ['or of keys', { or: wide(120, { host: { code: { eq: 'KZ' } } }) }],
    ['nested', { or: wide(15, { and: wide(15, { or: wide(1, {}) }) }) }],
    ['14 levels', Array.from({ length: 14 }).reduce<object>((inner) => ({ or: [inner, ...wide(30)] }), {})],
    ['keys', { host: { code: { in: wide(480).map(() => 'KZ') } } }],
    ['types', { type: wide(480).map(() => 'STATE') }],
  ])('is executed or rejected with a code: %s', async (_name, f) => {
    for (const document of [
      visitsByFilterQuery,
      'query($f: VisitFilter) { visits(filter: $f, first: 5) { nodes { key } totalCount possibleCount pageInfo { hasNextPage hasPreviousPage } } }',
      'query($f: VisitFilter) { countries(first: 2) { nodes { visitsHosted(filter: $f) { totalCount nodes { key } } } } }',
    ]) {
      const { status, errors } = await execute(document, { f });
      expect(errors?.map(({ extensions }) => extensions?.code) ?? []).toEqual(
        errors ? [expect.stringMatching(/^(COST_LIMIT|GRAPHQL_VALIDATION_FAILED)$/)] : [],
      );
      expect(status).toBeLessThan(500);
    }
  });

  const filteredLists = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const filter = field.args.find(({ name }) => name === 'filter');
    const type = getNamedType(filter?.type);
    const isPlain = field.args.every((argument) => argument === filter || !isRequiredArgument(argument));
    return isInputObjectType(type) && 'or' in type.getFields() && isPlain ? [[field.name, type] as const] : [];
  });
  test.each(filteredLists)('of the list %s is executed or rejected with a code', async (name, type) => {
    for (const f of [
      { or: wide(499) },
      { and: wide(240, { not: {} }) },
      { or: wide(20, { and: wide(20) }) },
      Array.from({ length: 15 }).reduce<object>((inner) => ({ not: { or: [inner, ...wide(20)] } }), {}),
    ]) {
      const { status, errors } = await execute(
        `query($f: ${type.name}) { list: ${name}(filter: $f) { totalCount nodes { __typename } } }`,
        { f },
      );
      // Drafts require a token.
      const codes = name === 'drafts' ? ['UNAUTHENTICATED', 'COST_LIMIT'] : ['COST_LIMIT'];
      expect(errors?.map(({ extensions }) => extensions?.code) ?? []).toEqual(errors ? [expect.toBeOneOf(codes)] : []);
      expect(status).toBeLessThan(500);
    }
  });

  test('has the same result as one condition', async () => {
    const one = await execute(visitsByFilterQuery, { f: { host: { code: { eq: 'KZ' } } } });
    for (const operator of ['and', 'or']) {
      const many = await execute(visitsByFilterQuery, {
        f: { [operator]: wide(120, { host: { code: { eq: 'KZ' } } }) },
      });
      expect(many.errors).toBeUndefined();
      expect(many.data).toEqual(one.data);
    }
  });
});

test('an introspection that would multiply the schema is rejected, and that of common tools is not', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { data, errors } = await execute(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }));
  expect(errors).toBeUndefined();
  expect(data.__schema.types.length).toBeGreaterThan(100);
  const types =
    'types { name fields { name args { name type { name ofType { name fields { name args { name } } } } } } }';
  for (const document of [
    `{ ${Array.from({ length: 45 }, (_, index) => `a${index}: __schema { ${types} }`).join(' ')} }`,
    `{ ${Array.from({ length: 45 }, (_, index) => `a${index}: __schema { ...T }`).join(' ')} } fragment T on __Schema { ${types} }`,
  ])
    expect((await execute(document)).errors).toMatchObject([
      {
        message: expect.stringContaining('The introspection could return more than'),
        extensions: { code: 'COST_LIMIT' },
      },
    ]);
});
