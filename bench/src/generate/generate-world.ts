import { renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../../src/db/database.ts';
import { createDatabase } from '../../../src/ingest/create-database.ts';
import { sumNextSlice } from '../../../src/store/write/trade-flow-sum.ts';
import { Random } from '../random.ts';
import { generateActors } from './actors.ts';
import { BulkWriter } from './bulk-writer.ts';
import { fillDerivedTables } from './derived-tables.ts';
import { EntryWriter } from './entry-writer.ts';
import { generateCommodities, generateSources } from './sources-and-commodities.ts';
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

/** Makes the world at `path`: a record as `init --empty` makes it, then rows in bulk. The schema is as before when it is done. */
export async function generateWorld(path: string, name: WorldName, tell: (stage: string) => void): Promise<void> {
  const draft = `${path}.draft`;
  for (const file of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(file, { force: true });
  await createDatabase(draft, { empty: true });
  const db = new Sqlite(draft);
  try {
    // A draft that was not finished is made anew: no journal is needed, which the driver holds to be unsafe.
    db.unsafeMode(true);
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    // `chancery check` looks at them all at once.
    db.pragma('ignore_check_constraints = ON');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -262144');
    db.pragma('threads = 2');
    const before = readSchema(db);
    const putAway = before.filter(({ type, sql }) => sql !== null && (type === 'index' || type === 'trigger'));
    for (const { type, name: object } of putAway) db.exec(`DROP ${type} "${object}"`);
    insertRows(db, name, tell);
    tell('what is derived');
    db.transaction(() => fillDerivedTables(db))();
    // Triggers come back last: what they do has been done in one go.
    for (const { type, name: object, sql } of putAway.toSorted((one, other) => one.type.localeCompare(other.type))) {
      tell(`${type} ${object}`);
      db.exec(sql ?? '');
    }
    assertSameSchema(before, readSchema(db));
    tell('statistics');
    db.pragma('analysis_limit = 1000');
    db.exec('ANALYZE');
    db.unsafeMode(false);
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  await sumTradeFlows(draft, tell);
  renameSync(draft, path);
}

function insertRows(db: Sqlite.Database, name: WorldName, tell: (stage: string) => void): void {
  const size = worldSizes[name];
  const store = new BulkWriter(db);
  db.exec('BEGIN');
  const cast = generateActors(store, new Random(1), size);
  const press = generateSources(store, new Random(2), size.sources);
  const commodities = generateCommodities(store);
  const entries = new EntryWriter(store);
  const statements = new StatementGenerator(entries, new Random(4), cast, press, size.statements);
  // Seven of ten statements are made on visits.
  const mean = (0.7 * size.statements) / size.visits;
  tell('visits and statements');
  for (const visit of generateVisits(entries, new Random(3), cast, press, size.visits))
    statements.generateForVisit(visit, mean);
  tell('other statements');
  statements.generateRemaining();
  tell('trade links');
  generateTradeLinks(entries, new Random(5), { cast, press, commodities, count: size.tradeLinks });
  tell('trade flows');
  insertTradeFlows(store, size.flows);
  store.saveSequence();
  db.exec('COMMIT');
}

/** By Chancery itself, as at the end of an import. */
async function sumTradeFlows(path: string, tell: (stage: string) => void): Promise<void> {
  tell('sums of trade flows');
  const db = await openDatabase({ path });
  try {
    while (await db.write(sumNextSlice)) tell('a year of sums');
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
  const [one, other] = [before, after].map((schema) => schema.map((object) => JSON.stringify(object)));
  const differing = [
    ...(one ?? []).filter((object) => !other?.includes(object)),
    ...(other ?? []).filter((object) => !one?.includes(object)),
  ];
  if (differing.length > 0) throw new Error(`The schema is not what it was: ${differing.join('; ')}`);
}
