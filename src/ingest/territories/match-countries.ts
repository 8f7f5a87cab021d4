import type { NamedCountry } from '../../db/queries/country-names.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import { createCountryResolver } from '../resolve-country.ts';
import type { CuratedMatches } from './curated-matches.ts';
import type { Territory } from './territory.ts';

/** A country and the source's territories that match it. */
export interface MatchedCountry {
  key: string;
  /** Whether the country already exists in the database. */
  isOnRecord: boolean;
  territories: Territory[];
  /** Territories that are only parts of the country. Their names and years are not those of the country. */
  parts: Territory[];
}

/** Returns the key of a country that is created from a territory. */
export const territoryKey = (id: string): string => `x-${id}`;

/** Matches each territory to a country: by curated match, else by name at the time, else to a new country. */
export function matchCountries(
  territories: readonly Territory[],
  countries: readonly NamedCountry[],
  curated: CuratedMatches,
  today: Day,
): MatchedCountry[] {
  // Countries created by earlier imports must not influence the match.
  const territoryKeys = new Set(territories.map(({ id }) => territoryKey(id)));
  const others = countries.filter(({ key }) => !territoryKeys.has(key));
  const keys = new Set(others.map(({ key }) => key));
  const matchByName = createNameMatcher(others, today);
  const states = new Map<string, MatchedCountry>();
  for (const territory of territories) {
    const { id } = territory;
    const part = curated.part[id]?.of;
    const key =
      part ??
      curated.same[id]?.as ??
      (curated.own[id] === undefined ? matchByName(territory) : undefined) ??
      territoryKey(id);
    const state = states.get(key) ?? { key, isOnRecord: keys.has(key), territories: [], parts: [] };
    (part === undefined ? state.territories : state.parts).push(territory);
    states.set(key, state);
  }
  return [...states.values()];
}

/**
 * Returns a function that finds the country with a territory's name in the middle of its period, or
 * at its end. Names from before independence count. Successions are ignored, because the import adds
 * them.
 */
function createNameMatcher(
  countries: readonly NamedCountry[],
  today: Day,
): (territory: Territory) => string | undefined {
  const { resolve } = createCountryResolver(countries.map((country) => ({ ...country, successors: [] })));
  return ({ name, since, until }) => {
    const days =
      until === undefined
        ? [today]
        : [...(since ? [halfYearStart(since.year + until.year)] : []), halfYearStart(2 * until.year)];
    for (const day of days) {
      const resolved = resolve(name, day);
      if (!('reason' in resolved)) return resolved.part === undefined ? resolved.key : undefined;
    }
    return undefined;
  };
}

/** Returns the first day of a half year, given twice the year: 3982 is 1991-01-01, 3983 is 1991-07-01. */
function halfYearStart(doubledYear: number): Day {
  return `${String(Math.floor(doubledYear / 2)).padStart(4, '0')}-${doubledYear % 2 === 0 ? '01' : '07'}-01`;
}
