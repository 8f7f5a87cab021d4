import Sqlite from 'better-sqlite3';
import { createDatabase } from '../../../src/ingest/create-database.ts';
import { BulkWriter } from './bulk-writer.ts';
import { generateCommodities } from './commodities.ts';
import { writeFlowsCsv } from './write-trade-flows.ts';

/** Creates a database of reference data and commodities alone, and a file of flows in them. */
export async function createFlowImportFixture(path: string, file: string, rows: number): Promise<void> {
  await createDatabase(path, 'none');
  const db = new Sqlite(path);
  try {
    // Records and their revisions refer to each other.
    db.pragma('foreign_keys = OFF');
    db.transaction(() => {
      const writer = new BulkWriter(db);
      generateCommodities(writer);
      writer.saveSequence();
    })();
    await writeFlowsCsv(db, file, rows);
  } finally {
    db.close();
  }
}
