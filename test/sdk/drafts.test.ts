import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, createClient, type Draft } from '../../sdk/src/index.ts';
import { story } from '../editing/drafts-fixture.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';
import { collect } from './collect.ts';

let editing: EditingFixture;
let editor: Client;
beforeAll(async () => {
  editing = await openEditingFixture();
  await editing.apiFixture.db.write((tx) => {
    for (const [key, status, source, day] of [
      ['d1', 'PENDING', 'gazette', '01'],
      ['d2', 'REJECTED', null, '02'],
    ])
      tx.run(sql`INSERT INTO drafts (key, noun, record, status, created_at, created_by, decided_at, decided_by, source_key)
        VALUES (${key}, 'visit', '{"noun":"visit"}', ${status}, ${`2026-01-${day}T00:00:00.000Z`}, 'reader', ${`2026-02-${day}T00:00:00.000Z`}, 'Ada', ${source})`);
  });
  editor = connect({ authorization: `Bearer ${await editing.token('Ada Lovelace')}` });
});
afterAll(() => editing[Symbol.asyncDispose]());

const connect = (headers: Record<string, string>): Client =>
  createClient({
    url: 'http://chancery.test/graphql',
    headers,
    fetch: (request) => editing.apiFixture.api.fetch(request),
  });

it('the holder of a token reads drafts like other nouns', async () => {
  const draft = (await editor.drafts.get('d1')) as Draft;
  expect(draft).toMatchObject({
    key: 'd1',
    noun: 'VISIT',
    status: 'PENDING',
    createdBy: 'reader',
    source: { key: 'gazette' },
  });
  expect(JSON.parse(draft.record)).toEqual({ noun: 'visit' });
  const page = await editor.drafts.list({ filter: { status: ['PENDING'] }, totalCount: true });
  expect(page).toMatchObject({ nodes: [draft], totalCount: 1 });
  expect((await collect(editor.drafts.each({ first: 1 }))).map(({ key }) => key)).toEqual(['d2', 'd1']);
  expect(await editor.drafts.count()).toBe(2);
  expect(await editor.drafts.get('d9')).toBeNull();
});

it('a text is read, and a draft of it is decided', async () => {
  const source = { publishedOn: '2024-05-15', publisher: 'G' };
  const { reading, created, errors } = await editor.readText(story, source, { timeoutMs: 150_000 });
  expect([errors, created, reading?.publisher]).toEqual([[], true, 'G']);
  const { nodes } = await editor.drafts.list({
    filter: { reading: { eq: reading?.key ?? '' }, noun: ['VISIT'], minConfidence: 0.5 },
  });
  const [visit] = nodes;
  if (!visit) throw new Error('The text proposes no visit.');
  const refused = await editor.decideDraft(visit.key, 'ACCEPT');
  expect(refused.errors).toMatchObject([{ __typename: 'DraftError', drafts: expect.any(Array) }]);
  const { draft, related } = await editor.decideDraft(visit.key, 'ACCEPT', { acceptRelated: true, dryRun: true });
  expect(draft).toMatchObject({ status: 'ACCEPTED', change: { noun: 'VISIT' } });
  expect(related.length).toBeGreaterThan(1);
});

it('others are rejected', async () => {
  const reader = connect({});
  for (const call of [() => reader.drafts.get('d1'), () => reader.drafts.list(), () => reader.drafts.count()])
    await expect(call()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
