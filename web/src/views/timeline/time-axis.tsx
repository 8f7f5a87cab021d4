import { format } from '@chancery/sdk';
import { scaleUtc } from 'd3-scale';
import { useEffect, useRef, useState } from 'react';
import { truncateText } from '../../charts/measure-text.ts';
import { formatDay } from '../../format/date.ts';
import { getTypeLabel } from '../../format/labels.ts';
import { entryKinds } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { computeDomain, computeExtent, getDayEnd, getDayStart, msPerDay, type TimeExtent } from './time-extent.ts';

const laneHeight = 24;
const headerHeight = 26;
/** The label of a mark is after it, unless there is less space than this and more before it. */
const minLabelWidth = 260;
const labelGap = 6;
const minVisibleLabelWidth = 60;
/** Ticks closer to an edge have no label, which would be cut off. */
const tickLabelMargin = 42;

type TimeScale = (time: Date | number) => number;

/** The entries of a page on a time axis, one lane each in the order of the list, to which the marks link. */
export function TimeAxis({ entries }: { entries: readonly TimelineRow[] }) {
  const [frame, width] = useElementWidth();
  const extents = entries.map(computeExtent);
  const scale = scaleUtc()
    .domain(computeDomain(extents))
    .range([12, width - 12]);
  const height = headerHeight + entries.length * laneHeight + 6;
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 120)));
  const label = createTickFormatter(ticks);
  // A tick is the start of its day; the label of a day is above its middle, where the marks of the day are.
  const isDaily = ticks.length > 1 && (ticks[1] as Date).getTime() - (ticks[0] as Date).getTime() <= 2 * msPerDay;
  const getLabelX = (tick: Date): number => scale(tick.getTime() + (isDaily ? msPerDay / 2 : 0));
  return (
    <div className="time-axis" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no other element that groups links. */}
      <svg width={width} height={height} role="group" aria-label="Time axis of the entries on this page">
        <g>
          {ticks.map((tick) => (
            <g key={tick.getTime()}>
              <line className="tick" x1={scale(tick)} x2={scale(tick)} y1={headerHeight - 6} y2={height} />
              {getLabelX(tick) > tickLabelMargin && getLabelX(tick) < width - tickLabelMargin && (
                <text x={getLabelX(tick)} y={headerHeight - 11} textAnchor="middle">
                  {label(tick)}
                </text>
              )}
            </g>
          ))}
        </g>
        {entries.map((entry, index) => (
          <EntryMark
            key={entry.key}
            entry={entry}
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

function EntryMark({ entry, extent, number, y, scale, width }: EntryMarkProps) {
  const { from, until, isExact, isAttestedOnly } = extent;
  const isSingleDay = from !== null && from === until;
  const [left, right] = [
    from === null ? 2 : scale(getDayStart(from)),
    until === null ? width - 2 : scale(getDayEnd(until)),
  ];
  // The shape marks the day or the start of the range, or the end of a range with an open start.
  const lastDayX = until === null ? right : (scale(getDayStart(until)) + right) / 2;
  const shapeX = isSingleDay ? (left + right) / 2 : from === null ? lastDayX : left;
  const [minX, maxX] = isSingleDay
    ? [shapeX - 7, shapeX + 7]
    : [Math.min(left, shapeX - 7), Math.max(right, shapeX + 7)];
  const [spaceBefore, spaceAfter] = [minX - 2 * labelGap, width - maxX - 2 * labelGap];
  const isAfter = spaceAfter >= minLabelWidth || spaceAfter >= spaceBefore;
  const text = `${number}${entry.disputed ? ' ≠ disputed' : ''} ${entry.summary}`;
  // An entry that spans the axis has its label on top of its bar.
  const hasSpace = Math.max(spaceBefore, spaceAfter) > minVisibleLabelWidth;
  return (
    <a
      href={`#${getEntryElementId(entry)}`}
      className={`mark ${entry.__typename}`}
      aria-label={`${text} (${describeEntry(entry)})`}
    >
      <rect className="hit-area" x={minX} y={y - laneHeight / 2} width={maxX - minX} height={laneHeight} />
      {!isSingleDay && (
        <rect
          className={isExact ? 'bar' : 'bar fuzzy'}
          data-from={from ?? '..'}
          data-until={until ?? '..'}
          x={left}
          y={y - 4}
          width={Math.max(right - left, 1)}
          height="8"
        />
      )}
      {from === null && <path className="open" d={`M10,${y - 7}L2,${y}L10,${y + 7}`} />}
      {until === null && (
        <path className="open" d={`M${width - 10},${y - 7}L${width - 2},${y}L${width - 10},${y + 7}`} />
      )}
      <path
        className={isAttestedOnly ? 'point hollow' : 'point'}
        d={entryKinds[entry.__typename].path}
        transform={`translate(${shapeX},${y})`}
      />
      <text
        x={!hasSpace ? minX + 2 * labelGap : isAfter ? maxX + labelGap : minX - labelGap}
        y={y + 4}
        textAnchor={isAfter || !hasSpace ? 'start' : 'end'}
      >
        {truncateText(
          text,
          hasSpace ? Math.max(spaceBefore * Number(!isAfter), spaceAfter * Number(isAfter)) : width / 2,
        )}
      </text>
    </a>
  );
}

/** Labels ticks by year or month if all are at the start of one, otherwise by day. */
function createTickFormatter(ticks: readonly Date[]): (tick: Date) => string {
  const days = ticks.map((tick) => tick.toISOString().slice(5, 10));
  const length = days.every((day) => day === '01-01') ? 4 : days.every((day) => day.endsWith('-01')) ? 7 : 10;
  return (tick) => formatDay(tick.toISOString().slice(0, length)).replace(/([A-Z][a-z]{2})[a-z]+/, '$1');
}

/** Returns the id of an entry's element in the list, to which its mark links. */
export const getEntryElementId = ({ key }: { key: string }): string => `entry-${key}`;

function describeEntry({ __typename, date, at }: TimelineRow): string {
  return `${getTypeLabel(__typename)}, ${date ? format(date) : `date unknown, attested on ${formatDay(at)}`}`;
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
