import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { type ChanceryError, type Client, createClient, type Page, type Visit } from '../../sdk/src/index.ts';
import type { Queries } from '../../sdk/src/react.ts';
import { graphql } from '../../sdk/src/tada.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { installDom } from './dom.ts';

let fixture: ApiFixture;
let sdk: typeof import('../../sdk/src/react.ts');
let react: typeof import('react');
let dom: typeof import('react-dom/client');
let tanstack: typeof import('@tanstack/react-query');
beforeAll(async () => {
  installDom();
  fixture = await openApiFixture();
  react = await import('react');
  dom = await import('react-dom/client');
  tanstack = await import('@tanstack/react-query');
  sdk = await import('../../sdk/src/react.ts');
});
afterAll(() => fixture[Symbol.asyncDispose]());

let requests: Request[];
let client: Client;
let queryClient: QueryClient;
let root: Root;
let container: HTMLElement;
beforeEach(() => {
  requests = [];
  client = createClient({
    url: 'http://chancery.test/graphql',
    fetch: (request) => {
      requests.push(request);
      return fixture.api.fetch(request);
    },
  });
  queryClient = new tanstack.QueryClient();
  container = document.createElement('div');
  root = dom.createRoot(container);
});
afterEach(() => {
  root.unmount();
  queryClient.clear();
});

/** Renders components in both providers. */
function render(...components: (() => ReactNode)[]): void {
  const children = components.map((component, index) => react.createElement(component, { key: index }));
  root.render(
    react.createElement(
      tanstack.QueryClientProvider,
      { client: queryClient },
      react.createElement(sdk.ChanceryProvider, { client }, ...children),
    ),
  );
}
const text = (): string => container.textContent ?? '';
const waitForText = (expected: string): Promise<void> =>
  vi.waitFor(() => expect(text()).toBe(expected), { timeout: 60_000 });
const click = (): void => container.getElementsByTagName('button')[0]?.click();
const button = (onClick: () => unknown): ReactNode => react.createElement('button', { onClick, type: 'button' });

const filter = { host: { code: { eq: 'KZ' } } };

describe('hooks', () => {
  test('useGet loads a record with its details', async () => {
    render(() => {
      const { data } = sdk.useGet('visits', 'kz2023:V1');
      return data && `${data.host.name}, ${data.citations.length > 0 ? 'cited' : 'not cited'}`;
    });
    await waitForText('Kazakhstan, cited');
  });

  test('useGet of an unknown key is null, and of a null key loads nothing', async () => {
    render(
      () => `${sdk.useGet('people', 'nobody').data}`,
      () => sdk.useGet('people', null).fetchStatus,
      () => sdk.useGet('people', undefined).fetchStatus,
    );
    await waitForText('nullidleidle');
    expect(requests).toHaveLength(1);
  });

  test('useList loads a page, with totalCount if it was requested', async () => {
    render(
      () => sdk.useList('visits', { filter }).data?.nodes.map(({ key }) => key),
      () => sdk.useList('countries', { first: 1, totalCount: true }).data?.totalCount,
      () => sdk.useList('search', null).fetchStatus,
    );
    await waitForText(`kz2023:V1${await client.countries.count()}idle`);
  });

  test('useCount counts', async () => {
    render(
      () => sdk.useCount('visits').data,
      () => sdk.useCount('visits', { filter }).data,
    );
    await waitForText('21');
  });

  test('useInfiniteList loads the next page on demand', async () => {
    const all = (await client.entries.list({ first: 5 })).nodes.map(({ key }) => key);
    requests = [];
    render(() => {
      const { data, hasNextPage, fetchNextPage } = sdk.useInfiniteList('entries', { first: 2 });
      const keys = data?.nodes.map(({ key }) => key).join();
      return react.createElement('p', {}, keys, hasNextPage && button(() => fetchNextPage()));
    });
    await waitForText(all.slice(0, 2).join());
    click();
    await waitForText(all.slice(0, 4).join());
    expect(requests).toHaveLength(2);
  });

  test('useInfiniteList ends with the last page', async () => {
    render(() => {
      const { data, hasNextPage } = sdk.useInfiniteList('visits', { totalCount: true });
      return data && `${data.nodes.length} of ${data.pages[0]?.totalCount}, ${hasNextPage ? 'more' : 'all'}`;
    });
    await waitForText('2 of 2, all');
  });

  test('an error is a ChanceryError with its code, after one request', async () => {
    render(() => sdk.useList('visits', { filter: { host: { code: { eq: 'XQ' } } } }).error?.code);
    await waitForText('BAD_INPUT');
    expect(requests).toHaveLength(1);
  });

  test('components with equal arguments share a request', async () => {
    render(
      () => sdk.useList('visits', { first: 1, filter }).data?.nodes.length,
      () => sdk.useList('visits', { filter: { host: { code: { eq: 'KZ' } } }, first: 1 }).data?.nodes.length,
    );
    await waitForText('11');
    expect(requests).toHaveLength(1);
  });

  test('unmounting aborts the request', async () => {
    const started = Promise.withResolvers<Request>();
    client = createClient({
      url: 'http://chancery.test/graphql',
      fetch: (request) => {
        started.resolve(request);
        return new Promise(() => {});
      },
    });
    render(() => sdk.useGet('visits', 'kz2023:V1').status);
    const { signal } = await started.promise;
    expect(signal.aborted).toBe(false);
    render();
    await vi.waitFor(() => expect(signal.aborted).toBe(true), { timeout: 60_000 });
  });

  test('without a provider, they name it', async () => {
    const errors: unknown[] = [];
    root = dom.createRoot(document.createElement('div'), { onUncaughtError: (error) => errors.push(error) });
    root.render(react.createElement(() => `${sdk.useChancery().key}`));
    await vi.waitFor(() => expect(String(errors[0])).toContain('ChanceryProvider'), { timeout: 60_000 });
  });
});

