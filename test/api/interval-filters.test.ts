import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { referencedRecords, toReadItems } from '../helpers/sample-records.ts';

const citations = [{ source: 'gazette', basis: 'STATED' as const }];
const position = (key: string, over: object): RecordInput => ({
  noun: 'position',
  key,
  summary: 'France supports Hungary.',
  holder: 'FR',
  stance: 'SUPPORTS',
  toward: ['HU'],
  at: '2023-11-01',
  citations,
  ...over,
});
const link = (key: string, over: object): RecordInput => ({
  noun: 'trade-link',
  key,
  summary: 'Oil flows.',
  kind: 'SUPPLY',
  status: 'ACTIVE',
  suppliers: ['KZ'],
  buyers: ['FR'],
  at: '2023-11-01',
  citations,
  ...over,
});
const term = (key: string, over: object): RecordInput => ({
  noun: 'term',
  key,
  office: 'fr:president',
  person: 'ada',
  citations,
  ...over,
});

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  const { rejections } = await importRecords(
    fixture.db,
    toReadItems(
      ...referencedRecords,
      { noun: 'source', key: 'courier', publisher: 'Courier' },
      position('p-years', { start: '2001', end: '2005' }),
      position('p-day', { start: '2001-06-01', end: '2004-06-01', label: 'staunch allies' }),
      position('p-open', { start: '2003~', toward: ['KZ'], statedBy: 'US' }),
      position('p-unknown', { citations: [{ source: 'courier', basis: 'STATED' }], holder: 'UZ', toward: [] }),
      link('l-years', { start: '2001', end: '2005' }),
      link('l-open', { start: '2003-01-01' }),
      link('l-unknown', {}),
      term('t-years', { start: '2001', end: '2005' }),
      term('t-open', { start: '2005-06-01' }),
      term('t-unknown', {}),
    ),
    { acceptsUnverified: true },
  );
  expect(rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

async function listKeys(list: string, filter: string): Promise<string[]> {
  const { data, errors, sqlStatements } = await fixture.execute(
    `{ list: ${list}(filter: { ${filter} }, first: 100) { nodes { key } totalCount } }`,
  );
  expect(errors).toBeUndefined();
  expect(sqlStatements).toHaveLength(1);
  const keys: string[] = data.list.nodes.map(({ key }: { key: string }) => key);
  expect(data.list.totalCount).toBe(keys.length);
  return keys.toSorted();
}

test.each([
  ['positions', 'start: { onOrAfter: "2001-01-01", before: "2002-01-01" }', ['p-day', 'p-years']],
  ['positions', 'start: { on: "2001-06-01" }', ['p-day']],
  ['positions', 'start: { on: "2001-06-01", certainty: POSSIBLE }', ['p-day', 'p-years']],
  ['positions', 'start: { after: "2002-01-01" }', []],
  ['positions', 'start: { after: "2002-01-01", certainty: POSSIBLE }', ['p-open']],
  ['positions', 'end: { before: "2005-01-01" }', ['p-day']],
  ['positions', 'end: { onOrBefore: "2005-12-31" }', ['p-day', 'p-years']],
  ['positions', 'end: { on: "2005-03-01", certainty: POSSIBLE }', ['p-years']],
  ['positions', 'not: { end: { onOrBefore: "2100-01-01" } }', ['p-open', 'p-unknown']],
  ['tradeLinks', 'start: { onOrAfter: "2001-01-01" }', ['l-open', 'l-years']],
  ['tradeLinks', 'end: { onOrAfter: "2005-01-01" }', ['l-years']],
  ['tradeLinks', 'end: { on: "2005-03-01" }', []],
  [
    'terms',
    'start: { onOrAfter: "2001-01-01" }, key: { in: ["t-years", "t-open", "t-unknown"] }',
    ['t-open', 't-years'],
  ],
  ['terms', 'end: { on: "2005-03-01", certainty: POSSIBLE }', ['t-years']],
])('%s: { %s }', async (list, filter, keys) => {
  expect(await listKeys(list, filter)).toEqual(keys);
});

test.each([
  ['party: { key: { eq: "HU" } }', ['p-day', 'p-years']],
  ['party: { key: { eq: "US" } }', ['p-open']],
  ['party: { key: { in: ["KZ", "UZ"] } }', ['p-open', 'p-unknown']],
  ['party: { key: { eq: "FR" } }, stance: [SUPPORTS], not: { text: "staunch" }', ['p-open', 'p-years']],
  ['source: { eq: "courier" }', ['p-unknown']],
  ['text: "staunch"', ['p-day']],
  ['or: [{ text: "allies" }, { source: { eq: "courier" } }]', ['p-day', 'p-unknown']],
])('positions: { %s }', async (filter, keys) => {
  expect(await listKeys('positions', filter)).toEqual(keys);
});

test('countries are filtered by the words, the sources and the parties of their positions', async () => {
  const keysOf = async (filter: string): Promise<string[]> => listKeys('countries', `position: { ${filter} }`);
  expect(await keysOf('text: "staunch"')).toEqual(['FR']);
  expect(await keysOf('source: { eq: "courier" }')).toEqual(['UZ']);
  expect(await keysOf('party: { key: { eq: "US" } }')).toEqual(['FR']);
  expect(await keysOf('end: { before: "2000-01-01" }')).toEqual([]);
});

test('one query selects the start and the end of entries of all kinds', async () => {
  const { data, errors } = await fixture.execute(`{ entries(filter: { text: "oil" }, first: 1) { nodes {
    key ... on Visit { start { edtf } end { edtf } } ... on TradeLink { start { edtf } end { edtf } } ... on Position { start { edtf } end { edtf } } } } }`);
  expect(errors).toBeUndefined();
  expect(data.entries.nodes).toHaveLength(1);
});
