import type { Random } from '../random.ts';
import { Zipf } from '../random.ts';
import type { Store } from './bulk-writer.ts';
import { day, dayCount } from './dates.ts';
import { nameOf } from './words.ts';
import type { Size } from './world-sizes.ts';

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
  person: string;
  name: string;
  country: Country;
}

/** Who acts in the world: states in an order of weight, and who held their offices on which day. */
export interface Cast {
  states: readonly Country[];
  /** A state; some far more often than others. */
  state(random: Random): Country;
  /** Who held an office of the country on that day: mostly one of its first. */
  holder(random: Random, country: Country, on: number): Term;
}

const ranks = [
  ['HEAD_OF_STATE', 'President'],
  ['HEAD_OF_GOVERNMENT', 'Prime Minister'],
  ['FOREIGN_MINISTER', 'Minister of Foreign Affairs'],
  ['MINISTER', 'Minister of Trade'],
  ['AMBASSADOR', 'Permanent Representative to the United Nations'],
] as const;
const office = new Zipf(ranks.length, 1);

const fuzzy = (prefix: string): string[] =>
  ['edtf', 'earliest', 'latest', 'precision', 'basis'].map((part) => `${prefix}_${part}`);
const onDay = (text: string): string[] => [text, text, text, 'DAY', 'STATED'];
const noDay = [null, null, null, null, null];

export function makeCast(store: Store, random: Random, size: Size): Cast {
  const states = random.shuffled(
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
    party: store.highest('parties'),
    name: store.highest('names'),
    office: store.highest('offices'),
    term: store.highest('terms'),
  };
  let rank = 0;

  for (const country of states) {
    const offices = ranks.map(([officeRank, title]) => {
      ids.office += 1;
      const officeKey = `bench-${country.code}-${officeRank}`;
      store.into('offices', ['id', 'key', 'title', 'rank', 'country_id'])([
        ids.office,
        officeKey,
        title,
        officeRank,
        country.id,
      ]);
      store.remember(
        'office',
        officeKey,
        { title, rank: officeRank, country: country.key },
        '2026-12-31T00:00:00.000Z',
      );
      const edges = edgesOf(random, size.termsPerOffice);
      const terms = edges.map((begin, index) => {
        const next = edges[index + 1];
        rank += 1;
        const from = day(begin);
        const until = next === undefined ? undefined : day(next - 1);
        const held = holderOf(rank);
        ids.party += 1;
        ids.name += 1;
        ids.term += 1;
        writePerson(store, { ...held, id: ids.party, nameId: ids.name });
        const key = `bench-t${rank}`;
        store.into('terms', ['id', 'key', 'office_id', 'person_id', 'capacity', ...fuzzy('from'), ...fuzzy('until')])([
          ids.term,
          key,
          ids.office,
          ids.party,
          'INCUMBENT',
          ...onDay(from),
          ...(until === undefined ? noDay : onDay(until)),
        ]);
        const told = { office: officeKey, person: held.key, capacity: 'INCUMBENT', from, until };
        store.remember('term', key, told, '2026-12-31T00:00:00.000Z');
        return { id: ids.term, key, personId: ids.party, person: held.key, name: held.name, country };
      });
      begins.set(terms, edges);
      return terms;
    });
    held.set(country.id, offices);
  }

  return {
    states,
    state: (from) => states[weight.draw(from)] as Country,
    holder(from, country, on) {
      const terms = held.get(country.id)?.[office.draw(from)] ?? [];
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
function edgesOf(random: Random, terms: number): number[] {
  const length = dayCount / terms;
  return Array.from({ length: terms }, (_, index) =>
    index === 0 ? 0 : Math.floor((index + 0.6 * (random.next() - 0.5)) * length),
  );
}

const holderOf = (rank: number) => ({ key: `bench-p${rank}`, name: `${nameOf(rank * 7)} ${nameOf(rank)}` });

function writePerson(
  store: Store,
  { id, nameId, key, name }: { id: number; nameId: number; key: string; name: string },
): void {
  const folded = name.toLowerCase();
  store.into('parties', ['id', 'key', 'kind', 'name', 'sort_name'])([id, key, 'PERSON', name, folded]);
  store.into('names', ['id', 'party_id', 'text', 'folded', 'language', 'kind', 'ordinal'])([
    nameId,
    id,
    name,
    folded,
    'en',
    'SHORT',
    0,
  ]);
  store.into('people', ['id'])([id]);
  store.remember('person', key, { name }, '2026-12-31T00:00:00.000Z');
}
