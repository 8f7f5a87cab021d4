import { type OfficeQuery, type Register, type RegisterCandidate, type RegisterQuery, slugify } from '@chancery/reader';
import type { Database, Reader } from '../db/database.ts';
import {
  type HeldTerm,
  maxPartiesPerForm,
  type NamedParty,
  selectCountriesByCode,
  selectHolders,
  selectPartiesByForm,
  selectPartiesByKey,
  selectSubjects,
  selectTermsOfPeople,
} from '../db/queries/text-register.ts';
import type { Day } from '../model/calendar.ts';
import { matchNames } from '../model/match-names.ts';
import { toNameForms, toWordForm } from '../model/search-text.ts';

/** The record that texts are read against. It answers all queries of a text in a fixed number of statements. */
export const createTextRegister = (db: Pick<Database, 'read'>): Register => ({
  find: (queries, on) => db.read((reader) => findAll(reader, queries, on)),
});

async function findAll(
  reader: Reader,
  queries: readonly RegisterQuery[],
  on: Day | undefined,
): Promise<RegisterCandidate[][]> {
  const forms = [...new Set(queries.flatMap(listForms))];
  const codes = [...new Set(queries.flatMap((query) => (query.kind === 'COUNTRY' ? query.codes : [])))];
  const keys = [...new Set(queries.flatMap(listKeys))];
  const subjects = queries.flatMap((query) =>
    query.kind === 'TOPIC' || query.kind === 'COMMODITY' ? [{ name: query.name, key: slugify(query.name) }] : [],
  );
  const officeCountries = [...new Set(queries.flatMap((query) => getOffice(query)?.country ?? []))];
  const named = forms.length > 0 ? await selectPartiesByForm(reader, forms) : [];
  const keyed = keys.length > 0 ? await selectPartiesByKey(reader, keys) : [];
  const people = [...new Set([...named, ...keyed].flatMap(({ kind, id }) => (kind === 'PERSON' ? [id] : [])))];
  const found: Found = {
    named: Map.groupBy(named, ({ form }) => form),
    keyed: new Map(keyed.map((party) => [party.key, party])),
    countries: new Map(
      (codes.length > 0 ? await selectCountriesByCode(reader, codes, on) : []).map((country) => [
        country.code,
        country,
      ]),
    ),
    terms: Map.groupBy(
      on !== undefined && people.length > 0 ? await selectTermsOfPeople(reader, people, on) : [],
      ({ personId }) => personId,
    ),
    holders: on !== undefined && officeCountries.length > 0 ? await selectHolders(reader, officeCountries, on) : [],
    subjects: subjects.length > 0 ? await selectSubjects(reader, subjects) : [],
  };
  return queries.map((query) => answer(query, found).toSorted((a, b) => b.score - a.score));
}

interface Found {
  named: ReadonlyMap<string, NamedParty[]>;
  keyed: ReadonlyMap<string, Omit<NamedParty, 'form' | 'isWord'>>;
  countries: ReadonlyMap<string, { key: string; name: string; exists: 0 | 1 }>;
  terms: ReadonlyMap<number, HeldTerm[]>;
  holders: readonly HeldTerm[];
  subjects: readonly { kind: 'TOPIC' | 'COMMODITY'; asked: string; key: string; name: string }[];
}

const getOffice = (query: RegisterQuery): OfficeQuery | undefined =>
  query.kind === 'PERSON' || query.kind === 'HOLDER' ? query.office : undefined;

function listForms(query: RegisterQuery): string[] {
  if (query.kind === 'PERSON') return [...new Set([...toNameForms(query.name), lastWordForm(query.name)])];
  return query.kind === 'GROUP' || query.kind === 'ORGANIZATION' ? toNameForms(query.name) : [];
}

/** The last word of a name: people are found by the parts of a surname of several words. */
const lastWordForm = (name: string): string => toWordForm(name).split(' ').at(-1) ?? '';

/** A new record must not take the key of another. */
function listKeys(query: RegisterQuery): string[] {
  if (query.kind === 'GROUP') return [slugify(query.name), ...(query.code === undefined ? [] : [query.code])];
  return query.kind === 'PERSON' || query.kind === 'ORGANIZATION' ? [slugify(query.name)] : [];
}

