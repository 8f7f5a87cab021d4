import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { importRecords } from '../../src/ingest/pipeline.ts';
import { generateRecords } from '../kit/generate.ts';
import { openWorld } from '../kit/world.ts';

const query =
  '{ visitCounts(by: [HOST], filter: { travellerOffice: { rank: [HEAD_OF_STATE], capacity: [INCUMBENT] } }, first: 3) { host { name } count } }';

let explained = 0;
/** By another text each time: an explanation that is prepared already is not made anew. */
const planOf = (db: Database, statement: string): Promise<{ detail: string }[]> =>
  db.read((reader) => reader.all(sql.raw(`EXPLAIN QUERY PLAN ${statement.replaceAll('?', 'NULL')} -- ${++explained}`)));

async function byAndBy(db: Database): Promise<void> {
  const items = [...generateRecords({ visits: 1_000 })];
  for (let at = 0; at < items.length; at += 250) {
    const report = await importRecords(db, items.slice(at, at + 250));
    expect(report.created).toBeLessThan(500);
  }
}

test.each([
  ['at once', (db: Database) => importRecords(db, generateRecords({ visits: 1_000 }))],
  ['by and by', byAndBy],
])('who has the database open while much is imported %s plans queries for what is there then', async (_how, bring) => {
  await using world = await openWorld();
  const [statement = ''] = (await world.ask(query)).sql;
  const before = await planOf(world.db, statement);
  {
    await using importer = await openDatabase({ path: world.db.path });
    await bring(importer);
  }
  await using fresh = await openDatabase({ path: world.db.path });
  const plan = await planOf(fresh, statement);
  expect(plan).not.toEqual(before);
  // What asks nothing of the tables does not see that the schema has changed.
  expect((await world.ask(query)).data.visitCounts).toHaveLength(3);
  expect(await planOf(world.db, statement)).toEqual(plan);
});
