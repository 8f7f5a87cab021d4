import type { ReadItem } from '../../model/records/index.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { hostOf } from './host.ts';
import type { Leg } from './leg.ts';
import { cite } from './source.ts';
import { electRecord, offices, type PersonInput, personKey, type Terms, termRecord } from './terms.ts';
import { heldOn } from './traveller.ts';
import { tripKey, tripsOf } from './trips.ts';
import { visitRecord } from './visit.ts';

/** People and their terms, then each traveller's trips with their visits. */
export function* travels(legs: readonly Leg[], terms: Terms, countries: CountryResolver): Generator<ReadItem> {
  const byTraveller = new Map<string, Leg[]>();
  for (const leg of legs) byTraveller.set(leg.who, [...(byTraveller.get(leg.who) ?? []), leg]);
  for (const [who, [first]] of byTraveller) {
    if (!first || terms.names.has(who)) continue;
    const person: PersonInput = {
      noun: 'person',
      key: personKey(who),
      name: first.name,
      citations: [cite(first.source, 'STATED', { spans: first.fields.name.spans })],
    };
    yield { place: first.place, key: person.key, record: person };
  }
  for (const term of terms.list) {
    // Whoever left no travels has no name here, only an id.
    if (byTraveller.has(term.who) || terms.names.has(term.who))
      yield { place: term.place, key: term.key, record: termRecord(term) };
  }
  for (const own of byTraveller.values()) yield* tripsWithVisits(own, terms, countries);
}

function* tripsWithVisits(legs: readonly Leg[], terms: Terms, countries: CountryResolver): Generator<ReadItem> {
  const elected = new Set<string>();
  for (const trip of tripsOf(legs)) {
    const key = tripKey(trip);
    let begun = false;
    for (const [at, leg] of trip.entries()) {
      const { place, fields } = leg;
      const host = hostOf(countries, {
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
      const held = heldOn(terms.list, leg);
      if (held?.elect && !elected.has(held.key)) {
        elected.add(held.key);
        yield {
          place,
          key: held.key,
          record: electRecord(held.elect, cite(leg.source, 'STATED', { spans: fields.remarks.spans })),
        };
      }
      if (!begun) yield { place, key, record: { noun: 'trip', key } };
      begun = true;
      const record = visitRecord({ leg, host, held, trip: { key, leg: at + 1 } });
      const note = noteOf(leg, host.note, held !== undefined, terms);
      yield { place, key: leg.key, record, ...(note && { note }) };
    }
  }
}

function noteOf({ role, name, start }: Leg, hostNote: string | undefined, held: boolean, terms: Terms): string {
  const outside = !held && terms.list.some((term) => term.role === role);
  return [hostNote, outside ? `${name} was not ${offices[role].title} on ${start}: the visit has no term.` : undefined]
    .filter(Boolean)
    .join(' ');
}
