import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';

const shared = '../shared/data/datasets-harmonized-system';
const absent = !existsSync(shared);
if (absent) console.warn(`Skipped: ${shared} is not here.`);

function importHs(fixture: ApiFixture, path: string): Promise<ImportReport> {
  const { hs } = importFormats;
  if (!hs) throw new Error('There is no format "hs".');
  return importRecords(fixture.db, hs.read(fixture.db, path, {}), {
    importer: 'hs',
    countScope: hs.countScope,
    isCompleteInput: hs.isCompleteInput,
  });
}

const sections = 'section,name\nI,live animals\nV,Mineral products \n';
const header = 'section,hscode,description,parent,level\n';
const filesOf = (rows: string): Record<string, string> => ({
  'harmonized-system.csv': `${header}${rows}`,
  'sections.csv': sections,
});

const commodities = `query ($within: String, $after: String) {
  commodities(filter: { within: $within }, first: 100, after: $after) {
    totalCount nodes { key code name scheme parent { key parent { key parent { key } } } }
  }
}`;

describe('the Harmonized System', () => {
  test('places a code under its heading, chapter and section', async () => {
    using folder = writeTemporaryFolder(
      filesOf('V,25,Salt,TOTAL,2\nV,2501,"Salt, pure",25,4\nV,250100,Salt,2501,6\nTOTAL,TOTAL,All,TOTAL,5\n'),
    );
    await using fixture = await openApiFixture({ dossier: false });
    expect(await importHs(fixture, folder.path)).toMatchObject({ read: 5, created: 5, rejected: 0, notes: [] });
    const { data } = await fixture.execute(commodities, { within: '250100' });
    expect(data.commodities.nodes).toEqual([
      {
        key: 'HS-250100',
        code: '250100',
        name: 'Salt',
        scheme: 'HS2022',
        parent: { key: 'HS-2501', parent: { key: 'HS-25', parent: { key: 'HS-V' } } },
      },
    ]);
    expect((await fixture.execute(commodities, { within: 'V' })).data.commodities.totalCount).toBe(4);
    expect(await importHs(fixture, folder.path)).toMatchObject({ created: 0, updated: 0, unchanged: 5 });
  });

  test('rejects invalid rows with their lines and imports the others', async () => {
    const rows = [
      'V,25,Salt,TOTAL,2',
      'V,257,Salt,25,3',
      'V,2502,,25,4',
      'V,2503,Sulphur,25,6',
      'V,2504,Graphite,2504,4',
      'V,2601,Iron ores,26,4',
      'IX,44,Wood,TOTAL,2',
      'V,2505,Sands,25,4,more',
      'V,2506,Quartz,25,4',
    ];
    using folder = writeTemporaryFolder(filesOf(`${rows.join('\n')}\n`));
    await using fixture = await openApiFixture({ dossier: false });
    const { rejections, created } = await importHs(fixture, folder.path);
    expect(created).toBe(4);
    expect(rejections.map(({ line, reason }) => [line, reason]).toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [3, '"257" is not a code of the Harmonized System. Expected 2, 4 or 6 digits.'],
      [4, '2502 has no description.'],
      [5, '2503 has 4 digits, but its level is "6".'],
      [6, 'The parent of 2504 is "2504". By its digits, it must be 25.'],
      [7, expect.stringContaining('HS-26')],
      [8, expect.stringContaining('HS-IX')],
      [9, 'The row has 6 cells, and the header 5.'],
    ]);
  });

  test('reports a truncated file before the rejected rows', async () => {
    const wrong = Array.from({ length: 105 }, () => 'V,257,Salt,TOTAL,2');
    using folder = writeTemporaryFolder(
      filesOf(`${[...wrong, 'V,"25,Salt,TOTAL,2', 'V,26,Ores,TOTAL,2'].join('\n')}\n`),
    );
    await using fixture = await openApiFixture({ dossier: false });
    const { rejected, rejections } = await importHs(fixture, folder.path);
    expect(rejected).toBe(106);
    expect(rejections[0]).toMatchObject({
      line: 107,
      reason: expect.stringContaining('Nothing from here on was read.'),
    });
  });

  test('rejects a file with other columns, and a folder without the files', async () => {
    await using fixture = await openApiFixture({ dossier: false });
    using folder = writeTemporaryFolder({
      'data/sections.csv': sections,
      'data/harmonized-system.csv': 'code;name\n01;Animals\n',
    });
    expect((await importHs(fixture, folder.path)).rejections).toEqual([
      {
        file: 'harmonized-system.csv',
        line: 1,
        reason: expect.stringMatching(/no column "section".*separated by ";"/),
      },
    ]);
    using empty = writeTemporaryFolder({ 'codes.csv': '' });
    await expect(importHs(fixture, empty.path)).rejects.toThrow(
      /does not have harmonized-system\.csv and sections\.csv/,
    );
  });

  test.skipIf(absent)(
    'imports 6,939 codes and 21 sections, and merges those of the dossier without duplicates',
    async () => {
      await using fixture = await openApiFixture();
      const named =
        'query ($key: String!) { commodities(filter: { code: { eq: $key } }) { nodes { key name parent { key } } } }';
      const before = (await fixture.execute(named, { key: '2709' })).data.commodities.nodes;
      const report = await importHs(fixture, shared);
      expect(report).toMatchObject({ read: 6960, created: 6954, updated: 2, unchanged: 4, rejected: 0 });
      expect(report.notes.find(({ key }) => key === 'HS-99')?.note).toMatch(
        /^TOTAL, line 6941, is the total of all commodities/,
      );
      expect((await fixture.execute(named, { key: '2709' })).data.commodities.nodes).toEqual(before);
      expect((await fixture.execute(named, { key: '27' })).data.commodities.nodes[0].parent).toEqual({ key: 'HS-V' });
      expect((await fixture.execute(commodities, { within: '27' })).data.commodities.totalCount).toBe(60);
      expect(await importHs(fixture, shared)).toMatchObject({ created: 0, updated: 0, unchanged: 6960, rejected: 0 });
    },
  );
});
