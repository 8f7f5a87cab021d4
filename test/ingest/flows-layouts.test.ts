import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';
import { importFlowTable, smallMapping } from './flows-fixture.ts';
import { createWorkbook } from './synthetic-workbook.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

/** Imports a table, and returns the report with the rejected rows as text. */
async function importTable(name: string, content: string | Uint8Array, mapping: object | string, dryRun = false) {
  using folder = createTemporaryFolder();
  const path = join(folder.path, name);
  writeFileSync(path, content);
  const mappingPath = typeof mapping === 'string' ? mapping : join(folder.path, 'mapping.json');
  if (typeof mapping === 'object') writeFileSync(mappingPath, JSON.stringify(mapping));
  const { rejectsFile, ...report } = await importFlowTable(fixture, path, { mapping: mappingPath, dryRun });
  return { ...report, rejects: rejectsFile === null ? '' : readFileSync(rejectsFile, 'utf8') };
}

async function readTotals(source: string, by = 'YEAR') {
  const { data } = await fixture.execute(
    `{ tradeFlowTotals(by: [${by}], filter: { source: { eq: "${source}" } }, first: 100) { year value quantity unit flows } }`,
  );
  return data.tradeFlowTotals;
}

async function readPeriods(source: string): Promise<unknown[]> {
  const { data } = await fixture.execute(
    `{ tradeFlows(filter: { source: { eq: "${source}" } }, first: 100) { nodes { id year period value } } }`,
  );
  return data.tradeFlows.nodes
    .map(({ period, value }: { period: string; value: number }) => [period, value])
    .toSorted();
}

const withSource = (key: string, mapping: object = smallMapping): object => ({
  ...mapping,
  source: { key, publisher: 'A test' },
});
const header = ['year', 'from', 'to', 'code', 'usd', 'kg'];
const rows = [
  ['2019', 'FR', 'KZ', '2709', '1000', '5'],
  ['2020', 'KZ', 'FR', '2710', '200', ''],
];

describe('the same flows from each kind of file', () => {
  const csv = (delimiter: string): string => `${[header, ...rows].map((row) => row.join(delimiter)).join('\n')}\n`;
  const objects = rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));
  test.each<[string, string | Uint8Array, object]>([
    ['semicolons.csv', csv(';'), { format: 'CSV', encoding: 'UTF-8', delimiter: ';' }],
    ['tabs.tsv', csv('\t'), { format: 'CSV', encoding: 'UTF-8', delimiter: '\t' }],
    ['trailing.csv', csv(',').replace(/(?<=\n)(.+)$/gm, '$1,'), { format: 'CSV', delimiter: ',' }],
    ['utf16.csv', Buffer.from(`\uFEFF${csv(',')}`, 'utf16le'), { format: 'CSV', encoding: 'UTF-16LE', delimiter: ',' }],
    ['workbook.xlsx', createWorkbook([header, ...rows]), { format: 'XLSX' }],
    ['lines.jsonl', objects.map((row) => `${JSON.stringify(row)}\n`).join(''), { format: 'JSON Lines' }],
    ['list.json', JSON.stringify(objects), { format: 'JSON' }],
  ])('%s', async (name, content, format) => {
    const mapping = withSource(`kind-${name}`);
    const report = await importTable(name, content, mapping);
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, formats: [{ file: name, ...format }] });
    expect(await readTotals(`kind-${name}`)).toMatchObject([
      { year: 2019, value: 1000 },
      { year: 2020, value: 200 },
    ]);
    expect(await importTable(name, content, mapping)).toMatchObject({ unchanged: 2, created: 0, updated: 0 });
  });

  test('a missing column of a workbook is reported, and nothing is written', async () => {
    const report = await importTable('w.xlsx', createWorkbook([header.slice(0, 4), ['2019', 'FR']]), withSource('w'));
    expect(report).toMatchObject({ created: 0, rejected: 1 });
    expect(report.rejections[0]?.reason).toContain('The header has no column "usd", "kg"');
  });

  test('letters of Windows-1252 are read', async () => {
    const mapping = { ...withSource('western'), partner: { column: 'to', scheme: 'name' } };
    const content = Buffer.from(`${header.join(',')}\n2019,FR,Curaçao,2709,1,1\n`, 'latin1');
    expect(await importTable('western.csv', content, mapping)).toMatchObject({
      ...{ created: 1, rejections: [] },
      formats: [{ encoding: 'Windows-1252' }],
    });
  });
});

