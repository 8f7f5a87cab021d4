import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { proposeMapping } from '../../src/ingest/table/propose-mapping.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { readSnippets } from '../helpers/markdown-snippets.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTableFolder, tableSource } from './table-fixture.ts';

const casePath = '../shared/cases/visits-spreadsheet.csv';
if (!existsSync(casePath)) console.warn(`Skipped: ${casePath} is not here.`);

const created = { create: ['persons', 'sources'] } as const;
const visitsQuery = `query ($source: String!) {
  visits(filter: { source: { eq: $source } }, orderBy: { field: START, direction: ASC }, first: 50) {
    nodes {
      key summary place type status start { edtf } end { edtf } host { key }
      travellers { party { key name } term { key } country { key } }
      citations { source { key url } basis }
    }
  }
}`;

describe.skipIf(!existsSync(casePath))('the spreadsheet of visits, with the proposed mapping', () => {
  test('rows 1 to 5, 7 and 8 are imported, and row 6 is rejected; the second run changes nothing', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const mapping = await proposeMapping(casePath, 'visit');
    const report = await folder.import(casePath, mapping, created);
    expect(report).toMatchObject({ read: 8, created: 7, rejected: 1, notes: [] });
    expect(report.rejections).toEqual([
      {
        file: 'visits-spreadsheet.csv',
        line: 7,
        key: 'visits-spreadsheet:jane-unknown-kazakhstan-2024-03-01',
        reason: expect.stringMatching(/From: No country has the name "Freedonia"/),
      },
    ]);
    const { data } = await api.execute(visitsQuery, { source: 'visits-spreadsheet' });
    expect(data.visits.nodes).toMatchObject([
      {
        ...{ start: { edtf: '2023-11-01' }, end: { edtf: '2023-11-02' }, host: { key: 'UZ' }, type: 'STATE' },
        travellers: [
          { party: { key: 'emmanuel-macron' }, term: { key: 'macron-president-of-france' }, country: { key: 'FR' } },
        ],
        citations: [
          { source: { key: 'visits-spreadsheet' }, basis: 'STATED' },
          { source: { url: 'https://example.org/b' }, basis: 'PARAPHRASE' },
        ],
      },
      { start: { edtf: '2023-11' }, end: null, host: { key: 'KZ' }, place: 'Astana', status: 'COMPLETED' },
      { start: { edtf: '2024-09-15' }, end: { edtf: '2024-09-16' }, host: { key: 'UZ' }, type: 'WORKING' },
      {
        ...{ start: { edtf: '2024-09-17' }, end: { edtf: '2024-09-19' }, host: { key: 'KR' }, status: 'ANNOUNCED' },
        travellers: [{ party: { key: 'kassym-jomart-tokayev' }, term: { key: 'tokayev-president-of-kazakhstan' } }],
      },
      { start: { edtf: '2025-01-27' }, host: { key: 'VA' }, type: 'UNSPECIFIED', place: null },
      { start: { edtf: '2025-02' }, host: { key: 'HK' }, status: 'CANCELLED' },
      {
        ...{ start: { edtf: '2025-05-29' }, end: { edtf: '2025-05-30' }, host: { key: 'KZ' }, type: 'OFFICIAL' },
        travellers: [
          { party: { key: 'visits-spreadsheet:giorgia-meloni', name: 'Giorgia Meloni' }, country: { key: 'IT' } },
        ],
      },
    ]);
    const again = await folder.import(casePath, mapping, created);
    expect(again).toMatchObject({ read: 8, created: 0, updated: 0, unchanged: 7, rejected: 1, vanished: 0 });
  });

  test('without --create, the reasons name it, and row 6 names the state and the person', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const report = await folder.import(casePath, await proposeMapping(casePath, 'visit'), { dryRun: true });
    expect(report.created).toBe(0);
    const reasons = report.rejections.map(({ reason }) => reason);
    expect(reasons[0]).toContain('"--create persons"');
    expect(reasons[0]).toContain('"--create sources"');
    expect(reasons[5]).toMatch(/"Freedonia".*"Jane Unknown"/);
  });
});

