import type { NamedCountry } from '../db/queries/country-names.ts';
import {
  beginsAfter,
  type Existence,
  endsBefore,
  existsOn,
  existsWithin,
  findStatesInPlace,
  formatPeriod,
  getPeriods,
} from '../model/existence.ts';
import type { Day } from '../model/fuzzy-date.ts';
import { createTranslationIndex, normalizeName } from './country-translations.ts';

interface CountryHint {
  /** The country as named by the source's identifier. Selects among several countries, or the successor of a state that had ended. */
  country?: string;
}

export interface ResolvedCountry {
  key: string;
  /** How the label matched: by name alone, by name on the day, or through a successor or predecessor. */
  matchedOn: 'NAME' | 'NAME_ON_DAY' | 'SUCCESSOR' | 'PREDECESSOR';
  /** A part of the country that the label also names: "Kosovo" of "Yugoslavia (Kosovo)". */
  part?: string;
  /** Whether the country was a territory that became a state only later. */
  beforeIndependence?: true;
  /** A warning if the named country did not exist on the day. */
  note?: string;
}

export interface CountryResolver {
  resolve(label: string, on: Day, hint?: CountryHint): ResolvedCountry | { reason: string };
  /** Returns the one of the countries with these keys that existed in the year, or was a territory that became it later. */
  resolveInYear(keys: readonly string[], year: number): { key: string } | { reason: string };
  /** Returns the names of a country, and its adjectives: "France", "French". */
  listNames(key: string): string[];
}

const hasEndedBefore = (on: Day, country: Existence): boolean => endsBefore(country, { earliest: on, latest: on });
const yearsOf = (country: NamedCountry): string => getPeriods(country).map(formatPeriod).join(' and ');

/** Places that sources list like countries, by the country that they are a part of. */
const countryByPlace: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UM: ['Midway', 'Midway Island', 'Midway Islands', 'Wake', 'Wake Island', 'Johnston Island', 'Johnston Atoll'],
  }).flatMap(([key, places]) => places.map((place) => [place.toLowerCase(), key] as const)),
);

/** Turns "Korea, Republic of" into "Republic of Korea". */
export const uninvertName = (label: string): string => label.replace(/^([^,()]+), ([^,()]+)$/, '$2 $1');