function answer(query: RegisterQuery, found: Found): RegisterCandidate[] {
  switch (query.kind) {
    case 'COUNTRY':
      return answerCountry(query.codes, found);
    case 'GROUP': {
      const coded = query.code === undefined ? undefined : found.keyed.get(query.code);
      if (coded)
        return [{ key: coded.key, name: coded.name, kind: coded.kind, score: 1, reason: 'The name of this group.' }];
      return answerNamed(query, ['GROUP', 'ORGANIZATION'], found);
    }
    case 'ORGANIZATION':
      return answerNamed(query, ['ORGANIZATION', 'GROUP'], found);
    case 'HOLDER':
      return withoutEarlier(found.holders.filter((term) => isOffice(term, query.office))).map((term) => ({
        ...toCandidate(term),
        score: 0.9,
        reason: `Held the office ${term.office} on that day.`,
      }));
    case 'PERSON':
      return answerPerson(query, found);
    case 'TOPIC':
    case 'COMMODITY':
      return found.subjects
        .filter(({ kind, asked }) => kind === query.kind && asked === query.name)
        .map(({ kind, key, name }) => ({ kind, key, name, score: 1, reason: 'Has this name.' }));
  }
}

function answerCountry(codes: readonly string[], { countries }: Found): RegisterCandidate[] {
  const known = codes.flatMap((code) => countries.get(code) ?? []);
  const existing = known.find(({ exists }) => exists === 1);
  return existing
    ? [{ key: existing.key, name: existing.name, kind: 'COUNTRY', score: 1, reason: 'Existed on that day.' }]
    : known.map(({ key, name }) => ({ key, name, kind: 'COUNTRY', score: 0.4, reason: 'Did not exist on that day.' }));
}

function answerNamed(query: { name: string }, kinds: readonly string[], { named, keyed }: Found): RegisterCandidate[] {
  const exact = toNameForms(query.name).flatMap((form) => named.get(form) ?? []);
  const fitting = unique(exact.filter(({ kind, isWord }) => isWord === 0 && kinds.includes(kind)));
  const candidates = fitting.map(
    ({ key, name, kind }): RegisterCandidate => ({ key, name, kind, score: 1, reason: 'Has this name.' }),
  );
  return withKey(candidates, keyed.get(slugify(query.name)));
}

function answerPerson(
  query: Extract<RegisterQuery, { kind: 'PERSON' }>,
  { named, keyed, terms, holders }: Found,
): RegisterCandidate[] {
  const { office } = query;
  const asked = toWordForm(query.name);
  const candidates = listForms(query).flatMap((form) => {
    const matches = named.get(form) ?? [];
    // A form that too many have, such as a first name, tells nobody apart.
    if (matches.length > maxPartiesPerForm) return [];
    return unique(matches.filter(({ kind }) => kind === 'PERSON')).flatMap(({ id, key, name, isWord }) => {
      const isWhole = isWord === 0 && form === asked;
      // "López Obrador" is a part of "Andrés Manuel López Obrador"; "Ada Obrador" is not.
      if (!isWhole && !` ${toWordForm(name)} `.includes(` ${asked} `)) return [];
      const isNamed = isWhole && !query.isSurname;
      const term = chooseTerm(terms.get(id) ?? [], office);
      const fitsOffice = term !== undefined && office !== undefined && isOffice(term, office);
      const score = Math.min(
        1,
        (isNamed ? 0.85 : 0.55) + (term ? 0.1 + (isNamed ? 0 : 0.1) : 0) + (fitsOffice ? 0.15 : 0),
      );
      const reason = `${isNamed ? 'Has this name' : 'Has this surname'}${term ? `, and held the office ${term.office} on that day` : ''}.`;
      return [{ key, name, kind: 'PERSON' as const, score, reason, term: term && toTerm(term) }];
    });
  });
  const found = new Map<string, RegisterCandidate>();
  for (const candidate of candidates)
    if ((found.get(candidate.key)?.score ?? 0) < candidate.score) found.set(candidate.key, candidate);
  const people: RegisterCandidate[] = [...found.values()];
  // The holder of the office, in another spelling, or by a surname that is too short to be listed: "President Xi".
  for (const term of office?.country === undefined ? [] : holders) {
    if (!office || !isOffice(term, office) || people.some(({ key }) => key === term.person)) continue;
    const name = toWordForm(term.name);
    const { similarity } = matchNames(asked, name);
    if (` ${name} `.includes(` ${asked} `))
      people.push({
        ...toCandidate(term),
        score: 0.9,
        reason: `Has this surname, and held the office ${term.office} on that day.`,
      });
    else if (similarity >= 0.7)
      people.push({
        ...toCandidate(term),
        score: 0.7 + 0.25 * similarity,
        reason: `Held the office ${term.office} on that day, and the name is spelled nearly the same.`,
      });
  }
  return withKey(people, query.isSurname ? undefined : keyed.get(slugify(query.name)));
}

