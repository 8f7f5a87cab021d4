import type { PageInfo } from './generated/types.ts';
import { iterateNodes, iteratePages } from './pagination.ts';
import type { Arguments, GraphQLRequest, RequestOptions } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/** The largest page that the server gives. */
const maxPageSize = 100;

/**
 * One page of a list, and the cursors to the next and the previous one.
 *
 * @example
 * const { nodes, pageInfo }: Page<Visit> = await client.visits.list({ first: 20 });
 */
export interface Page<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo: PageInfo;
}

/**
 * A list's arguments; a cursor may be null, as `pageInfo` has it.
 *
 * @example
 * const next: ListArguments<ListVisitsVariables> = { first: 20, after: page.pageInfo.endCursor };
 */
export type ListArguments<TList> = { [K in keyof TList]: K extends 'after' | 'before' ? TList[K] | null : TList[K] };

/**
 * The arguments of `each`: `first` is the size of the pages it fetches, `after` where it begins.
 *
 * @example
 * const all: EachArguments<ListVisitsVariables> = { filter: { status: ['COMPLETED'] }, first: 50 };
 */
export type EachArguments<TList> = Omit<ListArguments<TList>, 'last' | 'before'>;

/**
 * A list in pages; `list` is one request, `pages` and `each` are one a page.
 *
 * @example
 * const history: Pages<Revision, ListHistoryVariables> = client.history;
 */
export interface Pages<TNode, TList> {
  /** One page: 20 unless `first` or `last` says, 100 at most. */
  list(...args: Arguments<ListArguments<TList>>): Promise<Page<TNode>>;
  /** Every page in order, of 100 unless `first` says, each fetched when it is asked for; breaking off ends it, the signal too. */
  pages(...args: Arguments<EachArguments<TList>>): AsyncGenerator<Page<TNode>, void, undefined>;
  /** All of them in order, a page of 100 fetched whenever the last is used up; breaking off ends it, the signal too. */
  each(...args: Arguments<EachArguments<TList>>): AsyncGenerator<TNode, void, undefined>;
}

/**
 * The calls that every list has.
 *
 * @example
 * const visits: Listing<Visit, ListVisitsVariables, CountVisitsVariables> = client.visits;
 */
export interface Listing<TNode, TList, TCount> extends Pages<TNode, TList> {
  /** How many match. */
  count(...args: Arguments<TCount>): Promise<number>;
}

/**
 * Asks for one, with more detail than a list gives.
 *
 * @example
 * const people: Finder<PersonDetail> = client.people;
 */
export interface Finder<TDetail> {
  /** The one with this id (a country's or commodity's code, a person's key), or null where none has it. */
  get(id: string, options?: RequestOptions): Promise<TDetail | null>;
}

/**
 * All the calls of a noun.
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

/** The calls of a list, from its two documents, which both name the connection `page`. */
export function createListing<TNode, TList, TCount>(
  request: GraphQLRequest,
  listDocument: TypedDocument<ListResult<TNode>, TList>,
  countDocument: TypedDocument<CountResult, TCount>,
): Listing<TNode, TList, TCount> {
  // The public signatures have checked the arguments against the document's variables.
  const document = listDocument as TypedDocument<ListResult<TNode>, object>;
  return {
    ...createPages(async (variables, options) => (await request(document, variables, options)).page),
    count: async (...args) => (await request(countDocument, ...args)).page.totalCount,
  };
}

/** The calls of a list, from what fetches one page of it. */
export function createPages<TNode, TList>(
  pageOf: (variables: TList & object, options?: RequestOptions) => Promise<Page<TNode>>,
): Pages<TNode, TList> {
  const fetchPage = ({ after, before, ...rest }: PageArguments = {}, options?: RequestOptions) =>
    pageOf({ ...rest, after: after ?? undefined, before: before ?? undefined } as unknown as TList & object, options);
  const walk = (args: PageArguments | undefined, options: RequestOptions | undefined) =>
    iteratePages((after) => fetchPage({ first: maxPageSize, ...args, after }, options), options?.signal, args?.after);
  return {
    list: (...[args, options]) => fetchPage(args as PageArguments, options),
    pages: (...[args, options]) => walk(args as PageArguments, options),
    each: (...[args, options]) => iterateNodes(walk(args as PageArguments, options), options?.signal),
  };
}

/** What `node(id)` leaves of a thing that is of another type than the fragment asks for. */
type OtherType = Record<PropertyKey, never>;

interface FindResult<TDetail> {
  readonly found: TDetail | OtherType | null;
}

/** The call for one, from a document that names it `found`. */
export function createFinder<TDetail extends object, TVariables extends object>(
  request: GraphQLRequest,
  document: TypedDocument<FindResult<TDetail>, TVariables>,
  variablesOf: (id: string) => TVariables,
): Finder<TDetail> {
  const isOfType = (found: TDetail | OtherType): found is TDetail => Object.keys(found).length > 0;
  return {
    get: async (id, options) => {
      const { found } = await request(document as TypedDocument<FindResult<TDetail>, object>, variablesOf(id), options);
      return found !== null && isOfType(found) ? found : null;
    },
  };
}
