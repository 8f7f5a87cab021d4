import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleTabs } from '../src/api/graphiql/example-tabs.ts';
import { schema } from '../src/schema/index.ts';
import { type ApiFixture, openApiFixture } from './helpers/api-fixture.ts';
import { importFlowTable } from './ingest/flows-fixture.ts';

const home = new URL('./questions/', import.meta.url);
const travels = new URL('../../shared/data/hsg-travels/', import.meta.url);

/** How many SQL statements each question's answer takes. A former version is read where it is put together, and counts none. */
const statements: Record<string, number> = {
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
  '17-visit-then-tie': 1,
  '18-kazakh-crude-to-the-union': 2,
  '19-evidence-of-a-visit': 1,
  '20-all-about-uzbekistan': 1,
};

const needFlows = ['18-kazakh-crude-to-the-union'];
const needImports = ['15-visits-per-year', '16-presidents-destinations'];
const questions = Object.keys(statements);
const operation = (name: string): string => readFileSync(new URL(`${name}.graphql`, home), 'utf8');
const answer = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.expected.json`, home), 'utf8'));

async function answers(world: ApiFixture, name: string): Promise<void> {
  const { data, errors, sqlStatements: sql } = await world.execute(operation(name));
  expect(errors).toBeUndefined();
  expect(data).toEqual(answer(name));
  expect(sql).toHaveLength(statements[name] ?? Number.NaN);
  await expect(`${sql.join(';\n')};\n`).toMatchFileSnapshot(fileURLToPath(new URL(`${name}.sql`, home)));
}

test('every question has its operation and its answer, and is in the table', () => {
  const named = (ending: string) =>
    readdirSync(home).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []));
  expect(named('.graphql').sort()).toEqual(questions);
  expect(named('.expected.json').sort()).toEqual(questions);
});

test.each(questions)('%s is one valid operation that opens with its question', (name) => {
  const document = parse(operation(name));
  expect(document.definitions).toHaveLength(1);
  expect(validate(schema, document)).toEqual([]);
  expect(operation(name)).toMatch(/^# \S.*\n(#.*\n)*query [A-Z]/);
});

test('the playground opens with eight of them', () => {
  expect(exampleTabs).toHaveLength(8);
  for (const { title, query } of exampleTabs) expect(query.startsWith(`# ${title}\n`)).toBe(true);
});

describe('from the dossier alone', () => {
  let world: ApiFixture;
  beforeAll(async () => {
    world = await openApiFixture({ dossier: true });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.each(questions.filter((name) => !needImports.includes(name) && !needFlows.includes(name)))('%s', (name) =>
    answers(world, name),
  );
});

// Those two need the travels' XML, which lies beside the project and is no part of it.
describe.skipIf(!existsSync(travels))('from imported travels (skipped where ../shared/data is absent)', () => {
  let world: ApiFixture;
  beforeAll(async () => {
    world = await openApiFixture({ dossier: true, travels: true });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.each(needImports)('%s', (name) => answers(world, name));
});

const crude = fileURLToPath(new URL('../../shared/data/ec-crude-oil-register/annual-2013-2018.csv', import.meta.url));
describe.skipIf(!existsSync(crude))('from imported trade flows (skipped where ../shared/data is absent)', () => {
  let world: ApiFixture;
  beforeAll(async () => {
    world = await openApiFixture({ dossier: true });
    const report = await importFlowTable(world, crude, { mapping: 'ec-crude-oil' });
    expect(report).toMatchObject({ rejected: 0, read: 2331 });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.each(needFlows)('%s', (name) => answers(world, name));

  test('the measured side of the tie in crude', async () => {
    const { data, sqlStatements: sql } = await world.execute(
      '{ entry(key: "kz2023:TL1") { ... on TradeLink { flows(first: 1) { totalCount nodes { reporter { code } partner { key } year direction product quantity unit } } } } }',
    );
    expect(sql).toHaveLength(1);
    expect(data.entry.flows.totalCount).toBe(83);
    expect(data.entry.flows.nodes).toMatchObject([
      { partner: { key: 'KZ' }, year: 2018, direction: 'IMPORT', product: 'Kazakhstan Crude', unit: 'bbl' },
    ]);
  });
});
