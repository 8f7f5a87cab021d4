import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { Flags } from '../flags.ts';
import { createFlowImportFixture } from '../generate/flow-import-fixture.ts';
import { flowsFileName } from '../generate/write-trade-flows.ts';
import { runTimed } from '../measure/run-timed.ts';
import { logProgress } from '../progress.ts';
import { Random } from '../random.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli, commandFlags } from '../systems/chancery.ts';

const killCount = 6;

interface FlowTotals {
  flows: number;
  value: number;
  quantity: number;
}

/** Kills an import with SIGKILL several times, and compares each year's totals with those of the file. */
export async function runResume(flags: Flags): Promise<void> {
  const rows = flags.rows ?? 5_000_000;
  const folder = join(flags.folder, 'resume');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [path, file] = [join(folder, 'chancery.db'), join(folder, flowsFileName)];
  logProgress(`writing a file of ${rows} flows`);
  await createFlowImportFixture(path, file, rows);
  const args = [...commandFlags, chanceryCli, 'import', 'flows', file, '--mapping', 'baci', '--json'];

  const random = new Random(rows);
  const killedAt: number[] = [];
  for (let index = 0; index < killCount; index += 1) {
    // Each kill is in a different part of the file and some time after a batch, so that the next batch is in progress.
    const minFlows = Math.floor((rows * (index + random.next())) / (killCount + 1));
    killedAt.push(await killImportAfter(args, path, minFlows, random.next() * 300));
    logProgress(`killed after ${killedAt.at(-1)} flows`);
  }
  const last = await runTimed(process.execPath, args, { CHANCERY_DB: path });
  const { read, created, updated, unchanged, rejected, notes } = JSON.parse(last.stdout) as Record<string, unknown>;
  const again = JSON.parse((await runTimed(process.execPath, args, { CHANCERY_DB: path })).stdout) as Record<
    string,
    unknown
  >;
  const [fileTotals, databaseTotals] = [await readFileTotals(file), readDatabaseTotals(path)];
  const check = await runTimed(process.execPath, [chanceryCli, 'check', '--json'], { CHANCERY_DB: path });
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
    totals: { expected: fileTotals, found: databaseTotals },
    exact: JSON.stringify(fileTotals) === JSON.stringify(databaseTotals),
    problems: (JSON.parse(check.stdout) as { problems: string[] }).problems,
  };
  saveResult('resume', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (!result.exact || result.problems.length > 0) process.exitCode = 1;
  rmSync(folder, { recursive: true });
}

/** Kills an import some time after it has written `minFlows`, and returns the number of flows in the database. */
async function killImportAfter(
  args: readonly string[],
  path: string,
  minFlows: number,
  delayMs: number,
): Promise<number> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHANCERY_DB: path },
  });
  const exit = once(child, 'exit');
  while (child.exitCode === null && readLastFlowId(path) < minFlows) await setTimeout(20);
  await setTimeout(delayMs);
  child.kill('SIGKILL');
  const [code, signal] = await exit;
  if (signal !== 'SIGKILL')
    throw new Error(
      `The import exited with ${code} before it could be killed after ${minFlows} flows: increase --rows.`,
    );
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

/** Sums the file by year, in dollars and thousandths of a tonne: sums of integers are exact in any order. */
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
