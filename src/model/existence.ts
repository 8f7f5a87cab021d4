import { addDays, type Day } from './calendar.ts';

/** The days from `start` to `end`, both included; null where it is open. */
export interface Period {
  start: Day | null;
  end: Day | null;
}

/** The years of a state: `periods` if it existed several times, else `start` to `end`. */
export interface Existence extends Period {
  periods?: readonly Period[] | undefined;
}

interface DayRange {
  earliest: Day | null;
  latest: Day | null;
}

export const getPeriods = ({ start, end, periods }: Existence): readonly Period[] =>
  periods && periods.length > 0 ? periods : [{ start, end }];

/** Returns whether the state existed on any day of the range. */
export const existsWithin = (state: Existence, { earliest, latest }: DayRange): boolean =>
  getPeriods(state).some(
    ({ start, end }) =>
      (start === null || latest === null || start <= latest) && (end === null || earliest === null || earliest <= end),
  );

export const existsOn = (state: Existence, day: Day): boolean => existsWithin(state, { earliest: day, latest: day });

/** Returns whether the state existed before a succession on that day, or no day is known: the succession does not say which state had its land before. */
export const isAcceding = (successor: Existence, on: Day | null): boolean =>
  on === null || existsOn(successor, dayBefore(on));

const dayBefore = (day: Day): Day => addDays(day, -1);

/** Returns whether the state came into being only after the range. */
export const beginsAfter = (state: Existence, { latest }: DayRange): boolean => {
  const [first] = getPeriods(state);
  return latest !== null && first !== undefined && first.start !== null && latest < first.start;
};

/** Returns whether the state had ended for good before the range. */
export const endsBefore = ({ end }: Existence, { earliest }: DayRange): boolean =>
  end !== null && earliest !== null && end < earliest;

/**
 * Returns the states that existed in the range and that `next` leads to from the origins, over any
 * number of states that did not.
 */
export function findStatesInPlace<S extends Existence & { key: string }>(
  origins: readonly S[],
  range: DayRange,
  next: (state: S) => readonly S[],
): S[] {
  const seen = new Map(origins.map((state) => [state.key, state]));
  const found = new Map<string, S>();
  // The map grows during iteration and has each state once, so cycles end.
  for (const state of seen.values()) {
    for (const other of next(state)) {
      if (existsWithin(other, range)) found.set(other.key, other);
      else if (!seen.has(other.key)) seen.set(other.key, other);
    }
  }
  return [...found.values()];
}

/** Describes the years: "1922-12-30 to 1991-12-26", "since 1991-12-16", "until 1917". */
export const formatPeriod = ({ start, end }: { start: string | null; end: string | null }): string =>
  start === null
    ? end === null
      ? 'on unknown days'
      : `until ${end}`
    : end === null
      ? `since ${start}`
      : `from ${start} to ${end}`;
