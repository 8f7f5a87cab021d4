import { parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { serializeClaimValue } from '../../model/records/claim.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { countryStatuses } from '../../model/vocabulary.ts';
import type { MatchedCountry } from './match-countries.ts';
import type { Territory, Year } from './territory.ts';

export type CountryInput = RecordInputOf<'country'>;
type Citation = NonNullable<CountryInput['citations']>[number];
type DateInput = CountryInput['start'];

/** The key of the source, which the reference data also cites. */
export const sourceKey = 'hsg-gsh';
const toSuccession = (country: string) => ({ country, source: sourceKey });

/** Creates the record of a territory that matches no existing country. */
export function createCountryRecord(
  state: MatchedCountry,
  territory: Territory,
  successors: readonly string[],
  status: (typeof countryStatuses)[number] | undefined,
): CountryInput {
  const { name, longName, since, until, isCurrent } = territory;
  const { key } = state;
  return {
    noun: 'country',
    key,
    code: key,
    name,
    status: status ?? (isCurrent ? 'TERRITORY' : 'FORMER'),
    ...(since && { start: since.edtf }),
    ...(until && { end: until.edtf }),
    ...(longName !== undefined &&
      longName !== name && { names: [{ text: longName, language: 'en', kind: 'OFFICIAL' }] }),
    successors: successors.map(toSuccession),
    citations: [{ source: sourceKey, basis: 'STATED' }],
  };
}

interface SuccessionContext {
  successors: readonly string[];
  /** Whether the country is an existing record without an end date. */
  isCurrent(key: string): boolean;
}

/** Adds what the source has to an existing country: successors if it had none, and claims that differ. */
export function amendCountryRecord(
  state: MatchedCountry,
  document: CountryInput,
  { successors, isCurrent }: SuccessionContext,
): { record: CountryInput; notes: string[] } {
  const recorded = document.successors ?? [];
  // If both states still exist, only an editor can decide whether one succeeded the other.
  const added = recorded.length > 0 ? [] : successors.filter((key) => document.end !== undefined || !isCurrent(key));
  const merged = recorded.length > 0 ? recorded : added.map(toSuccession);
  const isComplete = successors.every((key) => merged.some(({ country }) => country === key));
  const claims = [
    ...createYearClaims('start', document.start, getFirstYear(state)),
    ...createYearClaims('end', document.end, document.end === undefined ? undefined : getLastYear(state)),
    ...(isComplete ? [] : [createClaim('successors', successors.map(toSuccession))]),
  ];
  const citations = document.citations ?? [];
  const claimId = ({ source, field, value }: Citation) => JSON.stringify([source, field, serializeClaimValue(value)]);
  const currentIds = new Set(claims.map(claimId));
  // Drops claims of earlier imports that the source no longer supports.
  const retained = citations.filter((citation) => !isOwnClaim(citation) || currentIds.has(claimId(citation)));
  const retainedIds = new Set(retained.map(claimId));
  const record = {
    ...document,
    ...(merged.length > 0 && { successors: merged }),
    citations: [
      ...retained,
      ...(recorded.length === 0 && added.length > 0
        ? [{ source: sourceKey, field: 'successors', basis: 'STATED' as const }]
        : []),
      ...claims.filter((claim) => !retainedIds.has(claimId(claim))),
    ],
  };
  return {
    record,
    notes: claims.flatMap(({ field, value }) => describeClaim({ ...document, successors: merged }, field, value)),
  };
}

/** Describes where record and source differ. Returns nothing if the record has no value to compare. */
function describeClaim(document: CountryInput, field: string | undefined, value: unknown): string[] {
  if (field === 'successors') {
    const recordedKeys = new Set((document.successors ?? []).map(({ country }) => country));
    const additional = (value as ReturnType<typeof toSuccession>[])
      .map(({ country }) => country)
      .filter((country) => !recordedKeys.has(country));
    return [`The source has further successors, added as a claim: ${additional.join(', ')}.`];
  }
  const date = field === 'start' ? document.start : document.end;
  if (date === undefined) return [];
  return [
    `${field}: ${serializeClaimValue(date)} on record, ${String(value)} in the source. The value on record stays; the source's year was added as a claim.`,
  ];
}

const isOwnClaim = ({ source, value, rank, reason }: Citation): boolean =>
  source === sourceKey && value !== undefined && rank === 'NORMAL' && reason === undefined;

const createClaim = (field: string, value: Citation['value']): Citation => ({
  source: sourceKey,
  field,
  basis: 'STATED',
  value,
  rank: 'NORMAL',
});

/**
 * Returns the first year of a country's independent phases, or undefined if a phase has no first
 * year. Colonial years do not count.
 */
function getFirstYear({ territories }: MatchedCountry): Year | undefined {
  const phases = territories.filter(({ isIndependent }) => isIndependent);
  return phases.every(({ since }) => since !== undefined)
    ? phases.flatMap(({ since }) => since ?? []).toSorted(compareYears)[0]
    : undefined;
}

function getLastYear({ territories }: MatchedCountry): Year | undefined {
  return territories.every(({ until }) => until !== undefined)
    ? territories
        .flatMap(({ until }) => until ?? [])
        .toSorted(compareYears)
        .at(-1)
    : undefined;
}

const compareYears = (a: Year, b: Year): number => a.year - b.year;

/** Creates a claim for the source's year if it contradicts the record's date. */
function createYearClaims(field: 'start' | 'end', date: DateInput, sourceYear: Year | undefined): Citation[] {
  if (sourceYear === undefined) return [];
  const edtf = typeof date === 'object' ? ('edtf' in date ? date.edtf : undefined) : date;
  if (edtf !== undefined) {
    const { earliest, latest } = parseFuzzyDate(String(edtf));
    const [first, last] = [Number(earliest?.slice(0, 4) ?? 0), Number(latest?.slice(0, 4) ?? 9999)];
    if (first <= sourceYear.year && sourceYear.year <= last) return [];
  }
  return [createClaim(field, sourceYear.edtf)];
}
