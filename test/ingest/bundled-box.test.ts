import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importBox } from '../../src/ingest/box/import-box.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { questionNames, questionsFolder, readExpectedData, readOperation } from '../helpers/questions.ts';
import { importFlowTable } from './flows-fixture.ts';

const sharedData = fileURLToPath(new URL('../../../shared/data', import.meta.url));

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ box: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

test('the box has thousands of visits and people, and says where they are from', async () => {
  const { data } = await fixture.execute(`{
    visits { totalCount } people { totalCount }
    coverages(first: 100, filter: { kind: [VISIT] }) { nodes { source { licence } entries } }
  }`);
  expect(data.visits.totalCount).toBeGreaterThanOrEqual(7_490);
  expect(data.people.totalCount).toBeGreaterThanOrEqual(2_200);
  const { nodes } = data.coverages;
  expect(nodes.filter(({ source }: { source: { licence: string | null } }) => source.licence === null)).toEqual([]);
  expect(nodes.reduce((sum: number, { entries }: { entries: number }) => sum + entries, 0)).toBeGreaterThanOrEqual(
    7_490,
  );
});

// Answers that the box changes, each in a file to review. All others are those of the dossier.
describe('questions', () => {
  test.each(questionNames)('%s', async (name) => {
    const { data, errors } = await fixture.execute(readOperation(name));
    expect(errors).toBeUndefined();
    const box = new URL(`box/${name}.json`, questionsFolder);
    const answer = `${JSON.stringify(data, null, 2)}\n`;
    const general = readExpectedData(name);
    if (existsSync(box)) {
      await expect(answer).toMatchFileSnapshot(fileURLToPath(box));
      expect(data).not.toEqual(general);
    } else expect(data).toEqual(general);
  });
});

/** The sources of the box, in the order in which they are imported. */
const sources = [
  { importer: 'hsg-travels', path: 'hsg-travels', terms: 'hsg-pocom-secretaries' },
  { importer: 'hsg-travels', path: 'hsg-travels-rest', terms: 'hsg-pocom-secretaries' },
  { importer: 'leaders', path: 'cia-factbook' },
  { importer: 'hsg-visits', path: 'hsg-visits' },
  { importer: 'hs', path: 'datasets-harmonized-system' },
] as const;

describe.skipIf(!existsSync(sharedData))(
  'the full sources over the box (skipped where ../shared/data is absent)',
  () => {
    let complete: ApiFixture;
    beforeAll(async () => {
      complete = await openApiFixture({ box: true });
    });
    afterAll(() => complete[Symbol.asyncDispose]());

    const importSource = async ({ importer, path, ...options }: (typeof sources)[number]) => {
      const { read, countScope } = importFormats[importer];
      const terms = 'terms' in options ? { terms: join(sharedData, options.terms) } : {};
      const items = read(complete.db, join(sharedData, path), terms);
      return importRecords(complete.db, items, { importer, countScope });
    };

    test.each(sources)('$path creates nothing, and nothing changes the second time', async (source) => {
      const before = await readRemarks(complete);
      expect(await importSource(source)).toMatchObject({ created: 0, vanished: 0 });
      if (source.importer === 'hsg-visits') expect(await readRemarks(complete)).toBeGreaterThan(before);
      expect(await importSource(source)).toMatchObject({ created: 0, updated: 0 });
    });

    test('the crude oil register creates nothing', async () => {
      const path = join(sharedData, 'ec-crude-oil-register/annual-2013-2018.csv');
      const report = await importFlowTable(complete, path, { mapping: 'ec-crude-oil' });
      expect(report).toMatchObject({ read: 2331, created: 0, updated: 0, unchanged: 2331 });
    });

    test('the box over the full sources changes nothing', async () => {
      for (const report of await importBox(complete.db)) expect(report).toMatchObject({ created: 0, updated: 0 });
    });
  },
);

/** Counts the visits with remarks that the box leaves out. */
async function readRemarks({ db }: ApiFixture): Promise<number> {
  const visits = await db.read((reader) => reader.all(sql`SELECT id FROM visits WHERE length(remarks) > 200`));
  return visits.length;
}
