import { useQuery } from '../../api/use-query.ts';
import { ChoroplethLink } from '../../components/choropleth-link.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { RankedBars } from '../../components/ranked-bars.tsx';
import { PartyLink } from '../../components/record-links.tsx';
import { paths } from '../../route-paths.ts';
import { MostVisitedDocument } from './generated/operations.ts';

/** Where the visits on record went. */
export function HomeMap() {
  const query = useQuery(MostVisitedDocument, { first: 10 });
  return (
    <section className="home-map" aria-labelledby="home-map-title">
      <h2 id="home-map-title">Where visits went</h2>
      <ChoroplethLink href={paths.map} />
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
        <Link href={paths.map}>Show all countries on the map</Link>. The counts depend on the sources: see the{' '}
        <a href="#coverage">coverage</a>.
      </p>
    </section>
  );
}
