import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../../src/ingest/create-database.ts';
import type { Flags } from '../flags.ts';
import { visitsFileName, writeVisitsJsonl } from '../generate/write-visits-jsonl.ts';
import { insertPrepared } from '../measure/insert-prepared.ts';
import { runTimed } from '../measure/run-timed.ts';
import { roundToHundredths } from '../measure/statistics.ts';
import { logProgress } from '../progress.ts';
import { saveResult } from '../report/save-results.ts';
import { chanceryCli, commandFlags } from '../systems/chancery.ts';

const defaultVisits = 100_000;

interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** Imports visits with travellers and citations twice, and inserts the rows of the first import with prepared statements. */
export async function runEntries(flags: Flags): Promise<void> {
  const folder = join(flags.folder, 'entries');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [path, equal, file] = [join(folder, 'chancery.db'), join(folder, 'equal.db'), join(folder, visitsFileName)];
  const visits = flags.rows ?? defaultVisits;
  logProgress(`writing a file of ${visits} visits`);
  await writeVisitsJsonl(file, visits);
  await createDatabase(path, 'none');
  copyFileSync(path, equal);

  const runImport = async () => {
    const args = [...commandFlags, chanceryCli, 'import', 'entries', file, '--json'];
    const { stdout, ...usage } = await runTimed(process.execPath, args, { CHANCERY_DB: path });
    const { read, created, updated, unchanged, rejected } = JSON.parse(stdout) as ImportCounts;
    const rates = {
      recordsPerSecond: Math.round(read / usage.seconds),
      recordsPerCpuSecond: Math.round(read / usage.cpuSeconds),
    };
    return { ...usage, ...rates, report: { read, created, updated, unchanged, rejected } };
  };
  const first = await runImport();
  logProgress(`first import: ${first.seconds} s, ${first.cpuSeconds} s of processor time, ${first.peakMb} MB`);
  const again = await runImport();
  logProgress(`second import: ${again.seconds} s, ${again.cpuSeconds} s of processor time, ${again.peakMb} MB`);
  const { rows, seconds, cpuSeconds } = insertPrepared(path, equal);
  const prepared = { rows, seconds: roundToHundredths(seconds), cpuSeconds: roundToHundredths(cpuSeconds) };
  logProgress(`prepared statements: ${prepared.seconds} s, ${prepared.cpuSeconds} s of processor time`);

  const result = {
    measuredAt: new Date().toISOString(),
    visits,
    first,
    again,
    prepared,
    ratio: roundToHundredths(cpuSeconds / first.cpuSeconds),
  };
  saveResult('entries', result);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  rmSync(folder, { recursive: true });
}
