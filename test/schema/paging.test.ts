import fc from 'fast-check';
import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { type ConnectionCase, connectionCases } from '../helpers/connection-cases.ts';
import { type EntryFact, type EntryPredicate, readEntryFacts } from '../helpers/entry-oracle.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';

let fixture: ApiFixture;
let facts: EntryFact[];
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false, generated: true });
  facts = await readEntryFacts(fixture);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

interface Page {
  edges: { cursor: string; node: { id: string; key?: string } }[];
  nodes: { id: string }[];
  totalCount?: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const pageInfoFields = ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor', '__typename'];

const connections = Object.values(schema.getTypeMap()).flatMap((type) =>
  (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__')
    ? Object.values(type.getFields()).flatMap((field) =>
        getNamedType(field.type).name.endsWith('Connection') ? `${type.name}.${field.name}` : [],
      )
    : [],
);
/** Lists that need a token have tests of their own. */
const untested = new Set(['Query.drafts', 'Reading.drafts']);

test('lists every connection of the schema in the table', () => {
  expect(Object.keys(connectionCases).sort()).toEqual(connections.filter((name) => !untested.has(name)).sort());
});

/** The first object with that name, at any depth. */
function find(value: unknown): Page | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('list' in value) return value.list as Page;
  for (const inner of Object.values(value)) {
    const found = find(inner);
    if (found) return found;
  }
  return undefined;
}

async function runQuery(
  name: string,
  list: ConnectionCase,
  args: string[],
  more = '',
): Promise<{ page?: Page; code?: unknown }> {
  const field = name.split('.')[1] ?? '';
  const given = [list.args ?? [], args].flat().filter(Boolean).join(', ');
  // A search hit may be of any kind: its only common field is the id.
  const node = list.nodeSelection ?? (list.isForwardOnly ? '... on Node { id }' : 'id key');
  const call = `list: ${field}${given ? `(${given})` : ''} { edges { cursor node { ${node} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${more} }`;
  const { data, errors } = await fixture.execute(list.document.replace('%', call));
  if (errors) return { code: errors[0]?.extensions?.code ?? errors[0]?.message };
  const page = find(data);
  if (!page) throw new Error(`${name}: nothing to list below.`);
  return { page };
}

test.each(Object.entries(connectionCases))(
  '%s: a field of an empty page selected alone has the same value',
  async (name, list) => {
    const field = name.split('.')[1] ?? '';
    const parts = [
      'edges { cursor }',
      'totalCount',
      '__typename',
      ...pageInfoFields.map((part) => `pageInfo { ${part} }`),
    ];
    for (const size of list.isForwardOnly ? ['first: 0'] : ['first: 0', 'last: 0']) {
      const args = [list.args, size].filter(Boolean).join(', ');
      const call = (selection: string) => list.document.replace('%', `list: ${field}(${args}) { ${selection} }`);
      const all = await fixture.execute(call(parts.join(' ')));
      expect(all.errors).toBeUndefined();
      for (const part of parts) {
        const { data, errors } = await fixture.execute(call(part));
        expect(errors).toBeUndefined();
        expect(find(all.data)).toMatchObject(find(data) ?? {});
      }
    }
  },
);

/** Reads all pages in one direction and checks their page info. */
async function walk(
  name: string,
  list: ConnectionCase,
  args: string[],
  size: number,
  backward: boolean,
): Promise<{ ids: string[]; keys: string[]; total: number }> {
  const [count, from, cursorOf, on, back] = backward
    ? (['last', 'before', 'startCursor', 'hasPreviousPage', 'hasNextPage'] as const)
    : (['first', 'after', 'endCursor', 'hasNextPage', 'hasPreviousPage'] as const);
  const pages: Page['edges'][] = [];
  let cursor: string | null = null;
  let total: number | undefined;
  for (;;) {
    const { page, code } = await runQuery(
      name,
      list,
      [...args, `${count}: ${size}`, cursor ? `${from}: "${cursor}"` : ''],
      cursor ? '' : 'totalCount',
    );
    if (!page) throw new Error(`${name} ${args.join(', ')}: ${code}`);
    const { edges, pageInfo } = page;
    total ??= page.totalCount ?? -1;
    expect(pageInfo[back]).toBe(cursor !== null);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      edges.at(0)?.cursor ?? null,
      edges.at(-1)?.cursor ?? null,
    ]);
    if (pageInfo[on]) expect(edges).toHaveLength(size);
    pages.push(edges);
    if (!pageInfo[on]) break;
    cursor = pageInfo[cursorOf];
  }
  const edges = (backward ? pages.reverse() : pages).flat();
  return { ids: edges.map(({ node }) => node.id), keys: edges.map(({ node }) => node.key ?? ''), total };
}

