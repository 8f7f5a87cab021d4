import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { openConnection } from '../../src/db/open-connection.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { createToken } from '../../src/store/write/token.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { maximalRecords } from '../store/maximal-records.ts';

const migrationName = '20261130194500_intervals';
const migrationsFolder = fileURLToPath(new URL('../../src/db/migrations', import.meta.url));

/** The tables whose periods began `from` or `since` a day, and lasted `until` one. */
const formerStarts: Readonly<Record<string, 'from' | 'since'>> = {
  affiliations: 'from',
  countries: 'from',
  country_periods: 'from',
  coverages: 'from',
  memberships: 'from',
  names: 'from',
  offices: 'from',
  positions: 'from',
  terms: 'from',
  trade_links: 'since',
};
const formerStartsByNoun: Readonly<Record<string, 'from' | 'since'>> = {
  country: 'from',
  coverage: 'from',
  group: 'from',
  office: 'from',
  organization: 'from',
  person: 'from',
  position: 'from',
  term: 'from',
  'trade-link': 'since',
};
const listsOfPeriods = new Set(['names', 'members', 'affiliations', 'periods']);

const toFormerName = (name: string, start: 'from' | 'since'): string =>
  name.replace(/^start(?=_|$)/, start).replace(/^end(?=_|$)/, 'until');

type Json = Record<string, unknown>;
const mapKeys = (fields: Json, map: (key: string) => string): Json =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [map(key), value]));
const toFormerItem = (item: Json): Json => mapKeys(item, (key) => toFormerName(key, 'from'));

/** Returns the value of a field as the former version stored it. */
function toFormerValue(field: string, value: unknown, start: 'from' | 'since'): unknown {
  if (!Array.isArray(value)) return value;
  if (listsOfPeriods.has(field)) return value.map(toFormerItem);
  if (field !== 'citations') return value;
  return (value as Json[]).map((citation) => ({
    ...citation,
    ...(typeof citation.field === 'string' && { field: toFormerName(citation.field, start) }),
    ...(typeof citation.field === 'string' &&
      'value' in citation && { value: toFormerValue(citation.field, citation.value, start) }),
  }));
}

const toFormerRecord = (record: Json, start: 'from' | 'since'): Json =>
  Object.fromEntries(
    Object.entries(record).map(([field, value]) => [toFormerName(field, start), toFormerValue(field, value, start)]),
  );

const toFormerChanges = (changes: Record<string, { from: unknown; to: unknown }>, start: 'from' | 'since'): Json =>
  Object.fromEntries(
    Object.entries(changes).map(([field, { from, to }]) => [
      toFormerName(field, start),
      { from: toFormerValue(field, from, start), to: toFormerValue(field, to, start) },
    ]),
  );

/** Returns claims of lists with the fields of each item in alphabetical order, as they are stored. */
const toFormerClaim = (items: Json[]): Json[] =>
  items.map((item) =>
    Object.fromEntries(Object.entries(toFormerItem(item)).toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))),
  );

const listTables = (client: Sqlite.Database): string[] =>
  client
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations' ORDER BY name",
    )
    .pluck()
    .all();
const listColumns = (client: Sqlite.Database, table: string): string[] =>
  client.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);

/** Creates a database of the former schema with the contents of another one. */
/** Columns that later migrations have renamed, by their present names. */
const renamedLater: Readonly<Record<string, string>> = {
  'drafts.decided_at': 'updated_at',
  'drafts.decided_by': 'updated_by',
  'visits.delegation_members': 'delegation_size',
};

