import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { describeInvalidIdentifier } from '../../src/model/identifiers.ts';
import type { IdentifierScheme } from '../../src/model/vocabulary.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';
import { buildVisit, toReadItems } from '../helpers/sample-records.ts';

let editing: EditingFixture;
let token: string;
beforeEach(async () => {
  editing = await openEditingFixture();
  token = await editing.token('Ada Lovelace', 'ADMIN');
});
afterEach(() => editing[Symbol.asyncDispose]());

const execute = (document: string, variables?: object) => editing.apiFixture.execute(document, variables);
const importAll = (...records: unknown[]) => importRecords(editing.apiFixture.db, toReadItems(...records));
const ada = { noun: 'person', key: 'ada', name: 'Ada Example' };
const qid = { scheme: 'WIKIDATA', value: 'Q7259' };
const isni = { scheme: 'ISNI', value: '0000000121032683' };
const idsOf = async (key: string) =>
  (await execute('query ($key: String!) { person(key: $key) { sameAs { scheme value url } } }', { key })).data.person
    ?.sameAs;

describe('the form of identifiers', () => {
  test.each<[IdentifierScheme, string]>([
    ['WIKIDATA', 'Q142'],
    ['VIAF', '134838852'],
    ['ISNI', '0000000121032683'],
    ['GND', '118540238'],
    ['GND', '4011882-4'],
    ['LCNAF', 'n79021164'],
    ['LEI', '5493001KJTIIGC8Y1R12'],
    ['LEI', '529900T8BM49AURSDO55'],
    ['ROR', '05gq02987'],
    ['COW', '220'],
    ['GEONAMES', '3017382'],
    ['ISO_3166_3', 'SUHH'],
  ])('%s accepts %s', (scheme, value) => {
    expect(describeInvalidIdentifier(scheme, value)).toBeUndefined();
  });

  test.each<[IdentifierScheme, string]>([
    ['WIKIDATA', 'q142'],
    ['WIKIDATA', 'Q0'],
    ['WIKIDATA', 'https://www.wikidata.org/entity/Q142'],
    ['VIAF', '0123'],
    ['ISNI', '0000000121032684'],
    ['ISNI', '0000 0001 2103 2683'],
    ['LCNAF', 'x79021164'],
    ['LEI', '5493001KJTIIGC8Y1R13'],
    ['ROR', '05gq02988'],
    ['COW', '2200'],
    ['ISO_3166_1_ALPHA_2', 'fr'],
  ])('%s rejects %s', (scheme, value) => {
    expect(describeInvalidIdentifier(scheme, value)).toContain(`"${value}" is not an identifier of ${scheme}`);
  });
});

test('a record has identifiers, with their pages; they are in its history and its export form', async () => {
  await importAll({ ...ada, sameAs: [qid, isni] });
  expect(await idsOf('ada')).toEqual([
    { ...qid, url: 'https://www.wikidata.org/entity/Q7259' },
    { ...isni, url: 'https://isni.org/isni/0000000121032683' },
  ]);
  const { data } = await execute('{ changes(last: 1) { nodes { key changes { field to } } } }');
  expect(data.changes.nodes[0]).toMatchObject({
    key: 'ada',
    changes: [{ field: 'sameAs', to: JSON.stringify([qid, isni]) }],
  });
  expect((await checkIntegrity(editing.apiFixture.db)).problems).toEqual([]);
});

test('a mutation sets and removes them', async () => {
  const correct = (sameAs: object[] | null) =>
    editing.sendMutation(
      token,
      'mutation ($person: PersonPatch!) { correctPerson(input: { key: "ada", person: $person, source: "gazette" }) { changed errors { message ... on InvalidFieldError { path } } } }',
      { person: { sameAs } },
    );
  expect(await correct([qid])).toMatchObject({ changed: true, errors: [] });
  expect(await idsOf('ada')).toMatchObject([qid]);
  expect(await correct([{ scheme: 'LEI', value: 'nonsense' }])).toMatchObject({
    changed: false,
    errors: [{ path: ['person', 'sameAs', '0', 'value'], message: expect.stringContaining('"nonsense"') }],
  });
  expect(await correct(null)).toMatchObject({ changed: true, errors: [] });
  expect(await idsOf('ada')).toEqual([]);
});

test.each([
  ['that another record has', [qid], /sameAs\.0\.value: "Q7259" is the WIKIDATA identifier of "ada"/],
  ['twice', [isni, isni], /sameAs: The same identifier is listed twice/],
  [
    'that is the code of a country',
    [{ scheme: 'UN_M49', value: '250' }],
    /sameAs\.0\.scheme: UN_M49 is read from the field "m49"/,
  ],
])('rejects an identifier %s', async (_name, sameAs, message) => {
  await importAll({ ...ada, sameAs: [qid] });
  const { rejections } = await importAll({ noun: 'person', key: 'bela', name: 'Béla Example', sameAs });
  expect(rejections[0]?.reason).toMatch(message);
});

