import { useUrlState } from '../url-state.ts';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What a list asks, by the page that the address names: the first unless it says `after` or `before`; as long as `size` says. */
export function parsePageParams(params: URLSearchParams): {
  first?: number;
  last?: number;
  after?: string;
  before?: string;
} {
  const asked = Number(params.get('size') ?? 20);
  const size = Number.isInteger(asked) && asked > 0 ? asked : 20;
  const before = params.get('before');
  const after = params.get('after');
  if (before) return { last: size, before };
  return after ? { first: size, after } : { first: size };
}

/** Any other filter begins at the first page. */
export const firstPageParams = { after: undefined, before: undefined } as const;

/** Where a view has several lists, `also` writes into the address which of them the page is of, and `label` tells it. */
export function Pager({
  info,
  label = 'Pages',
  also,
}: {
  info: PageInfo;
  label?: string;
  also?: Readonly<Record<string, string>>;
}) {
  const address = useUrlState();
  if (!info.hasNextPage && !info.hasPreviousPage) return null;
  return (
    <nav class="pager" aria-label={label}>
      {info.hasPreviousPage && info.startCursor && (
        <a rel="prev" href={address.urlWith({ ...also, before: info.startCursor, after: undefined })}>
          ← Previous page
        </a>
      )}
      {info.hasNextPage && info.endCursor && (
        <a rel="next" href={address.urlWith({ ...also, after: info.endCursor, before: undefined })}>
          Next page →
        </a>
      )}
    </nav>
  );
}
