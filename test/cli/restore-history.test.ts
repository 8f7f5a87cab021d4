import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { restoreFromExport } from '../../src/ingest/create-database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import { type ImportItem, parseRecord } from '../../src/model/records/index.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { mergeRecord } from '../../src/store/merge-record.ts';
import { withdrawRecord } from '../../src/store/withdraw-record.ts';
import { createToken } from '../../src/store/write/token.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { copyTemplateDatabase, openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
const whole = place.resolve('whole.jsonl');
const brief = place.resolve('brief.jsonl');
const empty = place.resolve('empty.db');
let scratch: Awaited<ReturnType<typeof openTemporaryDatabase>>;

const done = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await place.run(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

/** A record with edits: corrections, claims, merges, a withdrawal, and two records that cite each other. */
async function editAll(db: Database): Promise<void> {
  await importRecords(
    db,
    toReadItems(
      ...referencedRecords,
      buildVisit(),
      buildVisit({ key: 'v2' }),
      buildVisit({ key: 'v3', summary: 'One\u2028line.' }),
    ),
  );
  await importRecords(db, toReadItems(buildVisit({ host: 'UZ', place: 'Samarkand' })));
  const write = (record: object, source: string) => {
    const parsed = parseRecord(record);
    if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
    return db.write((tx) => writeRecord(new Writer(tx, { by: 'Grace', reason: 'As told.', source }), parsed.record));
  };
  const says = (voice: string) => [{ source: 'almanac', basis: 'STATED', voice }];
  await write({ noun: 'person', key: 'ada', name: 'Ada Example', citations: says('bela') }, 'almanac');
  await write({ noun: 'person', key: 'bela', name: 'Béla Example', citations: says('ada') }, 'gazette');
  await write(
    {
      ...buildVisit({ host: 'KZ' }),
      citations: [
        { source: 'gazette', basis: 'STATED', field: 'host' },
        { source: 'almanac', basis: 'STATED', field: 'host', value: 'UZ', rank: 'DEPRECATED', reason: 'A slip.' },
      ],
    },
    'gazette',
  );
  await importRecords(
    db,
    toReadItems({ noun: 'person', key: 'b', name: 'B.' }, { noun: 'person', key: 'c', name: 'C.' }),
  );
  await db.write((tx) => {
    const writer = new Writer(tx, { by: 'Grace', reason: 'Said twice.' });
    mergeRecord(writer, 'visit', 'v2', 'v1');
    mergeRecord(writer, 'person', 'b', 'c');
    mergeRecord(writer, 'person', 'c', 'ada');
    withdrawRecord(new Writer(tx, { by: 'Grace', reason: 'It never happened.', source: 'gazette' }), 'visit', 'v3');
  });
}

/** The countries used by the edits, and the records they refer to. */
function* few(): Iterable<ImportItem> {
  const isOfFew = ({ noun, key, code }: Record<string, unknown>): boolean =>
    noun === 'source' || (noun === 'country' && ['KZ', 'UZ', 'FR', 'HU'].includes(String(code ?? key)));
  for (const item of createReferenceItems())
    if ('record' in item && isOfFew(item.record as Record<string, unknown>)) yield item;
}

beforeAll(async () => {
  scratch = await openTemporaryDatabase();
  await editAll(scratch.db);
  await done('export', whole, '--with-history', '--db', scratch.db.path);
  {
    await using db = await openDatabase({ path: place.resolve('brief.db') });
    expect((await importRecords(db, few())).rejections).toEqual([]);
    await editAll(db);
  }
  await done('export', brief, '--with-history', '--db', place.resolve('brief.db'));
  await copyTemplateDatabase(empty, { dossier: false });
});
afterAll(async () => {
  await scratch[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

/** The full export of a database, including its history. */
async function exported(path: string): Promise<string> {
  await using db = await openDatabase({ path });
  const texts: string[] = [];
  await exportDataset(db, async (text) => void texts.push(text), { withHistory: true });
  return texts.join('');
}

const lines = (file = whole): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

let folders = 0;
/** Creates a temporary folder. */
function folder(): { at(name: string): string; files(): string[] } {
  folders += 1;
  const path = place.resolve(`folder ${folders}`);
  mkdirSync(path);
  return { at: (name) => `${path}/${name}`, files: () => readdirSync(path).sort() };
}

async function readResults(db: Database): Promise<unknown> {
  const api = createApi({ db });
  const query = `query($at: DateTime) { now: entry(key: "v1") { history { nodes { sequence action by reason recordedAt knownAt changes { field from to } } } }
    then: entry(key: "v1", asKnownAt: $at) { revision ... on Visit { host { key } place citations { source { key } value reason } } }
    merged: entry(key: "v2") { key } gone: entry(key: "v3") { key } before: entry(key: "v3", asKnownAt: $at) { summary } }`;
  const readAt = async (at: string) => {
    const body = JSON.stringify({ query, variables: { at } });
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    const response = await api.fetch(new Request('http://chancery.test/graphql', { method: 'POST', headers, body }));
    return response.json();
  };
  try {
    const results = { early: await readAt('2023-11-04T00:00:00Z'), late: await readAt('2100-01-01T00:00:00Z') };
    // A restored database has an epoch of its own.
    return JSON.parse(JSON.stringify(results).replaceAll(db.epoch, 'epoch'));
  } finally {
    await api.dispose();
  }
}

test('restores the same bytes and responses without a database and over an empty one', async () => {
  const { at, files } = folder();
  const all = lines().map((line) => JSON.parse(line) as { noun: string });
  const revisions = all.filter(({ noun }) => noun === 'revision').length;
  const tombstones = all.filter(({ noun }) => noun === 'tombstone').length;
  const expected = {
    records: all.length - 1 - revisions - tombstones,
    tombstones,
    revisions,
    sequence: revisions,
    rejected: 0,
    rejections: [],
  };
  const before = await readResults(scratch.db);
  expect(JSON.stringify(before)).toContain('A slip.');
  writeFileSync(at('over.db'), readFileSync(empty), { mode: 0o600 });
  for (const name of ['new.db', 'over.db']) {
    const report = JSON.parse(await done('import', 'entries', whole, '--json', '--db', at(name)));
    expect(report).toEqual({ file: whole, database: at(name), ...expected });
    expect((await exported(at(name))) === readFileSync(whole, 'utf8')).toBe(true);
    await using db = await openDatabase({ path: at(name) });
    expect((await checkIntegrity(db)).problems).toEqual([]);
    expect(await readResults(db)).toEqual(before);
  }
  expect(statSync(at('over.db')).mode & 0o777).toBe(0o600);
  expect(files()).toEqual(['new.db', 'over.db']);
});

test('without --json, prints counts for people; a dry run creates nothing', async () => {
  const { at, files } = folder();
  const counts = /\nrecords +\d+\ntombstones +4\nrevisions +(\d+)\nsequence +\1\nrejected +0\n$/;
  const dry = await done('import', 'entries', brief, '--dry-run', '--data', 'none', '--db', at('new.db'));
  expect(dry).toMatch(counts);
  expect(dry).toContain(`Would restore ${brief} to ${at('new.db')}\n`);
  expect(files()).toEqual([]);
  const real = await done('import', 'entries', brief, '--data', 'none', '--db', at('new.db'));
  expect(real).toMatch(counts);
  expect(real).toContain(`Restored ${brief} to ${at('new.db')}\n`);
});

describe('rejects a database with further data, leaves it unchanged and explains why', () => {
  const about =
    ' An export with history can be restored only to a new path, or over an unused database created by "chancery init --data none". ';
  const full = 'Move it away first, or set CHANCERY_DB to another file.';
  const spoiled: [string, (db: Database) => Promise<unknown>, (path: string) => string][] = [
    [
      'entries',
      (db) => importRecords(db, toReadItems(...referencedRecords, buildVisit()), { author: 'init' }),
      (path) => `${path} already holds 1 entries.${about}${full}`,
    ],
    [
      'a token',
      (db) => db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date())),
      (path) => `${path} already holds tokens.${about}${full}`,
    ],
    [
      'a change by another client',
      (db) => importRecords(db, toReadItems({ noun: 'topic', key: 'tea', name: 'Tea' })),
      (path) => `${path} already holds changes by "import entries".${about}${full}`,
    ],
    [
      'a withdrawn record',
      (db) =>
        importRecords(
          db,
          toReadItems(
            { noun: 'topic', key: 'tea', name: 'Tea' },
            { noun: 'tombstone', of: 'topic', key: 'tea', action: 'WITHDRAWN' },
          ),
          {
            author: 'init',
          },
        ),
      (path) => `${path} already holds a topic that was withdrawn or merged, "tea".${about}${full}`,
    ],
  ];
  test.each(spoiled)('%s', async (_, spoil, sentence) => {
    const { at, files } = folder();
    writeFileSync(at('record.db'), readFileSync(empty));
    {
      await using db = await openDatabase({ path: at('record.db') });
      await spoil(db);
    }
    const before = await exported(at('record.db'));
    for (const dryRun of [false, true])
      await expect(restoreFromExport(at('record.db'), whole, { dryRun })).rejects.toThrow(sentence(at('record.db')));
    expect(await exported(at('record.db'))).toBe(before);
    expect(files()).toEqual(['record.db']);
  });

  test('and returns exit code 2', async () => {
    for (const flags of [[], ['--dry-run', '--json']])
      expect(await place.run(['import', 'entries', whole, ...flags, '--db', scratch.db.path])).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(
          /record\.db already holds \d+ entries\. An export with history can be restored only .*\.\n$/,
        ),
      });
  });

  test('an empty database that another process has open', async () => {
    const { at, files } = folder();
    writeFileSync(at('record.db'), readFileSync(empty));
    {
      await using serving = await place.serve({ CHANCERY_DB: at('record.db') });
      expect(await place.run(['import', 'entries', brief, '--db', at('record.db')])).toEqual({
        code: 2,
        out: '',
        err: `Another process has ${at('record.db')} open.${about}Stop it first; if it is a server, start it again afterwards.\n`,
      });
      expect((await fetch(new URL('/ready', serving.url))).status).toBe(200);
    }
    await done('import', 'entries', brief, '--db', at('record.db'));
    expect(files()).toEqual(['record.db']);
  });

  test('a file that is not a database', async () => {
    const { at } = folder();
    writeFileSync(at('record.db'), 'Dear Sir, this is no database. '.repeat(100));
    const { code, err } = await place.run(['import', 'entries', whole, '--db', at('record.db')]);
    expect([code, err]).toEqual([3, expect.stringContaining('is not a readable database')]);
  });
});