describe('periods', () => {
  const mapping = (key: string, period: object = { column: 'year' }): object => ({ ...withSource(key), period });
  const table = (...periods: readonly (readonly [period: string, value: number])[]): string =>
    `${header.join(',')}\n${periods.map(([period, value]) => `${period},FR,KZ,2709,${value},1\n`).join('')}`;

  test('months, quarters and half-years are stored as such, and add up to their year', async () => {
    const content = table(
      ...([
        ['2019-01', 1],
        ['201902', 2],
        ['Mar 2019', 4],
        ['04/2019', 8],
        ['2019 Q2', 16],
        ['H2 2019', 32],
        ['2020-01/2020-03', 64],
      ] as const),
    );
    expect(await importTable('months.csv', content, mapping('months'))).toMatchObject({ created: 7, rejections: [] });
    expect(await readPeriods('months')).toEqual([
      ['2019-01', 1],
      ['2019-02', 2],
      ['2019-03', 4],
      ['2019-04', 8],
      ['2019-04/2019-06', 16],
      ['2019-07/2019-12', 32],
      ['2020-01/2020-03', 64],
    ]);
    // April is part of the second quarter, which is reported too.
    expect(await readTotals('months')).toMatchObject([
      { year: 2019, value: 55, flows: 5 },
      { year: 2020, value: 64, flows: 1 },
    ]);
    expect(
      (await readTotals('months', 'YEAR, REPORTER, PARTNER, COMMODITY')).map((one: { value: number }) => one.value),
    ).toEqual([55, 64]);
    expect(await importTable('months.csv', content, mapping('months'))).toMatchObject({ created: 0, unchanged: 7 });
  });

  test.each([
    ['months first', ['2021-01', '2021-02', '2021']],
    ['year first', ['2021', '2021-02', '2021-01']],
  ])('the months of a year that is reported as a whole are not added to it: %s', async (name, periods) => {
    const key = `whole-${name.slice(0, 1)}`;
    const content = table(...periods.map((period): [string, number] => [period, period === '2021' ? 100 : 7]));
    expect(await importTable(`${key}.csv`, content, mapping(key))).toMatchObject({ created: 3, rejections: [] });
    expect(await readTotals(key)).toMatchObject([{ year: 2021, value: 100, flows: 1 }]);
    expect(await readTotals(key, 'YEAR, REPORTER, PARTNER, COMMODITY')).toMatchObject([{ value: 100, flows: 1 }]);
  });

  test('no period is guessed: each that cannot be read is rejected with its row', async () => {
    const periods = ['Jan-19', '2019-01-15', '2019-06/2020-06', '2019-13', '2019?', '2999-01', '', '2019 Q5'];
    const report = await importTable(
      'bad.csv',
      table(...periods.map((one): [string, number] => [one, 1])),
      mapping('bad'),
    );
    expect(report).toMatchObject({ read: 8, created: 0, rejected: 8 });
    expect(report.rejections.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"Jan-19" is not a period'),
      expect.stringContaining('does not consist of whole months'),
      expect.stringContaining('is not within one calendar year'),
      expect.stringContaining('"2019-13" is not a period'),
      expect.stringContaining('is not a definite period'),
      expect.stringContaining('"2999-01" is not a year from'),
      expect.stringContaining('"" is not a period'),
      expect.stringContaining('"2019 Q5" is not a period'),
    ]);
    expect(report.rejects.trim().split('\n')).toHaveLength(9);
  });

  test('the mapping states the century of years with two digits', async () => {
    const period = { column: 'year', twoDigitYearsFrom: 1950 };
    const report = await importTable('two.csv', table(['Jan-00', 1], ['Feb 99', 2]), mapping('two', period));
    expect(report).toMatchObject({ created: 2, rejections: [] });
    expect(await readPeriods('two')).toEqual([
      ['1999-02', 2],
      ['2000-01', 1],
    ]);
  });

  test('the derived columns are as `chancery check` computes them', async () => {
    expect(await checkIntegrity(fixture.db)).toMatchObject({ problems: [] });
  });
});

