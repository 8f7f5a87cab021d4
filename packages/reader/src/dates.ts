import { addDays, addMonths, type Day, getMonday, getWeekday, isDay, toDay } from './calendar.ts';
import type { TextDocument } from './document.ts';
import type { Language } from './languages/language.ts';
import type { Range } from './text-index.ts';
import type { Token } from './tokens.ts';

/** Words that name a date. */
export interface DateMention extends Range {
  readonly first: number;
  readonly last: number;
  readonly meaning: DateMeaning;
}

type DateMeaning =
  | { kind: 'DAY'; day: Day }
  | { kind: 'MONTH_DAY'; month: number; day: number }
  | { kind: 'YEAR_MONTH'; year: number; month: number }
  | { kind: 'MONTH'; month: number }
  | { kind: 'YEAR'; year: number }
  | { kind: 'WEEKDAY'; weekday: number; shift: 'LAST' | 'NEXT' | 'NONE' }
  | { kind: 'DAYS'; days: number }
  | { kind: 'WEEK' | 'MONTHS' | 'YEARS'; offset: number; isSoFar: boolean };

/** A resolved date in EDTF, for the day of one event. */
export interface ResolvedDate {
  edtf: string;
  basis: 'STATED' | 'RESOLVED';
}

export type Direction = 'PAST' | 'FUTURE';

/** Finds the words of a text that name dates. */
export function findDates(document: TextDocument): DateMention[] {
  const dates: DateMention[] = [];
  for (let at = 0; at < document.tokens.length; at += 1) {
    const found = readDate(document, at);
    if (!found) continue;
    const last = at + found.length;
    dates.push({ first: at, last, ...document.rangeOfTokens(at, last), meaning: found.meaning });
    at = last - 1;
  }
  return dates;
}

interface Found {
  meaning: DateMeaning;
  length: number;
}

function readDate(document: TextDocument, at: number): Found | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  if (!token || token.kind === 'MARK') return undefined;
  const relative = language.relativeDates.match(tokens, at);
  if (relative) return readRelative(document, at, relative.value, relative.length);
  if (token.kind === 'NUMBER') return readIsoDay(document, at) ?? readDayMonth(document, at) ?? readYear(document, at);
  return readMonth(document, at) ?? readWeekday(document, at);
}

export type RelativeDate = readonly [
  unit: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR' | 'WEEKDAY',
  offset: number,
  isSoFar?: boolean,
];

function readRelative(
  document: TextDocument,
  at: number,
  [unit, offset, isSoFar = false]: RelativeDate,
  length: number,
): Found | undefined {
  if (unit === 'DAY') return { meaning: { kind: 'DAYS', days: offset }, length };
  if (unit === 'WEEKDAY') {
    const weekday = document.language.weekdays.get(document.tokens[at + length]?.lower ?? '');
    const shift = offset < 0 ? 'LAST' : offset > 0 ? 'NEXT' : 'NONE';
    return weekday === undefined ? undefined : { meaning: { kind: 'WEEKDAY', weekday, shift }, length: length + 1 };
  }
  const kind = unit === 'WEEK' ? 'WEEK' : unit === 'MONTH' ? 'MONTHS' : 'YEARS';
  return { meaning: { kind, offset, isSoFar }, length };
}

/** "2023-11-01", of which the text has five tokens. */
function readIsoDay({ text, tokens }: TextDocument, at: number): Found | undefined {
  const start = tokens[at]?.start ?? 0;
  const day = text.slice(start, start + 10);
  if (!isDay(day) || /\d/.test(text[start + 10] ?? '')) return undefined;
  let length = 1;
  while ((tokens[at + length]?.end ?? Infinity) <= start + 10) length += 1;
  return { meaning: { kind: 'DAY', day }, length };
}

/** "1 November 2023", "1 November", "1er novembre". */
function readDayMonth({ tokens, language }: TextDocument, at: number): Found | undefined {
  const day = readDayNumber(tokens[at]);
  if (day === undefined) return undefined;
  const next = isDayEnding(language, tokens[at + 1]) ? at + 2 : at + 1;
  const month = matchMonth(tokens, next, language.months);
  if (!month) return undefined;
  const end = next + month.length;
  const year = readYearNumber(tokens[tokens[end]?.text === ',' || language.is('OF', tokens[end]) ? end + 1 : end]);
  return createDayMonth(
    day,
    month.value,
    year,
    (year === undefined ? end : tokens[end]?.kind === 'NUMBER' ? end + 1 : end + 2) - at,
  );
}

