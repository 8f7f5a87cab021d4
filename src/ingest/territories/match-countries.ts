import type { Day } from '../../model/fuzzy-date.ts';
import { createCountryResolver, type NamedCountry } from '../resolve-country.ts';
import type { CuratedMatches } from './curated-matches.ts';
import type { Territory } from './territory.ts';

/** A country, and the territories of the source that are one with it. */
export interface MatchedCountry {
  key: string;
  /** Whether the record had it before, from elsewhere. */
  isOnRecord: boolean;
  territories: Territory[];
  /** Those that are lands of it only: neither their names nor their years are its own. */
  parts: Territory[];
}

/** The key of a territory that is a country of its own. */
export const territoryKey = (id: string): string => `x-${id}`;

/** Which country each territory is: by what was decided by hand, else by the country that bore its name at the time, else one of its own. */
export function matchCountries(
  territories: readonly Territory[],
  countries: readonly NamedCountry[],
  join: CuratedMatches,
  today: Day,
): MatchedCountry[] {
  // What an earlier import has made does not say what a territory is.
  const own = new Set(territories.map(({ id }) => territoryKey(id)));
  const others = countries.filter(({ key }) => !own.has(key));
  const keys = new Set(others.map(({ key }) => key));
  const bearer = createNameMatcher(others, today);
  const states = new Map<string, MatchedCountry>();
  for (const territory of territories) {
    const { id } = territory;
    const part = join.part[id]?.of;
    const key =
      part ?? join.same[id]?.as ?? (join.own[id] === undefined ? bearer(territory) : undefined) ?? territoryKey(id);
    const state = states.get(key) ?? { key, isOnRecord: keys.has(key), territories: [], parts: [] };
    (part === undefined ? state.territories : state.parts).push(territory);
    states.set(key, state);
  }
  return [...states.values()];
}

/**
 * The country that bore a territory's name in the middle of its years, or at their end. A name that a country had before it was a state of
 * its own is that country's too. Who took whose place does not count: that is what an import adds to.
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
      const found = resolve(name, day);
      if (!('reason' in found)) return found.part === undefined ? found.key : undefined;
    }
    return undefined;
  };
}

/** The first day of the year, given twice the year; of a half year, its second half. */
function halfYearStart(twice: number): Day {
  return `${String(Math.floor(twice / 2)).padStart(4, '0')}-${twice % 2 === 0 ? '01' : '07'}-01`;
}
