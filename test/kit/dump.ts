import { sql } from 'drizzle-orm';
import type { Database } from '../../src/db/client.ts';

/** Numbers that a rewrite may give out anew, and the count of writes. */
const surrogate: Record<string, readonly string[]> = {
  names: ['id'],
  citations: ['id', 'rendering_id'],
  renderings: ['id'],
  memberships: ['id'],
  documents: ['id'],
  dataset: ['sequence'],
};

type Row = Record<string, unknown>;

/** The whole record as text, table by table and in a fixed order, to compare two states. */
export async function dump(db: Database): Promise<Record<string, string[]>> {
  return db.read(async (reader) => {
    const tables = await reader.all<{ name: string }>(
      sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
    );
    const state: Record<string, string[]> = {};
    for (const { name } of tables)
      state[name] = (await reader.all<Row>(rowsOf(name))).map((row) => textOf(row, surrogate[name] ?? [])).sort();
    return state;
  });
}

/** A span is known by where its citation stands. */
const rowsOf = (table: string) =>
  table === 'spans'
    ? sql`SELECT c.entry_id, c.party_id, c.term_id, r.statement_id, r.ordinal AS rendering, c.ordinal AS citation, s.ordinal, s.words, s.start, s."end"
        FROM spans s JOIN citations c ON c.id = s.citation_id LEFT JOIN renderings r ON r.id = c.rendering_id`
    : sql`SELECT * FROM ${sql.identifier(table)}`;

const textOf = (row: Row, without: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !without.includes(column))));
