import type { Leader } from './identify-leaders.ts';
import type { LeaderLine } from './leaders-file.ts';
import { type Departure, parseDepartures } from './parse-departures.ts';
import { isVicePresidency } from './parse-titles.ts';
import type { Observation, ReadLine } from './read-lines.ts';

/** A line of a country, as evidence of who holds its offices and who no longer does. */
export interface SeatLine extends ReadLine {
  /** The keys of the people that it names. */
  leaders: ReadonlySet<string>;
  departures: Departure[];
  /** The words of the first holder's first day or name. */
  range: readonly [start: number, end: number] | undefined;
  /** The words of the first vice president's first day or name. */
  vicePresidentRange: readonly [start: number, end: number] | undefined;
}

/** All lines of a country. */
export interface Seat {
  lines: SeatLine[];
}

/** Groups the lines by country, with the people that each names. */
export function collectSeats(lines: readonly ReadLine[], leaders: ReadonlyMap<Observation, Leader>): Map<string, Seat> {
  const observationsByLine = Map.groupBy(leaders.keys(), ({ line }): LeaderLine => line);
  const seats = new Map<string, Seat>();
  for (const line of lines) {
    const observations = observationsByLine.get(line.line) ?? [];
    const getRange = (one: Observation | undefined) => one && (one.wordRanges.since ?? one.wordRanges.name);
    const seat = seats.get(line.country) ?? { lines: [] };
    seats.set(line.country, seat);
    seat.lines.push({
      ...line,
      leaders: new Set(observations.flatMap((observation) => leaders.get(observation)?.key ?? [])),
      departures: parseDepartures(line.line.text),
      range: getRange(observations[0]),
      vicePresidentRange: getRange(observations.find(({ office }) => isVicePresidency(office))),
    });
  }
  return seats;
}
