import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { connectionCases } from '../helpers/connection-cases.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false, generated: true });
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

interface Step {
  id: number;
  parent: number;
  detail: string;
}

async function planOf(statement: string): Promise<Step[]> {
  // The plan depends on the text only, not on the bound values.
  const parts = `EXPLAIN QUERY PLAN ${statement}`.split('?').map((part) => sql.raw(part));
  return fixture.db.read((reader) => reader.all<Step>(sql.join(parts, sql`${'x'}`)));
}

/** Finds unwanted steps: full table scans, and sorts of more rows than a few pages. */
function faults(plan: Step[], statement: string): string[] {
  const beside = ({ parent }: Step): Step[] => plan.filter((step) => step.parent === parent);
  const below = ({ id }: Step): Step[] =>
    plan.filter((step) => step.parent === id).flatMap((step) => [step, ...below(step)]);
  const isDerived = (step: Step, name: string) =>
    beside(step).some(({ detail }) => detail === `CO-ROUTINE ${name}` || detail === `MATERIALIZE ${name}`);
  const isAllowedScan = (step: Step, name: string) =>
    /^\d+$|^CONSTANT$|^dataset$/.test(name) ||
    isDerived(step, name) ||
    new RegExp(`\\b${name}\\(\\w+\\) AS`).test(statement);
  // One country by any of its codes, or the first rows for each of several values, merged.
  const isSmallSort = (step: Step) =>
    beside(step).some(
      (other) =>
        other.detail === 'MULTI-INDEX OR' ||
        /USING INDEX countries_(alpha3|m49) /.test(other.detail) ||
        (other.detail.startsWith('LIST SUBQUERY') &&
          below(other).some(({ detail }) => detail.startsWith('CORRELATED LIST'))),
    );
  return plan.flatMap((step) => {
    const scanned = /^SCAN (\S+)/.exec(step.detail)?.[1];
    if (scanned && !isAllowedScan(step, scanned)) return step.detail;
    return step.detail === 'USE TEMP B-TREE FOR ORDER BY' && !isSmallSort(step) ? step.detail : [];
  });
}

/** The index that seeks to the position of the cursor. */
const wayOf = (plan: Step[]): string =>
  plan.map(({ detail }) => / USING (.*\)[<>]\(.*)$/.exec(detail)?.[1]).find((way) => way !== undefined) ?? 'none';

async function statementsOf(
  document: string,
  field: string,
  args: string[],
  node = 'id',
): Promise<{ first: string; later: string; total: string }> {
  const explain = async (given: string[], selection: string) => {
    const call = `list: ${field}(${given.filter(Boolean).join(', ')}) ${selection}`;
    const { errors, sqlStatements: statements } = await fixture.execute(document.replace('%', call));
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    return statements[0] ?? '';
  };
  const found = await fixture.execute(
    document.replace('%', `list: ${field}(${[...args, 'first: 1'].filter(Boolean).join(', ')}) { edges { cursor } }`),
  );
  const cursor = /"cursor":"([^"]+)"/.exec(JSON.stringify(found.data))?.[1];
  const page = `{ nodes { ${node} } pageInfo { hasNextPage hasPreviousPage } }`;
  const first = await explain([...args, 'first: 20'], page);
  return {
    first,
    later: cursor ? await explain([...args, 'first: 20', `after: "${cursor}"`], page) : first,
    total: await explain([...args, 'first: 20'], '{ totalCount }'),
  };
}

/**
 * Words are found by the full-text index, then sorted or filtered by day: see
 * docs/decisions/paging.md. An empty list matches nothing.
 */
const isOrdered = (filter: string): boolean => !filter.startsWith('text') && !filter.endsWith('[]');

const ofEntries = Object.entries(connectionCases).filter(([, list]) => list.matches);

/** Orders by one field other than the day are tested below; below another object, its rows are sorted. */
const isByDay = (order: string): boolean =>
  /^(orderBy: \[\{ field: (AT|START|SAID_ON), direction: \w+ \}\])?$/.test(order);

describe.each(ofEntries)('%s', (name, { document, filters = {}, orders: allOrders = [''], args = '' }) => {
  const orders = allOrders.filter(isByDay);
  const field = name.split('.')[1] ?? '';
  test('every page is read along an index, and the first is the same statement as the next', async () => {
    const ways: string[] = [];
    for (const filter of ['', ...Object.keys(filters).filter(isOrdered)])
      for (const order of orders) {
        const { first, later } = await statementsOf(document, field, [args, filter && `filter: { ${filter} }`, order]);
        expect(later).toBe(first);
        const plan = await planOf(first);
        expect({ filter, order, faults: faults(plan, first) }).toEqual({ filter, order, faults: [] });
        if (order === orders[0]) ways.push(`${filter || 'all'} → ${wayOf(plan)}`);
      }
    expect(ways).toMatchSnapshot();
  });
});

