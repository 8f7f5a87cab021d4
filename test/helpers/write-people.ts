import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { toReadItems } from './sample-records.ts';

/** A process that writes people one by one: `node write-people.ts <database> <prefix> <count>`. */
const [path = '', prefix = '', count = ''] = process.argv.slice(2);
await using db = await openDatabase({ path });
for (let n = 0; n < Number(count); n += 1)
  await importRecords(db, toReadItems({ noun: 'person', key: `${prefix}-${n}`, name: `${prefix} ${n}` }));
