import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
const whole = place.resolve('whole.db');
const people = place.resolve('people.jsonl');
const total = 3_000;

beforeAll(async () => {
  await copyTemplateDatabase(whole, { dossier: false });
  writeFileSync(
    people,
    Array.from({ length: total }, (_, n) => JSON.stringify({ noun: 'person', key: `p${n}`, name: `Person ${n}` })).join(
      '\n',
    ),
  );
});
afterAll(() => place[Symbol.dispose]());

const importPeople = ['import', 'entries', people, '--json'];

/** Expects the common form of storage errors, with --json too: one sentence, no stack, exit code 3. */
async function faultOf(args: string[], database: string, through?: string[]): Promise<string> {
  const { code, out, err } = await place.run(args, { CHANCERY_DB: database }, through);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(/^[^\n]+\.\n$/);
  return err.trimEnd();
}

test.each([['serve', '--json'], ['init'], importPeople])(
  '%s rejects a database of a newer version and leaves it unchanged',
  async (...args) => {
    const newer = place.resolve('newer.db');
    copyFileSync(whole, newer);
    const client = new Sqlite(newer);
    client.exec(
      "INSERT INTO __drizzle_migrations (hash, created_at, name) VALUES ('0', 4102444800000, '21000101000000_future')",
    );
    client.close();
    const before = readFileSync(newer);
    expect(await faultOf(args, newer)).toBe(
      `The database ${newer} was created by a newer version of Chancery (it knows "21000101000000_future"). Update Chancery, or set CHANCERY_DB to another file.`,
    );
    expect(readFileSync(newer).equals(before), 'the file has the same bytes').toBe(true);
  },
);

test('rejects a file of another type, and a truncated one', async () => {
  const letter = place.resolve('letter.db');
  writeFileSync(letter, 'a letter, not a database\n'.repeat(100));
  const short = place.resolve('short.db');
  copyFileSync(whole, short);
  truncateSync(short, 100_000);
  for (const [args, file] of [
    [['serve'], letter],
    [['check', '--json'], short],
    [importPeople, short],
  ] as const)
    expect(await faultOf([...args], file)).toBe(
      `${file} is not a readable database: it is damaged, or another kind of file. Restore a backup, or set CHANCERY_DB to another file.`,
    );
});

test('rejects the database of another program', async () => {
  const foreign = place.resolve('foreign.db');
  const client = new Sqlite(foreign);
  client.exec('CREATE TABLE cats (name TEXT)');
  client.close();
  expect(await faultOf(['check', '--json'], foreign)).toBe(
    `${foreign} is a SQLite database, but not one of Chancery's. Set CHANCERY_DB to another file.`,
  );
});

test('rejects a folder in place of a file, and a file in place of a folder', async () => {
  mkdirSync(place.resolve('folder.db'));
  for (const path of [place.resolve('folder.db'), `${whole}/record.db`])
    expect(await faultOf(['init'], path)).toBe(
      `${path} can't be opened: its folder must be writable, and it must be a file. Set CHANCERY_DB to another file.`,
    );
});

test('reports a disk that fails during a write', async () => {
  const path = place.resolve('limited/record.db');
  mkdirSync(place.resolve('limited'));
  // A file size limit simulates the failing disk.
  const limited = ['sh', '-c', `trap '' XFSZ; ulimit -f 400; exec "$@"`, 'sh'];
  expect(await faultOf(['init'], path, limited)).toBe(
    `The disk that holds ${path} failed to read or write. No partial data was written; check the disk and try again.`,
  );
  expect(readdirSync(place.resolve('limited'))).toEqual([]);
});

// Root bypasses permissions, so these tests mount separate file systems in a namespace.
const mounts = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
if (!mounts) console.warn('Skipped: a full disk and a read-only one, since nothing can be mounted here.');
const within = (script: string): string[] => ['unshare', '-rm', 'sh', '-c', script, 'sh'];

describe.skipIf(!mounts)('a disk', () => {
  test('that is read-only', async () => {
    const folder = place.resolve('read-only');
    mkdirSync(folder);
    const [old, fresh] = [`${folder}/old.db`, `${folder}/fresh.db`];
    copyFileSync(whole, old);
    const readOnly = within(`mount --bind ${folder} ${folder} && mount -o remount,ro,bind ${folder} && exec "$@"`);
    for (const [args, path] of [
      [['serve'], old],
      [importPeople, old],
      [['init'], fresh],
    ] as const)
      expect(await faultOf([...args], path, readOnly)).toBe(
        `${path} can't be written: make the file and its folder writable, or set CHANCERY_DB to another file.`,
      );
    expect(readdirSync(folder)).toEqual(['old.db']);
  });

  test('that is full before the database is created', async () => {
    const folder = place.resolve('tiny');
    mkdirSync(folder);
    const tiny = within(`mount -t tmpfs -o size=1m tmpfs ${folder} && exec "$@"`);
    expect(await faultOf(['init'], `${folder}/record.db`, tiny)).toBe(
      `The disk that holds ${folder}/record.db is full. No partial data was written; free some space and try again.`,
    );
  });

  test('that fills up during an import: written records remain, and the import completes later', async () => {
    const folder = place.resolve('filling');
    mkdirSync(folder);
    const [path, savedPath] = [`${folder}/record.db`, place.resolve('kept.db')];
    // Space for the first transactions.
    const size = statSync(whole).size + 3_000_000;
    // The disk disappears with its namespace, so its contents are copied out.
    const filling = within(
      `mount -t tmpfs -o size=${size} tmpfs ${folder} && cp ${whole} ${path} && "$@"; code=$?; cp ${path} ${savedPath}; cp ${path}-wal ${savedPath}-wal; exit $code`,
    );
    expect(await faultOf(importPeople, path, filling)).toBe(
      `The disk that holds ${path} is full. No partial data was written; free some space and try again.`,
    );
    expect(existsSync(`${savedPath}-wal`)).toBe(true);
    const check = await place.run(['check', '--json', '--db', savedPath]);
    expect([check.code, JSON.parse(check.out).problems]).toEqual([0, []]);
    const report = JSON.parse((await place.run(['import', 'entries', people, '--json', '--db', savedPath])).out);
    expect(report).toMatchObject({ read: total, updated: 0, rejected: 0 });
    expect(report.unchanged).toBeGreaterThan(0);
    expect(report.created).toBeGreaterThan(0);
  });
});
