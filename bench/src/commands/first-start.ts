import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Flags } from '../flags.ts';
import { runTimed } from '../measure/run-timed.ts';
import { roundToHundredths } from '../measure/statistics.ts';
import { logProgress } from '../progress.ts';
import type { FirstStartResult } from '../report/report-sections.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli } from '../systems/chancery.ts';

const buildScript = fileURLToPath(new URL('../../../scripts/build-web.ts', import.meta.url));

/** Measures what the first start does before the server listens: it builds the explorer and creates a database with the box. */
export async function runFirstStart(flags: Flags): Promise<void> {
  const folder = join(flags.folder, 'first-start');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'chancery.db');
  const build = await runTimed(process.execPath, [buildScript, '--force'], {});
  logProgress(`build: ${build.seconds} s`);
  const args = ['--heap-growing-percent=100', chanceryCli, 'init', '--data', 'box', '--json'];
  const { stdout, ...create } = await runTimed(process.execPath, args, { CHANCERY_DB: path });
  const { report } = JSON.parse(stdout) as { report: { created: number } };
  logProgress(`database: ${create.seconds} s`);
  const result: FirstStartResult = {
    measuredAt: new Date().toISOString(),
    buildSeconds: build.seconds,
    create,
    records: report.created,
    databaseMb: Math.round(statSync(path).size / 1e6),
    seconds: roundToHundredths(build.seconds + create.seconds),
  };
  saveResult('first-start', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  rmSync(folder, { recursive: true });
}
