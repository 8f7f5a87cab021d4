import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { openTableFolder, tableSource } from './table-fixture.ts';

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

const organizations = {
  ...{ noun: 'organization', source: tableSource, key: 'my-table:{Name}' },
  fields: { name: 'Name', country: 'Country' },
};
const visits = {
  ...{ noun: 'visit', source: tableSource, key: 'my-table:{Id}' },
  fields: {
    summary: { template: 'A visit to {Host}' },
    ...{ travellers: 'Who', host: 'Host', start: 'Start', status: { value: 'COMPLETED' } },
  },
};

test.each([
  ['Allemagne', 'DE'],
  ["L'Espagne", 'ES'],
  ['États-Unis', 'US'],
  ['Deutschland', 'DE'],
  ['Vereinigte Staaten', 'US'],
  ['die Niederlande', 'NL'],
  ['Estados Unidos', 'US'],
  ['Reino Unido', 'GB'],
  ['Reino de Suecia', 'SE'],
  ['Королевство Швеция', 'SE'],
  ['Соединённое Королевство', 'GB'],
  ['США', 'US'],
  ['Казахстан', 'KZ'],
  ['Kazajstán', 'KZ'],
])('%s is a country in a table', async (name, key) => {
  // Each is a row of its own of one import, which reports those of the other tests as no longer in its input.
  const id = `o-${Buffer.from(name).toString('hex')}`;
  const path = folder.write('names.csv', `Id;Name;Country\n${id};Organization of ${name};${name}\n`);
  const mapping = { ...organizations, key: 'my-table:{Id}' };
  expect(await folder.import(path, mapping)).toMatchObject({ created: 1, rejected: 0 });
  const { data } = await api.execute('query ($key: String!) { organization(key: $key) { country { key } } }', {
    key: `my-table:${id}`,
  });
  expect(data.organization).toEqual({ country: { key } });
});

test('a name in another language is read as of the day of the row, as in English', async () => {
  const rows = ['t1;Emmanuel Macron;Казахстан;1 November 2023', 't2;France;Казахстан;1 May 1985'];
  const path = folder.write('days.csv', `Id;Who;Host;Start\n${rows.join('\n')}\n`);
  const report = await folder.import(path, visits);
  const english = folder.write(
    'days.csv',
    `Id;Who;Host;Start\n${rows.join('\n').replaceAll('Казахстан', 'Kazakhstan')}\n`,
  );
  const same = await folder.import(english, visits);
  expect([report.created, same.created]).toEqual([report.created, 0]);
  expect(report.rejections.map(({ reason }) => reason.replaceAll('Казахстан', 'Kazakhstan'))).toEqual(
    same.rejections.map(({ reason }) => reason),
  );
  expect(report.created).toBeGreaterThan(0);
});

test('a name that means several countries is rejected with all of them', async () => {
  const path = folder.write('ambiguous.csv', 'Name;Country\nA;Kongo\n');
  const { rejections } = await folder.import(path, organizations);
  expect(rejections).toMatchObject([{ reason: expect.stringMatching(/"Kongo" is ambiguous on .*: .*CD, CG/) }]);
});

test('a name in no language is rejected with what may be meant', async () => {
  const path = folder.write('unknown.csv', 'Name;Country\nB;Alemagne\n');
  const { rejections } = await folder.import(path, organizations);
  expect(rejections).toMatchObject([
    { reason: expect.stringMatching(/No country has the name "Alemagne"\. Did you mean .*DE/) },
  ]);
});
