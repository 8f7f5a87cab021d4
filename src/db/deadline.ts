import type { SQL } from 'drizzle-orm';

const exemptQueries = new WeakSet<SQL>();

/** Marks a query that reads one row of a small table: it may run even if no time is left. */
export function withoutDeadline(query: SQL): SQL {
  exemptQueries.add(query);
  return query;
}

/** Returns the milliseconds for which a query may run. */
export const limitTime = (query: SQL, withinMs: number): number => (exemptQueries.has(query) ? Infinity : withinMs);