/** "November 1, 2023", "Nov. 1", "November 2023", "November". */
function readMonth({ tokens, language }: TextDocument, at: number): Found | undefined {
  const month = matchMonth(tokens, at, language.months);
  if (!month || (language.words.hasCapitalMonths && !tokens[at]?.isCapital)) return undefined;
  const next = at + month.length;
  const day = readDayNumber(tokens[next]);
  if (day !== undefined) {
    const end = language.is('ORDINAL', tokens[next + 1]) ? next + 2 : next + 1;
    const comma = tokens[end]?.text === ',' ? end + 1 : end;
    const year = readYearNumber(tokens[comma]);
    return createDayMonth(day, month.value, year, (year === undefined ? end : comma + 1) - at);
  }
  const year = readYearNumber(tokens[next]);
  if (year !== undefined)
    return { meaning: { kind: 'YEAR_MONTH', year, month: month.value }, length: month.length + 1 };
  // "May" and "March" alone are also verbs: a preposition must come before.
  return language.is('BEFORE_MONTH', tokens[at - 1])
    ? { meaning: { kind: 'MONTH', month: month.value }, length: month.length }
    : undefined;
}

/** "of", "st" or the point of an ordinal number. */
const isDayEnding = (language: Language, token: Token | undefined): boolean =>
  token?.text === '.' || language.is('OF', token) || language.is('ORDINAL', token);

function createDayMonth(day: number, month: number, year: number | undefined, length: number): Found | undefined {
  if (toDay(year ?? 2000, month, day) === undefined) return undefined;
  return {
    meaning:
      year === undefined ? { kind: 'MONTH_DAY', month, day } : { kind: 'DAY', day: toDay(year, month, day) ?? '' },
    length,
  };
}

function matchMonth(tokens: readonly Token[], at: number, months: ReadonlyMap<string, number>) {
  const value = months.get(tokens[at]?.lower ?? '');
  if (value === undefined) return undefined;
  const isAbbreviated =
    tokens[at + 1]?.text === '.' && tokens[at + 1]?.start === tokens[at]?.end && (tokens[at]?.text.length ?? 0) <= 5;
  return { value, length: isAbbreviated ? 2 : 1 };
}

function readYear({ tokens, language }: TextDocument, at: number): Found | undefined {
  const year = readYearNumber(tokens[at]);
  if (year === undefined || !language.is('BEFORE_YEAR', tokens[at - 1])) return undefined;
  return { meaning: { kind: 'YEAR', year }, length: 1 };
}

function readWeekday(document: TextDocument, at: number): Found | undefined {
  const { tokens, language } = document;
  const token = tokens[at];
  const weekday = language.weekdays.get(token?.lower ?? '');
  if (weekday === undefined || (language.words.hasCapitalMonths && !token?.isCapital) || (token?.text.length ?? 0) < 4)
    return undefined;
  const next = document.tokens[at + 1];
  if (document.language.is('AFTER_LAST', next))
    return { meaning: { kind: 'WEEKDAY', weekday, shift: 'LAST' }, length: 2 };
  if (document.language.is('AFTER_NEXT', next))
    return { meaning: { kind: 'WEEKDAY', weekday, shift: 'NEXT' }, length: 2 };
  return { meaning: { kind: 'WEEKDAY', weekday, shift: 'NONE' }, length: 1 };
}

const readYearNumber = (token: Token | undefined): number | undefined =>
  token && /^(?:1[5-9]|20)\d\d$/.test(token.text) ? Number(token.text) : undefined;
const readDayNumber = (token: Token | undefined): number | undefined =>
  token && /^(?:[1-9]|[12]\d|3[01])$/.test(token.text) ? Number(token.text) : undefined;

/** Resolves a date against the dateline. Undefined if it needs a dateline, and there is none. */
export function resolveDate(
  meaning: DateMeaning,
  dateline: Day | undefined,
  direction: Direction,
): ResolvedDate | undefined {
  if (meaning.kind === 'DAY') return { edtf: meaning.day, basis: 'STATED' };
  if (meaning.kind === 'YEAR') return { edtf: String(meaning.year), basis: 'STATED' };
  if (meaning.kind === 'YEAR_MONTH')
    return { edtf: `${meaning.year}-${String(meaning.month).padStart(2, '0')}`, basis: 'STATED' };
  if (dateline === undefined) return undefined;
  const edtf = resolveAgainst(meaning, dateline, direction);
  return edtf === undefined ? undefined : { edtf, basis: 'RESOLVED' };
}

