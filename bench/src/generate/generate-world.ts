import { renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../../src/db/database.ts';
import { registerSqlFunctions } from '../../../src/db/sql-functions.ts';
import { createDatabase } from '../../../src/ingest/create-database.ts';
import { sumNextSlice } from '../../../src/store/write/trade-flow-sum.ts';
import { Random } from '../random.ts';
import { generateActors } from './actors.ts';
import { BulkWriter } from './bulk-writer.ts';
import { generateCommodities } from './commodities.ts';
import { fillDerivedTables } from './derived-tables.ts';
import { EntryWriter } from './entry-writer.ts';
import { generateSources } from './sources.ts';
import { StatementGenerator } from './statements.ts';
import { generateTradeLinks } from './trade-links.ts';
import { generateVisits } from './visits.ts';
import { type WorldName, worldSizes } from './world-sizes.ts';
import { insertTradeFlows } from './write-trade-flows.ts';

interface SchemaObject {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

/** Generates a world: creates an empty database as `init --empty` does, inserts rows in bulk and restores the schema. */
export async function generateWorld(path: string, name: WorldName, logProgress: (step: string) => void): Promise<void> {
  const draft = `${path}.draft`;
  for (const file of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(file, { force: true });
  await createDatabase(draft, 'none');
  const db = new Sqlite(draft);
  registerSqlFunctions(db);
  try {
    // An unfinished draft is generated again, so no journal is needed, which the driver allows in unsafe mode only.
    db.unsafeMode(true);
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    // `chancery check` checks the constraints of all rows at once.
    db.pragma('ignore_check_constraints = ON');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -262144');
    db.pragma('threads = 2');
    const before = readSchema(db);
    const droppedObjects = before.filter(({ type, sql }) => sql !== null && (type === 'index' || type === 'trigger'));
    for (const { type, name: object } of droppedObjects) db.exec(`DROP ${type} "${object}"`);
    insertRows(db, name, logProgress);
    logProgress('derived tables');
    db.transaction(() => fillDerivedTables(db))();
    // Triggers are created last: their work is already done.
    for (const { type, name: object, sql } of droppedObjects.toSorted((a, b) => a.type.localeCompare(b.type))) {
      logProgress(`${type} ${object}`);
      db.exec(sql ?? '');
    }
    assertSameSchema(before, readSchema(db));
    logProgress('statistics');
    db.pragma('analysis_limit = 1000');
    db.exec('ANALYZE');
    db.unsafeMode(false);
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  await sumTradeFlows(draft, logProgress);
  renameSync(draft, path);
}

function insertRows(db: Sqlite.Database, name: WorldName, logProgress: (step: string) => void): void {
  const size = worldSizes[name];
  const writer = new BulkWriter(db);
  db.exec('BEGIN');
  const actors = generateActors(writer, new Random(1), size);
  const sources = generateSources(writer, new Random(2), size.sources);
  const commodities = generateCommodities(writer);
  const entries = new EntryWriter(writer);
  const statements = new StatementGenerator(entries, new Random(4), actors, sources, size.statements);
  // Seven of ten statements are made during visits.
  const mean = (0.7 * size.statements) / size.visits;
  logProgress('visits and statements');
  for (const visit of generateVisits(entries, new Random(3), actors, sources, size.visits))
    statements.generateForVisit(visit, mean);
  logProgress('other statements');
  statements.generateRemaining();
  logProgress('trade links');
  generateTradeLinks(entries, new Random(5), { actors, sources, commodities, count: size.tradeLinks });
  logProgress('trade flows');
  insertTradeFlows(writer, size.flows);
  writer.saveSequence();
  db.exec('COMMIT');
}

/** Fills the sums of trade flows with Chancery itself, as at the end of an import. */
async function sumTradeFlows(path: string, logProgress: (step: string) => void): Promise<void> {
  logProgress('sums of trade flows');
  const db = await openDatabase({ path });
  try {
    while (await db.write(sumNextSlice)) logProgress('sums of another year');
  } finally {
    await db.close();
  }
}

const readSchema = (db: Sqlite.Database): SchemaObject[] =>
  db
    .prepare<[], SchemaObject>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )
    .all();

function assertSameSchema(before: readonly SchemaObject[], after: readonly SchemaObject[]): void {
  const serialize = (schema: readonly SchemaObject[]): string[] => schema.map((object) => JSON.stringify(object));
  const [expected, actual] = [serialize(before), serialize(after)];
  const differences = [
    ...expected.filter((object) => !actual.includes(object)),
    ...actual.filter((object) => !expected.includes(object)),
  ];
  if (differences.length > 0) throw new Error(`The generated world has another schema: ${differences.join('; ')}`);
}
