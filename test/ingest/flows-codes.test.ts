import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { importFlowTable, readStoredFlows, writeFlowTable } from './flows-fixture.ts';

/** Chapters, headings and subheadings of HS2022, in section V. */
const codes = ['27', '2709', '270900', '2710', '271012', '85', '8542', '854231'];

/** A database with a few commodities of HS2022. */
async function openWithCodes(): Promise<ApiFixture> {
  const fixture = await openApiFixture({ dossier: false });
  const commodity = { noun: 'commodity', scheme: 'HS2022' } as const;
  await importRecords(
    fixture.db,
    toReadItems(
      { ...commodity, key: 'HS-V', code: 'V', name: 'Mineral products' },
      ...codes.map((code) => ({
        ...{ ...commodity, key: `HS-${code}`, code, name: `Code ${code}` },
        parent: code.length > 2 ? `HS-${code.slice(0, -2)}` : 'HS-V',
      })),
    ),
  );
  return fixture;
}

const comtradeHeader =
  'refYear,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,cmdDesc,aggrLevel,netWgt,primaryValue';
const comtradeTable = (...rows: string[]) => writeFlowTable(`${[comtradeHeader, ...rows].join('\n')}\n`);
const baciTable = (...rows: string[]) => writeFlowTable(`${['t,i,j,k,v,q', ...rows].join('\n')}\n`);

interface CommodityFact {
  key: string;
  scheme: string;
  code: string | null;
  name: string | null;
  parent: { key: string } | null;
}

/** The commodities with one of the codes, in each of their editions. */
async function readCommodities(fixture: ApiFixture, ...codes: string[]): Promise<CommodityFact[]> {
  const { data, errors } = await fixture.execute(
    'query ($codes: [String!]) { commodities(filter: { code: { in: $codes } }, first: 100) { nodes { key scheme code name parent { key } } } }',
    { codes },
  );
  expect(errors).toBeUndefined();
  return data.commodities.nodes;
}

interface Total {
  value: number | null;
  [dimension: string]: unknown;
}
async function readTotals(fixture: ApiFixture, args: string, selection = ''): Promise<Total[]> {
  const { data, errors } = await fixture.execute(`{ tradeFlowTotals(${args}) { ${selection} value } }`);
  expect(errors).toBeUndefined();
  return data.tradeFlowTotals;
}
const readValues = async (fixture: ApiFixture, args: string): Promise<(number | null)[]> =>
  (await readTotals(fixture, args)).map(({ value }) => value);

/** Imports the table again and expects that nothing changes, and that no problem is found. */
async function expectStable(fixture: ApiFixture, path: string, mapping: string): Promise<void> {
  const before = await dumpDatabase(fixture.db);
  expect(await importFlowTable(fixture, path, { mapping })).toMatchObject({ created: 0, updated: 0, vanished: 0 });
  expect(await dumpDatabase(fixture.db)).toEqual(before);
  expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
}

