import type { ComponentChildren } from 'preact';
import type { QueryState } from '../api/use-query.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Loading } from './loading.tsx';

/** A question's answer on the page: awaited, failed or there. What was there stays, dimmed, while the next is awaited. */
export function QueryBoundary<Data>({
  of,
  what,
  children,
}: {
  of: QueryState<Data>;
  what: string;
  children: (data: Data) => ComponentChildren;
}) {
  if (of.state === 'failed') return <ErrorNotice error={of.error} retry={of.retry} what={what} />;
  if (of.data === undefined) return <Loading what={what} />;
  return (
    <div class={of.state === 'loading' ? 'answer awaiting' : 'answer'} aria-busy={of.state === 'loading'}>
      {children(of.data)}
    </div>
  );
}
