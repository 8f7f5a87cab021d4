import { type ChanceryError, type Client, format, type Page, type Visit } from '@chancery/sdk';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';

/** Visits to a country, the latest first, a page at a time. */
export function Visits({ client, host }: { client: Client; host: string }) {
  const filter = { host: { code: { eq: host } } };
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery<
    Page<Visit>,
    ChanceryError,
    InfiniteData<Page<Visit>>,
    readonly ['visits', typeof filter],
    string | null
  >({
    queryKey: ['visits', filter],
    // TanStack Query aborts the signal when the component unmounts. The client retries on its own, so `retry` is off.
    queryFn: ({ pageParam, signal }) => client.visits.list({ filter, first: 2, after: pageParam }, { signal }),
    retry: false,
    initialPageParam: null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });

  if (isPending) return <p>…</p>;
  if (error) return <p role="alert">{`${error.code}: ${error.message}`}</p>;
  return (
    <>
      <ul>
        {data.pages
          .flatMap(({ nodes }) => nodes)
          .map((visit) => (
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
