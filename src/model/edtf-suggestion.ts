import { formatDay } from './calendar.ts';
import { readEdtf } from './edtf.ts';

/**
 * Returns the EDTF for a date in another common form, such as 2024-05-05 for `20240505`; several if the text is ambiguous,
 * none if nothing is close to it.
 */
export function suggestEdtf(text: string): string[] {
  const wholes = suggestDate(text);
  if (wholes.length > 0) return wholes;
  const [, open = '', inner = '', close = ''] = /^([[{]?)(.*?)([\]}]?)$/.exec(text) ?? [];
  const [start, end, ...rest] = splitPeriod(inner);
  if (start === undefined || end === undefined || rest.length > 0) return [];
  const [first, last] = [suggestSide(start), suggestSide(end)];
  if (first === undefined || last === undefined) return [];
  const join = (from: string, to: string): string =>
    open && close ? `${open}${from}..${to}${close}` : `${from}/${to}`;
  return [join(first, last), join(last, first)].filter(isEdtf).slice(0, 1);
}

const isEdtf = (text: string): boolean => 'value' in readEdtf(text);

/** The sides of a period in the notation of EDTF, as a set, or with a dash or "to" between them. */
function splitPeriod(text: string): string[] {
  for (const separator of ['/', '..', /\s+(?:to|until|till)\s+/i, /\s*[–—]\s*|\s+-\s+/, /(?<=^\d{4})-(?=\d{4}$)/]) {
    const sides = text.split(separator);
    if (sides.length > 1) return sides.map((side) => side.trim());
  }
  return [];
}

const openWords = /^(?:\.\.|open|unknown|now|present|today|)$/i;

const suggestSide = (side: string): string | undefined => (openWords.test(side) ? '..' : suggestDate(side)[0]);

/** A form of dates, and the EDTF for it. */
type Rule = readonly [pattern: RegExp, rewrite: (...groups: string[]) => string | string[]];

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const toMonth = (name: string): number => monthNames.indexOf(name.toLowerCase()) + 1;
const twoDigits = (value: number | string): string => String(value).padStart(2, '0');
const toDate = (...parts: (number | string)[]): string => parts.map(twoDigits).join('-');
const toDivision = (year: string, code: number): string => `${year}-${code}`;

const rules: readonly Rule[] = [
  [/^(\d{4})(\d\d)(\d\d)(?:T.*)?$/, toDate],
  [/^(\d{4})(\d\d)$/, toDate],
  [/^(\d{4})[-/. ](\d\d?)[-/. ](\d\d?)$/, toDate],
  [/^(\d{4})[-/. ](0?[1-9]|1[0-2])$/, toDate],
  [/^(\d\d)(\d\d)\/(\d\d)$/, (century, start, end) => `${century}${start}/${century}${end}`],
  [/^(\d{4}-\d\d)-\d\d$/, (month) => month],
  [/^(\d{4}-\d\d-\d\d)[T ]\d\d.*$/i, (day) => day],
  [/^(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})$/, (day, month, year) => toDate(year, month, day)],
  [/^(\d\d?)[-/](\d\d?)[-/](\d{4})$/, (a, b, year) => [toDate(year, b, a), toDate(year, a, b)]],
  [
    new RegExp(`^(\\d\\d?)(?:st|nd|rd|th)?\\.?[ -]${monthWord}[ -](\\d{4})$`, 'i'),
    (day, month, year) => toDate(year, toMonth(month), day),
  ],
  [
    new RegExp(`^${monthWord} (\\d\\d?)(?:st|nd|rd|th)?,? (\\d{4})$`, 'i'),
    (month, day, year) => toDate(year, toMonth(month), day),
  ],
  [new RegExp(`^${monthWord},?[ -](\\d{4})$`, 'i'), (month, year) => toDate(year, toMonth(month))],
  [/^(\d{4})-?(\d{3})$/, (year, day) => toOrdinalDay(Number(year), Number(day))],
  [/^(\d{4})[- ]?Q([1-4])$/i, (year, quarter) => toDivision(year, 32 + Number(quarter))],
  [/^Q([1-4])[ -](\d{4})$/i, (quarter, year) => toDivision(year, 32 + Number(quarter))],
  [/^(spring|summer|autumn|fall|winter)(?: of)? (\d{4})$/i, (season, year) => toDivision(year, toSeason(season))],
  [/^(\d{3})0s$/, (decade) => `${decade}X`],
  [/^(\d\d)00s$/, (century) => `${century}XX`],
  [/^(\d{3})[ux]$/, (decade) => `${decade}X`],
  [/^(\d\d)(?:uu|xx)$/, (century) => `${century}XX`],
  [/^(\d{4}(?:-\d\d)?)-(?:uu|xx)$/, (date) => `${date}-XX`],
  [/^(\d{4})-(?:uu|xx|XX)-\w\w$/, (year) => year],
  [/^(\d{3}[Xu]|\d\d(?:XX|uu))-.*$/, (year) => year.replaceAll('u', 'X')],
  [/^(\d)(?:XXX|uuu)(?:-.*)?$/, (millennium) => `${millennium}000/${millennium}999`],
  [/^(\d{4})-([01])[Xu]$/, (year, ten) => `${year}-${ten === '0' ? '01' : '10'}/${year}-${ten === '0' ? '09' : '12'}`],
  [/^Y(\d{4})$/i, (year) => year],
  [/^(\d{4})S2$/, (year) => `${year.slice(0, 2)}XX`],
  [/^(\d{4})S3$/, (year) => `${year.slice(0, 3)}X`],
  [/^(\d{3})$/, (year) => `0${year}`],
];

/** Returns the EDTF for one date, or the text itself if it is EDTF. */
function suggestDate(text: string): string[] {
  const { date, sign } = splitQualifier(text.trim());
  const candidates = rules.flatMap(([pattern, rewrite]) => {
    const groups = pattern.exec(date);
    return groups ? rewrite(...groups.slice(1)) : [];
  });
  return [...new Set([date, ...candidates].map((candidate) => candidate + sign))].filter(isEdtf);
}

/** Separates a qualifier, as a sign or in words, from the date. */
function splitQualifier(text: string): { date: string; sign: string } {
  const signs = /\s*([?~%]+)$/.exec(text)?.[1] ?? '';
  const words = /^(?:c\.|ca\.?|circa|about|around|approximately|approx\.?|probably|perhaps)\s*/i.exec(text)?.[0] ?? '';
  const date = text.slice(words.length).replace(/\s*[?~%]+$/, '');
  const isUncertain = /[?%]/.test(signs) || /^p(?:robably|erhaps)/i.test(words);
  const isApproximate = /[~%]/.test(signs) || (words !== '' && !isUncertain);
  return { date, sign: isUncertain ? (isApproximate ? '%' : '?') : isApproximate ? '~' : '' };
}

const toSeason = (name: string): number =>
  ({ spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 })[name.toLowerCase()] ?? 21;

/** Returns the day with that number in its year; an empty list if there is none. */
function toOrdinalDay(year: number, ordinal: number): string[] {
  const date = new Date(Date.UTC(2000, 0, ordinal));
  date.setUTCFullYear(year, 0, ordinal);
  return ordinal > 0 && date.getUTCFullYear() === year
    ? [formatDay(year, date.getUTCMonth() + 1, date.getUTCDate())]
    : [];
}