describe('statistical areas', () => {
  const areas = [
    ...['58', '129', '221', '290', '471', '472', '473', '490', '492', '527', '536', '568', '577', '636', '637', '697'],
    ...['711', '837', '838', '839', '849', '879', '899'],
  ];

  test('BACI: each is an exporter and an importer, cited, and no country', async () => {
    using table = baciTable(...areas.flatMap((code) => [`1996,${code},251,270900,1,1`, `1996,251,${code},270900,2,1`]));
    await using fixture = await openWithCodes();
    const report = await importFlowTable(fixture, table.path, { mapping: 'baci' });
    expect(report).toMatchObject({ created: 2 * areas.length, rejections: [] });
    const keys = areas.map((code) => `un-comtrade:${code}`);
    const flows = await readStoredFlows(fixture);
    expect(new Set(flows.map(({ reporter, partner }) => `${reporter} ${partner}`))).toEqual(
      new Set(keys.flatMap((key) => [`${key} FR`, `FR ${key}`])),
    );
    const { data, errors } = await fixture.execute(
      `query ($keys: [String!]) { tradeFlows(first: 100, filter: { reporterKey: { in: $keys } }) { totalCount nodes { reporter {
        __typename key code name ... on Party { citations { source { key } } } ... on Group { kind members { country { key } } } } } } }`,
      { keys },
    );
    expect(errors).toBeUndefined();
    expect(data.tradeFlows.totalCount).toBe(areas.length);
    const reporters = data.tradeFlows.nodes.map(
      ({ reporter }: { reporter: { key: string; name: string } }) => reporter,
    );
    expect(reporters.map(({ key }: { key: string }) => key).toSorted()).toEqual(keys.toSorted());
    for (const { name, ...reporter } of reporters) {
      expect(reporter).toEqual({
        ...{ __typename: 'Group', key: reporter.key, code: reporter.key, kind: 'STATISTICAL', members: [] },
        citations: [{ source: { key: 'un-comtrade-areas' } }],
      });
      const countries = await fixture.execute(
        'query ($name: String) { countries(filter: { name: { eq: $name } }) { totalCount } }',
        { name },
      );
      expect([name, countries.data.countries.totalCount]).toEqual([name, 0]);
    }
    expect((await fixture.execute('{ tradeFlows(filter: { reporter: {} }) { totalCount } }')).data).toEqual({
      tradeFlows: { totalCount: areas.length },
    });
    await expectStable(fixture, table.path, 'baci');
  });

  test('the European Union reports and is a partner; the world only a partner', async () => {
    using table = comtradeTable(
      '2020,97,M,398,H5,2709,Crude oil,4,1,100',
      '2020,398,X,97,H5,2709,Crude oil,4,1,90',
      '2020,0,M,398,H5,2709,Crude oil,4,1,100',
    );
    await using fixture = await openWithCodes();
    const report = await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    expect(report.rejections).toMatchObject([
      { reason: 'reporterCode: "0" is a group of countries (001), which does not report. Expected a country.' },
    ]);
    expect(await readStoredFlows(fixture)).toMatchObject([
      { reporter: 'EU', partner: 'KZ' },
      { reporter: 'KZ', partner: 'EU' },
    ]);
    // Fragments on the other interface of both types.
    const { data } = await fixture.execute(
      '{ tradeFlows { nodes { reporter { ... on Party { key } ... on Node { id } } partner { ... on Reporter { code } } } } }',
    );
    expect(data.tradeFlows.nodes).toMatchObject([
      { reporter: { key: 'KZ', id: expect.any(String) }, partner: { code: 'EU' } },
      { reporter: { key: 'EU', id: expect.any(String) }, partner: { code: 'KZ' } },
    ]);
  });

  test('a table that names its remainders does not report them', async () => {
    using table = writeFlowTable('year,from,to,usd\n2018,Other Countries,France,1\n2018,France,Other Countries,2\n', {
      source: { key: 'named', publisher: 'A test' },
      period: { column: 'year' },
      reporter: { column: 'from', scheme: 'name' },
      partner: { column: 'to', scheme: 'name', statistical: ['Other Countries'] },
      direction: 'IMPORT',
      commodity: { code: '27' },
      value: { column: 'usd' },
    });
    await using fixture = await openWithCodes();
    const report = await importFlowTable(fixture, table.path, table);
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejections[0]?.reason).toContain('"Other Countries" is a group of countries');
  });

  test('a union and its members as reporters are never added together', async () => {
    const rows = [
      '2020,97,M,398,H5,2709,Crude oil,4,1,100',
      '2020,251,M,398,H5,2709,Crude oil,4,1,60',
      '2020,276,M,398,H5,2709,Crude oil,4,1,40',
      '2020,842,M,398,H5,2709,Crude oil,4,1,7',
      // In 2021, only the union reports.
      '2021,97,M,398,H5,2709,Crude oil,4,1,110',
      '2021,842,M,398,H5,2709,Crude oil,4,1,8',
    ];
    using table = comtradeTable(...rows);
    await using fixture = await openWithCodes();
    await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    for (const by of ['YEAR', 'YEAR, PARTNER', 'YEAR, COMMODITY', 'YEAR, PARTNER, COMMODITY'])
      expect(await readValues(fixture, `by: [${by}]`)).toEqual([107, 118]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { partner: { code: { eq: "KZ" } } }')).toEqual([107, 118]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { either: { code: { eq: "KZ" } } }')).toEqual([107, 118]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { reporter: { group: { eq: "EU" } } }')).toEqual([100]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { reporter: { not: { code: { eq: "US" } } } }')).toEqual([
      100,
    ]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { reporterKey: { eq: "EU" } }')).toEqual([100, 110]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { reporterKey: { in: ["EU", "FR", "US"] } }')).toEqual([
      67, 118,
    ]);
    expect(await readTotals(fixture, 'by: [REPORTER], filter: { year: { on: 2020 } }', 'reporter { code }')).toEqual([
      { reporter: { code: 'DE' }, value: 40 },
      { reporter: { code: 'EU' }, value: 100 },
      { reporter: { code: 'FR' }, value: 60 },
      { reporter: { code: 'US' }, value: 7 },
    ]);
    await expectStable(fixture, table.path, 'comtrade');

    // France leaves the union: its sums follow.
    const { data } = await fixture.execute(
      '{ group: groups(filter: { kind: [ORG] }, first: 100) { nodes { key members { country { key } } } } }',
    );
    const union = data.group.nodes.find(({ key }: { key: string }) => key === 'EU');
    const members = union.members.filter(
      ({ country }: { country: { key: string } }) => !['FR', 'DE'].includes(country.key),
    );
    await importRecords(
      fixture.db,
      toReadItems({
        ...{ noun: 'group', key: 'EU', kind: 'ORG', name: 'European Union' },
        members: members.map(({ country }: { country: { key: string } }) => ({ country: country.key })),
      }),
    );
    expect(await readValues(fixture, 'by: [YEAR]')).toEqual([207, 118]);
  });
});

