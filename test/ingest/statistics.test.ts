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

test('who has the database open while much is imported plans queries for what is there then', async () => {
  await using world = await openWorld();
  const [statement = ''] = (await world.ask(query)).sql;
  const before = await planOf(world.db, statement);
  {
    await using importer = await openDatabase({ path: world.db.path });
    await importRecords(importer, generateRecords({ visits: 3_000 }));
  }
  await using fresh = await openDatabase({ path: world.db.path });
  const plan = await planOf(fresh, statement);
  expect(plan).not.toEqual(before);
  // What asks nothing of the tables does not see that the schema has changed.
  expect((await world.ask(query)).data.visitCounts).toHaveLength(3);
  expect(await planOf(world.db, statement)).toEqual(plan);
});
