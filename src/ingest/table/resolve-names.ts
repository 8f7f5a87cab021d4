import { LRUCache } from 'lru-cache';
import type { Reader } from '../../db/database.ts';
import {
  findNamedRecords,
  type NamedRecord,
  type NamedTerm,
  type PersonDetails,
  readOfficeTitles,
  readPersonDetails,
} from '../../db/queries/named-records.ts';
import type { Day } from '../../model/calendar.ts';
import { matchNames } from '../../model/match-names.ts';
import { toWordForm } from '../../model/search-text.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import type { CountryResolver, ResolvedCountry } from '../resolve-country.ts';

/** The days of a row, on which its names are read; null if it has no date. */
export interface RowDays {
  earliest: Day;
  latest: Day;
}

/** What a name means. A note tells an editor what to check. */
export type Resolved = { key: string; note?: string } | { reason: string; isUnknown?: true };
export type ResolvedPerson =
  | { key: string; term?: NamedTerm | undefined; note?: string }
  | Extract<Resolved, { reason: string }>;

/** A name as a person's row gives it. */
export interface PersonName {
  name: string;
  /** The title of the office, as the table words it. */
  office?: string | undefined;
  /** The key of the country for which the person acts. */
  country?: string | undefined;
}

/** The reasons with which a name is the record's own, and not merely similar. */
const exactReasons: ReadonlySet<string> = new Set(['IDENTIFIER', 'CODE', 'NAME', 'ALIAS', 'FORMER_NAME']);
const isExact = ({ reason }: NamedRecord): boolean => exactReasons.has(reason);
/** A similar name is a person in office from this score on, and prevents that a new person is created from the second on. */
const [inOfficeScore, similarScore] = [0.75, 0.85];
const maxCandidates = 5;
const maxSuggestions = 3;
/** Names recur within a table. The cache is bounded, because a table may have any number of them. */
const maxCachedNames = 10_000;

/** Resolves the names of a table on the day of their row. Never guesses: what is not certain has a reason with suggestions. */
export class NameResolver {
  readonly #reader: Reader;
  readonly #countries: CountryResolver;
  readonly #candidates = new LRUCache<string, Promise<NamedRecord[]>>({ max: maxCachedNames });
  readonly #people = new LRUCache<string, Promise<PersonDetails>>({ max: maxCachedNames });
  #offices: ReturnType<typeof readOfficeTitles> | undefined;

  constructor(reader: Reader, countries: CountryResolver) {
    this.#reader = reader;
    this.#countries = countries;
  }

  /** Returns the country of a name or a code: on the first day of the row, else on the last. */
  async resolveCountry(name: string, days: RowDays): Promise<ResolvedCountry | { reason: string; isUnknown?: true }> {
    const first = this.#countries.resolve(name, days.earliest);
    if ('key' in first && first.note === undefined) return first;
    const last = days.latest === days.earliest ? first : this.#countries.resolve(name, days.latest);
    if ('key' in last && last.note === undefined) return last;
    if ('key' in first) return first;
    if ('key' in last) return last;
    const candidates = await this.#findCandidates(name, ['COUNTRY']);
    const [coded, ...others] = candidates.filter(({ reason }) => reason === 'CODE' || reason === 'IDENTIFIER');
    if (coded && others.length === 0) return { key: coded.key, matchedOn: 'NAME' };
    const isUnknown = candidates.every((candidate) => !isExact(candidate));
    return {
      reason: isUnknown ? `No country has the name "${name}".${suggest(candidates)}` : first.reason,
      ...(isUnknown && { isUnknown }),
    };
  }

  /** Returns the record of one of the kinds that has exactly this name. */
  async resolveNamed(name: string, kinds: readonly ResolutionKind[]): Promise<Resolved> {
    const candidates = await this.#findCandidates(name, kinds);
    const [only, ...others] = candidates.filter(isExact);
    if (only && others.every(({ key }) => key === only.key)) return { key: only.key };
    const what = kinds.map((kind) => kind.toLowerCase()).join(' or ');
    return only
      ? {
          reason: `"${name}" is ambiguous: it could mean ${[only, ...others].map(formatRecord).join(' or ')}. Give the key.`,
        }
      : { reason: `No ${what} has the name "${name}".${suggest(candidates)}`, isUnknown: true };
  }

