import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { mergeRecord } from '../../src/store/merge-record.ts';
import { withdrawRecord } from '../../src/store/withdraw-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { copyTemplateDatabase, openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

type Place = ReturnType<typeof openCliSandbox>;

async function done(place: Place, ...args: string[]): Promise<string> {
  const { code, out, err } = await place.run(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/**
 * Exports a database, imports that into an empty one and exports again: expects the same bytes.
 * Returns the report of the first export.
 */
async function roundTrip(place: Place, database: string): Promise<Record<string, unknown>> {
  const [first, second, copy] = [place.resolve('first.jsonl'), place.resolve('second.jsonl'), place.resolve('copy.db')];
  const report = JSON.parse(await done(place, 'export', first, '--json', '--db', database)) as Record<string, unknown>;
  await copyTemplateDatabase(copy, { dossier: false });
  await done(place, 'import', 'entries', first, '--db', copy);
  await done(place, 'export', second, '--db', copy);
  const [one, other] = [readFileSync(first), readFileSync(second)];
  if (!one.equals(other)) expect(linesOf(other.toString())).toEqual(linesOf(one.toString()));
  expect(one.equals(other)).toBe(true);
  expect(JSON.parse(await done(place, 'check', '--json', '--db', copy)).problems).toEqual([]);
  return report;
}

test('exporting the dossier, importing it into an empty database and exporting again gives the same bytes', async () => {
  using place = openCliSandbox({ here: true });
  await copyTemplateDatabase(place.resolve('record.db'));
  const report = await roundTrip(place, place.resolve('record.db'));
  const [exportHeader, ...lines] = linesOf(readFileSync(place.resolve('first.jsonl'), 'utf8'));
  expect(exportHeader).toEqual({ noun: 'export' });
  const unlicensed = lines.filter(({ noun, licence }) => noun === 'source' && licence === undefined);
  expect(unlicensed.length).toBeGreaterThan(0);
  expect(report).toEqual({
    file: place.resolve('first.jsonl'),
    records: lines.length,
    tombstones: 0,
    revisions: 0,
    // Four records of the dossier have past versions: six in total.
    sequence: lines.length + 6,
    withoutLicence: unlicensed.length,
    longTexts: [],
    flowsLeftOut: 0,
  });
  expect(readdirSync(place.resolve('.')).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('round-trips a record with corrections (of reference data too), withdrawals and merges', async () => {
  using place = openCliSandbox({ here: true });
  await using scratch = await openTemporaryDatabase();
  await importRecords(
    scratch.db,
    toReadItems(
      ...referencedRecords,
      buildVisit(),
      buildVisit({ key: 'v2' }),
      buildVisit({ key: 'v3', summary: 'Elsewhere.' }),
    ),
  );
  await importRecords(
    scratch.db,
    toReadItems({ noun: 'person', key: 'ada', name: 'Ada Sample', names: [{ text: 'Ada Example' }] }),
  );
  await importRecords(
    scratch.db,
    toReadItems({ noun: 'country', key: 'AQ', name: 'Antarctica', code: 'AQ', status: 'OTHER' }),
  );
  await scratch.db.write((tx) => {
    const writer = new Writer(tx, { by: 'editor', reason: 'Said twice.' });
    mergeRecord(writer, 'visit', 'v2', 'v1');
    mergeRecord(writer, 'person', 'bela', 'ada');
    withdrawRecord(new Writer(tx, { by: 'editor', reason: 'It never happened.' }), 'visit', 'v3');
  });
  const report = await roundTrip(place, scratch.db.path);
  expect(report).toMatchObject({ tombstones: 3, revisions: 0 });
  const lines = linesOf(readFileSync(place.resolve('first.jsonl'), 'utf8'));
  expect(lines.slice(-3)).toEqual([
    { noun: 'tombstone', of: 'person', key: 'bela', action: 'MERGED', into: 'ada', reason: 'Said twice.' },
    { noun: 'tombstone', of: 'visit', key: 'v2', action: 'MERGED', into: 'v1', reason: 'Said twice.' },
    { noun: 'tombstone', of: 'visit', key: 'v3', action: 'WITHDRAWN', reason: 'It never happened.' },
  ]);
});

test('with history, lists every revision in order', async () => {
  using place = openCliSandbox({ here: true });
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await importRecords(scratch.db, toReadItems(...referencedRecords, buildVisit(), buildVisit({ key: 'v2' })));
  await scratch.db.write((tx) => {
    mergeRecord(new Writer(tx, { by: 'editor', reason: 'Said twice.', source: 'gazette' }), 'visit', 'v2', 'v1');
  });
  await done(place, 'export', place.resolve('all.jsonl'), '--with-history', '--db', scratch.db.path);
  await done(place, 'export', place.resolve('present.jsonl'), '--db', scratch.db.path);
  const [header, ...lines] = linesOf(readFileSync(place.resolve('all.jsonl'), 'utf8'));
  const revisions = lines.filter(({ noun }) => noun === 'revision');
  expect(header).toEqual({ noun: 'history', sequence: revisions.length });
  expect(revisions.map(({ sequence }) => sequence)).toEqual(revisions.map((_, index) => index + 1));
  expect(lines.slice(0, -revisions.length)).toEqual(
    linesOf(readFileSync(place.resolve('present.jsonl'), 'utf8')).slice(1),
  );
  const first = revisions.find(({ of, key }) => of === 'visit' && key === 'v2');
  expect(first).toMatchObject({
    action: 'RECORDED',
    by: 'import entries',
    changes: { host: { from: null, to: 'KZ' } },
  });
  expect(revisions.find(({ action }) => action === 'MERGED')).toMatchObject({
    of: 'visit',
    key: 'v2',
    by: 'editor',
    reason: 'Said twice.',
    source: 'gazette',
    into: 'v1',
    changes: { host: { from: 'KZ', to: null } },
  });
});

test('an export is one snapshot despite concurrent writes', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const { db } = scratch;
  await importRecords(db, toReadItems(...referencedRecords, buildVisit()));
  const calm: string[] = [];
  const figures = await exportDataset(db, async (text) => void calm.push(text), { withHistory: true });
  const busy: string[] = [];
  const write = async (text: string): Promise<void> => {
    const count = busy.push(text);
    if (count % 20 !== 1) return;
    await importRecords(
      db,
      toReadItems({ noun: 'person', key: `new-${count}`, name: 'New' }, buildVisit({ remarks: `${count}` })),
    );
  };
  const meanwhile = await exportDataset(db, write, { withHistory: true });
  expect(meanwhile).toEqual(figures);
  expect(busy).toEqual(calm);
});

test('writes only the records to stdout, and the report to stderr', async () => {
  using place = openCliSandbox({ here: true });
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await done(place, 'export', place.resolve('file.jsonl'), '--db', scratch.db.path);
  const records = readFileSync(place.resolve('file.jsonl'), 'utf8');
  const piped = ['sh', '-c', `"$@" > ${place.resolve('piped')}`, 'sh'];
  const text = await place.run(['export', '-', '--db', scratch.db.path], {}, piped);
  expect(text).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(place.resolve('piped'), 'utf8')).toBe(records);
  expect(text.err).toMatch(
    /^Exported to stdout\nrecords +\d+\ntombstones +0\nrevisions +0\nsequence +\d+\n\d+ sources have no known licence\.\n$/,
  );
  const json = await place.run(['export', '-', '--json', '--db', scratch.db.path], {}, piped);
  expect(readFileSync(place.resolve('piped'), 'utf8')).toBe(records);
  expect(JSON.parse(json.err)).toMatchObject({ file: null, tombstones: 0 });
  const head = await place.run(['export', '-', '--db', scratch.db.path], {}, ['sh', '-c', '"$@" | head -n 1', 'sh']);
  expect(head.out).toBe(`${records.slice(0, records.indexOf('\n'))}\n`);
});

test('leaves an existing file unchanged and rejects an impossible target', async () => {
  using place = openCliSandbox({ here: true });
  const there = place.resolve('there.jsonl');
  writeFileSync(there, 'mine');
  const expectFailure = async (code: number, ...args: string[]): Promise<string> => {
    const outcome = await place.run(['export', ...args]);
    expect(outcome).toMatchObject({ code, out: '' });
    return outcome.err;
  };
  expect(await expectFailure(2, there)).toBe(
    `${there} already exists and was not changed. Choose another file name.\n`,
  );
  expect(readFileSync(there, 'utf8')).toBe('mine');
  expect(await expectFailure(2, place.resolve('no/where.jsonl'))).toContain(
    `There is no folder ${place.resolve('no')}.`,
  );
  expect(await expectFailure(2)).toContain("missing required argument 'file'");
  expect(await expectFailure(3, place.resolve('new.jsonl'), '--json')).toContain(
    `There is no database at ${place.resolve('record.db')}`,
  );
  expect(existsSync(place.resolve('record.db'))).toBe(false);
  expect(readdirSync(place.resolve('.'))).toEqual(['there.jsonl']);
});
