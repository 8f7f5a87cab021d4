import type { CountryPlacement } from './country-placement.ts';
import type { ProjectedWorld } from './project-world.ts';
import type { useRovingTabindex } from './use-roving-tabindex.ts';
import { type CountryVisitCounts, formatCountryVisitCounts } from './visit-counts.ts';

interface CountryMarkerProps extends ReturnType<ReturnType<typeof useRovingTabindex>> {
  country: CountryVisitCounts;
  placement: CountryPlacement;
  world: ProjectedWorld;
  zoom: number;
  isSelected: boolean;
}

/** A country that has visits: its shape, or a point; a former state's is a diamond. */
export function CountryMarker({
  country: of,
  placement: place,
  world,
  zoom,
  isSelected: pressed,
  hold,
  ...reached
}: CountryMarkerProps) {
  const [x, y] = place.position;
  const r = 4 / zoom;
  const shape = world.shapes.find(({ id }) => id === place.shapeId);
  const text = formatCountryVisitCounts(of, place);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button can't stand in a drawing.
    <g
      role="button"
      class={shape ? 'spot' : 'spot point'}
      aria-label={text}
      aria-pressed={pressed}
      ref={hold}
      {...reached}
    >
      <title>{text}</title>
      {shape ? (
        <path d={shape.d} />
      ) : place.successor ? (
        <path d={`M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}Z`} />
      ) : (
        <circle cx={x} cy={y} r={r} />
      )}
    </g>
  );
}
