import {
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSingularSelector,
  Network,
  RecordSource,
  Store,
} from 'relay-runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listQueryName, nullsQueryName, refetchQueryName } from './relay-documents.ts';
import {
  findListField,
  nodeTypes,
  optionalArguments,
  printRequiredArguments,
  queryFields,
  selectLeaves,
} from './schema-walk.ts';
import { type Data, execute, type ServedDatabase, serveDatabase } from './served-database.ts';

let served: ServedDatabase;
let environment: Environment;
let sentVariables: object[];
beforeAll(async () => {
  served = await serveDatabase();
});
afterAll(() => served[Symbol.asyncDispose]());

const readArtifact = async (name: string) => (await import(`./generated/relay/${name}.graphql.js`)).default;

function openEnvironment(): void {
  sentVariables = [];
  environment = new Environment({
    network: Network.create(async ({ text }, variables) => {
      sentVariables.push(variables);
      return (await execute(served.url, text ?? '', variables)) as never;
    }),
    store: new Store(new RecordSource()),
  });
}

/** Executes a compiled query; throws its first error. */
const send = async (name: string, variables: object = {}): Promise<Data> =>
  fetchQuery(environment, await readArtifact(name), variables).toPromise();

describe('variables that are not set', () => {
  beforeAll(openEnvironment);
  test.each(
    queryFields()
      .filter((field) => optionalArguments(field).length > 0)
      .map((field) => [field.name, field] as const),
  )('of %s are sent as null, and count as absent', async (name, field) => {
    const data = await send(nullsQueryName(name));
    const nulls = Object.fromEntries(optionalArguments(field).map((arg) => [arg.name, arg.defaultValue ?? null]));
    expect(Object.keys(sentVariables.at(-1) ?? {}).sort()).toEqual(Object.keys(nulls).sort());
    expect(new Set(Object.values(sentVariables.at(-1) ?? {}))).toEqual(new Set([null]));
    const required = printRequiredArguments(field).join(', ');
    const plain = `{ result: ${name}${required && `(${required})`} ${selectLeaves(field.type)} }`;
    expect(withoutRelayFields(data)).toEqual(withoutRelayFields((await execute(served.url, plain)).data));
  });
});

/** Relay adds `id` to every selection that can have one. */
const withoutRelayFields = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (key, value) => (key === 'id' ? undefined : value));

describe('@refetchable', () => {
  beforeAll(openEnvironment);
  // Drafts require a token.
  const publicTypes = nodeTypes().filter(({ name }) => name !== 'Draft');
  test.each(publicTypes.map((type) => [type.name, type] as const))('refetches %s by its id', async (name, type) => {
    expect(findListField(type), `a list of ${name}`).toBeDefined();
    const { list } = await send(listQueryName(name));
    const [listed] = list.nodes;
    expect(listed?.id, `an object of the type ${name}`).toEqual(expect.any(String));
    const request = await readArtifact(refetchQueryName(name));
    await send(refetchQueryName(name), { id: listed.id });
    const { data } = environment.lookup(createOperationDescriptor(request, { id: listed.id }).fragment);
    const selector = getSingularSelector(await readArtifact(`clients_${name}`), (data as Data).node);
    const refetched = environment.lookup(selector as never).data;
    expect(refetched).toMatchObject({ __typename: name });
    const { data: direct } = await execute(
      served.url,
      `query ($id: ID!) { node(id: $id) { ... on ${name} ${selectLeaves(type)} } }`,
      { id: listed.id },
    );
    expect(refetched).toEqual(direct.node);
  });
});

test('@connection collects the pages of a list', async () => {
  openEnvironment();
  const { data } = await execute(served.url, '{ visits(first: 3) { edges { cursor node { key } } } }');
  const cursors = data.visits.edges.map(({ cursor }: { cursor: string }) => cursor);
  await send('clientsPageQuery');
  for (const after of cursors.slice(0, 2)) await send('clientsPageRefetchQuery', { first: 1, after });
  const connection = Object.values(environment.getStore().getSource().toJSON()).find(
    (record) => record?.__typename === 'VisitConnection' && String(record.__id).includes('__clients_visits_connection'),
  ) as Data;
  const source = environment.getStore().getSource();
  const keys = connection.edges.__refs.map((ref: string) => source.get((source.get(ref) as Data).node.__ref)?.key);
  expect(keys).toEqual(data.visits.edges.map(({ node }: { node: { key: string } }) => node.key));
});

test('a past version does not replace the present one in the store', async () => {
  openEnvironment();
  const request = await readArtifact('clientsPresentQuery');
  const present = await send('clientsPresentQuery');
  const past = await send('clientsPastQuery');
  expect(past.entry.summary).not.toBe(present.entry.summary);
  expect(environment.lookup(createOperationDescriptor(request, {}).fragment).data).toEqual(present);
});
