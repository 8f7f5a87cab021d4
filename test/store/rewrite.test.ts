import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { parseRecord } from '../../src/model/records/index.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { maximalRecords } from './maximal-records.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.

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
  const { records: _records, revisions: _revisions, ...rows } = await dumpDatabase(database.db);
  return rows;
}

test('a record written over a smaller version of itself leaves the rows of a new one', async () => {
  expect(await dumpAfter(reducedRecords, maximalRecords)).toEqual(await dumpAfter(maximalRecords));
});

test('a record written over a larger version of itself leaves the rows of a new one', async () => {
  expect(await dumpAfter(maximalRecords, reducedRecords)).toEqual(await dumpAfter(reducedRecords));
});
