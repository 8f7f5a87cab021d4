import { z } from 'zod';
import { toolError } from './tool-error.ts';

/** A page of a connection, as the documents select it. */
export interface PageRow<Node, Edge = unknown> {
  totalCount: number;
  possibleCount?: number;
  edges: ({ cursor: string; node: Node } & Edge)[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const [defaultPageSize, maxPageSize] = [10, 50];

/** The maximum size of a result, in bytes of JSON: models cannot read more at once. */
export const maxResultBytes = 100_000;

export const pageArguments = {
  first: z
    .int()
    .min(1)
    .max(maxPageSize)
    .default(defaultPageSize)
    .describe(`The number of results: 1 to ${maxPageSize}. Defaults to ${defaultPageSize}.`),
  after: z.string().optional().describe('The nextCursor of the page before.'),
};

export const pageResults = {
  totalCount: z.int().describe('The number of matches on all pages.'),
  nextCursor: z.string().nullable().describe('Pass it as "after" to get the next page; null on the last page.'),
};

export const possibleCountResult = {
  possibleCount: z
    .int()
    .describe('Matches left out because their dates are inexact; certainty POSSIBLE includes them.'),
};

interface Page<Item> {
  items: Item[];
  totalCount: number;
  nextCursor: string | null;
}

/** Converts a page, up to the maximum size of a result: a page that is cut continues at its last item. */
export function toPage<Edge extends { cursor: string }, Item>(
  { totalCount, edges, pageInfo }: Pick<PageRow<unknown>, 'totalCount' | 'pageInfo'> & { edges: readonly Edge[] },
  toItem: (edge: Edge) => Item,
): Page<Item> {
  const items: Item[] = [];
  let size = 0;
  for (const [index, edge] of edges.entries()) {
    const item = toItem(edge);
    size += measureJson(item);
    if (size > maxResultBytes) {
      const last = edges[index - 1];
      if (!last) throw tooLargeError(size, 'Read it with the tool "query", and select fewer fields.');
      return { items, totalCount, nextCursor: last.cursor };
    }
    items.push(item);
  }
  return { items, totalCount, nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

export const measureJson = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

export const tooLargeError = (bytes: number, advice: string) =>
  toolError('COST_LIMIT', `The result has ${bytes} bytes; the limit is ${maxResultBytes}. ${advice}`);

/** The first and the last line of a list. */
export const formatList = (
  noun: string,
  { totalCount, nextCursor, items }: Page<unknown>,
  lines: readonly string[],
): string =>
  [
    `${items.length} of ${totalCount} ${noun}.`,
    ...lines,
    ...(nextCursor === null ? [] : [`Next page: after = ${JSON.stringify(nextCursor)}`]),
  ].join('\n\n');
