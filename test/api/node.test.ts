import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** One page of each Node type, from a field that lists its items. */
const pages: Record<string, string> = {
  Agreement: 'agreements(first: 3) { nodes { id key } }',
  Change: 'changes(first: 3) { nodes { id key } }',
  Commodity: 'commodities(first: 3) { nodes { id key } }',
  Country: 'countries(first: 3) { nodes { id key } }',
  Coverage: 'coverages(first: 3) { nodes { id key } }',
  Figure: 'figures(first: 3) { nodes { id key } }',
  Group: 'groups(first: 3) { nodes { id key } }',
  Office: 'offices(first: 3) { nodes { id key } }',
  Organization: 'organizations(first: 3) { nodes { id key } }',
  Person: 'people(first: 3) { nodes { id key } }',
  Position: 'positions(first: 3) { nodes { id key } }',
  Source: 'sources(first: 3) { nodes { id key } }',
  Statement: 'statements(first: 3) { nodes { id key } }',
  Term: 'terms(first: 3) { nodes { id key } }',
  Topic: 'topics(first: 3) { nodes { id key } }',
  TradeLink: 'tradeLinks(first: 3) { nodes { id key } }',
  Trip: 'visits(first: 3) { nodes { trip { id key } } }',
  Visit: 'visits(first: 3) { nodes { id key } }',
};
const types = Object.keys(pages);
const encoded = (text: string): string => Buffer.from(text).toString('base64url');

interface Item {
  id: string;
  key: string;
}

async function itemsOf(type: string): Promise<Item[]> {
  const { data } = await fixture.execute(`{ page: ${pages[type]} }`);
  return data.page.nodes.map((node: Item & { trip?: Item }) => node.trip ?? node);
}

test('covers every Node type', () => {
  const nodes = schema.getImplementations(schema.getType('Node') as never).objects;
  // Trade flows have no key: see test/schema/trade-flows.test.ts. Drafts need a token: see drafts.test.ts.
  expect(nodes.map(({ name }: GraphQLObjectType) => name).sort()).toEqual([...types, 'Draft', 'TradeFlow'].sort());
});

test.each(types)('%s: an id resolves to its object', async (type) => {
  const items = await itemsOf(type);
  expect(items.length).toBeGreaterThan(0);
  for (const { id, key } of items) {
    const document = `query($id: ID!) { node(id: $id) { __typename id ... on ${type} { key } } }`;
    const { data, errors, sqlStatements: sql } = await fixture.execute(document, { id });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ node: { __typename: type, id, key } });
    expect(sql).toHaveLength(1);
  }
});

test('nodes returns the requested order, with null for unknown ids', async () => {
  const [[visit], [country]] = await Promise.all([itemsOf('Visit'), itemsOf('Country')]);
  const ids = [country?.id, encoded('Visit:none'), visit?.id, country?.id];
  const document = 'query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }';
  const { data, errors, sqlStatements: sql } = await fixture.execute(document, { ids });
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual([
    { id: country?.id, __typename: 'Country' },
    null,
    { id: visit?.id, __typename: 'Visit' },
    { id: country?.id, __typename: 'Country' },
  ]);
  expect(sql).toHaveLength(1);
});

test.each(types)('%s: returns null for an unknown key', async (type) => {
  const { data, errors } = await fixture.execute('query($id: ID!) { node(id: $id) { id } }', {
    id: encoded(`${type}:none`),
  });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ node: null });
});

test.each([
  ['words', 'garbage'],
  ['an empty string', ''],
  ['a key', 'kz2023:V1'],
  ['a type without ids', encoded('FuzzyDate:1')],
  ['an interface', encoded('Party:KZ')],
  ['an unknown type', encoded('Treaty:1')],
  ['a missing key', encoded('Visit:')],
  ['a padded id', `${encoded('Visit:kz2023:V1')}==`],
])('%s is not a valid id', async (_what, id) => {
  const { status, data, errors } = await fixture.execute('query($id: ID!) { node(id: $id) { id } }', { id });
  expect(status).toBe(200);
  expect(data).toEqual({ node: null });
  expect(errors).toEqual([
    {
      message: `"${id}" is not an id. Give an \`id\` that this API answered.`,
      path: ['node'],
      locations: [{ line: 1, column: 19 }],
      extensions: { code: 'BAD_INPUT', field: 'id' },
    },
  ]);
});

test('accepts a hundred ids and rejects a hundred and one', async () => {
  const document = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const ids = Array.from({ length: 100 }, (_, index) => encoded(`Visit:v${index}`));
  expect((await fixture.execute(document, { ids })).data.nodes).toEqual(ids.map(() => null));
  const { data, errors } = await fixture.execute(document, { ids: [...ids, ids[0]] });
  expect(data).toEqual({ nodes: null });
  expect(errors).toMatchObject([
    {
      message: 'ids: 101 are too many. Ask for at most 100 at once.',
      path: ['nodes'],
      extensions: { code: 'BAD_INPUT', field: 'ids' },
    },
  ]);
});

describe('a past version of an entry', () => {
  const at = '2023-11-01T12:00:00.000Z';
  const version = `id ... on Visit { again: id host { id } statements(first: 1) { nodes { id } } }`;

  test('has an id of its own, by which it is found again', async () => {
    const { data } = await fixture.execute(
      `query ($at: DateTime) { present: entry(key: "kz2023:V1") { ${version} } past: entry(key: "kz2023:V1", asKnownAt: $at) { ${version} } }`,
      { at },
    );
    const { present, past } = data;
    expect(Buffer.from(past.id, 'base64url').toString()).toBe(`Visit:kz2023:V1@${at}`);
    expect(past.again).toBe(past.id);
    // What it refers to is the present record.
    expect(past.host).toEqual(present.host);
    const found = await fixture.execute(`query ($id: ID!) { node(id: $id) { ... on Visit { ${version} } } }`, {
      id: past.id,
    });
    expect(found.data.node).toEqual(past);
  });

  test('is null before anything was known', async () => {
    const { data, errors } = await fixture.execute('query ($id: ID!) { node(id: $id) { id } }', {
      id: encoded('Visit:kz2023:V1@1990-01-01T00:00:00.000Z'),
    });
    expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
  });

  test('of an instant that does not exist is not a valid id', async () => {
    const { errors } = await fixture.execute('query ($id: ID!) { node(id: $id) { id } }', {
      id: encoded('Visit:kz2023:V1@2023-13-01T00:00:00.000Z'),
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field: 'id' } }]);
  });

  test('is not among nodes', async () => {
    const { errors } = await fixture.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [encoded('Visit:kz2023:V1'), encoded(`Visit:kz2023:V1@${at}`)],
    });
    expect(errors).toMatchObject([{ path: ['nodes'], extensions: { code: 'BAD_INPUT', field: 'ids.1' } }]);
  });
});
