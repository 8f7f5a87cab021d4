/** A world spans 1945 to 2026; days are numbered from 0. */
const firstDayMs = Date.UTC(1945, 0, 1);
const lastDayMs = Date.UTC(2026, 11, 31);
const dayMs = 86_400_000;

export const dayCount = (lastDayMs - firstDayMs) / dayMs + 1;
const isoDays = Array.from({ length: dayCount }, (_, index) =>
  new Date(firstDayMs + index * dayMs).toISOString().slice(0, 10),
);

/** Formats a day number as YYYY-MM-DD, after clamping it to the days of a world. */
export const formatDay = (index: number): string => isoDays[Math.max(0, Math.min(dayCount - 1, index))] as string;

/** The values of a fuzzy date's six columns. */
export type FuzzyDateValues = readonly [
  edtf: string | null,
  earliest: string | null,
  latest: string | null,
  precision: string | null,
  basis: string | null,
  verbatim: string | null,
];

export const unknownDate: FuzzyDateValues = [null, null, null, null, null, null];

export const exactDate = (text: string): FuzzyDateValues => [text, text, text, 'DAY', 'STATED', null];

export function monthDate(text: string): FuzzyDateValues {
  const month = text.slice(0, 7);
  const end = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return [month, `${month}-01`, end, 'MONTH', 'STATED', null];
}

export function yearDate(text: string): FuzzyDateValues {
  const year = text.slice(0, 4);
  return [year, `${year}-01-01`, `${year}-12-31`, 'YEAR', 'STATED', null];
}