  /** Returns the records that have exactly one of these names or identifiers. */
  async findExact(names: readonly string[], kind: ResolutionKind): Promise<NamedRecord[]> {
    const found = new Map<string, NamedRecord>();
    for (const name of names)
      for (const candidate of await this.#findCandidates(name, [kind]))
        if (isExact(candidate)) found.set(candidate.key, candidate);
    return [...found.values()];
  }

  /** Returns the life span and the terms of a person. */
  getPerson(key: string): Promise<PersonDetails> {
    return this.#readPerson(key);
  }

  /** Returns the office of a country with this title: "President", or "President of France". */
  async resolveOffice(title: string, country: string): Promise<Resolved> {
    this.#offices ??= readOfficeTitles(this.#reader);
    const offices = (await this.#offices).filter((office) => office.country === country);
    const wanted = toWordForm(title);
    const found = offices.filter(
      (office) =>
        office.key === title ||
        toWordForm(office.title) === wanted ||
        toWordForm(office.title) === toWordForm(`${title} of ${office.countryName}`) ||
        toWordForm(office.title) === toWordForm(`${title} of the ${office.countryName}`),
    );
    const [only, ...others] = found;
    if (only && others.length === 0) return { key: only.key };
    const named = (found.length > 0 ? found : offices)
      .slice(0, maxSuggestions)
      .map(({ title, key }) => `${title} (${key})`);
    return only
      ? { reason: `"${title}" is ambiguous: it could mean ${named.join(' or ')}. Give the key.` }
      : {
          reason: `No office of ${country} has the title "${title}".${named.length > 0 ? ` It has ${named.join(', ')}.` : ''}`,
          isUnknown: true,
        };
  }

  /** Returns the country, person, organization or group of a name. A country is read as of the day. */
  async resolveParty(name: string, days: RowDays): Promise<Resolved> {
    const country = this.#countries.resolve(name, days.earliest);
    if ('key' in country) return { key: country.key, ...(country.note !== undefined && { note: country.note }) };
    const other = await this.resolveNamed(name, ['COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP']);
    // The name of a country that did not exist on the day.
    return 'key' in other && (await this.#findCandidates(name, ['COUNTRY'])).some(({ reason }) => reason === 'NAME')
      ? { reason: country.reason }
      : other;
  }

  /**
   * Returns the person of a name: the only one with this name, or the only one with a similar name who held the office in
   * that country on the day. The term is that of the office; absent if none is on record for the day.
   */
  async resolvePerson(person: PersonName, days: RowDays): Promise<ResolvedPerson> {
    const { name, country } = person;
    const candidates = await this.#findCandidates(name, ['PERSON']);
    const details = await Promise.all(
      candidates.map(async (candidate) => ({ candidate, ...(await this.#readPerson(candidate.key)) })),
    );
    const alive = details.filter(({ born, died }) => (born ?? '') <= days.latest && (died ?? '9999') >= days.earliest);
    const termOf = (one: PersonDetails): NamedTerm | undefined => findTerm(one, person, days);
    const exact = alive.filter(({ candidate }) => isExact(candidate));
    const inOffice = exact.filter((one) => termOf(one));
    const [only, ...others] = inOffice.length > 0 ? inOffice : exact;
    if (only && others.length > 0)
      return {
        reason: `"${name}" is ambiguous: it could mean ${[only, ...others].map(({ candidate }) => formatRecord(candidate)).join(' or ')}. Give the key.`,
      };
    if (only) {
      const isElsewhere =
        country !== undefined && only.terms.length > 0 && only.terms.every((term) => term.country !== country);
      return isElsewhere && only.candidate.reason !== 'CODE'
        ? {
            reason: `"${name}" has held no office of ${country} on record. If ${only.candidate.key} is meant, write that key; otherwise add the person.`,
          }
        : { key: only.candidate.key, term: termOf(only) };
    }
    const similar = alive.filter((one) => one.candidate.score >= inOfficeScore && country !== undefined && termOf(one));
    const [holder, ...otherHolders] = similar;
    const term = holder && termOf(holder);
    if (holder && term && otherHolders.length === 0 && person.office !== undefined)
      return {
        key: holder.candidate.key,
        term,
        note: `"${name}" was interpreted as ${formatRecord(holder.candidate)}, ${term.title} on ${days.earliest}.`,
      };
    const isUnknown = candidates.every(({ score }) => score < similarScore);
    return { reason: `No person has the name "${name}".${suggest(candidates)}`, ...(isUnknown && { isUnknown }) };
  }

  #findCandidates(name: string, kinds: readonly ResolutionKind[]): Promise<NamedRecord[]> {
    const key = `${kinds.join(' ')} ${name}`;
    const found = this.#candidates.get(key) ?? findNamedRecords(this.#reader, { name, kinds, limit: maxCandidates });
    this.#candidates.set(key, found);
    return found;
  }

  #readPerson(key: string): Promise<PersonDetails> {
    const found = this.#people.get(key) ?? readPersonDetails(this.#reader, key);
    this.#people.set(key, found);
    return found;
  }
}

const formatRecord = ({ key, name }: NamedRecord): string => `${name} (${key})`;

function suggest(candidates: readonly NamedRecord[]): string {
  const named = candidates.slice(0, maxSuggestions).map(formatRecord);
  return named.length === 0 ? '' : ` Did you mean ${named.join(' or ')}?`;
}

const rankWords: readonly (readonly [pattern: RegExp, rank: string])[] = [
  [/\bvice[- ]|\bdeputy\b|\bformer\b|\bex-/i, 'OTHER'],
  [/\b(?:prime minister|premier|chancellor|head of government|taoiseach)\b/i, 'HEAD_OF_GOVERNMENT'],
  [
    /\b(?:foreign|external) (?:affairs )?minister\b|\bminister (?:of|for) (?:foreign|external)\b|\bsecretary of state\b/i,
    'FOREIGN_MINISTER',
  ],
  [
    /\b(?:president|king|queen|emperor|empress|sultan|[ea]mir|grand duke|pope|monarch|head of state)\b/i,
    'HEAD_OF_STATE',
  ],
  [/\bminister\b|\bsecretary\b/i, 'MINISTER'],
];

/** Whether the title, as a table words it, is that of the office: it has its words, or names an office of its rank. */
function isTitleOf(title: string, office: NamedTerm): boolean {
  const { similarity } = matchNames(toWordForm(title), toWordForm(office.title), false);
  const rank = rankWords.find(([pattern]) => pattern.test(title))?.[1];
  return similarity >= 0.8 || rank === office.rank;
}

/** Returns the only term that the person held on the day, in the office and the country of the row. */
function findTerm({ terms }: PersonDetails, { office, country }: PersonName, { earliest, latest }: RowDays) {
  const held = terms.filter((term) => {
    if (country !== undefined && term.country !== country) return false;
    if (office !== undefined && !isTitleOf(office, term)) return false;
    // After the last day that a source attests, only a row that names the office says that the person still held it.
    const end = term.end ?? (office === undefined ? term.attestedUntil : null);
    return (term.start ?? '') <= latest && (end ?? '9999-12-31') >= earliest;
  });
  const [only, other] = held;
  return other === undefined ? only : undefined;
}
