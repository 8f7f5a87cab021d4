import type { VisitFilter } from '@chancery/sdk';
import { useAsyncData, useQuery } from '../../api/use-query.ts';
import { computeColorSteps, getStepColor } from '../../charts/numbers.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { HostCountsDocument } from './generated/operations.ts';
import { loadGeography } from './load-geography.ts';

/** The world with each country colored by the visits that it hosted and that match a filter, without interaction. */
export function SmallChoropleth({ filter = {} }: { filter?: VisitFilter | undefined }) {
  const geography = useAsyncData('geography', loadGeography);
  const query = useQuery(HostCountsDocument, { filter });
  if (geography.state === 'failed' || query.state === 'failed') return null;
  if (!geography.data || !query.data) return <Skeleton lines={0} />;
  const { world, countries, placements } = geography.data;
  const counts = new Map(query.data.visitCounts.flatMap(({ host, count }) => (host ? [[host.key, count]] : [])));
  const steps = computeColorSteps(Math.max(1, ...counts.values()));
  const shapeCounts = new Map(
    countries.flatMap(({ key }) => {
      const shapeId = placements.get(key)?.shapeId;
      return shapeId === undefined ? [] : [[shapeId, counts.get(key) ?? 0]];
    }),
  );
  return (
    <svg
      viewBox={`-3 -3 ${world.width + 6} ${world.height + 3}`}
      role="img"
      aria-label="World map: countries by number of visits hosted"
    >
      {world.shapes.map(({ id, d }) => (
        <path key={id} d={d} fill={getStepColor(steps, shapeCounts.get(id) ?? 0)} />
      ))}
      {countries.map(({ key }) => {
        const placement = placements.get(key);
        const count = counts.get(key) ?? 0;
        if (!placement || placement.shapeId || placement.successor || count === 0) return null;
        const [x, y] = placement.position;
        return <circle key={key} cx={x} cy={y} r="6" fill={getStepColor(steps, count)} />;
      })}
    </svg>
  );
}
