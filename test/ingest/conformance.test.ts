import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { restoreFromExport } from '../../src/ingest/create-database.ts';
import { detectExport } from '../../src/ingest/history-format.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import { listBundledMappings } from '../../src/ingest/trade-flows/table-files.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { presidentsXml, renderLegXml } from './hsg-travels-fixture.ts';
import { renderVisitsXml } from './hsg-visits-fixture.ts';
import { createWorkbook } from './synthetic-workbook.ts';
import { renderTerritoryXml } from './territories-fixture.ts';

// What every import format has to guarantee, whatever it reads. A new format fails the first test until it has a case.

type Files = Readonly<Record<string, string | Uint8Array>>;
type FormatName = keyof typeof importFormats;

interface ConformanceCase {
  format: FormatName;
  /** Flows: the shipped mapping. */
  mapping?: string;
  /** Tables: the mapping. */
  tableMapping?: object;
  /** The file of the folder to import; the folder itself if absent. */
  file?: string;
  /** Input that is accepted completely. */
  valid: Files;
  /** Input with at least one record or row that is rejected and written to a rejects file. */
  faulty: Files;
  /** Corrects the rejects file. */
  fix(rejects: string): string;
  /** The valid input with one file cut off in the middle. */
  truncated: Files;
  /** What the report says first of the truncated input; or the error, if it cannot be read at all. */
  truncation: { reason: RegExp } | { error: RegExp };
}

const cut = (text: string, before: string): string => text.slice(0, text.indexOf(before));

