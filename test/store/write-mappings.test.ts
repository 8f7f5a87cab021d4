import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { renderTables } from '../helpers/render-tables.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { maximalRecords } from './maximal-records.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.

const getKey = (record: RecordInput): string =>
  record.noun === 'coverage' ? `${record.source}/${record.about}` : record.key;

test('a record of each noun with all its fields is stored', async () => {
  await using database = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(database.db, toReadItems(...maximalRecords), { author: 'test' });
  expect(report).toMatchObject({ created: maximalRecords.length, rejections: [] });
  await expect(await renderTables(database.db)).toMatchFileSnapshot('../golden/tables-all-fields.txt');
});

test('a record with every field is read back verbatim, in the order of its schema', async () => {
  await using database = await openTemporaryDatabase({ dossier: false });
  await importRecords(database.db, toReadItems(...maximalRecords));
  await database.db.write((tx) => {
    const writer = new Writer(tx, { by: 'test' });
    for (const record of maximalRecords) {
      // The text of a source comes with the write, and is not a part of the record.
      const document = record.noun === 'source' ? { ...record, text: undefined } : record;
      const restored = readRecord(writer, record.noun, getKey(record));
      expect(JSON.stringify(restored, null, 1)).toBe(JSON.stringify(document, null, 1));
    }
  });
});

/** Returns a record without the fields that it does not need, and with one plain citation. */
function reduceRecord(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let reduced = 'citations' in record ? { ...record, citations: [{ source: 'full-paper', basis: 'STATED' }] } : record;
  for (const field of Object.keys(record)) {
    const { [field]: _deleted, ...rest } = reduced;
    // An entry without dates needs the day by which it is sorted, and a commodity without a code its name.
    if (field !== 'at' && field !== 'name' && 'record' in parseRecord(rest)) reduced = rest;
  }
  return reduced;
}

const reducedRecords = maximalRecords.map(reduceRecord);

/** Writes versions of the same records one after the other, and returns the rows of all tables but those of the history. */
async function dumpAfter(...versions: (readonly unknown[])[]): Promise<object> {
  await using database = await openTemporaryDatabase({ dossier: false });
  for (const records of versions)
    expect(await importRecords(database.db, toReadItems(...records), { acceptsUnverified: true })).toMatchObject({
      rejections: [],
    });
  const { records: _records, revisions: _revisions, imported: _imported, ...rows } = await dumpDatabase(database.db);
  return rows;
}

test('a record written over a smaller version of itself leaves the rows of a new one', async () => {
  expect(await dumpAfter(reducedRecords, maximalRecords)).toEqual(await dumpAfter(maximalRecords));
});

test('a record written over a larger version of itself leaves the rows of a new one', async () => {
  expect(await dumpAfter(maximalRecords, reducedRecords)).toEqual(await dumpAfter(reducedRecords));
});