test.each([
  ['Query.visits', 'visits', 'orderBy: [{ field: HOST, direction: ASC }]'],
  ['Query.visits', 'visits', 'orderBy: [{ field: HOST, direction: DESC }]'],
  // Only visits of one host, or of one day, are sorted.
  ['Query.visits', 'visits', 'orderBy: [{ field: HOST, direction: ASC }, { field: START, direction: DESC }]'],
  ['Query.visits', 'visits', 'orderBy: [{ field: START, direction: DESC }, { field: HOST, direction: ASC }]'],
  ['Query.statements', 'statements', 'orderBy: [{ field: SOURCE, direction: ASC }]'],
  [
    'Query.statements',
    'statements',
    'orderBy: [{ field: SOURCE, direction: DESC }], filter: { speaker: { key: { eq: "KZ" } } }',
  ],
  [
    'Query.statements',
    'statements',
    'orderBy: [{ field: SOURCE, direction: ASC }], filter: { visit: { eq: "gen-visit-0" } }',
  ],
  ['Person.statements', 'statements', 'orderBy: [{ field: SOURCE, direction: ASC }]'],
  ['Visit.statements', 'statements', 'orderBy: [{ field: SOURCE, direction: ASC }]'],
  ['Query.people', 'people', ''],
  ['Query.organizations', 'organizations', ''],
  ['Query.groups', 'groups', ''],
  ['Query.countries', 'countries', 'orderBy: [{ field: CODE, direction: DESC }]'],
  ['Query.countries', 'countries', 'orderBy: [{ field: NAME, direction: ASC }]'],
  ['Query.sources', 'sources', ''],
  ['Query.commodities', 'commodities', ''],
  ['Query.changes', 'changes', 'afterSequence: 100'],
  ['Visit.history', 'history', ''],
  ['Entry.history', 'history', ''],
])('%s: reads %s(%s) along an index', async (name, field, args) => {
  const { first, later } = await statementsOf(
    connectionCases[name]?.document ?? '',
    field,
    [args],
    connectionCases[name]?.nodeSelection,
  );
  expect(later).toBe(first);
  expect(faults(await planOf(first), first)).toEqual([]);
});

/** Orders without an index, with the reason. */
const unindexedOrders: Readonly<Record<string, string>> = {
  'Query.coverages SOURCE': 'sorted by the key of another table; the coverages are few',
};
/** Orders by an expression: SQLite reads its index in order, but cannot seek to a position in it. */
const orderByIndexOfExpression = /^SCAN t0 USING (COVERING )?INDEX terms_start$/;
/** Their orders are tested below, or not by an index of the list. */
const otherLists = new Set(['Query.search', 'Query.changes', 'Query.tradeFlows']);
const ordersOfRecords = Object.entries(connectionCases).flatMap(([name, { matches, orders = [''] }]) =>
  matches || !name.startsWith('Query.') || otherLists.has(name)
    ? []
    : orders
        .filter((order) => unindexedOrders[`${name} ${/field: (\w+)/.exec(order)?.[1]}`] === undefined)
        .map((order) => [name, order] as const),
);

test.each(ordersOfRecords)('%s: reads %s along an index', async (name, order) => {
  const { document = '', nodeSelection } = connectionCases[name] ?? {};
  const { first, later } = await statementsOf(document, name.split('.')[1] ?? '', [order], nodeSelection);
  expect(later).toBe(first);
  const found = faults(await planOf(first), first);
  expect(found.filter((step) => !orderByIndexOfExpression.test(step))).toEqual([]);
});

test.each([
  ['visits', 'host: { code: { eq: "KZ" } }'],
  ['visits', 'host: { group: { eq: "143" } }'],
  ['visits', 'travellerCountry: { group: { eq: "143" } }'],
  ['visits', 'party: { key: { in: ["KZ", "UZ"] } }'],
  ['statements', 'about: { key: { eq: "FR" } }'],
  ['statements', 'disputed: true'],
  ['entries', 'party: { key: { eq: "KZ" } }'],
])('counts %s of %s from an index', async (field, filter) => {
  const { total } = await statementsOf('{ % }', field, [`filter: { ${filter} }`]);
  expect(faults(await planOf(total), total)).toEqual([]);
});

// Trade flows are sorted by numbers: by year along the index of the filter; by value along the
// value index, or after a selective filter.
describe('Query.tradeFlows', () => {
  const { uncheckedFilters: others = [] } = connectionCases['Query.tradeFlows'] ?? {};
  const filters = [
    '',
    ...others.filter((filter) => !filter.startsWith('direction')),
    'reporter: { code: { eq: "FR" } }, year: { onOrBefore: 2013 }',
  ];
  test.each(filters)(
    '{ %s } by year is read along an index, and the first page is the same statement as the next',
    async (filter) => {
      for (const direction of ['DESC', 'ASC']) {
        const args = [filter && `filter: { ${filter} }`, `orderBy: [{ field: YEAR, direction: ${direction} }]`];
        const { first, later } = await statementsOf('{ % }', 'tradeFlows', args);
        expect(later).toBe(first);
        const plan = await planOf(first);
        expect(faults(plan, first)).toEqual([]);
        const ways = plan.flatMap(
          ({ detail }) => / USING (?:COVERING )?INDEX (trade_flows_\w+ .*)$/.exec(detail)?.[1] ?? [],
        );
        expect([...new Set(ways)]).toMatchSnapshot(direction);
      }
    },
  );

  test('reads flows by value without a filter along the value index', async () => {
    const { first, later } = await statementsOf('{ % }', 'tradeFlows', [
      'orderBy: [{ field: VALUE, direction: DESC }]',
    ]);
    expect(later).toBe(first);
    const plan = await planOf(first);
    expect(faults(plan, first)).toEqual([]);
    expect(
      plan.some(
        ({ detail }) =>
          detail === 'SEARCH t0 USING INDEX trade_flows_value (<expr>>? AND <expr><?)' ||
          detail.includes('USING INDEX trade_flows_value (<expr><?)'),
      ),
    ).toBe(true);
  });

  test('finds a flow by its id along the identity index', async () => {
    const id = Buffer.from('TradeFlow:["gen-customs","US","FR","gen-goods-0","IMPORT",2012,1,12,"",0]').toString(
      'base64url',
    );
    const { sqlStatements: statements } = await fixture.execute(`{ node(id: "${id}") { id } }`);
    const plan = await planOf(statements[0] ?? '');
    expect(plan.filter(({ detail }) => detail.includes('trade_flows_identity'))).toHaveLength(1);
    expect(faults(plan, statements[0] ?? '')).toEqual([]);
  });
});
