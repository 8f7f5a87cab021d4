import { fileURLToPath } from 'node:url';
import type BetterSqlite3 from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StartError } from '../model/errors.ts';
import { backUpBeforeUpdate } from './backup.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const journalTable = '__drizzle_migrations';
/** Sums of flows. A change of a flow discards those of its year, which are computed again. */
const sumTable = 'trade_flow_sums';
const tableExistsQuery = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";

interface SchemaSummary {
  tables: Map<string, number>;
  triggersAndVirtualTables: Set<string>;
}

interface MigrationOptions {
  backup: boolean;
  /** Called with the file of the backup. */
  onBackup?: ((file: string) => void) | undefined;
}

/**
 * Applies the pending migrations in one transaction, and verifies inside it that foreign keys hold and that no row,
 * trigger or full-text table was lost. Drizzle's migrator commits before any check and can delete child rows
 * (drizzle-orm#5782); its migration files and journal are used unchanged. An existing database is backed up first, while
 * no other process can write to it.
 */
export function migrate(client: BetterSqlite3.Database, { backup, onBackup }: MigrationOptions): void {
  const allMigrations = readMigrationFiles({ migrationsFolder });
  assertChanceryDatabase(client);
  const pending = () => findPendingMigrations(client, allMigrations);
  if (pending().length === 0) return;

  client.pragma('foreign_keys = OFF');
  try {
    client
      .transaction(() => {
        // Read again: another process may have migrated while this one waited for the lock.
        const migrations = pending();
        if (migrations.length === 0) return;
        if (backup && listAppliedMigrations(client).size > 0) {
          const file = backUpBeforeUpdate(client.name);
          onBackup?.(file);
        }
        const before = summarizeSchema(client);
        const analyzedBefore = listAnalyzedTables(client);
        client.exec(
          `CREATE TABLE IF NOT EXISTS ${journalTable} (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT)`,
        );
        const insertApplied = client.prepare(
          `INSERT INTO ${journalTable} (hash, created_at, name, applied_at) VALUES (?, ?, ?, ?)`,
        );
        for (const migration of migrations) {
          for (const statement of migration.sql) client.exec(statement);
          insertApplied.run(migration.hash, migration.folderMillis, migration.name, new Date().toISOString());
        }
        assertNothingLost(client, before);
        // A table that a migration recreates loses its planner statistics.
        client.pragma('analysis_limit = 1000');
        const analyzedNow = listAnalyzedTables(client);
        for (const table of analyzedBefore)
          if (!analyzedNow.has(table) && client.prepare(tableExistsQuery).get(table)) client.exec(`ANALYZE "${table}"`);
      })
      .immediate();
  } finally {
    client.pragma('foreign_keys = ON');
  }
}

/** Returns whether the database was last opened by an older version. Throws if it belongs to a newer one. */
export function hasPendingMigrations(client: BetterSqlite3.Database): boolean {
  assertChanceryDatabase(client);
  return findPendingMigrations(client, readMigrationFiles({ migrationsFolder })).length > 0;
}

function findPendingMigrations(
  client: BetterSqlite3.Database,
  migrations: ReturnType<typeof readMigrationFiles>,
): ReturnType<typeof readMigrationFiles> {
  const applied = listAppliedMigrations(client);
  const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new StartError(
      `The database ${client.name} was created by a newer version of Chancery (it knows "${unknown[0]}"). Update Chancery, or set CHANCERY_DB to another file.`,
    );
  return migrations.filter((migration) => !applied.has(migration.name));
}

function assertChanceryDatabase(client: BetterSqlite3.Database): void {
  const tables = client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  if (tables.length > 0 && !tables.includes(journalTable))
    throw new StartError(
      `${client.name} is a SQLite database, but not one of Chancery's. Set CHANCERY_DB to another file.`,
    );
}

function listAppliedMigrations(client: BetterSqlite3.Database): Set<string> {
  const exists = client.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(journalTable);
  return new Set(exists ? (client.prepare(`SELECT name FROM ${journalTable}`).pluck().all() as string[]) : []);
}

/** The tables for which the planner has statistics. */
function listAnalyzedTables(client: BetterSqlite3.Database): Set<string> {
  const exists = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get();
  return new Set(exists ? (client.prepare('SELECT DISTINCT tbl FROM sqlite_stat1').pluck().all() as string[]) : []);
}

function summarizeSchema(client: BetterSqlite3.Database): SchemaSummary {
  const objects = client
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
    )
    .all();
  // The index of a full-text table may shrink when it is rebuilt; the number of its documents may not.
  const shadows = client.prepare<[], string>(
    "SELECT name FROM pragma_table_list WHERE type = 'shadow' AND name NOT LIKE '%_docsize'",
  );
  const indexTables = new Set(shadows.pluck().all());
  const summary: SchemaSummary = { tables: new Map(), triggersAndVirtualTables: new Set() };
  for (const { type, name, sql } of objects) {
    if (indexTables.has(name)) continue;
    if (type === 'trigger' || sql?.startsWith('CREATE VIRTUAL')) summary.triggersAndVirtualTables.add(name);
    else if (type === 'table' && name !== journalTable && name !== sumTable)
      summary.tables.set(name, client.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0);
  }
  return summary;
}

function assertNothingLost(client: BetterSqlite3.Database, before: SchemaSummary): void {
  const after = summarizeSchema(client);
  const lost = [
    ...[...before.triggersAndVirtualTables]
      .filter((name) => !after.triggersAndVirtualTables.has(name))
      .map((name) => `${name} is missing`),
    ...[...before.tables]
      .filter(([name, rows]) => (after.tables.get(name) ?? 0) < rows)
      .map(([name, rows]) => `${name} had ${rows} rows`),
    ...(client.pragma('foreign_key_check') as { table: string }[]).map(
      ({ table }) => `${table} has a broken reference`,
    ),
  ];
  if (lost.length > 0)
    throw new StartError(
      `The update of ${client.name} would have lost data (${lost.join('; ')}), and was rolled back.`,
    );
}
