import { readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { readSnippets } from '../helpers/markdown-snippets.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { importFlowTable, readStoredFlows, writeFlowTable } from './flows-fixture.ts';

const codes = ['27', '2709', '270900', '01', '0101', '010121'];

/** A database with a few commodities of the Harmonized System. */
async function worldWithCodes(): Promise<ApiFixture> {
  const fixture = await openApiFixture({ dossier: false });
  const records = codes.map((code) => ({
    noun: 'commodity' as const,
    key: `HS-${code}`,
    scheme: 'HS2022',
    code,
    name: `Code ${code}`,
    ...(code.length > 2 && { parent: `HS-${code.slice(0, -2)}` }),
  }));
  await importRecords(fixture.db, toReadItems(...records));
  return fixture;
}

test('lists exactly the shipped mappings', () => {
  expect(readdirSync('src/ingest/trade-flows/mappings').toSorted()).toEqual([
    'baci.yaml',
    'comtrade.yaml',
    'ec-crude-oil.yaml',
  ]);
});

test('BACI: converts thousands of dollars and tonnes, and reads its country numbers and codes without leading zeros', async () => {
  const rows = [
    't,i,j,k,v,q',
    '2020,398,251,270900,1234.567,89.1',
    '2020,842,757,10121,0.5,           NA',
    '2020,251,699,270900,1,1',
    '2020,251,490,270900,2,1',
    '2020,490,251,270900,2,1',
    '2020,810,251,270900,2,1',
    '2020,999,251,270900,2,1',
  ];
  using table = writeFlowTable(`${rows.join('\n')}\n`);
  await using fixture = await worldWithCodes();
  const report = await importFlowTable(fixture, table.path, { mapping: 'baci' });
  expect(report).toMatchObject({ read: 7, created: 5, rejected: 2 });
  expect(report.rejections.map(({ line, reason }) => [line, reason])).toEqual([
    [
      7,
      expect.stringMatching(/^i: "810": SUHH existed from 1922-12-30 to 1991-12-26, not in 2020\. In its place: RU, /),
    ],
    [8, expect.stringContaining('i: No country has the code "999" (UN Comtrade).')],
  ]);
  const flows = await readStoredFlows(fixture);
  const one = {
    direction: 'EXPORT',
    year: 2020,
    valuation: 'FOB',
    unit: 't',
    valueStatus: 'ESTIMATED',
    quantityStatus: 'ESTIMATED',
    product: '',
  };
  expect(flows).toMatchObject([
    { ...one, reporter: 'FR', partner: 'IN', commodity: 'HS-270900', value: 1_000, quantity: 1 },
    { ...one, reporter: 'FR', partner: 'un-comtrade:490', value: 2_000 },
    { ...one, reporter: 'KZ', partner: 'FR', commodity: 'HS-270900', value: 1_234_567, quantity: 89.1 },
    {
      ...one,
      reporter: 'US',
      partner: 'CH',
      commodity: 'HS-010121',
      value: 500,
      quantity: null,
      quantityStatus: 'MISSING',
    },
    { ...one, reporter: 'un-comtrade:490', partner: 'FR', value: 2_000 },
  ]);
});

test('BACI: reads a number as the country that it meant in the year of the row', async () => {
  const rows = [
    't,i,j,k,v,q',
    '1995,891,251,270900,1,1',
    '2005,891,251,270900,1,1',
    '2012,891,251,270900,1,1',
    '1985,280,251,270900,1,1',
    '2022,280,251,270900,1,1',
    '1985,810,251,270900,1,1',
    '1975,398,251,270900,1,1',
    '1967,740,251,270900,1,1',
  ];
  using table = writeFlowTable(`${rows.join('\n')}\n`);
  await using world = await worldWithCodes();
  const report = await importFlowTable(world, table.path, { mapping: 'baci' });
  expect(report.rejections.map(({ line, reason }) => [line, reason])).toEqual([
    [
      4,
      'i: "891": YUCS existed from 1992-04-27 to 2003-02-04, CSXX existed from 2003-02-04 to 2006-06-05, not in 2012. In its place: RS, ME.',
    ],
    [6, 'i: "280" means West Germany, which ended in 1990, not a country of 2022.'],
    [8, 'i: "398": KZ existed since 1991-12-16, not in 1975. In its place: SUHH.'],
  ]);
  const flows = await readStoredFlows(world, 'baci');
  expect(flows.map(({ year, reporter }) => [year, reporter])).toEqual([
    [1967, 'SR'],
    [1985, 'DE'],
    [1985, 'SUHH'],
    [1995, 'YUCS'],
    [2005, 'CSXX'],
  ]);
});

const bulkHeader =
  'typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,mosCode,motCode,qtyUnitCode,qty,netWgt,isNetWgtEstimated,cifvalue,fobvalue,primaryValue';
const bulk = (
  flow: string,
  reporter: number,
  partner: number,
  code: string,
  weight: string,
  value: string,
  detail = '0',
  estimated = 'False',
) =>
  `C,A,20210101,2021,52,2021,${reporter},${flow},${partner},0,H5,${code},C00,0,${detail},8,${weight},${weight},${estimated},,,${value}`;

test('UN Comtrade: reads both sides of a trade, totals and parts, headings and subheadings, estimates', async () => {
  const rows = [
    bulkHeader,
    bulk('M', 251, 398, '2709', '10', '100'),
    bulk('M', 251, 398, '270900', '10', '100'),
    bulk('M', 251, 0, '2709', '30', '300'),
    bulk('X', 398, 251, '2709', '11', '90', '0', 'True'),
    bulk('RX', 842, 251, '2709', '', '5'),
    bulk('M', 251, 398, '2709', '4', '40', '2100'),
    bulk('M', 97, 398, '2709', '10', '100'),
    bulk('M', 251, 398, 'TOTAL', '10', '100'),
    bulk('XX', 251, 398, '2709', '10', '100'),
  ];
  using table = writeFlowTable(`${rows.join('\n')}\n`);
  await using fixture = await worldWithCodes();
  const report = await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
  expect(report).toMatchObject({ read: 9, created: 7, rejected: 2 });
  expect(report.rejections.map(({ reason }) => reason)).toEqual([
    'motCode: "2100" is not accepted. Expected "0", "".',
    'flowCode: "XX" is not a direction. The mapping has 1, 2, 3, 4, M, X, RM, RX.',
  ]);
  expect(report.notes.map(({ note }) => note)).toEqual([
    expect.stringContaining('Columns not used by the mapping: "refPeriodId"'),
  ]);
  const storedFlows = (await readStoredFlows(fixture)).map(
    ({ reporter, partner, direction, commodity, value, valuation, quantityStatus, within, itemized }) =>
      [reporter, partner, direction, commodity, value, valuation, quantityStatus, within, itemized].join(' '),
  );
  expect(storedFlows).toEqual([
    'EU KZ IMPORT HS2017-2709 100 CIF REPORTED  0',
    'FR 001 IMPORT HS2017-2709 300 CIF REPORTED  1',
    'FR KZ IMPORT HS-TOTAL 100 CIF REPORTED  0',
    'FR KZ IMPORT HS2017-2709 100 CIF REPORTED HS-TOTAL 0',
    'FR KZ IMPORT HS2017-270900 100 CIF REPORTED HS2017-2709 0',
    'KZ FR EXPORT HS2017-2709 90 FOB ESTIMATED  0',
    'US FR RE_EXPORT HS2017-2709 5 FOB MISSING  0',
  ]);
  expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
});

test('UN Comtrade: reads the format of its former site', async () => {
  const rows = [
    'Classification,Year,Period,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Partner Code,Partner,Commodity Code,Qty Unit Code,Netweight (kg),Trade Value (US$)',
    'HS,2016,2016,1,Import,251,France,398,Kazakhstan,270900,8,12,34',
  ];
  using table = writeFlowTable(`${rows.join('\n')}\n`);
  await using fixture = await worldWithCodes();
  expect(await importFlowTable(fixture, table.path, { mapping: 'comtrade' })).toMatchObject({
    created: 1,
    rejections: [],
  });
  expect(await readStoredFlows(fixture)).toMatchObject([
    { reporter: 'FR', partner: 'KZ', direction: 'IMPORT', year: 2016, quantity: 12, value: 34, valuation: 'CIF' },
  ]);
});

test('the documented example mapping reads its table', async () => {
  const yaml =
    readSnippets(new URL('../../docs/guide/import.md', import.meta.url)).find(
      ({ language, text }) => language === 'yaml' && text.includes('flow-mapping.schema.json'),
    )?.text ?? '';
  const rows = [
    'Year;Reporter;Partner;Flow;HS;Grade;Value, thousand USD;Net weight;Regime',
    '2020;KAZ;Abu Dhabi;exp;270900;CPC Blend;2 080,5;1,5;total',
    '2020;KZ;Other FSU countries;imp;10121;;(c);-;total',
    '2020;KZ;France;imp;270900;;1;1;inward processing',
  ];
  using table = writeFlowTable(`${rows.join('\n')}\n`);
  writeFileSync(table.mapping, yaml);
  await using fixture = await worldWithCodes();
  expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 2, rejected: 1, notes: [] });
  expect(await readStoredFlows(fixture)).toMatchObject([
    {
      partner: 'AE',
      direction: 'EXPORT',
      product: 'CPC Blend',
      value: 2_080_500,
      valuation: 'FOB',
      quantity: 1.5,
      unit: 'kg',
    },
    {
      partner: 'kz-customs:other-fsu-countries',
      commodity: 'HS-010121',
      value: null,
      valueStatus: 'CONFIDENTIAL',
      quantityStatus: 'MISSING',
    },
  ]);
});
