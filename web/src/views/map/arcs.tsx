import { formatCount } from '../../format/labels.ts';
import type { Arc } from './visit-counts.ts';

/** 0.8, 1.9 and 3 pixels for 1, 10 and 100 visits. */
export const getStrokeWidth = (count: number): number => Math.round((0.8 + 1.1 * Math.log10(count)) * 10) / 10;

export const getDotRadius = (count: number): number => 1.2 + getStrokeWidth(count) / 2;

/** For the eye and the mouse: the table has the same as links. */
export function Arcs({
  of,
  chosen,
  other,
  zoom,
  choose,
}: {
  of: readonly Arc[];
  chosen: string | undefined;
  other: string | undefined;
  zoom: number;
  choose(arc: Arc): void;
}) {
  const sided = of.map((arc) => ({ arc, side: classifyArc(arc, chosen, other) }));
  // What is chosen lies above, else the narrow above the wide.
  const rank = ({ arc, side }: (typeof sided)[number]): number => (side === 'aside' ? 0 : 1e9) - arc.count;
  return (
    <svg aria-hidden="true">
      {sided
        .sort((a, b) => rank(a) - rank(b))
        .map(({ arc, side }) => {
          const pair = `${arc.from.key}>${arc.to.key}`;
          const [x, y] = arc.end;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table's links do the same by keyboard.
            <g key={pair} class={`arc ${side}`} data-pair={pair} onClick={() => choose(arc)}>
              <title>{`${arc.from.name} to ${arc.to.name}: ${formatCount(arc.count, 'visit')}`}</title>
              <path d={arc.d} stroke-width={getStrokeWidth(arc.count)} />
              <circle cx={x} cy={y} r={getDotRadius(arc.count) / zoom} />
            </g>
          );
        })}
    </svg>
  );
}

function classifyArc(
  { from, to }: Arc,
  chosen: string | undefined,
  other: string | undefined,
): 'any' | 'came' | 'went' | 'aside' {
  if (!chosen) return 'any';
  if (to.key === chosen && (!other || from.key === other)) return 'came';
  return from.key === chosen && (!other || to.key === other) ? 'went' : 'aside';
}
