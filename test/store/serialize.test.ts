import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import type { RecordJson } from '../../src/model/record-diff.ts';
import {
  type ImportItem,
  type InterchangeRecord,
  parseRecord,
  parseRecordWithHistory,
} from '../../src/model/records/index.ts';
import { recordNouns } from '../../src/model/vocabulary.ts';
import { iterateCompleteRecords, readRecord } from '../../src/store/serialize/read-record.ts';
import { getRecordKey, writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { generateRecords } from '../helpers/generate-records.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const dossier = fileURLToPath(new URL('../../data/dossier', import.meta.url));

const readAll = (db: Database): Promise<RecordJson[]> =>
  db.read(async (reader) => {
    const all: RecordJson[] = [];
    for (const noun of recordNouns)
      for await (const document of iterateCompleteRecords(reader, noun)) all.push(document);
    return all;
  });

function parsed(document: unknown): InterchangeRecord {
  const result = parseRecord(document);
  if ('issues' in result) throw new Error(JSON.stringify([document, result.issues]));
  return result.record;
}

const nameOf = (record: InterchangeRecord): string => `${record.noun} ${getRecordKey(record)}`;

const mainDates: Record<string, string> = {
  visit: 'start',
  statement: 'saidOn',
  'trade-link': 'start',
  agreement: 'signedOn',
  position: 'start',
};

/** Normalizes a record: lists the display name once and omits the date that is its kind's main date. */
function meaning(record: InterchangeRecord): object {
  const { date, names, ...rest } = record as InterchangeRecord & {
    date?: unknown;
    names?: { text: string; kind: string; language?: string }[];
  };
  const main = (record as unknown as Record<string, unknown>)[mainDates[record.noun] ?? ''];
  const others = names?.filter(
    (one) => !('name' in record && one.text === record.name && one.kind === 'SHORT' && one.language === 'en'),
  );
  return { ...rest, names: others, date: JSON.stringify(date) === JSON.stringify(main) ? undefined : date };
}

async function parseAll(items: AsyncIterable<ImportItem> | Iterable<ImportItem>): Promise<InterchangeRecord[]> {
  const all: InterchangeRecord[] = [];
  for await (const item of items) {
    const result = 'record' in item ? parseRecordWithHistory(item.record) : undefined;
    if (result && 'record' in result) all.push(result.record);
  }
  return all;
}

/** Reads everything, writes it back, reads it again and expects no change. */
async function expectFaithful(db: Database): Promise<void> {
  const before = await dumpDatabase(db);
  const first = await readAll(db);
  expect(first.length).toBe(before.records?.length);
  const outcomes = await db.write((tx) => {
    const writer = new Writer(tx, { by: 'test', importer: 'test' });
    return first.map((document) => writeRecord(writer, parsed(document)).changed);
  });
  expect(outcomes).not.toContain(true);
  expect(await dumpDatabase(db)).toEqual(before);
  expect(await readAll(db)).toEqual(first);
}

/** Expects every value of these records to be read back. */
async function expectReadBack(db: Database, items: AsyncIterable<ImportItem> | Iterable<ImportItem>): Promise<void> {
  const restored = new Map((await readAll(db)).map(parsed).map((record) => [nameOf(record), meaning(record)]));
  const records = await parseAll(items);
  expect(records.length).toBeGreaterThan(100);
  for (const record of records) expect(restored.get(nameOf(record)), nameOf(record)).toEqual(meaning(record));
}

test('reads back all values of the reference data and the dossier, and writing them again changes nothing', async () => {
  await using scratch = await openTemporaryDatabase();
  await expectReadBack(scratch.db, createReferenceItems());
  await expectReadBack(scratch.db, readInterchange(dossier));
  await expectFaithful(scratch.db);
});

test('does the same for generated records', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(scratch.db, generateRecords({ visits: 300, seed: 7 }), {
    acceptsUnverified: true,
  });
  expect(report.rejections).toEqual([]);
  await expectReadBack(scratch.db, generateRecords({ visits: 300, seed: 7 }));
  await expectFaithful(scratch.db);
});

test('returns nothing for a record that does not exist', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const restored = await scratch.db.write((tx) => {
    const writer = new Writer(tx, { by: 'test' });
    return [...recordNouns.map((noun) => readRecord(writer, noun, 'nothing')), readRecord(writer, 'person', 'KZ')];
  });
  expect(restored).toEqual(restored.map(() => undefined));
});

test('reads back numbers, days and names of any kind as written', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await importRecords(scratch.db, toReadItems(...referencedRecords));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
  const day = fc.constantFrom('2001-02-03', '1999-12-31', '2020-01-01');
  const name = fc.record(
    {
      text: fc.constantFrom('Ada', 'Ada Example', 'Ада'),
      language: fc.constantFrom('en', 'ru'),
      kind: fc.constantFrom('SHORT' as const, 'ALIAS' as const),
      start: day,
    },
    { requiredKeys: ['text', 'kind'] },
  );
  await fc.assert(
    fc.asyncProperty(
      number,
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.array(name, { maxLength: 4 }),
      async (value, words, names) => {
        fc.pre(words.isWellFormed() && !words.includes('\u0000') && words.trim() !== '');
        const { citations } = buildVisit();
        const figure = {
          noun: 'figure',
          key: 'f',
          summary: words,
          citations: [{ ...citations[0], field: 'value' }],
          measure: words,
          value,
          unit: 'x',
        };
        const person = { noun: 'person', key: 'eve', name: 'Ada', names };
        const restored = await scratch.db.write((tx) => {
          const writer = new Writer(tx, { by: 'test' });
          return [figure, person].map((document) => {
            const record = parsed(document);
            writeRecord(writer, record);
            const first = readRecord(writer, record.noun, getRecordKey(record));
            expect(writeRecord(writer, parsed(first)).changed).toBe(false);
            return first;
          });
        });
        expect(restored[0]).toMatchObject({ summary: words, value });
        expect(new Set(parsedNames(restored[1]))).toEqual(new Set(parsedNames(person)));
      },
    ),
    { numRuns: scaleRuns(60) },
  );
});

/** All names of a party including the display name, which is in English. */
function parsedNames(party: unknown): string[] {
  const { name, names = [] } = party as {
    name: string;
    names?: { text: string; language?: string; kind: string; start?: string }[];
  };
  const shown = (one: { text: string; language?: string; kind: string }) =>
    one.text === name && one.kind === 'SHORT' && (one.language ?? 'en') === 'en';
  const all = names.some(shown) ? names : [{ text: name, kind: 'SHORT' }, ...names];
  return all.map((one) =>
    JSON.stringify([one.text, shown(one) ? 'en' : one.language, one.kind, 'start' in one ? one.start : undefined]),
  );
}
