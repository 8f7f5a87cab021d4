import { readFileSync } from 'node:fs';
import {
  buildSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLTypeResolver,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from '../../sdk/src/generated/documents.ts';
import { operations } from '../../sdk/src/generated/operations.ts';
import { type Client, createClient, type Page } from '../../sdk/src/index.ts';
import { collect } from './collect.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const all = Object.entries(documents);

const scalars: Readonly<Record<string, unknown>> = {
  ID: 'id',
  String: 'text',
  Int: 1,
  Float: 1.5,
  Boolean: true,
  Date: '2023-11-01',
  DateTime: '2023-11-01T00:00:00.000Z',
};

/** Generates a value for any type of the schema: one item per list, the first value of each enum, no nulls. */
function sample(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return [sample(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isScalarType(type)) return scalars[type.name];
  if (isAbstractType(type)) return { __typename: schema.getPossibleTypes(type)[0]?.name };
  return {};
}

/** `node(id)` resolves an id by the type it names, a lookup by the key "nothing" is null; every page is the last. */
const resolve: GraphQLFieldResolver<Readonly<Record<string, unknown>>, unknown> = (
  _source,
  args,
  _context,
  { fieldName, parentType, returnType },
) => {
  if (parentType === schema.getQueryType() && fieldName === 'node')
    return schema.getType(args.id) ? { __typename: args.id } : null;
  if (args.key === 'nothing') return null;
  if (fieldName === 'hasNextPage') return false;
  return sample(returnType);
};
const typeOf: GraphQLTypeResolver<{ readonly __typename: string }, unknown> = ({ __typename }) => __typename;

const sentTexts = new Set<string>();
const client = createClient({
  url: 'http://chancery.test/graphql',
  fetch: async (request) => {
    const { query, variables } = (await request.json()) as { query: string; variables?: Record<string, unknown> };
    sentTexts.add(query);
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return Response.json({ errors }, { status: 400 });
    const result = await execute({
      schema,
      document,
      variableValues: variables,
      rootValue: {},
      fieldResolver: resolve,
      typeResolver: typeOf,
    });
    return Response.json(result);
  },
});

describe('every operation', () => {
  it('exists for every mutation and subscription', () => {
    const joinedDocuments = all.map(([, document]) => document).join();
    const fields = [schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(fields).toContain('withdraw');
    // The few programs that manage alerts send their own documents, so that the client stays small.
    const alerts = ['createSavedSearch', 'updateSavedSearch', 'deleteSavedSearch', 'testSavedSearch'];
    expect(fields.filter((name) => !joinedDocuments.includes(`:${name}(`)).toSorted()).toEqual(alerts.toSorted());
  });

  it.each(all)('%s is valid against the schema and contains one operation', (name, document) => {
    const parsed = parse(document);
    expect(validate(schema, parsed)).toEqual([]);
    const operations = parsed.definitions.filter((definition) => definition.kind === 'OperationDefinition');
    expect(operations.map((operation) => `${operation.name?.value}Document`)).toEqual([name]);
  });

  it('covers every list of the schema', () => {
    const joinedDocuments = all.map(([, document]) => document).join();
    const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
      getNamedType(type).name.endsWith('Connection'),
    );
    const missing = fields.map(({ name }) => name).filter((name) => !joinedDocuments.includes(`page:${name}`));
    expect(missing).toEqual([]);
  });
});

type ListedNoun = {
  [K in keyof Client]: Client[K] extends {
    get(id: string): unknown;
    list(): unknown;
    each(): unknown;
    count(): unknown;
  }
    ? K
    : never;
}[keyof Client];

const typenames: Readonly<Record<ListedNoun, string>> = {
  countries: 'Country',
  people: 'Person',
  organizations: 'Organization',
  groups: 'Group',
  visits: 'Visit',
  statements: 'Statement',
  tradeLinks: 'TradeLink',
  tradeFlows: 'TradeFlow',
  agreements: 'Agreement',
  positions: 'Position',
  figures: 'Figure',
  sources: 'Source',
  commodities: 'Commodity',
  coverages: 'Coverage',
  offices: 'Office',
  terms: 'Term',
  topics: 'Topic',
  trips: 'Trip',
  drafts: 'Draft',
  entries: 'Visit',
};

describe.each(Object.entries(typenames) as [ListedNoun, string][])('client.%s', (noun, typename) => {
  it('gets, lists, iterates and counts', async () => {
    const calls = client[noun];
    expect(await calls.get(typename)).toHaveProperty('id');
    // Overloads are not callable as a union.
    const { nodes, pageInfo } = await (calls.list as () => Promise<Page<unknown>>)();
    expect(nodes).toHaveLength(1);
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: 'text', endCursor: 'text' });
    expect(await collect<{ readonly id: string }>(calls.each())).toEqual(nodes);
    expect(await calls.count()).toBe(1);
  });
});

