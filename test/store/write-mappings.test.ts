import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { renderTables } from '../helpers/render-tables.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { maximalRecords } from './maximal-records.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.
// `npm test -- test/store/write-mappings -u` updates the file of the rows.

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
