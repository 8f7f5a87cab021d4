/** A day as `YYYY-MM-DD`: sorts and compares as text. */
export type Day = string;

/** The first and the last day that the record can hold. */
export const firstDay: Day = '0001-01-01';
export const lastDay: Day = '9999-12-31';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Returns whether text is a day of the proleptic Gregorian calendar in the years 0001 to 9999. */
export const isDay = (text: string): boolean =>
  dayPattern.test(text) && !text.startsWith('0000') && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Returns the number of days between two dates; positive if `to` is later. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Returns the day that is so many days later, or earlier if `days` is negative. */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Returns the number of days of a month, counted from 1. */
export function countDaysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Formats a day; the year, month and day must exist. */
export const formatDay = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
