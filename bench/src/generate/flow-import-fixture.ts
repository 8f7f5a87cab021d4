import Sqlite from 'better-sqlite3';
import { makeRecord } from '../../../src/ingest/create-database.ts';
import { Store } from './bulk-writer.ts';
import { makeCommodities } from './sources-and-commodities.ts';
import { writeFlowsFile } from './write-trade-flows.ts';

/** A record with reference data and commodities, and nothing else; beside it a file of flows between them. */
export async function makeFlowRecord(path: string, file: string, rows: number): Promise<void> {
  await makeRecord(path, { empty: true });
  const db = new Sqlite(path);
  try {
    // A record and its revision refer to each other.
    db.pragma('foreign_keys = OFF');
    db.transaction(() => {
      const store = new Store(db);
      makeCommodities(store);
      store.finish();
    })();
    await writeFlowsFile(db, file, rows);
  } finally {
    db.close();
  }
}