describe('queries', () => {
  test('are options for any function of TanStack Query', async () => {
    const queries = sdk.createQueries(client);
    const query = queries.visits.get('kz2023:V1');
    const visit = await queryClient.fetchQuery(query);
    expect(visit?.key).toBe('kz2023:V1');
    expect(queryClient.getQueryData(query.queryKey)).toBe(visit);
    await queryClient.prefetchInfiniteQuery(queries.entries.infinite({ first: 3 }));
    expect(queryClient.getQueryData(queries.entries.infinite({ first: 3 }).queryKey)?.pages[0]?.nodes).toHaveLength(3);
  });

  test('suspend a component until the data is there', async () => {
    const Suspended = () => tanstack.useSuspenseQuery(sdk.useChancery().visits.list({ filter })).data.nodes.length;
    render(() => react.createElement(react.Suspense, { fallback: 'Loading' }, react.createElement(Suspended)));
    await waitForText('1');
  });

  test('exist for every list, lookup and count of the client', async () => {
    const queries = sdk.createQueries(client) as unknown as Record<string, Record<string, unknown>>;
    for (const [name, member] of Object.entries(client)) {
      if (typeof member === 'function') continue;
      const expected = Object.keys(member).filter((method) => ['get', 'list', 'count'].includes(method));
      expect(Object.keys(queries[name] ?? {}), name).toEqual(expect.arrayContaining([...expected, 'infinite']));
    }
  });

  test('cover entries at a past moment, history, rows and streams', async () => {
    const queries = sdk.createQueries(client);
    expect(await queryClient.fetchQuery(queries.entry('kz2023:F-trade-2022'))).toMatchObject({
      key: 'kz2023:F-trade-2022',
    });
    const version = { asKnownAt: '2023-10-01T00:00:00Z' };
    expect(await queryClient.fetchQuery(queries.entry('kz2023:F-trade-2022', version))).toBeNull();
    expect((await queryClient.fetchQuery(queries.history.list({ key: 'kz2023:V1' }))).nodes.length).toBeGreaterThan(0);
    expect(await queryClient.fetchQuery(queries.visitCounts({ by: ['YEAR'] }))).toMatchObject([
      { year: 2023, count: 2 },
    ]);
    const [match] = await queryClient.fetchQuery(queries.resolve({ name: 'Kazakhstan' }));
    expect(match?.node.__typename).toBe('Country');
  });

  test('an edit invalidates the queries of a noun by their key', async () => {
    const queries = sdk.createQueries(client);
    await queryClient.fetchQuery(queries.visits.get('kz2023:V1'));
    await queryClient.fetchQuery(queries.countries.get('KZ'));
    await queryClient.invalidateQueries({ queryKey: queries.visits.key });
    const isInvalidated = (queryKey: readonly unknown[]) => queryClient.getQueryState(queryKey)?.isInvalidated;
    expect(isInvalidated(queries.visits.get('kz2023:V1').queryKey)).toBe(true);
    expect(isInvalidated(queries.countries.get('KZ').queryKey)).toBe(false);
  });

  test('two clients have different keys with different prefixes', () => {
    const [one, two] = [sdk.createQueries(client), sdk.createQueries(client, ['other'])];
    expect(one.visits.get('a').queryKey).toEqual(['chancery', 'visits', 'get', 'a']);
    expect(two.visits.get('a').queryKey).toEqual(['other', 'visits', 'get', 'a']);
    expect(two.visitCounts({ by: ['YEAR'] }).queryKey[0]).toBe('other');
  });

  test('load operations of your own, and page through their connections', async () => {
    const ofCountry = graphql(`query OfCountry($code: String!, $after: String) {
      country(code: $code) { entries(first: 5, after: $after) { nodes { key } pageInfo { hasNextPage endCursor } } }
    }`);
    const queries = sdk.createQueries(client);
    const { country } = await queryClient.fetchQuery(queries.request(ofCountry, { code: 'KZ' }));
    expect(country?.entries?.nodes).toHaveLength(5);
    const pages = queries.infinite(ofCountry, { code: 'KZ' }, (data) => data.country?.entries);
    render(() => {
      const { data, fetchNextPage } = tanstack.useInfiniteQuery(pages);
      return react.createElement(
        'p',
        {},
        data?.nodes.length,
        button(() => fetchNextPage()),
      );
    });
    await waitForText('5');
    click();
    await waitForText('10');
    const unknown = queries.infinite(ofCountry, { code: 'ZZ' }, (data) => data.country?.entries);
    expect((await queryClient.fetchInfiniteQuery(unknown)).pages).toMatchObject([{ nodes: [] }]);
  });
});