function resolveAgainst(
  meaning: Exclude<DateMeaning, { kind: 'DAY' | 'YEAR' | 'YEAR_MONTH' }>,
  dateline: Day,
  direction: Direction,
): string | undefined {
  switch (meaning.kind) {
    case 'DAYS':
      return addDays(dateline, meaning.days);
    case 'WEEKDAY':
      return resolveWeekday(meaning.weekday, meaning.shift, dateline, direction);
    case 'WEEK': {
      const monday = addDays(getMonday(dateline), 7 * meaning.offset);
      if (meaning.isSoFar) return rangeUntil(dateline, monday);
      return `[${monday}..${addDays(monday, 6)}]`;
    }
    case 'MONTHS':
      if (meaning.isSoFar) return rangeUntil(dateline, `${dateline.slice(0, 7)}-01`);
      return addMonths(dateline, meaning.offset);
    case 'YEARS':
      if (meaning.isSoFar) return rangeUntil(dateline, `${dateline.slice(0, 4)}-01-01`);
      return String(Number(dateline.slice(0, 4)) + meaning.offset).padStart(4, '0');
    case 'MONTH_DAY': {
      const year = Number(dateline.slice(0, 4));
      const days = [year - 1, year, year + 1].flatMap((one) => toDay(one, meaning.month, meaning.day) ?? []);
      return pickNearest(days, dateline, direction);
    }
    case 'MONTH': {
      const year = Number(dateline.slice(0, 4));
      const months = [year - 1, year, year + 1].map((one) => `${one}-${String(meaning.month).padStart(2, '0')}`);
      return pickNearest(months, dateline.slice(0, 7), direction);
    }
  }
}

/** A day of the period that began on `first`, up to the dateline. */
const rangeUntil = (dateline: Day, first: Day): string => (first === dateline ? first : `[${first}..${dateline}]`);

/** The last one that is not after the dateline, or the first one that is not before. */
const pickNearest = (sorted: readonly string[], dateline: string, direction: Direction): string | undefined =>
  direction === 'PAST' ? sorted.findLast((one) => one <= dateline) : sorted.find((one) => one >= dateline);

function resolveWeekday(weekday: number, shift: 'LAST' | 'NEXT' | 'NONE', dateline: Day, direction: Direction): string {
  const back = (getWeekday(dateline) - weekday + 7) % 7;
  const forward = (weekday - getWeekday(dateline) + 7) % 7;
  // "last Monday" and "next Friday" mean the one of this week to some, and of the other week to others.
  if (shift === 'LAST') {
    const day = addDays(dateline, -(back || 7));
    return day < getMonday(dateline) ? day : `[${addDays(day, -7)},${day}]`;
  }
  if (shift === 'NEXT') {
    const day = addDays(dateline, forward || 7);
    return getMonday(day) > getMonday(dateline) ? day : `[${day},${addDays(day, 7)}]`;
  }
  return addDays(dateline, direction === 'PAST' ? -back : forward);
}

const datelineLength = 400;

/** Finds the date that stands at the beginning of a text, before or in its first sentence: "date 2023-11-01", "ASTANA, 1 Nov 2023". */
export function findDateline(
  document: TextDocument,
  dates: readonly DateMention[],
): { day: Day; range: Range } | undefined {
  for (const { start, end, meaning } of dates) {
    if (start > datelineLength) return undefined;
    if (meaning.kind === 'DAY' && isInDateline(document, start)) return { day: meaning.day, range: { start, end } };
  }
  return undefined;
}

/** Whether few words come before the date in its paragraph, as in "Paris, 1 November 2023 – …". */
function isInDateline({ text, paragraphs, tokens }: TextDocument, start: number): boolean {
  const paragraph = paragraphs.find((one) => one.start <= start && start < one.end);
  if (!paragraph) return false;
  const before = tokens.filter(
    (token) => token.start >= paragraph.start && token.start < start && token.kind === 'WORD',
  );
  const opening = text.slice(paragraph.start, start);
  return before.length <= 6 && !/[.!?]\s/.test(opening);
}