/** The words of a title that make it another office: a deputy president is no president. */
const isDeputy = (title: string): boolean => /\b(?:deputy|vice|assistant|under)\b/.test(toWordForm(title));

const isOffice = (term: HeldTerm, office: OfficeQuery): boolean =>
  term.rank === office.rank &&
  (office.country === undefined || term.country === office.country) &&
  isDeputy(term.title) === isDeputy(office.title);

/** The offices with the greatest power, which a text means unless it says otherwise. */
const seniority: readonly string[] = [
  'HEAD_OF_STATE',
  'HEAD_OF_GOVERNMENT',
  'IGO_HEAD',
  'FOREIGN_MINISTER',
  'MINISTER',
  'AMBASSADOR',
  'SPOKESPERSON',
];
const getSeniority = ({ rank, title }: HeldTerm): number =>
  (seniority.includes(rank) ? seniority.indexOf(rank) : seniority.length) + (isDeputy(title) ? 0.5 : 0);

/** "leader" and "minister" may mean an office of another rank. */
const isVague = ({ rank }: OfficeQuery): boolean => rank === 'OTHER' || rank === 'MINISTER';

/**
 * The term that a text means among those that someone held on a day: the one whose title is the nearest to that in the
 * text, then the most senior office, then the latest. None if the text states an office that the person did not hold.
 */
function chooseTerm(held: readonly HeldTerm[], office: OfficeQuery | undefined): HeldTerm | undefined {
  const fitting = office ? held.filter((term) => isOffice(term, office)) : [];
  if (office && fitting.length === 0 && !isVague(office)) return undefined;
  const similarity = (term: HeldTerm): number =>
    office ? matchNames(toWordForm(office.title), toWordForm(term.title), false).similarity : 0;
  return (fitting.length > 0 ? fitting : held).toSorted(
    (a, b) =>
      similarity(b) - similarity(a) ||
      getSeniority(a) - getSeniority(b) ||
      ((a.start ?? '') < (b.start ?? '') ? 1 : -1),
  )[0];
}

/** Of the terms of one office without a known end, only the latest counts. */
const withoutEarlier = (held: readonly HeldTerm[]): HeldTerm[] =>
  held.filter(
    (term) =>
      !held.some(
        (other) =>
          other.office === term.office &&
          other.person !== term.person &&
          isOpen(term) &&
          (other.start ?? '') > (term.start ?? ''),
      ),
  );
const isOpen = ({ end }: HeldTerm): boolean => end === null;

const toTerm = ({ key, office, rank, country, countryName }: HeldTerm): NonNullable<RegisterCandidate['term']> => ({
  key,
  office,
  rank: rank as OfficeQuery['rank'],
  country: country ?? undefined,
  countryName: countryName ?? undefined,
});

const toCandidate = (term: HeldTerm): Omit<RegisterCandidate, 'score' | 'reason'> => ({
  key: term.person,
  name: term.name,
  kind: 'PERSON',
  term: toTerm(term),
});

/** Adds the party that has the key that a new one would have. */
function withKey(
  candidates: RegisterCandidate[],
  party: Omit<NamedParty, 'form' | 'isWord'> | undefined,
): RegisterCandidate[] {
  if (!party || candidates.some(({ key }) => key === party.key)) return candidates;
  return [
    ...candidates,
    {
      key: party.key,
      name: party.name,
      kind: party.kind,
      score: 0.7,
      reason: 'Has the key that this name would have.',
    },
  ];
}

const unique = (found: readonly NamedParty[]): NamedParty[] => {
  const byKey = new Map<string, NamedParty>();
  for (const party of found) if (!byKey.has(party.key) || party.isWord === 0) byKey.set(party.key, party);
  return [...byKey.values()];
};
