import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
const whole = place.resolve('whole.db');
const good = place.resolve('good.backup');
afterAll(() => place[Symbol.dispose]());

beforeAll(async () => {
  await copyTemplateDatabase(whole);
  expect((await place.run(['backup', good, '--db', whole])).code).toBe(0);
});

function query<T>(path: string, statement: string): T {
  const client = new Sqlite(path, { readonly: true });
  try {
    return client.prepare<[], T>(statement).pluck().get() as T;
  } finally {
    client.close();
  }
}

function change(path: string, ...statements: string[]): void {
  const client = new Sqlite(path);
  client.pragma('foreign_keys = OFF');
  for (const statement of statements) client.exec(statement);
  client.close();
}

const sequenceOf = (path: string): number => query(path, 'SELECT sequence FROM dataset');

/** Creates a temporary folder. */
function folder(name: string): { path: string; at(file: string): string; files(): string[] } {
  const path = place.resolve(name);
  mkdirSync(path);
  return { path, at: (file) => join(path, file), files: () => readdirSync(path).sort() };
}

async function totals(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ people(first: 1) { totalCount } visits(first: 1) { totalCount } }' }),
  });
  const { data } = (await response.json()) as {
    data: { people: { totalCount: number }; visits: { totalCount: number } };
  };
  return { people: data.people.totalCount, visits: data.visits.totalCount };
}

