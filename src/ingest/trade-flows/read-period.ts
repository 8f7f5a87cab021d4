import { countDaysInMonth } from '../../model/calendar.ts';
import { readEdtf } from '../../model/edtf.ts';
import { type DateOrder, explainSeason, readTableDate } from '../table/table-date.ts';

/** A period of whole months within a year. */
export interface FlowPeriod {
  year: number;
  firstMonth: number;
  lastMonth: number;
}

interface PeriodOptions {
  dates?: DateOrder | undefined;
  /** The first of the hundred years that years of two digits mean. */
  twoDigitYearsFrom?: number | undefined;
}

/**
 * The parts of a year by the letter of their name, with the number of their months. "T" is none: it is a quarter in French,
 * Spanish, Italian and Portuguese statistics, and a third of a year in others.
 */
const partLengths: Readonly<Record<string, number>> = { M: 1, Q: 3, H: 6, S: 6 };

/** Reads the period of a flow. A month, a quarter or a half-year is never read as its year. */
export function readFlowPeriod(
  cell: string,
  { dates, twoDigitYearsFrom }: PeriodOptions,
): FlowPeriod | { reason: string } {
  const text = cell.replace(/\s+/g, ' ').trim();
  // Fast path: most tables have years.
  if (/^[1-9]\d{3}$/.test(text)) return assertPast({ year: Number(text), firstMonth: 1, lastMonth: 12 }, text);
  const completed = twoDigitYearsFrom === undefined ? text : completeYear(text, twoDigitYearsFrom);
  const part = readPartOfYear(completed);
  if (part) return assertPast(part, text);
  const date = readTableDate(completed.replace(/^(\d{4})(\d\d)$/, '$1-$2'), dates);
  if ('reason' in date)
    return { reason: explainSeason(completed) ?? `${quoteCell(text)} is not a period. ${expected}` };
  const reading = readEdtf(date.edtf);
  const { earliest = null, latest = null, qualifier = null } = 'value' in reading ? reading.value : {};
  if (earliest === null || latest === null || qualifier !== null)
    return { reason: `${quoteCell(text)} is not a definite period. ${expected}` };
  const [[year = 0, firstMonth = 0, firstDay], [lastYear, lastMonth = 0, lastDay]] = [earliest, latest].map((day) =>
    day.split('-').map(Number),
  ) as [number[], number[]];
  if (firstDay !== 1 || lastDay !== countDaysInMonth(lastYear ?? 0, lastMonth))
    return { reason: `${quoteCell(text)} does not consist of whole months. ${expected}` };
  if (year !== lastYear) return { reason: `${quoteCell(text)} is not within one calendar year. ${expected}` };
  return assertPast({ year, firstMonth, lastMonth }, text);
}

const expected =
  'Expected a year ("2014"), a month ("2014-01", "Jan 2014"), a quarter ("2014 Q1"), a half-year ("2014 H1") or EDTF.';
const quoteCell = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
const firstYear = 1500;

function assertPast(period: FlowPeriod, text: string): FlowPeriod | { reason: string } {
  const thisYear = new Date().getUTCFullYear();
  return period.year >= firstYear && period.year <= thisYear
    ? period
    : { reason: `${quoteCell(text)} is not a year from ${firstYear} to ${thisYear}.` };
}

/** Reads "2014 Q1", "Q1 2014", "2014-H2" and "2014M01". */
function readPartOfYear(text: string): FlowPeriod | undefined {
  const found =
    /^(?<year>\d{4})[- ]?(?<part>[QHSM])-?(?<index>\d\d?)$/i.exec(text) ??
    /^(?<part>[QHS])(?<index>\d)[- /]?(?<year>\d{4})$/i.exec(text);
  const { year, part = '', index } = found?.groups ?? {};
  const length = partLengths[part.toUpperCase()];
  const number = Number(index);
  if (length === undefined || number < 1 || number * length > 12) return undefined;
  return { year: Number(year), firstMonth: (number - 1) * length + 1, lastMonth: number * length };
}

/** Completes a year of two digits at the end: "Jan-00" from 1950 on is "Jan-2000". */
const completeYear = (text: string, from: number): string =>
  text.replace(/(?<=\p{L}[-/. ' ’]*)(\d\d)$/u, (digits) => {
    const year = from - (from % 100) + Number(digits);
    return ` ${year < from ? year + 100 : year}`;
  });
