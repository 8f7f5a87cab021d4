import { openDatabase } from '../../src/db/client.ts';
import { importRecords } from '../../src/ingest/pipeline.ts';
import { itemsOf } from './records.ts';

/** A process that records people one by one: `node write-people.ts <database> <prefix> <how many>`. */
const [path = '', prefix = '', count = ''] = process.argv.slice(2);
await using db = await openDatabase({ path });
for (let n = 0; n < Number(count); n += 1)
  await importRecords(db, itemsOf({ noun: 'person', key: `${prefix}-${n}`, name: `${prefix} ${n}` }));
