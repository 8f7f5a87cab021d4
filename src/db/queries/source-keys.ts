import { sql } from 'drizzle-orm';
import type { Reader } from '../database.ts';
import { sources } from '../tables/index.ts';

/** Returns the keys of the sources that begin with a prefix. */
export async function readSourceKeys(reader: Reader, prefix: string): Promise<string[]> {
  const rows = await reader.all<{ key: string }>(
    sql`SELECT ${sources.key} AS "key" FROM ${sources} WHERE ${sources.key} >= ${prefix} AND ${sources.key} < ${`${prefix}\uffff`} ORDER BY ${sources.key}`,
  );
  return rows.map(({ key }) => key);
}
