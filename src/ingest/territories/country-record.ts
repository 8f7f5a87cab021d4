import { parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { serializeClaimValue } from '../../model/records/claim.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { countryStatuses } from '../../model/vocabulary.ts';
import type { MatchedCountry } from './match-countries.ts';
import type { Territory, Year } from './territory.ts';

export type CountryInput = RecordInputOf<'country'>;
type Citation = NonNullable<CountryInput['citations']>[number];
type DateInput = CountryInput['from'];

/** The record's key of the source: the reference data cites it too. */
const sourceKey = 'hsg-gsh';
const toSuccession = (country: string) => ({ country, source: sourceKey });

/** The record of a territory that no country on record is. */
export function createCountryRecord(
  state: MatchedCountry,
  territory: Territory,
  successors: readonly string[],
  status: (typeof countryStatuses)[number] | undefined,
): CountryInput {
  const { name, longName, since, until, isCurrent: lasts } = territory;
  const { key } = state;
  return {
    noun: 'country',
    key,
    code: key,
    name,
    status: status ?? (lasts ? 'TERRITORY' : 'FORMER'),
    ...(since && { from: since.edtf }),
    ...(until && { until: until.edtf }),
    ...(longName !== undefined &&
      longName !== name && { names: [{ text: longName, language: 'en', kind: 'OFFICIAL' }] }),
    successors: successors.map(toSuccession),
    citations: [{ source: sourceKey, basis: 'STATED' }],
  };
}

interface SuccessionContext {
  successors: readonly string[];
  /** Whether the country is on record from elsewhere, and lasts. */
  isCurrent(key: string): boolean;
}

/** A country on record with what the source adds: successors where it had none, and claims where the source says otherwise. */
export function amendCountryRecord(
  state: MatchedCountry,
  document: CountryInput,
  { successors, isCurrent: lasting }: SuccessionContext,
): { record: CountryInput; notes: string[] } {
  const told = document.successors ?? [];
  // Of two states that both last, only an editor can say whether one came out of the other.
  const added = told.length > 0 ? [] : successors.filter((key) => document.until !== undefined || !lasting(key));
  const list = told.length > 0 ? told : added.map(toSuccession);
  const isTold = successors.every((key) => list.some(({ country }) => country === key));
  const claims = [
    ...createYearClaims('from', document.from, getFirstYear(state)),
    ...createYearClaims('until', document.until, document.until === undefined ? undefined : getLastYear(state)),
    ...(isTold ? [] : [createClaim('successors', successors.map(toSuccession))]),
  ];
  const citations = document.citations ?? [];
  const said = (one: Citation) => JSON.stringify([one.source, one.field, serializeClaimValue(one.value)]);
  const saying = new Set(claims.map(said));
  // What an earlier import said in the source's name, and the source says no longer.
  const stays = citations.filter((one) => !isOwnClaim(one) || saying.has(said(one)));
  const standing = new Set(stays.map(said));
  const record = {
    ...document,
    ...(list.length > 0 && { successors: list }),
    citations: [
      ...stays,
      ...(told.length === 0 && added.length > 0
        ? [{ source: sourceKey, field: 'successors', basis: 'STATED' as const }]
        : []),
      ...claims.filter((one) => !standing.has(said(one))),
    ],
  };
  return {
    record,
    notes: claims.flatMap(({ field, value }) => describeClaim({ ...document, successors: list }, field, value)),
  };
}

/** What is told of a country by the record and otherwise by the source; where the record tells nothing, an editor need not look. */
function describeClaim(document: CountryInput, field: string | undefined, value: unknown): string[] {
  if (field === 'successors') {
    const has = new Set((document.successors ?? []).map(({ country }) => country));
    const more = (value as ReturnType<typeof toSuccession>[])
      .map(({ country }) => country)
      .filter((country) => !has.has(country));
    return [`The source has ${more.join(', ')} as successors too: a claim.`];
  }
  const date = field === 'from' ? document.from : document.until;
  if (date === undefined) return [];
  return [
    `${field}: ${serializeClaimValue(date)} here, ${String(value)} in the source: kept, and the source's year is a claim beside it.`,
  ];
}

const isOwnClaim = ({ source: by, value, rank, reason }: Citation): boolean =>
  by === sourceKey && value !== undefined && rank === 'NORMAL' && reason === undefined;

const createClaim = (field: string, value: Citation['value']): Citation => ({
  source: sourceKey,
  field,
  basis: 'STATED',
  value,
  rank: 'NORMAL',
});

/** The first year of its phases as a state; none where one of them has no first year. A colony's years are not its state's. */
function getFirstYear({ territories }: MatchedCountry): Year | undefined {
  const phases = territories.filter(({ isIndependent: independent }) => independent);
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

/** The source's year where the record's date cannot be in it. */
function createYearClaims(field: 'from' | 'until', date: DateInput, said: Year | undefined): Citation[] {
  if (said === undefined) return [];
  if (date !== undefined) {
    const { earliest, latest } = parseFuzzyDate(typeof date === 'string' ? date : date.edtf);
    const [first, last] = [Number(earliest?.slice(0, 4) ?? 0), Number(latest?.slice(0, 4) ?? 9999)];
    if (first <= said.year && said.year <= last) return [];
  }
  return [createClaim(field, said.edtf)];
}
