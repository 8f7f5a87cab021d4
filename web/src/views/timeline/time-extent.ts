import type { TimelineRow } from './generated/operations.ts';

/** The days that an entry can span; null if that side is open. */
export interface TimeExtent {
  readonly from: string | null;
  readonly until: string | null;
  /** Whether start and end are known to the day. */
  readonly isExact: boolean;
  /** Whether the date is unknown, so that the entry is placed on the day on which a source attests it. */
  readonly isAttestedOnly: boolean;
}

export function computeExtent(row: TimelineRow): TimeExtent {
  const { date, at } = row;
  if (!date) return { from: at, until: at, isExact: true, isAttestedOnly: true };
  const end = 'end' in row ? row.end : null;
  const isExact = [date, ...(end ? [end] : [])].every(({ precision }) => precision === 'DAY' || precision === 'RANGE');
  return { from: date.earliest, until: (end ?? date).latest, isExact, isAttestedOnly: false };
}

export const msPerDay = 86_400_000;
export const getDayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const getDayEnd = (day: string): number => getDayStart(day) + msPerDay;

/** Returns a domain from before the first day to after the last. Open sides extend to its edges. */
export function computeDomain(extents: readonly TimeExtent[]): [Date, Date] {
  const days = extents.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
  const first = Math.min(...days.map(getDayStart));
  const last = Math.max(...days.map(getDayEnd));
  const padding = Math.max((last - first) * 0.06, 3 * msPerDay);
  return [new Date(first - padding), new Date(last + padding)];
}