describe('commodity codes of other editions', () => {
  test('Comtrade: a row states its edition; parents follow from the digits, and names are those of the rows', async () => {
    using table = comtradeTable(
      '2001,251,M,398,H1,271000,"Petroleum oils, not crude",6,1,10',
      '2001,251,M,398,H1,2710,,4,1,10',
      '2014,251,M,398,H4,8542,Electronic integrated circuits,4,1,20',
      '2014,251,M,398,H4,854231,N/A,6,1,15',
      '2022,251,M,398,H6,8542,Other words,4,1,30',
      '2016,251,M,398,H4,030510,"Flours, meals and pellets of fish",6,1,5',
      '2016,251,M,398,H4,9999AA,Commodities not specified,6,1,5',
    );
    await using fixture = await openWithCodes();
    expect(await importFlowTable(fixture, table.path, { mapping: 'comtrade' })).toMatchObject({
      ...{ created: 7, rejections: [] },
      notes: [{ note: 'Columns not used by the mapping: "aggrLevel".' }],
    });
    expect(await readCommodities(fixture, '27', '2710', '271000', '8542', '854231', '030510', '9999AA')).toEqual([
      { key: 'HS-27', scheme: 'HS2022', code: '27', name: 'Code 27', parent: { key: 'HS-V' } },
      { key: 'HS-2710', scheme: 'HS2022', code: '2710', name: 'Code 2710', parent: { key: 'HS-27' } },
      { key: 'HS-8542', scheme: 'HS2022', code: '8542', name: 'Code 8542', parent: { key: 'HS-85' } },
      { key: 'HS-854231', scheme: 'HS2022', code: '854231', name: 'Code 854231', parent: { key: 'HS-8542' } },
      { key: 'HS1996-27', scheme: 'HS1996', code: '27', name: null, parent: { key: 'HS-V' } },
      { key: 'HS1996-2710', scheme: 'HS1996', code: '2710', name: null, parent: { key: 'HS1996-27' } },
      {
        ...{ key: 'HS1996-271000', scheme: 'HS1996', code: '271000', name: 'Petroleum oils, not crude' },
        parent: { key: 'HS1996-2710' },
      },
      {
        ...{ key: 'HS2012-030510', scheme: 'HS2012', code: '030510', name: 'Flours, meals and pellets of fish' },
        parent: { key: 'HS2012-0305' },
      },
      {
        ...{ key: 'HS2012-8542', scheme: 'HS2012', code: '8542', name: 'Electronic integrated circuits' },
        parent: { key: 'HS2012-85' },
      },
      { key: 'HS2012-854231', scheme: 'HS2012', code: '854231', name: null, parent: { key: 'HS2012-8542' } },
      {
        ...{ key: 'HS2012-9999AA', scheme: 'HS2012', code: '9999AA', name: 'Commodities not specified' },
        parent: { key: 'HS2012-9999' },
      },
    ]);
    await expectStable(fixture, table.path, 'comtrade');
    // A code matches in every edition, a key in one.
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { code: { eq: "8542" } } }')).toEqual([20, 30]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { within: "85" } }')).toEqual([20, 30]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { within: "V" } }')).toEqual([10, 20, 30]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { code: { eq: "HS-85" } } }')).toEqual([30]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { code: { eq: "HS2012-85" } } }')).toEqual([20]);
  });

  test.each([
    ['H0', 'HS1992'],
    ['H1', 'HS1996'],
    ['H2', 'HS2002'],
    ['H3', 'HS2007'],
    ['H4', 'HS2012'],
    ['H5', 'HS2017'],
  ])('Comtrade: %s is %s, for 2, 4 and 6 digits', async (cell, scheme) => {
    using table = comtradeTable(...['27', '2710', '271012'].map((code) => `2020,251,M,398,${cell},${code},,,1,1`));
    await using fixture = await openWithCodes();
    expect(await importFlowTable(fixture, table.path, { mapping: 'comtrade' })).toMatchObject({ created: 3 });
    const flows = await readStoredFlows(fixture);
    expect(flows.map(({ commodity, within }) => [commodity, within])).toEqual([
      [`${scheme}-27`, null],
      [`${scheme}-2710`, `${scheme}-27`],
      [`${scheme}-271012`, `${scheme}-2710`],
    ]);
    expect(await readValues(fixture, 'by: [YEAR]')).toEqual([1]);
  });

  test('a later row gives the name that an earlier one lacks, also in another table, and a name never changes', async () => {
    await using fixture = await openWithCodes();
    for (const [name, expected] of [
      ['', null],
      ['Petroleum oils', 'Petroleum oils'],
      ['Oils', 'Petroleum oils'],
    ]) {
      using table = comtradeTable(`2001,251,M,398,H1,271000,${name},6,1,10`);
      await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
      expect(await readCommodities(fixture, '271000')).toMatchObject([{ name: expected }]);
    }
  });

  test('Comtrade: rejects codes that no edition has, unknown editions, and unknown codes of 2022', async () => {
    using table = comtradeTable(
      '2014,251,M,398,H4,27090,,,1,1',
      '2014,251,M,398,H4,27090010,,,1,1',
      '2014,251,M,398,H4,0000,,,1,1',
      '2014,251,M,398,H4,oil,,,1,1',
      '2014,251,M,398,H4,,,,1,1',
      '2014,251,M,398,S3,2709,,,1,1',
      '2022,251,M,398,H6,271000,,,1,1',
      '2022,251,M,398,HS,AG2,,,1,1',
    );
    await using fixture = await openWithCodes();
    const { created, rejections } = await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    expect(created).toBe(0);
    expect(rejections.map(({ reason }) => reason)).toEqual([
      'cmdCode: "27090" is not a code of HS2012. Expected 2, 4 or 6 digits, or TOTAL. If it has lost a leading zero, set "digits" in the mapping.',
      'cmdCode: "27090010" is not a code of HS2012. Expected 2, 4 or 6 digits, or TOTAL.',
      'cmdCode: "0000" is not a code of HS2012. Expected 2, 4 or 6 digits, or TOTAL.',
      'cmdCode: "oil" is not a code of HS2012. Expected 2, 4 or 6 digits, or TOTAL.',
      'cmdCode: The cell is empty. Expected a commodity code.',
      'classificationCode: "S3" is not an edition of the Harmonized System. The mapping has H0, H1, H2, H3, H4, H5, H6, HS.',
      'cmdCode: No commodity has the code "271000". Import the Harmonized System first ("chancery import hs"). If the code is from another edition than HS2022, state it in the mapping ("commodity.edition").',
      'cmdCode: "AG2" is not a code of the Harmonized System. Expected 2, 4 or 6 digits, or TOTAL.',
    ]);
    expect((await readCommodities(fixture, '27')).map(({ key }) => key)).toEqual(['HS-27']);
  });

  test('BACI: the name of the file states the edition', async () => {
    using table = baciTable('1999,398,251,271000,1,1', '1999,398,251,30510,2,1');
    const path = table.path.replace('table.csv', 'BACI_HS92_Y1999_V202401b.csv');
    writeFileSync(path, readFileSync(table.path));
    await using fixture = await openWithCodes();
    expect(await importFlowTable(fixture, path, { mapping: 'baci' })).toMatchObject({ created: 2, notes: [] });
    expect((await readStoredFlows(fixture)).map(({ commodity }) => commodity)).toEqual([
      'HS1992-030510',
      'HS1992-271000',
    ]);
  });

  test('BACI: without an edition, codes of 2022 are read as such, and others have none, with a note', async () => {
    using table = baciTable('1999,398,251,271000,1,1', '1999,398,251,270900,2,1');
    await using fixture = await openWithCodes();
    const report = await importFlowTable(fixture, table.path, { mapping: 'baci' });
    expect(report).toMatchObject({ created: 2, rejections: [] });
    expect(report.notes.map(({ note }) => note)).toEqual([
      expect.stringMatching(/^A code is not in HS2022, and the table does not state the edition \(271000\)\./),
    ]);
    expect(await readCommodities(fixture, '271000')).toEqual([
      { key: 'HS-271000', scheme: 'HS', code: '271000', name: null, parent: { key: 'HS-2710' } },
    ]);
    expect(await readValues(fixture, 'by: [YEAR], filter: { commodity: { code: { eq: "27" } } }')).toEqual([3_000]);
  });

  test('BACI: requires the list of 2022 if the edition is unknown', async () => {
    using table = baciTable('1999,398,251,270900,2,1');
    await using fixture = await openApiFixture({ dossier: false });
    const { created, rejections } = await importFlowTable(fixture, table.path, { mapping: 'baci' });
    expect(created).toBe(0);
    expect(rejections[0]?.reason).toContain('Import the Harmonized System first');
  });

  const ownMapping = {
    source: { key: 'own', publisher: 'A test' },
    period: { column: 'year' },
    reporter: { column: 'from', scheme: 'iso' },
    partner: { column: 'to', scheme: 'iso' },
    direction: 'IMPORT',
    value: { column: 'usd' },
  };

  test.each([
    ['one edition for the table', 'HS2007'],
    ['a column', { column: 'edition', values: { 2007: 'HS2007' } }],
    ['the name of the table', { fileName: { table: 'HS2007' } }],
    ['a default', { column: 'missing', values: {}, default: 'HS2007' }],
  ])('a mapping states the edition: %s', async (_, edition) => {
    using table = writeFlowTable('year,from,to,code,usd,edition,words\n2008,FR,KZ,271011,1,2007,Light oils\n', {
      ...ownMapping,
      commodity: { column: 'code', edition, name: 'words' },
    });
    await using fixture = await openWithCodes();
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 1, rejections: [] });
    expect(await readCommodities(fixture, '271011')).toMatchObject([{ key: 'HS2007-271011', name: 'Light oils' }]);
  });

  test('rejects a table that does not state the edition that its mapping requires', async () => {
    const importWith = async (edition: object) => {
      using table = writeFlowTable('year,from,to,code,usd,edition\n2008,FR,KZ,2710,1,\n', {
        ...ownMapping,
        commodity: { column: 'code', edition },
      });
      await using fixture = await openWithCodes();
      return (await importFlowTable(fixture, table.path, table)).rejections[0]?.reason;
    };
    expect(await importWith({ column: 'edition', values: { 2007: 'HS2007' } })).toBe(
      'edition: "" is not an edition of the Harmonized System. The mapping has 2007.',
    );
    expect(await importWith({ fileName: { HS92: 'HS1992' } })).toBe(
      'commodity.edition: The name of the table, "table.csv", does not state the edition of its codes. Expected one of HS92 in it.',
    );
  });

  test('one commodity of another edition for all rows', async () => {
    using table = writeFlowTable('year,from,to,usd\n2008,FR,KZ,1\n', {
      ...ownMapping,
      commodity: { code: '271000', edition: 'HS1992' },
    });
    await using fixture = await openWithCodes();
    expect(await importFlowTable(fixture, table.path, table)).toMatchObject({ created: 1 });
    expect(await readStoredFlows(fixture)).toMatchObject([{ commodity: 'HS1992-271000' }]);
  });

  test('a dry run creates no commodity; a rejected row does not either', async () => {
    using table = comtradeTable('2001,251,M,398,H1,271000,,6,1,10', '2001,251,M,398,H1,2711,,4,1,much');
    await using fixture = await openWithCodes();
    const before = await dumpDatabase(fixture.db);
    expect(await importFlowTable(fixture, table.path, { mapping: 'comtrade', dryRun: true })).toMatchObject({
      created: 1,
      rejected: 1,
    });
    expect(await dumpDatabase(fixture.db)).toEqual(before);
    await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    const { errors } = await fixture.execute('{ commodities(filter: { code: { eq: "2711" } }) { totalCount } }');
    expect(errors?.[0]?.message).toContain('No commodity has the code "2711"');
  });

  test('commodities without a name survive an export', async () => {
    using table = comtradeTable('2001,251,M,398,H1,271000,,6,1,10', '2001,251,M,398,H1,TOTAL,,0,1,10');
    await using fixture = await openWithCodes();
    await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    const folder = mkdtempSync(join(tmpdir(), 'chancery-test-'));
    try {
      const texts: string[] = [];
      await exportDataset(fixture.db, async (text) => void texts.push(text), { withHistory: false });
      const path = join(folder, 'records.jsonl');
      writeFileSync(path, texts.join(''));
      await using copy = await openTemporaryDatabase({ dossier: false });
      expect((await importRecords(copy.db, readInterchange(path))).rejections).toEqual([]);
      const again: string[] = [];
      await exportDataset(copy.db, async (text) => void again.push(text), { withHistory: false });
      expect(again.join('')).toBe(texts.join(''));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a commodity needs a code or a name', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    const report = await importRecords(fixture.db, toReadItems({ noun: 'commodity', key: 'nothing', scheme: 'WORDS' }));
    expect(report.rejections[0]?.reason).toContain('A commodity needs a code or a name.');
  });
});

