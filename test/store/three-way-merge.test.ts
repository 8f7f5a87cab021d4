import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { buildVisit, referencedRecords, toReadItems, type VisitInput } from '../helpers/sample-records.ts';
import { writeEdit as edit, type HistoryFixture, openHistoryFixture } from './history-fixture.ts';

const cite = (source: string, over: object = {}) => ({ source, basis: 'STATED' as const, ...over });

/** The first version of the input: a place and a host, each with a source. */
const input = (over: Partial<VisitInput> = {}): VisitInput =>
  buildVisit({ place: 'Astana', citations: [cite('gazette'), cite('gazette', { field: 'host' })], ...over });
/** An editor moves the visit to Almaty and cites a source. */
const moved = (over: Partial<VisitInput> = {}): VisitInput =>
  input({
    place: 'Almaty',
    citations: [
      cite('gazette'),
      cite('gazette', { field: 'host' }),
      cite('almanac', { field: 'place', value: 'Almaty', rank: 'PREFERRED' }),
    ],
    ...over,
  });

async function openImported(first: unknown = input()): Promise<HistoryFixture> {
  const history = await openHistoryFixture(...referencedRecords);
  await importRecord(history, first);
  return history;
}
const importRecord = ({ apiFixture: fixture }: HistoryFixture, record: unknown, importer = 'travels') =>
  importRecords(fixture.db, toReadItems(record), { importer });
const place = `{ entry(key: "v1") { disputed claims(field: "place") { value rank citations { source { key } } } ... on Visit { place host { key } remarks } } }`;

