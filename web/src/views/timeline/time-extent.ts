import type { TimelineRow } from './generated/operations.ts';

/** The days that an entry can take up; null where that side is open. */
export interface Extent {
  readonly from: string | null;
  readonly until: string | null;
  /** Known to the day, or from one day to another. */
  readonly exact: boolean;
  /** No date of its own is known: it stands at the day on which a source attests it. */
  readonly attested: boolean;
}

export function extentOf(row: TimelineRow): Extent {
  const { date, at } = row;
  if (!date) return { from: at, until: at, exact: true, attested: true };
  const end = row.__typename === 'Visit' ? row.end : 'until' in row ? row.until : null;
  const exact = [date, ...(end ? [end] : [])].every(({ precision }) => precision === 'DAY' || precision === 'RANGE');
  return { from: date.earliest, until: (end ?? date).latest, exact, attested: false };
}

const dayMs = 86_400_000;
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const endOf = (day: string): number => startOf(day) + dayMs;

/** From before the first day to after the last of them; what is open reaches the edges. */
export function domainOf(extents: readonly Extent[]): [Date, Date] {
  const days = extents.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
  const first = Math.min(...days.map(startOf));
  const last = Math.max(...days.map(endOf));
  const around = Math.max((last - first) * 0.06, 3 * dayMs);
  return [new Date(first - around), new Date(last + around)];
}
