import { countDaysInMonth, type Day, formatDay, isDay } from './calendar.ts';
import type { DatePrecision, DateQualifier } from './vocabulary.ts';

/** What an EDTF text means. */
export interface EdtfValue {
  /** The earliest possible day; null if open. */
  earliest: Day | null;
  /** The latest possible day; null if open. */
  latest: Day | null;
  precision: DatePrecision;
  /** Null if no part of the date is qualified. */
  qualifier: DateQualifier | null;
}

/** A value, or what is wrong with the text: a sentence that continues the quoted text, such as "is not an EDTF date." */
export type EdtfReading = { value: EdtfValue } | { problem: string };

/** A date without an open side. */
interface ClosedDate extends EdtfValue {
  earliest: Day;
  latest: Day;
}

/** Thrown by the readers of parts, and caught by `readEdtf`. */
class EdtfProblem extends Error {}

/**
 * Reads EDTF text (ISO 8601-2): level 0, level 1, and from level 2 sets, the qualifiers of components and the divisions
 * of a year. docs/decisions/dates.md describes the subset and its semantics.
 */
export function readEdtf(text: string): EdtfReading {
  // Fast path: most dates are full days.
  if (isDay(text)) return { value: { earliest: text, latest: text, precision: 'DAY', qualifier: null } };
  try {
    return { value: readValue(text) };
  } catch (error) {
    if (error instanceof EdtfProblem) return { problem: error.message };
    throw error;
  }
}

function readValue(text: string): EdtfValue {
  const set = /^(?:\[(?<oneOf>.*)\]|\{(?<all>.*)\})$/.exec(text);
  if (set?.groups) {
    const { oneOf, all } = set.groups;
    return readSet(oneOf ?? all ?? '', oneOf === undefined ? 'RANGE' : 'ONE_OF');
  }
  return text.includes('/') ? readInterval(text) : readDate(text);
}

/** Reads the members of a set: dates, ranges `a..b`, and an open side of the first or the last. */
function readSet(members: string, precision: DatePrecision): EdtfValue {
  const items = members.split(',').map((item) => item.trim());
  const dates = items.map((item, index): EdtfValue => {
    const [first = '', last, ...rest] = item.split('..');
    if (last === undefined) return readDate(first);
    const isOpen = { start: first === '', end: last === '' };
    const isMisplaced = (isOpen.start && index > 0) || (isOpen.end && index < items.length - 1);
    if (rest.length > 0 || isMisplaced || (isOpen.start && isOpen.end)) throw notEdtf();
    return span(isOpen.start ? undefined : readDate(first), isOpen.end ? undefined : readDate(last), precision);
  });
  const bounds = (of: 'earliest' | 'latest') => dates.map((date) => date[of]);
  const [earliest, latest] = [bounds('earliest'), bounds('latest')];
  const isClosed = !earliest.includes(null) && !latest.includes(null);
  return {
    earliest: earliest.includes(null) ? null : (earliest.toSorted()[0] ?? null),
    latest: latest.includes(null) ? null : (latest.toSorted().at(-1) ?? null),
    precision: isClosed ? precision : 'OPEN',
    qualifier: combineQualifiers(dates),
  };
}

function readInterval(text: string): EdtfValue {
  const [start = '', end = '', ...rest] = text.split('/');
  const isOpen = (side: string): boolean => side === '' || side === '..';
  if (rest.length > 0 || (isOpen(start) && isOpen(end))) throw notEdtf();
  return span(isOpen(start) ? undefined : readDate(start), isOpen(end) ? undefined : readDate(end), 'RANGE');
}

/** Returns the days from a date to another; an absent one is open. */
function span(start: ClosedDate | undefined, end: ClosedDate | undefined, precision: DatePrecision): EdtfValue {
  if (start && end && start.earliest > end.latest) throw new EdtfProblem('ends before it begins.');
  return {
    earliest: start?.earliest ?? null,
    latest: end?.latest ?? null,
    precision: start && end ? precision : 'OPEN',
    qualifier: combineQualifiers([start, end]),
  };
}

const component = (name: string, digits: string): string =>
  `(?<${name}Before>[?~%]?)(?<${name}>${digits})(?<${name}After>[?~%]?)`;
