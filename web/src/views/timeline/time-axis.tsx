import { scaleUtc } from 'd3-scale';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatDay, formatFuzzyDate } from '../../format/fuzzy-date.ts';
import { getTypeLabel } from '../../format/labels.ts';
import { entryKinds } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { computeDomain, computeExtent, getDayEnd, getDayStart, type TimeExtent } from './time-extent.ts';

const laneHeight = 24;
const headerHeight = 26;
/** Room for what is written beside a mark. */
const markLabelWidth = 105;
/** Nearer than this to an edge a tick's label would be cut off. */
const tickLabelMargin = 42;

type TimeScale = (time: Date | number) => number;

/** The entries of a page along time, a lane for each, in the order of the list below, which each mark leads to. */
export function TimeAxis({ of: rows }: { of: readonly TimelineRow[] }) {
  const [frame, width] = useElementWidth();
  const extents = rows.map(computeExtent);
  const scale = scaleUtc()
    .domain(computeDomain(extents))
    .range([12, width - 12]);
  const height = headerHeight + rows.length * laneHeight + 6;
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 120)));
  const label = createTickFormatter(ticks);
  return (
    <div class="time-axis" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no other way to group its links. */}
      <svg width={width} height={height} role="group" aria-label="The entries of this page along time">
        <g>
          {ticks.map((tick) => (
            <g key={tick.getTime()} transform={`translate(${scale(tick)},0)`}>
              <line class="tick" y1={headerHeight - 6} y2={height} />
              {scale(tick) > tickLabelMargin && scale(tick) < width - tickLabelMargin && (
                <text y={headerHeight - 11} text-anchor="middle">
                  {label(tick)}
                </text>
              )}
            </g>
          ))}
        </g>
        {rows.map((row, index) => (
          <EntryMark
            key={row.key}
            entry={row}
            extent={extents[index] as TimeExtent}
            number={index + 1}
            y={headerHeight + (index + 0.5) * laneHeight}
            scale={scale}
            width={width}
          />
        ))}
      </svg>
    </div>
  );
}

interface EntryMarkProps {
  entry: TimelineRow;
  extent: TimeExtent;
  number: number;
  y: number;
  scale: TimeScale;
  width: number;
}

function EntryMark({ entry: row, extent, number, y, scale, width }: EntryMarkProps) {
  const { from, until, isExact: exact, isAttestedOnly: attested } = extent;
  const oneDay = from !== null && from === until;
  const [left, right] = [
    from === null ? 2 : scale(getDayStart(from)),
    until === null ? width - 2 : scale(getDayEnd(until)),
  ];
  // The shape of the kind stands at the day, or where the range begins; at its end where the beginning is open.
  const at = oneDay ? (left + right) / 2 : from === null ? right : left;
  const [near, far] = oneDay ? [at - 7, at + 7] : [Math.min(left, at - 7), Math.max(right, at + 7)];
  const fits = far + markLabelWidth < width;
  return (
    <a
      href={`#${getEntryElementId(row)}`}
      class={`mark ${row.__typename}`}
      aria-label={`${number}: ${describeEntry(row)}`}
    >
      <rect class="reach" x={near} y={y - laneHeight / 2} width={far - near} height={laneHeight} />
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
        d={entryKinds[row.__typename].path}
        transform={`translate(${at},${y})`}
      />
      <text x={fits ? far + 5 : Math.max(near - 5, markLabelWidth)} y={y + 4} text-anchor={fits ? 'start' : 'end'}>
        {number}
        {row.disputed && ' ≠ disputed'}
      </text>
    </a>
  );
}

/** What ticks are called: by year or month where they stand at the beginning of one, else by day. */
function createTickFormatter(ticks: readonly Date[]): (tick: Date) => string {
  const days = ticks.map((tick) => tick.toISOString().slice(5, 10));
  const length = days.every((one) => one === '01-01') ? 4 : days.every((one) => one.endsWith('-01')) ? 7 : 10;
  return (tick) => formatDay(tick.toISOString().slice(0, length)).replace(/([A-Z][a-z]{2})[a-z]+/, '$1');
}

/** Where a mark leads: the entry's place in the list. */
export const getEntryElementId = ({ key }: { key: string }): string => `entry-${key}`;

function describeEntry({ __typename, date, at, summary, disputed }: TimelineRow): string {
  const when = date ? formatFuzzyDate(date) : `no date known, attested on ${formatDay(at)}`;
  return `${getTypeLabel(__typename)}, ${when}${disputed ? ', disputed' : ''}. ${summary}`;
}

function useElementWidth() {
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
