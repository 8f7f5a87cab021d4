import { lazy, Suspense } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { RankedBars } from '../../components/ranked-bars.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { paths } from '../../route-paths.ts';
import { MostVisitedDocument } from './generated/operations.ts';

// The list below has the same counts, so the page is complete without the map.
const SmallChoropleth = lazy(() =>
  import('../map/small-choropleth.tsx').then(
    ({ SmallChoropleth: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => null }),
  ),
);

/** Where the visits on record went. */
export function HomeMap() {
  const query = useQuery(MostVisitedDocument, { first: 10 });
  return (
    <section className="home-map" aria-labelledby="home-map-title">
      <h2 id="home-map-title">Where visits went</h2>
      <Link href={paths.map} className="home-choropleth">
        <span className="visually-hidden">Open the map</span>
        <Suspense fallback={<Skeleton lines={0} />}>
          <SmallChoropleth />
        </Suspense>
      </Link>
      <QueryBoundary query={query} subject="the most visited countries">
        {({ visitCounts }) => (
          <RankedBars
            label="Most visited countries"
            items={visitCounts.flatMap(({ host, count }) =>
              host ? [{ key: host.key, value: count, label: <PartyLink party={host} /> }] : [],
            )}
          />
        )}
      </QueryBoundary>
      <p className="minor">
        <Link href={paths.map}>Show all countries on the map</Link>
      </p>
    </section>
  );
}
