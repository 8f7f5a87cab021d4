import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nounToFieldName, nounToTypeName } from '../../src/editing/edit-types.ts';
import { recordNouns } from '../../src/model/vocabulary.ts';
import { schema } from '../../src/schema/index.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
/** Drafts are only visible to holders of a token. */
let headers: Record<string, string>;
beforeAll(async () => {
  fixture = await openApiFixture();
  const { token } = await fixture.db.write((tx) =>
    createToken(tx, { holder: 'Ada Lovelace', role: 'EDITOR', days: 10 }, new Date()),
  );
  headers = { authorization: `Bearer ${token}` };
});
afterAll(() => fixture[Symbol.asyncDispose]());

const query = schema.getQueryType() as GraphQLObjectType;
const rootFields = Object.values(query.getFields());
const getArgument = (field: GraphQLField<unknown, unknown> | undefined, name: string) =>
  field?.args.find((argument) => argument.name === name);

/** The list of a type: the field of Query that returns its connection. */
const findList = (type: string) => rootFields.find((field) => getNamedType(field.type).name === `${type}Connection`);

describe.each(recordNouns.map((noun) => [noun, nounToTypeName(noun)] as const))('%s', (noun, typeName) => {
  const type = schema.getType(typeName) as GraphQLObjectType;

  test('is a Node with a key, a revision and a history', () => {
    expect(type.getInterfaces().map(({ name }) => name)).toEqual(expect.arrayContaining(['Node', 'Versioned']));
    expect(Object.keys(type.getFields())).toEqual(expect.arrayContaining(['id', 'key', 'revision', 'history']));
  });

  test('has a lookup by key', () => {
    const lookup = query.getFields()[nounToFieldName(noun)];
    expect(getNamedType(lookup?.type)?.name).toBe(typeName);
    expect(lookup?.args.filter(isRequiredArgument).map(({ name }) => name)).toEqual([
      noun === 'country' ? 'code' : 'key',
    ]);
  });

  test('has a list with a filter, orders, pages and a total', () => {
    const list = findList(typeName);
    const names = list?.args.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['filter', 'orderBy', 'first', 'after', 'last', 'before']));
    const filter = getNamedType(getArgument(list, 'filter')?.type);
    expect(isInputObjectType(filter) && Object.keys(filter.getFields())).toEqual(
      expect.arrayContaining([
        'and',
        'or',
        'not',
        noun === 'country' ? 'code' : noun === 'coverage' ? 'source' : 'key',
      ]),
    );
    expect(Object.keys((getNamedType(list?.type) as GraphQLObjectType).getFields())).toContain('totalCount');
  });

  test('is found again by its id and by its key, with its history', async () => {
    const list = findList(typeName)?.name;
    const { data, errors } = await fixture.execute(
      `{ ${list}(first: 3) { totalCount nodes { __typename id key revision history { totalCount nodes { sequence record { id key } } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = data[list ?? ''];
    if (noun !== 'agreement' && noun !== 'trip') expect(nodes.length).toBeGreaterThan(0);
    for (const node of nodes) {
      const { id, key, revision, history } = node;
      expect(history.nodes.at(-1)).toEqual({ sequence: revision, record: { id, key } });
      const found = await fixture.execute(
        `query($id: ID!, $key: String!) { node(id: $id) { __typename id ... on Versioned { key revision } } byKey: ${nounToFieldName(noun)}(${noun === 'country' ? 'code' : 'key'}: $key) { __typename id key revision } }`,
        { id, key },
      );
      const same = { __typename: typeName, id, key, revision };
      expect(found).toMatchObject({ errors: undefined, data: { node: same, byKey: same } });
    }
  });

  test('a lookup of an unknown key is null', async () => {
    const field = nounToFieldName(noun);
    const argument = noun === 'country' ? 'code' : 'key';
    const { data, errors } = await fixture.execute(`{ ${field}(${argument}: "no/such/key") { id } }`);
    expect({ data, errors }).toEqual({ data: { [field]: null }, errors: undefined });
  });
});

/** Values for the required arguments of root fields. */
const requiredArguments: Readonly<Record<string, string>> = {
  code: '"KZ"',
  id: '"Q291bnRyeTpLWg"',
  ids: '["Q291bnRyeTpLWg"]',
  text: '"uranium"',
  name: '"Kazakhstan"',
  by: '[YEAR]',
  key: '"kz2023:V1"',
};

const selectAny = (type: string): string =>
  type.endsWith('Connection') ? '{ totalCount edges { cursor node { __typename } } }' : '{ __typename }';

test.each(
  rootFields
    .filter(({ args }) => args.some((argument) => !isNonNullType(argument.type)))
    .map((field) => [field.name, field] as const),
)('in Query.%s, null in any optional argument equals leaving it out', async (name, { type, args }) => {
  const required = args.filter((argument) => isNonNullType(argument.type));
  const given = required.map((argument) => `${argument.name}: ${requiredArguments[argument.name]}`);
  const select = (more: string[], variables = '') => {
    const all = [...given, ...more];
    return `query${variables} { ${name}${all.length > 0 ? `(${all.join(', ')})` : ''} ${selectAny(getNamedType(type).name)} }`;
  };
  const { data, errors } = await fixture.execute(select([]), {}, headers);
  expect(errors).toBeUndefined();
  const optional = args.filter((argument) => !isNonNullType(argument.type));
  for (const argument of optional) {
    const literal = await fixture.execute(select([`${argument.name}: null`]), {}, headers);
    expect([argument.name, literal.errors, literal.data]).toEqual([argument.name, undefined, data]);
    const byVariable = select([`${argument.name}: $value`], `($value: ${argument.type})`);
    for (const variables of [{ value: null }, {}]) {
      const result = await fixture.execute(byVariable, variables, headers);
      expect([argument.name, result.errors, result.data]).toEqual([argument.name, undefined, data]);
    }
  }
});

test('every type with an id is found again by node', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => 'getInterfaces' in type && 'id' in type.getFields(),
  );
  const withoutNode = types.filter(
    (type) => type.name !== 'Node' && !(type as GraphQLObjectType).getInterfaces().some(({ name }) => name === 'Node'),
  );
  expect(withoutNode.map(({ name }) => name)).toEqual([]);
});

test('a change is found again by its id', async () => {
  const { data } = await fixture.execute('{ changes(last: 1) { nodes { id sequence } } }');
  const [change] = data.changes.nodes;
  const found = await fixture.execute('query($id: ID!) { node(id: $id) { ... on Change { id sequence } } }', {
    id: change.id,
  });
  expect(found.data.node).toEqual(change);
});
