import type { Certainty, DateFilter, DateQualifier, FuzzyDate } from './generated/types.ts';

/**
 * The fields of a date of the API that these helpers use; null if no date is recorded. Without `qualifier`, the helpers
 * read it from the EDTF text.
 *
 * @example
 * const end: RecordedDate = visit.end;
 */
export type RecordedDate =
  | (Pick<FuzzyDate, 'edtf' | 'earliest' | 'latest'> & Partial<Pick<FuzzyDate, 'qualifier'>>)
  | null
  | undefined;

/**
 * A window of days, with the operators of the API's date filters. All given operators apply.
 *
 * @example
 * const autumn: DateWindow = { onOrAfter: '2023-09-01', before: '2023-12-01' };
 */
export type DateWindow = Omit<DateFilter, 'certainty'>;

/**
 * Returns whether a date is on a day, like the filter `{ on: day, certainty }`. With `CERTAIN`, the default, no other
 * day may be possible, and the date may not be approximate or uncertain.
 *
 * @throws RangeError for an invalid day.
 * @example
 * isOn(visit.start, '2023-11-01', 'POSSIBLE');
 */
export const isOn = (date: RecordedDate, day: string, certainty: Certainty = 'CERTAIN'): boolean =>
  overlaps(date, { on: day }, certainty);

/**
 * Returns whether a date matches a window, like the API's filters. With `CERTAIN`, the default, every possible day must
 * be in the window, and the date may not be approximate or uncertain; with `POSSIBLE`, one possible day is enough.
 *
 * @throws RangeError for an invalid day.
 * @example
 * overlaps(visit.start, { onOrAfter: '2023-10-01', before: '2023-11-01' }, 'POSSIBLE');
 */
export function overlaps(date: RecordedDate, window: DateWindow, certainty: Certainty = 'CERTAIN'): boolean {
  const { on, after, before, onOrAfter, onOrBefore } = window;
  const first = [addDays(on, 0), addDays(onOrAfter, 0), addDays(after, 1)].filter(isDefined).sort().at(-1);
  const last = [addDays(on, 0), addDays(onOrBefore, 0), addDays(before, -1)].filter(isDefined).sort()[0];
  // No day is after the last one of the calendar, or before the first.
  if (after === '9999-12-31' || before === '0001-01-01') return false;
  if (first !== undefined && last !== undefined && first > last) return false;
  if (certainty === 'POSSIBLE')
    return (
      !!date &&
      !(first && date.latest !== null && date.latest < first) &&
      !(last && date.earliest !== null && date.earliest > last)
    );
  if (date && getQualifier(date) !== null && (first !== undefined || last !== undefined)) return false;
  const earliest = date?.earliest ?? '';
  const latest = date?.latest ?? '';
  return (first === undefined || earliest >= first) && (last === undefined || (latest !== '' && latest <= last));
}

/** Returns the qualifier of a date; read from its text if it was not selected. */
function getQualifier({ edtf, qualifier }: NonNullable<RecordedDate>): DateQualifier | null {
  if (qualifier !== undefined) return qualifier;
  const isApproximate = /[~%]/.test(edtf);
  if (/[?%]/.test(edtf)) return isApproximate ? 'APPROXIMATE_AND_UNCERTAIN' : 'UNCERTAIN';
  return isApproximate ? 'APPROXIMATE' : null;
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
  /** An approximate date, EDTF's `~`. */
  readonly about: (date: string) => string;
  /** An uncertain date, EDTF's `?`. */
  readonly perhaps: (date: string) => string;
  /** Replaces the dash of the locale between the ends of a span. */
  readonly to?: string;
  /** A season or another division of a year by its number in EDTF, 21 to 41; the span of its days if absent. */
  readonly division?: (code: number, year: string) => string | undefined;
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
  division: (code, year) => {
    const season = ['spring', 'summer', 'autumn', 'winter'][(code - 21) % 4];
    if (code <= 24) return `${season} ${year}`;
    if (code <= 32) return `${season} ${year} (${code <= 28 ? 'northern' : 'southern'} hemisphere)`;
    if (code <= 36) return `${ordinals[code - 33]} quarter of ${year}`;
    return code <= 39 ? `${ordinals[code - 37]} third of ${year}` : `${ordinals[code - 40]} half of ${year}`;
  },
};
const ordinals = ['first', 'second', 'third', 'fourth'];

