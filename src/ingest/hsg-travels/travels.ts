import { type Day, daysBetween } from '../../model/fuzzy-date.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { toRecordItem } from '../import-items.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { resolveHost } from './host.ts';
import type { Leg } from './leg.ts';
import { createCitation } from './source.ts';
import {
  createElectTermRecord,
  createTermRecord,
  offices,
  type ParsedTerms,
  type PersonInput,
  personKey,
} from './terms.ts';
import { findHeldTerm } from './traveller.ts';
import { createVisitRecord } from './visit.ts';

/** Yields people and their terms, then each traveller's trips with their visits. */
export function* createTravelItems(
  legs: readonly Leg[],
  terms: ParsedTerms,
  countries: CountryResolver,
): Generator<ImportItem> {
  const byTraveller = Map.groupBy(legs, ({ personId }) => personId);
  for (const [personId, [first]] of byTraveller) {
    if (!first || terms.nameByPersonId.has(personId)) continue;
    const person: PersonInput = {
      noun: 'person',
      key: personKey(personId),
      name: first.name,
      citations: [createCitation(first.source, 'STATED', { spans: first.fields.name.spans })],
    };
    yield toRecordItem(first.place, person);
  }
  for (const term of terms.terms) {
    const item = toRecordItem(term.place, createTermRecord(term));
    // Office holders without travels have only an id in the source, no name.
    const isNamed = byTraveller.has(term.personId) || terms.nameByPersonId.has(term.personId);
    yield isNamed ? item : { ...item, isLeftOut: true };
  }
  for (const travellerLegs of byTraveller.values()) yield* createTripItems(travellerLegs, terms, countries);
}

function* createTripItems(legs: readonly Leg[], terms: ParsedTerms, countries: CountryResolver): Generator<ImportItem> {
  const elected = new Set<string>();
  for (const trip of groupIntoTrips(legs)) {
    const key = `hsg-travels:trip:${trip[0]?.id}`;
    let hasTripRecord = false;
    for (const [index, leg] of trip.entries()) {
      const { place, fields } = leg;
      const host = resolveHost(countries, {
        label: fields.country.text,
        id: fields.country.attributes.id ?? '',
        locale: fields.locale.text,
        on: leg.start,
        until: leg.end,
      });
      if ('reason' in host) {
        yield { place, key: leg.key, rejected: host.reason };
        continue;
      }
      const held = findHeldTerm(terms.terms, leg);
      if (held?.futureTerm && !elected.has(held.key)) {
        elected.add(held.key);
        const citation = createCitation(leg.source, 'STATED', { spans: fields.remarks.spans });
        yield toRecordItem(place, createElectTermRecord(held.futureTerm, citation));
      }
      if (!hasTripRecord) yield toRecordItem(place, { noun: 'trip', key });
      hasTripRecord = true;
      const hostNames = countries.listNames(host.key);
      const record = createVisitRecord({ leg, host, hostNames, held, trip: { key, leg: index + 1 } });
      yield toRecordItem(place, record, createLegNote(leg, host.note, held !== undefined, terms));
    }
  }
}

function createLegNote(
  { role, name, start }: Leg,
  hostNote: string | undefined,
  held: boolean,
  terms: ParsedTerms,
): string {
  const isOutsideTerm = !held && terms.terms.some((term) => term.role === role);
  const termNote = isOutsideTerm && `${name} was not ${offices[role].title} on ${start}: the visit has no term.`;
  return [hostNote, termNote].filter(Boolean).join(' ');
}

const idCollator = new Intl.Collator('en', { numeric: true });

const compareByDayThenId = (a: Leg, b: Leg): number =>
  a.start === b.start ? idCollator.compare(a.id, b.id) : a.start < b.start ? -1 : 1;

/**
 * Groups one traveller's legs into trips, in order. A leg continues a trip if it starts no later than
 * the day after the trip's end.
 */
function groupIntoTrips(legs: readonly Leg[]): Leg[][] {
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
