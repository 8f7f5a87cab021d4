import { formatCount } from '../../format/labels.ts';
import type { Arc } from './visit-counts.ts';
import type { VisitDirection } from './visit-filter.ts';

/** Returns the width of an arc: 0.8, 1.9 and 3 pixels for 1, 10 and 100 visits. */
const getStrokeWidth = (count: number): number => Math.round((0.8 + 1.1 * Math.log10(count)) * 10) / 10;

/** The arcs that are drawn at once; more than these hide the map. */
export const maxArcs = 40;

interface SelectedArc {
  readonly arc: Arc;
  readonly className: VisitDirection;
}

/**
 * Returns the arcs of the selected country, or of it and one other, the most frequent first: narrow ones are drawn on
 * top of wide ones.
 */
export const selectArcs = (
  arcs: readonly Arc[],
  selectedKey: string | undefined,
  otherKey: string | undefined,
): SelectedArc[] =>
  arcs
    .flatMap((arc) => {
      const className = selectedKey === undefined ? undefined : classifyArc(arc, selectedKey, otherKey);
      return className === undefined ? [] : [{ arc, className }];
    })
    .sort((left, right) => right.arc.count - left.arc.count);

/**
 * The visits of the selected country as arcs with a head at the host. Without a selection there are none: all arcs
 * together show nothing. The table offers the same as links, for keyboards and screen readers.
 */
export function Arcs({
  arcs,
  zoom,
  onSelect,
}: {
  arcs: readonly SelectedArc[];
  zoom: number;
  onSelect(arc: Arc): void;
}) {
  return (
    <svg aria-hidden="true">
      {arcs.slice(0, maxArcs).map(({ arc, className }) => {
        const pair = `${arc.from.key}>${arc.to.key}`;
        const { d, angle } = bendArc(arc.start, arc.end);
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
            <path className="arc-head" d={drawArrowHead(arc.end, angle, (5 + getStrokeWidth(arc.count)) / zoom)} />
          </g>
        );
      })}
    </svg>
  );
}

/**
 * Returns a curve between two points of the map, bent to the left of its direction: the two directions of a pair are
 * apart. It is not a great circle, which would leave the map near the poles. `angle`: its direction at the end.
 */
function bendArc([x1, y1]: Arc['start'], [x2, y2]: Arc['end']): { d: string; angle: number } {
  const [controlX, controlY] = [(x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend];
  return {
    d: `M${round(x1)},${round(y1)}Q${round(controlX)},${round(controlY)} ${round(x2)},${round(y2)}`,
    angle: Math.atan2(y2 - controlY, x2 - controlX),
  };
}

/** The distance of the control point from the middle, as a share of the distance of the ends. */
const bend = 0.22;

/** Returns a triangle at the end of an arc. */
function drawArrowHead([x, y]: Arc['end'], angle: number, size: number): string {
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
