import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallMapping } from '../ingest/flows-fixture.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
const [table, mapping, database] = [
  place.resolve('table.csv'),
  place.resolve('mapping.json'),
  place.resolve('record.db'),
];
const args = ['import', 'flows', table, '--mapping', mapping, '--db', database];
const rejects = place.resolve('record.flows.table.rejects.csv');

// A column name may span lines.
const graded = { ...smallMapping, product: { column: 'grade\nof oil' } };
// States that existed in all years of the table.
const partners = ['SE', 'CH', 'NO', 'PT', 'NL', 'BE', 'DK', 'IT', 'ES', 'PL'];
const codes = ['2709', '2710'];
/** Two rows of ten thousand have no partner. */
const rows = Array.from({ length: 60_000 }, (_, n) => {
  const [year, partner, code] = [1950 + (n % 70), partners[Math.floor(n / 140) % 10], codes[Math.floor(n / 70) % 2]];
  return `${year},FR,${n % 10_000 < 2 ? 'XQ' : partner},${code},${n % 977},1,grade ${Math.floor(n / 1_400)}`;
});
const good = rows.filter((row) => !row.includes('XQ'));
const worth = good.reduce((sum, row) => sum + Number(row.split(',')[4]), 0);

beforeAll(async () => {
  writeFileSync(table, `year,from,to,code,usd,kg,"grade\nof oil"\n${rows.join('\n')}\n`);
  writeFileSync(mapping, JSON.stringify(graded));
  expect((await place.run(['init', '--empty'])).code).toBe(0);
});
afterAll(() => place[Symbol.dispose]());

function totals(): { flows: number; worth: number } {
  const client = new Sqlite(database, { readonly: true });
  try {
    return client.prepare('SELECT count(*) AS flows, coalesce(sum(value), 0) AS worth FROM trade_flows').get() as {
      flows: number;
      worth: number;
    };
  } finally {
    client.close();
  }
}

/** Starts the import, stops it after the given number of flows, and returns its exit and output. */
async function endedWhen(flows: number, signal: 'SIGKILL' | 'SIGINT') {
  const child = spawn(process.execPath, [cliPath, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [ended, err] = [once(child, 'exit'), text(child.stderr)];
  while (totals().flows < flows && child.exitCode === null) await setTimeout(5);
  child.kill(signal);
  const [code, by] = await ended;
  return { code, by, err: await err };
}

test('an import that was stopped or killed resumes; its report and totals cover the whole table', async () => {
  expect(await endedWhen(1, 'SIGINT')).toMatchObject({
    code: 130,
    err: expect.stringContaining('Interrupted. Run the same command again to import the rest.'),
  });
  const { flows } = totals();
  expect(flows).toBeGreaterThan(0);
  expect(flows).toBeLessThan(good.length);
  expect(await endedWhen(flows + 1, 'SIGKILL')).toMatchObject({ by: 'SIGKILL' });
  expect(totals().flows).toBeLessThan(good.length);
  const { code, out } = await place.run([...args, '--json']);
  const report = JSON.parse(out);
  expect([code, report]).toMatchObject([
    1,
    { read: rows.length, created: good.length, updated: 0, unchanged: 0, rejected: 12, rejectsFile: rejects },
  ]);
  expect(report.notes).toHaveLength(1);
  expect(report.notes[0].note).toContain('Resumed at this line');
  expect(report.notes[0].line).toBeGreaterThan(flows);
  expect(totals()).toEqual({ flows: good.length, worth });
  const rejected = readFileSync(rejects, 'utf8').trim().split('\n').slice(2);
  expect(rejected.map((row) => Number(row.split(',')[0]))).toEqual(
    rows.flatMap((row, index) => (row.includes('XQ') ? [index + 3] : [])),
  );
  expect(JSON.parse((await place.run(['check', '--json'])).out).problems).toEqual([]);
});

test('a repeated import changes nothing', async () => {
  const { out } = await place.run([...args, '--json']);
  expect(JSON.parse(out)).toMatchObject({
    read: rows.length,
    created: 0,
    updated: 0,
    unchanged: good.length,
    rejected: 12,
    vanished: 0,
    notes: [],
  });
  expect(totals()).toEqual({ flows: good.length, worth });
});

test('an import superseded by another stops, and nothing is duplicated', async () => {
  writeFileSync(mapping, JSON.stringify({ ...graded, source: { key: 'twice', publisher: 'A test' } }));
  const [first, second] = await Promise.all([openCliSandbox().run(args), openCliSandbox().run([...args, '--json'])]);
  const codes = [first.code, second.code].toSorted();
  expect(codes[0], first.err + second.err).toBe(1);
  if (codes[1] !== 1)
    expect([codes[1], (first.code === 3 ? first : second).err]).toEqual([
      3,
      expect.stringContaining('Another import of table.csv has started'),
    ]);
  expect(totals()).toEqual({ flows: 2 * good.length, worth: 2 * worth });
});

test('reports missing arguments', async () => {
  const importFlows = async (...rest: string[]) => {
    const { code, err } = await place.run(['import', ...rest]);
    return [code, err.trim()];
  };
  expect(await importFlows('flows', table)).toEqual([
    2,
    expect.stringContaining('flows requires --mapping: one of baci, comtrade, ec-crude-oil'),
  ]);
  expect(await importFlows('hs', table, '--mapping', 'baci')).toEqual([
    2,
    expect.stringContaining('--mapping is an option of flows and table, not of hs.'),
  ]);
  expect(await importFlows('flows', table, '--mapping', 'nowhere')).toEqual([
    2,
    expect.stringContaining('There is no mapping "nowhere"'),
  ]);
  expect(await importFlows('flows', place.resolve('absent.csv'), '--mapping', 'baci')).toEqual([
    2,
    expect.stringContaining('There is no file or folder'),
  ]);
});
