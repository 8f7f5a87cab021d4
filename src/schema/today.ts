import { type SQL, sql } from 'drizzle-orm';

/** The day as of which filters on the present are evaluated. */
export const today = (): SQL => sql`${new Date().toISOString().slice(0, 10)}`;
