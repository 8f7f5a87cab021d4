import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { Flags } from '../flags.ts';
import { createFlowImportFixture } from '../generate/flow-import-fixture.ts';
import { worldSizes } from '../generate/world-sizes.ts';
import { flowsFileName } from '../generate/write-trade-flows.ts';
import { runTimed } from '../measure/run-timed.ts';
import { roundToHundredths } from '../measure/statistics.ts';
import { logProgress } from '../progress.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli, commandFlags } from '../systems/chancery.ts';

const execFileAsync = promisify(execFile);

interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** Compares `chancery import flows` with `sqlite3 .import` of the same rows into an equal table. */
export async function runImport(flags: Flags): Promise<void> {
  const rows = flags.rows ?? worldSizes[flags.world].flows;
  const folder = join(flags.folder, 'import');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [path, file] = [join(folder, 'chancery.db'), join(folder, flowsFileName)];
  logProgress(`writing a file of ${rows} flows`);
  await createFlowImportFixture(path, file, rows);

  const runChanceryImport = async (): Promise<{ seconds: number; peakMb: number; report: ImportCounts }> => {
    const args = [chanceryCli, 'import', 'flows', file, '--mapping', 'baci', '--json'];
    const { stdout, ...usage } = await runTimed(process.execPath, [...commandFlags, ...args], {
      CHANCERY_DB: path,
    });
    return { ...usage, report: JSON.parse(stdout) as ImportCounts };
  };
  const first = await runChanceryImport();
  logProgress(
    `first import: ${first.seconds.toFixed(1)} s, peak memory ${first.peakMb} MB, ${first.report.created} created`,
  );
  const second = await runChanceryImport();
  logProgress(
    `second import: ${second.seconds.toFixed(1)} s, peak memory ${second.peakMb} MB, ${second.report.unchanged} unchanged`,
  );
  const sqlite = await runSqliteImport(folder, path);
  logProgress(`sqlite3 .import: ${sqlite.seconds.toFixed(1)} s`);

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
    sqlite: { seconds: sqlite.seconds, rowsPerSecond: Math.round(sqlite.rows / sqlite.seconds), rows: sqlite.rows },
    ratio: roundToHundredths(created / first.seconds / (sqlite.rows / sqlite.seconds)),
  };
  saveResult('import', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  rmSync(folder, { recursive: true });
}

const pickCounts = ({ read, created, updated, unchanged, rejected }: ImportCounts): ImportCounts => ({
  read,
  created,
  updated,
  unchanged,
  rejected,
});

/** Imports the rows that Chancery wrote from CSV into a table with the same columns, checks and indexes. */
async function runSqliteImport(folder: string, path: string): Promise<{ seconds: number; rows: number }> {
  if (!existsSync('/usr/bin/sqlite3')) throw new Error('The sqlite3 command is missing: apt-get install sqlite3');
  const [csv, target] = [join(folder, 'rows.csv'), join(folder, 'equal.db')];
  const db = new Sqlite(path, { readonly: true });
  const columns = (db.pragma('table_info(trade_flows)') as { name: string }[]).map(({ name }) => name);
  const schema = db
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE tbl_name = 'trade_flows' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC",
    )
    .pluck()
    .all();
  db.close();
  // .import reads an empty cell as an empty text, which the table's checks reject, so missing values get a number.
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
  const table = new Sqlite(target);
  for (const statement of schema) table.exec(statement);
  table.close();
  const { seconds } = await runTimed('sqlite3', [target, '.mode csv', `.import '${csv}' trade_flows`], {});
  const imported = new Sqlite(target, { readonly: true });
  const rows = imported.prepare<[], number>('SELECT count(*) FROM trade_flows').pluck().get() ?? 0;
  imported.close();
  return { seconds, rows };
}
