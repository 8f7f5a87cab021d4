import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSelection } from '../../src/cli/export-selection.ts';
import { proposeMapping } from '../../src/ingest/table/propose-mapping.ts';
import { type TableNoun, tableNouns } from '../../src/ingest/table/table-nouns.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { openTableFolder } from './table-fixture.ts';

let api: ApiFixture;
let folder: ReturnType<typeof openTableFolder>;
beforeAll(async () => {
  api = await openApiFixture();
  folder = openTableFolder(api.db);
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await api?.[Symbol.asyncDispose]();
});

async function exportCsv(noun: TableNoun): Promise<string> {
  let text = '';
  await writeSelection(
    api.db,
    { format: 'csv', noun, filter: undefined, orderBy: undefined, first: undefined },
    async (part) => {
      text += String(part);
    },
  );
  return text;
}

async function readState() {
  const { data } = await api.execute('{ dataset { sequence } sources { totalCount } }');
  return data;
}

test.each(tableNouns)('an export of the noun %s that is not edited changes nothing', async (noun) => {
  const before = await readState();
  const text = await exportCsv(noun);
  const path = folder.write(`${noun}-export.csv`, text);
  const mapping = await proposeMapping(path, undefined);
  expect(mapping).toContain(`noun: ${noun}`);
  const report = await folder.import(path, mapping);
  expect(report).toMatchObject({ created: 0, updated: 0, rejected: 0, vanished: 0, notes: [] });
  expect(report.unchanged).toBeGreaterThan(0);
  expect(await readState()).toEqual(before);
});

test('the shipped mapping leaves visits unchanged too, and imports only the row that was edited', async () => {
  const before = await readState();
  const text = await exportCsv('visit');
  const path = folder.write('visits.csv', text);
  expect(await folder.importAs(path, 'chancery-visits')).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 2,
    notes: [],
  });
  expect(await readState()).toEqual(before);
  const edited = folder.write('visits.csv', text.replace(',Astana,', ',Almaty,'));
  expect(await folder.importAs(edited, 'chancery-visits')).toMatchObject({ updated: 1, unchanged: 1, rejected: 0 });
  const { data } = await api.execute(`{ entry(key: "kz2023:V1") { ... on Visit {
    place claims(field: "place") { value citations { source { key } } } citations { source { key } } } } }`);
  expect(JSON.stringify(data.entry.claims)).toContain('Almaty');
  expect(JSON.stringify(data.entry.citations)).toContain('chancery-visits');
  // The record differs from the file still, which its importer remembers.
  expect(await folder.importAs(edited, 'chancery-visits')).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
});

test('an edited column that the mapping ignores is reported', async () => {
  const text = await exportCsv('visit');
  const path = folder.write('ignored.csv', text.replace(/rnbo-2023-11-01/, 'another-source'));
  const report = await folder.importAs(path, 'chancery-visits');
  expect(report).toMatchObject({ created: 0, updated: 0, rejected: 0 });
  expect(report.notes).toMatchObject([{ note: '"sources": edited, but the mapping does not import it.' }]);
});