/** One filter, or two combined, with the matching items. */
function filterOf(list: ConnectionCase): fc.Arbitrary<{ text: string; holds?: EntryPredicate }> {
  const known = Object.entries(list.filters ?? {}).map(([text, holds]) => ({ text, holds }));
  const single = [...known, ...(list.uncheckedFilters ?? []).map((text) => ({ text }))];
  if (single.length === 0) return fc.constant({ text: '' });
  const one = fc.constantFrom(...single);
  const anything: fc.Arbitrary<{ text: string; holds?: EntryPredicate }> = fc.constant(
    list.filters ? { text: '', holds: () => true } : { text: '' },
  );
  if (!list.hasBooleanOperators) return fc.oneof({ weight: 1, arbitrary: anything }, { weight: 4, arbitrary: one });
  const two = fc.tuple(fc.constantFrom(...known), fc.constantFrom(...known));
  return fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 4, arbitrary: one },
    {
      weight: 1,
      arbitrary: two.map(([a, b]) => ({
        text: `and: [{ ${a.text} }, { ${b.text} }]`,
        holds: (fact: EntryFact) => a.holds(fact) && b.holds(fact),
      })),
    },
    {
      weight: 1,
      arbitrary: two.map(([a, b]) => ({
        text: `or: [{ ${a.text} }, { ${b.text} }]`,
        holds: (fact: EntryFact) => a.holds(fact) || b.holds(fact),
      })),
    },
    {
      weight: 1,
      arbitrary: two.map(([a, b]) => ({
        text: `${a.text}, not: { ${b.text} }`,
        holds: (fact: EntryFact) => a.holds(fact) && !b.holds(fact),
      })),
    },
  );
}

const sortValues: Readonly<Record<string, (fact: EntryFact) => string>> = {
  HOST: ({ host }) => host?.code ?? '',
  KEY: ({ key }) => key,
};

/** The documented order: by the fields, then by key. A host's visits are sorted by day. Undefined for fields that the facts lack. */
function comparatorOf(orderBy: string): ((a: EntryFact, b: EntryFact) => number) | undefined {
  const orders = [...orderBy.matchAll(/field: (\w+), direction: (\w+)/g)].map(([, field = '', direction]) => ({
    field,
    direction,
  }));
  if (orders.length === 0) orders.push({ field: 'AT', direction: 'DESC' });
  const last = orders.at(-1);
  if (last?.field === 'HOST') orders.push({ field: 'START', direction: last.direction });
  orders.push({ field: 'KEY', direction: last?.direction });
  if (orders.some(({ field }) => field === 'SOURCE')) return undefined;
  return (a, b) => {
    for (const { field, direction } of orders) {
      const read = sortValues[field] ?? (({ at }: EntryFact) => at);
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right === (direction === 'ASC') ? -1 : 1;
    }
    return 0;
  };
}

const filterArg = (text: string): string => (text ? `filter: { ${text} }` : '');

