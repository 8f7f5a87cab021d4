import { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { MigrationMeta } from 'drizzle-orm/migrator';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { StartError } from '../../src/model/errors.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { missingDiskReason, mountSmallDisk } from '../helpers/small-disk.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';

const later = vi.hoisted((): MigrationMeta[] => []);

vi.mock('drizzle-orm/migrator', async (original) => {
  const real = await original<typeof import('drizzle-orm/migrator')>();
  return {
    ...real,
    readMigrationFiles: (config: Parameters<typeof real.readMigrationFiles>[0]) => [
      ...real.readMigrationFiles(config),
      ...later,
    ],
  };
});

afterEach(() => {
  later.length = 0;
});

const migration = (...sql: string[]): MigrationMeta => ({
  sql,
  folderMillis: 0,
  hash: 'later',
  bps: true,
  name: '99990101000000_later',
});

/** Returns the one-sentence error of opening the file. */
async function refusal(path: string): Promise<string> {
  const error: unknown = await openDatabase({ path }).then(
    (db) => db.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  const { message } = error as StartError;
  expect(message).toContain(path);
  return message.replaceAll(path, 'FILE');
}

async function closedRecord() {
  const scratch = await openTemporaryDatabase();
  await scratch.db.close();
  return { path: scratch.db.path, [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose]() };
}

function run(path: string, statement: string): unknown[] {
  const client = new Sqlite(path);
  try {
    return client.prepare(statement).reader ? client.prepare(statement).all() : [client.prepare(statement).run()];
  } finally {
    client.close();
  }
}

// Drizzle does not support WITHOUT ROWID: a generated migration that changes such a table would lose it.
test('stores the child rows of an entry together, in key order', async () => {
  await using record = await closedRecord();
  const lists = run(
    record.path,
    `SELECT t.name, t.wr, min(k.seq || ':' || k."from") AS first FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k
      WHERE t.type = 'table' AND k."table" IN ('visits', 'statements', 'trade_links', 'agreements', 'positions', 'figures')
        AND k.id IN (SELECT id FROM pragma_foreign_key_list(t.name) WHERE "to" = 'at') GROUP BY t.name ORDER BY t.name`,
  ) as { name: string; wr: number; first: string }[];
  expect(lists.map(({ name }) => name)).toEqual([
    ...[
      'agreement_signatories',
      'figure_parties',
      'position_toward',
      'statement_parties',
      'trade_link_commodities',
      'trade_link_parties',
    ],
    ...['visit_met', 'visit_origins', 'visit_purposes', 'visit_travellers'],
  ]);
  for (const { name, wr, first } of lists) {
    expect(wr, name).toBe(1);
    const key = run(record.path, `SELECT name FROM pragma_table_info('${name}') WHERE pk = 1`);
    expect(`0:${(key[0] as { name: string }).name}`, name).toBe(first);
  }
});

test('a rebuilt table retains its planner statistics', async () => {
  await using record = await closedRecord();
  const known = () => run(record.path, "SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl LIKE 'visit%' ORDER BY tbl");
  run(record.path, 'ANALYZE visit_met');
  const before = known();
  expect(before).toContainEqual({ tbl: 'visit_met' });
  later.push(
    migration(
      'CREATE TABLE __new AS SELECT * FROM visit_met',
      'DROP TABLE visit_met',
      'ALTER TABLE __new RENAME TO visit_met',
      'CREATE INDEX visit_met_party ON visit_met (party_id)',
    ),
  );
  // Checked while the database is open, since closing it may analyze the table again.
  await using _db = await openDatabase({ path: record.path });
  expect(known()).toEqual(before);
});

test('a migration that changes trade flows discards their sums, and the totals remain', async () => {
  await using record = await openTemporaryDatabase({ dossier: false, generated: true });
  const { path } = record.db;
  await record.db.close();
  const sums = () => (run(path, 'SELECT count(*) AS n FROM trade_flow_sums')[0] as { n: number }).n;
  const flows = () => run(path, 'SELECT count(*) AS n, sum(value) AS value FROM trade_flows');
  const before = flows();
  expect(sums()).toBeGreaterThan(0);
  later.push(migration('UPDATE trade_flows SET ordinal = ordinal'));
  await using db = await openDatabase({ path });
  expect(sums()).toBe(0);
  expect(flows()).toEqual(before);
  expect((await checkIntegrity(db)).problems).toEqual([]);
});

describe('rejects an unusable file in one sentence', () => {
  test('from a newer version', async () => {
    await using record = await closedRecord();
    run(
      record.path,
      "INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES ('x', 0, '99991231000000_future')",
    );
    expect(await refusal(record.path)).toBe(
      'The database FILE was created by a newer version of Chancery (it knows "99991231000000_future"). Update Chancery, or set CHANCERY_DB to another file.',
    );
  });

  test("another program's database", async () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'other.db');
    run(path, 'CREATE TABLE photos (id INTEGER PRIMARY KEY)');
    expect(await refusal(path)).toBe(
      "FILE is a SQLite database, but not one of Chancery's. Set CHANCERY_DB to another file.",
    );
    expect(run(path, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'photos' }]);
  });

  test('not a database', async () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'letter.db');
    writeFileSync(path, 'Dear Sir, this is a letter and no database, however long it may be. '.repeat(100));
    expect(await refusal(path)).toBe(
      'FILE is not a readable database: it is damaged, or another kind of file. Restore a backup, or set CHANCERY_DB to another file.',
    );
  });

  test('a folder', async () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'folder.db');
    mkdirSync(path);
    expect(await refusal(path)).toMatch(/^FILE can't be opened: /);
  });

  test('a folder that cannot be created', async () => {
    using folder = createTemporaryFolder();
    writeFileSync(join(folder.path, 'file'), '');
    expect(await refusal(join(folder.path, 'file', 'where', 'record.db'))).toMatch(/^FILE can't be opened: /);
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder (skipped for root, who may write anywhere)', async () => {
    using folder = createTemporaryFolder();
    const closed = join(folder.path, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    expect(await refusal(join(closed, 'record.db'))).toMatch(/^FILE can't be opened: /);
  });

  test.skipIf(process.getuid?.() === 0)('a read-only file (skipped for root, who may write anything)', async () => {
    await using record = await closedRecord();
    chmodSync(record.path, 0o400);
    expect(await refusal(record.path)).toBe(
      "FILE can't be written: make the file and its folder writable, or set CHANCERY_DB to another file.",
    );
  });
});

/** The backups next to a database, without the path of the database. */
const listBackups = (path: string): string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.backup-`))
    .map((name) => name.slice(basename(path).length))
    .sort();

describe('the backup before a migration', () => {
  const change = () => migration('CREATE TABLE notes (id INTEGER PRIMARY KEY)');
  const hasNotes = (path: string): boolean => run(path, "SELECT 1 FROM sqlite_schema WHERE name = 'notes'").length > 0;
  const readVersion = (path: string): string =>
    (run(path, 'SELECT max(name) AS name FROM __drizzle_migrations')[0] as { name: string }).name;

  test('is a complete copy of the older version, named after it, with the same permissions', async () => {
    await using record = await closedRecord();
    chmodSync(record.path, 0o600);
    const version = readVersion(record.path);
    const countRecords = (path: string) => run(path, 'SELECT count(*) AS n FROM records');
    later.push(change());
    const files: string[] = [];
    {
      await using db = await openDatabase({ path: record.path, onMigrationBackup: (file) => files.push(file) });
      expect(db.readOnlyReason).toBeUndefined();
    }
    expect(listBackups(record.path)).toEqual([`.backup-${version}`]);
    const [copy = ''] = files;
    expect(files).toEqual([`${record.path}.backup-${version}`]);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect([hasNotes(record.path), hasNotes(copy)]).toEqual([true, false]);
    expect(countRecords(copy)).toEqual(countRecords(record.path));
    later.length = 0;
    await using db = await openDatabase({ path: copy });
    expect((await checkIntegrity(db)).problems).toEqual([]);
  });

  test('is made once, and does not replace that of an update that failed', async () => {
    await using record = await closedRecord();
    const version = readVersion(record.path);
    later.push(migration('DROP TABLE search'));
    await refusal(record.path);
    expect(listBackups(record.path)).toEqual([`.backup-${version}`]);
    later.length = 0;
    later.push(change());
    for (let time = 0; time < 2; time += 1) await (await openDatabase({ path: record.path })).close();
    expect(listBackups(record.path)).toEqual([`.backup-${version}`, `.backup-${version}-2`]);
  });

  test('is skipped by a setting, for a new database, and when nothing is pending', async () => {
    await using record = await closedRecord();
    await (await openDatabase({ path: record.path })).close();
    later.push(change());
    await (await openDatabase({ path: record.path, migrationBackup: false })).close();
    expect(hasNotes(record.path)).toBe(true);
    const fresh = join(dirname(record.path), 'fresh.db');
    await (await openDatabase({ path: fresh })).close();
    expect([...listBackups(record.path), ...listBackups(fresh)]).toEqual([]);
  });

  test.skipIf(missingDiskReason)('aborts the migration if the disk is full, and leaves no partial file', async () => {
    await using record = await closedRecord();
    using disk = mountSmallDisk(`${record.path}.disk`, statSync(record.path).size + 1_000_000);
    const path = join(disk.path, 'record.db');
    copyFileSync(record.path, path);
    const version = readVersion(path);
    later.push(change());
    expect(await refusal(path)).toBe(
      `The database must be updated, and the disk has no space for FILE.backup-${version}, its backup. Nothing was changed: free some space, or skip this backup with CHANCERY_MIGRATION_BACKUP=off.`,
    );
    expect(hasNotes(path)).toBe(false);
    expect(readdirSync(disk.path).filter((name) => !/^record\.db(-wal|-shm)?$/.test(name))).toEqual([]);
    await (await openDatabase({ path, migrationBackup: false })).close();
    expect(hasNotes(path)).toBe(true);
  });
});

describe('a migration', () => {
  test('is applied once and preserves data', async () => {
    await using record = await closedRecord();
    later.push(migration('CREATE TABLE notes (id INTEGER PRIMARY KEY)'));
    for (let time = 0; time < 2; time += 1) {
      await using db = await openDatabase({ path: record.path });
      expect((await checkIntegrity(db)).problems).toEqual([]);
    }
    expect(run(record.path, "SELECT count(*) AS n FROM __drizzle_migrations WHERE name LIKE '9999%'")).toEqual([
      { n: 1 },
    ]);
  });

  test.each([
    [
      'a row',
      ["DELETE FROM successions WHERE predecessor_id = (SELECT id FROM countries WHERE code = 'CSHH')"],
      /successions had \d+ rows/,
    ],
    ['a trigger', ['DROP TRIGGER documents_updated'], /documents_updated is missing/],
    ['the full-text table', ['DROP TABLE search'], /search is missing/],
    ['a table', ['DROP TABLE imported'], /imported had 573 rows/],
    ['referenced rows', ['UPDATE figures SET stated_by_id = 999999'], /figures has a broken reference/],
  ])('that would lose %s is rejected', async (_, statements, loss) => {
    await using record = await closedRecord();
    const before = run(record.path, 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name');
    later.push(migration(...statements));
    const message = await refusal(record.path);
    expect(message).toMatch(/^The update of FILE would have lost data \(.*\), and was rolled back\.$/);
    expect(message).toMatch(loss);
    later.length = 0;
    expect(run(record.path, 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')).toEqual(before);
    await using db = await openDatabase({ path: record.path });
    expect((await checkIntegrity(db)).problems).toEqual([]);
  });
});
