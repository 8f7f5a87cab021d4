import type { VisitFilter } from '@chancery/sdk';
import { lazy, Suspense } from 'react';
import './choropleth-link.css';
import { Link } from './link.tsx';
import { Skeleton } from './skeleton.tsx';

// A ranking next to the map has the same counts, so the page is complete without it.
const SmallChoropleth = lazy(() =>
  import('../views/map/small-choropleth.tsx').then(
    ({ SmallChoropleth: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => null }),
  ),
);

/** A small map of where visits went, which opens the page of the map. */
export const ChoroplethLink = ({ href, filter }: { href: string; filter?: VisitFilter }) => (
  <Link href={href} className="choropleth-link">
    <span className="visually-hidden">Open the map</span>
    <Suspense fallback={<Skeleton lines={0} />}>
      <SmallChoropleth filter={filter} />
    </Suspense>
  </Link>
);
