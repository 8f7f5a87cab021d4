import type { NamedCountry } from '../db/queries/country-names.ts';
import { foldText } from '../model/fold-text.ts';
import type { Day } from '../model/fuzzy-date.ts';

interface CountryHint {
  /** The country as named by the source's identifier. Selects among the successors of a state that had ended. */
  country?: string;
}

export interface ResolvedCountry {
  key: string;
  /** How the label matched: by name alone, by name on the day, or through a successor or predecessor. */
  matchedOn: 'NAME' | 'NAME_ON_DAY' | 'SUCCESSOR' | 'PREDECESSOR';
  /** A part of the country that the label also names: "Kosovo" of "Yugoslavia (Kosovo)". */
  part?: string;
  /** A warning if the named country did not exist on the day. */
  note?: string;
}

export interface CountryResolver {
  resolve(label: string, on: Day, hint?: CountryHint): ResolvedCountry | { reason: string };
}

type ValidityPeriod = Pick<NamedCountry, 'from' | 'until'>;

const isValidOn = (on: Day, { from, until }: ValidityPeriod): boolean =>
  (from === null || from <= on) && (until === null || on <= until);
const hasEndedBefore = (on: Day, { until }: ValidityPeriod): boolean => until !== null && until < on;

const normalizeName = (text: string): string =>
  foldText(text).replaceAll('.', '').replace(/[-–]/g, ' ').replace(/^the /, '').replace(/\bst /g, 'saint ');

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
    for (const heir of country.successors) predecessors.set(heir, [...(predecessors.get(heir) ?? []), country]);
  }
  const successorsOf = ({ successors }: NamedCountry): NamedCountry[] =>
    successors.flatMap((key) => byKey.get(key) ?? []);
  const predecessorsOf = (country: NamedCountry): NamedCountry[] => predecessors.get(country.key) ?? [];

  /** Returns all countries that had this name at any time. */
  const findByName = (label: string): NamedCountry[] => {
    const found = byName.get(normalizeName(label)) ?? byName.get(normalizeName(uninvertName(label)));
    return found ? [...found] : [];
  };

  const findRelatedOn = (
    origins: readonly NamedCountry[],
    on: Day,
    next: (country: NamedCountry) => NamedCountry[],
  ): NamedCountry[] => {
    const seen = new Set(origins);
    const related = new Set<NamedCountry>();
    // The set grows during iteration and visits each country once, so cycles end.
    for (const country of seen) {
      for (const other of next(country)) {
        if (isValidOn(on, other)) related.add(other);
        else seen.add(other);
      }
    }
    return [...related];
  };

  function resolveName(label: string, on: Day, hint: CountryHint): ResolvedCountry | { reason: string } {
    const matches = findByName(label);
    const existing = matches.filter((country) => isValidOn(on, country));
    const exact = existing.filter(({ names }) =>
      names.some((name) => normalizeName(name.text) === normalizeName(label) && isValidOn(on, name)),
    );
    const [only, ...others] = existing.length > 1 && exact.length > 0 ? exact : existing;
    if (only && others.length === 0) return { key: only.key, matchedOn: matches.length > 1 ? 'NAME_ON_DAY' : 'NAME' };
    if (only) return { reason: formatAmbiguity(label, on, [only, ...others]) };
    const ended = matches.filter((country) => hasEndedBefore(on, country));
    return ended.length > 0 ? resolveAfterEnd(label, on, ended, hint) : resolveBeforeStart(label, on, matches);
  }

  function resolveAfterEnd(
    label: string,
    on: Day,
    ended: readonly NamedCountry[],
    hint: CountryHint,
  ): ResolvedCountry | { reason: string } {
    const last = ended.reduce((a, b) => ((a.until ?? '') >= (b.until ?? '') ? a : b));
    const heirs = findRelatedOn([last], on, successorsOf);
    const hinted =
      hint.country === undefined ? [] : findByName(hint.country).filter((country) => heirs.includes(country));
    const [heir, ...others] = hinted.length > 0 ? hinted : heirs;
    const end = `"${label}" had ended on ${last.until}`;
    if (!heir) return { reason: `${end}, before ${on}, and no successor is on record.` };
    if (others.length > 0)
      return {
        reason: `${end}, before ${on}. It is unclear which successor is meant: ${formatKeys([heir, ...others])}.`,
      };
    return { key: heir.key, matchedOn: 'SUCCESSOR', note: `${end}, before ${on}: interpreted as ${heir.key}.` };
  }

  function resolveBeforeStart(
    label: string,
    on: Day,
    all: readonly NamedCountry[],
  ): ResolvedCountry | { reason: string } {
    const earlier = findRelatedOn(all, on, predecessorsOf);
    const [country, ...others] = earlier.length > 0 ? earlier : all;
    if (!country)
      return {
        reason: `No country has the name "${label}". If it is the name of a country, add it to the reference data.`,
      };
    if (others.length > 0) return { reason: formatAmbiguity(label, on, [country, ...others]) };
    const start = `"${label}" was not yet an independent state on ${on}`;
    if (earlier.length === 0) return { key: country.key, matchedOn: 'NAME', note: `${start}.` };
    return {
      key: country.key,
      matchedOn: 'PREDECESSOR',
      part: label,
      note: `${start}: interpreted as ${country.key}.`,
    };
  }

  /** Returns whether `b` follows from `a` through single successors, so that both are the same polity. */
  function isSamePolity(a: NamedCountry, b: NamedCountry): boolean {
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

const formatKeys = (countries: readonly NamedCountry[]): string => countries.map(({ key }) => key).join(', ');
const formatAmbiguity = (label: string, on: Day, countries: readonly NamedCountry[]): string =>
  `"${label}" is ambiguous on ${on}: it could mean ${formatKeys(countries)}.`;
