import Sqlite from 'better-sqlite3';
import { openConnection } from '../../../src/db/open-connection.ts';

const chunkSize = 10_000;

/**
 * Inserts the rows that `path` has and the database at `target` has not, in one transaction with one prepared statement
 * per table. The target has the same indexes, checks and triggers. Reading the rows is not counted.
 */
export function insertPrepared(path: string, target: string): { rows: number; seconds: number; cpuSeconds: number } {
  const source = new Sqlite(path, { readonly: true });
  source.prepare('ATTACH ? AS target').run(target);
  const db = openConnection(target);
  const total = { rows: 0, seconds: 0, cpuSeconds: 0 };
  const measure = (work: () => void): void => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(cpu);
    total.seconds += (performance.now() - began) / 1000;
    total.cpuSeconds += (user + system) / 1e6;
  };
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('temp_store = MEMORY');
    db.exec('BEGIN IMMEDIATE');
    // Records and their revisions refer to each other.
    db.pragma('defer_foreign_keys = ON');
    for (const table of listTables(source)) {
      const columns = source.pragma(`table_info("${table}")`) as unknown[];
      const insert = db.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`);
      const insertChunk = (chunk: readonly unknown[][]): void =>
        measure(() => {
          for (const row of chunk) insert.run(...row);
          total.rows += chunk.length;
        });
      let chunk: unknown[][] = [];
      const added = source.prepare<[], unknown[]>(
        `SELECT * FROM main."${table}" EXCEPT SELECT * FROM target."${table}"`,
      );
      for (const row of added.raw().iterate()) {
        chunk.push(row);
        if (chunk.length < chunkSize) continue;
        insertChunk(chunk);
        chunk = [];
      }
      insertChunk(chunk);
    }
    measure(() => db.exec('COMMIT'));
    return total;
  } finally {
    source.close();
    db.close();
  }
}

/** Returns the tables of records and their derived rows, without those that SQLite and the full-text index write. */
const listTables = (db: Sqlite.Database): string[] =>
  db
    .prepare<[], string>(
      String.raw`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'dataset' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
        AND name NOT LIKE '\_\_%' ESCAPE '\' AND name <> 'search' AND name NOT LIKE 'search\_%' ESCAPE '\' ORDER BY rowid`,
    )
    .pluck()
    .all();