test('a copy made during serving and importing is one snapshot of the record and can be restored', async () => {
  const { at, files } = folder('live');
  const live = at('live.db');
  copyFileSync(whole, live);
  const count = 2_500;
  const people = at('people.jsonl');
  writeFileSync(
    people,
    Array.from({ length: count }, (_, n) => JSON.stringify({ noun: 'person', key: `p${n}`, name: `Person ${n}` })).join(
      '\n',
    ),
  );
  const before = { sequence: sequenceOf(live), people: query<number>(live, 'SELECT count(*) FROM people') };

  const copies: { file: string; sequence: number; records: number; bytes: number }[] = [];
  {
    await using server = await place.serve({ CHANCERY_DB: live });
    let done = false;
    using apart = openCliSandbox();
    const imported = apart.run(['import', 'entries', people, '--db', live]).finally(() => {
      done = true;
    });
    while (!done && sequenceOf(live) === before.sequence) await setTimeout(5);
    while (!done) {
      const [copy] = await Promise.all([
        place.run(['backup', at(`${copies.length}.backup`), '--json', '--db', live]),
        expect(totals(server.url)).resolves.toMatchObject({ people: expect.any(Number) }),
      ]);
      expect([copy.code, copy.err]).toEqual([0, '']);
      copies.push(JSON.parse(copy.out));
    }
    expect((await imported).code).toBe(0);
  }
  expect(sequenceOf(live)).toBe(before.sequence + count);
  const between = copies.filter(({ sequence }) => sequence > before.sequence && sequence < before.sequence + count);
  expect(between.length).toBeGreaterThan(0);

  for (const { file, sequence, records, bytes } of copies) {
    expect([statSync(file).size, sequenceOf(file)]).toEqual([bytes, sequence]);
    expect(query(file, 'SELECT count(*) FROM revisions')).toBe(sequence);
    expect(query(file, "SELECT count(*) FROM records WHERE state = 'LIVE'")).toBe(records);
    expect(query(file, 'SELECT count(*) FROM people')).toBe(before.people + sequence - before.sequence);
  }
  // There are no other files next to them.
  expect(files().filter((name) => !name.startsWith('live.db'))).toEqual(
    [...copies.keys()]
      .map((n) => `${n}.backup`)
      .concat('people.jsonl')
      .toSorted(),
  );

  const [{ file, sequence, records } = { file: '', sequence: 0, records: 0 }] = between;
  const bytes = readFileSync(file);
  // A path with folders that do not exist yet.
  const restored = at('new/var/restored.db');
  const restore = await place.run(['restore', file, '--json', '--db', restored]);
  expect([restore.code, restore.err]).toEqual([0, '']);
  expect(JSON.parse(restore.out)).toEqual({
    database: restored,
    file,
    bytes: statSync(restored).size,
    sequence,
    records,
  });
  expect(readdirSync(at('new/var'))).toEqual(['restored.db']);
  const check = await place.run(['check', '--json', '--db', restored]);
  expect([check.code, JSON.parse(check.out).problems]).toEqual([0, []]);
  await using server = await place.serve({ CHANCERY_DB: restored });
  expect(await totals(server.url)).toEqual({
    people: before.people + sequence - before.sequence,
    visits: query(whole, 'SELECT count(*) FROM visits'),
  });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('the report for people has a few lines', async () => {
  const { at } = folder('people');
  const backup = await place.run(['backup', at('copy'), '--db', whole]);
  const figures = `bytes +${statSync(good).size}\nsequence +${sequenceOf(whole)}\nrecords +\\d+\n`;
  expect(backup).toMatchObject({ code: 0, err: '' });
  expect(backup.out).toMatch(new RegExp(`^Backed up ${whole} to ${at('copy')}\n${figures}$`));
  const restore = await place.run(['restore', at('copy'), '--db', at('record.db')]);
  expect(restore).toMatchObject({ code: 0, err: '' });
  expect(restore.out).toMatch(new RegExp(`^Restored ${at('copy')} to ${at('record.db')}\nbytes`));
});

test.each(['backup', 'restore'])('%s --help has an example', async (verb) => {
  const { code, out, err } = await place.run([verb, '--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`Example:\n  chancery ${verb}`));
});

test('restore starts a new epoch, because later changes reuse sequence numbers', async () => {
  const { at } = folder('epochs');
  const epochOf = (path: string): string => query(path, 'SELECT epoch FROM dataset');
  for (const name of ['one.db', 'two.db']) expect((await place.run(['restore', good, '--db', at(name)])).code).toBe(0);
  const epochs = [good, at('one.db'), at('two.db')].map(epochOf);
  expect(new Set(epochs).size).toBe(3);
  for (const epoch of epochs) expect(epoch).toMatch(/^[0-9a-f]{16}$/);
});

test('a copy has the permissions of the database, and a restored database is writable', async () => {
  const { at } = folder('modes');
  copyFileSync(whole, at('record.db'));
  chmodSync(at('record.db'), 0o600);
  expect((await place.run(['backup', at('copy'), '--db', at('record.db')])).code).toBe(0);
  expect(statSync(at('copy')).mode & 0o777).toBe(0o600);
  chmodSync(at('copy'), 0o400);
  expect((await place.run(['restore', at('copy'), '--db', at('restored.db')])).code).toBe(0);
  expect(statSync(at('restored.db')).mode & 0o777).toBe(0o600);
});

test('a copy does not contain deleted data', async () => {
  const { at } = folder('deleted');
  copyFileSync(whole, at('record.db'));
  change(
    at('record.db'),
    "CREATE TABLE notes (text); INSERT INTO notes VALUES ('an indiscretion')",
    'DROP TABLE notes',
  );
  expect(readFileSync(at('record.db')).includes('an indiscretion')).toBe(true);
  expect((await place.run(['backup', at('copy'), '--db', at('record.db')])).code).toBe(0);
  expect(readFileSync(at('copy')).includes('an indiscretion')).toBe(false);
});

/** The database before history was introduced. */
function makeOlder(path: string): void {
  const migrations = readMigrationFiles({
    migrationsFolder: fileURLToPath(new URL('../../src/db/migrations', import.meta.url)),
  });
  const client = new Sqlite(path);
  client.exec(
    'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash text NOT NULL, created_at numeric, name text, applied_at TEXT)',
  );
  for (const { name, hash, folderMillis, sql } of migrations.slice(0, 2)) {
    for (const statement of sql) client.exec(statement);
    client
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES (?, ?, ?)')
      .run(hash, folderMillis, name);
  }
  client.close();
}

test('backs up an older database unchanged and migrates it on restore', async () => {
  const { at, files } = folder('older');
  makeOlder(at('older.db'));
  const old = readFileSync(at('older.db'));
  const backup = await place.run(['backup', at('copy'), '--json', '--db', at('older.db')]);
  expect([backup.code, JSON.parse(backup.out)]).toMatchObject([0, { sequence: 0, records: null }]);
  expect(readFileSync(at('older.db')).equals(old)).toBe(true);
  const bytes = readFileSync(at('copy'));
  const restore = await place.run(['restore', at('copy'), '--json', '--db', at('restored.db')]);
  expect([restore.code, JSON.parse(restore.out)]).toMatchObject([0, { sequence: 0, records: 0 }]);
  expect(readFileSync(at('copy')).equals(bytes)).toBe(true);
  expect(files()).toEqual(['copy', 'older.db', 'restored.db']);
});

describe('backup rejects', () => {
  test('an existing target, and leaves it unchanged', async () => {
    const { at, files } = folder('taken');
    writeFileSync(at('letter'), 'Dear Sir');
    symlinkSync(at('nowhere'), at('link'));
    for (const file of [at('letter'), at('link'), place.resolve('taken'), whole])
      expect(await place.run(['backup', file, '--json', '--db', whole])).toEqual({
        code: 2,
        out: '',
        err: `${file} already exists and was not changed. Choose another file name.\n`,
      });
    expect(readFileSync(at('letter'), 'utf8')).toBe('Dear Sir');
    expect(files()).toEqual(['letter', 'link']);
  });

  test('a missing folder, or a file in its place', async () => {
    for (const parent of [place.resolve('nothing-here'), whole])
      expect(await place.run(['backup', join(parent, 'copy'), '--db', whole])).toEqual({
        code: 2,
        out: '',
        err: `There is no folder ${parent}. Create it, or choose another folder.\n`,
      });
    expect(existsSync(place.resolve('nothing-here'))).toBe(false);
  });

  test('a missing, damaged or unrelated database', async () => {
    const { at, files } = folder('sources');
    writeFileSync(at('letter.db'), 'Dear Sir, this is no database. '.repeat(100));
    copyFileSync(whole, at('short.db'));
    truncateSync(at('short.db'), 100_000);
    change(at('cats.db'), 'CREATE TABLE cats (name TEXT)');
    const damaged = 'is not a readable database: it is damaged, or another kind of file. Restore an earlier backup.';
    for (const [name, sentence] of [
      ['none.db', `There is no database at ${at('none.db')}. Create it with "chancery init", or set CHANCERY_DB.`],
      ['letter.db', `${at('letter.db')} ${damaged}`],
      ['short.db', `${at('short.db')} ${damaged}`],
      ['cats.db', `${at('cats.db')} is a SQLite database, but not one of Chancery's. Set CHANCERY_DB to another file.`],
    ] as const)
      expect(await place.run(['backup', at('copy'), '--json', '--db', at(name)])).toEqual({
        code: 3,
        out: '',
        err: `${sentence}\n`,
      });
    expect(files()).toEqual(['cats.db', 'letter.db', 'short.db']);
  });
});

describe('restore rejects the following and leaves nothing at the target:', () => {
  test('a target that already exists', async () => {
    const { at, files } = folder('occupied');
    copyFileSync(whole, at('record.db'));
    const before = readFileSync(at('record.db'));
    expect(await place.run(['restore', good, '--json', '--db', at('record.db')])).toEqual({
      code: 2,
      out: '',
      err: `${at('record.db')} already exists. Move it away first, or set CHANCERY_DB to another file.\n`,
    });
    expect(readFileSync(at('record.db')).equals(before)).toBe(true);
    expect(files()).toEqual(['record.db']);
  });

  test('a file in place of a folder, or a dangling link', async () => {
    const { at, files } = folder('no folder');
    writeFileSync(at('letter'), 'Dear Sir');
    symlinkSync(at('nowhere'), at('link'));
    for (const [database, sentence] of [
      [
        at('letter/record.db'),
        `${at('letter/record.db')} can't be written: make its folder writable, or choose another file.`,
      ],
      [at('link'), `${at('link')} already exists; it was not changed.`],
    ] as const)
      expect(await place.run(['restore', good, '--json', '--db', database])).toEqual({
        code: 3,
        out: '',
        err: `${sentence}\n`,
      });
    expect(files()).toEqual(['letter', 'link']);
  });

  const unsound = (file: string): string =>
    `${file} can't be restored: it is damaged, or another kind of file. Use another backup.`;
  const foreign = (file: string): string =>
    `${file} is not a Chancery database: it is empty or belongs to another program. Give a file created by "chancery backup".`;
  const spoiled: [string, number, (file: string) => void, (file: string) => string][] = [
    ['a text', 3, (file) => writeFileSync(file, 'Dear Sir, this is no database. '.repeat(100)), unsound],
    ['a backup cut short', 3, (file) => truncateSync(file, 100_000), unsound],
    ['a backup cut short by its last page', 3, (file) => truncateSync(file, statSync(file).size - 4096), unsound],
    ['a backup cut to nothing', 3, (file) => truncateSync(file, 0), foreign],
    [
      'a backup with a page of noise',
      3,
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096 * 200, 4096 * 201);
        writeFileSync(file, bytes);
      },
      unsound,
    ],
    [
      "another program's database",
      3,
      (file) => {
        rmSync(file);
        change(file, 'CREATE TABLE cats (name TEXT)');
      },
      foreign,
    ],
    [
      'one with a reference to nothing',
      3,
      (file) => change(file, 'UPDATE names SET party_id = 999999999 WHERE rowid = (SELECT min(rowid) FROM names)'),
      (file) =>
        `${file} can't be restored: a row of its table names refers to a row of parties that does not exist. Use another backup.`,
    ],
    [
      'one of a newer version',
      3,
      (file) =>
        change(
          file,
          "INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES ('0', 4102444800000, '21000101000000_future')",
        ),
      (file) =>
        `The database ${file} was created by a newer version of Chancery (it knows "21000101000000_future"). Update Chancery, or choose another file.`,
    ],
    [
      'a database in use, with its log',
      2,
      (file) => writeFileSync(`${file}-wal`, 'committed'),
      (file) =>
        `${file} has a write-ahead log, so it is a live database, not a backup. Create a backup with "chancery backup --db ${file}".`,
    ],
    [
      'no file',
      2,
      (file) => rmSync(file),
      (file) => `There is no file ${file}. Give a file created by "chancery backup".`,
    ],
    [
      'a folder',
      2,
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      (file) => `There is no file ${file}. Give a file created by "chancery backup".`,
    ],
  ];
  test.each(spoiled)('%s', async (name, code, spoil, sentence) => {
    const { at, files } = folder(name);
    copyFileSync(good, at('copy'));
    spoil(at('copy'));
    const [before, there] = [hashOf(at('copy')), files()];
    expect(await place.run(['restore', at('copy'), '--json', '--db', at('record.db')])).toEqual({
      code,
      out: '',
      err: `${sentence(at('copy'))}\n`,
    });
    expect(hashOf(at('copy'))).toBe(before);
    expect(files()).toEqual(there);
  });
});

/** Compares faster than the bytes. */
const hashOf = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile()
    ? createHash('sha256').update(readFileSync(file)).digest('hex')
    : undefined;

test('does not replay the log of a deleted database into a restored one', async () => {
  const { at, files } = folder('stale');
  copyFileSync(whole, at('record.db'));
  const client = new Sqlite(at('record.db'));
  client.pragma('journal_mode = WAL');
  client.exec('CREATE TABLE ghosts (name TEXT)');
  for (const suffix of ['-wal', '-shm']) copyFileSync(at(`record.db${suffix}`), at(`kept${suffix}`));
  client.close();
  rmSync(at('record.db'));
  for (const suffix of ['-wal', '-shm']) copyFileSync(at(`kept${suffix}`), at(`record.db${suffix}`));
  expect((await place.run(['restore', good, '--db', at('record.db')])).code).toBe(0);
  expect(files()).toEqual(['kept-shm', 'kept-wal', 'record.db']);
  expect((await place.run(['check', '--db', at('record.db')])).code).toBe(0);
  expect(query(at('record.db'), "SELECT count(*) FROM sqlite_schema WHERE name = 'ghosts'")).toBe(0);
});

test.each(['backup', 'restore'])(
  'killed while writing, %s leaves no file at the target; the next run cleans up',
  async (verb) => {
    const { at, files } = folder(`killed ${verb}`);
    const args = verb === 'backup' ? ['backup', at('made'), '--db', whole] : ['restore', good, '--db', at('made')];
    const child = spawn(process.execPath, [cliPath, ...args], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const draft = at(`.made.${child.pid}/made`);
    while (child.exitCode === null && !existsSync(draft)) await setTimeout(0);
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(files()).toEqual([`.made.${child.pid}`]);

    const again = await place.run(args);
    expect([again.code, again.err]).toEqual([0, '']);
    expect(files()).toEqual(['made']);
    expect((await place.run(['check', '--db', at('made')])).code).toBe(0);
  },
);

// Root bypasses permissions, so these tests mount separate file systems in a namespace.
const mounts = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
if (!mounts) console.warn('Skipped: a full disk and a read-only one, since nothing can be mounted here.');
const within = (script: string): string[] => ['unshare', '-rm', 'sh', '-c', script, 'sh'];

describe.skipIf(!mounts).each(['backup', 'restore'])('%s to a disk', (verb) => {
  const argsTo = (file: string): string[] =>
    verb === 'backup' ? ['backup', file, '--json', '--db', whole] : ['restore', good, '--json', '--db', file];

  test('that is read-only', async () => {
    const { path, at, files } = folder(`read-only ${verb}`);
    const readOnly = within(`mount --bind '${path}' '${path}' && mount -o remount,ro,bind '${path}' && exec "$@"`);
    expect(await place.run(argsTo(at('made')), {}, readOnly)).toEqual({
      code: 3,
      out: '',
      err: `${at('made')} can't be written: make its folder writable, or choose another file.\n`,
    });
    expect(files()).toEqual([]);
  });

  // Space for a part of the copy; for all but its last pages; for a restore, for the copy but not its log.
  test.each(verb === 'backup' ? [-2_000_000, -8192] : [-2_000_000, -8192, 8192])(
    'that is full: %i bytes in addition to the copy',
    async (spare) => {
      const { path, at } = folder(`full ${verb} ${spare}`);
      const list = place.resolve(`left ${verb} ${spare}`);
      const size = statSync(good).size + spare;
      const full = within(
        `mount -t tmpfs -o size=${size} tmpfs '${path}' && "$@"; code=$?; ls -A '${path}' > '${list}'; exit $code`,
      );
      expect(await place.run(argsTo(at('made')), {}, full)).toEqual({
        code: 3,
        out: '',
        err: `The disk that holds ${at('made')} is full. No partial data was written; free some space and try again.\n`,
      });
      expect(readFileSync(list, 'utf8')).toBe('');
    },
  );
});
