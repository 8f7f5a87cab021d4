import type { Day } from '../../model/fuzzy-date.ts';
import type { ImportItem } from '../../model/records/index.ts';
import type { CuratedAliases } from '../curated-aliases.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { type Correction, type Corrections, findCorrection } from './corrections.ts';
import type { LeaderLine, LeadersFile, RejectedLine } from './leaders-file.ts';
import type { Holder } from './parse-holder-piece.ts';
import { parseHolders, parseVacancy, type Vacancy } from './parse-holders.ts';
import type { SourceDate } from './parse-since.ts';
import { holdingCapacities, isVicePresidency } from './parse-titles.ts';
import { findUntitledOffice, type UntitledHolder } from './place-untitled.ts';

/** A holder as named by one line. */
export interface Observation extends Omit<Holder, 'office'> {
  /** The key of the country. */
  country: string;
  office: string;
  /** Whether the line names the office, not just the holder. */
  isTitled: boolean;
  line: LeaderLine;
  /** The capacity, if a later edition has another one for the same term. */
  printedCapacity?: Holder['capacity'];
  /** What replaced the first or the last day, with the first day as printed. */
  correction?: { by: Correction; printed: SourceDate | undefined };
}

/** A line whose country is known. */
export interface ReadLine {
  country: string;
  line: LeaderLine;
  /** Whether all heads of state or government whom the line names are known. */
  isReadable: boolean;
  /** Whether the line says who the vice presidents are, or that there is none. */
  namesVicePresidents: boolean;
  vacancy: Vacancy | undefined;
}

interface ObservationResult {
  lines: ReadLine[];
  observations: Observation[];
  rejected: ImportItem[];
  /** Ids (`officeId`) of offices with several simultaneous holders. */
  sharedOffices: Set<string>;
}

/** Returns an id for an office that is unique across countries. */
export const officeId = ({ country, office }: Pick<Observation, 'country' | 'office'>): string =>
  `${country}:${office}`;

interface ObservationContext {
  curated: CuratedAliases;
  countries: CountryResolver;
  corrections: Corrections;
  /** Whether a country is a dependency, whose chief of state is that of its sovereign state. */
  isDependency(country: string): boolean;
}

export const compareByEdition = (a: Observation, b: Observation): number =>
  a.line.firstEdition.localeCompare(b.line.firstEdition) || a.line.line - b.line.line;

export const maxDay = (...days: Day[]): Day => days.toSorted().at(-1) ?? '';
export const getLastEditionDay = (lines: readonly Observation[]): Day =>
  maxDay(...lines.map(({ line }) => line.lastEdition));

/** Parses the lines into observations. Lines that cannot be parsed are returned with a reason. */
export function collectObservations(
  file: LeadersFile,
  { curated, countries, corrections, isDependency }: ObservationContext,
): ObservationResult {
  const result: ObservationResult = { lines: [], observations: [], rejected: [], sharedOffices: new Set() };
  const untitled: UntitledHolder[] = [];
  const reject = ({ line, reason, isFatal }: RejectedLine): void => {
    result.rejected.push({ place: { file: file.name, line }, rejected: reason, ...(isFatal && { isFatal }) });
  };
  for (const line of file.lines) {
    if ('reason' in line) {
      reject(line);
      continue;
    }
    const country = resolveLineCountry(line, curated, countries);
    const parsed = 'reason' in country ? country : parseHolders(line.text, line.field);
    if ('reason' in country || 'reason' in parsed) {
      reject({ line: line.line, reason: 'reason' in parsed ? parsed.reason : '' });
      if (!('reason' in country))
        result.lines.push({
          ...{ country: country.key, line, isReadable: false, namesVicePresidents: false, vacancy: undefined },
        });
      continue;
    }
    for (const reason of parsed.unread) reject({ line: line.line, reason });
    const { namesVicePresidents } = parsed;
    const vacancy = parseVacancy(line.text);
    // A line that names only a vice president says nothing about the head.
    const isReadable = !namesVicePresidents || vacancy !== undefined || parsed.holders.some(isHead);
    result.lines.push({ country: country.key, line, isReadable, namesVicePresidents, vacancy });
    const isDependent = line.field === 'chief of state' && isDependency(country.key);
    const holders = isDependent ? toLocalHolders(parsed.holders) : parsed.holders;
    for (const holder of holders) {
      if (holder.office === undefined) untitled.push({ line, country: country.key, holder });
      else result.observations.push({ ...holder, office: holder.office, isTitled: true, country: country.key, line });
    }
    for (const office of findSharedOffices(holders))
      result.sharedOffices.add(officeId({ country: country.key, office }));
  }
  const titled = [...result.observations];
  for (const one of untitled) {
    const { line, country, holder } = one;
    const found = findUntitledOffice(one, titled, curated);
    if ('reason' in found) reject({ line: line.line, reason: found.reason });
    else result.observations.push({ ...holder, office: found.office, isTitled: false, country, line });
  }
  result.observations = preferOrdinals(result.observations, curated);
  result.observations = result.observations.flatMap((observation) => applyCorrection(observation, corrections));
  return result;
}

const isHead = ({ office }: Holder): boolean => !isVicePresidency(office);

/** Returns the offices that several hold at the same time. Only the first holder and vice presidents share one. */
function findSharedOffices(holders: readonly Holder[]): string[] {
  const holding = holders.filter(({ capacity }) => holdingCapacities.has(capacity));
  return holding.flatMap(({ office }, index) =>
    office !== undefined && holding.findIndex((other) => other.office === office) < index ? [office] : [],
  );
}

/**
 * Gives a vice president who is also called "First Vice President" since the same day that office.
 * The lines of chiefs of state and of heads of government differ in such words.
 */
function preferOrdinals(observations: readonly Observation[], curated: CuratedAliases): Observation[] {
  const identify = ({ country, name, from }: Observation): string =>
    `${country} ${curated.findPerson(country, name)?.key ?? name} ${from?.edtf}`;
  const isGeneral = ({ office }: Observation): boolean => office === 'Vice President';
  const ordinals = new Map(
    observations
      .filter((observation) => isVicePresidency(observation.office) && !isGeneral(observation) && observation.from)
      .map((observation) => [identify(observation), observation.office]),
  );
  return observations.map((observation) => {
    const office = isGeneral(observation) ? ordinals.get(identify(observation)) : undefined;
    return office === undefined ? observation : { ...observation, office };
  });
}

/** Titles of representatives in another country, who also act in a dependency. */
const foreignTitlePattern = /\bof (?:New Zealand|(?:the Commonwealth of )?Australia)\b/;

/** Returns the representatives of a sovereign in a dependency, each in the office of that title. */
const toLocalHolders = (holders: readonly Holder[]): Holder[] =>
  holders.flatMap(({ ownTitle, ...holder }) =>
    ownTitle?.office === undefined || foreignTitlePattern.test(ownTitle.office) ? [] : [{ ...holder, ...ownTitle }],
  );

function applyCorrection(observation: Observation, corrections: Corrections): Observation[] {
  const { country, name, office, from: printed } = observation;
  const by = findCorrection(corrections, { country, name, office, start: printed?.edtf });
  if (!by || observation.capacity === 'ELECT') return [observation];
  if (by.isWrong) return [];
  return [
    {
      ...observation,
      ...(by.start && { from: { edtf: by.start, basis: 'STATED' } }),
      ...(by.end && { until: { edtf: by.end, basis: 'STATED' } }),
      correction: { by, printed },
    },
  ];
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
