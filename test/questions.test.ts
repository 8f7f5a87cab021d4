import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleTabs } from '../src/api/graphiql/example-tabs.ts';
import { schema } from '../src/schema/index.ts';
import { type ApiFixture, openApiFixture } from './helpers/api-fixture.ts';
import {
  exampleQuestions,
  listNames,
  questionNames,
  questionsFolder,
  readExpectedData,
  readOperation,
} from './helpers/questions.ts';
import { hasHsgTravels } from './helpers/temporary-database.ts';
import { importFlowTable } from './ingest/flows-fixture.ts';

/** The number of SQL statements that each question runs, not counting those that restore a former version. */
const statementCounts: Record<string, number> = {
  '01-visits-to-central-asia': 1,
  '02-legs-of-a-trip': 1,
  '03-who-was-in-kazakhstan': 1,
  '04-what-macron-said': 2,
  '05-tokayev-quoted-on-france': 1,
  '06-lavrov-on-the-west': 1,
  '07-vassal': 1,
  '08-who-called-it-historic': 1,
  '09-renderings': 1,
  '10-annexation-and-partnership': 1,
  '11-what-was-known-at-noon': 1,
  '12-kazakh-trade-links': 1,
  '13-joint-ventures': 1,
  '14-around-russia': 1,
  '15-visits-per-year': 2,
  '16-presidents-destinations': 3,
  '17-visit-then-trade-link': 1,
  '18-kazakh-crude-to-the-union': 2,
  '19-evidence-of-a-visit': 1,
  '20-all-about-uzbekistan': 1,
  '21-leaders-of-the-successor-states': 2,
};

const questionsOfFlows = ['18-kazakh-crude-to-the-union'];
/** Questions whose answer is in the box; its test answers them. */
const questionsOfBox = ['21-leaders-of-the-successor-states'];
const questionsOfTravels = ['15-visits-per-year', '16-presidents-destinations'];
const questions = Object.keys(statementCounts);

async function expectAnswer(fixture: ApiFixture, name: string): Promise<void> {
  const { data, errors, sqlStatements } = await fixture.execute(readOperation(name));
  expect(errors).toBeUndefined();
  expect(data).toEqual(readExpectedData(name));
  expect(sqlStatements).toHaveLength(statementCounts[name] ?? Number.NaN);
  const sqlFile = fileURLToPath(new URL(`${name}.sql`, questionsFolder));
  await expect(`${sqlStatements.join(';\n')};\n`).toMatchFileSnapshot(sqlFile);
}

test('every question has an operation, an expected response and a statement count', () => {
  expect(questionNames).toEqual(questions);
  expect(listNames(questionsFolder, '.expected.json').toSorted()).toEqual(questions);
});

test.each(questions)('%s is one valid operation that starts with its question', (name) => {
  const document = parse(readOperation(name));
  expect(document.definitions).toHaveLength(1);
  expect(validate(schema, document)).toEqual([]);
  expect(readOperation(name)).toMatch(/^# \S.*\n(#.*\n)*query [A-Z]/);
});

test('the playground opens with eight of the questions', () => {
  expect(exampleQuestions).toHaveLength(8);
  expect(exampleTabs).toEqual(exampleQuestions.toSorted().map(readOperation));
});

describe('from the dossier alone', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: true });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const otherQuestions = [...questionsOfTravels, ...questionsOfFlows, ...questionsOfBox];
  test.each(questions.filter((name) => !otherQuestions.includes(name)))('%s', (name) => expectAnswer(fixture, name));
});

// These need the XML files of the travels, which are not part of the project.
describe.skipIf(!hasHsgTravels)('from imported travels (skipped where ../shared/data is absent)', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: true, travels: true });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  test.each(questionsOfTravels)('%s', (name) => expectAnswer(fixture, name));
});

const crudeOilTable = fileURLToPath(
  new URL('../../shared/data/ec-crude-oil-register/annual-2013-2018.csv', import.meta.url),
);
describe.skipIf(!existsSync(crudeOilTable))(
  'from imported trade flows (skipped where ../shared/data is absent)',
  () => {
    let fixture: ApiFixture;
    beforeAll(async () => {
      fixture = await openApiFixture({ dossier: true });
      const report = await importFlowTable(fixture, crudeOilTable, { mapping: 'ec-crude-oil' });
      expect(report).toMatchObject({ rejected: 0, read: 2331 });
    });
    afterAll(() => fixture[Symbol.asyncDispose]());

    test.each(questionsOfFlows)('%s', (name) => expectAnswer(fixture, name));

    test('the trade link of crude oil lists its measured flows', async () => {
      const { data, sqlStatements } = await fixture.execute(
        '{ entry(key: "kz2023:TL1") { ... on TradeLink { flows(first: 1) { totalCount nodes { reporter { code } partner { key } year direction product quantity unit } } } } }',
      );
      expect(sqlStatements).toHaveLength(1);
      expect(data.entry.flows.totalCount).toBe(83);
      expect(data.entry.flows.nodes).toMatchObject([
        { partner: { key: 'KZ' }, year: 2018, direction: 'IMPORT', product: 'Kazakhstan Crude', unit: 'bbl' },
      ]);
    });
  },
);