describe.each(Object.entries(connectionCases))('%s', (name, list) => {
  test('pages cover the list in order and in both directions, with its count', async () => {
    const order = fc.constantFrom('', ...(list.orders ?? []));
    const size = fc.integer({ min: 1, max: 100 });
    await fc.assert(
      fc.asyncProperty(filterOf(list), order, size, size, async ({ text, holds }, orderBy, first, last) => {
        const args = [filterArg(text), orderBy].filter(Boolean);
        const { total, keys, ids } = await walk(name, list, args, await atLeast(first, name, list, args), false);
        expect(new Set(ids).size).toBe(ids.length);
        expect(total).toBe(ids.length);
        if (!list.isForwardOnly)
          expect((await walk(name, list, args, await atLeast(last, name, list, args), true)).ids).toEqual(ids);
        const compare = comparatorOf(orderBy);
        if (list.matches && holds && compare) {
          const expected = facts.filter((fact) => list.matches?.(fact) && holds(fact)).sort(compare);
          expect(keys).toEqual(expected.map(({ key }) => key));
        }
      }),
      { numRuns: scaleRuns(3) },
    );
  });

  test('an empty page reports whether items follow', async () => {
    const { page } = await runQuery(name, list, ['first: 0'], 'totalCount');
    expect([page?.edges, page?.pageInfo.hasNextPage, page?.pageInfo.hasPreviousPage]).toEqual([
      [],
      (page?.totalCount ?? 0) > 0,
      false,
    ]);
  });

  test('an empty page at a cursor reports the items on both sides of the cursor', async () => {
    const { page: all } = await runQuery(name, list, ['first: 100']);
    const edges = all?.edges ?? [];
    for (const index of new Set([0, 1, edges.length - 1])) {
      const cursor = edges[index]?.cursor;
      if (cursor === undefined) continue;
      const isLast = index === edges.length - 1 && !all?.pageInfo.hasNextPage;
      const { page: after } = await runQuery(name, list, ['first: 0', `after: "${cursor}"`]);
      expect(after).toEqual({
        edges: [],
        pageInfo: { hasPreviousPage: true, hasNextPage: !isLast, startCursor: null, endCursor: null },
      });
      if (list.isForwardOnly) continue;
      const { page: before } = await runQuery(name, list, ['last: 0', `before: "${cursor}"`]);
      expect(before).toEqual({
        edges: [],
        pageInfo: { hasPreviousPage: index > 0, hasNextPage: true, startCursor: null, endCursor: null },
      });
    }
    if (list.isForwardOnly) return;
    const { page: end } = await runQuery(name, list, ['last: 0']);
    expect(end?.pageInfo).toMatchObject({ hasPreviousPage: edges.length > 0, hasNextPage: false });
  });

  test('rejects a cursor from another list', async () => {
    const elsewhere = name === 'Query.sources' ? 'Query.people' : 'Query.sources';
    const other = connectionCases[elsewhere] as ConnectionCase;
    const foreign = (await runQuery(elsewhere, other, ['first: 1'])).page?.pageInfo.endCursor;
    const [own] = (await runQuery(name, list, ['first: 1'])).page?.edges ?? [];
    expect(await runQuery(name, list, [`after: "${foreign}"`])).toEqual({ code: 'BAD_INPUT' });
    const [filter] = Object.keys(list.filters ?? {}).concat(list.uncheckedFilters ?? []);
    const changed = [...(filter ? [filterArg(filter)] : []), ...(list.orders ?? [])];
    if (own)
      for (const change of changed)
        expect(await runQuery(name, list, [change, `after: "${own.cursor}"`])).toEqual({ code: 'BAD_INPUT' });
  });
});

/** Limits a walk to about twenty pages. */
async function atLeast(size: number, name: string, list: ConnectionCase, args: string[]): Promise<number> {
  const { page } = await runQuery(name, list, [...args, 'first: 0'], 'totalCount');
  return Math.min(100, Math.max(size, Math.ceil((page?.totalCount ?? 0) / 20)));
}
