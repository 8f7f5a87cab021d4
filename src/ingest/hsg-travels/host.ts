import { foldText } from '../../model/fold-text.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { CountryResolver, ResolvedCountry } from '../resolve-country.ts';

interface SharedCountryName {
  label: string;
  from: Day;
  until: Day;
  /** The state that the United States dealt with under the bare name; none where it dealt with both. */
  defaultCountry?: string;
  /** Cities that were the other's, or that tell which is meant. */
  citiesByCountry: Readonly<Record<string, readonly string[]>>;
}

/** Names that two states shared: the source's bare label means one of them, by the place and the day. */
const sharedCountryNames: readonly SharedCountryName[] = [
  {
    label: 'vietnam',
    from: '1954-07-21',
    until: '1976-07-01',
    defaultCountry: 'South Vietnam',
    citiesByCountry: { 'North Vietnam': ['hanoi', 'haiphong', 'dien bien phu', 'vinh', 'nam dinh'] },
  },
  {
    label: 'germany',
    from: '1949-05-23',
    until: '1990-10-02',
    defaultCountry: 'Federal Republic of Germany',
    citiesByCountry: {
      'German Democratic Republic': ['east berlin', 'potsdam', 'leipzig', 'dresden', 'rostock', 'weimar'],
    },
  },
  {
    label: 'yemen',
    from: '1967-11-30',
    until: '1990-05-21',
    citiesByCountry: {
      'North Yemen': ["sana'a", 'sanaa', 'sana', 'taiz', 'hodeida'],
      'South Yemen': ['aden', 'mukalla'],
    },
  },
  {
    label: 'korea',
    from: '1948-08-15',
    until: '9999-12-31',
    citiesByCountry: { 'South Korea': ['seoul', 'pusan', 'busan'], 'North Korea': ['pyongyang'] },
  },
];

/** The country that a leg's label means on its first day, and the part of it that the label also names. */
export function resolveHost(
  countries: CountryResolver,
  { label, id, locale, on, until }: { label: string; id: string; locale: string; on: Day; until: Day | null },
): ResolvedCountry | { reason: string } {
  const hint = { country: id.replaceAll('-', ' ') };
  const meant = resolveSharedName(label, locale, on);
  const host = countries.resolve(meant ?? label, on, hint);
  if ('reason' in host) return host;
  if (meant !== undefined && host.matchedOn === 'NAME') return { ...host, matchedOn: 'NAME_ON_DAY' };
  if (host.note === undefined || until === null) return host;
  // A visit to a country's first day of independence is a visit to that country.
  const atTheEnd = countries.resolve(label, until, hint);
  if ('reason' in atTheEnd || atTheEnd.note !== undefined) return host;
  return {
    ...atTheEnd,
    matchedOn: 'NAME_ON_DAY',
    note: `"${label}" became a state of its own during the visit, which began on ${on}.`,
  };
}

function resolveSharedName(label: string, locale: string, on: Day): string | undefined {
  const one = sharedCountryNames.find((each) => each.label === foldText(label) && each.from <= on && on <= each.until);
  if (!one) return undefined;
  const places = foldText(locale)
    .split(/[,;()]/)
    .map((place) => place.trim());
  const meant = Object.entries(one.citiesByCountry).filter(([, cities]) =>
    places.some((place) => cities.includes(place)),
  );
  return meant.length === 1 ? meant[0]?.[0] : meant.length === 0 ? one.defaultCountry : undefined;
}
