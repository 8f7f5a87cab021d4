import {
  type DataTag,
  type InfiniteData,
  skipToken,
  type UndefinedInitialDataInfiniteOptions,
  type UndefinedInitialDataOptions,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
} from '@tanstack/react-query';
import type { Client } from '../client.ts';
import type { ChanceryError } from '../errors.ts';
import type { EntryDetail, GetEntryVariables } from '../generated/types.ts';
import type { CountedPage, Counting, Page } from '../noun-client.ts';
import type { Connection, Paged } from '../pagination.ts';
import type { RequestOptions } from '../request.ts';
import type { TypedDocument } from '../typed-document.ts';
import type {
  CountArgumentsOf,
  CountName,
  DetailOf,
  GetName,
  ListArgumentsOf,
  ListName,
  MaybeOmitted,
  NodeOf,
  RowArgumentsOf,
  RowName,
  RowOf,
} from './client-types.ts';

/**
 * The key of a query: a prefix, the member of the client, its method, and the arguments. Invalidate by any prefix of it.
 *
 * @example
 * const key: ChanceryKey = ['chancery', 'visits'];
 */
export type ChanceryKey = readonly unknown[];

type Cursor = string | null;

/**
 * The options of a query, for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and other functions of TanStack Query.
 *
 * @example
 * const query: Query<VisitDetail | null> = queries.visits.get('kz2023:V1');
 */
export type Query<TData> = UnusedSkipTokenOptions<TData, ChanceryError, TData, ChanceryKey> & {
  readonly queryKey: DataTag<ChanceryKey, TData, ChanceryError>;
};

/**
 * The options of a query that is disabled while its key or its arguments are null, for `useQuery`.
 *
 * @example
 * const query: SkippableQuery<VisitDetail | null> = queries.visits.get(selectedKey);
 */
export type SkippableQuery<TData> = UndefinedInitialDataOptions<TData, ChanceryError, TData, ChanceryKey> & {
  readonly queryKey: DataTag<ChanceryKey, TData, ChanceryError>;
};

/**
 * The pages of a list that were loaded, and the items of all of them.
 *
 * @example
 * const keys = ({ nodes }: InfiniteList<Page<Visit>>) => nodes.map(({ key }) => key);
 */
export type InfiniteList<TPage extends Pick<Connection<unknown>, 'nodes'>> = InfiniteData<TPage, Cursor> & {
  /** The items of all pages that were loaded. */
  readonly nodes: readonly TPage['nodes'][number][];
};

/**
 * The options of a list that is loaded page by page, for `useInfiniteQuery` and `useSuspenseInfiniteQuery`.
 *
 * @example
 * const query: InfiniteQuery<Page<Visit>> = queries.visits.infinite({ first: 50 });
 */
export type InfiniteQuery<TPage extends Connection<unknown>> = UnusedSkipTokenInfiniteOptions<
  TPage,
  ChanceryError,
  InfiniteList<TPage>,
  ChanceryKey,
  Cursor
> & { readonly queryKey: DataTag<ChanceryKey, InfiniteData<TPage, Cursor>, ChanceryError> };

/**
 * The options of such a list that is disabled while its arguments are null, for `useInfiniteQuery`.
 *
 * @example
 * const query: SkippableInfiniteQuery<Page<SearchHit>> = queries.search.infinite(text === '' ? null : { text });
 */
export type SkippableInfiniteQuery<TPage extends Connection<unknown>> = UndefinedInitialDataInfiniteOptions<
  TPage,
  ChanceryError,
  InfiniteList<TPage>,
  ChanceryKey,
  Cursor
> & { readonly queryKey: DataTag<ChanceryKey, InfiniteData<TPage, Cursor>, ChanceryError> };

/**
 * The queries of a list. Null arguments disable a query.
 *
 * @example
 * const { data } = useQuery(queries.visits.list({ filter: { host: { code: { eq: 'KZ' } } } }));
 */
