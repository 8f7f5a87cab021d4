import { scaleLinear } from 'd3-scale';
import { useEffect, useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../components/button.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { useUrlState } from '../../url-state.ts';
import { MapYearsDocument } from './generated/operations.ts';
import { parseVisitFilter } from './visit-filter.ts';

const stepMs = 900;

/** Selects the first and last year of the visits, and plays them in steps as long as the selected period. */
export function YearRange() {
  const { params, update } = useUrlState();
  const { start: _, ...filter } = parseVisitFilter(params);
  const query = useQuery(MapYearsDocument, { filter });
  const counts = new Map(query.data?.visitCounts.map(({ year, count }) => [year, count]));
  const known = [...counts.keys()].filter((year) => year !== null).sort((one, other) => one - other);
  const [first = 1900, last = 2100] = [known[0], known.at(-1)];
  const from = readYear(params.get('from')) ?? first;
  const until = readYear(params.get('until')) ?? last;
  const setYears = (start: number, end: number): void =>
    update(
      {
        ...firstPageParams,
        from: start <= first ? undefined : `${start}-01-01`,
        until: end >= last ? undefined : `${end}-12-31`,
      },
      { replace: true },
    );
  const length = until - from + 1;
  const moveBy = (years: number): void => {
    const start = Math.min(Math.max(first, from + years), last - length + 1);
    setYears(start, start + length - 1);
  };
  const [isPlaying, setIsPlaying] = useState(false);
  const prefersReducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isAtEnd = until >= last;
  useEffect(() => {
    if (!isPlaying) return;
    if (isAtEnd) return setIsPlaying(false);
    const timer = setTimeout(() => moveBy(length), stepMs);
    return () => clearTimeout(timer);
  });
  const play = (): void => {
    // The whole period has nothing to play: begin with its first tenth.
    const span = length > (last - first) / 2 ? Math.max(1, Math.round((last - first + 1) / 10)) : length;
    if (isAtEnd) setYears(first, first + span - 1);
    setIsPlaying(true);
  };
  if (known.length < 2) return null;
  const bar = scaleLinear([0, Math.max(...counts.values())], [0, 28]);
  const width = last - first + 1;
  return (
    <fieldset className="year-range">
      <legend>
        Years {Math.max(from, first)} to {Math.min(until, last)}
      </legend>
      <svg className="year-bars" viewBox={`0 0 ${width} 28`} preserveAspectRatio="none" aria-hidden="true">
        {known.map((year) => (
          <rect
            key={year}
            className={year >= from && year <= until ? 'year-bar selected' : 'year-bar'}
            x={year - first + 0.1}
            y={28 - bar(counts.get(year) ?? 0)}
            width={0.8}
            height={bar(counts.get(year) ?? 0)}
          />
        ))}
      </svg>
      <input
        type="range"
        aria-label="First year"
        min={first}
        max={last}
        value={from}
        onChange={({ currentTarget }) =>
          setYears(Number(currentTarget.value), Math.max(until, Number(currentTarget.value)))
        }
      />
      <input
        type="range"
        aria-label="Last year"
        min={first}
        max={last}
        value={until}
        onChange={({ currentTarget }) =>
          setYears(Math.min(from, Number(currentTarget.value)), Number(currentTarget.value))
        }
      />
      <div className="tools">
        <Button size="small" onClick={() => moveBy(-length)} disabled={from <= first}>
          Earlier
        </Button>
        {!prefersReducedMotion && (
          <Button size="small" onClick={() => (isPlaying ? setIsPlaying(false) : play())} aria-pressed={isPlaying}>
            {isPlaying ? 'Pause' : 'Play'}
          </Button>
        )}
        <Button size="small" onClick={() => moveBy(length)} disabled={isAtEnd}>
          Later
        </Button>
      </div>
    </fieldset>
  );
}

function readYear(date: string | null): number | undefined {
  const year = /^(\d{4})(-|$)/.exec(date?.trim() ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}
