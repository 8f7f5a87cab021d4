import { stringify } from 'csv-stringify/sync';
import type { Reader } from '../../db/database.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { iterateCompleteRecords } from '../serialize/read-record.ts';
import type { WriteText } from './export-format.ts';
import { formatColumn, listRecordColumns } from './record-columns.ts';

/** Writes the records of a noun as CSV in UTF-8, with a header, sorted by key. Returns the number of records. */
export async function writeCsv(reader: Reader, noun: RecordNoun, write: WriteText): Promise<number> {
  const columns = listRecordColumns(noun);
  await write(stringify([columns.map(({ name }) => name)]));
  let count = 0;
  for await (const record of iterateCompleteRecords(reader, noun)) {
    count += 1;
    await write(stringify([columns.map((column) => formatColumn(record, column))]));
  }
  return count;
}
