import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { matchNames } from '../../src/model/match-names.ts';
import { toWordForm } from '../../src/model/search-text.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';

const person = (key: string, name: string, fields: object = {}) => ({ noun: 'person', key, name, ...fields });
const term = (holder: string, start: string, end: string) => ({
  noun: 'term',
  key: `${holder}-term`,
  office: 'us:president',
  person: holder,
  start,
  end,
});

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
  const alias = [{ text: 'George Bush', language: 'en', kind: 'ALIAS' }];
  const { rejections } = await importRecords(
    fixture.db,
    toReadItems(
      person('bush-41', 'George H. W. Bush', { names: alias, born: '1924-06-12', died: '2018-11-30' }),
      person('bush-43', 'George W. Bush', {
        names: alias,
        born: '1946-07-06',
        sameAs: [{ scheme: 'WIKIDATA', value: 'Q207' }],
      }),
      person('smith-1', 'John Smith', { born: '1700', died: '1760' }),
      person('smith-2', 'John Smith', { born: '1950' }),
      {
        noun: 'office',
        key: 'us:president',
        title: 'President of the United States',
        rank: 'HEAD_OF_STATE',
        country: 'US',
      },
      term('bush-41', '1989-01-20', '1993-01-20'),
      term('bush-43', '2001-01-20', '2009-01-20'),
      { noun: 'topic', key: 'grain', name: 'Grain exports' },
    ),
  );
  expect(rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

interface Found {
  key: string;
  kind: string;
  score: number;
  reason: string;
  matched: string;
}
async function resolve(name: string, args: object = {}): Promise<Found[]> {
  const { data, errors, sqlStatements } = await fixture.execute(
    `query ($name: String!, $kind: [ResolutionKind!], $on: Date, $first: Int) { resolve(name: $name, kind: $kind, on: $on, first: $first) {
      kind score reason matched node { __typename ... on Party { key } ... on Office { key } ... on Topic { key } } } }`,
    { name, ...args },
  );
  expect(errors).toBeUndefined();
  expect(sqlStatements).toHaveLength(1);
  return data.resolve.map(({ node, ...rest }: Found & { node: { key: string } }) => ({ ...rest, key: node.key }));
}
const first = async (name: string, args: object = {}): Promise<string> => {
  const [found] = await resolve(name, args);
  return found ? `${found.key} ${found.reason}` : 'none';
};

test.each([
  ['France', 'FR NAME'],
  ['french republic', 'FR NAME'],
  ['FRA', 'FR CODE'],
  ['250', 'FR CODE'],
  ['Frankreich', 'FR NAME'],
  ['French', 'FR DEMONYM'],
  ['Ceylon', 'LK FORMER_NAME'],
  ['Kazakhstn', 'KZ MISSPELLING'],
  ['Korea, South', 'KR NAME'],
  ['Emmanuel Macron', 'emmanuel-macron NAME'],
  ['Macron Emmanuel', 'emmanuel-macron WORDS'],
  ['Qasym-Zhomart Toqaev', 'kassym-jomart-tokayev MISSPELLING'],
  ['emmanuel-macron', 'emmanuel-macron NAME'],
  ['Q207', 'bush-43 IDENTIFIER'],
  ['President of the United States', 'us:president NAME'],
  ['us:president', 'us:president CODE'],
  ['Grain exports', 'grain NAME'],
])('resolves "%s" to %s', async (name, found) => {
  expect(await first(name)).toBe(found);
});

test('scores are between 0.5 and 1, the highest first, and each record is listed once', async () => {
  for (const name of ['Guinea', 'Korea', 'George Bush', 'President', 'United', 'Republic of the Congo']) {
    const found = await resolve(name, { first: 50 });
    const scores = found.map(({ score }) => score);
    expect(scores, name).toEqual(scores.toSorted((a, b) => b - a));
    for (const score of scores) expect(score).toBeGreaterThanOrEqual(0.5);
    for (const score of scores) expect(score).toBeLessThanOrEqual(1);
    const keys = found.map(({ kind, key }) => `${kind} ${key}`);
    expect(new Set(keys).size, name).toBe(keys.length);
    expect(await resolve(name, { first: 2 })).toEqual(found.slice(0, 2));
  }
});

test('the matched name is spelled as it is recorded', async () => {
  expect((await resolve('cote divoire'))[0]?.matched).toMatch(/^C[oô]te d['’]Ivoire$/);
  expect((await resolve('kaz'))[0]?.matched).toBe('KAZ');
});

test.each([
  ['George Bush', '1990-08-02', 'bush-41'],
  ['George Bush', '2003-03-20', 'bush-43'],
  ['John Smith', '1730-01-01', 'smith-1'],
  ['John Smith', '2000-01-01', 'smith-2'],
])('a day tells namesakes apart: %s on %s', async (name, on, key) => {
  const [best, next] = await resolve(name, { on, kind: ['PERSON'] });
  expect(best?.key).toBe(key);
  expect((best?.score ?? 0) - (next?.score ?? 0)).toBeGreaterThan(0.05);
});

test.each([
  ['Soviet Union', '1980-01-01', 'SUHH'],
  ['Yugoslavia', '1975-06-01', 'x-sfr-yugoslavia'],
])('a state that existed on the day ranks first: %s on %s', async (name, on, key) => {
  const [best] = await resolve(name, { on, kind: ['COUNTRY'] });
  expect(best).toMatchObject({ key });
  const [later] = await resolve(name, { on: '2020-01-01', kind: ['COUNTRY'] });
  expect(later?.key === key ? later.score : 0).toBeLessThan(0.5);
});

test('only the requested kinds are returned, and as many as requested', async () => {
  const found = await resolve('Georgia', { kind: ['PERSON', 'OFFICE'] });
  for (const { kind } of found) expect(['PERSON', 'OFFICE']).toContain(kind);
  expect(await resolve('Georgia', { kind: [] })).toEqual([]);
  expect(await resolve('Georgia', { first: 0 })).toEqual([]);
});

test.each(['', '   ', '"', '-', '"unclosed', '***', 'zzzzqqqq', '🙂', 'a'.repeat(2_000)])(
  'a text that names nothing resolves to nothing: %j',
  async (name) => {
    expect(await resolve(name)).toEqual([]);
  },
);

test.each([-1, 51])('rejects first: %d', async (number) => {
  const { errors } = await fixture.execute('query ($first: Int) { resolve(name: "x", first: $first) { score } }', {
    first: number,
  });
  expect(errors?.[0]).toMatchObject({
    message: `"first" must be between 0 and 50 (got ${number}).`,
    extensions: { code: 'BAD_INPUT', field: 'first' },
  });
});

describe('the comparison of names', () => {
  const compare = (a: string, b: string) => matchNames(toWordForm(a), toWordForm(b));

  test.each([
    ['Emmanuel Macron', 'Emmanuel Macron', 'EXACT', 1, 1],
    ['Macron Emmanuel', 'Emmanuel Macron', 'WORDS', 0.95, 0.99],
    ['President Emmanuel Macron', 'Emmanuel Macron', 'WORDS', 0.85, 0.97],
    ['Emmanuel Jean-Michel Frédéric Macron', 'Emmanuel Macron', 'WORDS', 0.85, 0.95],
    ['George W Bush', 'George Walker Bush', 'MISSPELLING', 0.85, 0.97],
    ['Mikhail Gorbachov', 'Mikhail Gorbachev', 'MISSPELLING', 0.85, 0.97],
    ['Qasym Zhomart Toqaev', 'Kassym-Jomart Tokayev', 'MISSPELLING', 0.85, 0.97],
    ['Macron', 'Emmanuel Macron', 'WORDS', 0.6, 0.75],
    ['Emmanuel', 'Emmanuel Macron', 'WORDS', 0.6, 0.78],
    ['Boris Johnson', 'Boris Yeltsin', 'WORDS', 0, 0.75],
    ['Angela Davis', 'Angela Merkel', 'WORDS', 0, 0.75],
    ['King Charles', 'King Salman', 'WORDS', 0, 0.5],
    ['Xi Jinping', 'Deng Xiaoping', 'WORDS', 0, 0.5],
  ])('%s and %s: %s', (a, b, kind, least, most) => {
    const { similarity, kind: found } = compare(a, b);
    expect(similarity).toBeGreaterThanOrEqual(least);
    expect(similarity).toBeLessThanOrEqual(most);
    if (least > 0) expect(found).toBe(kind);
  });
});
