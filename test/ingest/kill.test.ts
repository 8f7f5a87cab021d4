import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { checkRecord } from '../../src/ingest/check.ts';
import { readInterchange } from '../../src/ingest/interchange.ts';
import { importRecords } from '../../src/ingest/pipeline.ts';
import { setting, visit } from '../kit/records.ts';
import { scratchRecord } from '../kit/scratch-record.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const many = 5_000;

const visitsIn = async (db: Database): Promise<number> =>
  (await db.read((reader) => reader.one<{ n: number }>(sql`SELECT count(*) AS n FROM visits`)))?.n ?? 0;

test('killed in the middle of an import, the record is whole, and importing again completes it', { timeout: 60_000 }, async () => {
  await using scratch = await scratchRecord({ dossier: false });
  const file = join(scratch.folder, 'many.jsonl');
  const visits = Array.from({ length: many }, (_, n) => visit({ key: `many:${n}`, start: `${1900 + (n % 120)}-06-01` }));
  writeFileSync(file, [...setting, ...visits].map((record) => JSON.stringify(record)).join('\n'));

  const child = spawn(process.execPath, [cli, 'import', 'entries', file], {
    env: { ...process.env, CHANCERY_DB: scratch.db.path },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while ((await visitsIn(scratch.db)) === 0 && child.exitCode === null) await setTimeout(10);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);

  const left = await visitsIn(scratch.db);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(many);
  expect((await checkRecord(scratch.db)).problems).toEqual([]);
  const report = await importRecords(scratch.db, readInterchange(file));
  expect(report).toMatchObject({ created: many - left, updated: 0, unchanged: setting.length + left, rejected: 0 });
  expect((await checkRecord(scratch.db)).problems).toEqual([]);
});