const header = 'Leader,Office,From,To,Arrived,Link\n';
const mapping = {
  noun: 'visit',
  source: tableSource,
  key: 'my-table:{travellers}-{host}-{start}',
  fields: {
    summary: { template: 'Visit of {Leader} to {To}' },
    travellers: { column: 'Leader', office: 'Office', country: 'From', separator: ';' },
    host: 'To',
    start: 'Arrived',
    status: { value: 'COMPLETED' },
  },
  sources: 'Link',
};

describe('visits of a table', () => {
  test('rejected rows can be corrected in a table of the same layout, and imported', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write(
      'visits.csv',
      `${header}Emmanuel Macron,President,France,Kazahkstan,2023-11-01,\nEmanuel Macron,President,,Italy,2023-11-05,\n`,
    );
    const report = await folder.import(table, mapping);
    expect(report.rejections.map(({ reason }) => reason)).toEqual([
      'To: No country has the name "Kazahkstan". Did you mean Kazakhstan (KZ)?',
      expect.stringMatching(
        /^Leader: No person has the name "Emanuel Macron"\. Did you mean Emmanuel Macron \(emmanuel-macron\)/,
      ),
    ]);
    const path = report.rejectsFile ?? '';
    const rejects = readFileSync(path, 'utf8');
    expect(rejects.split('\n')[0]).toBe('rejected_line,rejected_because,Leader,Office,From,To,Arrived,Link');
    const fix = (text: string): string =>
      text.replace(/,Kazahkstan,/, ',Kazakhstan,').replace(/,Emanuel Macron,/, ',Emmanuel Macron,');
    writeFileSync(path, fix(rejects));
    expect(await folder.import(path, mapping)).toMatchObject({ read: 2, created: 2, rejected: 0 });
    writeFileSync(table, fix(readFileSync(table, 'utf8').replace('Emanuel', 'Emmanuel')));
    expect(await folder.import(table, mapping)).toMatchObject({ read: 2, unchanged: 2 });
  });

  test('a similar name is the person who held the office on the day, with a note', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write('visits.csv', `${header}Qasim-Jomart Tokaev,President,Kazakhstan,Italy,2024-01-18,\n`);
    const report = await folder.import(table, mapping, { create: ['persons'] });
    expect(report).toMatchObject({
      created: 1,
      notes: [{ note: expect.stringContaining('was interpreted as Kassym-Jomart Tokayev') }],
    });
  });

  test('a person of another country is not taken for one of the same name', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write('visits.csv', `${header}Emmanuel Macron,,Italy,Kazakhstan,2023-11-01,\n`);
    const { rejections } = await folder.import(table, mapping, { create: ['persons'] });
    expect(rejections[0]?.reason).toContain('has held no office of IT on record');
  });

  test('names are read as of the day, several travellers are separated, and a state may travel', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write(
      'visits.csv',
      `${header}Ann One; Bo Two,,Soviet Union,Cuba,1985-05-01,https://example.org/1 https://example.org/2\nSoviet Union,,,Cuba,2014-05-01,\nFrance,,,Cuba,2014-05-02,\n`,
    );
    const report = await folder.import(table, mapping, created);
    expect(report).toMatchObject({ read: 3, created: 2, rejected: 1 });
    const { data } = await api.execute(visitsQuery, { source: tableSource.key });
    expect(data.visits.nodes).toMatchObject([
      {
        travellers: [
          { party: { key: 'my-table:ann-one' }, country: { key: 'SUHH' } },
          { party: { key: 'my-table:bo-two' }, country: { key: 'SUHH' } },
        ],
      },
      { travellers: [{ party: { key: 'FR' }, term: null, country: { key: 'FR' } }] },
    ]);
  });

  test('a territory is a host in a table as in a mutation', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write(
      'visits.csv',
      `${header}France,,,Hong Kong,2024-05-01,\nFrance,,,Suriname,1967-04-14,\n`,
    );
    expect(await folder.import(table, mapping)).toMatchObject({ created: 2, rejected: 0 });
    const byRecord = await importRecords(
      api.db,
      toReadItems({
        ...{ noun: 'visit', key: 'by-record', summary: 'A visit.', travellers: [{ party: 'FR' }], host: 'HK' },
        ...{ start: '2024-05-03', status: 'COMPLETED', citations: [{ source: tableSource.key, basis: 'STATED' }] },
      }),
    );
    expect(byRecord).toMatchObject({ created: 1, rejected: 0 });
  });

  test('a dry run reports column by column, and writes nothing', async () => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write(
      'visits.csv',
      `${header}France,,,Italy,2024-05-01,\nFrance,,,Freedonia,2024-05-02,\nFrance,,,Freedonia,03/04/2024,\n`,
    );
    const report = await folder.import(table, mapping, { dryRun: true });
    expect(report).toMatchObject({ created: 1, rejected: 2, rejectsFile: null });
    const columns = new Map(report.table.columns.map(({ column, ...counts }) => [column, counts]));
    expect(columns.get('To')).toMatchObject({
      ...{ fields: ['summary', 'host'], filled: 3, empty: 0, resolved: 1, unresolved: 1 },
      unresolvedValues: [{ value: 'Freedonia', count: 1 }],
    });
    expect(columns.get('Arrived')).toMatchObject({
      resolved: 2,
      unresolvedValues: [{ value: '03/04/2024', count: 1 }],
    });
    expect(columns.get('Link')).toMatchObject({ filled: 0, empty: 3 });
    const { data } = await api.execute(visitsQuery, { source: tableSource.key });
    expect(data.visits).toBeNull();
  });

  test.each([
    ['a field that a visit does not have', { fields: { ...mapping.fields, guest: 'Leader' } }, 'has no field "guest"'],
    ['a column that the table does not have', { sources: 'URL' }, 'The table has no column "URL", only "Leader"'],
    ['another noun', { noun: 'statement' }, 'is for the noun "statement", not "visit"'],
    ['no noun', { noun: undefined }, 'State what each row becomes'],
    ['an unknown property', { colour: 'red' }, 'There is no field "colour" here.'],
  ])('a mapping with %s is rejected', async (name, change, message) => {
    await using api = await openApiFixture();
    using folder = openTableFolder(api.db);
    const table = folder.write('visits.csv', `${header}France,,,Italy,2024-05-01,\n`);
    const noun = name === 'another noun' ? 'visit' : undefined;
    await expect(folder.import(table, { ...mapping, ...change }, { noun })).rejects.toThrow(message);
  });
});

