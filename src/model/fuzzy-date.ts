import { type Day, isDay } from './calendar.ts';
import { type EdtfValue, readEdtf } from './edtf.ts';
import { suggestEdtf } from './edtf-suggestion.ts';
import { badInput } from './errors.ts';
import { maxTextLengths } from './text-limits.ts';
import type { DateBasis } from './vocabulary.ts';

export { addDays, type Day, daysBetween } from './calendar.ts';

export interface FuzzyDate extends EdtfValue {
  edtf: string;
  basis: DateBasis;
  /** The wording of the source. */
  verbatim: string | null;
}

/** A date that no source states in an accepted form: only the wording is recorded. */
export interface UnknownDate extends Record<Exclude<keyof FuzzyDate, 'verbatim'>, null> {
  verbatim: string;
}

/** The date of a record. */
export type RecordedDate = FuzzyDate | UnknownDate;

export const createUnknownDate = (verbatim: string): UnknownDate => ({
  edtf: null,
  earliest: null,
  latest: null,
  precision: null,
  qualifier: null,
  basis: null,
  verbatim,
});

/** The number of characters that the text of a date may have. Applies before the text is parsed. */
const maxDateLength = maxTextLengths.date;

/** Parses a full date; throws for days that do not exist (30 February). */
export function parseDay(text: string): Day {
  if (isDay(text)) return text;
  assertDateLength(text);
  const days = suggestEdtf(text).filter(isDay);
  throw badInput(
    `"${text}" is not a day. ${days.length > 0 ? writeOneOf(days) : 'Write YYYY-MM-DD, such as 2023-11-01.'}`,
  );
}

/** Parses an EDTF date. Throws if it is not in the accepted subset; the message suggests the nearest right form. */
export function parseFuzzyDate(text: string, basis: DateBasis = 'STATED', verbatim: string | null = null): FuzzyDate {
  assertDateLength(text);
  const edtf = text.trim();
  const reading = readEdtf(edtf);
  if ('value' in reading) return { edtf, ...reading.value, basis, verbatim };
  const suggestions = suggestEdtf(edtf);
  throw badInput(`"${edtf}" ${reading.problem} ${suggestions.length > 0 ? writeOneOf(suggestions) : writtenForms}`);
}

function assertDateLength(text: string): void {
  if (text.length > maxDateLength) throw badInput(describeExcessDateLength(text));
}

export const describeExcessDateLength = (text: string): string =>
  `A date has at most ${maxDateLength} characters. "${text.slice(0, 40)}…" has ${text.length.toLocaleString('en')}.`;

const writeOneOf = (forms: readonly string[]): string => `Write ${forms.join(' or ')}.`;

const writtenForms =
  'Write 2023-11-01, 2023-11, 2023, 2023-10-23/2023-10-29 (a range), [2023-10-23..2023-10-29] (one day of), ../2023 (open), 2023~ (approximate) or 2023? (uncertain).';