test('the codes of countries and regions are identifiers', async () => {
  const { data, errors } = await execute(`{
    fr: country(code: "FR") { sameAs { scheme value } }
    su: country(code: "SUHH") { sameAs { scheme value } }
    xk: country(code: "XK") { sameAs { scheme value } }
    groups(first: 100) { nodes { key sameAs { scheme value } } }
    entry(key: "v1") { ... on Visit { met { key sameAs { scheme } } travellers { country { sameAs { value } } } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.fr.sameAs).toEqual([
    { scheme: 'ISO_3166_1_ALPHA_2', value: 'FR' },
    { scheme: 'ISO_3166_1_ALPHA_3', value: 'FRA' },
    { scheme: 'UN_M49', value: '250' },
  ]);
  expect(data.su.sameAs).toContainEqual({ scheme: 'ISO_3166_3', value: 'SUHH' });
  expect(data.xk.sameAs.map(({ scheme }: { scheme: string }) => scheme)).not.toContain('ISO_3166_1_ALPHA_2');
  const asia = data.groups.nodes.find(({ key }: { key: string }) => key === '143');
  expect(asia?.sameAs).toEqual([{ scheme: 'UN_M49', value: '143' }]);
  expect(data.entry.travellers[0].country.sameAs.map(({ value }: { value: string }) => value)).toContain('FRA');
});

describe('a filter by identifier', () => {
  beforeEach(async () => {
    const { rejections } = await importAll(
      { ...ada, sameAs: [qid] },
      { noun: 'organization', key: 'works', name: 'Works', sameAs: [{ scheme: 'LEI', value: '529900T8BM49AURSDO55' }] },
      {
        noun: 'office',
        key: 'fr:president',
        title: 'President of France',
        rank: 'HEAD_OF_STATE',
        country: 'FR',
        sameAs: [{ scheme: 'WIKIDATA', value: 'Q191954' }],
      },
    );
    expect(rejections).toEqual([]);
  });
  const keys = (nodes: { key: string }[]) => nodes.map(({ key }) => key);

  test('finds parties and offices, and the visits of theirs', async () => {
    const { data, errors } = await execute(`{
      people(filter: { sameAs: { scheme: WIKIDATA, value: "Q7259" } }) { nodes { key } }
      none: people(filter: { sameAs: { scheme: WIKIDATA, value: "Q1" } }) { totalCount }
      organizations(filter: { sameAs: { scheme: LEI, value: "529900T8BM49AURSDO55" } }) { nodes { key } }
      countries(filter: { sameAs: { scheme: ISO_3166_1_ALPHA_3, value: "KAZ" } }) { nodes { key } }
      m49: countries(filter: { sameAs: { scheme: UN_M49, value: "398" } }) { nodes { key } }
      traveller: visits(filter: { traveller: { sameAs: { scheme: WIKIDATA, value: "Q7259" } } }) { nodes { key } }
      office: visits(filter: { travellerOffice: { sameAs: { scheme: WIKIDATA, value: "Q191954" } } }) { nodes { key } }
      host: visits(filter: { host: { sameAs: { scheme: ISO_3166_1_ALPHA_2, value: "KZ" } } }) { nodes { key } }
      party: visits(filter: { party: { sameAs: { scheme: WIKIDATA, value: "Q7259" } } }) { nodes { key } }
      other: visits(filter: { host: { sameAs: { scheme: ISO_3166_1_ALPHA_2, value: "UZ" } } }) { totalCount }
    }`);
    expect(errors).toBeUndefined();
    expect(keys(data.people.nodes)).toEqual(['ada']);
    expect(data.none.totalCount).toBe(0);
    expect(keys(data.organizations.nodes)).toEqual(['works']);
    expect(keys(data.countries.nodes)).toEqual(['KZ']);
    expect(keys(data.m49.nodes)).toEqual(['KZ']);
    for (const name of ['traveller', 'office', 'host', 'party']) expect(keys(data[name].nodes), name).toEqual(['v1']);
    expect(data.other.totalCount).toBe(0);
  });

  test('rejects a malformed identifier', async () => {
    const { errors } = await execute(
      '{ people(filter: { sameAs: { scheme: WIKIDATA, value: "142" } }) { totalCount } }',
    );
    expect(errors?.[0]).toMatchObject({
      message: '"142" is not an identifier of WIKIDATA. Expected Q and a number: Q142.',
      extensions: { code: 'BAD_INPUT', field: 'filter.sameAs.value' },
    });
  });
});

test('a merge moves identifiers to the survivor, and the history of both records is complete', async () => {
  await importAll(
    { ...ada, sameAs: [qid] },
    { noun: 'person', key: 'ada-2', name: 'Ada Exemple', sameAs: [isni] },
    buildVisit({ key: 'v2', travellers: [{ person: 'ada-2' }] }),
  );
  await editing.sendMutation(
    token,
    'mutation { merge(input: { key: "ada-2", into: "ada", reason: "The same." }) { changed } }',
  );
  expect(await idsOf('ada')).toMatchObject([qid, isni]);
  const { data } = await execute('{ changes(last: 4) { nodes { key action changes { field from to } } } }');
  const merged = data.changes.nodes.find(({ action }: { action: string }) => action === 'MERGED');
  expect(merged.changes).toContainEqual({ field: 'sameAs', from: JSON.stringify([isni]), to: null });
  expect((await checkIntegrity(editing.apiFixture.db)).problems).toEqual([]);
});
