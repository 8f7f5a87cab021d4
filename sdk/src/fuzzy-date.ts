import type { Certainty, DateFilter, FuzzyDate } from './generated/types.ts';

/**
 * The fields of a date of the API that these helpers use; null if no date is recorded.
 *
 * @example
 * const end: RecordedDate = visit.end;
 */
export type RecordedDate = Pick<FuzzyDate, 'edtf' | 'earliest' | 'latest'> | null | undefined;

/**
 * A window of days, with the operators of the API's date filters. All given operators apply.
 *
 * @example
 * const autumn: DateWindow = { onOrAfter: '2023-09-01', before: '2023-12-01' };
 */
export type DateWindow = Omit<DateFilter, 'certainty'>;

/**
 * Returns whether a date is on a day, like the filter `{ on: day, certainty }`. With `CERTAIN`, the default, no other
 * day may be possible.
 *
 * @throws RangeError for an invalid day.
 * @example
 * isOn(visit.start, '2023-11-01', 'POSSIBLE');
 */
export const isOn = (date: RecordedDate, day: string, certainty: Certainty = 'CERTAIN'): boolean =>
  overlaps(date, { on: day }, certainty);

/**
 * Returns whether a date matches a window, like the API's filters. With `CERTAIN`, the default, every possible day must
 * be in the window; with `POSSIBLE` at least one.
 *
 * @throws RangeError for an invalid day.
 * @example
 * overlaps(visit.start, { onOrAfter: '2023-10-01', before: '2023-11-01' }, 'POSSIBLE');
 */
export function overlaps(date: RecordedDate, window: DateWindow, certainty: Certainty = 'CERTAIN'): boolean {
  const { on, after, before, onOrAfter, onOrBefore } = window;
  const first = [addDays(on, 0), addDays(onOrAfter, 0), addDays(after, 1)].filter(isDefined).sort().at(-1);
  const last = [addDays(on, 0), addDays(onOrBefore, 0), addDays(before, -1)].filter(isDefined).sort()[0];
  if (first !== undefined && last !== undefined && first > last) return false;
  if (certainty === 'POSSIBLE')
    return (
      !!date &&
      !(first && date.latest !== null && date.latest < first) &&
      !(last && date.earliest !== null && date.earliest > last)
    );
  const earliest = date?.earliest ?? '';
  const latest = date?.latest ?? '';
  return (first === undefined || earliest >= first) && (last === undefined || (latest !== '' && latest <= last));
}

const isDefined = (day: string | undefined): day is string => day !== undefined;
const toNoonUtc = (day: string): Date => new Date(`${day}T12:00:00Z`);
const toIsoDay = (at: Date): string => at.toISOString().slice(0, 10);

/** Returns the day that is a number of days later; undefined for no day. */
function addDays(day: string | null | undefined, days: number): string | undefined {
  if (day == null) return undefined;
  const at = toNoonUtc(day);
  if (Number.isNaN(at.getTime()) || toIsoDay(at) !== day)
    throw new RangeError(`"${day}" is not a day. Write YYYY-MM-DD, such as 2023-11-01.`);
  at.setUTCDate(at.getUTCDate() + days);
  return toIsoDay(at);
}

/**
 * The words that `format` uses around dates, for other languages.
 *
 * @example
 * const words: DateWords = { unknown: 'inconnu', oneDayOf: (days) => `un jour du ${days}`, oneOf: (days) => days,
 *   orEarlier: (day) => `${day} ou avant`, orLater: (day) => `${day} ou après`, about: (day) => `vers ${day}`, perhaps: (day) => `${day} (?)` };
 */
