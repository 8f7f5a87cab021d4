import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyTemplateDatabase, hasHsgTravels, hsgTravelsFolder, pocomFolder } from '../helpers/temporary-database.ts';
import { presidentsXml, renderTripsXml, writeTemporaryFolder } from '../ingest/hsg-travels-fixture.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox();
const empty = place.resolve('empty.db');
beforeAll(async () => {
  await copyTemplateDatabase(empty, { dossier: false });
});
afterAll(() => place[Symbol.dispose]());

const dayOf = (n: number): string => new Date(Date.UTC(1909, 2, 5 + n)).toISOString().slice(0, 10);
const made = writeTemporaryFolder({
  'president-travels/taft-william-howard.xml': renderTripsXml(
    ...Array.from({ length: 1_400 }, (_, n) => ({ id: n + 1, start: dayOf(n) })),
  ),
  'presidents/presidents.xml': presidentsXml,
});
afterAll(() => made[Symbol.dispose]());
/** CHANCERY_TEST_TRAVELS=1 imports the real legs, a larger dataset. */
const isReal = hasHsgTravels && process.env.CHANCERY_TEST_TRAVELS === '1';

const real = ['import', 'hsg-travels', hsgTravelsFolder, '--terms', pocomFolder];
const [args, total] = isReal ? [real, 3_349] : [['import', 'hsg-travels', made.path], 1_400];

/** The number of written records. */
function written(path: string): number {
  const client = new Sqlite(path, { readonly: true });
  try {
    return client.prepare<[], number>('SELECT sequence FROM dataset').pluck().get() ?? 0;
  } finally {
    client.close();
  }
}

interface Moment {
  /** Milliseconds after the start, or after the first commit. */
  ms: number;
  afterCommit: boolean;
}
const random = (ms: number, afterCommit: boolean): Moment => ({ ms: Math.round(Math.random() * ms), afterCommit });

/** Starts the import and kills it with SIGKILL at this moment; returns false if it had finished before. */
async function killedAt({ ms, afterCommit }: Moment, path: string): Promise<boolean> {
  const before = written(path);
  const child = spawn(process.execPath, [cliPath, ...args, '--db', path], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (afterCommit && written(path) === before && child.exitCode === null) await setTimeout(5);
  await setTimeout(ms);
  child.kill('SIGKILL');
  return (await ended)[1] === 'SIGKILL';
}

test('the record is consistent after repeated kills during an import, and a final import completes it', async () => {
  const path = place.resolve('killed.db');
  copyFileSync(empty, path);
  const importInto = async () => JSON.parse((await place.run([...args, '--json', '--db', path])).out);
  const moments = [random(800, false), random(600, true)];
  const kills: boolean[] = [];
  for (const moment of moments) {
    kills.push(await killedAt(moment, path));
    const client = new Sqlite(path);
    expect(client.pragma('integrity_check', { simple: true }), JSON.stringify(moments)).toBe('ok');
    client.close();
    const { code, out } = await place.run(['check', '--json', '--db', path]);
    expect([code, JSON.parse(out).problems], JSON.stringify(moments)).toEqual([0, []]);
  }
  expect(kills).toContain(true);

  const completed = await importInto();
  expect(completed).toMatchObject({ read: total, updated: 0, rejected: 0 });
  expect(completed.created + completed.unchanged).toBe(total);
  expect(JSON.parse((await place.run(['check', '--json', '--db', path])).out)).toMatchObject({
    problems: [],
    checked: { entries: total },
  });
});
