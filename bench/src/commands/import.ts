import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { type Flags, logProgress } from '../flags.ts';
import { createFlowImportFixture } from '../generate/flow-import-fixture.ts';
import { worldSizes } from '../generate/world-sizes.ts';
import { flowsFileName } from '../generate/write-trade-flows.ts';
import { runTimed } from '../measure/run-timed.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli } from '../systems/chancery.ts';

const execFileAsync = promisify(execFile);

interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** `chancery import flows` beside `sqlite3 .import` of the same rows into an equal table. */
export async function runImport(flags: Flags): Promise<void> {
  const rows = flags.rows ?? worldSizes[flags.world].flows;
  const room = join(flags.folder, 'import');
  rmSync(room, { recursive: true, force: true });
  mkdirSync(room, { recursive: true });
  const [path, file] = [join(room, 'chancery.db'), join(room, flowsFileName)];
  logProgress(`a file of ${rows} flows`);
  await createFlowImportFixture(path, file, rows);

  const chancery = async (): Promise<{ seconds: number; peakMb: number; report: ImportCounts }> => {
    const args = [chanceryCli, 'import', 'flows', file, '--mapping', 'baci', '--json'];
    const { stdout, ...spent } = await runTimed(process.execPath, ['--max-semi-space-size=8', ...args], {
      CHANCERY_DB: path,
    });
    return { ...spent, report: JSON.parse(stdout) as ImportCounts };
  };
  const first = await chancery();
  logProgress(
    `chancery import: ${first.seconds.toFixed(1)} s, ${first.peakMb} MB at most, ${first.report.created} created`,
  );
  const second = await chancery();
  logProgress(
    `once more: ${second.seconds.toFixed(1)} s, ${second.peakMb} MB at most, ${second.report.unchanged} unchanged`,
  );
  const plain = await runSqliteImport(room, path);
  logProgress(`sqlite3 .import: ${plain.seconds.toFixed(1)} s`);

  const created = first.report.created;
  const result = {
    measuredAt: new Date().toISOString(),
    rows: created,
    chancery: {
      seconds: first.seconds,
      rowsPerSecond: Math.round(created / first.seconds),
      peakMb: first.peakMb,
      report: pickCounts(first.report),
    },
    again: { seconds: second.seconds, peakMb: second.peakMb, report: pickCounts(second.report) },
    sqlite: { seconds: plain.seconds, rowsPerSecond: Math.round(plain.rows / plain.seconds), rows: plain.rows },
    ratio: Math.round((100 * (created / first.seconds)) / (plain.rows / plain.seconds)) / 100,
  };
  saveResult('import', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  rmSync(room, { recursive: true });
}

const pickCounts = ({ read, created, updated, unchanged, rejected }: ImportCounts): ImportCounts => ({
  read,
  created,
  updated,
  unchanged,
  rejected,
});

/** The rows that Chancery wrote, from CSV into a table with its columns, checks and indexes. Empty cells stand for no value. */
async function runSqliteImport(room: string, path: string): Promise<{ seconds: number; rows: number }> {
  if (!existsSync('/usr/bin/sqlite3')) throw new Error('The sqlite3 command is missing: apt-get install sqlite3');
  const [csv, empty] = [join(room, 'rows.csv'), join(room, 'equal.db')];
  const db = new Sqlite(path, { readonly: true });
  const columns = (db.pragma('table_info(trade_flows)') as { name: string }[]).map(({ name }) => name);
  const schema = db
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE tbl_name = 'trade_flows' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC",
    )
    .pluck()
    .all();
  db.close();
  // .import makes an empty text of an empty cell, which the table's checks refuse: a missing quantity is written as 0.
  const cells = columns.map((name) =>
    name === 'quantity'
      ? 'coalesce(quantity, 0)'
      : name === 'quantity_status'
        ? "'ESTIMATED'"
        : name === 'within_id'
          ? '1'
          : name,
  );
  await execFileAsync('sh', [
    '-c',
    `sqlite3 -readonly -csv '${path}' "SELECT ${cells.join(', ')} FROM trade_flows ORDER BY id" > '${csv}'`,
  ]);
  const equal = new Sqlite(empty);
  for (const statement of schema) equal.exec(statement);
  equal.close();
  const { seconds } = await runTimed('sqlite3', [empty, '.mode csv', `.import '${csv}' trade_flows`], {});
  const filled = new Sqlite(empty, { readonly: true });
  const rows = filled.prepare<[], number>('SELECT count(*) FROM trade_flows').pluck().get() ?? 0;
  filled.close();
  return { seconds, rows };
}
