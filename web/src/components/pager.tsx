import type { PageInfo } from '@chancery/sdk';
import { useUrlState } from '../url-state.ts';
import { Link } from './link.tsx';

/** Returns the paging arguments for the page in the URL: `after` or `before` a cursor, otherwise the first page. */
export function parsePageParams(params: URLSearchParams): {
  first?: number;
  last?: number;
  after?: string;
  before?: string;
} {
  const requestedSize = Number(params.get('size') ?? 20);
  const size = Number.isInteger(requestedSize) && requestedSize > 0 ? requestedSize : 20;
  const before = params.get('before');
  const after = params.get('after');
  if (before) return { last: size, before };
  return after ? { first: size, after } : { first: size };
}

/** The URL changes that return to the first page, for when a filter changes. */
export const firstPageParams = { after: undefined, before: undefined } as const;

/** Links to the previous and the next page. A view with several lists identifies the list by `extraParams` and `label`. */
export function Pager({
  pageInfo: { hasPreviousPage, startCursor, hasNextPage, endCursor },
  label = 'Pages',
  extraParams,
}: {
  pageInfo: PageInfo;
  label?: string;
  extraParams?: Readonly<Record<string, string>>;
}) {
  const urlState = useUrlState();
  if (!hasNextPage && !hasPreviousPage) return null;
  return (
    <nav className="pager" aria-label={label}>
      {hasPreviousPage && startCursor && (
        <Link rel="prev" href={urlState.urlWith({ ...extraParams, before: startCursor, after: undefined })}>
          ← Previous page
        </Link>
      )}
      {hasNextPage && endCursor && (
        <Link rel="next" href={urlState.urlWith({ ...extraParams, after: endCursor, before: undefined })}>
          Next page →
        </Link>
      )}
    </nav>
  );
}
