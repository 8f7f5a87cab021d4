import { formatCount } from '../../format/labels.ts';
import type { Arc } from './visit-counts.ts';
import type { VisitDirection } from './visit-filter.ts';

/** Returns the width of an arc: 0.8, 1.9 and 3 pixels for 1, 10 and 100 visits. */
export const getStrokeWidth = (count: number): number => Math.round((0.8 + 1.1 * Math.log10(count)) * 10) / 10;

export const getDotRadius = (count: number): number => 1.2 + getStrokeWidth(count) / 2;

/** The arcs of the map. The table offers the same as links, for keyboards and screen readers. */
export function Arcs({
  arcs,
  selectedKey,
  otherKey,
  zoom,
  onSelect,
}: {
  arcs: readonly Arc[];
  selectedKey: string | undefined;
  otherKey: string | undefined;
  zoom: number;
  onSelect(arc: Arc): void;
}) {
  const classified = arcs.map((arc) => ({ arc, className: classifyArc(arc, selectedKey, otherKey) }));
  // Selected arcs are drawn on top, and otherwise narrow arcs on top of wide ones.
  const getDrawingOrder = ({ arc, className }: (typeof classified)[number]): number =>
    (className === 'dimmed' ? 0 : 1e9) - arc.count;
  return (
    <svg aria-hidden="true">
      {classified
        .sort((left, right) => getDrawingOrder(left) - getDrawingOrder(right))
        .map(({ arc, className }) => {
          const pair = `${arc.from.key}>${arc.to.key}`;
          const [x, y] = arc.end;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the links of the table do the same by keyboard.
            <g key={pair} className={`arc ${className}`} data-pair={pair} onClick={() => onSelect(arc)}>
              <title>{`${arc.from.name} to ${arc.to.name}: ${formatCount(arc.count, 'visit')}`}</title>
              <path d={arc.d} strokeWidth={getStrokeWidth(arc.count)} />
              <circle cx={x} cy={y} r={getDotRadius(arc.count) / zoom} />
            </g>
          );
        })}
    </svg>
  );
}

function classifyArc(
  { from, to }: Arc,
  selectedKey: string | undefined,
  otherKey: string | undefined,
): 'unselected' | 'dimmed' | VisitDirection {
  if (!selectedKey) return 'unselected';
  if (to.key === selectedKey && (!otherKey || from.key === otherKey)) return 'incoming';
  return from.key === selectedKey && (!otherKey || to.key === otherKey) ? 'outgoing' : 'dimmed';
}
