import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { generateWorld } from '../src/generate/generate-world.ts';
import { worldSizes } from '../src/generate/world-sizes.ts';
import { flowsFileName, writeFlowsCsv } from '../src/generate/write-trade-flows.ts';
import { measureGrowth } from '../src/measure/measure-growth.ts';
import { measureSystems } from '../src/measure/measure-systems.ts';
import { generateQueryVariables } from '../src/measure/query-variables.ts';
import { runTimed } from '../src/measure/run-timed.ts';
import { queries } from '../src/queries/index.ts';
import { summarizeGrowth } from '../src/report/growth-summary.ts';
import { renderReport } from '../src/report/render-report.ts';
import { chanceryCli } from '../src/systems/chancery.ts';
import { copyToPostgres } from '../src/systems/copy-to-postgres.ts';
import { PostgresCluster } from '../src/systems/postgres-cluster.ts';

const folder = mkdtempSync(join(tmpdir(), 'chancery-bench-'));
// PostgreSQL's user has to reach its own folder in it.
chmodSync(folder, 0o755);
const path = join(folder, 'small.db');
const quiet = (): void => undefined;
const chancery = async (...args: string[]) =>
  JSON.parse(
    (await runTimed(process.execPath, [chanceryCli, ...args, '--json'], { CHANCERY_DB: path })).stdout,
  ) as Record<string, unknown>;

before(() => generateWorld(path, 'small', quiet));
after(() => rmSync(folder, { recursive: true }));

test('the world is one that Chancery itself finds whole', async () => {
  const { problems, checked } = await chancery('check');
  assert.deepEqual(problems, []);
  const { visits, statements, tradeLinks } = worldSizes.small;
  assert.equal((checked as { entries: number }).entries, visits + statements + tradeLinks);
});

test('the same world is made again', async () => {
  const again = join(folder, 'again.db');
  await generateWorld(again, 'small', quiet);
  for (const table of [
    'entries',
    'visits',
    'visit_travellers',
    'statements',
    'trade_links',
    'appearances',
    'documents',
    'trade_flow_sums',
  ])
    assert.deepEqual(rowsOf(again, table), rowsOf(path, table), table);
});

test('the flows are those that an import of the same file would have made', async () => {
  const file = join(folder, flowsFileName);
  const db = new Sqlite(path, { readonly: true });
  await writeFlowsCsv(db, file, worldSizes.small.flows);
  db.close();
  const { read, unchanged } = await chancery('import', 'flows', file, '--mapping', 'baci');
  assert.equal(unchanged, read);
  assert.equal(unchanged, rowsOf(path, 'trade_flows').length);
});

test('every system gives the same answers, and every figure is there', {
  skip: !existsSync('/usr/bin/wrk') && 'wrk is missing',
}, async () => {
  const hasPostgres = existsSync('/usr/lib/postgresql/15/bin/postgres');
  using postgres = hasPostgres ? new PostgresCluster(folder) : undefined;
  if (postgres) await copyToPostgres(path, 'small', quiet);
  const world = { name: 'small', path };
  const sets = generateQueryVariables(world);
  const measured = await measureSystems(world, {
    queries,
    variableSets: sets,
    runs: 1,
    seconds: 1,
    connections: 4,
    cold: true,
    warm: true,
    postgres: hasPostgres,
    postgresPids: postgres ? [postgres.pid] : [],
    logProgress: quiet,
  });
  for (const { name } of queries) {
    const cold = measured[name]?.cold;
    for (const leaf of [cold?.chancery, cold?.limit, ...(hasPostgres ? [cold?.postgraphile] : [])])
      assert.ok((leaf?.rps ?? 0) > 0, name);
  }
  const small = { measuredAt: '2026-01-01', seconds: 1, connections: 4, queries: measured };
  const report = renderReport({ machine: {}, versions: {}, worlds: { small } }, new Map());
  for (const { name } of queries) assert.match(report, new RegExp(`^\\| ${name} \\|`, 'm'));
});

test('two worlds are measured in turn, and told round by round', {
  skip: !existsSync('/usr/bin/wrk') && 'wrk is missing',
}, async () => {
  const world = { name: 'small', path };
  const sets = new Map([...generateQueryVariables(world)].slice(0, 2));
  const found = await measureGrowth(
    { medium: world, large: world },
    { variableSets: sets, runs: 2, seconds: 1, connections: 4, logProgress: quiet },
  );
  assert.deepEqual(Object.keys(found), ['Q1', 'Q2']);
  for (const rounds of Object.values(found)) {
    const { medium, large, growth, rounds: each } = summarizeGrowth(rounds);
    assert.equal(each.length, 2);
    assert.ok(medium > 0 && large > 0);
    assert.equal(growth, Math.max(...each));
  }
});

const rowsOf = (file: string, table: string): unknown[] => {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2, 3`).raw().all();
  } finally {
    db.close();
  }
};
