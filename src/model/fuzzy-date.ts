import edtf from 'edtf';
import { badInput } from './errors.ts';
import type { DateBasis, DatePrecision } from './vocabulary.ts';

/** A day as `YYYY-MM-DD`: sorts and compares as text. */
export type Day = string;

export interface FuzzyDate {
  edtf: string;
  /** First day it can be; null where open. */
  earliest: Day | null;
  /** Last day it can be; null where open. */
  latest: Day | null;
  precision: DatePrecision;
  basis: DateBasis;
  /** The source's own words for it. */
  verbatim: string | null;
}

interface Bounds {
  earliest: Day | null;
  latest: Day | null;
  precision: DatePrecision;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const plainDate = /^\d{4}(-\d{2}(-\d{2})?)?[?~%]?$/;

/** Parses a whole day, and refuses those no calendar has (30 February). */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw badInput(`"${text}" is not a day. Write YYYY-MM-DD, such as 2023-11-01.`);
  return text;
}

const isDay = (text: string): boolean =>
  dayPattern.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** The days between two: positive when `to` is later. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Reads an EDTF date (ISO 8601-2 levels 0 and 1, and one-of sets) into its bounds. */
function parseEdtf(text: string): Bounds {
  const trimmed = text.trim();
  const set = /^\[(.*)\]$/.exec(trimmed);
  if (set) return setBounds(set[1] ?? '', trimmed);
  if (trimmed.includes('/')) return intervalBounds(trimmed);
  const { earliest, latest } = simple(trimmed, trimmed);
  return { earliest, latest, precision: precisionOf(trimmed) };
}

export function fuzzyDate(text: string, basis: DateBasis = 'STATED', verbatim: string | null = null): FuzzyDate {
  return { edtf: text.trim(), ...parseEdtf(text), basis, verbatim };
}

// edtf 4.11 gives only the first day of `[a..b]`, so a set's members are read one by one.
function setBounds(inner: string, whole: string): Bounds {
  const items = inner.split(/,|\.\./).map((item) => item.trim());
  const openStart = inner.trimStart().startsWith('..');
  const openEnd = inner.trimEnd().endsWith('..');
  const known = items.filter(Boolean).map((item) => simple(item, whole));
  if (known.length === 0) throw notEdtf(whole);
  const earliest = openStart ? null : least(known.map((bounds) => bounds.earliest));
  const latest = openEnd ? null : greatest(known.map((bounds) => bounds.latest));
  parseWith(whole);
  if (earliest && latest && earliest > latest) throw badInput(`"${whole}" ends before it begins.`);
  return { earliest, latest, precision: openStart || openEnd ? 'OPEN' : 'ONE_OF' };
}

function intervalBounds(whole: string): Bounds {
  const [start = '', end = '', ...rest] = whole.split('/');
  if (rest.length > 0) throw notEdtf(whole);
  const open = (side: string): boolean => side === '' || side === '..';
  if (open(start) && open(end)) throw notEdtf(whole);
  const earliest = open(start) ? null : simple(start, whole).earliest;
  const latest = open(end) ? null : simple(end, whole).latest;
  if (earliest && latest && earliest > latest) throw badInput(`"${whole}" ends before it begins.`);
  return { earliest, latest, precision: earliest && latest ? 'RANGE' : 'OPEN' };
}

function simple(text: string, whole: string): { earliest: Day; latest: Day } {
  // Most dates are whole days: the grammar, which takes a hundred times as long, has nothing to add.
  if (isDay(text)) return { earliest: text, latest: text };
  const parsed = parseWith(text, whole);
  const earliest = toDay(parsed.min, whole);
  const latest = toDay(parsed.max, whole);
  // The grammar lets 29 February of a common year through and rolls it over.
  if (dayPattern.test(text.slice(0, 10)) && earliest !== text.slice(0, 10)) throw notEdtf(whole);
  return { earliest, latest };
}

function parseWith(text: string, whole = text): { min: number; max: number } {
  try {
    return edtf(text);
  } catch {
    throw notEdtf(whole);
  }
}

function toDay(time: number, whole: string): Day {
  if (!Number.isFinite(time)) throw notEdtf(whole);
  const iso = new Date(time).toISOString();
  if (iso.startsWith('-') || iso.startsWith('+') || iso.startsWith('0000'))
    throw badInput(`"${whole}" lies outside the years 0001 to 9999 that the record can hold.`);
  return iso.slice(0, 10);
}

function precisionOf(text: string): DatePrecision {
  if (!plainDate.test(text)) return 'RANGE';
  const parts = text.replace(/[?~%]$/, '').split('-').length;
  return parts === 3 ? 'DAY' : parts === 2 ? 'MONTH' : 'YEAR';
}

const least = (days: readonly (Day | null)[]): Day | null => days.reduce((a, b) => (a && b && a < b ? a : b));
const greatest = (days: readonly (Day | null)[]): Day | null => days.reduce((a, b) => (a && b && a > b ? a : b));

const notEdtf = (text: string) =>
  badInput(
    `"${text}" is not an EDTF date. Write 2023-11-01, 2023-11, 2023, 2023-10-23/2023-10-29 (a range), [2023-10-23..2023-10-29] (one day of) or ../2023 (open).`,
  );
