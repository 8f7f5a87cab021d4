/** A day as `YYYY-MM-DD`. */
export type Day = string;

const millisecondsPerDay = 86_400_000;

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !text.startsWith('0000') && formatTime(Date.parse(`${text}T00:00:00Z`)) === text;

const formatTime = (time: number): Day => (Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10));

export const addDays = (day: Day, days: number): Day => formatTime(Date.parse(day) + days * millisecondsPerDay);

/** The day of the week: Monday is 1, Sunday is 7. */
export const getWeekday = (day: Day): number => new Date(Date.parse(day)).getUTCDay() || 7;

export const getMonday = (day: Day): Day => addDays(day, 1 - getWeekday(day));

/** Returns the day, or undefined if the calendar does not have it. */
export function toDay(year: number, month: number, day: number): Day | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** Returns the month that is so many months later, as `YYYY-MM`. */
export function addMonths(day: Day, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
