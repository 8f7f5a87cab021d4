import type { ReactNode } from 'react';
import type { QueryState } from '../api/use-query.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';

/** Renders the result of a query, its error, or a loading message. The previous result stays, dimmed, during a reload. */
export function QueryBoundary<Data>({
  query,
  subject,
  children,
}: {
  query: QueryState<Data>;
  subject: string;
  children: (data: Data) => ReactNode;
}) {
  if (query.state === 'failed') return <ErrorNotice error={query.error} onRetry={query.retry} subject={subject} />;
  if (query.data === undefined) return <Loading subject={subject} />;
  const isLoading = query.state === 'loading';
  return (
    <div className={isLoading ? 'result is-loading' : 'result'} aria-busy={isLoading}>
      {children(query.data)}
    </div>
  );
}
