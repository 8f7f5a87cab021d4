'use client';

import { type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, createElement, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import type { Client } from '../client.ts';
import type { ChanceryError } from '../errors.ts';
import type { CountedPage, Counting, Page } from '../noun-client.ts';
import type {
  CountArgumentsOf,
  CountName,
  DetailOf,
  GetName,
  ListArgumentsOf,
  ListName,
  MaybeOmitted,
  NodeOf,
} from './client-types.ts';
import { createQueries, getListQueries, type InfiniteList, type Queries } from './queries.ts';

const QueriesContext = createContext<Queries | undefined>(undefined);

/**
 * Provides a client to the hooks below it. It needs a `QueryClientProvider` of TanStack Query around it.
 *
 * @example
 * const app = createElement(ChanceryProvider, { client }, createElement(App));
 */
export function ChanceryProvider({
  client,
  children,
}: {
  readonly client: Client;
  readonly children?: ReactNode;
}): ReactElement {
  const queries = useMemo(() => createQueries(client), [client]);
  return createElement(QueriesContext.Provider, { value: queries }, children);
}

/**
 * Returns the queries of the provided client, for hooks of TanStack Query.
 *
 * @example
 * const { data } = useSuspenseQuery(useChancery().visits.get('kz2023:V1'));
 */
export function useChancery(): Queries {
  const queries = useContext(QueriesContext);
  if (queries === undefined) throw new Error('No client is provided. Render the component in a ChanceryProvider.');
  return queries;
}

/**
 * Loads the record with a key, with more detail than a list. A null or undefined key loads nothing.
 *
 * @example
 * const { data: visit } = useGet('visits', 'kz2023:V1');
 */
export function useGet<K extends GetName>(
  noun: K,
  key: string | null | undefined,
): UseQueryResult<DetailOf<K>, ChanceryError> {
  return useQuery(getListQueries(useChancery(), noun).get(key)) as UseQueryResult<DetailOf<K>, ChanceryError>;
}

/**
 * Loads one page of a list, 20 items by default. Null arguments load nothing.
 *
 * @example
 * const { data } = useList('search', { text: 'vassal', totalCount: true });
 */
export function useList<K extends ListName>(
  list: K,
  variables: (ListArgumentsOf<K> & Counting<true>) | null,
): UseQueryResult<CountedPage<NodeOf<K>>, ChanceryError>;
export function useList<K extends ListName>(
  list: K,
  ...args: MaybeOmitted<ListArgumentsOf<K>>
): UseQueryResult<Page<NodeOf<K>>, ChanceryError>;
export function useList<K extends ListName>(
  list: K,
  variables: ListArgumentsOf<K> | null,
): UseQueryResult<Page<NodeOf<K>>, ChanceryError>;
export function useList(list: ListName, variables?: object | null): unknown {
  return useQuery(getListQueries(useChancery(), list).list(variables));
}

/**
 * Loads the pages of a list on demand: `fetchNextPage` loads the next one, `data.nodes` has the items of all pages.
 * Null arguments load nothing.
 *
 * @example
 * const { data, hasNextPage, fetchNextPage } = useInfiniteList('visits', { first: 50 });
 */
export function useInfiniteList<K extends ListName>(
  list: K,
  variables: (ListArgumentsOf<K> & Counting<true>) | null,
): UseInfiniteQueryResult<InfiniteList<CountedPage<NodeOf<K>>>, ChanceryError>;
export function useInfiniteList<K extends ListName>(
  list: K,
  ...args: MaybeOmitted<ListArgumentsOf<K>>
): UseInfiniteQueryResult<InfiniteList<Page<NodeOf<K>>>, ChanceryError>;
export function useInfiniteList<K extends ListName>(
  list: K,
  variables: ListArgumentsOf<K> | null,
): UseInfiniteQueryResult<InfiniteList<Page<NodeOf<K>>>, ChanceryError>;
export function useInfiniteList(list: ListName, variables?: object | null): unknown {
  return useInfiniteQuery(getListQueries(useChancery(), list).infinite(variables));
}

/**
 * Counts the matches of a filter. Null arguments count nothing.
 *
 * @example
 * const { data: count } = useCount('visits', { filter: { host: { code: { eq: 'KZ' } } } });
 */
export function useCount<K extends CountName>(
  list: K,
  ...args: MaybeOmitted<CountArgumentsOf<K>>
): UseQueryResult<number, ChanceryError>;
export function useCount<K extends CountName>(
  list: K,
  variables: CountArgumentsOf<K> | null,
): UseQueryResult<number, ChanceryError>;
export function useCount(list: CountName, variables?: object | null): unknown {
  return useQuery(getListQueries(useChancery(), list).count(variables));
}
