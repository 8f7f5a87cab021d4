import type { Random } from '../random.ts';
import { Zipf } from '../random.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { dayCount, formatDay } from './dates.ts';
import { properName } from './words.ts';
import type { WorldSize } from './world-sizes.ts';

export interface Country {
  id: number;
  key: string;
  code: string;
  name: string;
}

export interface Term {
  id: number;
  key: string;
  personId: number;
  personKey: string;
  personName: string;
  country: Country;
}

/** The states, by descending weight, and the holders of their offices on each day. */
export interface Actors {
  states: readonly Country[];
  /** Returns a state, some far more often than others. */
  pickState(random: Random): Country;
  /** Returns the holder of an office of the country on that day, mostly of one of its first offices. */
  pickOfficeholder(random: Random, country: Country, day: number): Term;
}

const officeRanks = [
  ['HEAD_OF_STATE', 'President'],
  ['HEAD_OF_GOVERNMENT', 'Prime Minister'],
  ['FOREIGN_MINISTER', 'Minister of Foreign Affairs'],
  ['MINISTER', 'Minister of Trade'],
  ['AMBASSADOR', 'Permanent Representative to the United Nations'],
] as const;
const officeWeight = new Zipf(officeRanks.length, 1);

const termDateColumns = (prefix: string): string[] =>
  ['edtf', 'earliest', 'latest', 'precision', 'basis'].map((part) => `${prefix}_${part}`);
const exactTermDate = (text: string): string[] => [text, text, text, 'DAY', 'STATED'];
const unknownTermDate = [null, null, null, null, null];

export function generateActors(writer: BulkWriter, random: Random, size: WorldSize): Actors {
  const states = random.shuffle(
    writer.db
      .prepare<[], Country>(
        "SELECT c.id, p.key, c.code, p.name FROM countries c JOIN parties p ON p.id = c.id WHERE c.status = 'STATE' ORDER BY c.code",
      )
      .all(),
  );
  const weight = new Zipf(states.length, 0.9);
  const termsByCountry = new Map<number, readonly (readonly Term[])[]>();
  const startDaysByTerms = new Map<readonly Term[], readonly number[]>();
  const ids = {
    party: writer.maxId('parties'),
    name: writer.maxId('names'),
    office: writer.maxId('offices'),
    term: writer.maxId('terms'),
  };
  let rank = 0;

  for (const country of states) {
    const offices = officeRanks.map(([officeRank, title]) => {
      ids.office += 1;
      const officeKey = `bench-${country.code}-${officeRank}`;
      writer.prepareInsert('offices', ['id', 'key', 'title', 'rank', 'country_id'])([
        ids.office,
        officeKey,
        title,
        officeRank,
        country.id,
      ]);
      writer.insertRevision(
        'office',
        officeKey,
        { title, rank: officeRank, country: country.key },
        '2026-12-31T00:00:00.000Z',
      );
      const startDays = termStartDays(random, size.termsPerOffice);
      const terms = startDays.map((startDay, index) => {
        const next = startDays[index + 1];
        rank += 1;
        const start = formatDay(startDay);
        const end = next === undefined ? undefined : formatDay(next - 1);
        const officeholder = officeholderIdentity(rank);
        ids.party += 1;
        ids.name += 1;
        ids.term += 1;
        writePerson(writer, { ...officeholder, id: ids.party, nameId: ids.name });
        const key = `bench-t${rank}`;
        writer.prepareInsert('terms', [
          'id',
          'key',
          'office_id',
          'person_id',
          'capacity',
          ...termDateColumns('start'),
          ...termDateColumns('end'),
        ])([
          ids.term,
          key,
          ids.office,
          ids.party,
          'INCUMBENT',
          ...exactTermDate(start),
          ...(end === undefined ? unknownTermDate : exactTermDate(end)),
        ]);
        const fields = { office: officeKey, person: officeholder.key, capacity: 'INCUMBENT', start, end };
        writer.insertRevision('term', key, fields, '2026-12-31T00:00:00.000Z');
        return {
          id: ids.term,
          key,
          personId: ids.party,
          personKey: officeholder.key,
          personName: officeholder.name,
          country,
        };
      });
      startDaysByTerms.set(terms, startDays);
      return terms;
    });
    termsByCountry.set(country.id, offices);
  }

  return {
    states,
    pickState: (generator) => states[weight.draw(generator)] as Country,
    pickOfficeholder(generator, country, day) {
      const terms = termsByCountry.get(country.id)?.[officeWeight.draw(generator)] ?? [];
      const index = startDaysByTerms.get(terms)?.findLastIndex((start) => start <= day) ?? 0;
      return terms[Math.max(0, index)] as Term;
    },
  };
}

/** Returns the days on which the terms of an office start: day 0, and others at about equal intervals. */
function termStartDays(random: Random, terms: number): number[] {
  const length = dayCount / terms;
  return Array.from({ length: terms }, (_, index) =>
    index === 0 ? 0 : Math.floor((index + 0.6 * (random.next() - 0.5)) * length),
  );
}

const officeholderIdentity = (rank: number) => ({
  key: `bench-p${rank}`,
  name: `${properName(rank * 7)} ${properName(rank)}`,
});

function writePerson(
  writer: BulkWriter,
  { id, nameId, key, name }: { id: number; nameId: number; key: string; name: string },
): void {
  const folded = name.toLowerCase();
  writer.prepareInsert('parties', ['id', 'key', 'kind', 'name', 'sort_name'])([id, key, 'PERSON', name, folded]);
  writer.prepareInsert('names', ['id', 'party_id', 'text', 'folded', 'language', 'kind', 'ordinal'])([
    nameId,
    id,
    name,
    folded,
    'en',
    'SHORT',
    0,
  ]);
  writer.prepareInsert('people', ['id'])([id]);
  writer.insertRevision('person', key, { name }, '2026-12-31T00:00:00.000Z');
}
