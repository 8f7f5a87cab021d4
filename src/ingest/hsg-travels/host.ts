import { foldText } from '../../model/fold-text.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { CountryResolver, ResolvedCountry } from '../resolve-country.ts';

interface SharedCountryName {
  label: string;
  from: Day;
  until: Day;
  /** The state that the United States meant by the unqualified name. Absent if it dealt with both. */
  defaultCountry?: string;
  /** Cities that identify one of the states. */
  citiesByCountry: Readonly<Record<string, readonly string[]>>;
}

/** Names that two states shared. Place and day decide which state the label means. */
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

/** Resolves a leg's country label on its first day, including the part of the country that it names. */
export function resolveHost(
  countries: CountryResolver,
  { label, id, locale, on, until }: { label: string; id: string; locale: string; on: Day; until: Day | null },
): ResolvedCountry | { reason: string } {
  const hint = { country: id.replaceAll('-', ' ') };
  const sharedName = resolveSharedName(label, locale, on);
  const host = countries.resolve(sharedName ?? label, on, hint);
  if ('reason' in host) return host;
  if (sharedName !== undefined && host.matchedOn === 'NAME') return { ...host, matchedOn: 'NAME_ON_DAY' };
  if (host.note === undefined || until === null) return host;
  // A visit that includes a country's first day of independence is a visit to that country.
  const hostOnLastDay = countries.resolve(label, until, hint);
  if ('reason' in hostOnLastDay || hostOnLastDay.note !== undefined) return host;
  return {
    ...hostOnLastDay,
    matchedOn: 'NAME_ON_DAY',
    note: `"${label}" became an independent state during the visit, which began on ${on}.`,
  };
}

function resolveSharedName(label: string, locale: string, on: Day): string | undefined {
  const entry = sharedCountryNames.find(
    (name) => name.label === foldText(label) && name.from <= on && on <= name.until,
  );
  if (!entry) return undefined;
  const places = foldText(locale)
    .split(/[,;()]/)
    .map((place) => place.trim());
  const matches = Object.entries(entry.citiesByCountry).filter(([, cities]) =>
    places.some((place) => cities.includes(place)),
  );
  return matches.length === 1 ? matches[0]?.[0] : matches.length === 0 ? entry.defaultCountry : undefined;
}
