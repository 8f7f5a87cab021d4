import { fuzzyDate } from '../../model/fuzzy-date.ts';
import { claimText } from '../../model/records/claim.ts';
import type { RecordInput } from '../../model/records/index.ts';
import type { countryStatuses } from '../../model/vocabulary.ts';
import type { State } from './match-countries.ts';
import type { Territory, Year } from './territory.ts';

export type CountryInput = Extract<RecordInput, { noun: 'country' }>;
type Citation = NonNullable<CountryInput['citations']>[number];
type DateInput = CountryInput['from'];

/** The record's key of the source: the reference data cites it too. */
const source = 'hsg-gsh';
const succession = (country: string) => ({ country, source });

/** The record of a territory that no country on record is. */
export function newCountry(
  state: State,
  territory: Territory,
  successors: readonly string[],
  status: (typeof countryStatuses)[number] | undefined,
): CountryInput {
  const { name, longName, since, until, lasts } = territory;
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
    successors: successors.map(succession),
    citations: [{ source, basis: 'STATED' }],
  };
}

interface Others {
  successors: readonly string[];
  /** Whether the country is on record from elsewhere, and lasts. */
  lasting(key: string): boolean;
}

/** A country on record with what the source adds: successors where it had none, and claims where the source says otherwise. */
export function standingCountry(
  state: State,
  document: CountryInput,
  { successors, lasting }: Others,
): { record: CountryInput; notes: string[] } {
  const told = document.successors ?? [];
  // Of two states that both last, only an editor can say whether one came out of the other.
  const added = told.length > 0 ? [] : successors.filter((key) => document.until !== undefined || !lasting(key));
  const list = told.length > 0 ? told : added.map(succession);
  const isTold = successors.every((key) => list.some(({ country }) => country === key));
  const claims = [
    ...claimOfYear('from', document.from, firstYear(state)),
    ...claimOfYear('until', document.until, document.until === undefined ? undefined : lastYear(state)),
    ...(isTold ? [] : [claim('successors', successors.map(succession))]),
  ];
  const citations = document.citations ?? [];
  const said = (one: Citation) => JSON.stringify([one.source, one.field, claimText(one.value)]);
  const saying = new Set(claims.map(said));
  // What an earlier import said in the source's name, and the source says no longer.
  const stays = citations.filter((one) => !isOurs(one) || saying.has(said(one)));
  const standing = new Set(stays.map(said));
  const record = {
    ...document,
    ...(list.length > 0 && { successors: list }),
    citations: [
      ...stays,
      ...(told.length === 0 && added.length > 0 ? [{ source, field: 'successors', basis: 'STATED' as const }] : []),
      ...claims.filter((one) => !standing.has(said(one))),
    ],
  };
  return {
    record,
    notes: claims.flatMap(({ field, value }) => noteOn({ ...document, successors: list }, field, value)),
  };
}

/** What is told of a country by the record and otherwise by the source; where the record tells nothing, an editor need not look. */
function noteOn(document: CountryInput, field: string | undefined, value: unknown): string[] {
  if (field === 'successors') {
    const has = new Set((document.successors ?? []).map(({ country }) => country));
    const more = (value as ReturnType<typeof succession>[])
      .map(({ country }) => country)
      .filter((country) => !has.has(country));
    return [`The source has ${more.join(', ')} as successors too: a claim.`];
  }
  const date = field === 'from' ? document.from : document.until;
  if (date === undefined) return [];
  return [
    `${field}: ${claimText(date)} here, ${String(value)} in the source: kept, and the source's year is a claim beside it.`,
  ];
}

const isOurs = ({ source: by, value, rank, reason }: Citation): boolean =>
  by === source && value !== undefined && rank === 'NORMAL' && reason === undefined;

const claim = (field: string, value: Citation['value']): Citation => ({
  source,
  field,
  basis: 'STATED',
  value,
  rank: 'NORMAL',
});

/** The first year of its phases as a state; none where one of them has no first year. A colony's years are not its state's. */
function firstYear({ territories }: State): Year | undefined {
  const phases = territories.filter(({ independent }) => independent);
  return phases.every(({ since }) => since !== undefined)
    ? phases.flatMap(({ since }) => since ?? []).toSorted(byYear)[0]
    : undefined;
}

function lastYear({ territories }: State): Year | undefined {
  return territories.every(({ until }) => until !== undefined)
    ? territories
        .flatMap(({ until }) => until ?? [])
        .toSorted(byYear)
        .at(-1)
    : undefined;
}

const byYear = (a: Year, b: Year): number => a.year - b.year;

/** The source's year where the record's date cannot be in it. */
function claimOfYear(field: 'from' | 'until', date: DateInput, said: Year | undefined): Citation[] {
  if (said === undefined) return [];
  if (date !== undefined) {
    const { earliest, latest } = fuzzyDate(typeof date === 'string' ? date : date.edtf);
    const [first, last] = [Number(earliest?.slice(0, 4) ?? 0), Number(latest?.slice(0, 4) ?? 9999)];
    if (first <= said.year && said.year <= last) return [];
  }
  return [claim(field, said.edtf)];
}
