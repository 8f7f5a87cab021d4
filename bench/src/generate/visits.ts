import { type Random, Zipf } from '../random.ts';
import type { Actors, Country, Term } from './actors.ts';
import type { CitationInput } from './bulk-writer.ts';
import { dayCount, exactDate, type FuzzyDateValues, formatDay, monthDate, unknownDate } from './dates.ts';
import { type EntryWriter, fuzzyDateColumns } from './entry-writer.ts';
import type { SourcePicker } from './sources.ts';
import { generateSentence, properName } from './words.ts';

export interface GeneratedVisit {
  id: number;
  key: string;
  /** The number of its first day. */
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

/** Generates visits; three of ten are the legs of a trip. */
export function* generateVisits(
  entries: EntryWriter,
  random: Random,
  actors: Actors,
  sources: SourcePicker,
  count: number,
): Generator<GeneratedVisit> {
  const { writer } = entries;
  const entryColumns = ['visit_id', 'at', 'key'];
  const insertVisit = writer.prepareInsert('visits', [
    ...['id', 'at', 'key', 'host_id', 'host_code', 'place', ...fuzzyDateColumns('start'), ...fuzzyDateColumns('end')],
    ...['type', 'status', 'remarks', 'trip_id', 'leg'],
  ]);
  let trip = { id: writer.maxId('trips'), key: '', leg: 0 };
  let lastVisit: GeneratedVisit | undefined;

  for (let index = 0; index < count; index += 1) {
    const leg = index % 10 < 3 ? (index % 10) + 1 : undefined;
    const previousLeg = leg !== undefined && leg > 1 ? lastVisit : undefined;
    // Recent visits are more frequent.
    const day = previousLeg
      ? Math.min(previousLeg.startDay + previousLeg.dayCount, dayCount - 10)
      : Math.floor((dayCount - 10) * Math.sqrt(random.next()));
    const leader = previousLeg?.travellers[0] ?? actors.pickOfficeholder(random, actors.pickState(random), day);
    const companions = Array.from({ length: random.chance(0.2) ? 1 + random.nextInt(2) : 0 }, () =>
      actors.pickOfficeholder(random, leader.country, day),
    );
    const travellers = [leader, ...companions].filter(
      (term, position, terms) => terms.findIndex(({ personId }) => personId === term.personId) === position,
    );
    let host = actors.pickState(random);
    while (host.id === leader.country.id) host = actors.pickState(random);
    const days = random.nextInt(6);
    const met = random.chance(0.7) ? actors.pickOfficeholder(random, host, day) : undefined;
    const start: FuzzyDateValues = random.chance(0.08) ? monthDate(formatDay(day)) : exactDate(formatDay(day));
    const end: FuzzyDateValues =
      start[3] === 'DAY' && random.chance(0.6) ? exactDate(formatDay(day + days)) : unknownDate;
    const type = types[typeWeight.draw(random)] as string;
    const town = random.chance(0.8) ? properName(host.id * 30 + townWeight.draw(random)) : undefined;
    const remarks = random.chance(0.3) ? generateSentence(random, 15) : undefined;
    const purpose = random.chance(0.6) ? (purposes[purposeWeight.draw(random)] as string) : undefined;
    const status = random.chance(0.97) ? 'COMPLETED' : 'CANCELLED';

    if (leg === 1) {
      trip = { id: trip.id + 1, key: `bench-trip${index + 1}`, leg: 1 };
      writer.prepareInsert('trips', ['id', 'key'])([trip.id, trip.key]);
      writer.insertRevision('trip', trip.key, {}, `${formatDay(day)}T00:00:00.000Z`);
    }
    const key = `bench-v${index + 1}`;
    const summary = `${leader.personName} of ${leader.country.name} visits ${host.name}.`;
    const { id, at } = entries.insert('VISIT', key, summary, start);
    const tripValues = leg === undefined ? [null, null] : [trip.id, leg];
    insertVisit([
      id,
      at,
      key,
      host.id,
      host.code,
      town ?? null,
      ...start,
      ...end,
      type,
      status,
      remarks ?? null,
      ...tripValues,
    ]);
    for (const [ordinal, { personId, id: termId }] of travellers.entries())
      writer.prepareInsert('visit_travellers', [...entryColumns, 'party_id', 'term_id', 'country_id', 'ordinal'])([
        id,
        at,
        key,
        personId,
        termId,
        null,
        ordinal,
      ]);
    if (met)
      writer.prepareInsert('visit_met', [...entryColumns, 'party_id', 'ordinal'])([id, at, key, met.personId, 0]);
    if (purpose)
      writer.prepareInsert('visit_purposes', [...entryColumns, 'purpose', 'ordinal'])([id, at, key, purpose, 0]);

    const fields = {
      summary,
      citations: writer.insertCitations(id, pickCitations(random, sources, town)),
      travellers: travellers.map((term) => ({ party: term.personKey, term: term.key })),
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
    writer.insertRevision('visit', key, fields, `${formatDay(day)}T00:00:00.000Z`);
    lastVisit = { id, key, startDay: day, dayCount: days, host, travellers, met };
    yield lastVisit;
  }
}

/** Cites one or two sources, which in one of fifty visits disagree about the place. */
function pickCitations(random: Random, sources: SourcePicker, town: string | undefined): CitationInput[] {
  const source = sources.pick(random);
  if (town !== undefined && random.chance(0.02))
    return [
      { source, field: 'place', value: town },
      { source: sources.pick(random), field: 'place', value: `New ${town}`, rank: 'NORMAL' },
    ];
  return random.chance(0.15) ? [{ source }, { source: sources.pick(random) }] : [{ source }];
}
