import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
beforeAll(() => copyTemplateDatabase(place.resolve('record.db')));
afterAll(() => place[Symbol.dispose]());

async function resolve(...args: string[]) {
  const { code, out, err } = await place.run(['resolve', '--json', ...args]);
  return { code, err, rows: JSON.parse(out) as Record<string, unknown>[] };
}

test('resolves the names in its arguments, with score and reason', async () => {
  const { code, err, rows } = await resolve('Kazakhstan', 'KAZ', 'Emmanuel Macron', 'Kazakhztan');
  expect([code, err]).toEqual([0, '']);
  expect(rows).toMatchObject([
    { value: 'Kazakhstan', kind: 'COUNTRY', key: 'KZ', name: 'Kazakhstan', score: 1, reason: 'NAME' },
    { value: 'KAZ', kind: 'COUNTRY', key: 'KZ', score: 0.99, reason: 'CODE' },
    { value: 'Emmanuel Macron', kind: 'PERSON', key: 'emmanuel-macron', score: 1, reason: 'NAME' },
    { value: 'Kazakhztan', kind: 'COUNTRY', key: 'KZ', reason: 'MISSPELLING' },
  ]);
});

test('reports names without a record, and exits with 1', async () => {
  const { code, err, rows } = await resolve('Zzyzx Qwfp', 'France');
  expect([code, err]).toEqual([1, '1 name without a record.\n']);
  expect(rows[0]).toEqual({
    value: 'Zzyzx Qwfp',
    kind: null,
    key: null,
    name: null,
    score: null,
    reason: null,
    matched: null,
  });
  expect(rows[1]).toMatchObject({ key: 'FR' });
});

test('returns only some kinds, on a day, and several candidates', async () => {
  const { rows } = await resolve('Congo', '--kind', 'country', '--kind', 'GROUP', '--first', '5');
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.every(({ kind }) => kind === 'COUNTRY' || kind === 'GROUP')).toBe(true);
  const former = await resolve('Soviet Union', '--on', '1970-01-01');
  expect(former.rows).toMatchObject([{ key: 'SUHH', score: 1 }]);
});

test('prints a table, or CSV without formulas', async () => {
  const table = await place.run(['resolve', 'KZ']);
  expect(table.out).toMatch(/^KZ {2}COUNTRY {2}KZ {2}Kazakhstan {2}1 {2}CODE\n$/);
  const { code, out } = await place.run(['resolve', '--format', 'csv', 'KZ', '=HYPERLINK(1)']);
  expect(code).toBe(1);
  expect(out).toBe(
    "value,kind,key,name,score,reason,matched\nKZ,COUNTRY,KZ,Kazakhstan,1,CODE,KZ\n'=HYPERLINK(1),,,,,,\n",
  );
});

test.each([
  ['commas', 'year,Country\n2023,Kazakhstan\n2023,"Uzbekistan"\n2024,Kazakhstan\n2024,\n'],
  ['semicolons and a byte order mark', '\ufeffCountry;year\r\nKazakhstan;2023\r\nUzbekistan;2023\r\n'],
  ['UTF-16', Buffer.from('\ufeffyear,Country\n2023,Kazakhstan\n2023,Uzbekistan\n', 'utf16le')],
  ['JSON Lines', '{"Country":"Kazakhstan"}\n{"Country":"Uzbekistan"}\n'],
  ['tabs', 'year\tCountry\tnote\n2023\tKazakhstan\tone, two\n2023\tUzbekistan\n'],
])('reads each name of a column once, in a table with %s', async (_what, content) => {
  writeFileSync(place.resolve('table.csv'), content);
  const { code, rows } = await resolve('--column', 'Country', place.resolve('table.csv'));
  expect(code).toBe(0);
  expect(rows.map(({ key }) => key)).toEqual(['KZ', 'UZ']);
});

test('reads names from stdin, and more than fit in one request', async () => {
  const child = spawn(process.execPath, [cliPath, 'resolve', '--json'], {
    env: { PATH: process.env.PATH, CHANCERY_DB: place.resolve('record.db') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const names = Array.from(
    { length: 60 },
    (_, index) => `Kazakhstan${' '.repeat(index % 2)}|KZ|FR|UZ`.split('|')[index % 4],
  );
  child.stdin.end(
    `${names.join('\n')}\n\nGermany\r\n${Array.from({ length: 50 }, (_, index) => `xq${index}`).join('\n')}`,
  );
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(1);
  const rows = JSON.parse(out) as { value: string; key: string | null }[];
  expect(rows.slice(0, 5).map(({ value, key }) => [value, key])).toEqual([
    ['Kazakhstan', 'KZ'],
    ['KZ', 'KZ'],
    ['FR', 'FR'],
    ['UZ', 'UZ'],
    ['Germany', 'DE'],
  ]);
  expect(rows).toHaveLength(55);
});

test.each<[string[], string]>([
  [['--kind', 'planet', 'KZ'], "option '--kind <kind>' argument 'planet' is invalid. It must be one of country, "],
  [['--first', '51', 'KZ'], "argument '51' is invalid. It must be a whole number from 1 to 50."],
  [['--on', '2023-13-01', 'KZ'], '"2023-13-01" is not a day.'],
  [['--format', 'xml', 'KZ'], 'Allowed choices are table, json, csv.'],
  [['--column', 'Country'], '--column reads one table (got 0).'],
  [['--column', 'Country', 'missing.csv'], 'The table missing.csv cannot be read: '],
  [['', ' '], 'There is no name.'],
  [['x'.repeat(1_001)], 'A name has 1001 characters, at most 1000 are possible'],
])('$0 exits with 2', async (args, message) => {
  const { code, out, err } = await place.run(['resolve', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('names the columns of a table without the requested one', async () => {
  writeFileSync(place.resolve('table.csv'), 'year,host\n2023,KZ\n');
  const { code, err } = await place.run(['resolve', '--column', 'Country', place.resolve('table.csv')]);
  expect([code, err]).toEqual([2, 'The table has no column "Country". Its columns are year, host.\n']);
  const misspelt = await place.run(['resolve', '--column', 'hots', place.resolve('table.csv')]);
  expect([misspelt.code, misspelt.err]).toEqual([2, 'The table has no column "hots". Did you mean "host"?\n']);
});
