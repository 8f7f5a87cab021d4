import type { Place } from './country-placement.ts';
import type { World } from './project-world.ts';
import type { useRoving } from './use-roving-tabindex.ts';
import { type Counted, countsText } from './visit-counts.ts';

interface SpotProps extends ReturnType<ReturnType<typeof useRoving>> {
  of: Counted;
  place: Place;
  world: World;
  zoom: number;
  pressed: boolean;
}

/** A country that has visits: its shape, or a point; a former state's is a diamond. */
export function Spot({ of, place, world, zoom, pressed, hold, ...reached }: SpotProps) {
  const [x, y] = place.at;
  const r = 4 / zoom;
  const shape = world.shapes.find(({ id }) => id === place.shape);
  const text = countsText(of, place);
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
      ) : place.via ? (
        <path d={`M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}Z`} />
      ) : (
        <circle cx={x} cy={y} r={r} />
      )}
    </g>
  );
}