describe('TOTAL', () => {
  // Levels 0, 2, 4 and 6, for the world and for two partners.
  const rows = (edition: string, year: number): string[] => [
    `${year},251,M,0,${edition},TOTAL,All Commodities,0,1,1000`,
    `${year},251,M,398,${edition},TOTAL,All Commodities,0,1,600`,
    `${year},251,M,276,${edition},TOTAL,All Commodities,0,1,400`,
    `${year},251,M,0,${edition},27,Fuels,2,1,300`,
    `${year},251,M,398,${edition},27,Fuels,2,1,300`,
    `${year},251,M,398,${edition},2709,Crude oil,4,1,250`,
    `${year},251,M,398,${edition},270900,Crude oil,6,1,250`,
    `${year},251,M,398,${edition},2710,Other oil,4,1,50`,
    `${year},251,M,398,${edition},85,Electrical machinery,2,1,300`,
    // No total and no chapters are reported by Germany.
    `${year},276,M,398,${edition},2709,Crude oil,4,1,70`,
    `${year},276,M,398,${edition},270900,Crude oil,6,1,70`,
  ];
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openWithCodes();
    // The order of the rows does not matter.
    for (const [edition, year, sort] of [
      ['H4', 2014, (list: string[]) => list],
      ['H6', 2022, (list: string[]) => list.toReversed()],
      ['HS', 2021, (list: string[]) => list.toSorted()],
    ] as const) {
      using table = comtradeTable(...sort(rows(edition, year)));
      expect(await importFlowTable(fixture, table.path, { mapping: 'comtrade' })).toMatchObject({
        ...{ created: 11, rejections: [] },
      });
    }
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('is one commodity of all editions', async () => {
    expect(await readCommodities(fixture, 'TOTAL')).toEqual([
      { key: 'HS-TOTAL', scheme: 'HS', code: 'TOTAL', name: 'All commodities', parent: null },
    ]);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });

  test.each([
    ['by: [YEAR]', [1070, 1070, 1070]],
    ['by: [REPORTER]', [70 * 3, 1000 * 3]],
    ['by: [PARTNER], filter: { year: { on: 2014 } }', [1000, 400, 670]],
    ['by: [YEAR], filter: { commodity: { code: { eq: "TOTAL" } } }', [1000, 1000, 1000]],
    ['by: [YEAR], filter: { commodity: { code: { eq: "27" } } }', [370, 370, 370]],
    ['by: [YEAR], filter: { commodity: { code: { in: ["27", "85"] } } }', [670, 670, 670]],
    ['by: [YEAR], filter: { commodity: { code: { eq: "2709" } } }', [320, 320, 320]],
    ['by: [YEAR], filter: { partnerKey: { eq: "001" } }', [1000, 1000, 1000]],
    ['by: [YEAR], filter: { partnerKey: { eq: "001" }, commodity: { code: { eq: "27" } } }', [300, 300, 300]],
    ['by: [YEAR], filter: { partner: { code: { eq: "KZ" } } }', [670, 670, 670]],
    ['by: [YEAR, REPORTER], filter: { partner: { code: { eq: "KZ" } }, year: { on: 2014 } }', [70, 600]],
    ['by: [YEAR, REPORTER, PARTNER], filter: { year: { on: 2014 } }', [70, 1000, 400, 600]],
  ])('is never added to its parts: %s', async (args, values) => {
    expect(await readValues(fixture, args)).toEqual(values);
  });

  test('is a row of its own by commodity', async () => {
    expect(
      await readTotals(
        fixture,
        'by: [COMMODITY], filter: { year: { on: 2014 }, reporter: { code: { eq: "FR" } }, partner: { code: { eq: "KZ" } } }',
        'commodity { key }',
      ),
    ).toEqual([
      { commodity: { key: 'HS-TOTAL' }, value: 600 },
      { commodity: { key: 'HS2012-27' }, value: 300 },
      { commodity: { key: 'HS2012-2709' }, value: 250 },
      { commodity: { key: 'HS2012-270900' }, value: 250 },
      { commodity: { key: 'HS2012-2710' }, value: 50 },
      { commodity: { key: 'HS2012-85' }, value: 300 },
    ]);
  });

  test('cannot be summed together with its parts', async () => {
    const filter = 'filter: { commodity: { code: { in: ["2709", "TOTAL"] } } }';
    const { errors } = await fixture.execute(`{ tradeFlowTotals(by: [YEAR], ${filter}) { value } }`);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('TOTAL includes the other commodities (2709, TOTAL).'),
        extensions: { code: 'BAD_INPUT', field: 'filter.commodity.code.in' },
      },
    ]);
    expect((await readTotals(fixture, `by: [COMMODITY], ${filter}`)).length).toBeGreaterThan(1);
  });

  test('the world includes a union as a partner', async () => {
    using table = comtradeTable('2019,398,X,0,H5,TOTAL,,0,1,1000', '2019,398,X,97,H5,TOTAL,,0,1,300');
    await using own = await openWithCodes();
    await importFlowTable(own, table.path, { mapping: 'comtrade' });
    expect(await readValues(own, 'by: [YEAR]')).toEqual([1000]);
    expect(await readValues(own, 'by: [YEAR], filter: { partnerKey: { eq: "EU" } }')).toEqual([300]);
    await expectStable(own, table.path, 'comtrade');
  });

  test('one mapping reads a table of total trade', async () => {
    using table = writeFlowTable('year,from,to,usd\n2008,FR,KZ,1\n', {
      source: { key: 'own', publisher: 'A test' },
      period: { column: 'year' },
      reporter: { column: 'from', scheme: 'iso' },
      partner: { column: 'to', scheme: 'iso' },
      direction: 'IMPORT',
      commodity: { code: 'TOTAL' },
      value: { column: 'usd' },
    });
    await using own = await openApiFixture({ dossier: false });
    expect(await importFlowTable(own, table.path, table)).toMatchObject({ created: 1, rejections: [] });
    expect(await readStoredFlows(own)).toMatchObject([{ commodity: 'HS-TOTAL' }]);
  });
});

