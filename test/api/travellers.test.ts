import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildVisit, referencedRecords, toReadItems, type VisitInput } from '../helpers/sample-records.ts';

let fixture: ApiFixture;
beforeEach(async () => {
  fixture = await openApiFixture({ dossier: false });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const importAll = (...records: unknown[]) =>
  importRecords(fixture.db, toReadItems(...referencedRecords, ...records), { acceptsUnverified: true });

const selection =
  'travellers { party { __typename key } person { key } term { office { title } } country { code } } delegation { verbatim size }';
async function readVisit(key = 'v1') {
  const { data, errors, sqlStatements } = await fixture.execute(
    `query ($key: String!) { entry(key: $key) { ... on Visit { ${selection} } } }`,
    { key },
  );
  expect(errors).toBeUndefined();
  expect(sqlStatements).toHaveLength(1);
  return data.entry;
}

describe('a visit by a delegation without known people', () => {
  const visit = buildVisit({
    travellers: [{ party: 'UZ' }],
    delegation: { verbatim: 'a delegation from Uzbekistan, of some forty entrepreneurs', size: 40 },
    met: [],
  });

  test('has the state as its traveller, which travels for itself', async () => {
    expect((await importAll(visit)).rejections).toEqual([]);
    expect(await readVisit()).toEqual({
      travellers: [{ party: { __typename: 'Country', key: 'UZ' }, person: null, term: null, country: { code: 'UZ' } }],
      delegation: { verbatim: 'a delegation from Uzbekistan, of some forty entrepreneurs', size: 40 },
    });
  });

  test('is found by its country, and not as a visit of a person', async () => {
    await importAll(visit, buildVisit({ key: 'v2' }));
    const { data } = await fixture.execute(`{
      country: visits(filter: { travellerCountry: { code: { eq: "UZ" } } }) { nodes { key } }
      party: visits(filter: { party: { key: { eq: "UZ" } } }) { nodes { key } }
      made: country(code: "UZ") { visitsMade { nodes { key } } }
      person: visits(filter: { traveller: {} }) { nodes { key } totalCount }
      named: visits(filter: { traveller: { name: { contains: "uzbekistan" } } }) { nodes { key } totalCount }
      ada: visits(filter: { traveller: { name: { contains: "ada" } } }) { nodes { key } }
      counts: visitCounts(by: [TRAVELLER, TRAVELLER_COUNTRY]) { traveller { __typename key } travellerCountry { code } count }
    }`);
    expect(data).toEqual({
      country: { nodes: [{ key: 'v1' }] },
      party: { nodes: [{ key: 'v1' }] },
      made: { visitsMade: { nodes: [{ key: 'v1' }] } },
      person: { nodes: [{ key: 'v2' }], totalCount: 1 },
      named: { nodes: [], totalCount: 0 },
      ada: { nodes: [{ key: 'v2' }] },
      counts: [
        { traveller: { __typename: 'Country', key: 'UZ' }, travellerCountry: { code: 'UZ' }, count: 1 },
        { traveller: { __typename: 'Person', key: 'ada' }, travellerCountry: { code: 'FR' }, count: 1 },
      ],
    });
  });

  test('is rejected if the state did not exist on the day', async () => {
    const { rejections } = await importAll({ ...visit, host: 'FR', start: '1985-05-01' });
    expect(rejections[0]?.reason).toMatch(/^travellers\.0\.party: .*existed since 1991-\d\d-\d\d.*Soviet Union/);
  });

  test('is a possible duplicate of another by the same state on the same days', async () => {
    const report = await importAll(
      visit,
      { ...visit, key: 'v2' },
      { ...visit, key: 'v3', travellers: [{ party: 'KG' }] },
    );
    expect(report.duplicateCandidates).toEqual([expect.objectContaining({ keys: ['v1', 'v2'] })]);
  });

  test('is exported and checked like any other', async () => {
    await importAll(visit);
    const lines: string[] = [];
    await exportDataset(fixture.db, async (line) => {
      lines.push(line);
    });
    const exported = lines.flatMap((line) => (line.includes('"noun":"visit"') ? JSON.parse(line) : []));
    expect(exported).toMatchObject([{ travellers: [{ party: 'UZ' }], delegation: visit.delegation }]);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });
});

describe('the country of a traveller', () => {
  test('is that of the office, unless another is recorded', async () => {
    await importAll(
      buildVisit({
        travellers: [
          { person: 'ada', term: 'ada-president', country: 'DE' },
          { person: 'bela', country: 'AT' },
        ],
        met: [],
      }),
      buildVisit({ key: 'v2' }),
    );
    const countries = async (key: string) =>
      (await readVisit(key)).travellers.map(({ country }: { country: { code: string } | null }) => country?.code);
    expect(await countries('v1')).toEqual(['DE', 'AT']);
    expect(await countries('v2')).toEqual(['FR']);
    const { data } = await fixture.execute(
      '{ visits(filter: { travellerCountry: { code: { in: ["DE", "AT"] } } }) { nodes { key } } fr: visits(filter: { travellerCountry: { code: { eq: "FR" } } }) { nodes { key } } }',
    );
    expect(data).toEqual({ visits: { nodes: [{ key: 'v1' }] }, fr: { nodes: [{ key: 'v2' }] } });
  });

  test.each<[string, VisitInput['travellers'], RegExp]>([
    ['of a state', [{ party: 'UZ', country: 'FR' }], /travellers\.0\.country: .*travels for itself/],
    ['of a person, with the term of another', [{ person: 'bela', term: 'ada-president' }], /travellers\.0\.term: /],
    ['of a state, with a term', [{ party: 'UZ', term: 'ada-president' }], /travellers\.0\.term: .*only a person/],
    ['of a group', [{ party: 'EU' }], /travellers\.0\.party: .*type group; expected type person or country/],
    ['of nobody', [{ country: 'FR' }], /travellers\.0\.party: .*requires either/],
    ['of two', [{ party: 'UZ', person: 'ada' }], /travellers\.0\.party: .*requires either/],
    ['twice', [{ party: 'ada' }, { person: 'ada' }], /travellers: The same traveller is listed twice/],
    ['of a state, as a person', [{ person: 'UZ' }], /travellers\.0\.person: .*type country; expected type person/],
    ['who is unknown', [{ person: 'cyd' }], /travellers\.0\.person: No person has the key "cyd"/],
    ['that is unknown', [{ person: 'ada', country: 'QQ' }], /travellers\.0\.country: No country has the key "QQ"/],
  ])('is rejected: %s', async (_name, travellers, message) => {
    const { rejections } = await importAll(buildVisit({ travellers }));
    expect(rejections[0]?.reason).toMatch(message);
  });
});

test('`person` is another name of `party`: a second import of the same records changes nothing', async () => {
  const { created } = await importAll(buildVisit({ travellers: [{ person: 'ada', term: 'ada-president' }] }));
  expect(created).toBeGreaterThan(0);
  const report = await importAll(buildVisit({ travellers: [{ party: 'ada', term: 'ada-president' }] }));
  expect(report).toMatchObject({ created: 0, updated: 0 });
});

test.each([
  ['without words or size', {}, /delegation: Give `verbatim`, `size` or both/],
  ['of no members', { size: 0 }, /delegation\.size: /],
])('rejects a delegation %s', async (_name, delegation, message) => {
  const { rejections } = await importAll(buildVisit({ delegation }));
  expect(rejections[0]?.reason).toMatch(message);
});

test('a trip has the people and states of its legs', async () => {
  await importAll(
    buildVisit({ trip: 'tour', leg: 1, travellers: [{ party: 'UZ' }], met: [] }),
    buildVisit({ key: 'v2', trip: 'tour', leg: 2, start: '2023-11-03' }),
  );
  const { data } = await fixture.execute(
    '{ entry(key: "v1") { ... on Visit { trip { travellers { __typename key } } } } }',
  );
  expect(data.entry.trip.travellers).toEqual([
    { __typename: 'Person', key: 'ada' },
    { __typename: 'Country', key: 'UZ' },
  ]);
});
