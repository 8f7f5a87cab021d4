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
// The user "postgres" needs access to its folder in it.
chmodSync(folder, 0o755);
const path = join(folder, 'small.db');
const logNothing = (): void => undefined;
const chancery = async (...args: string[]) =>
  JSON.parse(
    (await runTimed(process.execPath, [chanceryCli, ...args, '--json'], { CHANCERY_DB: path })).stdout,
  ) as Record<string, unknown>;

before(() => generateWorld(path, 'small', logNothing));
after(() => rmSync(folder, { recursive: true }));

test('"chancery check" finds no problem in a generated world', async () => {
  const { problems, checked } = await chancery('check');
  assert.deepEqual(problems, []);
  const { visits, statements, tradeLinks } = worldSizes.small;
  assert.equal((checked as { entries: number }).entries, visits + statements + tradeLinks);
});

test('generating a world twice produces the same rows', async () => {
  const again = join(folder, 'again.db');
  await generateWorld(again, 'small', logNothing);
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

test('an import of the flows file leaves the generated flows unchanged', async () => {
  const file = join(folder, flowsFileName);
  const db = new Sqlite(path, { readonly: true });
  await writeFlowsCsv(db, file, worldSizes.small.flows);
  db.close();
  const { read, unchanged } = await chancery('import', 'flows', file, '--mapping', 'baci');
  assert.equal(unchanged, read);
  assert.equal(unchanged, rowsOf(path, 'trade_flows').length);
});

test('all systems return the same data, and every query is measured', {
  skip: !existsSync('/usr/bin/wrk') && 'wrk is missing',
}, async () => {
  const hasPostgres = existsSync('/usr/lib/postgresql/15/bin/postgres');
  using postgres = hasPostgres ? new PostgresCluster(folder) : undefined;
  if (postgres) await copyToPostgres(path, 'small', logNothing);
  const world = { name: 'small', path };
  const variableSets = generateQueryVariables(world);
  const queryResults = await measureSystems(world, {
    queries,
    variableSets,
    runs: 1,
    seconds: 1,
    connections: 4,
    cold: true,
    warm: true,
    postgres: hasPostgres,
    postgresPids: postgres ? [postgres.pid] : [],
    logProgress: logNothing,
  });
  for (const { name } of queries) {
    const cold = queryResults[name]?.cold;
    for (const leaf of [cold?.chancery, cold?.limit, ...(hasPostgres ? [cold?.postgraphile] : [])])
      assert.ok((leaf?.rps ?? 0) > 0, name);
  }
  const small = { measuredAt: '2026-01-01', seconds: 1, connections: 4, queries: queryResults };
  const report = renderReport({ machine: {}, versions: {}, worlds: { small } }, new Map());
  for (const { name } of queries) assert.match(report, new RegExp(`^\\| ${name} \\|`, 'm'));
});

test('growth compares the two worlds round by round', {
  skip: !existsSync('/usr/bin/wrk') && 'wrk is missing',
}, async () => {
  const world = { name: 'small', path };
  const variableSets = new Map([...generateQueryVariables(world)].slice(0, 2));
  const growthRounds = await measureGrowth(
    { medium: world, large: world },
    { variableSets, runs: 2, seconds: 1, connections: 4, logProgress: logNothing },
  );
  assert.deepEqual(Object.keys(growthRounds), ['Q1', 'Q2']);
  for (const rounds of Object.values(growthRounds)) {
    const { medium, large, growth, rounds: ratios } = summarizeGrowth(rounds);
    assert.equal(ratios.length, 2);
    assert.ok(medium > 0 && large > 0);
    assert.equal(growth, Math.max(...ratios));
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