test('the mapping of the guide reads a table with its columns', async () => {
  const yaml = readSnippets(new URL('../../docs/guide/import.md', import.meta.url)).find(
    ({ language, text }) => language === 'yaml' && text.includes('table-mapping.schema.json'),
  );
  await using api = await openApiFixture();
  using folder = openTableFolder(api.db);
  const rows = [
    'Leader;Position;From;To country;City;Arrived;Left;Kind;Status;Link',
    'Emmanuel Macron;President of France;France;Uzbekistan;Samarkand;03/04/2025;;audience;planned;https://example.org/a',
  ];
  const path = folder.write('my-visits.csv', `${rows.join('\n')}\n`);
  const report = await folder.import(path, yaml?.text ?? '', { create: ['sources'] });
  expect(report).toMatchObject({ rejections: [], created: 1 });
  const { data } = await api.execute(visitsQuery, { source: 'my-visits' });
  expect(data.visits.nodes).toMatchObject([
    {
      key: 'my-visits:emmanuel-macron-uzbekistan-2025-04-03',
      summary: 'Visit of Emmanuel Macron to Uzbekistan',
      ...{ type: 'UNSPECIFIED', status: 'ANNOUNCED', start: { edtf: '2025-04-03' }, host: { key: 'UZ' } },
    },
  ]);
});
