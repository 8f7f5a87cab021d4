import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { toReadItems } from './sample-records.ts';

/** A process that writes people: `node write-people.ts <database> <prefix> <count> [<people per transaction>]`. */
const [path = '', prefix = '', count = '', batchSize = '1'] = process.argv.slice(2);
await using db = await openDatabase({ path });
const people = Array.from({ length: Number(count) }, (_, n) => ({
  noun: 'person',
  key: `${prefix}-${n}`,
  name: `${prefix} ${n}`,
}));
for (let n = 0; n < people.length; n += Number(batchSize))
  await importRecords(db, toReadItems(...people.slice(n, n + Number(batchSize))));