const [casesFolder, hsFolder] = ['../shared/cases', '../shared/data/datasets-harmonized-system'];
const isAbsent = [casesFolder, hsFolder].some((path) => !existsSync(path));
if (isAbsent) console.warn(`Skipped: ${casesFolder} or ${hsFolder} is not here.`);

// Requires ../shared; skipped without it.
describe.skipIf(isAbsent)('the reported cases, with all codes of HS2022', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false });
    const { read, countScope, isCompleteInput } = importFormats.hs;
    await importRecords(fixture.db, read(fixture.db, hsFolder, {}), { importer: 'hs', countScope, isCompleteInput });
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('baci-codes.csv', async () => {
    const path = join(casesFolder, 'baci-codes.csv');
    const report = await importFlowTable(fixture, path, { mapping: 'baci', dryRun: true });
    expect(report).toMatchObject({ read: 6, created: 5, rejected: 1 });
    using table = writeFlowTable(readFileSync(path));
    expect(await importFlowTable(fixture, table.path, { mapping: 'baci' })).toMatchObject({
      ...{ read: 6, created: 5 },
      rejections: [{ line: 7, reason: 'i: "280" means West Germany, which ended in 1990, not a country of 2022.' }],
    });
    expect(await readStoredFlows(fixture, 'baci')).toMatchObject([
      {
        reporter: 'AF',
        partner: 'AO',
        commodity: 'HS-845420',
        value: 3_351,
        quantity: null,
        quantityStatus: 'MISSING',
      },
      { reporter: 'IN', partner: 'US', commodity: 'HS-010121', value: 10_500, quantity: null },
      { reporter: 'KZ', partner: 'FR', commodity: 'HS-270900', value: 1_234_567, quantity: 345.678, unit: 't' },
      { reporter: 'NO', partner: 'AU', commodity: 'HS-030617', value: 8_000, quantity: 2 },
      { reporter: 'un-comtrade:490', partner: 'CH', commodity: 'HS-271011', value: 5_000, quantity: 1 },
    ]);
    // 271011 was a code of HS2002 and HS2007.
    expect(await readCommodities(fixture, '271011')).toEqual([
      { key: 'HS-271011', scheme: 'HS', code: '271011', name: null, parent: { key: 'HS-2710' } },
    ]);
    await expectStable(fixture, table.path, 'baci');
  });

  test('comtrade-download.csv: no row is rejected because of its codes', async () => {
    using table = writeFlowTable(readFileSync(join(casesFolder, 'comtrade-download.csv')));
    const report = await importFlowTable(fixture, table.path, { mapping: 'comtrade' });
    expect(report).toMatchObject({ read: 3, created: 3, rejections: [] });
    expect(await readStoredFlows(fixture, 'un-comtrade')).toMatchObject([
      { reporter: 'TH', partner: '001', commodity: 'HS2012-8542', year: 2014 },
      { reporter: 'TH', partner: 'AD', commodity: 'HS2012-8542' },
      { reporter: 'TH', partner: 'CW', commodity: 'HS2012-8542' },
    ]);
    expect(await readCommodities(fixture, 'HS2012-8542')).toMatchObject([{ name: 'Electronic integrated circuits' }]);
  });
});
