import type { ImportItem } from '../../model/records/index.ts';
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
import { groupIntoTrips, tripKey } from './trips.ts';
import { createVisitRecord } from './visit.ts';

/** Yields people and their terms, then each traveller's trips with their visits. */
export function* createTravelItems(
  legs: readonly Leg[],
  terms: ParsedTerms,
  countries: CountryResolver,
): Generator<ImportItem> {
  const byTraveller = new Map<string, Leg[]>();
  for (const leg of legs) byTraveller.set(leg.personId, [...(byTraveller.get(leg.personId) ?? []), leg]);
  for (const [personId, [first]] of byTraveller) {
    if (!first || terms.nameByPersonId.has(personId)) continue;
    const person: PersonInput = {
      noun: 'person',
      key: personKey(personId),
      name: first.name,
      citations: [createCitation(first.source, 'STATED', { spans: first.fields.name.spans })],
    };
    yield { place: first.place, key: person.key, record: person };
  }
  for (const term of terms.terms) {
    // Office holders without travels have only an id in the source, no name.
    if (byTraveller.has(term.personId) || terms.nameByPersonId.has(term.personId))
      yield { place: term.place, key: term.key, record: createTermRecord(term) };
  }
  for (const travellerLegs of byTraveller.values()) yield* createTripItems(travellerLegs, terms, countries);
}

function* createTripItems(legs: readonly Leg[], terms: ParsedTerms, countries: CountryResolver): Generator<ImportItem> {
  const elected = new Set<string>();
  for (const trip of groupIntoTrips(legs)) {
    const key = tripKey(trip);
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
        yield {
          place,
          key: held.key,
          record: createElectTermRecord(
            held.futureTerm,
            createCitation(leg.source, 'STATED', { spans: fields.remarks.spans }),
          ),
        };
      }
      if (!hasTripRecord) yield { place, key, record: { noun: 'trip', key } };
      hasTripRecord = true;
      const record = createVisitRecord({ leg, host, heldTerm: held, trip: { key, leg: index + 1 } });
      const note = createLegNote(leg, host.note, held !== undefined, terms);
      yield { place, key: leg.key, record, ...(note && { note }) };
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
  return [
    hostNote,
    isOutsideTerm ? `${name} was not ${offices[role].title} on ${start}: the visit has no term.` : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}
