import { sql } from 'drizzle-orm';
import type { Reader } from '../database.ts';
import { sources, tradeFlows } from '../tables/index.ts';

/** Returns the years in which a source has trade flows. Reads one row of the index for each. */
export async function readTradeFlowYears(reader: Reader, source: string): Promise<number[]> {
  const nextYear = sql`SELECT min(${tradeFlows.year}) FROM ${tradeFlows}
    WHERE ${tradeFlows.sourceId} = (SELECT ${sources.id} FROM ${sources} WHERE ${sources.key} = ${source})`;
  const rows = await reader.all<{ year: number }>(sql`
    WITH RECURSIVE found(year) AS (
      ${nextYear} UNION ALL SELECT (${nextYear} AND ${tradeFlows.year} > found.year) FROM found WHERE found.year IS NOT NULL
    ) SELECT year FROM found WHERE year IS NOT NULL`);
  return rows.map(({ year }) => year);
}
