import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importRecords } from '../../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../../helpers/api-fixture.ts';
import { toReadItems } from '../../helpers/sample-records.ts';

// The shapes of the responses of the Reconciliation Service API 0.2.
const named = z.object({ id: z.string(), name: z.string() });
const typeList = z.array(z.union([z.string(), named.partial({ name: true })]));
const template = z.object({ url: z.string().includes('{{id}}') });
const serviceSchema = z.object({ service_url: z.url(), service_path: z.string().startsWith('/') });
const manifestSchema = z.object({
  versions: z.array(z.string()).refine((versions) => versions.includes('0.2')),
  name: z.string(),
  identifierSpace: z.url(),
  schemaSpace: z.url(),
  defaultTypes: z.array(named),
  view: template,
  preview: template.extend({ width: z.int(), height: z.int() }),
  suggest: z.object({ entity: serviceSchema, property: serviceSchema, type: serviceSchema }),
  extend: z.object({ propose_properties: serviceSchema, property_settings: z.array(z.unknown()) }),
  batchSize: z.int().positive(),
});
const resultBatchSchema = z.record(
  z.string(),
  z.object({
    result: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string().optional(),
        score: z.number().min(0).max(100),
        match: z.boolean(),
        type: typeList,
        features: z.array(z.object({ id: z.string(), value: z.union([z.boolean(), z.number()]) })),
      }),
    ),
  }),
);
const instant = /^\d{4}-(?:1[0-2]|0[1-9])-(?:3[01]|0[1-9]|[12]\d)T\d\d:\d\d:\d\dZ$/;
const cellSchema = z.union([
  z.strictObject({}),
  z.strictObject({ id: z.string(), name: z.string() }),
  z.strictObject({ str: z.string() }),
  z.strictObject({ date: z.string().regex(instant) }),
]);
const extensionSchema = z.object({
  meta: z.array(named.extend({ type: named.optional() })),
  rows: z.record(z.string(), z.record(z.string(), z.array(cellSchema))),
});
const suggestionSchema = z.object({ result: z.array(named.extend({ notable: typeList.optional() })) });

interface NameRow {
  text: string;
  kind: string;
  key: string;
}
interface PersonRow {
  key: string;
  name: string;
  alias: string;
  born: string;
  died: string;
}
const readRows = <Row>(file: string): Row[] =>
  parse(readFileSync(new URL(file, import.meta.url)), { columns: true }) as Row[];
