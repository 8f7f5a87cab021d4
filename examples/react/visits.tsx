import { format } from '@chancery/sdk';
import { useInfiniteList } from '@chancery/sdk/react';

/** Visits to a country, the latest first, a page at a time. */
export function Visits({ host }: { host: string }) {
  const filter = { host: { code: { eq: host } } };
  // TanStack Query aborts the request when the component unmounts. The client retries on its own.
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteList('visits', { filter, first: 2 });

  if (isPending) return <p>…</p>;
  if (error) return <p role="alert">{`${error.code}: ${error.message}`}</p>;
  return (
    <>
      <ul>
        {data.nodes.map((visit) => (
          <li key={visit.id}>{`${format(visit.start)}: ${visit.summary}`}</li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => fetchNextPage()}>
          More
        </button>
      )}
    </>
  );
}
