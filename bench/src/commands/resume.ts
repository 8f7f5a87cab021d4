import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { type Flags, logProgress } from '../flags.ts';
import { createFlowImportFixture } from '../generate/flow-import-fixture.ts';
import { flowsFileName } from '../generate/write-trade-flows.ts';
import { runTimed } from '../measure/run-timed.ts';
import { Random } from '../random.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli } from '../systems/chancery.ts';

const killCount = 6;

interface FlowTotals {
  flows: number;
  value: number;
  quantity: number;
}

/** An import that is killed with SIGKILL again and again, and what it comes to: each year's totals are those of the file, to the row. */
export async function runResume(flags: Flags): Promise<void> {
  const rows = flags.rows ?? 5_000_000;
  const room = join(flags.folder, 'resume');
  rmSync(room, { recursive: true, force: true });
  mkdirSync(room, { recursive: true });
  const [path, file] = [join(room, 'chancery.db'), join(room, flowsFileName)];
  logProgress(`a file of ${rows} flows`);
  await createFlowImportFixture(path, file, rows);
  const args = ['--max-semi-space-size=8', chanceryCli, 'import', 'flows', file, '--mapping', 'baci', '--json'];

  const random = new Random(rows);
  const killedAt: number[] = [];
  for (let index = 0; index < killCount; index += 1) {
    // Somewhere in its own part of the file; a tenth of a second or so after a batch, so that another is under way.
    const least = Math.floor((rows * (index + random.next())) / (killCount + 1));
    killedAt.push(await killImportAfter(args, path, least, random.next() * 300));
    logProgress(`killed at ${killedAt.at(-1)} flows`);
  }
  const last = await runTimed(process.execPath, args, { CHANCERY_DB: path });
  const { read, created, updated, unchanged, rejected, notes } = JSON.parse(last.stdout) as Record<string, unknown>;
  const again = JSON.parse((await runTimed(process.execPath, args, { CHANCERY_DB: path })).stdout) as Record<
    string,
    unknown
  >;
  const [expected, found] = [await readFileTotals(file), readDatabaseTotals(path)];
  const checked = await runTimed(process.execPath, [chanceryCli, 'check', '--json'], { CHANCERY_DB: path });
  const result = {
    measuredAt: new Date().toISOString(),
    rows,
    killedAt,
    peakMb: last.peakMb,
    report: { read, created, updated, unchanged, rejected, notes },
    again: {
      read: again.read,
      created: again.created,
      updated: again.updated,
      unchanged: again.unchanged,
      vanished: again.vanished,
    },
    totals: { expected, found },
    exact: JSON.stringify(expected) === JSON.stringify(found),
    problems: (JSON.parse(checked.stdout) as { problems: string[] }).problems,
  };
  saveResult('resume', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (!result.exact || result.problems.length > 0) process.exitCode = 1;
  rmSync(room, { recursive: true });
}

/** Imports until so many flows are there and some time more, and kills it: how many there are then. */
async function killImportAfter(args: readonly string[], path: string, least: number, laterMs: number): Promise<number> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHANCERY_DB: path },
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && readLastFlowId(path) < least) await setTimeout(20);
  await setTimeout(laterMs);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL')
    throw new Error(`The import ended with ${code} before it could be killed at ${least} flows: take more --rows.`);
  return readLastFlowId(path);
}

function readLastFlowId(path: string): number {
  const db = new Sqlite(path, { readonly: true, timeout: 5_000 });
  try {
    return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM trade_flows').pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

/** By year, in whole dollars and thousandths of a tonne: sums of integers are exact in any order. */
async function readFileTotals(file: string): Promise<Record<string, FlowTotals>> {
  const program = `
    function thousandths(text,  at, part) {
      at = index(text, "."); if (at == 0) return text * 1000
      part = substr(substr(text, at + 1) "000", 1, 3); return substr(text, 1, at - 1) * 1000 + part
    }
    NR > 1 { flows[$1]++; value[$1] += thousandths($5); if ($6 != "NA") quantity[$1] += thousandths($6) }
    END { for (year in flows) printf "%s %.0f %.0f %.0f\\n", year, flows[year], value[year], quantity[year] }`;
  const { stdout } = await promisify(execFile)('awk', ['-F,', program, file]);
  const lines = stdout.trim().split('\n').toSorted();
  return Object.fromEntries(
    lines.map((line) => {
      const [year = '', ...sums] = line.split(' ');
      const [flows = 0, value = 0, quantity = 0] = sums.map(Number);
      return [year, { flows, value, quantity }];
    }),
  );
}

function readDatabaseTotals(path: string): Record<string, FlowTotals> {
  const db = new Sqlite(path, { readonly: true });
  try {
    const rows = db
      .prepare<[], FlowTotals & { year: number }>(
        `SELECT year, count(*) AS flows, sum(CAST(round(value) AS INTEGER)) AS value, sum(CAST(round(coalesce(quantity, 0) * 1000) AS INTEGER)) AS quantity
          FROM trade_flows GROUP BY year ORDER BY year`,
      )
      .all();
    return Object.fromEntries(rows.map(({ year, ...totals }) => [String(year), totals]));
  } finally {
    db.close();
  }
}