export interface ListQueries<K extends ListName> {
  /** The prefix of the keys of these queries, to invalidate all of them. */
  readonly key: ChanceryKey;
  /** One page and the number of matches on all pages. */
  list(variables: ListArgumentsOf<K> & Counting<true>): Query<CountedPage<NodeOf<K>>>;
  /** One page: 20 items by default, 100 at most. */
  list(...args: MaybeOmitted<ListArgumentsOf<K>>): Query<Page<NodeOf<K>>>;
  list(variables: (ListArgumentsOf<K> & Counting<true>) | null): SkippableQuery<CountedPage<NodeOf<K>>>;
  list(variables: ListArgumentsOf<K> | null): SkippableQuery<Page<NodeOf<K>>>;
  /** Pages that are loaded on demand, each with the number of matches. */
  infinite(variables: ListArgumentsOf<K> & Counting<true>): InfiniteQuery<CountedPage<NodeOf<K>>>;
  /** Pages that are loaded on demand. */
  infinite(...args: MaybeOmitted<ListArgumentsOf<K>>): InfiniteQuery<Page<NodeOf<K>>>;
  infinite(variables: (ListArgumentsOf<K> & Counting<true>) | null): SkippableInfiniteQuery<CountedPage<NodeOf<K>>>;
  infinite(variables: ListArgumentsOf<K> | null): SkippableInfiniteQuery<Page<NodeOf<K>>>;
}

interface CountQueries<K extends CountName> {
  /** The number of matches. */
  count(...args: MaybeOmitted<CountArgumentsOf<K>>): Query<number>;
  count(variables: CountArgumentsOf<K> | null): SkippableQuery<number>;
}

/**
 * The query of a record by its key. A null or undefined key disables it.
 *
 * @example
 * const { data: visit } = useQuery(queries.visits.get('kz2023:V1'));
 */
export interface LookupQueries<TDetail> {
  /** The record with this key, with more detail than a list, or null. */
  get(key: string): Query<TDetail>;
  get(key: string | null | undefined): SkippableQuery<TDetail>;
}

/**
 * A query that returns rows. Null arguments disable it.
 *
 * @example
 * const { data: rows } = useQuery(queries.visitCounts({ by: ['YEAR'] }));
 */
export interface RowQuery<K extends RowName> {
  (variables: RowArgumentsOf<K>): Query<readonly RowOf<K>[]>;
  (variables: RowArgumentsOf<K> | null): SkippableQuery<readonly RowOf<K>[]>;
}

/**
 * Queries for your own operations.
 *
 * @example
 * const { data } = useQuery(queries.request(Leaders, { code: 'FR' }));
 */
export interface DocumentQueries {
  /** The data of an operation of your own, typed by the document. */
  request<TResult, TVariables>(
    document: TypedDocument<TResult, TVariables>,
    ...args: MaybeOmitted<TVariables>
  ): Query<TResult>;
  /** The pages of the connection that `pick` selects, loaded on demand: the document takes its cursor as `$after`. */
  infinite<TResult, TVariables extends Paged, TPage extends Connection<unknown>>(
    document: TypedDocument<TResult, TVariables>,
    variables: NoInfer<TVariables>,
    pick: (data: TResult) => TPage | null | undefined,
  ): InfiniteQuery<TPage>;
}

/**
 * The queries of a client, with the same names as its methods.
 *
 * @example
 * const queries: Queries = createQueries(client);
 */
export type Queries = DocumentQueries & {
  readonly [K in ListName]: ListQueries<K> &
    (K extends CountName ? CountQueries<K> : unknown) &
    (K extends GetName ? LookupQueries<DetailOf<K>> : unknown);
} & { readonly [K in RowName]: RowQuery<K> } & {
  /** The prefix of the keys of all queries. */
  readonly key: ChanceryKey;
  /** An entry by its key, optionally as it was known at a past moment; null if there is none. */
  entry(key: string, version?: Omit<GetEntryVariables, 'key'>): Query<EntryDetail | null>;
  entry(key: string | null | undefined, version?: Omit<GetEntryVariables, 'key'>): SkippableQuery<EntryDetail | null>;
};

/**
 * Creates the queries of a client: options for `useQuery`, `useInfiniteQuery` and other functions of TanStack Query,
 * with stable keys. They pass the signal on, so that an unmounted component aborts its requests. They do not retry,
 * because the client does. Clients of several servers that share a `QueryClient` need different prefixes.
 *
 * @example
 * const queries = createQueries(createClient({ url: 'http://localhost:4000/graphql' }));
 * const visits = useInfiniteQuery(queries.visits.infinite({ filter: { host: { code: { eq: 'KZ' } } } }));
 */
