import { closeSync, copyFileSync, openSync, renameSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { buildVisitInput, openEditingFixture, recordVisitMutation } from './editing-fixture.ts';

const visit = { visit: buildVisitInput() };
const readiness = async (api: { fetch(path: string): Promise<Response> }) => {
  const response = await api.fetch('/ready');
  return { status: response.status, body: await response.json() };
};

test.each<[string, (path: string) => void]>([
  ['renamed', (path) => renameSync(path, `${path}.moved`)],
  ['deleted', (path) => rmSync(path)],
  [
    'replaced by a copy',
    (path) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
  ['left without its write-ahead log', (path) => rmSync(`${path}-wal`)],
])('acknowledges no mutation in a file that was %s', async (_state, change) => {
  await using editing = await openEditingFixture();
  const { apiFixture } = editing;
  const token = await editing.token('Ada Lovelace');
  const before = await apiFixture.execute('{ visits { totalCount } }');
  change(apiFixture.db.path);
  const response = await apiFixture.execute(recordVisitMutation, visit, { authorization: `Bearer ${token}` });
  expect(response).toMatchObject({
    status: 503,
    data: { recordVisit: null },
    errors: [
      {
        message: expect.stringMatching(/^The server's database was moved, deleted or replaced .* accepts no changes/),
        extensions: { code: 'UNAVAILABLE', reason: 'DATABASE_MOVED' },
      },
    ],
  });
  expect(JSON.stringify(response)).not.toContain(apiFixture.db.path);
  // The open connection still reads, and nothing was written to the file that it has.
  expect(await apiFixture.execute('{ visits { totalCount } }')).toMatchObject({ status: 200, data: before.data });
  expect(await readiness(apiFixture)).toMatchObject({
    status: 503,
    body: { status: 'unavailable', code: 'DATABASE_MOVED' },
  });
  expect((await apiFixture.fetch('/health')).status).toBe(200);
});

test('rolls back a mutation whose file loses its name while it runs, and accepts it when the name is back', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const { path } = scratch.db;
  const write = scratch.db.write((tx) => {
    tx.run('UPDATE dataset SET sequence = sequence + 1');
    renameSync(path, `${path}.moved`);
  });
  await expect(write).rejects.toMatchObject({ problem: 'DATABASE_MOVED' });
  renameSync(`${path}.moved`, path);
  const readSequence = () => {
    const client = new Sqlite(path, { readonly: true });
    const sequence = client.prepare('SELECT sequence FROM dataset').pluck().get();
    client.close();
    return sequence as number;
  };
  const before = readSequence();
  await scratch.db.write((tx) => tx.run('UPDATE dataset SET sequence = sequence + 1'));
  expect(readSequence()).toBe(before + 1);
});

test('follows a link to the database', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const link = `${scratch.db.path}.link`;
  symlinkSync(scratch.db.path, link);
  await using linked = await openDatabase({ path: link });
  await linked.write((tx) => tx.run('UPDATE dataset SET sequence = sequence + 1'));
  rmSync(link);
  await expect(linked.write(() => undefined)).rejects.toMatchObject({ problem: 'DATABASE_MOVED' });
});

test('/ready names a lock, never commits, and is computed at most once in five seconds', async () => {
  await using api = await openApiFixture({ dossier: false });
  const other = new Sqlite(api.db.path);
  const version = () => other.pragma('data_version', { simple: true });
  const before = version();
  const write = vi.spyOn(api.db, 'write');
  other.exec('BEGIN IMMEDIATE');
  const results = await Promise.all(Array.from({ length: 20 }, () => readiness(api)));
  other.exec('ROLLBACK');
  for (const result of results)
    expect(result).toEqual({
      status: 503,
      body: {
        status: 'unavailable',
        code: 'DATABASE_LOCKED',
        reason: expect.stringMatching(/^Another process has been writing/),
      },
    });
  expect(write).toHaveBeenCalledTimes(1);
  expect(version()).toBe(before);
  other.close();
  expect((await api.fetch('/health')).status).toBe(200);
});

test('/ready does not change the database', async () => {
  await using api = await openApiFixture({ dossier: false });
  const other = new Sqlite(api.db.path);
  const version = () => other.pragma('data_version', { simple: true });
  const before = version();
  expect(await readiness(api)).toEqual({ status: 200, body: { status: 'ready' } });
  expect(version()).toBe(before);
  other.close();
});

test('/ready reports a disk with too little free space', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const warn = vi.fn();
  const log = { info: () => undefined, warn, error: () => undefined };
  const api = createApi({ db: scratch.db, minFreeBytes: Number.MAX_SAFE_INTEGER, log });
  expect(await readiness({ fetch: (path) => api.fetch(new Request(`http://chancery.test${path}`)) })).toMatchObject({
    status: 503,
    body: { code: 'DISK_FULL' },
  });
  expect(warn.mock.calls).toEqual([
    [
      { code: 'DISK_FULL', err: expect.objectContaining({ message: expect.stringMatching(/has \d+ free bytes/) }) },
      'not ready: the database cannot be used',
    ],
  ]);
  await api.dispose();
});

