import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChanceryError,
  type Client,
  createClient,
  InvalidInputError,
  type Page,
  type TypedDocumentString,
} from '../../sdk/src/index.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { importFlowTable, smallMapping, writeFlowTable } from '../ingest/flows-fixture.ts';
import { collect } from './collect.ts';

const url = 'http://chancery.test/graphql';
const idOf = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url');

// Drafts require a token: test/sdk/drafts.test.ts.
type Noun = Exclude<
  { [K in keyof Client]: Client[K] extends { get(id: string): unknown; list(): unknown } ? K : never }[keyof Client],
  'drafts'
>;
interface Node {
  readonly id: string;
  readonly __typename: string;
}

/** Any of them: overloads are not callable as a union. */
const list = (noun: Noun, page: { first?: number; last?: number } = {}): Promise<Page<Node>> =>
  (client[noun].list as (variables: typeof page) => Promise<Page<Node>>)(page);

const getKey = ({ key }: { key: string }): string => key;

/** The argument of `get`: a key, except for nouns identified otherwise. */
const nouns: Record<Noun, (node: never) => string> = {
  countries: ({ code }: { code: string }) => code,
  people: getKey,
  commodities: getKey,
  organizations: getKey,
  groups: getKey,
  visits: getKey,
  statements: getKey,
  tradeLinks: getKey,
  tradeFlows: ({ id }: Node) => id,
  agreements: getKey,
  positions: getKey,
  figures: getKey,
  sources: getKey,
  coverages: getKey,
  offices: getKey,
  terms: getKey,
  topics: getKey,
  trips: getKey,
  entries: getKey,
};

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
  using table = writeFlowTable(
    'year,from,to,code,usd,kg\n2020,FR,KZ,27,9,1\n2020,KZ,FR,2709,8,2\n2021,US,KZ,2710,7,3\n2021,US,FR,2710,6,(c)\n',
    smallMapping,
  );
  await importFlowTable(fixture, table.path, { mapping: table.mapping });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const client = createClient({ url, fetch: (request) => fixture.api.fetch(request) });

/** A client with the cost of each of its requests. */
function metered() {
  const costs: { requested: number; limit: number }[] = [];
  const fetch = async (request: Request) => {
    const response = await fixture.api.fetch(request);
    const { extensions } = (await response.clone().json()) as { extensions: { cost: (typeof costs)[number] } };
    costs.push(extensions.cost);
    return response;
  };
  return { costs, client: createClient({ url, fetch }) };
}

describe.each(Object.keys(nouns) as Noun[])('client.%s', (noun) => {
  it('iterates over as many items as it counts, in pages of any size, in the same order', async () => {
    const meter = metered();
    const total = await meter.client[noun].count();
    expect(total).toBeGreaterThan(0);
    const all = await collect<Node>(meter.client[noun].each());
    expect(new Set(all.map(({ id }) => id)).size).toBe(total);
    expect(meter.costs).toHaveLength(1 + Math.ceil(total / 100));
    for (const { requested, limit } of meter.costs) expect(requested).toBeLessThanOrEqual(limit);

    expect(await collect<Node>(client[noun].each({ first: 3 }))).toEqual(all);
    expect((await list(noun)).nodes).toEqual(all.slice(0, 20));
    const { nodes, pageInfo } = await list(noun, { last: 1 });
    expect(nodes).toEqual(all.slice(-1));
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: total > 1 });
  });

  it('gets one item with all fields from the list', async () => {
    const [node] = (await list(noun, { first: 1 })).nodes;
    expect(await client[noun].get(nouns[noun](node as never))).toMatchObject(node as Node);
  });

  it('rejects a page of 101', async () => {
    const rejected = list(noun, { first: 101 });
    await expect(rejected).rejects.toBeInstanceOf(InvalidInputError);
    await expect(rejected).rejects.toMatchObject({
      message: 'first: 101 is not a page. Ask for 0 to 100, and follow the cursors for more.',
      field: 'first',
    });
  });
});

