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

/** Who acts in the world: states in an order of weight, and who held their offices on which day. */
export interface Actors {
  states: readonly Country[];
  /** A state; some far more often than others. */
  pickState(random: Random): Country;
  /** Who held an office of the country on that day: mostly one of its first. */
  pickOfficeholder(random: Random, country: Country, on: number): Term;
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

export function generateActors(store: BulkWriter, random: Random, size: WorldSize): Actors {
  const states = random.shuffle(
    store.db
      .prepare<[], Country>(
        "SELECT c.id, p.key, c.code, p.name FROM countries c JOIN parties p ON p.id = c.id WHERE c.status = 'STATE' ORDER BY c.code",
      )
      .all(),
  );
  const weight = new Zipf(states.length, 0.9);
  const held = new Map<number, readonly (readonly Term[])[]>();
  const begins = new Map<readonly Term[], readonly number[]>();
  const ids = {
    party: store.maxId('parties'),
    name: store.maxId('names'),
    office: store.maxId('offices'),
    term: store.maxId('terms'),
  };
  let rank = 0;

  for (const country of states) {
    const offices = officeRanks.map(([officeRank, title]) => {
      ids.office += 1;
      const officeKey = `bench-${country.code}-${officeRank}`;
      store.prepareInsert('offices', ['id', 'key', 'title', 'rank', 'country_id'])([
        ids.office,
        officeKey,
        title,
        officeRank,
        country.id,
      ]);
      store.insertRevision(
        'office',
        officeKey,
        { title, rank: officeRank, country: country.key },
        '2026-12-31T00:00:00.000Z',
      );
      const edges = termStartDays(random, size.termsPerOffice);
      const terms = edges.map((begin, index) => {
        const next = edges[index + 1];
        rank += 1;
        const from = formatDay(begin);
        const until = next === undefined ? undefined : formatDay(next - 1);
        const held = officeholderIdentity(rank);
        ids.party += 1;
        ids.name += 1;
        ids.term += 1;
        writePerson(store, { ...held, id: ids.party, nameId: ids.name });
        const key = `bench-t${rank}`;
        store.prepareInsert('terms', [
          'id',
          'key',
          'office_id',
          'person_id',
          'capacity',
          ...termDateColumns('from'),
          ...termDateColumns('until'),
        ])([
          ids.term,
          key,
          ids.office,
          ids.party,
          'INCUMBENT',
          ...exactTermDate(from),
          ...(until === undefined ? unknownTermDate : exactTermDate(until)),
        ]);
        const told = { office: officeKey, person: held.key, capacity: 'INCUMBENT', from, until };
        store.insertRevision('term', key, told, '2026-12-31T00:00:00.000Z');
        return { id: ids.term, key, personId: ids.party, personKey: held.key, personName: held.name, country };
      });
      begins.set(terms, edges);
      return terms;
    });
    held.set(country.id, offices);
  }

  return {
    states,
    pickState: (from) => states[weight.draw(from)] as Country,
    pickOfficeholder(from, country, on) {
      const terms = held.get(country.id)?.[officeWeight.draw(from)] ?? [];
      const edges = begins.get(terms) ?? [];
      return terms[
        Math.max(
          0,
          edges.findLastIndex((begin) => begin <= on),
        )
      ] as Term;
    },
  };
}

/** The days on which terms begin: the first day, and others about as far apart. */
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
  store: BulkWriter,
  { id, nameId, key, name }: { id: number; nameId: number; key: string; name: string },
): void {
  const folded = name.toLowerCase();
  store.prepareInsert('parties', ['id', 'key', 'kind', 'name', 'sort_name'])([id, key, 'PERSON', name, folded]);
  store.prepareInsert('names', ['id', 'party_id', 'text', 'folded', 'language', 'kind', 'ordinal'])([
    nameId,
    id,
    name,
    folded,
    'en',
    'SHORT',
    0,
  ]);
  store.prepareInsert('people', ['id'])([id]);
  store.insertRevision('person', key, { name }, '2026-12-31T00:00:00.000Z');
}