function createFormerDatabase(path: string, current: string): void {
  const client = openConnection(path);
  try {
    client.pragma('foreign_keys = OFF');
    client.exec(
      'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT)',
    );
    // In a transaction, where statements of migrations do not enable foreign keys.
    client.transaction(() => {
      for (const migration of readMigrationFiles({ migrationsFolder })) {
        if (migration.name >= migrationName) break;
        for (const statement of migration.sql) client.exec(statement);
        client
          .prepare('INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES (?, ?, ?)')
          .run(migration.hash, migration.folderMillis, migration.name);
      }
    })();
    client.prepare('ATTACH ? AS current').run(current);
    for (const table of listTables(client)) {
      const start = formerStarts[table];
      const columns = listColumns(client, table);
      const toFormer = (column: string): string =>
        renamedLater[`${table}.${column}`] ?? (start ? toFormerName(column, start) : column);
      const source = client
        .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'current')")
        .pluck()
        .all(table)
        .filter((column) => columns.includes(toFormer(column)));
      const target = source.map(toFormer);
      const list = (names: string[]): string => names.map((name) => `"${name}"`).join(', ');
      client.exec(
        `DELETE FROM main."${table}"; INSERT INTO main."${table}" (${list(target)}) SELECT ${list(source)} FROM current."${table}"`,
      );
    }
    renameInDocuments(client);
    client.exec('DETACH current');
    expect(client.pragma('foreign_key_check')).toEqual([]);
  } finally {
    client.close();
  }
}

function renameInDocuments(client: Sqlite.Database): void {
  interface Row {
    id: number;
    noun: string;
    document: string;
  }
  const rewrite = (
    select: string,
    update: string,
    convert: (document: Json, start: 'from' | 'since') => Json,
  ): void => {
    for (const { id, noun, document } of client.prepare<[], Row>(select).all()) {
      const start = formerStartsByNoun[noun];
      if (start) client.prepare(update).run(JSON.stringify(convert(JSON.parse(document) as Json, start)), id);
    }
  };
  const trigger = client
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'revisions_no_update'")
    .pluck()
    .get();
  client.exec('DROP TRIGGER revisions_no_update');
  rewrite(
    'SELECT v.sequence AS id, r.noun, v.changes AS document FROM revisions v JOIN records r ON r.id = v.record_id',
    'UPDATE revisions SET changes = ? WHERE sequence = ?',
    (changes, start) => toFormerChanges(changes as Record<string, { from: unknown; to: unknown }>, start),
  );
  client.exec(trigger ?? '');
  rewrite(
    'SELECT r.id, r.noun, i.document FROM imported i JOIN records r ON r.id = i.record_id WHERE i.document IS NOT NULL',
    'UPDATE imported SET document = ? WHERE record_id = ? AND document IS NOT NULL',
    toFormerRecord,
  );
  rewrite(
    'SELECT id, noun, record AS document FROM drafts',
    'UPDATE drafts SET record = ? WHERE id = ?',
    toFormerRecord,
  );
  const claims = client
    .prepare<[], { id: number; field: string; value: string | null; isLink: number }>(
      "SELECT c.id, c.field, c.value, e.kind IS 'TRADE_LINK' AS isLink FROM citations c LEFT JOIN entries e ON e.id = c.entry_id WHERE c.field IS NOT NULL AND (e.kind IS NULL OR e.kind IN ('TRADE_LINK', 'POSITION')) AND c.rendering_id IS NULL",
    )
    .all();
  for (const { id, field, value, isLink } of claims) {
    const formerValue =
      value !== null && listsOfPeriods.has(field) ? JSON.stringify(toFormerClaim(JSON.parse(value) as Json[])) : value;
    client
      .prepare('UPDATE citations SET field = ?, value = ? WHERE id = ?')
      .run(toFormerName(field, isLink ? 'since' : 'from'), formerValue, id);
  }
}

/** The rows of each table as text, without those of the migrator. */
function dumpTables(path: string): Map<string, string> {
  const client = openConnection(path, { readonly: true });
  try {
    return new Map(
      listTables(client).map((table) => {
        const columns = listColumns(client, table).toSorted();
        const list = columns.map((name) => `"${name}"`).join(', ');
        return [table, JSON.stringify(client.prepare(`SELECT ${list} FROM "${table}" ORDER BY ${list}`).raw().all())];
      }),
    );
  } finally {
    client.close();
  }
}

const claimedMembers = [
  { country: 'KZ', start: '1999-01-02' },
  { country: 'UZ', end: '2001-01-02' },
];