export interface DateWords {
  readonly unknown: string;
  /** One day within a span: "one day of 23 to 29 October 2023". */
  readonly oneDayOf: (span: string) => string;
  /** One of several days: "23 October 2023 or 25 October 2023". */
  readonly oneOf: (days: string) => string;
  readonly orEarlier: (date: string) => string;
  readonly orLater: (date: string) => string;
  /** EDTF's `~`. */
  readonly about: (date: string) => string;
  /** EDTF's `?`. */
  readonly perhaps: (date: string) => string;
  /** Replaces the dash of the locale between the ends of a span. */
  readonly to?: string;
}

const englishWords: DateWords = {
  unknown: 'unknown',
  oneDayOf: (span) => `one day of ${span}`,
  oneOf: (days) => days,
  orEarlier: (date) => `${date} or earlier`,
  orLater: (date) => `${date} or later`,
  about: (date) => `about ${date}`,
  perhaps: (date) => `perhaps ${date}`,
  to: ' to ',
};

/**
 * Formats a date: "1 November 2023", "one day of 23 to 29 October 2023", "November 2023", "1949 or earlier", "unknown".
 * Dates follow the locale. The words around them are English unless you pass your own.
 *
 * @example
 * format(visit.start);
 * format(visit.start, 'en-US');
 */
export function format(date: RecordedDate, locale = 'en-GB', words: DateWords = englishWords): string {
  if (!date) return words.unknown;
  const { edtf, earliest, latest } = date;
  const setContents = /^\[(.*)\]$/.exec(edtf)?.[1];
  const items = setContents?.split(',').map((item) => item.trim());
  if (items && items.length > 1 && items.every((item) => simpleDatePattern.test(item)))
    return words.oneOf(
      new Intl.ListFormat(locale, { type: 'disjunction' }).format(items.map((item) => formatPoint(item, locale))),
    );
  const [start = '', end = ''] = (setContents ?? edtf).split(setContents === undefined ? '/' : '..');
  if (earliest === null || latest === null) {
    const known = latest === null ? start || end : end || start;
    if (earliest === null && latest === null) return words.unknown;
    const text = formatQualified(
      known,
      simpleDatePattern.test(known) ? known : (earliest ?? latest ?? ''),
      locale,
      words,
    );
    return latest === null ? words.orLater(text) : words.orEarlier(text);
  }
  if (setContents === undefined && !edtf.includes('/') && simpleDatePattern.test(edtf))
    return formatQualified(edtf, edtf, locale, words);
  const isSamePrecision =
    simpleDatePattern.test(start) &&
    simpleDatePattern.test(end) &&
    stripQualifier(start).length === stripQualifier(end).length;
  const text = isSamePrecision
    ? formatSpan(stripQualifier(start), stripQualifier(end), locale, words)
    : formatSpan(earliest, latest, locale, words);
  return setContents === undefined || earliest === latest ? text : words.oneDayOf(text);
}

/** A year, month or day, optionally qualified. */
const simpleDatePattern = /^\d{4}(-(0\d|1[0-2])(-\d\d)?)?[?~%]?$/;
const stripQualifier = (text: string): string => text.replace(/[?~%]$/, '');

function formatQualified(edtf: string, text: string, locale: string, { about, perhaps }: DateWords): string {
  const sign = /[?~%]$/.exec(edtf)?.[0];
  const date = formatPoint(text, locale);
  if (sign === '~') return about(date);
  return sign === '?' ? perhaps(date) : sign === '%' ? perhaps(about(date)) : date;
}

const createFormat = (text: string, locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(text.length > 4 && { month: 'long' }),
    ...(text.length > 7 && { day: 'numeric' }),
  });
const toDate = (text: string): Date => toNoonUtc(text + '-01-01'.slice(text.length - 4));

function formatPoint(text: string, locale: string): string {
  const date = stripQualifier(text);
  return createFormat(date, locale).format(toDate(date));
}

function formatSpan(start: string, end: string, locale: string, { to }: DateWords): string {
  const text = createFormat(start, locale).formatRange(toDate(start), toDate(end));
  return to === undefined ? text : text.replace(/\s*[–—]\s*/, to);
}
