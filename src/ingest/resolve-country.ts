import { foldText } from '../model/fold-text.ts';
import type { Day } from '../model/fuzzy-date.ts';

export interface NamedCountry {
  key: string;
  names: readonly { text: string; from: Day | null; until: Day | null }[];
  from: Day | null;
  until: Day | null;
  /** Keys of the states that took its place, the continuator first. */
  successors: readonly string[];
}

interface CountryHint {
  /** The source's own identifier of the country, as words: chooses among the heirs of a state that had ended. */
  country?: string;
}

export interface ResolvedCountry {
  key: string;
  /** How: the name alone, the name as of the day, or the state that stood in its place on the day. */
  matchedOn: 'NAME' | 'NAME_ON_DAY' | 'SUCCESSOR' | 'PREDECESSOR';
  /** A part of the country that the label also names: "Kosovo" of "Yugoslavia (Kosovo)". */
  part?: string;
  /** Where label and day disagree. */
  note?: string;
}

export interface CountryResolver {
  resolve(label: string, on: Day, hint?: CountryHint): ResolvedCountry | { reason: string };
}

interface ValidityPeriod {
  from: Day | null;
  until: Day | null;
}

const isValidOn = (on: Day, { from, until }: ValidityPeriod): boolean =>
  (from === null || from <= on) && (until === null || on <= until);
const hasEndedBefore = (on: Day, { until }: ValidityPeriod): boolean => until !== null && until < on;

const normalizeName = (text: string): string =>
  foldText(text).replaceAll('.', '').replace(/[-–]/g, ' ').replace(/^the /, '').replace(/\bst /g, 'saint ');

/** "Korea, Republic of" is "Republic of Korea". */
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
    for (const heir of country.successors) predecessors.set(heir, [...(predecessors.get(heir) ?? []), country]);
  }
  const successorsOf = (country: NamedCountry): NamedCountry[] =>
    country.successors.flatMap((key) => byKey.get(key) ?? []);
  const predecessorsOf = (country: NamedCountry): NamedCountry[] => predecessors.get(country.key) ?? [];

  /** Every country of that name, at any time. */
  const named = (label: string): NamedCountry[] => {
    const found = byName.get(normalizeName(label)) ?? byName.get(normalizeName(uninvertName(label)));
    return found ? [...found] : [];
  };

  const standingIn = (
    of: readonly NamedCountry[],
    on: Day,
    next: (country: NamedCountry) => NamedCountry[],
  ): NamedCountry[] => {
    const seen = new Set(of);
    const standing = new Set<NamedCountry>();
    // A set grows while it is walked: each country is met once, so a cycle ends.
    for (const country of seen) {
      for (const other of next(country)) {
        if (isValidOn(on, other)) standing.add(other);
        else seen.add(other);
      }
    }
    return [...standing];
  };

  function resolveName(label: string, on: Day, hint: CountryHint): ResolvedCountry | { reason: string } {
    const all = named(label);
    const standing = all.filter((country) => isValidOn(on, country));
    const exact = standing.filter(({ names }) =>
      names.some((name) => normalizeName(name.text) === normalizeName(label) && isValidOn(on, name)),
    );
    const [only, ...others] = standing.length > 1 && exact.length > 0 ? exact : standing;
    if (only && others.length === 0) return { key: only.key, matchedOn: all.length > 1 ? 'NAME_ON_DAY' : 'NAME' };
    if (only) return { reason: formatAmbiguity(label, on, [only, ...others]) };
    const ended = all.filter((country) => hasEndedBefore(on, country));
    return ended.length > 0 ? afterItsEnd(label, on, ended, hint) : beforeItsStart(label, on, all);
  }

  function afterItsEnd(
    label: string,
    on: Day,
    ended: readonly NamedCountry[],
    hint: CountryHint,
  ): ResolvedCountry | { reason: string } {
    const last = ended.reduce((a, b) => ((a.until ?? '') >= (b.until ?? '') ? a : b));
    const heirs = standingIn([last], on, successorsOf);
    const meant = hint.country === undefined ? [] : named(hint.country).filter((country) => heirs.includes(country));
    const [heir, ...others] = meant.length > 0 ? meant : heirs;
    const end = `"${label}" had ended on ${last.until}`;
    if (!heir) return { reason: `${end}, before ${on}, and no state in its place is on record.` };
    if (others.length > 0)
      return {
        reason: `${end}, before ${on}; ${formatKeys([heir, ...others])} stood in its place, and nothing says which is meant.`,
      };
    return { key: heir.key, matchedOn: 'SUCCESSOR', note: `${end}, before ${on}: read as ${heir.key}.` };
  }

  function beforeItsStart(label: string, on: Day, all: readonly NamedCountry[]): ResolvedCountry | { reason: string } {
    const earlier = standingIn(all, on, predecessorsOf);
    const [country, ...others] = earlier.length > 0 ? earlier : all;
    if (!country)
      return { reason: `No country is called "${label}". Add the name to the reference data if it is one.` };
    if (others.length > 0) return { reason: formatAmbiguity(label, on, [country, ...others]) };
    const start = `"${label}" was not yet a state of its own on ${on}`;
    if (earlier.length === 0) return { key: country.key, matchedOn: 'NAME', note: `${start}.` };
    return { key: country.key, matchedOn: 'PREDECESSOR', part: label, note: `${start}: read as ${country.key}.` };
  }

  /** Whether one state simply took the other's place: each ended, and left one successor. */
  function samePolity(a: NamedCountry, b: NamedCountry): boolean {
    const line = new Set([a]);
    for (const country of line) {
      if (country.until !== null && country.successors.length === 1)
        for (const heir of successorsOf(country)) line.add(heir);
    }
    return line.has(b);
  }

  return {
    resolve(label, on, hint = {}) {
      const [, base, inside] = /^(.+?)\s*\(([^()]+)\)$/.exec(label) ?? [];
      if (named(label).length > 0 || base === undefined || inside === undefined) return resolveName(label, on, hint);
      const found = resolveName(base, on, hint);
      if ('reason' in found) return found;
      // "Burma (Myanmar)" gives two names; "Yugoslavia (Kosovo)" a country and a place in it.
      const bases = named(base);
      const alias = named(inside).some((other) =>
        bases.some((one) => samePolity(one, other) || samePolity(other, one)),
      );
      return alias ? found : { ...found, part: inside };
    },
  };
}

const formatKeys = (countries: readonly NamedCountry[]): string => countries.map(({ key }) => key).join(', ');
const formatAmbiguity = (label: string, on: Day, countries: readonly NamedCountry[]): string =>
  `"${label}" could be any of ${formatKeys(countries)} on ${on}, and nothing says which.`;