describe('an importer owns only the values it last wrote', () => {
  test('unchanged input preserves a correction', async () => {
    await using history = await openImported();
    await history.applyEdits(edit(moved()));
    const before = await dumpDatabase(history.apiFixture.db);
    expect(await importRecord(history, input())).toMatchObject({ unchanged: 1, updated: 0, notes: [] });
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(before);
  });

  test('changed input for a corrected field becomes one claim; the correction is served', async () => {
    await using history = await openImported();
    await history.applyEdits(edit(moved()));
    const { notes, updated } = await importRecord(history, input({ place: 'Shymkent' }));
    expect(updated).toBe(1);
    expect(notes).toEqual([
      {
        file: 'test.jsonl',
        line: 1,
        key: 'v1',
        note: 'place: corrected by an editor since; the new value of the input was added as a claim.',
      },
    ]);
    const expected = {
      entry: {
        disputed: true,
        claims: [
          { value: 'Almaty', rank: 'PREFERRED', citations: [{ source: { key: 'almanac' } }] },
          { value: 'Shymkent', rank: 'NORMAL', citations: [{ source: { key: 'gazette' } }] },
        ],
        place: 'Almaty',
        host: { key: 'KZ' },
        remarks: null,
      },
    };
    expect(await history.execute(place)).toEqual(expected);
    const before = await dumpDatabase(history.apiFixture.db);
    expect(await importRecord(history, input({ place: 'Shymkent' }))).toMatchObject({ unchanged: 1, notes: [] });
    expect(await importRecord(history, input({ place: 'Shymkent' }))).toMatchObject({ unchanged: 1 });
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(before);
    expect((await checkIntegrity(history.apiFixture.db)).problems).toEqual([]);
  });

  test('a correction without citations becomes a claim too, supported by the citations of the whole record', async () => {
    await using history = await openImported();
    await history.applyEdits(edit(input({ place: 'Almaty' })));
    await importRecord(history, input({ place: 'Shymkent' }));
    expect(await history.execute(place)).toMatchObject({
      entry: { disputed: true, place: 'Almaty', claims: [{ value: 'Almaty' }, { value: 'Shymkent', rank: 'NORMAL' }] },
    });
  });

  test('changed input for other fields is applied', async () => {
    await using history = await openImported(input({ remarks: 'Short.' }));
    await history.applyEdits(edit(moved({ remarks: 'Short.' })));
    expect(await importRecord(history, input({ host: 'UZ', remarks: 'Long.' }))).toMatchObject({
      updated: 1,
      notes: [],
    });
    expect(await history.execute(place)).toMatchObject({
      entry: { disputed: false, place: 'Almaty', host: { key: 'UZ' }, remarks: 'Long.' },
    });
    expect(await importRecord(history, input({ host: 'UZ' }))).toMatchObject({ updated: 1 });
    expect(await history.execute(place)).toMatchObject({ entry: { place: 'Almaty', remarks: null } });
  });

  test('a claim from the input is removed when the input changes its value or agrees', async () => {
    await using history = await openImported();
    await history.applyEdits(edit(moved()));
    for (const town of ['Shymkent', 'Taraz']) await importRecord(history, input({ place: town }));
    const values = async () =>
      ((await history.execute(place)) as { entry: { claims: { value: string }[] } }).entry.claims.map(
        ({ value }) => value,
      );
    expect(await values()).toEqual(['Almaty', 'Taraz']);
    await importRecord(history, input({ place: 'Taraz', host: 'UZ' }));
    expect(await values()).toEqual(['Almaty', 'Taraz']);
    await importRecord(history, input({ place: 'Almaty', host: 'UZ' }));
    expect(await values()).toEqual(['Almaty']);
    expect(await history.execute(place)).toMatchObject({
      entry: { disputed: false, place: 'Almaty', host: { key: 'UZ' } },
    });
  });

  test('a value ranked by an editor remains if it had not been changed', async () => {
    await using history = await openImported();
    await history.applyEdits(
      edit(input({ citations: [...input().citations, cite('almanac', { field: 'place', rank: 'PREFERRED' })] })),
    );
    await importRecord(history, input({ place: 'Shymkent' }));
    expect(await history.execute(place)).toMatchObject({
      entry: {
        disputed: true,
        place: 'Astana',
        claims: [
          { value: 'Astana', rank: 'PREFERRED' },
          { value: 'Shymkent', rank: 'NORMAL' },
        ],
      },
    });
  });

  test('evidence added by an editor keeps its value when the record follows the input', async () => {
    await using history = await openImported();
    await history.applyEdits(edit(input({ citations: [...input().citations, cite('almanac', { field: 'host' })] })));
    await importRecord(history, input({ host: 'UZ' }));
    expect((await history.readCurrent('visit', 'v1'))?.citations).toEqual([
      cite('gazette'),
      cite('gazette', { field: 'host' }),
      cite('almanac', { field: 'host', value: 'KZ', rank: 'NORMAL' }),
    ]);
    expect(await history.execute(place)).toMatchObject({ entry: { disputed: true, host: { key: 'UZ' } } });
  });

  test('the rank that a correction gives a value applies to the input too: each value has one rank', async () => {
    await using history = await openImported();
    const slip = cite('almanac', { field: 'place', value: 'Shymkent', rank: 'DEPRECATED', reason: 'A slip.' });
    await history.applyEdits(edit(moved({ citations: [...moved().citations, slip] })));
    expect(
      await importRecord(
        history,
        input({
          place: 'Shymkent',
          citations: [...input().citations, cite('gazette', { field: 'place', rank: 'PREFERRED' })],
        }),
      ),
    ).toMatchObject({ updated: 1, rejected: 0 });
    expect((await history.readCurrent('visit', 'v1'))?.citations).toContainEqual(
      cite('gazette', { field: 'place', value: 'Shymkent', rank: 'DEPRECATED', reason: 'A slip.' }),
    );
  });

  test('a value that the input does not cite is reported and not applied', async () => {
    await using history = await openHistoryFixture(...referencedRecords);
    const topic = (name: string) => ({ noun: 'topic' as const, key: 'trade', name });
    await importRecord(history, topic('Trade'));
    await history.applyEdits(edit(topic('Commerce')));
    const { notes } = await importRecord(history, topic('Traffic'));
    expect(notes.map(({ note }) => note)).toEqual([
      'name: corrected by an editor since; the new value of the input has no source and was not added.',
    ]);
    expect(await history.readCurrent('topic', 'trade')).toMatchObject({ name: 'Commerce' });
  });

  test('alternating imports of two importers converge', async () => {
    await using history = await openImported();
    await importRecord(history, input({ place: 'Almaty' }), 'leaders');
    const before = await dumpDatabase(history.apiFixture.db);
    for (let round = 0; round < 2; round += 1) {
      expect(await importRecord(history, input())).toMatchObject({ unchanged: 1 });
      expect(await importRecord(history, input({ place: 'Almaty' }), 'leaders')).toMatchObject({ unchanged: 1 });
    }
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(before);
    expect(await history.execute(place)).toMatchObject({
      entry: { disputed: true, place: 'Astana', claims: [{ value: 'Astana' }, { value: 'Almaty' }] },
    });
    await importRecord(history, input({ remarks: 'Short.' }));
    expect(await history.execute(place)).toMatchObject({
      entry: { place: 'Astana', remarks: 'Short.', claims: [{ value: 'Astana' }, { value: 'Almaty' }] },
    });
  });
});