describe('constants', () => {
  const mapping = (more: object): object => ({ ...withSource('constants'), ...more });
  const content = `year,to,code,usd,kg\n2019,KZ,TOTAL,"1,234.50",1\n`;

  test('a table without a column for the reporter, and TOTAL as its commodity', async () => {
    const report = await importTable('c.csv', content, mapping({ reporter: { value: 'FR' }, thousands: ',' }));
    expect(report).toMatchObject({ created: 1, rejections: [] });
    expect(await readTotals('constants')).toMatchObject([{ value: 1234.5 }]);
  });

  test('the world as the partner, and one period', async () => {
    const rows = 'from,code,usd,kg\nFR,2709,1,1\n';
    const fixed = { partner: { value: '001' }, period: { value: '2019-02' } };
    expect(
      await importTable('p.csv', rows, { ...mapping(fixed), source: { key: 'fixed', publisher: 'A' } }),
    ).toMatchObject({ created: 1, rejections: [] });
    expect(await readPeriods('fixed')).toEqual([['2019-02', 1]]);
  });

  test('an unknown constant is an error of the mapping', async () => {
    await expect(importTable('u.csv', content, mapping({ reporter: { value: 'XQ' } }))).rejects.toThrow(
      /reporter\.value is "XQ", but no country or group has that key/,
    );
    await expect(importTable('u.csv', content, mapping({ period: { value: 'soon' } }))).rejects.toThrow(
      /period\.value: "soon" is not a period/,
    );
  });

  test('a constant country must have existed in the year', async () => {
    const report = await importTable('s.csv', content, mapping({ reporter: { value: 'SUHH' }, thousands: ',' }));
    expect(report.rejections[0]?.reason).toContain('not in 2019');
  });
});

const casesFolder = '../shared/cases';
const isAbsent = !existsSync(casesFolder);
if (isAbsent) console.warn(`Skipped: ${casesFolder} is not here.`);

// Requires ../shared/cases; skipped without it.
describe.skipIf(isAbsent)('the sums of each case equal those of its file', () => {
  interface Case {
    file: string;
    mapping: object | string;
    source: string;
    column: string;
    measure: 'value' | 'quantity';
    factor: number;
  }
  const monthly = {
    source: { key: 'monthly-imports', publisher: 'A test' },
    period: { column: 'RPT_PERIOD', twoDigitYearsFrom: 1950 },
    reporter: { value: 'US' },
    partner: { column: 'CNTRY_NAME', scheme: 'name' },
    direction: 'IMPORT',
    commodity: { code: 'HS-2709' },
    commodities: [
      { code: '27', name: 'Mineral fuels' },
      { code: '2709', name: 'Crude oil', parent: '27' },
    ],
    product: { column: 'R_S_NAME' },
    quantity: { column: 'QUANTITY', exponent: 3, unit: 'bbl' },
    only: { PROD_NAME: ['CRUDE OIL'] },
  };
  test.each<Case>([
    {
      file: 'comtrade-download.csv',
      mapping: 'comtrade',
      source: 'un-comtrade',
      column: 'primaryValue',
      measure: 'value',
      factor: 1,
    },
    { file: 'baci-codes.csv', mapping: 'baci', source: 'baci', column: 'v', measure: 'value', factor: 1000 },
    {
      file: 'monthly-imports.csv',
      mapping: monthly,
      source: 'monthly-imports',
      column: 'QUANTITY',
      measure: 'quantity',
      factor: 1000,
    },
  ])('$file', async ({ file, mapping, source, column, measure, factor }) => {
    const bytes = readFileSync(join(casesFolder, file));
    const parsed: Record<string, string>[] = parse(bytes.toString('latin1'), {
      columns: true,
      relax_column_count: true,
    });
    const report = await importTable(file, bytes, mapping);
    const rejected = new Set(report.rejections.map(({ line }) => (line ?? 0) - 2));
    const sum = parsed.reduce((total, row, index) => total + (rejected.has(index) ? 0 : Number(row[column])), 0);
    expect(report).toMatchObject({ read: parsed.length, created: parsed.length - rejected.size });
    expect(extname(file)).toBe('.csv');
    const { data } = await fixture.execute(
      `{ tradeFlows(filter: { source: { eq: "${source}" } }, first: 100) { nodes { ${measure} } } }`,
    );
    const stored = data.tradeFlows.nodes.reduce(
      (total: number, node: Record<string, number>) => total + (node[measure] ?? 0),
      0,
    );
    expect(stored).toBeCloseTo(sum * factor, 6);
    // Only West Germany of 2022 in BACI is no country.
    expect([...rejected]).toEqual(file === 'baci-codes.csv' ? [5] : []);
  });
});
