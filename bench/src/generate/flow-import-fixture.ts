import Sqlite from 'better-sqlite3';
import { createDatabase } from '../../../src/ingest/create-database.ts';
import { BulkWriter } from './bulk-writer.ts';
import { generateCommodities } from './sources-and-commodities.ts';
import { writeFlowsCsv } from './write-trade-flows.ts';

/** A record with reference data and commodities, and nothing else; beside it a file of flows between them. */
export async function createFlowImportFixture(path: string, file: string, rows: number): Promise<void> {
  await createDatabase(path, { empty: true });
  const db = new Sqlite(path);
  try {
    // A record and its revision refer to each other.
    db.pragma('foreign_keys = OFF');
    db.transaction(() => {
      const store = new BulkWriter(db);
      generateCommodities(store);
      store.saveSequence();
    })();
    await writeFlowsCsv(db, file, rows);
  } finally {
    db.close();
  }
}
