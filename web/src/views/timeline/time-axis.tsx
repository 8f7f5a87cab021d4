import { scaleUtc } from 'd3-scale';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dayText, fuzzyText } from '../../format/fuzzy-date.ts';
import { kindOf } from '../../format/labels.ts';
import { kinds } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { domainOf, type Extent, endOf, extentOf, startOf } from './time-extent.ts';

const lane = 24;
const head = 26;
/** Room for what is written beside a mark. */
const room = 105;
/** Nearer than this to an edge a tick's label would be cut off. */
const edge = 42;

type Scale = (time: Date | number) => number;

/** The entries of a page along time, a lane for each, in the order of the list below, which each mark leads to. */
export function TimeAxis({ of: rows }: { of: readonly TimelineRow[] }) {
  const [frame, width] = useWidth();
  const extents = rows.map(extentOf);
  const scale = scaleUtc()
    .domain(domainOf(extents))
    .range([12, width - 12]);
  const height = head + rows.length * lane + 6;
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 120)));
  const label = labelling(ticks);
  return (
    <div class="time-axis" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no other way to group its links. */}
      <svg width={width} height={height} role="group" aria-label="The entries of this page along time">
        <g>
          {ticks.map((tick) => (
            <g key={tick.getTime()} transform={`translate(${scale(tick)},0)`}>
              <line class="tick" y1={head - 6} y2={height} />
              {scale(tick) > edge && scale(tick) < width - edge && (
                <text y={head - 11} text-anchor="middle">
                  {label(tick)}
                </text>
              )}
            </g>
          ))}
        </g>
        {rows.map((row, index) => (
          <Mark
            key={row.key}
            of={row}
            extent={extents[index] as Extent}
            number={index + 1}
            y={head + (index + 0.5) * lane}
            scale={scale}
            width={width}
          />
        ))}
      </svg>
    </div>
  );
}

interface MarkProps {
  of: TimelineRow;
  extent: Extent;
  number: number;
  y: number;
  scale: Scale;
  width: number;
}

function Mark({ of: row, extent, number, y, scale, width }: MarkProps) {
  const { from, until, exact, attested } = extent;
  const oneDay = from !== null && from === until;
  const [left, right] = [from === null ? 2 : scale(startOf(from)), until === null ? width - 2 : scale(endOf(until))];
  // The shape of the kind stands at the day, or where the range begins; at its end where the beginning is open.
  const at = oneDay ? (left + right) / 2 : from === null ? right : left;
  const [near, far] = oneDay ? [at - 7, at + 7] : [Math.min(left, at - 7), Math.max(right, at + 7)];
  const fits = far + room < width;
  return (
    <a href={`#${rowId(row)}`} class={`mark ${row.__typename}`} aria-label={`${number}: ${spoken(row)}`}>
      <rect class="reach" x={near} y={y - lane / 2} width={far - near} height={lane} />
      {!oneDay && (
        <rect
          class={exact ? 'bar' : 'bar fuzzy'}
          data-from={from ?? '..'}
          data-until={until ?? '..'}
          x={left}
          y={y - 4}
          width={Math.max(right - left, 1)}
          height="8"
        />
      )}
      {from === null && <path class="open" d={`M10,${y - 7}L2,${y}L10,${y + 7}`} />}
      {until === null && <path class="open" d={`M${width - 10},${y - 7}L${width - 2},${y}L${width - 10},${y + 7}`} />}
      <path
        class={attested ? 'point hollow' : 'point'}
        d={kinds[row.__typename].path}
        transform={`translate(${at},${y})`}
      />
      <text x={fits ? far + 5 : Math.max(near - 5, room)} y={y + 4} text-anchor={fits ? 'start' : 'end'}>
        {number}
        {row.disputed && ' ≠ disputed'}
      </text>
    </a>
  );
}

/** What ticks are called: by year or month where they stand at the beginning of one, else by day. */
function labelling(ticks: readonly Date[]): (tick: Date) => string {
  const days = ticks.map((tick) => tick.toISOString().slice(5, 10));
  const length = days.every((one) => one === '01-01') ? 4 : days.every((one) => one.endsWith('-01')) ? 7 : 10;
  return (tick) => dayText(tick.toISOString().slice(0, length)).replace(/([A-Z][a-z]{2})[a-z]+/, '$1');
}

/** Where a mark leads: the entry's place in the list. */
export const rowId = ({ key }: { key: string }): string => `entry-${key}`;

function spoken({ __typename, date, at, summary, disputed }: TimelineRow): string {
  const when = date ? fuzzyText(date) : `no date known, attested on ${dayText(at)}`;
  return `${kindOf(__typename)}, ${when}${disputed ? ', disputed' : ''}. ${summary}`;
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.max(240, Math.floor(entry?.contentRect.width ?? 720))),
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
