import { formatCount } from '../../format/labels.ts';
import type { ProjectedWorld } from './project-world.ts';
import type { Arc } from './visit-counts.ts';
import type { VisitDirection } from './visit-filter.ts';

/** Returns the width of an arc: 0.8, 1.9 and 3 pixels for 1, 10 and 100 visits. */
const getStrokeWidth = (count: number): number => Math.round((0.8 + 1.1 * Math.log10(count)) * 10) / 10;

/**
 * The visits of the selected country as arcs with a head at the host. Without a selection there are none: all arcs
 * together show nothing. The table offers the same as links, for keyboards and screen readers.
 */
export function Arcs({
  arcs,
  world,
  selectedKey,
  otherKey,
  zoom,
  onSelect,
}: {
  arcs: readonly Arc[];
  world: ProjectedWorld;
  selectedKey: string | undefined;
  otherKey: string | undefined;
  zoom: number;
  onSelect(arc: Arc): void;
}) {
  if (selectedKey === undefined) return null;
  const classified = arcs.flatMap((arc) => {
    const className = classifyArc(arc, selectedKey, otherKey);
    return className === undefined ? [] : [{ arc, className }];
  });
  return (
    <svg aria-hidden="true">
      {classified
        // Narrow arcs are drawn on top of wide ones.
        .sort((left, right) => right.arc.count - left.arc.count)
        .map(({ arc, className }) => {
          const pair = `${arc.from.key}>${arc.to.key}`;
          const d = world.drawArc(arc.start, arc.end);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the links of the table do the same by keyboard.
            <g
              key={pair}
              className={`arc ${className}`}
              data-pair={pair}
              data-label={`${arc.from.name} to ${arc.to.name}: ${formatCount(arc.count, 'visit')}`}
              onClick={() => onSelect(arc)}
            >
              <path d={d} strokeWidth={getStrokeWidth(arc.count)} />
              <path className="arc-head" d={drawArrowHead(d, arc.end, (5 + getStrokeWidth(arc.count)) / zoom)} />
            </g>
          );
        })}
    </svg>
  );
}

/** Returns a triangle at the end of an arc, in the direction of its last segment. */
function drawArrowHead(d: string, [x, y]: Arc['end'], size: number): string {
  const points = [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, px, py]) => [Number(px), Number(py)] as const);
  const [fromX, fromY] = points.findLast(([px, py]) => Math.hypot(px - x, py - y) > 1) ?? [x - 1, y];
  const angle = Math.atan2(y - fromY, x - fromX);
  const corner = (turn: number): string =>
    `${round(x + size * Math.cos(angle + turn))},${round(y + size * Math.sin(angle + turn))}`;
  return `M${round(x)},${round(y)}L${corner(Math.PI - 0.45)}L${corner(Math.PI + 0.45)}Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Returns whether an arc belongs to the visits that the selected country hosted or made, optionally with one other. */
function classifyArc({ from, to }: Arc, selectedKey: string, otherKey: string | undefined): VisitDirection | undefined {
  if (to.key === selectedKey && (!otherKey || from.key === otherKey)) return 'incoming';
  return from.key === selectedKey && (!otherKey || to.key === otherKey) ? 'outgoing' : undefined;
}
