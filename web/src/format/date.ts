import { format } from '@chancery/sdk';

/** Formats a day, a month or a year: `2023-11-01` as 1 November 2023. */
export const formatDay = (day: string): string => format({ edtf: day, earliest: day, latest: day });

const datePattern = /\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?/g;
const divisionPattern = /^(\d{4})-(?:2[1-9]|3\d|4[01])[?~%]?$/;

/** Formats a date in EDTF, as claims and the history store it. Returns other text, and rarer forms of EDTF, unchanged. */
export function formatEdtf(edtf: string): string {
  const year = divisionPattern.exec(edtf)?.[1];
  if (year !== undefined) return format({ edtf, earliest: year, latest: year });
  const dates = edtf.match(datePattern) ?? [];
  const rest = edtf.replaceAll(datePattern, '').replaceAll(/[[\]{}/.,?~%]/g, '');
  if (dates.length === 0 || rest !== '') return edtf;
  const hasOpenStart = /^[[{]?(?:\.\.|\/)/.test(edtf);
  const hasOpenEnd = /(?:\.\.|\/)[\]}]?$/.test(edtf);
  return format({
    edtf,
    earliest: hasOpenStart ? null : (dates[0] ?? null),
    latest: hasOpenEnd ? null : (dates.at(-1) ?? null),
  });
}

/** Formats an instant as 1 November 2023, 12:00 UTC. Returns other text unchanged. */
export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const iso = date.toISOString();
  return `${formatDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** Today in UTC, such as 2023-11-01. */
export const getToday = (): string => new Date().toISOString().slice(0, 10);
