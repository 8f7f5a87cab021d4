import type { OfficeQuery, RegisterQuery } from '@chancery/reader';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createTextRegister } from '../../src/ingest/text-register.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';

const office = (key: string, title: string, rank: string) => ({ noun: 'office', key, title, rank, country: 'NO' });
const person = (key: string, name: string) => ({ noun: 'person', key, name });
const term = (person: string, office: string, start: string, end?: string) => ({
  ...{ noun: 'term', key: `${person}-${office}`, office, person, start },
  ...(end !== undefined && { end }),
});

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  const records = [
    office('president-of-norway', 'President of Norway', 'HEAD_OF_STATE'),
    office('deputy-president-of-norway', 'Deputy President of Norway', 'HEAD_OF_STATE'),
    office('foreign-minister-of-norway', 'Foreign Minister of Norway', 'FOREIGN_MINISTER'),
    ...[person('ada-lund', 'Ada Lund'), person('bo-lund', 'Bo Lund'), person('mia-moen', 'Mia Moen')],
    ...[
      person('jan-ekberg', 'Jan Ekberg'),
      person('ole-ekberg', 'Ole Ekberg'),
      person('pablo-ruiz-moen', 'Pablo Ruiz Moen'),
    ],
    office('spokesperson-of-norway', 'Spokesperson of the Government of Norway', 'SPOKESPERSON'),
    person('ida-ek', 'Ida Ek'),
    term('ida-ek', 'spokesperson-of-norway', '2020-01-01'),
    term('ada-lund', 'president-of-norway', '2020-01-01', '2023-12-31'),
    term('jan-ekberg', 'president-of-norway', '2024-01-01'),
    term('mia-moen', 'deputy-president-of-norway', '2020-01-01'),
    term('ole-ekberg', 'foreign-minister-of-norway', '2020-01-01'),
  ];
  const { rejections } = await importRecords(fixture.db, toReadItems(...records), { acceptsUnverified: true });
  expect(rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const find = async (query: RegisterQuery, on = '2023-05-15') => {
  const [found = []] = await createTextRegister(fixture.db).find([query], on);
  return found.map(({ key, term: held }) => [key, held?.office]);
};
const president: OfficeQuery = { title: 'president', rank: 'HEAD_OF_STATE', country: 'NO' };
const surname = (name: string, of?: OfficeQuery): RegisterQuery => ({
  ...{ kind: 'PERSON', name, isSurname: true },
  office: of,
});

test('an office is who held it on the day, and a deputy is not its holder', async () => {
  expect(await find({ kind: 'HOLDER', office: president })).toEqual([['ada-lund', 'president-of-norway']]);
  expect(await find({ kind: 'HOLDER', office: president }, '2024-05-15')).toEqual([
    ['jan-ekberg', 'president-of-norway'],
  ]);
  expect(await find({ kind: 'HOLDER', office: { ...president, title: 'deputy president' } })).toEqual([
    ['mia-moen', 'deputy-president-of-norway'],
  ]);
  expect(await find({ kind: 'HOLDER', office: president }, '2019-05-15')).toEqual([]);
});

test('a surname is who held an office on the day, before others with it', async () => {
  expect(await find(surname('Lund'))).toEqual([
    ['ada-lund', 'president-of-norway'],
    ['bo-lund', undefined],
  ]);
  expect(await find(surname('Ekberg'))).toEqual([
    ['ole-ekberg', 'foreign-minister-of-norway'],
    ['jan-ekberg', undefined],
  ]);
  expect(await find(surname('Nobody'))).toEqual([]);
});

test('the office in the text decides between people of one surname', async () => {
  expect((await find(surname('Ekberg', president), '2024-05-15'))[0]).toEqual(['jan-ekberg', 'president-of-norway']);
  const foreignMinister: OfficeQuery = { title: 'foreign minister', rank: 'FOREIGN_MINISTER', country: 'NO' };
  expect((await find(surname('Ekberg', foreignMinister), '2024-05-15'))[0]).toEqual([
    'ole-ekberg',
    'foreign-minister-of-norway',
  ]);
});

test('a surname of two letters is found with the office', async () => {
  const spokesperson: OfficeQuery = { title: 'spokesperson', rank: 'SPOKESPERSON', country: 'NO' };
  expect(await find(surname('Ek', spokesperson))).toEqual([['ida-ek', 'spokesperson-of-norway']]);
  expect(await find(surname('Ek'))).toEqual([]);
});

test('a surname of several words is found by its parts, and another given name is not', async () => {
  expect(await find(surname('Ruiz Moen'))).toEqual([['pablo-ruiz-moen', undefined]]);
  expect(await find({ kind: 'PERSON', name: 'Ada Moen', isSurname: false })).toEqual([]);
  expect(await find({ kind: 'PERSON', name: 'Mia Moen', isSurname: false })).toEqual([
    ['mia-moen', 'deputy-president-of-norway'],
  ]);
});