/** Writes records with every period, corrects some that were imported, and proposes one. */
async function writeContents(db: Database): Promise<void> {
  const { rejections } = await importRecords(db, toReadItems(...maximalRecords), { acceptsUnverified: true });
  expect(rejections).toEqual([]);
  const find = (key: string): RecordInput =>
    maximalRecords.find((record) => 'key' in record && record.key === key) as RecordInput;
  const corrections: RecordInput[] = [
    { ...find('full-term'), start: '1991-12-27' } as RecordInput,
    { ...find('full-link'), end: '2024' } as RecordInput,
    {
      ...find('full-league'),
      members: [{ country: 'UZ', start: '1998', end: '2000' }],
      citations: [
        { source: 'full-paper', field: 'members', basis: 'STATED', value: claimedMembers, rank: 'NORMAL' },
        { source: 'full-paper', field: 'members', basis: 'STATED' },
      ],
    } as RecordInput,
    {
      ...find('full-works'),
      names: [{ text: 'Old "from": works', kind: 'FORMER', start: '1990-01-01' }],
    } as RecordInput,
  ];
  for (const correction of corrections) {
    const parsed = parseRecord(correction);
    if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
    await db.write((tx) => writeRecord(new Writer(tx, { by: 'Ada', reason: 'A better source.' }), parsed.record));
  }
  const proposal = { noun: 'term', office: 'full-office', person: 'full-ada', start: '1999', end: { edtf: '2000' } };
  await db.write((tx) =>
    tx.run(sql`INSERT INTO drafts (key, noun, record, status, created_at, created_by, decided_at, decided_by)
      VALUES ('d1', 'term', ${JSON.stringify(proposal)}, 'REJECTED', '2026-01-01T00:00:00.000Z', 'reader', '2026-01-01T00:00:00.000Z', 'reader')`),
  );
}

test('a database whose periods are called from, since and until has the same contents after the update', async () => {
  await using current = await openTemporaryDatabase({ dossier: false });
  await writeContents(current.db);
  await current.db.close();
  const formerPath = `${current.db.path}.former`;
  createFormerDatabase(formerPath, current.db.path);
  {
    const before = openConnection(formerPath, { readonly: true });
    const read = (statement: string) => before.prepare(statement).pluck().get();
    expect(read("SELECT changes FROM revisions WHERE changes LIKE '%1991-12-27%'")).toContain('"from":{"from":');
    expect(read("SELECT count(*) FROM citations WHERE field IN ('from', 'since', 'until')")).toBeGreaterThan(0);
    expect(read("SELECT value FROM citations WHERE value LIKE '%1999-01-02%'")).toContain('{"country":"KZ","from":');
    expect(read('SELECT record FROM drafts')).toContain('"until":{"edtf":"2000"}');
    expect(read('SELECT count(*) FROM imported WHERE document LIKE \'%"since":%\'')).toBe(1);
    before.close();
  }
  await using db = await openDatabase({ path: formerPath, migrationBackup: false });
  const expected = dumpTables(current.db.path);
  const updated = dumpTables(formerPath);
  expect([...updated.keys()]).toEqual([...expected.keys()]);
  expect([...expected.keys()].filter((table) => updated.get(table) !== expected.get(table))).toEqual([]);
  expect((await checkIntegrity(db)).problems).toEqual([]);

  const { token } = await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()));
  const api = createApi({ db });
  const execute = async (query: string) => {
    const response = await api.fetch(
      new Request('http://chancery.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      }),
    );
    return (await response.json()) as { data: unknown; errors?: unknown };
  };
  expect(
    await execute(`mutation { correctTerm(input: { key: "full-term", term: { start: { edtf: "1991-12-28" } }, source: "full-wire", reason: "As it says." }) {
      term { start { edtf } end { edtf } } errors { message } } }`),
  ).toMatchObject({
    data: { correctTerm: { term: { start: { edtf: '1991-12-28' }, end: { edtf: '1999' } }, errors: [] } },
  });
  expect(
    await execute(
      '{ term(key: "full-term") { history { nodes { changes { field from to } } } } tradeLink: entry(key: "full-link") { claims(field: "start") { value } } }',
    ),
  ).toMatchObject({
    data: { term: { history: { nodes: expect.arrayContaining([{ changes: expect.any(Array) }]) } } },
  });
  expect((await checkIntegrity(db)).problems).toEqual([]);
  // Unchanged input is recognized, and leaves the corrections alone.
  const report = await importRecords(db, toReadItems(...maximalRecords), {
    acceptsUnverified: true,
  });
  expect(report).toMatchObject({ created: 0, updated: 0, rejected: 0 });
  await api.dispose();
}, 900_000);
