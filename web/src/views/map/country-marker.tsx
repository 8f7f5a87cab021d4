import type { CountryPlacement } from './country-placement.ts';
import type { ProjectedWorld } from './project-world.ts';
import type { useRovingTabindex } from './use-roving-tabindex.ts';

interface CountryMarkerProps extends ReturnType<ReturnType<typeof useRovingTabindex>> {
  /** Its name and counts, for the tooltip and screen readers. */
  label: string;
  placement: CountryPlacement;
  world: ProjectedWorld;
  zoom: number;
  isSelected: boolean;
  /** The color of the count. */
  fill: string;
}

/** A country with visits: its shape, a point if it has no shape, or a diamond if it is a former state. */
export function CountryMarker({
  label,
  placement,
  world,
  zoom,
  isSelected,
  fill,
  elementRef,
  ...focusProps
}: CountryMarkerProps) {
  const [x, y] = placement.position;
  const radius = 4 / zoom;
  const shape = world.shapes.find(({ id }) => id === placement.shapeId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG cannot contain a button element.
    <g
      role="button"
      className={shape ? 'country' : 'country point'}
      aria-label={label}
      data-label={label}
      fill={fill}
      aria-pressed={isSelected}
      ref={elementRef}
      {...focusProps}
    >
      {shape ? (
        <path d={shape.d} />
      ) : placement.successor ? (
        <path d={`M${x},${y - radius}l${radius},${radius}l${-radius},${radius}l${-radius},${-radius}Z`} />
      ) : (
        <circle cx={x} cy={y} r={radius} />
      )}
    </g>
  );
}
