import type { ReactNode } from 'react';
import type { QueryState } from '../../api/use-query.ts';
import { formatCount } from '../../format/labels.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { Link } from '../link.tsx';
import { Skeleton } from '../skeleton.tsx';

interface ListData<Row> {
  readonly list: { readonly totalCount: number; readonly nodes: readonly Row[] };
}

/** The newest rows of a list under a heading, with a link to all of them. Renders nothing if there are none. */
export function RecordSection<Data extends ListData<Row>, Row>({
  title,
  query,
  href,
  singular,
  plural,
  children,
}: {
  title: string;
  query: QueryState<Data>;
  /** The list of all rows. */
  href: string;
  singular: string;
  plural: string;
  children: (data: Data) => ReactNode;
}) {
  if (query.state === 'failed')
    return (
      <section aria-label={title}>
        <h2>{title}</h2>
        <ErrorNotice error={query.error} onRetry={query.retry} subject={plural} />
      </section>
    );
  if (query.data === undefined)
    return (
      <section aria-label={title} aria-busy="true">
        <h2>{title}</h2>
        <Skeleton lines={4} />
      </section>
    );
  const { totalCount, nodes } = query.data.list;
  if (totalCount === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children(query.data)}
      <p className="record-more">
        <Link href={href}>
          {totalCount > nodes.length
            ? `Show all ${formatCount(totalCount, singular, plural)}`
            : `Filter these ${plural}`}
        </Link>
      </p>
    </section>
  );
}
