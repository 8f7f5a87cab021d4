import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { generateRecords } from '../helpers/generate-records.ts';
import { importFlowTable, smallMapping, writeFlowTable } from './flows-fixture.ts';

const query =
  '{ visitCounts(by: [HOST], filter: { travellerOffice: { rank: [HEAD_OF_STATE], capacity: [INCUMBENT] } }, first: 3) { host { name } count } }';

let explained = 0;
/**
 * Explains a query on the connection that has run it. Uses a new query text each time: a prepared statement would not be
 * planned again.
 */
const planOf = (db: Database, statement: string): Promise<{ detail: string }[]> =>
  db.autocommitReader().all(sql.raw(`EXPLAIN QUERY PLAN ${statement.replaceAll('?', 'NULL')} -- ${++explained}`));

async function byAndBy(db: Database): Promise<void> {
  const items = [...generateRecords({ visits: 1_000 })];
  for (let at = 0; at < items.length; at += 250) {
    const report = await importRecords(db, items.slice(at, at + 250), { acceptsUnverified: true });
    expect(report.created).toBeLessThan(500);
  }
}

test.each([
  ['at once', (db: Database) => importRecords(db, generateRecords({ visits: 1_000 }), { acceptsUnverified: true })],
  ['in batches', byAndBy],
])(
  'a process with the database open during a large import %s plans queries for the new contents',
  async (_how, importVisits) => {
    await using fixture = await openApiFixture();
    const [statement = ''] = (await fixture.execute(query)).sqlStatements;
    const before = await planOf(fixture.db, statement);
    {
      await using importer = await openDatabase({ path: fixture.db.path });
      await importVisits(importer);
    }
    await using fresh = await openDatabase({ path: fixture.db.path });
    const plan = await planOf(fresh, statement);
    expect(plan).not.toEqual(before);
    // A statement that reads no tables does not detect the changed schema.
    expect((await fixture.execute(query)).data.visitCounts).toHaveLength(3);
    expect(await planOf(fixture.db, statement)).toEqual(plan);
  },
);

test('many small imports of flows update the statistics', async () => {
  await using fixture = await openApiFixture();
  const known = () =>
    fixture.db.read((reader) =>
      reader.all<{ rows: number }>(
        // The partial index has the flows of months, and there are none.
        sql`SELECT CAST(stat AS INTEGER) AS rows FROM sqlite_stat1 WHERE tbl = 'trade_flows' AND idx <> 'trade_flows_part_year'`,
      ),
    );
  const partners = 'US GB IT ES PL CN JP KR IN BR TR SE CZ GR CH NO'.split(' ');
  for (const reporter of ['FR', 'DE', 'KZ', 'UZ']) {
    const rows = Array.from(
      { length: 400 },
      (_, n) => `${1995 + Math.floor(n / 16)},${reporter},${partners[n % 16]},2709,${n + 1},1`,
    );
    using table = writeFlowTable(`year,from,to,code,usd,kg\n${rows.join('\n')}\n`, smallMapping);
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 400 });
  }
  // The first import alone is too small.
  for (const { rows } of await known()) expect(rows).toBeGreaterThanOrEqual(800);
  expect((await known()).length).toBeGreaterThan(5);
});
