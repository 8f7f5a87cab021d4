import { readFileSync } from 'node:fs';
import type { OfficeRank, Register, RegisterCandidate, RegisterQuery } from '@chancery/reader';

interface GoldPerson {
  key: string;
  name: string;
  office: string;
  rank: OfficeRank;
  country: string;
  start: string;
  end: string;
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A register of the office holders that the labelled articles quote, and of all countries. */
export function readGoldRegister(file: string): Register {
  const people = JSON.parse(readFileSync(file, 'utf8')) as GoldPerson[];
  return { find: async (queries, on) => queries.map((query) => answer(query, people, on ?? '')) };
}

function answer(query: RegisterQuery, people: readonly GoldPerson[], on: string): RegisterCandidate[] {
  switch (query.kind) {
    case 'COUNTRY':
      return query.codes.slice(0, 1).map((code) => create({ key: code, name: code }, 'COUNTRY', 1));
    case 'GROUP':
      return query.code === undefined ? [] : [create({ key: query.code, name: query.name }, 'GROUP', 1)];
    case 'PERSON': {
      const asked = fold(query.name);
      return people
        .filter(({ name }) => ` ${fold(name)} `.includes(` ${asked} `))
        .map((person) => create(person, 'PERSON', isHeld(person, on) ? 0.95 : 0.6, toTerm(person, on)));
    }
    case 'HOLDER':
      return people
        .filter((person) => person.rank === query.office.rank && person.country === query.office.country)
        .filter((person) => isHeld(person, on))
        .map((person) => create(person, 'PERSON', 0.9, toTerm(person, on)));
    default:
      return [];
  }
}

const isHeld = ({ start, end }: GoldPerson, on: string): boolean => start <= on && on <= end;

const toTerm = (person: GoldPerson, on: string): RegisterCandidate['term'] =>
  isHeld(person, on)
    ? { key: `${person.key}-term`, office: person.office, rank: person.rank, country: person.country }
    : undefined;

const create = (
  { key, name }: { key: string; name: string },
  kind: RegisterCandidate['kind'],
  score: number,
  term?: RegisterCandidate['term'],
): RegisterCandidate => ({ key, name, kind, score, reason: 'Has this name.', term });
