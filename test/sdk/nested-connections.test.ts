import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient as createCore } from '../../sdk/src/core.ts';
import { createClient, type TypedDocumentString } from '../../sdk/src/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { collect } from './collect.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const url = 'http://chancery.test/graphql';
interface Hosted {
  readonly country: {
    readonly entries: {
      readonly nodes: readonly { readonly key: string }[];
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}
const OfCountry = `query OfCountry($code: String!, $first: Int, $after: String) {
  country(code: $code) { entries(first: $first, after: $after) { nodes { key } totalCount pageInfo { hasNextPage endCursor } } }
}` as TypedDocumentString<Hosted, { code: string; first?: number; after?: string | null }>;

describe('a nested connection', () => {
  const client = createCore({ url, fetch: (request) => fixture.api.fetch(request) });
  const pick = ({ country }: Hosted) => country?.entries;

  it('is iterated page by page and node by node', async () => {
    const pages = await collect(client.pages(OfCountry, { code: 'FR', first: 3 }, pick));
    const total = pages[0]?.totalCount ?? 0;
    expect(total).toBeGreaterThan(6);
    expect(pages.length).toBe(Math.ceil(total / 3));
    const keys = pages.flatMap(({ nodes }) => nodes.map(({ key }) => key));
    expect(new Set(keys).size).toBe(total);
    const each = await collect(client.each(OfCountry, { code: 'FR', first: 100 }, pick));
    expect(each.map(({ key }) => key)).toEqual(keys);
  });

  it('begins after a cursor', async () => {
    const [first, second] = await collect(client.pages(OfCountry, { code: 'FR', first: 2 }, pick));
    const rest = client.each(OfCountry, { code: 'FR', first: 2, after: first?.pageInfo.endCursor ?? null }, pick);
    expect((await rest.next()).value).toEqual(second?.nodes[0]);
    await rest.return();
  });

  it('is empty when its parent does not exist', async () => {
    expect(await collect(client.pages(OfCountry, { code: 'ZZ' }, pick))).toEqual([]);
  });
});

it('requests the pages of a noun one by one, on demand', async () => {
  let requestCount = 0;
  const client = createClient({
    url,
    fetch: (request) => {
      requestCount += 1;
      return fixture.api.fetch(request);
    },
  });
  const walk = client.statements.pages({ first: 2 });
  expect(requestCount).toBe(0);
  const first = await walk.next();
  expect([first.value?.nodes.length, first.value?.pageInfo.hasNextPage, requestCount]).toEqual([2, true, 1]);
  await walk.return(undefined);
  expect(requestCount).toBe(1);
  const pages = await collect(client.statements.pages({ first: 2 }));
  expect(pages.flatMap(({ nodes }) => nodes)).toEqual(await collect(client.statements.each()));
  expect(requestCount).toBe(1 + pages.length + 1);
});
