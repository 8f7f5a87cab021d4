import type { Register, RegisterCandidate, RegisterQuery } from '@chancery/reader';

/** People on record in the tests' register, with their office. */
const people: readonly RegisterCandidate[] = [
  {
    ...{ key: 'ada-lund', name: 'Ada Lund', kind: 'PERSON', score: 0.95, reason: 'Has this name.' },
    term: {
      key: 'lund-president-of-norway',
      office: 'president-of-norway',
      rank: 'HEAD_OF_STATE',
      country: 'NO',
      countryName: 'Norway',
    },
  },
  {
    ...{ key: 'bo-ek', name: 'Bo Ek', kind: 'PERSON', score: 0.95, reason: 'Has this name.' },
    term: {
      key: 'ek-foreign-minister-of-norway',
      office: 'foreign-minister-of-norway',
      rank: 'FOREIGN_MINISTER',
      country: 'NO',
      countryName: 'Norway',
    },
  },
];

const russianNames: Readonly<Record<string, string>> = { 'ada-lund': 'Ада Лунд', 'bo-ek': 'Бу Эк' };

const answer = (query: RegisterQuery): RegisterCandidate[] => {
  switch (query.kind) {
    case 'COUNTRY':
      return query.codes
        .slice(0, 1)
        .map((code) => ({ key: code, name: code, kind: 'COUNTRY', score: 1, reason: 'Existed.' }));
    case 'GROUP':
      return query.code === undefined
        ? []
        : [{ key: query.code, name: query.name, kind: 'GROUP', score: 1, reason: 'Has this name.' }];
    case 'PERSON':
      return people.filter(({ key, name }) =>
        [name, russianNames[key] ?? ''].some(
          (one) => one === query.name || (query.isSurname && one.endsWith(` ${query.name}`)),
        ),
      );
    case 'HOLDER':
      return people.filter(({ term }) => term?.rank === query.office.rank && term.country === query.office.country);
    default:
      return [];
  }
};

/** A register with all countries and one president. */
export const countriesRegister: Register = { find: async (queries) => queries.map(answer) };
