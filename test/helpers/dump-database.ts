import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/db/database.ts';

/** Ids that a rewrite may assign again, the count of writes, and the random epoch. */
const surrogateColumns: Record<string, readonly string[]> = {
  names: ['id'],
  citations: ['id', 'rendering_id'],
  renderings: ['id'],
  memberships: ['id'],
  documents: ['id'],
  dataset: ['sequence', 'epoch'],
};

/** Returns every table's rows as sorted JSON, to compare two states of a database. */
export async function dumpDatabase(db: Database): Promise<Record<string, string[]>> {
  return db.read(async (reader) => {
    const columns = await reader.all<{ table: string; name: string }>(
      sql`SELECT t.name AS "table", c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
    );
    const state: Record<string, string[]> = {};
    for (const [table, tableColumns = []] of Object.entries(Object.groupBy(columns, ({ table }) => table))) {
      const names = tableColumns.map(({ name }) => name).filter((name) => !surrogateColumns[table]?.includes(name));
      state[table] = (await reader.all(selectRows(table, names))).map((row) => JSON.stringify(row)).sort();
    }
    return state;
  });
}

/** A span has no stable id: the position of its citation identifies it. */
const selectRows = (table: string, columns: readonly string[]): SQL =>
  table === 'spans'
    ? sql`SELECT c.entry_id, c.party_id, c.term_id, r.statement_id, r.ordinal AS rendering, c.ordinal AS citation, s.ordinal, s.words, s.start, s."end"
        FROM spans s JOIN citations c ON c.id = s.citation_id LEFT JOIN renderings r ON r.id = c.rendering_id`
    : sql`SELECT ${sql.join(
        columns.map((name) => sql.identifier(name)),
        sql`, `,
      )} FROM ${sql.identifier(table)}`;
