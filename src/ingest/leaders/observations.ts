import type { Day } from '../../model/fuzzy-date.ts';
import type { ImportItem } from '../../model/records/index.ts';
import type { CuratedAliases } from '../curated-aliases.ts';
import type { CountryResolver } from '../resolve-country.ts';
import type { LeaderLine, LeadersFile, RejectedLine } from './leaders-file.ts';
import { type Holder, parseHolders } from './parse-holders.ts';

/** A holder as named by one line. */
export interface Observation extends Omit<Holder, 'office'> {
  /** The key of the country. */
  country: string;
  office: string;
  /** Whether the line names the office, not just the holder. */
  isTitled: boolean;
  line: LeaderLine;
}

interface ObservationResult {
  observations: Observation[];
  rejected: ImportItem[];
  /** Ids (`officeId`) of offices with several simultaneous holders. */
  sharedOffices: Set<string>;
}

/** Returns an id for an office that is unique across countries. */
export const officeId = ({ country, office }: Pick<Observation, 'country' | 'office'>): string =>
  `${country}:${office}`;

export const compareByEdition = (a: Observation, b: Observation): number =>
  a.line.firstEdition.localeCompare(b.line.firstEdition) || a.line.line - b.line.line;

export const maxDay = (...days: Day[]): Day => days.toSorted().at(-1) ?? '';
export const getLastEditionDay = (lines: readonly Observation[]): Day =>
  maxDay(...lines.map(({ line }) => line.lastEdition));

/** Parses the lines into observations. Lines that cannot be parsed are returned with a reason. */
export function collectObservations(
  file: LeadersFile,
  curated: CuratedAliases,
  countries: CountryResolver,
): ObservationResult {
  const result: ObservationResult = { observations: [], rejected: [], sharedOffices: new Set() };
  const untitled: { line: LeaderLine; country: string; holder: Holder }[] = [];
  const reject = ({ line, reason, isFatal }: RejectedLine): void => {
    result.rejected.push({ place: { file: file.name, line }, rejected: reason, ...(isFatal && { isFatal }) });
  };
  for (const line of file.lines) {
    if ('reason' in line) {
      reject(line);
      continue;
    }
    const country = resolveLineCountry(line, curated, countries);
    const holders = 'reason' in country ? country : parseHolders(line.text, line.field);
    if ('reason' in country || 'reason' in holders) {
      reject({ line: line.line, reason: 'reason' in holders ? holders.reason : '' });
      continue;
    }
    for (const holder of holders) {
      if (holder.office === undefined) untitled.push({ line, country: country.key, holder });
      else result.observations.push({ ...holder, office: holder.office, isTitled: true, country: country.key, line });
    }
    const [first, ...others] = holders.filter(({ capacity }) => capacity !== 'REPRESENTATIVE');
    if (first?.office !== undefined && others.some(({ office }) => office === first.office))
      result.sharedOffices.add(officeId({ country: country.key, office: first.office }));
  }
  const titled = [...result.observations];
  for (const { line, country, holder } of untitled) {
    const offices = new Set(
      titled.flatMap((other) =>
        other.country === country && other.line.field === line.field && other.capacity !== 'REPRESENTATIVE'
          ? [other.office]
          : [],
      ),
    );
    const [office, ...others] = offices;
    if (office !== undefined && others.length === 0)
      result.observations.push({ ...holder, office, isTitled: false, country, line });
    else
      reject({
        line: line.line,
        reason: `"${holder.name}" has no office, and the source has ${offices.size === 0 ? 'none' : [...offices].join(', ')} for the ${line.field}.`,
      });
  }
  return result;
}

function resolveLineCountry(
  { gec, country: label, lastEdition: last }: LeaderLine,
  curated: CuratedAliases,
  countries: CountryResolver,
): { key: string } | { reason: string } {
  const key = curated.findCountry(gec);
  if (key === null)
    return {
      reason: `"${gec}" (${label ?? 'no name'}) is not a country on record: the Factbook's code means a part of one, or several.`,
    };
  if (key === undefined)
    return { reason: `"${gec}" is not a known code of the Factbook. Add it to data/reference/gec.yaml.` };
  const namedCountry = label === null ? undefined : countries.resolve(label, last);
  if (namedCountry && 'key' in namedCountry && namedCountry.key !== key)
    return { reason: `The code "${gec}" is that of ${key}, but "${label}" is the name of ${namedCountry.key}.` };
  return { key };
}
