import edtf from 'edtf';
import { badInput } from './errors.ts';
import type { DateBasis, DatePrecision } from './vocabulary.ts';

/** A day as `YYYY-MM-DD`: sorts and compares as text. */
export type Day = string;

export interface FuzzyDate {
  edtf: string;
  /** The earliest possible day; null if open. */
  earliest: Day | null;
  /** The latest possible day; null if open. */
  latest: Day | null;
  precision: DatePrecision;
  basis: DateBasis;
  /** The wording of the source. */
  verbatim: string | null;
}

interface DateBounds {
  earliest: Day | null;
  latest: Day | null;
  precision: DatePrecision;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const plainDatePattern = /^\d{4}(-\d{2}(-\d{2})?)?[?~%]?$/;

/** Parses a full date; throws for days that do not exist (30 February). */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw badInput(`"${text}" is not a day. Write YYYY-MM-DD, such as 2023-11-01.`);
  return text;
}

const isDay = (text: string): boolean =>
  dayPattern.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Returns the number of days between two dates; positive if `to` is later. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Returns the day that is so many days later, or earlier if `days` is negative. */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Parses an EDTF date (ISO 8601-2 levels 0 and 1, and one-of sets) into its bounds. */
function parseEdtf(text: string): DateBounds {
  const trimmed = text.trim();
  const set = /^\[(.*)\]$/.exec(trimmed);
  if (set) return parseOneOfSet(set[1] ?? '', trimmed);
  if (trimmed.includes('/')) return parseInterval(trimmed);
  const { earliest, latest } = parseSimpleDate(trimmed, trimmed);
  return { earliest, latest, precision: detectPrecision(trimmed) };
}

export function parseFuzzyDate(text: string, basis: DateBasis = 'STATED', verbatim: string | null = null): FuzzyDate {
  return { edtf: text.trim(), ...parseEdtf(text), basis, verbatim };
}

// edtf 4.11 returns only the first day of `[a..b]`, so the members of a set are parsed one by one.
function parseOneOfSet(inner: string, input: string): DateBounds {
  const items = inner.split(/,|\.\./).map((item) => item.trim());
  const openStart = inner.trimStart().startsWith('..');
  const openEnd = inner.trimEnd().endsWith('..');
  const known = items.filter(Boolean).map((item) => parseSimpleDate(item, input));
  if (known.length === 0) throw invalidEdtfError(input);
  const earliest = openStart ? null : earliestDay(known.map((bounds) => bounds.earliest));
  const latest = openEnd ? null : latestDay(known.map((bounds) => bounds.latest));
  parseWithLibrary(input);
  if (earliest && latest && earliest > latest) throw badInput(`"${input}" ends before it begins.`);
  return { earliest, latest, precision: openStart || openEnd ? 'OPEN' : 'ONE_OF' };
}

function parseInterval(input: string): DateBounds {
  const [start = '', end = '', ...rest] = input.split('/');
  if (rest.length > 0) throw invalidEdtfError(input);
  const open = (side: string): boolean => side === '' || side === '..';
  if (open(start) && open(end)) throw invalidEdtfError(input);
  const earliest = open(start) ? null : parseSimpleDate(start, input).earliest;
  const latest = open(end) ? null : parseSimpleDate(end, input).latest;
  if (earliest && latest && earliest > latest) throw badInput(`"${input}" ends before it begins.`);
  return { earliest, latest, precision: earliest && latest ? 'RANGE' : 'OPEN' };
}

function parseSimpleDate(text: string, input: string): { earliest: Day; latest: Day } {
  // Fast path: most dates are full days, and the EDTF parser is a hundred times slower.
  if (isDay(text)) return { earliest: text, latest: text };
  const parsed = parseWithLibrary(text, input);
  const earliest = toDay(parsed.min, input);
  const latest = toDay(parsed.max, input);
  // The EDTF parser accepts 29 February of a common year and rolls it over to 1 March.
  if (dayPattern.test(text.slice(0, 10)) && earliest !== text.slice(0, 10)) throw invalidEdtfError(input);
  return { earliest, latest };
}

function parseWithLibrary(text: string, input = text): { min: number; max: number } {
  try {
    return edtf(text);
  } catch {
    throw invalidEdtfError(input);
  }
}

function toDay(time: number, input: string): Day {
  if (!Number.isFinite(time)) throw invalidEdtfError(input);
  const iso = new Date(time).toISOString();
  if (iso.startsWith('-') || iso.startsWith('+') || iso.startsWith('0000'))
    throw badInput(`"${input}" is outside the years 0001 to 9999.`);
  return iso.slice(0, 10);
}

function detectPrecision(text: string): DatePrecision {
  if (!plainDatePattern.test(text)) return 'RANGE';
  const parts = text.replace(/[?~%]$/, '').split('-').length;
  return parts === 3 ? 'DAY' : parts === 2 ? 'MONTH' : 'YEAR';
}

const earliestDay = (days: readonly (Day | null)[]): Day | null => days.reduce((a, b) => (a && b && a < b ? a : b));
const latestDay = (days: readonly (Day | null)[]): Day | null => days.reduce((a, b) => (a && b && a > b ? a : b));

const invalidEdtfError = (text: string) =>
  badInput(
    `"${text}" is not an EDTF date. Write 2023-11-01, 2023-11, 2023, 2023-10-23/2023-10-29 (a range), [2023-10-23..2023-10-29] (one day of) or ../2023 (open).`,
  );