export function createQueries(client: Client, prefix: ChanceryKey = ['chancery']): Queries {
  const members = Object.entries(client).map(([name, member]: [string, Client[keyof Client]]) => [
    name,
    typeof member === 'function' ? member : createMemberQueries(member as UntypedMember, [...prefix, name]),
  ]);
  const rows = (name: RowName) => (variables: object | null) =>
    buildQuery(
      [...prefix, name, variables],
      variables && ((options) => (client[name] as UntypedCall)(variables, options)),
    );
  // The mapped types above describe what the loop creates.
  return {
    ...Object.fromEntries(members.filter(([, member]) => typeof member !== 'function')),
    key: prefix,
    resolve: rows('resolve'),
    visitCounts: rows('visitCounts'),
    statementCounts: rows('statementCounts'),
    tradeFlowTotals: rows('tradeFlowTotals'),
    entry: (key: string | null | undefined, version?: Omit<GetEntryVariables, 'key'>) =>
      buildQuery(
        [...prefix, 'entry', key, { ...version }],
        key == null ? null : (options) => client.entry(key, version, options),
      ),
    request: (document: UntypedDocument, variables?: object) =>
      buildQuery([...prefix, 'request', identify(document), { ...variables }], (options) =>
        client.request(document, variables, options),
      ),
    infinite: (document: UntypedDocument, variables: object, pick: (data: unknown) => Connection<unknown> | null) =>
      buildInfiniteQuery(
        [...prefix, 'infinite', identify(document), { ...variables }],
        variables,
        async (after, options) => {
          const data = await client.request(document, { ...variables, after }, options);
          return pick(data) ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
        },
      ),
  } as unknown as Queries;
}

/** The queries of a list, without the types of its noun. */
interface UntypedQueries {
  list(variables?: object | null): SkippableQuery<unknown>;
  infinite(variables?: object | null): SkippableInfiniteQuery<Connection<unknown>>;
  count(variables?: object | null): SkippableQuery<unknown>;
  get(key: string | null | undefined): SkippableQuery<unknown>;
}

/** Returns the queries of any list. The hooks have the types of its noun. */
export const getListQueries = (queries: Queries, list: ListName): UntypedQueries =>
  queries[list] as unknown as UntypedQueries;

type UntypedDocument = TypedDocument<unknown, object>;
type UntypedCall = (variables: object, options: RequestOptions) => Promise<unknown>;

/** A member of the client, without the types of its noun. */
interface UntypedMember {
  list(variables: object, options: RequestOptions): Promise<Page<unknown>>;
  count?(variables: object, options: RequestOptions): Promise<number>;
  get?(key: string, options: RequestOptions): Promise<unknown>;
}

function createMemberQueries(member: UntypedMember, key: ChanceryKey): object {
  const { count, get } = member;
  return {
    key,
    list: (variables: object | null = {}) =>
      buildQuery([...key, 'list', variables], variables && ((options) => member.list(variables, options))),
    infinite: (variables: object | null = {}) =>
      buildInfiniteQuery(
        [...key, 'infinite', variables],
        variables,
        variables && ((after, options) => member.list({ ...variables, after }, options)),
      ),
    ...(count && {
      count: (variables: object | null = {}) =>
        buildQuery([...key, 'count', variables], variables && ((options) => count(variables, options))),
    }),
    ...(get && {
      get: (id: string | null | undefined) =>
        buildQuery([...key, 'get', id], id == null ? null : (options) => get(id, options)),
    }),
  };
}

interface QueryContext {
  readonly signal: AbortSignal;
}

/** `run`: null disables the query. */
const buildQuery = (queryKey: ChanceryKey, run: ((options: RequestOptions) => Promise<unknown>) | null) => ({
  queryKey,
  queryFn: run === null ? skipToken : ({ signal }: QueryContext) => run({ signal }),
  retry: false,
});

const buildInfiniteQuery = (
  queryKey: ChanceryKey,
  variables: object | null,
  run: ((after: Cursor, options: RequestOptions) => Promise<Connection<unknown>>) | null,
) => ({
  queryKey,
  queryFn:
    run === null
      ? skipToken
      : ({ pageParam, signal }: QueryContext & { readonly pageParam: Cursor }) => run(pageParam, { signal }),
  retry: false,
  initialPageParam: (variables as Paged | null)?.after ?? null,
  getNextPageParam: ({ pageInfo }: Connection<unknown>) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
  select: addNodes,
});

const addNodes = <TPage extends Connection<unknown>>(data: InfiniteData<TPage, Cursor>): InfiniteList<TPage> => ({
  ...data,
  nodes: data.pages.flatMap(({ nodes }) => nodes),
});

/** The part of a key that identifies a document: its text, or a parsed document. */
function identify(document: UntypedDocument): unknown {
  const text = document.toString();
  return text === '[object Object]' ? document : text;
}