const datePattern = new RegExp(
  `^${component('year', String.raw`\d{4}|\d{3}X|\d\dXX`)}(?:-${component('month', String.raw`\d\d|XX`)}(?:-${component('day', String.raw`\d\d|XX`)})?)?$`,
);
const dayTimePattern =
  /^(?<day>\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/;

/** Reads a year, a division of a year, a month, a day, or an instant, of which the day as written counts. */
function readDate(text: string): ClosedDate {
  const groups = datePattern.exec(dayTimePattern.exec(text)?.groups?.day ?? text)?.groups;
  if (!groups) throw /^-\d{4}|^Y-?\d/.test(text) ? outsideYears() : notEdtf();
  const { year = '', month, day } = groups;
  const signs = Object.entries(groups).flatMap(([name, sign]) => (/(Before|After)$/.test(name) && sign ? [sign] : []));
  const qualifier = combineQualifiers(signs.map((sign) => ({ qualifier: qualifierBySign[sign] ?? null })));
  return { ...readComponents(year, month, day), qualifier };
}

function readComponents(
  year: string,
  month: string | undefined,
  day: string | undefined,
): Omit<ClosedDate, 'qualifier'> {
  if (year.includes('X')) {
    if (month !== undefined) throw notEdtf();
    return years(Number(year.replaceAll('X', '0')), Number(year.replaceAll('X', '9')), 'RANGE');
  }
  const yearNumber = Number(year);
  if (month === undefined) return years(yearNumber, yearNumber, 'YEAR');
  if (month === 'XX') {
    if (day !== undefined && day !== 'XX') throw notEdtf();
    return years(yearNumber, yearNumber, 'YEAR');
  }
  const monthNumber = Number(month);
  if (monthNumber >= 21 && monthNumber <= 41 && day === undefined) return division(yearNumber, monthNumber);
  if (monthNumber < 1 || monthNumber > 12)
    throw new EdtfProblem(
      `has no month ${month}: a month is 01 to 12, a season or another division of a year 21 to 41.`,
    );
  if (yearNumber === 0) throw outsideYears();
  const days = countDaysInMonth(yearNumber, monthNumber);
  if (day === undefined || day === 'XX')
    return {
      earliest: formatDay(yearNumber, monthNumber, 1),
      latest: formatDay(yearNumber, monthNumber, days),
      precision: 'MONTH',
    };
  const dayNumber = Number(day);
  if (dayNumber < 1 || dayNumber > days) throw new EdtfProblem(`has no day ${day}: ${year}-${month} has ${days} days.`);
  const date = formatDay(yearNumber, monthNumber, dayNumber);
  return { earliest: date, latest: date, precision: 'DAY' };
}

function years(first: number, last: number, precision: DatePrecision): Omit<ClosedDate, 'qualifier'> {
  if (first === 0) throw outsideYears();
  return { earliest: formatDay(first, 1, 1), latest: formatDay(last, 12, 31), precision };
}

/**
 * The first month and the number of months of a division of a year that states its hemisphere or none has. Seasons with
 * a hemisphere are meteorological; those that end in the next year begin in December.
 */
const monthsByDivision: Readonly<Record<number, readonly [firstMonth: number, months: number]>> = {
  25: [3, 3],
  26: [6, 3],
  27: [9, 3],
  28: [12, 3],
  29: [9, 3],
  30: [12, 3],
  31: [3, 3],
  32: [6, 3],
  33: [1, 3],
  34: [4, 3],
  35: [7, 3],
  36: [10, 3],
  37: [1, 4],
  38: [5, 4],
  39: [9, 4],
  40: [1, 6],
  41: [7, 6],
};

function division(year: number, code: number): Omit<ClosedDate, 'qualifier'> {
  const precision = code <= 32 ? 'SEASON' : code <= 36 ? 'QUARTER' : 'RANGE';
  const months = monthsByDivision[code];
  // Without a hemisphere: every day that either hemisphere could mean. Summer and winter may reach into the next March.
  const [firstMonth, lastYear, lastMonth, lastDayOfMonth] = months
    ? closeMonths(year, ...months)
    : code % 2 === 1
      ? ([1, year, 12, 31] as const)
      : ([1, year + 1, 3, 20] as const);
  if (year === 0 || lastYear > 9999) throw outsideYears();
  return {
    earliest: formatDay(year, firstMonth, 1),
    latest: formatDay(lastYear, lastMonth, lastDayOfMonth),
    precision,
  };
}

function closeMonths(year: number, firstMonth: number, months: number): readonly [number, number, number, number] {
  const last = firstMonth + months - 1;
  const [lastYear, lastMonth] = last > 12 ? [year + 1, last - 12] : [year, last];
  return [firstMonth, lastYear, lastMonth, countDaysInMonth(lastYear, lastMonth)];
}

const qualifierBySign: Readonly<Record<string, DateQualifier>> = {
  '~': 'APPROXIMATE',
  '?': 'UNCERTAIN',
  '%': 'APPROXIMATE_AND_UNCERTAIN',
};

/** Returns the qualifier of the whole: a date is qualified if a part of it is. */
function combineQualifiers(parts: readonly (Pick<EdtfValue, 'qualifier'> | undefined)[]): DateQualifier | null {
  const [first, ...others] = new Set(parts.flatMap((part) => part?.qualifier ?? []));
  return first === undefined ? null : others.length > 0 ? 'APPROXIMATE_AND_UNCERTAIN' : first;
}

const notEdtf = (): EdtfProblem => new EdtfProblem('is not an EDTF date.');
const outsideYears = (): EdtfProblem => new EdtfProblem('is outside the years 0001 to 9999.');
