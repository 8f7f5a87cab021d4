import { ChanceryError } from './errors.ts';
import type { GraphQLRequest, RequestOptions } from './request.ts';
import type { TypedDocument } from './typed-document.ts';

/**
 * A page of any connection that an operation asks for with its nodes and where it ends.
 *
 * @example
 * const pick = ({ country }: Hosted): Connection<{ key: string }> | undefined => country?.visitsHosted;
 */
export interface Connection<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * Variables of an operation that pages: its own, with `after` for the cursor.
 *
 * @example
 * const variables: Paged = { after: page.pageInfo.endCursor };
 */
export interface Paged {
  readonly after?: string | null | undefined;
}

/**
 * The walk through a connection of the caller's own operation, however deep it is nested.
 *
 * @example
 * const { each }: Pager = createClient({ url });
 */
export interface Pager {
  /**
   * Every page of the connection that `pick` finds in the answer: the operation is sent again with the page's end as `$after` until there is no next.
   * It ends where `pick` finds none.
   */
  pages<TResult, TVariables extends Paged, TPage extends Connection<unknown>>(
    document: TypedDocument<TResult, TVariables>,
    variables: NoInfer<TVariables>,
    pick: (data: TResult) => TPage | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<TPage, void, undefined>;
  /** Every node of that connection. */
  each<TResult, TVariables extends Paged, TNode>(
    document: TypedDocument<TResult, TVariables>,
    variables: NoInfer<TVariables>,
    pick: (data: TResult) => Connection<TNode> | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<TNode, void, undefined>;
}

/** The walks that send their pages through `request`. */
export function createPager(request: GraphQLRequest): Pager {
  const pages: Pager['pages'] = (document, variables, pick, options) => {
    // Variables that may have a cursor may be given with one.
    const own = document as TypedDocument<Parameters<typeof pick>[0], object>;
    return iteratePages(
      async (after) => pick(await request(own, { ...variables, after }, options)),
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

/** Every page, from what fetches the one after a cursor. */
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
      throw new ChanceryError(
        'UNKNOWN',
        `The server promises another page after the cursor ${endCursor}, but none that leads on.`,
      );
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
