import { countDaysInMonth } from '../../model/calendar.ts';
import { readEdtf } from '../../model/edtf.ts';
import { suggestEdtf } from '../../model/edtf-suggestion.ts';
import { foldLetters } from '../../model/fold-text.ts';

export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** A date as EDTF, or why it cannot be read. */
export type DateReading = { edtf: string } | { reason: string };

/** The languages whose names of months are known. */
const languages = ['en', 'fr', 'de', 'es'];
/** Abbreviations that Intl does not give. */
const otherMonthNames: Readonly<Record<string, number>> = { sept: 9, set: 9 };
const shortestMonthName = 3;

/** The months by each name and by each beginning of a name of at least three letters. */
const monthsByName = new Map<string, Set<number>>();
function addMonthName(name: string, month: number): void {
  for (let length = Math.min(shortestMonthName, name.length); length <= name.length; length += 1) {
    const start = name.slice(0, length);
    monthsByName.set(start, (monthsByName.get(start) ?? new Set()).add(month));
  }
}
for (const language of languages)
  for (const style of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1)
      addMonthName(foldLetters(format.format(Date.UTC(2023, month - 1, 1))).replace('.', ''), month);
  }
for (const [name, month] of Object.entries(otherMonthNames)) addMonthName(name, month);

/** Returns the month of a name in English, French, German or Spanish; undefined if there is none or several. */
function findMonth(name: string): number | undefined {
  const [month, ...others] = monthsByName.get(foldLetters(name)) ?? [];
  return others.length === 0 ? month : undefined;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const formatMonth = (year: number, month: number): string => `${String(year).padStart(4, '0')}-${twoDigits(month)}`;

/** Returns the day as EDTF, or undefined if there is no such day. */
const formatDay = (year: number, month: number, day: number): string | undefined =>
  month >= 1 && month <= 12 && day >= 1 && day <= countDaysInMonth(year, month)
    ? `${formatMonth(year, month)}-${twoDigits(day)}`
    : undefined;

const invalid = (text: string, expected: string): { reason: string } => ({
  reason: `"${text}" is not a date. ${expected}`,
});

/**
 * Reads a date as tables write it, and returns it as EDTF: "29.05.2025", "1 November 2023", "Feb 2025",
 * "3 janvier 1942". Never guesses: a date with two readings is rejected with both.
 */
export function readTableDate(cell: string, order?: DateOrder): DateReading {
  const text = cell.replace(/\s+/g, ' ').trim();
  if ('value' in readEdtf(text)) return { edtf: text };
  const wikidata = readSignedTime(text);
  if (wikidata) return wikidata;
  // The interval of messy dates, as the R package "messydates" writes it.
  if (/^[\d-]+\.\.[\d-]+$/.test(text)) return readTableDate(text.replace('..', '/'), order);
  const about = /^(?:c\.|ca\.?|circa|about|around|approx\.?|approximately)\s*/i.exec(text)?.[0];
  if (about) {
    const date = readTableDate(text.slice(about.length), order);
    return 'edtf' in date && /^[\d-]+$/.test(date.edtf) ? { edtf: `${date.edtf}~` } : invalid(text, expectation(text));
  }
  return readNumbers(text, order) ?? readWords(text) ?? invalid(text, expectation(text));
}

/** Reads a time as in the JSON of Wikidata: "+1977-12-21T00:00:00Z". A month or a day of 00 is unknown. */
function readSignedTime(text: string): DateReading | undefined {
  const [, year, month, day] = /^\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const edtf = month === '00' ? year : day === '00' ? `${year}-${month}` : `${year}-${month}-${day}`;
  return 'value' in readEdtf(edtf) ? { edtf } : invalid(text, 'There is no such day.');
}

/** The precisions of Wikidata, each with the length of the EDTF text that is as exact. */
const lengthsByPrecision: Readonly<Record<string, number>> = { 9: 'YYYY'.length, 10: 'YYYY-MM'.length };
const precisionOfDay = 11;

/**
 * Reads a time with its precision as in Wikidata: 11 is a day, 10 a month, 9 a year. Undefined if it is less exact than a
 * year.
 */
export function readPreciseTime(text: string, precision: string): DateReading | undefined {
  if (!/^\d\d?$/.test(precision))
    return invalid(
      text,
      `Its precision, "${precision}", is not a number such as 11 for a day, 10 for a month, 9 for a year.`,
    );
  const length = lengthsByPrecision[precision];
  if (length === undefined) return Number(precision) < precisionOfDay ? undefined : readTableDate(text);
  const digits = /^\+?(\d{4}-\d\d-\d\d)T/.exec(text)?.[1];
  return digits === undefined ? readTableDate(text) : readTableDate(digits.slice(0, length));
}

const expectation = (text: string): string => {
  const suggestions = suggestEdtf(text);
  return suggestions.length > 0
    ? `Did you mean ${suggestions.join(' or ')}?`
    : 'Expected a date such as 2023-11-01, "1 November 2023", "Nov 2023" or 2023.';
};

/** Returns why "2010/11" is not read: it is a month, or a season or financial year. Undefined for other texts. */
export function explainSeason(text: string): string | undefined {
  const [, year = '', other = ''] = /^(\d{4})\/(\d\d)$/.exec(text) ?? [];
  const next = Number(year) + 1;
  return year === '' || Number(other) > 12 || Number(other) !== next % 100
    ? undefined
    : `"${text}" is ambiguous: it could be the month ${year}-${other} or the years ${year}/${next}. Write one of these.`;
}

/** Reads dates of digits alone: year first, or day and month in the stated order. */
function readNumbers(text: string, order: DateOrder | undefined): DateReading | undefined {
  const yearFirst = /^(\d{4})(?:[-/. ](\d\d?)[-/. ](\d\d?)|(\d\d)(\d\d))\.?(?:[T ]\d.*)?$/.exec(text);
  if (yearFirst) {
    const [, year = '', month = yearFirst[4] ?? '', day = yearFirst[5] ?? ''] = yearFirst;
    const edtf = formatDay(Number(year), Number(month), Number(day));
    return edtf === undefined ? invalid(text, 'There is no such day.') : { edtf };
  }
  const monthAndYear = /^(\d\d?)[-/. ](\d{4})$/.exec(text) ?? undefined;
  const yearAndMonth = /^(\d{4})[/. ](\d\d?)$/.exec(text) ?? undefined;
  if (monthAndYear || yearAndMonth) {
    const ambiguous = explainSeason(text);
    if (ambiguous !== undefined) return { reason: ambiguous };
    const month = Number(monthAndYear?.[1] ?? yearAndMonth?.[2]);
    const year = Number(monthAndYear?.[2] ?? yearAndMonth?.[1]);
    return month >= 1 && month <= 12
      ? { edtf: formatMonth(year, month) }
      : invalid(text, 'Expected a month from 1 to 12.');
  }
  const [, first, second, year] =
    /^(\d\d?)(?:[-/]|\. ?)(\d\d?)(?:[-/]|\. ?)(\d{4}|\d\d)(?: \d\d?:.*)?$/.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return undefined;
  if (year.length === 2) return invalid(text, 'Write the year in four digits.');
  const readings = {
    'day-first': formatDay(Number(year), Number(second), Number(first)),
    'month-first': formatDay(Number(year), Number(first), Number(second)),
  };
  return chooseReading(text, readings, order);
}

function chooseReading(
  text: string,
  readings: Readonly<Record<DateOrder, string | undefined>>,
  order: DateOrder | undefined,
): DateReading {
  const possible = [...new Set(Object.values(readings))].filter((edtf) => edtf !== undefined);
  const [only, other] = possible;
  if (only === undefined) return invalid(text, 'There is no such day.');
  if (order === undefined)
    return other === undefined
      ? { edtf: only }
      : {
          reason: `"${text}" is ambiguous: it could be ${readings['day-first']} (day-first) or ${readings['month-first']} (month-first). State the order of dates in the mapping ("dates").`,
        };
  const edtf = readings[order];
  return edtf === undefined
    ? {
        reason: `"${text}" is not a ${order} date, as the mapping states. Read in the other order, it would be ${only}.`,
      }
    : { edtf };
}

const wordSeparator = /[\s,./-]+/;
/** Words between the parts of a date: "1er janvier", "3 de enero de 1942", "1st of May". */
const fillers = new Set(['de', 'del', 'of', 'the', 'le', 'den', 'el', 'the', 'am', 'on']);

/** Reads dates with the name of a month, in any order of day, month and year. */
function readWords(text: string): DateReading | undefined {
  const words = text
    .split(wordSeparator)
    .map((word) => word.replace(/(?<=^\d\d?)(?:st|nd|rd|th|er|re|e|º|°)$/i, ''))
    .filter((word) => word !== '' && !fillers.has(word.toLowerCase()));
  const names = words.filter((word) => !/\d/.test(word));
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (names.length + numbers.length !== words.length || names.length === 0 || names.length > 2) return undefined;
  // The first word may be a day of the week.
  const month = findMonth(names.at(-1) ?? '');
  if (month === undefined || (names.length === 2 && !isWeekday(names[0] ?? ''))) return undefined;
  const years = numbers.filter((digits) => digits.length === 4);
  const days = numbers.filter((digits) => digits.length <= 2);
  if (years.length !== 1 || days.length > 1 || years.length + days.length !== numbers.length)
    return numbers.length === 2 && years.length === 0 ? invalid(text, 'Write the year in four digits.') : undefined;
  const year = Number(years[0]);
  if (days[0] === undefined) return { edtf: formatMonth(year, month) };
  const edtf = formatDay(year, month, Number(days[0]));
  return edtf === undefined ? invalid(text, 'There is no such day.') : { edtf };
}

const weekdays = new Set(
  languages.flatMap((language) =>
    (['long', 'short'] as const).flatMap((style) => {
      const format = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' });
      return Array.from({ length: 7 }, (_, day) =>
        foldLetters(format.format(Date.UTC(2023, 0, 1 + day))).replace('.', ''),
      );
    }),
  ),
);
const isWeekday = (word: string): boolean => weekdays.has(foldLetters(word));

const dashPattern = /\s*[–—]\s*|\s+-\s+|\s+(?:to|until|till|bis|au|al)\s+/i;

/**
 * Reads the first or the last day of a period: "1–3 November 2023", "29.05.2025 - 30.05.2025". A single date is both.
 * `year` is that of another column, for a period without one.
 */
export function readPeriodSide(cell: string, side: 'start' | 'end', order?: DateOrder, year = ''): DateReading {
  const text = `${cell} ${year}`.replace(/\s+/g, ' ').trim();
  const whole = readTableDate(text, order);
  if ('edtf' in whole && !whole.edtf.includes('/')) return whole;
  const [first, last, ...more] = ('edtf' in whole ? whole.edtf.split('/') : text.split(dashPattern)).map((part) =>
    part.trim(),
  );
  if (!first || !last || more.length > 0) return whole;
  if (side === 'end') return readTableDate(completeMonth(first, last), order);
  const start = readTableDate(first, order);
  if ('edtf' in start && !/^\d\d?$/.test(first)) return start;
  // "1" of "1–3 November 2023" and "30 October" of "30 October – 1 November 2023" take what they lack from the end.
  if (/^\d\d?\.?$/.test(first)) return readTableDate(last.replace(/\d\d?/, first), order);
  // "January 22" of "January 22–23, 2023" too.
  const yearOfEnd = /\b\d{4}\b/.exec(last)?.[0] ?? '';
  const completed = readTableDate(`${first} ${yearOfEnd}`, order);
  // The year of another column may be that of either side.
  if (year !== '') return completed;
  // "30 December – 2 January 2024" begins in the year before.
  const end = readTableDate(completeMonth(first, last), order);
  const isAfterEnd = 'edtf' in completed && 'edtf' in end && completed.edtf > end.edtf;
  return isAfterEnd ? readTableDate(`${first} ${Number(yearOfEnd) - 1}`, order) : completed;
}

/** Adds the month of the first day to the last one of "January 22–23, 2023". */
function completeMonth(first: string, last: string): string {
  const month = /^(\p{L}+\.?) \d\d?$/u.exec(first)?.[1];
  return month !== undefined && /^\d\d?,? \d{4}$/.test(last) ? `${month} ${last}` : last;
}