export function createCountryResolver(countries: readonly NamedCountry[]): CountryResolver {
  const byKey = new Map(countries.map((country) => [country.key, country]));
  const byName = new Map<string, Set<NamedCountry>>();
  const predecessors = new Map<string, NamedCountry[]>();
  for (const country of countries) {
    for (const { text } of country.names) {
      const name = normalizeName(text);
      byName.set(name, (byName.get(name) ?? new Set()).add(country));
    }
    for (const heir of country.successors)
      if (!country.acceding?.includes(heir)) predecessors.set(heir, [...(predecessors.get(heir) ?? []), country]);
  }
  const successorsOf = ({ successors }: NamedCountry): NamedCountry[] =>
    successors.flatMap((key) => byKey.get(key) ?? []);
  const predecessorsOf = (country: NamedCountry): NamedCountry[] => predecessors.get(country.key) ?? [];

  const findTranslation = createTranslationIndex(countries);

  /** Returns all countries that had this name at any time: in English, else in another language. */
  const findByName = (label: string): NamedCountry[] => {
    const forms = [normalizeName(label), normalizeName(uninvertName(label))];
    const found = forms.map((form) => byName.get(form)).find((each) => each !== undefined);
    return found ? [...found] : findTranslation(forms);
  };

  /** Returns the countries that the source's identifier names: "korea-south" is "Korea, South". */
  const findByHint = ({ country: hint }: CountryHint): NamedCountry[] => {
    if (hint === undefined) return [];
    const words = (text: string): string =>
      normalizeName(text)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const named = findByName(hint);
    return named.length > 0
      ? named
      : countries.filter(({ names }) => names.some(({ text }) => words(text) === words(hint)));
  };

  function resolveName(label: string, on: Day, hint: CountryHint): ResolvedCountry | { reason: string } {
    const matches = findByName(label);
    const existing = matches.filter((country) => existsOn(country, on));
    const exact = existing.filter(({ names }) =>
      names.some((name) => normalizeName(name.text) === normalizeName(label) && existsOn(name, on)),
    );
    const candidates = existing.length > 1 && exact.length > 0 ? exact : existing;
    const [only, ...others] = candidates;
    if (only && others.length === 0) return { key: only.key, matchedOn: matches.length > 1 ? 'NAME_ON_DAY' : 'NAME' };
    if (only) return resolveByHint(label, on, hint, candidates) ?? { reason: formatAmbiguity(label, on, candidates) };
    const place = countryByPlace.get(normalizeName(label));
    if (matches.length === 0 && place !== undefined && byKey.has(place))
      return { key: place, matchedOn: 'NAME', part: label };
    const ended = matches.filter((country) => hasEndedBefore(on, country));
    // A state of the name that is yet to begin, or to be restored, says who had its land; one that ended for good does not.
    const lasting = matches.filter((country) => !ended.includes(country));
    const resolved = lasting.length > 0 || ended.length === 0 ? resolveOutsidePeriods(label, on, lasting) : undefined;
    if (resolved && ('key' in resolved || ended.length === 0)) return resolved;
    return resolveAfterEnd(label, on, ended, hint);
  }

  /** Returns the one of the candidates that the source's identifier names. */
  function resolveByHint(
    label: string,
    on: Day,
    hint: CountryHint,
    candidates: readonly NamedCountry[],
  ): ResolvedCountry | undefined {
    const [country, ...others] = findByHint(hint).filter((hinted) => candidates.includes(hinted));
    if (!country || others.length > 0) return undefined;
    return {
      key: country.key,
      matchedOn: 'NAME_ON_DAY',
      note: `"${label}" is ambiguous on ${on}: interpreted as ${country.key}, which the identifier of the source names.`,
    };
  }

  function resolveAfterEnd(
    label: string,
    on: Day,
    ended: readonly NamedCountry[],
    hint: CountryHint,
  ): ResolvedCountry | { reason: string } {
    const last = ended.reduce((a, b) => ((a.end ?? '') >= (b.end ?? '') ? a : b));
    const heirs = findStatesInPlace([last], { earliest: on, latest: on }, successorsOf);
    const hinted = findByHint(hint).filter((country) => heirs.includes(country));
    const [heir, ...others] = hinted;
    const end = `"${label}" had ended on ${last.end}`;
    if (heir && others.length === 0)
      return { key: heir.key, matchedOn: 'SUCCESSOR', note: `${end}, before ${on}: interpreted as ${heir.key}.` };
    // Two states that share a part of their names: "Korea" is the one that the identifier of the source names.
    const sharing = countries.filter((country) => existsOn(country, on) && hasNameWith(label, country));
    const shared = heirs.length === 0 ? resolveByHint(label, on, hint, sharing) : undefined;
    if (shared) return shared;
    if (heirs.length === 0) return { reason: `${end}, before ${on}, and no successor is on record.` };
    return { reason: `${end}, before ${on}. It is unclear which successor is meant: ${formatKeys(heirs)}.` };
  }

  /** Resolves a name on a day when no country of that name existed: before it was a state, or between its periods. */
  function resolveOutsidePeriods(
    label: string,
    on: Day,
    all: readonly NamedCountry[],
  ): ResolvedCountry | { reason: string } {
    const range = { earliest: on, latest: on };
    const inPlace = findStatesInPlace(all, range, predecessorsOf);
    const [country, ...others] = inPlace.length > 0 ? inPlace : all;
    if (!country)
      return {
        reason: `No country has the name "${label}". If it is the name of a country, add it to the reference data.`,
      };
    if (others.length > 0) return { reason: formatAmbiguity(label, on, [country, ...others]) };
    const isEarly = all.every((named) => beginsAfter(named, range));
    const start = `"${label}" was not ${isEarly ? 'yet ' : ''}an independent state on ${on}`;
    if (inPlace.length > 0)
      return {
        key: country.key,
        matchedOn: 'PREDECESSOR',
        part: label,
        note: `${start}: interpreted as ${country.key}.`,
      };
    // A territory that became a present state; a state that has ended since was none before.
    if (isEarly && country.end === null)
      return { key: country.key, matchedOn: 'NAME', beforeIndependence: true, note: `${start}.` };
    return { reason: `${start} (it existed ${yearsOf(country)}), and no state in its place is on record.` };
  }

  /** Returns whether `b` follows from `a` through single successors, so that both are the same polity. */
  function isSamePolity(a: NamedCountry, b: NamedCountry): boolean {
    const line = new Set([a]);
    for (const country of line) {
      if (country.end !== null && country.successors.length === 1)
        for (const heir of successorsOf(country)) line.add(heir);
    }
    return line.has(b);
  }

  return {
    listNames(key) {
      const { names = [], demonyms = [] } = byKey.get(key) ?? {};
      return [...names.map(({ text }) => text), ...demonyms];
    },
    resolveInYear(keys, year) {
      const named = keys.flatMap((key) => byKey.get(key) ?? []);
      const range = { earliest: formatDay(year, '01-01'), latest: formatDay(year, '12-31') };
      const found =
        // A state that began or ended during the year counts if none existed in the middle of it.
        named.find((country) => existsOn(country, formatDay(year, '07-01'))) ??
        named.findLast((country) => existsWithin(country, range));
      if (found) return { key: found.key };
      const others = named.every((country) => endsBefore(country, range))
        ? findStatesInPlace(named, range, successorsOf)
        : findStatesInPlace(named, range, predecessorsOf);
      const territory = named.find((country) => country.end === null && beginsAfter(country, range));
      if (territory && others.length === 0) return { key: territory.key };
      const years = named.map((country) => `${country.key} existed ${yearsOf(country)}`).join(', ');
      return {
        reason: `${years}, not in ${year}.${others.length > 0 ? ` In its place: ${formatKeys(others)}.` : ''}`,
      };
    },
    resolve(label, on, hint = {}) {
      const [, base, inside] = /^(.+?)\s*\(([^()]+)\)$/.exec(label) ?? [];
      if (findByName(label).length > 0 || base === undefined || inside === undefined)
        return resolveName(label, on, hint);
      const resolved = resolveName(base, on, hint);
      if ('reason' in resolved) return resolved;
      // "Burma (Myanmar)" gives two names; "Yugoslavia (Kosovo)" gives a country and a part of it.
      const bases = findByName(base);
      const isAlias = findByName(inside).some((other) =>
        bases.some((country) => isSamePolity(country, other) || isSamePolity(other, country)),
      );
      return isAlias ? resolved : { ...resolved, part: inside };
    },
  };
}

/** Returns whether a name of the country has the label among its words: "South Korea" for "Korea". */
function hasNameWith(label: string, { names }: NamedCountry): boolean {
  const words = normalizeName(label);
  return names.some(({ text }) =>
    normalizeName(text)
      .split(/[^\p{L}\p{N}]+/u)
      .includes(words),
  );
}

const formatDay = (year: number, day: string): Day => `${String(year).padStart(4, '0')}-${day}`;
const formatKeys = (countries: readonly NamedCountry[]): string => countries.map(({ key }) => key).join(', ');
const formatAmbiguity = (label: string, on: Day, countries: readonly NamedCountry[]): string =>
  `"${label}" is ambiguous on ${on}: it could mean ${formatKeys(countries)}.`;