const jsonl = (...records: object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const people = [
  { noun: 'person', key: 'test:a', name: 'Ada', citations: [{ source: 'test', basis: 'STATED' }] },
  { noun: 'person', key: 'test:b', name: 'Bo', citations: [{ source: 'test', basis: 'STATED' }] },
];
const source = { noun: 'source', key: 'test', publisher: 'A test', title: 'A test' };
const faultyPerson = { ...people[0], key: 'test:c', born: 'yesterday' };
const yaml = (records: object[]): string => records.map((record) => `- ${JSON.stringify(record)}\n`).join('');

const leg = { start: '1911-05-01' };
const travels = (...legs: string[]): Files => ({
  'presidents/presidents.xml': presidentsXml,
  'president-travels/taft-william-howard.xml': `<trips>\n${legs.join('\n')}\n</trips>\n`,
});
const twoLegs = travels(renderLegXml({ ...leg, id: 1 }), renderLegXml({ id: 2, start: '1912-05-01' }));

const wilsonXml = `<president n="28"><id>wilson-woodrow</id><name>Woodrow Wilson</name><birth-year>in 1856</birth-year>
  <took-office-date>1913-03-04</took-office-date><left-office-date>1921-03-04</left-office-date></president></presidents>`;

const visits = (...all: Parameters<typeof renderVisitsXml>): Files => ({ 'data/1980.xml': renderVisitsXml(...all) });
const twoVisits = visits({ id: 1 }, { id: 2, start: '1984-05-01' });

const territories = {
  ...renderTerritoryXml({ id: 'aland-1900', name: 'Aland', since: '1900', until: '1950' }),
  ...renderTerritoryXml({ id: 'bland-1950', name: 'Bland', since: '1950', until: '1990' }),
};

const leaderLine = (text: string, more: object = {}): string =>
  `${JSON.stringify({
    ...{ gec: 'lo', country: 'Slovakia', field: 'head of government', text },
    ...{ firstSeenEdition: '2023-11-30', lastSeenEdition: '2023-11-30', ...more },
  })}\n`;
const leaderLines = [
  leaderLine('Prime Minister Robert FICO (since 25 October 2023)'),
  leaderLine('President Zuzana CAPUTOVA (since 15 June 2019)', { field: 'chief of state' }),
];

const workbook = createWorkbook([
  ['Year', 'Session', 'ISO Code', 'Country', 'Name of Person Speaking', 'Post'],
  [2022, 77, 'KAZ', 'Kazakhstan', 'Kassym-Jomart Tokayev', 'President'],
  [2022, 77, 'FRA', 'France', 'Emmanuel Macron', 'President'],
]);
const speeches = {
  'Speakers_by_session.xlsx': workbook,
  'KAZ_77_2022.txt': 'Mister President, a word.\n',
  'FRA_77_2022.txt': 'Madam President, another word.\n',
};

const sections = 'section,name\nV,Mineral products\n';
const codes = (...rows: string[]): Files => ({
  'sections.csv': sections,
  'harmonized-system.csv': `${['section,hscode,description,parent,level', ...rows].join('\n')}\n`,
});
const salt = ['V,25,Salt and sulphur,TOTAL,2', 'V,2501,Salt,25,4'];

const table = (...rows: string[]): string => `${rows.join('\n')}\n`;
const flows = (
  mapping: string,
  header: string,
  good: readonly string[],
  bad: string,
  fixed: string,
): ConformanceCase => ({
  format: 'flows',
  mapping,
  file: 'table.csv',
  valid: { 'table.csv': table(header, ...good) },
  faulty: { 'table.csv': table(header, ...good, bad) },
  fix: (rejects) => rejects.replace(bad, fixed),
  truncated: { 'table.csv': table(header, ...good).slice(0, -Math.floor((good.at(-1) ?? '').length / 2)) },
  truncation: { reason: /Nothing from here on was read|The file ends in this row/ },
});

const tableMapping = {
  noun: 'visit',
  source: { key: 'my-visits', publisher: 'A test' },
  key: 'my-visits:{travellers}-{host}-{start}',
  dates: 'day-first',
  fields: {
    summary: { template: 'Visit of {Leader} to {To}' },
    travellers: { column: 'Leader' },
    host: 'To',
    start: 'Arrived',
    status: { value: 'COMPLETED' },
  },
};
const tableHeader = ['Leader', 'To', 'Arrived'];
const goodRows = [
  ['FR', 'Kazakhstan', '01.11.2023'],
  ['DE', 'Uzbekistan', '15.09.2024'],
];
const badRow = ['FR', 'Freedonia', '02.11.2023'];
const toCsv = (...rows: readonly string[][]): string => rows.map((row) => `${row.join(';')}\n`).join('');
const toObjects = (...rows: readonly string[][]): object[] =>
  rows.map((row) => Object.fromEntries(row.map((cell, at) => [tableHeader[at] ?? '', cell])));
const tables = (
  name: string,
  write: (...rows: readonly string[][]) => string | Uint8Array,
  truncation: ConformanceCase['truncation'],
  cutOff = 8,
): ConformanceCase => ({
  format: 'table',
  tableMapping,
  file: name,
  valid: { [name]: write(...goodRows) },
  faulty: { [name]: write(...goodRows, badRow) },
  fix: (rejects) => rejects.replaceAll('Freedonia', 'Italy'),
  truncated: { [name]: write(...goodRows).slice(0, -cutOff) },
  truncation,
});

const cases: Readonly<Record<string, ConformanceCase>> = {
  'entries, JSON Lines': {
    format: 'entries',
    file: 'input.jsonl',
    valid: { 'input.jsonl': jsonl(source, ...people) },
    faulty: { 'input.jsonl': jsonl(source, ...people, faultyPerson) },
    fix: (rejects) => rejects.replace('yesterday', '1980'),
    truncated: { 'input.jsonl': cut(jsonl(source, faultyPerson, ...people), ',"name":"Bo"') },
    truncation: { reason: /^The line is not JSON: .*The file ends in this line/ },
  },
  'entries, YAML': {
    format: 'entries',
    file: 'input.yaml',
    valid: { 'input.yaml': yaml([source, ...people]) },
    faulty: { 'input.yaml': yaml([source, ...people, faultyPerson]) },
    fix: (rejects) => rejects.replace('yesterday', '1980'),
    truncated: { 'input.yaml': cut(yaml([source, ...people]), ',"name":"Bo"') },
    truncation: { reason: /^The file is not YAML, and none of it was read/ },
  },
  'entries, a folder': {
    format: 'entries',
    valid: { 'a.jsonl': jsonl(source), 'b.yaml': yaml(people) },
    faulty: { 'a.jsonl': jsonl(source, faultyPerson), 'b.yaml': yaml(people) },
    fix: (rejects) => rejects.replace('yesterday', '1980'),
    truncated: { 'a.jsonl': jsonl(source, faultyPerson), 'b.yaml': cut(yaml(people), ',"name":"Bo"') },
    truncation: { reason: /^The file is not YAML, and none of it was read/ },
  },
  'hsg-travels': {
    format: 'hsg-travels',
    valid: twoLegs,
    faulty: { ...twoLegs, 'presidents/presidents.xml': presidentsXml.replace('</presidents>', wilsonXml) },
    fix: (rejects) => rejects.replace('in 1856', '1856'),
    truncated: {
      ...twoLegs,
      'president-travels/taft-william-howard.xml': cut(
        String(twoLegs['president-travels/taft-william-howard.xml']),
        '<start-date>1912',
      ),
    },
    truncation: { reason: /^The XML is invalid/ },
  },
  'hsg-visits': {
    format: 'hsg-visits',
    valid: twoVisits,
    // Syria was not yet a state.
    faulty: visits({ id: 1 }, { id: 2, from: 'Syria', start: '1945-04-25' }),
    fix: (rejects) => rejects.replaceAll('"country":"SY"', '"country":"EG"'),
    truncated: { 'data/1980.xml': cut(String(twoVisits['data/1980.xml']), '<start-date>1984') },
    truncation: { reason: /^The XML is invalid/ },
  },
  hs: {
    format: 'hs',
    valid: codes(...salt),
    faulty: codes(...salt, 'V,260100,Iron ores,2601,6'),
    fix: (rejects) => rejects.replace('HS-2601"', 'HS-25"'),
    truncated: {
      ...codes(),
      'harmonized-system.csv': cut(String(codes('V,257,Salt,25,3', ...salt)['harmonized-system.csv']), ',25,4'),
    },
    truncation: { reason: /The file ends in this row/ },
  },
  territories: {
    format: 'territories',
    valid: territories,
    faulty: { ...territories, ...renderTerritoryXml({ id: 'cl and', name: 'Cland', since: '1900', until: '1950' }) },
    fix: (rejects) => rejects.replaceAll('x-cl and', 'x-cland'),
    truncated: {
      ...territories,
      'data/territories/bland-1950.xml': cut(String(territories['data/territories/bland-1950.xml']), '</valid-since>'),
    },
    truncation: { reason: /^The XML is invalid/ },
  },
  leaders: {
    format: 'leaders',
    file: 'executive-strings.jsonl',
    valid: { 'executive-strings.jsonl': leaderLines.join('') },
    faulty: {
      'executive-strings.jsonl': [
        ...leaderLines,
        leaderLine('Prime Minister Eduard HEGER (appointed by\u0000 her on 1 April 2021)'),
      ].join(''),
    },
    // The quoted words, where the escape is part of the text, stay as they are.
    fix: (rejects) => rejects.replace(/(?<!\\)\\u0000/, ''),
    truncated: {
      'executive-strings.jsonl': [leaderLine('nobody at all'), ...leaderLines].join('').slice(0, -80),
    },
    truncation: { reason: /^The line is not JSON: .*The file ends in this line/ },
  },
  speeches: {
    format: 'speeches',
    valid: speeches,
    faulty: { ...speeches, 'FRA_77_2022.txt': 'Madam President, another\u0000 word.\n' },
    fix: (rejects) => rejects.replaceAll('\\u0000', ','),
    truncated: { ...speeches, 'Speakers_by_session.xlsx': workbook.slice(0, workbook.length / 2) },
    truncation: { error: /is not an Excel workbook/ },
  },
  'table, CSV': tables(
    'table.csv',
    (...rows) => toCsv(tableHeader, ...rows),
    { reason: /The file ends in this row/ },
    20,
  ),
  'table, JSON Lines': tables('table.jsonl', (...rows) => jsonl(...toObjects(...rows)), {
    reason: /^The line is not JSON: .*The file ends in this line/,
  }),
  'table, JSON': tables('table.json', (...rows) => JSON.stringify(toObjects(...rows)), { error: /is not JSON/ }),
  'table, Excel': tables(
    'table.xlsx',
    (...rows) => createWorkbook([tableHeader, ...rows]),
    { error: /is not an Excel workbook/ },
    200,
  ),
  'flows, baci': flows(
    'baci',
    't,i,j,k,v,q',
    ['2020,398,251,270900,1234.567,89.1', '2020,842,757,270900,0.5,NA'],
    '2020,398,251,270900,much,89.1',
    '2020,398,380,270900,7,89.1',
  ),
  'flows, comtrade': flows(
    'comtrade',
    'refYear,reporterCode,flowCode,partnerCode,cmdCode,netWgt,primaryValue',
    ['2021,251,M,398,2709,10,100', '2021,398,X,251,2709,11,90'],
    '2021,251,M,398,2709,much,100',
    '2021,251,M,842,2709,12,100',
  ),
  'flows, ec-crude-oil': flows(
    'ec-crude-oil',
    'year,reporting_country,country_of_origin,crude_type,volume_1000_bbl,total_value_usd_1000,cif_price_usd_bbl',
    ['2018,France,Kazakhstan,CPC Blend,10,700,70', '2018,Italy,Other Countries,Other,1,70,70'],
    '2018,France,Kazakhstan,CPC Blend,much,700,70',
    '2018,France,Libya,CPC Blend,11,770,70',
  ),
};

function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** A database with the reference data and a few commodities, and a way to import files into it as the command line does. */
async function openImporter({ format, mapping = '', tableMapping, file = '' }: ConformanceCase) {
  const scratch = await openTemporaryDatabase({ dossier: false });
  const { db, folder } = scratch;
  const commodity = { noun: 'commodity', scheme: 'HS2022' } as const;
  await importRecords(
    db,
    toReadItems(
      { ...commodity, key: 'HS-27', code: '27', name: 'Fuels' },
      { ...commodity, key: 'HS-2709', code: '2709', name: 'Crude oil', parent: 'HS-27' },
      { ...commodity, key: 'HS-270900', code: '270900', name: 'Crude oil', parent: 'HS-2709' },
    ),
  );
  let runs = 0;
  const importPath = async (path: string, name: FormatName, dryRun: boolean): Promise<ImportReport> => {
    if (name === 'flows')
      return importFormats.flows.importFile(db, path, { mapping, dryRun, rejectsPrefix: join(folder, 'record.flows') });
    if (name === 'table') {
      const mappingPath = join(folder, 'mapping.json');
      writeFileSync(mappingPath, JSON.stringify(tableMapping));
      return importFormats.table.importFile(db, path, {
        ...{ mapping: mappingPath, dryRun, rejectsPrefix: join(folder, 'record.table') },
      });
    }
    const { read, countScope, isCompleteInput } = importFormats[name];
    return importRecords(db, read(db, path, {}), {
      ...{ dryRun, countScope, isCompleteInput, importer: name },
      acceptsUnverified: name === 'entries' && path.endsWith('.jsonl') && (await detectExport(path)) === 'records',
      rejectsFile: join(folder, `record.${name}.rejects.jsonl`),
    });
  };
  return {
    db,
    importPath,
    /** Each input replaces the one before it, under the same names. */
    importFiles(files: Files, { dryRun = false } = {}): Promise<ImportReport> {
      const input = join(folder, `input-${runs++}`, 'input');
      writeFiles(input, files);
      return importPath(join(input, file), format, dryRun);
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

const addUp = ({ created, updated, unchanged, rejected }: ImportReport): number =>
  created + updated + unchanged + rejected;

test('every format and every shipped mapping has a case', () => {
  const list = Object.values(cases);
  expect(new Set(list.map(({ format }) => format))).toEqual(new Set(Object.keys(importFormats)));
  expect(list.flatMap(({ mapping }) => mapping ?? []).toSorted()).toEqual(listBundledMappings());
});

describe.each(Object.entries(cases))('%s', (_, input) => {
  test('imports valid input; a second run changes nothing', async () => {
    await using importer = await openImporter(input);
    const first = await importer.importFiles(input.valid);
    expect(first).toMatchObject({ read: addUp(first), rejected: 0, rejections: [], rejectsFile: null });
    expect(first.created).toBeGreaterThan(0);
    const before = await dumpDatabase(importer.db);
    expect(await importer.importFiles(input.valid)).toMatchObject({
      ...{ read: first.read, unchanged: first.read, created: 0, updated: 0, rejected: 0, vanished: 0 },
    });
    expect(await dumpDatabase(importer.db)).toEqual(before);
  });

  test('a dry run reports the same counts and writes nothing', async () => {
    await using importer = await openImporter(input);
    const before = await dumpDatabase(importer.db);
    const rehearsal = await importer.importFiles(input.faulty, { dryRun: true });
    expect(await dumpDatabase(importer.db)).toEqual(before);
    expect(rehearsal.rejectsFile).toBeNull();
    const { read, created, rejected, rejections } = await importer.importFiles(input.faulty);
    expect(rehearsal).toMatchObject({ read, created, rejected, rejections });
  });

  test('rejects can be fixed and imported again', async () => {
    await using importer = await openImporter(input);
    const report = await importer.importFiles(input.faulty);
    expect(report.read).toBe(addUp(report));
    expect(report.created).toBeGreaterThan(0);
    expect(report.rejected).toBeGreaterThan(0);
    const path = report.rejectsFile ?? '';
    const rejects = readFileSync(path, 'utf8');
    writeFileSync(path, input.fix(rejects));
    expect(readFileSync(path, 'utf8')).not.toBe(rejects);
    const isTable = input.format === 'flows' || input.format === 'table';
    const again = await importer.importPath(path, isTable ? input.format : 'entries', false);
    expect(again).toMatchObject({ read: addUp(again), updated: 0, unchanged: 0, rejected: 0, rejections: [] });
    expect(again.created).toBeGreaterThan(0);
  });

  test('truncated input is reported first, and nothing counts as missing from it', async () => {
    await using importer = await openImporter(input);
    await importer.importFiles(input.valid);
    if ('error' in input.truncation) {
      const before = await dumpDatabase(importer.db);
      await expect(importer.importFiles(input.truncated)).rejects.toThrow(input.truncation.error);
      expect(await dumpDatabase(importer.db)).toEqual(before);
      return;
    }
    const report = await importer.importFiles(input.truncated);
    expect(report.read).toBe(addUp(report));
    expect(report.rejected).toBeGreaterThan(0);
    expect(report.rejections[0]?.reason).toMatch(input.truncation.reason);
    expect(report.vanished).toBe(0);
  });
});

describe('export with history', () => {
  async function exportWithHistory(path: string): Promise<string[]> {
    await using scratch = await openTemporaryDatabase();
    const lines: string[] = [];
    await exportDataset(scratch.db, async (line) => void lines.push(line), { withHistory: true });
    writeFileSync(path, lines.join(''));
    return lines;
  }
  const withDatabase = async <T>(path: string, work: (db: Database) => Promise<T>): Promise<T> => {
    await using db = await openDatabase({ path });
    return await work(db);
  };

  test('restores every line, writes nothing in a dry run, and refuses a database that is not empty', async () => {
    using folder = createTemporaryFolder();
    const [path, file] = [join(folder.path, 'record.db'), join(folder.path, 'record.jsonl')];
    const lines = await exportWithHistory(file);
    const rehearsal = await restoreFromExport(path, file, { dryRun: true });
    expect(() => readFileSync(path)).toThrow('ENOENT');
    const report = await restoreFromExport(path, file);
    expect(rehearsal).toEqual(report);
    expect(1 + report.records + report.tombstones + report.revisions).toBe(lines.length);
    expect(report).toMatchObject({ rejected: 0, rejections: [] });
    const before = await withDatabase(path, dumpDatabase);
    await expect(restoreFromExport(path, file)).rejects.toThrow(path);
    expect(await withDatabase(path, dumpDatabase)).toEqual(before);
  });

  test.each([
    ['between two lines', (text: string) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)],
    ['within a line', (text: string) => text.slice(0, -80)],
    ['among the records', (text: string) => text.slice(0, text.indexOf('{"noun":"visit"') + 80)],
  ])('restores nothing from a file that is truncated %s', async (_, truncate) => {
    using folder = createTemporaryFolder();
    const [path, file] = [join(folder.path, 'record.db'), join(folder.path, 'record.jsonl')];
    await exportWithHistory(file);
    writeFileSync(file, truncate(readFileSync(file, 'utf8')));
    const { rejected, rejections } = await restoreFromExport(path, file);
    expect(rejected).toBeGreaterThan(0);
    expect(rejections[0]?.reason).toMatch(/lines are missing/);
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});