test('types need no parameters, and misspelt arguments do not compile', () => {
  const queries = undefined as unknown as Queries;
  const hooks = () => {
    expectTypeOf(sdk.useList('visits').data).toEqualTypeOf<Page<Visit> | undefined>();
    expectTypeOf(sdk.useList('visits').error).toEqualTypeOf<ChanceryError | null>();
    expectTypeOf(sdk.useList('visits', { totalCount: true }).data?.totalCount).toEqualTypeOf<number | undefined>();
    expectTypeOf(sdk.useInfiniteList('visits').data?.nodes).toEqualTypeOf<readonly Visit[] | undefined>();
    expectTypeOf(tanstack.useQuery(queries.visits.list()).data).toEqualTypeOf<Page<Visit> | undefined>();
    expectTypeOf(tanstack.useSuspenseQuery(queries.visits.list()).data).toEqualTypeOf<Page<Visit>>();
    expectTypeOf(tanstack.useSuspenseInfiniteQuery(queries.visits.infinite()).data.nodes).toEqualTypeOf<
      readonly Visit[]
    >();
    expectTypeOf(tanstack.useQuery(queries.visits.count()).data).toEqualTypeOf<number | undefined>();
    // @ts-expect-error a list without totalCount has none
    sdk.useList('visits').data?.totalCount;
    // @ts-expect-error a misspelt argument
    sdk.useList('visits', { frist: 3 });
    // @ts-expect-error a misspelt filter
    sdk.useInfiniteList('visits', { filter: { hots: {} } });
    // @ts-expect-error search requires text
    sdk.useList('search');
    // @ts-expect-error no such noun
    sdk.useGet('visit', 'a');
    // @ts-expect-error search has no lookup
    sdk.useGet('search', 'a');
    // @ts-expect-error history has no count
    sdk.useCount('history');
    // @ts-expect-error a query that may be skipped cannot suspend
    tanstack.useSuspenseQuery(queries.visits.get(null));
    // @ts-expect-error a misspelt argument
    queries.visits.list({ frist: 3 });
  };
  expectTypeOf(hooks).toBeFunction();
});
