import type { PageInfo } from './generated/types.ts';
import { getNounOperation } from './operation-text.ts';
import { iterateNodes, iteratePages } from './pagination.ts';
import type { Arguments, GraphQLRequest, RequestOptions } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/** The largest page that the server accepts. */
const maxPageSize = 100;

/**
 * One page of a list, with the cursors of the next and the previous page.
 *
 * @example
 * const { nodes, pageInfo }: Page<Visit> = await client.visits.list({ first: 20 });
 */
export interface Page<TNode> {
  /** The items of this page. */
  readonly nodes: readonly TNode[];
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
}

/**
 * A page of a list that was requested with `totalCount: true`.
 *
 * @example
 * const { nodes, totalCount }: CountedPage<Visit> = await client.visits.list({ first: 20, totalCount: true });
 */
export interface CountedPage<TNode> extends Page<TNode> {
  /** The number of items that match the filter, on all pages. */
  readonly totalCount: number;
}

/**
 * The arguments of a list. Cursors may be null, as they are in `pageInfo`.
 *
 * @example
 * const next: ListArguments<ListVisitsVariables> = { first: 20, after: page.pageInfo.endCursor };
 */
export type ListArguments<TList> = {
  [K in keyof TList as Exclude<K, 'totalCount'>]: K extends 'after' | 'before' ? TList[K] | null : TList[K];
};

/**
 * The arguments of `each`. `first` is the size of the pages to fetch, `after` the cursor to start from.
 *
 * @example
 * const all: EachArguments<ListVisitsVariables> = { filter: { status: ['COMPLETED'] }, first: 50 };
 */
export type EachArguments<TList> = Omit<ListArguments<TList>, 'last' | 'before'>;

/**
 * Whether a page includes the number of matches, which costs the server as much as `count`.
 *
 * @example
 * const options: Counting<true> = { totalCount: true };
 */
export interface Counting<TCounted extends boolean> {
  /** Whether to count the matches on all pages. Defaults to false. */
  readonly totalCount: TCounted;
}

/**
 * A list in pages. `list` sends one request, `pages` and `each` send one request per page.
 *
 * @example
 * const history: Pages<Revision, ListHistoryVariables> = client.history;
 */
export interface Pages<TNode, TList> {
  /** Returns one page and the number of matches on all pages. */
  list(variables: ListArguments<TList> & Counting<true>, options?: RequestOptions): Promise<CountedPage<TNode>>;
  /** Returns one page, and the number of matches on all pages if `totalCount` is true. */
  list(
    variables: ListArguments<TList> & Counting<boolean>,
    options?: RequestOptions,
  ): Promise<Page<TNode> & Partial<CountedPage<TNode>>>;
  /** Returns one page: 20 nodes by default, 100 at most. */
  list(...args: Arguments<ListArguments<TList> & Partial<Counting<false>>>): Promise<Page<TNode>>;
  /** Iterates over all pages of 100 nodes, or `first`, each fetched on demand. */
  pages(...args: Arguments<EachArguments<TList>>): AsyncGenerator<Page<TNode>, void, undefined>;
  /** Iterates over all nodes, fetching pages of 100 nodes, or `first`, on demand. */
  each(...args: Arguments<EachArguments<TList>>): AsyncGenerator<TNode, void, undefined>;
}

/**
 * The methods that every list has.
 *
 * @example
 * const visits: Listing<Visit, ListVisitsVariables, CountVisitsVariables> = client.visits;
 */
export interface Listing<TNode, TList, TCount> extends Pages<TNode, TList> {
  /** Counts the matches. */
  count(...args: Arguments<TCount>): Promise<number>;
}

/**
 * Returns a single record, with more detail than a list.
 *
 * @example
 * const people: Finder<PersonDetail> = client.people;
 */
export interface Finder<TDetail> {
  /** Returns the record with this key (the code of a country or commodity, the id of a trade flow), or null. */
  get(key: string, options?: RequestOptions): Promise<TDetail | null>;
}

/**
 * The methods of a noun with a list and a lookup.
 *
 * @example
 * const countries: Noun<Country, CountryDetail, ListCountriesVariables, CountCountriesVariables> = client.countries;
 */
export interface Noun<TNode, TDetail, TList, TCount> extends Listing<TNode, TList, TCount>, Finder<TDetail> {}

interface ListResult<TNode> {
  readonly page: Page<TNode>;
}
interface CountResult {
  readonly page: { readonly totalCount: number };
}
interface PageArguments {
  readonly first?: number | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** Creates the methods of a list, whose operations use the alias `page` for the connection. `list`: its field. */
export function createListing<TNode, TList, TCount>(
  request: GraphQLRequest,
  list: string,
): Listing<TNode, TList, TCount> {
  return {
    // The public signatures check the arguments against the variables of the operations.
    ...createPages<TNode, TList>(async (variables, options) => {
      const document: TypedDocument<ListResult<TNode>, object> = getNounOperation('List', list);
      return (await request(document, variables, options)).page;
    }),
    count: async (...args) => {
      const document: TypedDocument<CountResult, TCount> = getNounOperation('Count', list);
      return (await request(document, ...args)).page.totalCount;
    },
  };
}

/** Creates the paging methods of a list from a function that requests one page. */
export function createPages<TNode, TList>(
  requestPage: (variables: TList & object, options?: RequestOptions) => Promise<Page<TNode>>,
): Pages<TNode, TList> {
  const fetchPage = ({ after, before, ...rest }: PageArguments = {}, options?: RequestOptions) =>
    requestPage(
      { ...rest, after: after ?? undefined, before: before ?? undefined } as unknown as TList & object,
      options,
    );
  const iterate = (args: PageArguments | undefined, options: RequestOptions | undefined) =>
    iteratePages((after) => fetchPage({ first: maxPageSize, ...args, after }, options), options?.signal, args?.after);
  return {
    // The server counts if `totalCount` is true.
    list: fetchPage as unknown as Pages<TNode, TList>['list'],
    pages: (...[args, options]) => iterate(args as PageArguments, options),
    each: (...[args, options]) => iterateNodes(iterate(args as PageArguments, options), options?.signal),
  };
}

/** The empty object that `node(id)` returns for a record of another type than the fragment's. */
type OtherType = Record<PropertyKey, never>;

interface FindResult<TDetail> {
  readonly found: TDetail | OtherType | null;
}

/** Creates the lookup, whose operation uses the alias `found`. `keyName`: its variable. */
export function createFinder<TDetail extends object>(
  request: GraphQLRequest,
  list: string,
  keyName: string,
): Finder<TDetail> {
  const isOfType = (found: TDetail | OtherType): found is TDetail => Object.keys(found).length > 0;
  return {
    get: async (key, options) => {
      const document: TypedDocument<FindResult<TDetail>, object> = getNounOperation('Get', list, keyName);
      const { found } = await request(document, { [keyName]: key }, options);
      return found !== null && isOfType(found) ? found : null;
    },
  };
}