describe('a record missing from the input', () => {
  const expected =
    'The visit was in the input of an earlier import and no longer is. It was not deleted: withdraw it if it was wrong.';

  test('is reported and remains stored', async () => {
    await using history = await openHistoryFixture(...referencedRecords);
    const importer = 'travels';
    await importRecords(history.apiFixture.db, toReadItems(buildVisit(), buildVisit({ key: 'v2' })), { importer });
    const report = await importRecords(history.apiFixture.db, toReadItems(buildVisit({ key: 'v2' })), { importer });
    expect(report).toMatchObject({
      read: 1,
      unchanged: 1,
      vanished: 1,
      notes: [{ file: 'test.jsonl', key: 'v1', note: expected }],
    });
    expect(await history.readCurrent('visit', 'v1')).toBeDefined();
  });

  test('is not reported if another file has it, it was rejected, another importer owns it, or it was withdrawn', async () => {
    await using history = await openHistoryFixture(...referencedRecords);
    const { db } = history.apiFixture;
    const elsewhere = toReadItems(buildVisit({ key: 'v3' })).map((item) => ({
      ...item,
      place: { file: 'other.jsonl', line: 1 },
    }));
    await importRecords(db, [...toReadItems(buildVisit(), buildVisit({ key: 'v2' })), ...elsewhere], {
      importer: 'travels',
    });
    await importRecords(db, toReadItems(buildVisit({ key: 'v4' })), { importer: 'leaders' });
    await history.applyEdits({ does: 'withdraw', noun: 'visit', key: 'v2' });
    expect(await importRecords(db, toReadItems(buildVisit({ host: 'XQ' })), { importer: 'travels' })).toMatchObject({
      rejected: 1,
      vanished: 0,
    });
    expect(
      await importRecords(db, toReadItems(buildVisit()), { importer: 'travels', isCompleteInput: true }),
    ).toMatchObject({
      vanished: 1,
      notes: [{ file: 'other.jsonl', key: 'v3' }],
    });
  });
});

const town = fc.constantFrom('Astana', 'Almaty', 'Shymkent', undefined);
const version = fc
  .record({
    place: town,
    host: fc.constantFrom('KZ', 'UZ'),
    remarks: fc.constantFrom('Short.', 'Long.', undefined),
    field: fc.constantFrom('place', 'host', undefined),
    source: fc.constantFrom('gazette', 'almanac'),
  })
  .map(({ field, source, place: where, remarks, host }) =>
    buildVisit({
      host,
      ...(where && { place: where }),
      ...(remarks && { remarks }),
      citations: [cite(source), ...(field ? [cite(source, { field })] : [])],
    }),
  );
const fields = ['summary', 'travellers', 'host', 'place', 'met', 'start', 'status', 'remarks'] as const;

test('after any edit, the same input preserves the edit, and other input changes only unedited fields', async () => {
  await using history = await openHistoryFixture(...referencedRecords);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(version, version, version, async (first, edited, next) => {
      run += 1;
      const key = `run-${run}`;
      await importRecord(history, { ...first, key });
      const base = await history.readCurrent('visit', key);
      await history.applyEdits(edit({ ...edited, key }));
      const ours = await history.readCurrent('visit', key);
      expect(await importRecord(history, { ...first, key })).toMatchObject({ unchanged: 1, rejected: 0 });
      expect(await history.readCurrent('visit', key)).toEqual(ours);

      expect(await importRecord(history, { ...next, key })).toMatchObject({ rejections: [] });
      const current = await history.readCurrent('visit', key);
      for (const field of fields) {
        const corrected = JSON.stringify(ours?.[field]) !== JSON.stringify(base?.[field]);
        expect(current?.[field], field).toEqual(corrected ? ours?.[field] : next[field as keyof VisitInput]);
      }
      expect(await importRecord(history, { ...next, key })).toMatchObject({ unchanged: 1 });
      expect(await history.readCurrent('visit', key)).toEqual(current);
    }),
    { numRuns: scaleRuns(20) },
  );
  expect((await checkIntegrity(history.apiFixture.db)).problems).toEqual([]);
});