describe('iteration', () => {
  it('follows the requested order', async () => {
    const ascending = await collect(
      client.statements.each({ first: 2, orderBy: [{ field: 'SAID_ON', direction: 'ASC' }] }),
    );
    const descending = await collect(
      client.statements.each({ first: 7, orderBy: [{ field: 'SAID_ON', direction: 'DESC' }] }),
    );
    expect(descending).toEqual(ascending.toReversed());
  });

  it('requests no page after a break', async () => {
    const meter = metered();
    for await (const { code } of meter.client.countries.each({ first: 10 })) if (code === 'AT') break;
    expect(meter.costs).toHaveLength(2);
  });

  it('continues after a cursor', async () => {
    const { nodes, pageInfo } = await client.countries.list({ first: 2 });
    const rest = await collect(client.countries.each({ after: pageInfo.endCursor }));
    expect(rest).toHaveLength((await client.countries.count()) - nodes.length);
    expect(rest.map(({ id }) => id)).not.toContain(nodes[1]?.id);
  });

  it('ends when its signal aborts, between pages or during a request', async () => {
    const controller = new AbortController();
    const reason = new Error('seen enough');
    let requestCount = 0;
    const leaving = createClient({
      url,
      fetch: (request) => {
        requestCount += 1;
        if (requestCount === 2) controller.abort(reason);
        return fixture.api.fetch(request);
      },
    });
    const seen: string[] = [];
    const walk = async () => {
      for await (const { key } of leaving.entries.each({ first: 5 }, { signal: controller.signal })) seen.push(key);
    };
    await expect(walk()).rejects.toBe(reason);
    expect([seen.length, requestCount]).toEqual([5, 2]);
  });
});

describe('the record through the client', () => {
  it('lists the visitors of Kazakhstan', async () => {
    const filter = { host: { code: { eq: 'KZ' } } };
    expect(await client.visits.count({ filter })).toBe(1);
    const { nodes } = await client.visits.list({ filter });
    expect(nodes).toEqual([
      expect.objectContaining({
        key: 'kz2023:V1',
        start: expect.objectContaining({ edtf: '2023-11-01', precision: 'DAY' }),
      }),
    ]);
    expect(nodes[0]?.travellers).toEqual([
      {
        party: {
          __typename: 'Person',
          id: idOf('Person', 'emmanuel-macron'),
          key: 'emmanuel-macron',
          name: 'Emmanuel Macron',
        },
        term: {
          capacity: 'INCUMBENT',
          office: expect.objectContaining({ title: 'President of France', rank: 'HEAD_OF_STATE' }),
        },
        country: expect.objectContaining({ code: 'FR' }),
      },
    ]);
  });

  it('searches with highlights', async () => {
    const text = 'vassal';
    const hits = await collect(client.search.each({ text, first: 1 }));
    expect(hits).toHaveLength(await client.search.count({ text }));
    expect((await client.search.list({ text })).nodes).toEqual(hits);
    expect(hits.map(({ node }) => node.__typename)).toContain('Statement');
    for (const { highlights } of hits) expect(highlights.join()).toMatch(/vassal/i);
  });

  it('counts visits by year and host', async () => {
    const rows = await client.visitCounts({ by: ['YEAR', 'HOST'] });
    expect(rows.map(({ year, host, count }) => [year, host?.code, count]).toSorted()).toEqual([
      [2023, 'KZ', 1],
      [2023, 'UZ', 1],
    ]);
  });

  it('lists its coverage', async () => {
    const { nodes: rows } = await client.coverages.list({ first: 100 });
    expect(rows.length).toBeGreaterThan(0);
    // The coverage of the members of a group has no entries, nor has that of trade flows.
    for (const { source, about, entries, kinds, tradeFlows } of rows) {
      const hasEntries = !about.startsWith('Members of ') && about !== 'Trade flows';
      expect([source.__typename, entries > 0, kinds.length > 0]).toEqual(['Source', hasEntries, hasEntries]);
      expect(tradeFlows).toBe(about === 'Trade flows');
    }
    expect(await client.coverages.count({ filter: { about: { eq: 'nothing of the kind' } } })).toBe(0);
  });

  it('executes a custom document', async () => {
    const leaders = `query Leaders($code: String!, $on: Date) {
      country(code: $code) { name(language: "fr") leaders(on: $on) { person { name } office { title } } }
    }` as TypedDocumentString<
      { country: { name: string; leaders: { person: { name: string }; office: { title: string } }[] } | null },
      { code: string; on: string }
    >;
    const { country } = await client.request(leaders, { code: 'FR', on: '2023-11-01' });
    expect(country).toEqual({
      name: 'France',
      leaders: [{ person: { name: 'Emmanuel Macron' }, office: { title: 'President of France' } }],
    });
  });
});

