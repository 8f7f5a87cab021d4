import { ChanceryError } from './errors.ts';
import type { GraphQLRequest, RequestOptions } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/**
 * A page of any connection, with its nodes and its end.
 *
 * @example
 * const pick = ({ country }: Hosted): Connection<{ key: string }> | undefined => country?.visitsHosted;
 */
export interface Connection<TNode> {
  /** The items of the page. */
  readonly nodes: readonly TNode[];
  /** Whether there is a next page, and the cursor after which it begins. */
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * The variables of an operation that pages by the cursor `after`.
 *
 * @example
 * const variables: Paged = { after: page.pageInfo.endCursor };
 */
export interface Paged {
  /** The cursor after which the page begins. */
  readonly after?: string | null | undefined;
}

/**
 * Pages through a connection of your own operation, at any depth.
 *
 * @example
 * const { each }: Pager = createClient({ url });
 */
export interface Pager {
  /**
   * Iterates over the pages of the connection that `pick` selects, sending the operation again with the end of each page
   * as `$after`. Ends when `pick` returns nothing.
   */
  pages<TResult, TVariables extends Paged, TPage extends Connection<unknown>>(
    document: TypedDocument<TResult, TVariables>,
    variables: NoInfer<TVariables>,
    pick: (data: TResult) => TPage | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<TPage, void, undefined>;
  /** Iterates over the nodes of that connection. */
  each<TResult, TVariables extends Paged, TNode>(
    document: TypedDocument<TResult, TVariables>,
    variables: NoInfer<TVariables>,
    pick: (data: TResult) => Connection<TNode> | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<TNode, void, undefined>;
}

/** Creates the paging methods for a request function. */
export function createPager(request: GraphQLRequest): Pager {
  const pages: Pager['pages'] = (document, variables, pick, options) => {
    // Safe, because the variables of a paged document accept a cursor.
    const pagedDocument = document as TypedDocument<Parameters<typeof pick>[0], object>;
    return iteratePages(
      async (after) => pick(await request(pagedDocument, { ...variables, after }, options)),
      options?.signal,
      variables.after,
    );
  };
  return {
    pages,
    each: (document, variables, pick, options) =>
      iterateNodes(pages(document, variables, pick, options), options?.signal),
  };
}

/** Iterates over pages with a function that fetches the page after a cursor. */
export async function* iteratePages<TPage extends Connection<unknown>>(
  fetchPage: (after: string | null | undefined) => Promise<TPage | null | undefined>,
  signal: AbortSignal | undefined,
  after: string | null | undefined,
): AsyncGenerator<TPage, void, undefined> {
  for (let cursor = after; ; ) {
    const page = await fetchPage(cursor);
    signal?.throwIfAborted();
    if (!page) return;
    yield page;
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null || endCursor === cursor)
      throw new ChanceryError('UNKNOWN', `The cursor ${endCursor} does not advance.`);
    cursor = endCursor;
  }
}

export async function* iterateNodes<TNode>(
  pages: AsyncIterable<Connection<TNode>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<TNode, void, undefined> {
  for await (const { nodes } of pages) {
    for (const node of nodes) {
      signal?.throwIfAborted();
      yield node;
    }
  }
}