/** Overwrites every page of a table and its indexes. */
function damageTable(path: string, table: string): void {
  const client = new Sqlite(path);
  client.pragma('wal_checkpoint(TRUNCATE)');
  const pages = client
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE tbl_name = ? AND rootpage > 0')
    .pluck()
    .all(table);
  const pageSize = Number(client.pragma('page_size', { simple: true }));
  client.close();
  const descriptor = openSync(path, 'r+');
  for (const page of pages) writeSync(descriptor, Buffer.alloc(pageSize, 0xff), 0, pageSize, (page - 1) * pageSize);
  closeSync(descriptor);
}

test('a damaged page is UNAVAILABLE, for queries and mutations', async () => {
  await using scratch = await openTemporaryDatabase();
  const { path } = scratch.db;
  await scratch.db.close();
  damageTable(path, 'visits');
  await using db = await openDatabase({ path });
  const api = createApi({ db });
  const response = await api.fetch(
    new Request('http://chancery.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: '{ visits(first: 5) { nodes { key place } } }' }),
    }),
  );
  const body = await response.json();
  expect([response.status, body]).toMatchObject([
    503,
    { errors: [{ extensions: { code: 'UNAVAILABLE', reason: 'DATABASE_DAMAGED' } }] },
  ]);
  await api.dispose();
});

const failWith = (code: string) => () => Promise.reject(Object.assign(new Error(`secret ${code}`), { code }));

test.each([
  ['SQLITE_FULL', 'UNAVAILABLE', 'DISK_FULL', '60'],
  ['SQLITE_IOERR_WRITE', 'UNAVAILABLE', 'DISK_FAILED', null],
  ['SQLITE_BUSY', 'TIMEOUT', 'DATABASE_LOCKED', '5'],
  ['SQLITE_CORRUPT', 'UNAVAILABLE', 'DATABASE_DAMAGED', null],
  ['SQLITE_NOTADB', 'UNAVAILABLE', 'DATABASE_DAMAGED', null],
  ['SQLITE_CANTOPEN', 'UNAVAILABLE', 'DATABASE_MOVED', null],
  ['SQLITE_READONLY', 'UNAVAILABLE', 'DATABASE_READ_ONLY', null],
  ['SQLITE_READONLY_DBMOVED', 'UNAVAILABLE', 'DATABASE_MOVED', null],
])('%s is %s with the reason %s, and its other fields are returned', async (sqliteCode, code, reason, retryAfter) => {
  await using fixture = await openApiFixture({ dossier: false });
  let failures = Infinity;
  const db: Database = {
    path: fixture.db.path,
    epoch: fixture.db.epoch,
    read: (work) =>
      fixture.db.read((reader) =>
        work({
          statements: reader.statements,
          all: (query) => (failures-- > 0 ? failWith(sqliteCode)() : reader.all(query)),
          get: (query) => (failures-- > 0 ? failWith(sqliteCode)() : reader.get(query)),
        }),
      ),
    autocommitReader: () => fixture.db.autocommitReader(),
    write: (work) => fixture.db.write(work),
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void errors.push(fields) };
  const api = createApi({ db, log });
  const send = async () => {
    const response = await api.fetch(
      new Request('http://chancery.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: '{ a: country(code: "KZ") { code } b: country(code: "UZ") { code } }' }),
      }),
    );
    const text = await response.text();
    expect(text).not.toMatch(/secret|SQLITE/);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), ...JSON.parse(text) };
  };
  expect(await send()).toMatchObject({ status: 503, retryAfter, errors: [{ extensions: { code, reason } }] });
  expect(errors).toHaveLength(reason === 'DATABASE_LOCKED' ? 0 : 1);
  failures = 1;
  expect(await send()).toMatchObject({
    status: 200,
    retryAfter: null,
    data: { a: null, b: { code: 'UZ' } },
    errors: [{ path: ['a'], extensions: { code, reason } }],
  });
  await api.dispose();
});
