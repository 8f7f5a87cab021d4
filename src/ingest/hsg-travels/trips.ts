import { type Day, daysBetween } from '../../model/fuzzy-date.ts';
import type { Leg } from './leg.ts';

const idCollator = new Intl.Collator('en', { numeric: true });

const compareByDayThenId = (a: Leg, b: Leg): number =>
  a.start === b.start ? idCollator.compare(a.id, b.id) : a.start < b.start ? -1 : 1;

/**
 * Groups one traveller's legs into trips, in order. A leg continues a trip if it starts no later than
 * the day after the trip's end.
 */
export function groupIntoTrips(legs: readonly Leg[]): Leg[][] {
  const trips: Leg[][] = [];
  let until: Day = '';
  for (const leg of legs.toSorted(compareByDayThenId)) {
    const trip = trips.at(-1);
    // Legs overlap, so the trip's end is the latest so far, not the last leg's.
    if (trip && daysBetween(until, leg.start) <= 1) trip.push(leg);
    else trips.push([leg]);
    const end = leg.end ?? leg.start;
    if (trip !== trips.at(-1) || end > until) until = end;
  }
  return trips;
}

export const tripKey = (trip: readonly Leg[]): string => `hsg-travels:trip:${trip[0]?.id}`;