describe('an unknown item', () => {
  it('is null by code, key or id', async () => {
    expect(await client.countries.get('ZZ')).toBeNull();
    expect(await client.people.get('nobody-at-all')).toBeNull();
    expect(await client.visits.get(idOf('Visit', 'no-such-visit'))).toBeNull();
    expect(await client.visits.get(idOf('Person', 'emmanuel-macron'))).toBeNull();
  });
});

describe('errors', () => {
  const hugeDocument =
    '{ countries(first: 100) { nodes { visitsHosted(first: 100) { nodes { statements(first: 100) { nodes { id } } } } } } }';

  /** The error of a call that must fail. */
  const failureOf = (call: Promise<unknown>): Promise<ChanceryError> =>
    call.then(
      () => expect.fail('It should have failed.'),
      (error) => error,
    );

  it('reports an unknown country with a suggestion', async () => {
    const error = await failureOf(client.visits.list({ filter: { host: { code: { eq: 'XQ' } } } }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      path: ['page'],
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(error.message).toBe(
      'No country has the code "XQ". Give an ISO 3166 code (KZ, KAZ or 398; SUHH for the Soviet Union) or a key.',
    );
  });

  it('reports each invalid value in a variable with its path', async () => {
    const filter = { status: ['DONE' as 'COMPLETED'], start: { on: '2023-13-01' } };
    const error = await failureOf(client.visits.count({ filter }));
    expect((error as InvalidInputError).fields.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'filter.start.on',
      'filter.status.0',
    ]);
    expect(await failureOf(client.visits.list({ filter: { host: { code: { in: ['KZ', 'XQ'] } } } }))).toMatchObject({
      fields: [{ path: ['filter', 'host', 'code', 'in', '1'], message: expect.stringContaining('"XQ"') }],
    });
    expect(await failureOf(client.visits.list({ first: 1.5 }))).toMatchObject({
      field: 'first',
      fields: [{ path: ['first'] }],
    });
  });

  it.each([
    [
      'a malformed day',
      () => client.visits.count({ filter: { start: { on: '2023-13-01' } } }),
      'BAD_INPUT',
      '"2023-13-01"',
    ],
    [
      'a malformed cursor',
      () => client.visits.list({ after: 'nonsense' }),
      'BAD_INPUT',
      'after: "nonsense" is not a cursor.',
    ],
    [
      'a cursor of another list',
      async () => client.visits.list({ after: (await client.countries.list()).pageInfo.endCursor }),
      'BAD_INPUT',
      'is from another list',
    ],
    ['a malformed id', () => client.tradeFlows.get('kz2023:V1'), 'BAD_INPUT', '"kz2023:V1" is not an id.'],
    ['an invalid commodity', () => client.commodities.get('9999'), 'BAD_INPUT', 'No commodity has the code "9999".'],
    ['an invalid document', () => client.request('query {'), 'GRAPHQL_PARSE_FAILED', 'Expected Name, found <EOF>.'],
    [
      'an unknown field',
      () => client.request('{ visitors { key } }'),
      'GRAPHQL_VALIDATION_FAILED',
      'Did you mean "visits"',
    ],
    ['a query over the limit', () => client.request(hugeDocument), 'COST_LIMIT', 'the limit is 50000.'],
  ])('%s', async (_name, call, code, sentence) => {
    const error = await failureOf(call());
    expect(error).toBeInstanceOf(ChanceryError);
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });
});

it('works over a port', async () => {
  const log = { warn: () => expect.fail('a warning'), error: () => expect.fail('an error') };
  const server = await startHttpServer({ api: fixture.api, host: '127.0.0.1', port: 0, log });
  try {
    const remote = createClient({ url: `${server.url}/graphql` });
    expect(await remote.countries.count()).toBe(await client.countries.count());
    expect(await collect(remote.countries.each())).toEqual(await collect(client.countries.each()));
    await expect(remote.visits.list({ first: 101 })).rejects.toBeInstanceOf(InvalidInputError);
    const aborted = AbortSignal.abort(new Error('left'));
    await expect(remote.visits.list({}, { signal: aborted })).rejects.toThrow('left');
  } finally {
    await server.close();
  }
});
