import { createHash } from 'node:crypto';
import type { Database } from '../../src/db/database.ts';
import { dumpDatabase } from './dump-database.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Columns whose values differ in every run. */
const volatileColumns = /"(?:recorded_at|known_at|created_at|epoch)":"[^"]*"/g;

/** Renders each table with its rows, and a table of many rows with their count and a digest. */
export async function renderTables(db: Database): Promise<string> {
  const parts: string[] = [];
  for (const [table, rows] of Object.entries(await dumpDatabase(db)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = rows
      .map((row) => row.replace(volatileColumns, (pair) => `${pair.slice(0, pair.indexOf(':'))}:"…"`))
      .sort()
      .join('\n');
    parts.push(`${table}: ${rows.length} rows, ${digest(text).slice(0, 16)}`);
    if (rows.length <= 100) parts.push(...(text ? text.split('\n').map((row) => `  ${row}`) : []));
  }
  return `${parts.join('\n')}\n`;
}