describe('other calls', () => {
  it('get returns the evidence of a visit', async () => {
    const visit = await client.visits.get('Visit');
    expect(visit?.host).toEqual({ __typename: 'Country', id: 'id', key: 'text', code: 'text', name: 'text' });
    const citation = {
      field: 'text',
      basis: expect.any(String),
      value: 'text',
      rank: expect.any(String),
      reason: 'text',
      spans: [{ words: 'text', start: 1, end: 1, verification: expect.any(String) }],
      source: { id: 'id', key: 'text', publisher: 'text', title: 'text', url: 'text' },
      voice: { __typename: expect.any(String), id: 'id', key: 'text', name: 'text' },
    };
    expect(visit).toMatchObject({ revision: 1, disputed: true });
    expect(visit?.citations).toEqual([citation]);
    expect(visit?.claims).toEqual([
      {
        field: 'text',
        value: 'text',
        rank: expect.any(String),
        reason: 'text',
        independentSources: 1,
        citations: [citation],
      },
    ]);
  });

  it('get returns null for an unknown key, and for an id of another type', async () => {
    expect(await client.tradeFlows.get('Source')).toBeNull();
    expect(await client.entries.get('nothing')).toBeNull();
    expect(await client.visits.get('nothing')).toBeNull();
  });

  it('search returns hits with highlights', async () => {
    const { nodes } = await client.search.list({ text: 'vassal' });
    expect(nodes).toEqual([{ highlights: ['text'], node: expect.objectContaining({ id: 'id' }) }]);
    expect(await client.search.count({ text: 'vassal' })).toBe(1);
    expect(await collect(client.search.each({ text: 'vassal' }))).toEqual(nodes);
  });

  it('visitCounts returns rows', async () => {
    const [row] = await client.visitCounts({ by: ['YEAR'] });
    expect(row).toMatchObject({ year: 1, count: 1, earliest: '2023-11-01' });
  });

  it('statementCounts and tradeFlowTotals return rows', async () => {
    const [counted] = await client.statementCounts({ by: ['SPEAKER'] });
    expect(counted).toMatchObject({ count: 1, speaker: { key: 'text' } });
    const [total] = await client.tradeFlowTotals({ by: ['YEAR'] });
    expect(total).toMatchObject({ year: 1, value: 1.5, valuesWithheld: 1, source: { __typename: 'Source' } });
  });
});

describe('the texts that the client builds', () => {
  it('are those of the generated documents', async () => {
    const argumentsOf: Readonly<Record<string, readonly unknown[]>> = {
      get: ['nothing'],
      record: [{}, {}],
      correct: ['nothing', {}, {}],
    };
    for (const member of Object.values(client)) {
      if (typeof member === 'function') continue;
      for (const [method, call] of Object.entries(member as Record<string, (...args: unknown[]) => object>)) {
        const result = call(...(argumentsOf[method] ?? []));
        await ('next' in result ? (result as AsyncGenerator).next() : (result as Promise<unknown>)).catch(() => {});
      }
    }
    await Promise.allSettled([
      client.withdraw('a', { reason: 'A test.' }),
      client.merge('a', 'b', { reason: 'A test.' }),
      client.importEntries([], { source: 'a' }),
      client.readText('a'),
      client.decideDraft('a', 'DEFER'),
      client.resolve({ name: 'a' }),
      client.visitCounts({ by: ['YEAR'] }),
      client.statementCounts({ by: ['YEAR'] }),
      client.tradeFlowTotals({ by: ['YEAR'] }),
    ]);
    const documentTexts: readonly string[] = Object.values(documents);
    expect([...sentTexts].filter((text) => !documentTexts.includes(text))).toEqual([]);
    const names = [...sentTexts].map((text) => /^\w+ (\w+)/.exec(text)?.[1]);
    const missing = all.map(([name]) => name.replace(/Document$/, '')).filter((name) => !names.includes(name));
    // The change feed has no lookup.
    expect(missing).toEqual(['GetChange']);
  });

  it('follow from the names of nouns, with few exceptions', () => {
    expect(Object.keys(operations).length).toBeLessThan(20);
  });
});
