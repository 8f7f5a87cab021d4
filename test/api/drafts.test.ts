import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';

let editing: EditingFixture;
let token: string;
beforeAll(async () => {
  editing = await openEditingFixture();
  token = await editing.token('Ada Lovelace');
  await editing.apiFixture.db.write((tx) => {
    for (const [key, status, source, day] of [
      ['d1', 'PENDING', 'gazette', '01'],
      ['d2', 'REJECTED', 'unknown', '02'],
      ['d3', 'PENDING', null, '03'],
    ])
      tx.run(sql`INSERT INTO drafts (key, noun, record, status, created_at, created_by, decided_at, decided_by, source_key)
        VALUES (${key}, 'visit', '{"noun":"visit"}', ${status}, ${`2026-01-${day}T00:00:00.000Z`}, 'reader', ${`2026-02-${day}T00:00:00.000Z`}, 'Ada', ${source})`);
  });
});
afterAll(() => editing?.[Symbol.asyncDispose]());

const read = (document: string, withToken = true) =>
  editing.apiFixture.execute(document, {}, withToken ? { authorization: `Bearer ${token}` } : {});

test('a holder of a token reads a draft, by its key and as a node', async () => {
  const selection =
    'id key noun record status createdAt createdBy decidedAt decidedBy spans { words } alternatives { key } unresolved { field } duplicates requires reading { key } change { sequence } source { key }';
  const { data } = await read(`{ draft(key: "d1") { ${selection} } none: draft(key: "d9") { key } }`);
  expect(data).toEqual({
    draft: {
      id: expect.any(String),
      key: 'd1',
      noun: 'VISIT',
      record: '{"noun":"visit"}',
      status: 'PENDING',
      createdAt: '2026-01-01T00:00:00.000Z',
      createdBy: 'reader',
      decidedAt: '2026-02-01T00:00:00.000Z',
      decidedBy: 'Ada',
      spans: [],
      alternatives: [],
      unresolved: [],
      duplicates: [],
      requires: [],
      reading: null,
      change: null,
      source: { key: 'gazette' },
    },
    none: null,
  });
  const node = `{ node(id: "${data.draft.id}") { ... on Draft { key } } nodes(ids: ["${data.draft.id}"]) { ... on Draft { key } } }`;
  expect((await read(node)).data).toEqual({ node: { key: 'd1' }, nodes: [{ key: 'd1' }] });
});

test.each([
  ['', ['d3', 'd2', 'd1']],
  ['status: [PENDING]', ['d3', 'd1']],
  ['status: [PENDING, REJECTED]', ['d3', 'd2', 'd1']],
  ['noun: [VISIT], source: { eq: "gazette" }', ['d1']],
  ['source: { in: ["gazette", "unknown"] }', ['d2', 'd1']],
  ['noun: [PERSON]', []],
])('lists drafts, newest first: { %s }', async (filter, keys) => {
  const { data, errors } = await read(`{ drafts(filter: { ${filter} }) { nodes { key } totalCount } }`);
  expect(errors).toBeUndefined();
  expect(data.drafts.nodes.map(({ key }: { key: string }) => key)).toEqual(keys);
  expect(data.drafts.totalCount).toBe(keys.length);
});

test('nobody else reads drafts', async () => {
  const { data } = await read('{ draft(key: "d1") { id } }');
  const { id } = data.draft;
  for (const document of [
    '{ draft(key: "d1") { key } }',
    '{ drafts { nodes { key } } }',
    '{ drafts { totalCount } }',
    `{ node(id: "${id}") { id } }`,
    `{ nodes(ids: ["${id}"]) { id } }`,
  ]) {
    const result = await read(document, false);
    expect(result.errors?.[0]?.extensions?.code, document).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(result.data ?? null), document).not.toContain('d1');
  }
});

test('a draft is no record: it is in no list, search or export', async () => {
  const { data } = await read(
    '{ visits { nodes { key } } search(text: "visit") { totalCount } changes(last: 100) { nodes { key } } }',
  );
  expect(JSON.stringify(data)).not.toMatch(/"d[123]"/);
  const lines: string[] = [];
  await exportDataset(editing.apiFixture.db, async (line) => {
    lines.push(line);
  });
  expect(lines.join('')).not.toContain('"key":"d1"');
});