/** Finds the line with a record, tombstone or revision, and its number. */
function find(matches: (one: Record<string, unknown>) => boolean): {
  index: number;
  line: number;
  one: Record<string, unknown>;
} {
  const index = lines(brief).findIndex((line) => matches(JSON.parse(line) as Record<string, unknown>));
  return { index, line: index + 1, one: JSON.parse(lines(brief)[index] ?? '') as Record<string, unknown> };
}
const record = (noun: string, key: string) => find((one) => one.noun === noun && one.key === key);
const revisionOf = (key: string, action: string) =>
  find((one) => one.noun === 'revision' && one.key === key && one.action === action);
const last = () => lines(brief).length;

describe('restores nothing from an invalid history, and reports each error with its line', () => {
  const faults: [string, (all: string[]) => string[], () => { line?: number; reason: string }[]][] = [
    [
      'a line that is not JSON',
      (all) => all.with(5, '{"noun":'),
      () =>
        expect.arrayContaining([
          { file: 'bad.jsonl', line: 6, reason: expect.stringMatching(/^The line is not JSON: /) },
        ]),
    ],
    [
      'an invalid record',
      (all) => all.with(record('visit', 'v1').index, JSON.stringify({ ...record('visit', 'v1').one, host: undefined })),
      () => [{ line: record('visit', 'v1').line, reason: 'host: Missing; expected text.' }],
    ],
    [
      'a dangling reference',
      (all) => all.with(record('visit', 'v1').index, JSON.stringify({ ...record('visit', 'v1').one, host: 'nowhere' })),
      () => [
        { line: record('visit', 'v1').line, reason: expect.stringContaining('No country has the key "nowhere".') },
      ],
    ],
    [
      'a duplicate record',
      (all) => all.toSpliced(record('visit', 'v1').index, 0, all[record('visit', 'v1').index] ?? ''),
      () => [{ line: record('visit', 'v1').line + 1, reason: 'key: The visit "v1" is already on an earlier line.' }],
    ],
    [
      'a tombstone without a survivor',
      (all) =>
        all.with(record('tombstone', 'v2').index, JSON.stringify({ ...record('tombstone', 'v2').one, into: 'v9' })),
      () =>
        expect.arrayContaining([
          { file: 'bad.jsonl', line: record('tombstone', 'v2').line, reason: 'into: No visit has the key "v9".' },
        ]),
    ],
    [
      'a revision without a record',
      (all) =>
        all.with(
          revisionOf('v1', 'RECORDED').index,
          JSON.stringify({ ...revisionOf('v1', 'RECORDED').one, key: 'v9' }),
        ),
      () => [
        {
          line: revisionOf('v1', 'RECORDED').line,
          reason: 'key: No record or tombstone has the visit key "v9".',
        },
      ],
    ],
    [
      'a revision with an instant in another format',
      (all) => all.with(-1, JSON.stringify({ ...JSON.parse(all.at(-1) ?? ''), knownAt: '2023-11-01' })),
      () =>
        expect.arrayContaining([
          {
            file: 'bad.jsonl',
            line: last(),
            reason: expect.stringMatching(/^knownAt: .*An instant must be in UTC with milliseconds/),
          },
        ]),
    ],
    [
      'revisions out of order',
      (all) => [...all.slice(0, -2), all.at(-1) ?? '', all.at(-2) ?? ''],
      () =>
        expect.arrayContaining([
          {
            file: 'bad.jsonl',
            line: last() - 1,
            reason: expect.stringMatching(/^sequence: \d+ follows \d+\. Expected \d+\.$/),
          },
        ]),
    ],
    [
      'a number past the declared last',
      (all) => all.with(0, '{"noun":"history","sequence":20}'),
      () =>
        expect.arrayContaining([
          expect.objectContaining({
            reason: 'sequence: 21 is greater than the last sequence announced by the first line, 20.',
          }),
        ]),
    ],
    [
      'a first line without a number',
      (all) => all.with(0, '{"noun":"history"}'),
      () => [{ line: 1, reason: 'sequence: Missing; expected a number.' }],
    ],
    [
      'a truncated file',
      (all) => all.slice(0, -1),
      () => [
        {
          reason: expect.stringMatching(
            /^The last revision has sequence \d+, but the first line announces \d+: lines are missing\.$/,
          ),
        },
      ],
    ],
    [
      'a record after the revisions',
      (all) => [...all, '{"noun":"topic","key":"tea","name":"Tea"}'],
      () => [{ line: last() + 1, reason: 'Records and tombstones must come before the revisions.' }],
    ],
    [
      'a record without a history',
      (all) => all.toSpliced(1, 0, '{"noun":"topic","key":"tea","name":"Tea"}'),
      () => [{ line: 2, reason: 'The topic "tea" is LIVE, but it has no revision.' }],
    ],
    [
      'a tombstone of a live record',
      (all) =>
        all.with(
          revisionOf('v3', 'WITHDRAWN').index,
          JSON.stringify({ ...revisionOf('v3', 'WITHDRAWN').one, action: 'CORRECTED' }),
        ),
      () => [
        {
          line: record('tombstone', 'v3').line,
          reason: 'The visit "v3" is WITHDRAWN, but its last revision says CORRECTED.',
        },
      ],
    ],
    [
      'a record that differs from its history',
      (all) =>
        all.with(record('visit', 'v1').index, JSON.stringify({ ...record('visit', 'v1').one, remarks: 'Rewritten.' })),
      () => [
        {
          line: record('visit', 'v1').line,
          reason: 'The history of the visit "v1" does not lead to its current state: remarks.',
        },
      ],
    ],
  ];
  test.each(faults)('%s', async (_, spoil, rejections) => {
    const { at, files } = folder();
    writeFileSync(at('bad.jsonl'), `${spoil(lines(brief)).join('\n')}\n`);
    const report = await restoreFromExport(at('record.db'), at('bad.jsonl'));
    const wanted = rejections();
    expect(report.rejections).toEqual(
      Array.isArray(wanted) ? wanted.map((one) => ({ file: 'bad.jsonl', ...one })) : wanted,
    );
    expect(files()).toEqual(['bad.jsonl']);
  });

  test('returns exit code 1, over an empty database and with output for people too', async () => {
    const { at, files } = folder();
    writeFileSync(at('record.db'), readFileSync(empty));
    writeFileSync(at('bad.jsonl'), `${lines(brief).with(5, 'Dear Sir').join('\n')}\n`);
    const { code, out, err } = await place.run(['import', 'entries', at('bad.jsonl'), '--db', at('record.db')]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^Nothing was restored from .*bad\.jsonl\nrecords +\d+\n/);
    expect(out).toMatch(/rejected +\d+\n {2}bad\.jsonl:6: The line is not JSON: /);
    expect(await exported(at('record.db'))).toBe(await exported(empty));
    expect(files()).toEqual(['bad.jsonl', 'record.db']);
  });
});

test('elsewhere, rejects a line of history and imports the rest', async () => {
  const { at } = folder();
  const mixed = ['{"noun":"topic","key":"tea","name":"Tea"}', lines()[0], lines().at(-1)];
  writeFileSync(at('mixed.jsonl'), mixed.join('\n'));
  const { code, out } = await place.run(['import', 'entries', at('mixed.jsonl'), '--json', '--db', at('record.db')]);
  expect(code).toBe(1);
  const reason =
    'History can only be restored as a whole: import the unmodified file that "export --with-history" wrote, including its first line.';
  expect(JSON.parse(out)).toMatchObject({
    created: 1,
    rejected: 2,
    rejections: [
      { line: 2, reason },
      { line: 3, reason },
    ],
  });
  expect(existsSync(at('record.db'))).toBe(true);
});