/**
 * Formats a date: "1 November 2023", "one day of 23 to 29 October 2023", "November 2023", "about 1984", "spring 2001",
 * "1949 or earlier", "unknown". Dates follow the locale. The words around them are English unless you pass your own.
 *
 * @example
 * format(visit.start);
 * format(visit.start, 'en-US');
 */
export function format(date: RecordedDate, locale = 'en-GB', words: DateWords = englishWords): string {
  if (!date) return words.unknown;
  const { earliest, latest } = date;
  if (earliest === null && latest === null) return words.unknown;
  const edtf = stripDetails(date.edtf);
  const qualify = (text: string): string => formatQualifier(getQualifier(date), text, words);
  if (earliest === null) return words.orEarlier(qualify(formatBound(findEnds(edtf).end, latest, locale)));
  if (latest === null) return words.orLater(qualify(formatBound(findEnds(edtf).start, earliest, locale)));
  return qualify(formatClosed(edtf, { earliest, latest }, locale, words));
}

/** A year, month or day. */
const pointPattern = /^\d{4}(-(0\d|1[0-2])(-\d\d)?)?$/;
const divisionPattern = /^(\d{4})-(2[1-9]|3\d|4[01])$/;
const setPattern = /^[[{](.*)[\]}]$/;

/** Removes qualifiers, unspecified days and months, and times. */
const stripDetails = (edtf: string): string => edtf.replaceAll(/[?~%]|-XX|T[\d:.]+(?:Z|[+-][\d:]+)?/g, '');

/** Returns the first and the last date of an interval, a set or a date. */
function findEnds(edtf: string): { start: string; end: string } {
  const members = setPattern.exec(edtf)?.[1];
  const parts = (members ?? edtf).split(members === undefined ? '/' : /,|\.\./).map((part) => part.trim());
  return { start: parts.at(0) ?? '', end: parts.at(-1) ?? '' };
}

const formatBound = (text: string, bound: string | null, locale: string): string =>
  formatPoint(pointPattern.test(text) && bound?.startsWith(text) ? text : (bound ?? ''), locale);

function formatClosed(
  edtf: string,
  { earliest, latest }: { earliest: string; latest: string },
  locale: string,
  words: DateWords,
): string {
  if (pointPattern.test(edtf)) return formatPoint(edtf, locale);
  const [, year, code] = divisionPattern.exec(edtf) ?? [];
  const division = year && code ? words.division?.(Number(code), String(Number(year))) : undefined;
  if (division !== undefined) return division;
  const isOneOf = edtf.startsWith('[');
  const members = setPattern.exec(edtf)?.[1]?.split(',');
  const items = members?.map((item) => item.trim()) ?? [];
  if (items.length > 1 && items.every((item) => pointPattern.test(item))) {
    const list = new Intl.ListFormat(locale, { type: isOneOf ? 'disjunction' : 'conjunction' });
    const text = list.format(items.map((item) => formatPoint(item, locale)));
    return isOneOf ? words.oneOf(text) : text;
  }
  const { start, end } = findEnds(edtf);
  const isSamePrecision =
    items.length <= 1 && pointPattern.test(start) && pointPattern.test(end) && start.length === end.length;
  const text = isSamePrecision ? formatSpan(start, end, locale, words) : formatSpan(earliest, latest, locale, words);
  return isOneOf && earliest !== latest ? words.oneDayOf(text) : text;
}

function formatQualifier(qualifier: DateQualifier | null, text: string, { about, perhaps }: DateWords): string {
  if (qualifier === null) return text;
  if (qualifier === 'APPROXIMATE') return about(text);
  return perhaps(qualifier === 'UNCERTAIN' ? text : about(text));
}

const createFormat = (text: string, locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(text.length > 4 && { month: 'long' }),
    ...(text.length > 7 && { day: 'numeric' }),
  });
const toDate = (text: string): Date => toNoonUtc(text + '-01-01'.slice(text.length - 4));

const formatPoint = (text: string, locale: string): string => createFormat(text, locale).format(toDate(text));

function formatSpan(start: string, end: string, locale: string, { to }: DateWords): string {
  const text = createFormat(start, locale).formatRange(toDate(start), toDate(end));
  return to === undefined ? text : text.replace(/\s*[–—]\s*/, to);
}
