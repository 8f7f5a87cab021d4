import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { importBundledData } from '../../src/ingest/load-bundled-data.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { backfillHistory } from '../../src/store/backfill-history.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { openDatabaseWithHistory } from '../../src/store/open-database.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const migrations = fileURLToPath(new URL('../../src/db/migrations', import.meta.url));
const first = ['20261123224622_record', '20261123224625_search'];

/** The bundled record in a database created before history was stored. */
async function formerRecord() {
  const scratch = await openTemporaryDatabase();
  await scratch.db.close();
  const path = join(scratch.folder, 'former.db');
  const client = new Sqlite(path);
  client.pragma('foreign_keys = OFF');
  client.exec(
    'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT)',
  );
  for (const name of first) {
    for (const statement of readFileSync(join(migrations, name, 'migration.sql'), 'utf8').split(
      '--> statement-breakpoint',
    ))
      client.exec(statement);
    client.prepare('INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES (?, 0, ?)').run(name, name);
  }
  client.prepare('ATTACH ? AS present').run(scratch.db.path);
  const columnsOf = (schema: string, table: string) =>
    client.prepare(`SELECT name FROM pragma_table_info('${table}', '${schema}')`).pluck().all() as string[];
  const tables = client
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB '[_]*' AND name NOT GLOB 'search*' AND name NOT GLOB 'sqlite*'",
    )
    .pluck()
    .all() as string[];
  for (const table of tables.filter((name) => name !== 'imported')) {
    const present = columnsOf('present', table);
    const rename = (name: string): string => (table === 'visit_travellers' && name === 'person_id' ? 'party_id' : name);
    const common = columnsOf('main', table).filter((name) => present.includes(rename(name)));
    const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
    const columns = list(common);
    // Sources, offices and topics were not searchable.
    const rows = table === 'documents' ? 'documents" WHERE id > 0 --' : table;
    client.exec(
      `INSERT OR REPLACE INTO main."${table}" (${columns}) SELECT ${list(common.map(rename))} FROM present."${rows}"`,
    );
  }
  client.exec(
    "INSERT INTO main.imported (record, digest) SELECT r.noun || ':' || r.key, i.digest FROM present.imported i JOIN present.records r ON r.id = i.record_id",
  );
  const counts = Object.fromEntries(
    tables.map((table) => [table, client.prepare(`SELECT count(*) FROM main."${table}"`).pluck().get() as number]),
  );
  const days = client.prepare('SELECT key, at FROM main.entries ORDER BY key').all();
  client.close();
  return { path, counts, days, [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose]() };
}

function parsed(input: unknown) {
  const result = parseRecord(input);
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.record;
}

const days = sql`SELECT key, at FROM entries ORDER BY key`;

test('migrating a database without history preserves every row and gives each record one first revision', async () => {
  await using former = await formerRecord();
  expect(former.counts).toMatchObject({ entries: 49, imported: 573 });
  await using db = await openDatabaseWithHistory({ path: former.path });
  const all = sql`SELECT r.state, v.action, v."by", count(*) AS n FROM records r LEFT JOIN revisions v ON v.record_id = r.id GROUP BY 1, 2, 3`;
  expect(await db.read((reader) => reader.all(all))).toEqual([
    { state: 'LIVE', action: 'RECORDED', by: 'update', n: 573 },
  ]);
  const adopted = await dumpDatabase(db);
  for (const [table, rows] of Object.entries(former.counts)) {
    // The migration makes sources, offices and topics searchable.
    const added =
      table === 'documents'
        ? (adopted.sources?.length ?? 0) + (adopted.offices?.length ?? 0) + (adopted.topics?.length ?? 0)
        : 0;
    expect(adopted[table]?.length, table).toBe(rows + added);
  }
  expect(await db.read((reader) => reader.all(days))).toEqual(former.days);
  expect((await checkIntegrity(db)).problems).toEqual([]);

  await backfillHistory(db);
  expect(await dumpDatabase(db)).toEqual(adopted);
});

test('any importer owns what was imported before history was stored, and later corrections remain', async () => {
  await using former = await formerRecord();
  await using db = await openDatabaseWithHistory({ path: former.path });
  // The importer was not stored before; now it is.
  const before = { ...(await dumpDatabase(db)), imported: undefined };
  expect(await importBundledData(db)).toMatchObject([
    { read: 461, unchanged: 461 },
    { read: 112, unchanged: 112 },
  ]);
  expect({ ...(await dumpDatabase(db)), imported: undefined }).toEqual(before);

  const key = 'kz2023:V1';
  const read = () => db.write((tx) => readRecord(new Writer(tx, { by: 'a test' }), 'visit', key));
  const current = await read();
  await db.write((tx) => writeRecord(new Writer(tx, { by: 'Ada' }), parsed({ ...current, place: 'Karaganda' })));
  const changed = { ...current, place: 'Shymkent', remarks: 'As it is told now.' } as unknown as RecordInput;
  expect(await importRecords(db, toReadItems(changed))).toMatchObject({ updated: 1, rejected: 0 });
  expect(await read()).toMatchObject({ place: 'Karaganda', remarks: 'As it is told now.' });
  expect((await checkIntegrity(db)).problems).toEqual([]);
});