const names = readRows<NameRow>('names.csv');

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
  const people = readRows<PersonRow>('people.csv').map(({ key, name, alias, born, died }) => ({
    noun: 'person',
    key,
    name,
    ...(alias && { names: [{ text: alias, language: 'en', kind: 'ALIAS' }] }),
    ...(born && { born }),
    ...(died && { died }),
  }));
  const term = (person: string, office: string, start: string, end: string) => ({
    noun: 'term',
    key: `${person}-${start}`,
    office,
    person,
    start,
    end,
  });
  const { rejections } = await importRecords(
    fixture.db,
    toReadItems(
      ...people,
      { noun: 'person', key: 'john-howard-au', name: 'John Howard' },
      { noun: 'person', key: 'john-howard-gb', name: 'John Howard' },
      {
        noun: 'office',
        key: 'us:president',
        title: 'President of the United States',
        rank: 'HEAD_OF_STATE',
        country: 'US',
      },
      {
        noun: 'office',
        key: 'au:premier',
        title: 'Prime Minister of Australia',
        rank: 'HEAD_OF_GOVERNMENT',
        country: 'AU',
      },
      { noun: 'office', key: 'gb:sheriff', title: 'High Sheriff of Bedfordshire', rank: 'OTHER', country: 'GB' },
      term('george-h-w-bush', 'us:president', '1989-01-20', '1993-01-20'),
      term('george-w-bush', 'us:president', '2001-01-20', '2009-01-20'),
      term('john-howard-au', 'au:premier', '1996-03-11', '2007-12-03'),
      term('john-howard-gb', 'gb:sheriff', '1773-02-08', '1774-02-08'),
      { noun: 'organization', key: 'works', name: 'Works', sameAs: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }] },
    ),
  );
  expect(rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
async function get(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fixture.fetch(path, init);
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  return response.json();
}
async function match(queries: Record<string, object>): Promise<z.output<typeof resultBatchSchema>> {
  return resultBatchSchema.parse(await get('/reconcile', form({ queries: JSON.stringify(queries) })));
}
async function matchOne(query: object) {
  return (await match({ q: query })).q?.result ?? [];
}

test('of 200 names of countries and people at least 95 % match the right record', async () => {
  expect(names).toHaveLength(200);
  const found: { text: string; key: string; best: string | undefined }[] = [];
  for (let start = 0; start < names.length; start += 50) {
    const batch = names.slice(start, start + 50);
    const results = await match(
      Object.fromEntries(batch.map(({ text, kind }, index) => [`q${index}`, { query: text, type: kind, limit: 3 }])),
    );
    for (const [index, { text, key }] of batch.entries())
      found.push({ text, key, best: results[`q${index}`]?.result[0]?.id });
  }
  const wrong = found.filter(({ key, best }) => key !== best);
  expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(10);
});

test('what it calls a match is right', async () => {
  for (let start = 0; start < names.length; start += 50) {
    const batch = names.slice(start, start + 50);
    const results = await match(
      Object.fromEntries(batch.map(({ text, kind }, i) => [`${i}`, { query: text, type: kind }])),
    );
    for (const [index, { text, key }] of batch.entries()) {
      const best = results[`${index}`]?.result[0];
      if (best?.match) expect(`${text}: ${best.id}`).toBe(`${text}: ${key}`);
    }
  }
});

describe('properties tell namesakes apart', () => {
  test.each([
    ['a day', { pid: 'on', v: '1990-08-02' }, 'george-h-w-bush'],
    ['a year', { pid: 'on', v: '2004' }, 'george-w-bush'],
    ['an instant', { pid: 'on', v: '2004-05-06T00:00:00Z' }, 'george-w-bush'],
    ['a date of birth', { pid: 'born', v: '1924-06-12' }, 'george-h-w-bush'],
    ['a year of birth', { pid: 'born', v: 1946 }, 'george-w-bush'],
    ['a date of death', { pid: 'died', v: ['2018', '2019'] }, 'george-h-w-bush'],
  ])('%s', async (_name, property, key) => {
    const [best, second] = await matchOne({ query: 'George Bush', type: 'person', properties: [property] });
    expect(best).toMatchObject({ id: key, match: true });
    expect(second?.match).toBe(false);
  });

  test.each([
    ['by name', { pid: 'country', v: 'Australia' }, 'john-howard-au'],
    ['by code', { pid: 'country', v: 'GB' }, 'john-howard-gb'],
    ['by identifier', { pid: 'country', v: { id: 'AU', name: 'Australia' } }, 'john-howard-au'],
  ])('a country %s', async (_name, property, key) => {
    const [best] = await matchOne({ query: 'John Howard', type: ['person'], properties: [property] });
    expect(best).toMatchObject({ id: key, match: true });
  });

  test('without them, no namesake is a match', async () => {
    const result = await matchOne({ query: 'John Howard', type: 'person' });
    expect(result.slice(0, 2).map(({ id, match: isMatch }) => [id, isMatch])).toEqual([
      ['john-howard-au', false],
      ['john-howard-gb', false],
    ]);
  });

  test('a state of that day', async () => {
    const [best] = await matchOne({ query: 'Soviet Union', type: 'country', properties: [{ pid: 'on', v: '1970' }] });
    expect(best).toMatchObject({ id: 'SUHH', match: true });
  });
});

test('describes the service', async () => {
  manifestSchema.parse(await get('/reconcile'));
});

test('takes queries by GET, in a form, and in JSON, with the same result', async () => {
  const queries = { a: { query: 'France', limit: 1 }, b: { query: 'Q1 nothing like it' } };
  const json = JSON.stringify(queries);
  const byGet = await get(`/reconcile?queries=${encodeURIComponent(json)}`);
  resultBatchSchema.parse(byGet);
  expect(byGet).toMatchObject({
    a: { result: [{ id: 'FR', name: 'France', score: 100, match: true }] },
    b: { result: [] },
  });
  expect(await get('/reconcile', form({ queries: json }))).toEqual(byGet);
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  expect(await get('/reconcile', { ...init, body: JSON.stringify({ queries }) })).toEqual(byGet);
});

test('finds a record by its identifier', async () => {
  expect((await matchOne({ query: 'emmanuel-macron' }))[0]).toMatchObject({ id: 'emmanuel-macron', match: true });
  expect((await matchOne({ query: 'us:president', type: 'office' }))[0]).toMatchObject({ id: 'office/us:president' });
});

test('extends records by properties', async () => {
  const query = {
    ids: ['FR', 'george-h-w-bush', 'works', 'office/us:president', 'nobody'],
    properties: ['alpha3', 'born', 'country', 'office', 'lei', 'status', 'unheard-of'].map((id) => ({ id })),
  };
  const { meta, rows } = extensionSchema.parse(await get('/reconcile', form({ extend: JSON.stringify(query) })));
  expect(meta[2]).toEqual({ id: 'country', name: 'country', type: { id: 'country', name: 'Country' } });
  expect(rows).toEqual({
    FR: {
      alpha3: [{ str: 'FRA' }],
      born: [],
      country: [],
      office: [],
      lei: [],
      status: [{ str: 'STATE' }],
      'unheard-of': [],
    },
    'george-h-w-bush': {
      alpha3: [],
      born: [{ date: '1924-06-12T00:00:00Z' }],
      country: [{ id: 'US', name: expect.stringContaining('United States') }],
      office: [{ id: 'office/us:president', name: 'President of the United States' }],
      lei: [],
      status: [],
      'unheard-of': [],
    },
    works: {
      alpha3: [],
      born: [],
      country: [],
      office: [],
      lei: [{ str: '5493001KJTIIGC8Y1R12' }],
      status: [],
      'unheard-of': [],
    },
    'office/us:president': {
      alpha3: [],
      born: [],
      country: [{ id: 'US', name: expect.stringContaining('United States') }],
      office: [],
      lei: [],
      status: [],
      'unheard-of': [],
    },
    nobody: { alpha3: [], born: [], country: [], office: [], lei: [], status: [], 'unheard-of': [] },
  });
});

test('proposes the properties of a type', async () => {
  const { properties } = (await get('/reconcile/properties?type=person&limit=2')) as { properties: { id: string }[] };
  expect(properties.map(({ id }) => id)).toEqual(['country', 'born']);
});

test('suggests records, types and properties', async () => {
  const suggest = async (path: string) => suggestionSchema.parse(await get(`/reconcile/suggest/${path}`)).result;
  expect((await suggest('entity?prefix=emmanuel%20mac'))[0]).toMatchObject({ id: 'emmanuel-macron' });
  expect((await suggest('entity?prefix=Kazakh')).map(({ id }) => id)).toContain('KZ');
  expect((await suggest('entity?prefix=office/us:president'))[0]).toMatchObject({ id: 'office/us:president' });
  const all = await suggest('entity?prefix=guinea');
  expect(await suggest('entity?prefix=guinea&cursor=1')).toEqual(expect.arrayContaining(all.slice(1)));
  expect((await suggest('type?prefix=per')).map(({ id }) => id)).toEqual(['person']);
  expect((await suggest('property?prefix=birth')).map(({ id }) => id)).toEqual(['born']);
});

test('shows a preview, in which names are escaped', async () => {
  await importRecords(fixture.db, toReadItems({ noun: 'person', key: 'mark', name: '<b>Mark</b>' }));
  const response = await fixture.fetch('/reconcile/preview?id=mark');
  expect(response.headers.get('content-type')).toContain('text/html');
  const html = await response.text();
  expect(html).toContain('<h1>&lt;b&gt;Mark&lt;/b&gt;</h1>');
  expect((await fixture.fetch('/reconcile/preview?id=nobody')).status).toBe(404);
});

test.each<[string, string, RequestInit | undefined, number, RegExp]>([
  ['no JSON', '/reconcile?queries=%7B', undefined, 400, /"queries" is not valid JSON/],
  ['no query', '/reconcile', form({ queries: '{"a":{}}' }), 400, /a: A query requires/],
  ['an unknown member', '/reconcile', form({ queries: '{"a":{"query":"x","limits":3}}' }), 400, /limits/],
  [
    'too many queries',
    '/reconcile',
    form({ queries: JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, { query: 'x' }]))) }),
    400,
    /at most 50 queries/,
  ],
  [
    'a body in another format',
    '/reconcile',
    { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } },
    400,
    /must be a form/,
  ],
  ['another method', '/reconcile', { method: 'DELETE' }, 400, /Method DELETE is not allowed/],
  ['another path', '/reconcile/nowhere', undefined, 404, /does not exist/],
  ['a body that is too large', '/reconcile', form({ queries: ' '.repeat(1_100_000) }), 413, /exceeds/],
])('rejects %s', async (_name, path, init, status, message) => {
  const response = await fixture.fetch(path, init);
  expect(response.status).toBe(status);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(((await response.json()) as { errors: { message: string }[] }).errors[0]?.message).toMatch(message);
});

test('answers preflight requests of browsers', async () => {
  const response = await fixture.fetch('/reconcile', { method: 'OPTIONS', headers: { origin: 'https://example.org' } });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});
