import { sql } from 'drizzle-orm';
import type { Reader } from '../database.ts';
import { drafts, readings } from '../tables/index.ts';

/** A text that was read, with the numbers of its drafts. */
interface ListedReading {
  key: string;
  publishedOn: string;
  language: string;
  publisher: string | null;
  title: string | null;
  createdAt: string;
  createdBy: string;
  drafts: number;
  /** Those that are still to be decided. */
  open: number;
}

/** Returns all readings, the latest first. */
export const listReadings = (reader: Reader): Promise<ListedReading[]> =>
  reader.all<ListedReading>(
    sql`SELECT ${readings.key} AS "key", published_on AS "publishedOn", ${readings.language} AS "language", ${readings.publisher} AS "publisher",
        ${readings.title} AS "title", ${readings.createdAt} AS "createdAt", ${readings.createdBy} AS "createdBy",
        count(${drafts.key}) AS "drafts", count(*) FILTER (WHERE ${drafts.status} IN ('PENDING', 'DEFERRED')) AS "open"
      FROM ${readings} LEFT JOIN ${drafts} ON ${drafts.readingKey} = ${readings.key}
      GROUP BY ${readings.key} ORDER BY ${readings.createdAt} DESC, ${readings.key}`,
  );
