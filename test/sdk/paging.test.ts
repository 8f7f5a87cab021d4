import { describe, expect, it } from 'vitest';
import { createClient } from '../../sdk/src/index.ts';
import { collect } from './collect.ts';

interface Sent {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A server with seven visits in pages of three; its cursors are positions. */
function sevenVisits() {
  const sent: Sent[] = [];
  const fetch = async (request: Request) => {
    const body = (await request.json()) as Sent;
    sent.push(body);
    const from = Number(body.variables.after ?? 0);
    const nodes = [1, 2, 3, 4, 5, 6, 7].slice(from, from + 3).map((key) => ({ key: `V${key}` }));
    const end = from + nodes.length;
    const pageInfo = {
      hasNextPage: end < 7,
      hasPreviousPage: from > 0,
      startCursor: String(from),
      endCursor: String(end),
    };
    return Response.json({ data: { page: { nodes, pageInfo, totalCount: 7 } } });
  };
  return { sent, client: createClient({ url: 'http://chancery.test/graphql', fetch }) };
}

const filter = { host: { code: { eq: 'KZ' } } };
const orderBy = [{ field: 'START', direction: 'ASC' }] as const;

describe('each', () => {
  it('iterates over every page in order, a hundred items at a time, with the same filter and order', async () => {
    const { client, sent } = sevenVisits();
    const keys: string[] = [];
    for await (const { key } of client.visits.each({ filter, orderBy })) keys.push(key);
    expect(keys).toEqual(['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7']);
    expect(sent.map(({ variables }) => variables)).toEqual([
      { filter, orderBy, first: 100 },
      { filter, orderBy, first: 100, after: '3' },
      { filter, orderBy, first: 100, after: '6' },
    ]);
  });

  it('fetches a page only when needed, and none after a break', async () => {
    const { client, sent } = sevenVisits();
    const pagesAt: Record<string, number> = {};
    for await (const { key } of client.visits.each({ first: 3 })) {
      pagesAt[key] = sent.length;
      if (key === 'V4') break;
    }
    expect(pagesAt).toEqual({ V1: 1, V2: 1, V3: 1, V4: 2 });
    expect(sent).toHaveLength(2);
  });

  it('sends nothing until the first item is requested', () => {
    const { client, sent } = sevenVisits();
    client.visits.each();
    expect(sent).toHaveLength(0);
  });

  it('begins after a cursor', async () => {
    const { client } = sevenVisits();
    const visits = await collect(client.visits.each({ after: '5' }));
    expect(visits.map(({ key }) => key)).toEqual(['V6', 'V7']);
  });

  it("ends with the signal's reason, within a page too", async () => {
    const { client, sent } = sevenVisits();
    const controller = new AbortController();
    const reason = new Error('enough');
    const keys: string[] = [];
    const walk = async () => {
      for await (const { key } of client.visits.each({}, { signal: controller.signal })) {
        keys.push(key);
        if (key === 'V2') controller.abort(reason);
      }
    };
    await expect(walk()).rejects.toBe(reason);
    expect(keys).toEqual(['V1', 'V2']);
    expect(sent).toHaveLength(1);
  });

  it.each([null, 'stuck'])('does not loop when the server announces a next page at %s', async (endCursor) => {
    const pageInfo = { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor };
    const fetch = () => Response.json({ data: { page: { nodes: [], pageInfo } } });
    const client = createClient({ url: 'http://chancery.test/graphql', fetch });
    await expect(client.sources.each().next()).rejects.toMatchObject({ name: 'ChanceryError', code: 'UNKNOWN' });
  });
});

describe('list, count and get', () => {
  it('list returns one page and accepts a cursor from pageInfo', async () => {
    const { client, sent } = sevenVisits();
    const page = await client.visits.list({ first: 3, after: null });
    expect(page.nodes.map(({ key }) => key)).toEqual(['V1', 'V2', 'V3']);
    const next = await client.visits.list({ first: 3, after: page.pageInfo.endCursor });
    expect(next.nodes.map(({ key }) => key)).toEqual(['V4', 'V5', 'V6']);
    expect(sent.map(({ variables }) => variables)).toEqual([{ first: 3 }, { first: 3, after: '3' }]);
  });

  it('passes a null filter on for the server to reject instead of ignoring it', async () => {
    const { client, sent } = sevenVisits();
    // @ts-expect-error a filter of null is BAD_INPUT
    await client.visits.list({ filter: null });
    expect(sent[0]?.variables).toEqual({ filter: null });
  });

  it('count selects the count only', async () => {
    const { client, sent } = sevenVisits();
    expect(await client.visits.count({ filter })).toBe(7);
    expect(sent[0]?.query).toBe('query CountVisits($filter:VisitFilter){page:visits(filter:$filter){totalCount}}');
    expect(sent[0]?.variables).toEqual({ filter });
  });

  it.each([
    ['no object', null],
    ['an object of another type', {}],
  ])('get returns null if the id names %s', async (_name, found) => {
    const client = createClient({
      url: 'http://chancery.test/graphql',
      fetch: () => Response.json({ data: { found } }),
    });
    expect(await client.visits.get('some-id')).toBeNull();
  });
});
