import { type Random, Zipf } from '../random.ts';
import type { Cast, Country, Term } from './actors.ts';
import type { Cited } from './bulk-writer.ts';
import { day, dayCount, exactly, type Fuzzy, monthOf, unknown } from './dates.ts';
import { type Entries, fuzzyColumns } from './entry-writer.ts';
import type { Press } from './sources-and-commodities.ts';
import { nameOf, sentence } from './words.ts';

export interface Visit {
  id: number;
  key: string;
  /** The day it began, by number. */
  on: number;
  days: number;
  host: Country;
  travellers: readonly Term[];
  met: Term | undefined;
}

const types = ['WORKING', 'OFFICIAL', 'UNSPECIFIED', 'STATE', 'OFFICIAL_WORKING', 'INFORMAL', 'PRIVATE'];
const purposes = ['BILATERAL', 'MULTILATERAL', 'CEREMONY', 'TRANSIT', 'HOLIDAY'];
const typeWeight = new Zipf(types.length, 1);
const purposeWeight = new Zipf(purposes.length, 1);
const place = new Zipf(30, 1);

/** Makes visits one after the other; three of ten are the legs of a trip. */
export function* makeVisits(
  entries: Entries,
  random: Random,
  cast: Cast,
  press: Press,
  count: number,
): Generator<Visit> {
  const { store } = entries;
  const list = ['visit_id', 'at', 'key'];
  const visits = store.into('visits', [
    ...['id', 'at', 'key', 'host_id', 'host_code', 'place', ...fuzzyColumns('start'), ...fuzzyColumns('end')],
    ...['type', 'status', 'remarks', 'trip_id', 'leg'],
  ]);
  let trip = { id: store.highest('trips'), key: '', leg: 0 };
  let last: Visit | undefined;

  for (let index = 0; index < count; index += 1) {
    const leg = index % 10 < 3 ? (index % 10) + 1 : undefined;
    const onward = leg !== undefined && leg > 1 ? last : undefined;
    // More of what happened lately is on record.
    const on = onward
      ? Math.min(onward.on + onward.days, dayCount - 10)
      : Math.floor((dayCount - 10) * Math.sqrt(random.next()));
    const leader = onward?.travellers[0] ?? cast.holder(random, cast.state(random), on);
    const others = Array.from({ length: random.chance(0.2) ? 1 + random.below(2) : 0 }, () =>
      cast.holder(random, leader.country, on),
    );
    const travellers = [leader, ...others].filter(
      (one, at, all) => all.findIndex(({ personId }) => personId === one.personId) === at,
    );
    let host = cast.state(random);
    while (host.id === leader.country.id) host = cast.state(random);
    const days = random.below(6);
    const met = random.chance(0.7) ? cast.holder(random, host, on) : undefined;
    const start: Fuzzy = random.chance(0.08) ? monthOf(day(on)) : exactly(day(on));
    const end: Fuzzy = start[3] === 'DAY' && random.chance(0.6) ? exactly(day(on + days)) : unknown;
    const type = types[typeWeight.draw(random)] as string;
    const town = random.chance(0.8) ? nameOf(host.id * 30 + place.draw(random)) : undefined;
    const remarks = random.chance(0.3) ? sentence(random, 15) : undefined;
    const purpose = random.chance(0.6) ? (purposes[purposeWeight.draw(random)] as string) : undefined;
    const status = random.chance(0.97) ? 'COMPLETED' : 'CANCELLED';

    if (leg === 1) {
      trip = { id: trip.id + 1, key: `bench-trip${index + 1}`, leg: 1 };
      store.into('trips', ['id', 'key'])([trip.id, trip.key]);
      store.remember('trip', trip.key, {}, `${day(on)}T00:00:00.000Z`);
    }
    const key = `bench-v${index + 1}`;
    const summary = `${leader.name} of ${leader.country.name} visits ${host.name}.`;
    const { id, at } = entries.add('VISIT', key, summary, start);
    const inTrip = leg === undefined ? [null, null] : [trip.id, leg];
    visits([id, at, key, host.id, host.code, town ?? null, ...start, ...end, type, status, remarks ?? null, ...inTrip]);
    for (const [ordinal, { personId, id: termId }] of travellers.entries())
      store.into('visit_travellers', [...list, 'person_id', 'term_id', 'ordinal'])([
        id,
        at,
        key,
        personId,
        termId,
        ordinal,
      ]);
    if (met) store.into('visit_met', [...list, 'party_id', 'ordinal'])([id, at, key, met.personId, 0]);
    if (purpose) store.into('visit_purposes', [...list, 'purpose', 'ordinal'])([id, at, key, purpose, 0]);

    const fields = {
      summary,
      citations: store.cite(id, evidence(random, press, town)),
      travellers: travellers.map((one) => ({ person: one.person, term: one.key })),
      host: host.key,
      place: town,
      met: met ? [met.person] : [],
      start: start[0],
      end: end[0],
      type,
      purposes: purpose ? [purpose] : [],
      status,
      remarks,
      ...(leg !== undefined && { trip: trip.key, leg }),
    };
    store.remember('visit', key, fields, `${day(on)}T00:00:00.000Z`);
    last = { id, key, on, days, host, travellers, met };
    yield last;
  }
}

/** One source or two; of one visit in fifty they disagree where it was. */
function evidence(random: Random, press: Press, town: string | undefined): Cited[] {
  const source = press.draw(random);
  if (town !== undefined && random.chance(0.02))
    return [
      { source, field: 'place', value: town },
      { source: press.draw(random), field: 'place', value: `New ${town}`, rank: 'NORMAL' },
    ];
  return random.chance(0.15) ? [{ source }, { source: press.draw(random) }] : [{ source }];
}
