import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { type Flags, tell } from '../flags.ts';
import { makeFlowRecord } from '../generate/flow-import-fixture.ts';
import { sizes } from '../generate/world-sizes.ts';
import { flowsFile } from '../generate/write-trade-flows.ts';
import { timed } from '../measure/run-timed.ts';
import { keepFound } from '../report/save-results.ts';
import { chanceryCli } from '../systems/chancery.ts';

const run = promisify(execFile);

interface Imported {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** `chancery import flows` beside `sqlite3 .import` of the same rows into an equal table. */
export async function importFlows(flags: Flags): Promise<void> {
  const rows = flags.rows ?? sizes[flags.world].flows;
  const room = join(flags.folder, 'import');
  rmSync(room, { recursive: true, force: true });
  mkdirSync(room, { recursive: true });
  const [path, file] = [join(room, 'chancery.db'), join(room, flowsFile)];
  tell(`a file of ${rows} flows`);
  await makeFlowRecord(path, file, rows);

  const chancery = async (): Promise<{ seconds: number; peakMb: number; report: Imported }> => {
    const args = [chanceryCli, 'import', 'flows', file, '--mapping', 'baci', '--json'];
    const { stdout, ...spent } = await timed(process.execPath, ['--max-semi-space-size=8', ...args], {
      CHANCERY_DB: path,
    });
    return { ...spent, report: JSON.parse(stdout) as Imported };
  };
  const first = await chancery();
  tell(`chancery import: ${first.seconds.toFixed(1)} s, ${first.peakMb} MB at most, ${first.report.created} created`);
  const second = await chancery();
  tell(`once more: ${second.seconds.toFixed(1)} s, ${second.peakMb} MB at most, ${second.report.unchanged} unchanged`);
  const plain = await sqliteImport(room, path);
  tell(`sqlite3 .import: ${plain.seconds.toFixed(1)} s`);

  const created = first.report.created;
  const result = {
    measuredAt: new Date().toISOString(),
    rows: created,
    chancery: {
      seconds: first.seconds,
      rowsPerSecond: Math.round(created / first.seconds),
      peakMb: first.peakMb,
      report: counts(first.report),
    },
    again: { seconds: second.seconds, peakMb: second.peakMb, report: counts(second.report) },
    sqlite: { seconds: plain.seconds, rowsPerSecond: Math.round(plain.rows / plain.seconds), rows: plain.rows },
    ratio: Math.round((100 * (created / first.seconds)) / (plain.rows / plain.seconds)) / 100,
  };
  keepFound('import', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  rmSync(room, { recursive: true });
}

const counts = ({ read, created, updated, unchanged, rejected }: Imported): Imported => ({
  read,
  created,
  updated,
  unchanged,
  rejected,
});

/** The rows that Chancery wrote, from CSV into a table with its columns, checks and indexes. Empty cells stand for no value. */
async function sqliteImport(room: string, path: string): Promise<{ seconds: number; rows: number }> {
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
  await run('sh', [
    '-c',
    `sqlite3 -readonly -csv '${path}' "SELECT ${cells.join(', ')} FROM trade_flows ORDER BY id" > '${csv}'`,
  ]);
  const equal = new Sqlite(empty);
  for (const statement of schema) equal.exec(statement);
  equal.close();
  const { seconds } = await timed('sqlite3', [empty, '.mode csv', `.import '${csv}' trade_flows`], {});
  const filled = new Sqlite(empty, { readonly: true });
  const rows = filled.prepare<[], number>('SELECT count(*) FROM trade_flows').pluck().get() ?? 0;
  filled.close();
  return { seconds, rows };
}
