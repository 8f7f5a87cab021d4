import type { ExistingTerm } from '../../db/queries/existing-leaders.ts';
import { foldText } from '../../model/fold-text.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { Visitor } from './visitors.ts';

/** The recorded terms of heads of state and government. */
export interface Incumbents {
  /** Finds the person who held the visitor's office on the day, if the names agree. */
  findPerson(country: string, visitor: Visitor, on: Day): string | undefined;
  /** Finds the term that the person held on the day in the office of the title, or else the only one. */
  findTerm(person: string, country: string, visitor: Visitor, on: Day): string | undefined;
  /** Returns the people who held an office of the visitor's function on the day. */
  listHolders(country: string, visitor: Visitor, on: Day): string[];
  /** Returns whether the person headed the state or the government on the day. */
  isLeader(person: string, country: string, on: Day): boolean;
}

const heldCapacities: ReadonlySet<string> = new Set(['INCUMBENT', 'ACTING', 'CARETAKER']);
const leaderRanks: ReadonlySet<string> = new Set(['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT']);

export function createIncumbents(terms: readonly ExistingTerm[]): Incumbents {
  const nameOf = new Map(terms.map(({ person, personName }) => [person, personName]));
  const byCountry = Map.groupBy(terms, ({ country }) => country);
  const listTerms = (country: string, on: Day, capacities: ReadonlySet<string>): ExistingTerm[] =>
    (byCountry.get(country) ?? []).filter(
      ({ rank, capacity, startEarliest, endLatest }) =>
        leaderRanks.has(rank) &&
        capacities.has(capacity) &&
        // A term without a first day would match every earlier day.
        (startEarliest === null ? capacity === 'ELECT' : startEarliest <= on) &&
        (endLatest === null || on <= endLatest),
    );
  const listHolders = (country: string, visitor: Visitor, on: Day): string[] => [
    ...new Set(
      listTerms(country, on, heldCapacities)
        .filter(({ rank }) => rank === visitor.function)
        .map(({ person }) => person),
    ),
  ];
  return {
    listHolders,
    findPerson(country, visitor, on) {
      if (visitor.function === undefined || visitor.isElect) return undefined;
      const people = listHolders(country, visitor, on).filter((person) =>
        haveSameNames(visitor.name, nameOf.get(person) ?? ''),
      );
      return people.length === 1 ? people[0] : undefined;
    },
    findTerm(person, country, visitor, on) {
      // The title names another office, such as that of a vice president.
      if (visitor.function === undefined && visitor.title !== '') return undefined;
      const all = listTerms(country, on, visitor.isElect ? new Set(['ELECT']) : heldCapacities).filter(
        (term) => term.person === person,
      );
      const ofTitle = all.filter(({ rank }) => rank === visitor.function);
      const [term, ...others] = ofTitle.length > 0 ? ofTitle : all;
      return others.length === 0 ? term?.key : undefined;
    },
    isLeader: (person, country, on) => listTerms(country, on, heldCapacities).some((term) => term.person === person),
  };
}

/** Words of names that many people share, and titles within names. */
const particles = new Set(
  'al el bin ben ibn abd abu ould van von der den del dos das the jr sr iii 3rd sheikh sheik haji dato seri'.split(' '),
);

const getNameWords = (name: string): Set<string> =>
  new Set(
    foldText(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !particles.has(word)),
  );

/** Returns whether two names share two words, or one is a part of the other: "Trudeau" of "Justin Trudeau". */
function haveSameNames(a: string, b: string): boolean {
  const [words, others] = [getNameWords(a), getNameWords(b)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared >= 2 || (shared === 1 && (words.size === 1 || others.size === 1));
}
