import { type Random, Zipf } from '../random.ts';
import type { Actors, Country, Term } from './actors.ts';
import type { CitationInput } from './bulk-writer.ts';
import { dayCount, exactDate, type FuzzyDateValues, formatDay, monthDate, unknownDate } from './dates.ts';
import { type EntryWriter, fuzzyDateColumns } from './entry-writer.ts';
import type { SourcePicker } from './sources-and-commodities.ts';
import { generateSentence, properName } from './words.ts';

export interface GeneratedVisit {
  id: number;
  key: string;
  /** The day it began, by number. */
  startDay: number;
  dayCount: number;
  host: Country;
  travellers: readonly Term[];
  met: Term | undefined;
}

const types = ['WORKING', 'OFFICIAL', 'UNSPECIFIED', 'STATE', 'OFFICIAL_WORKING', 'INFORMAL', 'PRIVATE'];
const purposes = ['BILATERAL', 'MULTILATERAL', 'CEREMONY', 'TRANSIT', 'HOLIDAY'];
const typeWeight = new Zipf(types.length, 1);
const purposeWeight = new Zipf(purposes.length, 1);
const townWeight = new Zipf(30, 1);

/** Makes visits one after the other; three of ten are the legs of a trip. */
export function* generateVisits(
  entries: EntryWriter,
  random: Random,
  cast: Actors,
  press: SourcePicker,
  count: number,
): Generator<GeneratedVisit> {
  const { store } = entries;
  const list = ['visit_id', 'at', 'key'];
  const visits = store.prepareInsert('visits', [
    ...['id', 'at', 'key', 'host_id', 'host_code', 'place', ...fuzzyDateColumns('start'), ...fuzzyDateColumns('end')],
    ...['type', 'status', 'remarks', 'trip_id', 'leg'],
  ]);
  let trip = { id: store.maxId('trips'), key: '', leg: 0 };
  let last: GeneratedVisit | undefined;

  for (let index = 0; index < count; index += 1) {
    const leg = index % 10 < 3 ? (index % 10) + 1 : undefined;
    const onward = leg !== undefined && leg > 1 ? last : undefined;
    // More of what happened lately is on record.
    const on = onward
      ? Math.min(onward.startDay + onward.dayCount, dayCount - 10)
      : Math.floor((dayCount - 10) * Math.sqrt(random.next()));
    const leader = onward?.travellers[0] ?? cast.pickOfficeholder(random, cast.pickState(random), on);
    const others = Array.from({ length: random.chance(0.2) ? 1 + random.nextInt(2) : 0 }, () =>
      cast.pickOfficeholder(random, leader.country, on),
    );
    const travellers = [leader, ...others].filter(
      (one, at, all) => all.findIndex(({ personId }) => personId === one.personId) === at,
    );
    let host = cast.pickState(random);
    while (host.id === leader.country.id) host = cast.pickState(random);
    const days = random.nextInt(6);
    const met = random.chance(0.7) ? cast.pickOfficeholder(random, host, on) : undefined;
    const start: FuzzyDateValues = random.chance(0.08) ? monthDate(formatDay(on)) : exactDate(formatDay(on));
    const end: FuzzyDateValues =
      start[3] === 'DAY' && random.chance(0.6) ? exactDate(formatDay(on + days)) : unknownDate;
    const type = types[typeWeight.draw(random)] as string;
    const town = random.chance(0.8) ? properName(host.id * 30 + townWeight.draw(random)) : undefined;
    const remarks = random.chance(0.3) ? generateSentence(random, 15) : undefined;
    const purpose = random.chance(0.6) ? (purposes[purposeWeight.draw(random)] as string) : undefined;
    const status = random.chance(0.97) ? 'COMPLETED' : 'CANCELLED';

    if (leg === 1) {
      trip = { id: trip.id + 1, key: `bench-trip${index + 1}`, leg: 1 };
      store.prepareInsert('trips', ['id', 'key'])([trip.id, trip.key]);
      store.insertRevision('trip', trip.key, {}, `${formatDay(on)}T00:00:00.000Z`);
    }
    const key = `bench-v${index + 1}`;
    const summary = `${leader.personName} of ${leader.country.name} visits ${host.name}.`;
    const { id, at } = entries.insert('VISIT', key, summary, start);
    const inTrip = leg === undefined ? [null, null] : [trip.id, leg];
    visits([id, at, key, host.id, host.code, town ?? null, ...start, ...end, type, status, remarks ?? null, ...inTrip]);
    for (const [ordinal, { personId, id: termId }] of travellers.entries())
      store.prepareInsert('visit_travellers', [...list, 'person_id', 'term_id', 'ordinal'])([
        id,
        at,
        key,
        personId,
        termId,
        ordinal,
      ]);
    if (met) store.prepareInsert('visit_met', [...list, 'party_id', 'ordinal'])([id, at, key, met.personId, 0]);
    if (purpose) store.prepareInsert('visit_purposes', [...list, 'purpose', 'ordinal'])([id, at, key, purpose, 0]);

    const fields = {
      summary,
      citations: store.insertCitations(id, pickCitations(random, press, town)),
      travellers: travellers.map((one) => ({ person: one.personKey, term: one.key })),
      host: host.key,
      place: town,
      met: met ? [met.personKey] : [],
      start: start[0],
      end: end[0],
      type,
      purposes: purpose ? [purpose] : [],
      status,
      remarks,
      ...(leg !== undefined && { trip: trip.key, leg }),
    };
    store.insertRevision('visit', key, fields, `${formatDay(on)}T00:00:00.000Z`);
    last = { id, key, startDay: on, dayCount: days, host, travellers, met };
    yield last;
  }
}

/** One source or two; of one visit in fifty they disagree where it was. */
function pickCitations(random: Random, press: SourcePicker, town: string | undefined): CitationInput[] {
  const source = press.pick(random);
  if (town !== undefined && random.chance(0.02))
    return [
      { source, field: 'place', value: town },
      { source: press.pick(random), field: 'place', value: `New ${town}`, rank: 'NORMAL' },
    ];
  return random.chance(0.15) ? [{ source }, { source: press.pick(random) }] : [{ source }];
}
