import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readInThread } from '../../src/ingest/read-in-thread.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { revokeToken } from '../../src/store/write/token.ts';
import { listDrafts, readText, sha256, story, varyStory } from './drafts-fixture.ts';
import { type EditingFixture, openEditingFixture } from './editing-fixture.ts';

let editing: EditingFixture;
let ada: string;
beforeAll(async () => {
  editing = await openEditingFixture();
  ada = await editing.token('Ada Lovelace');
});
afterAll(() => editing?.[Symbol.asyncDispose]());

const countRows = async (): Promise<number[]> => {
  const dump = await editing.dumpDatabase();
  return [dump.readings?.length ?? 0, dump.drafts?.length ?? 0];
};

test('a text becomes drafts with their words; the same text again is its earlier reading', async () => {
  const first = await readText(editing, ada, { title: 'Lund in Peru', url: 'https://gazette.example/1' });
  expect(first.errors).toEqual([]);
  expect(first).toMatchObject({
    created: true,
    reading: {
      key: sha256(story).slice(0, 16),
      sha256: sha256(story),
      length: [...story].length,
      language: 'en',
      publishedOn: '2024-05-15',
      publisher: 'The Gazette',
      title: 'Lund in Peru',
      url: 'https://gazette.example/1',
      text: null,
      createdBy: 'Ada Lovelace',
      source: null,
    },
  });
  const [source, visit, official] = [
    listDrafts(first, 'SOURCE')[0],
    listDrafts(first, 'VISIT')[0],
    listDrafts(first, 'STATEMENT')[1],
  ];
  expect(JSON.parse(source.record)).toMatchObject({ publisher: 'The Gazette', title: 'Lund in Peru', language: 'en' });
  expect(visit).toMatchObject({ status: 'PENDING', decidedBy: null, change: null, automatic: null });
  expect(visit.confidence).toBeGreaterThan(0.5);
  expect(JSON.parse(visit.record)).toMatchObject({ host: 'PE', travellers: [{ person: 'ada-lund', country: 'NO' }] });
  const points = [...story];
  for (const draft of first.reading.drafts.nodes)
    for (const { words, start, end } of draft.spans) expect(points.slice(start, end).join('')).toBe(words);
  expect(visit.spans.length).toBeGreaterThan(0);
  expect(official.unresolved).toMatchObject([{ field: 'speaker', words: 'a senior official', start: 158 }]);
  const required = visit.requires.map(
    (key: string) => first.reading.drafts.nodes.find((one: { key: string }) => one.key === key)?.noun,
  );
  expect(required).toEqual(expect.arrayContaining(['SOURCE', 'PERSON']));

  const counts = await countRows();
  const again = await readText(editing, await editing.token('Bo'), { publisher: 'Another' });
  expect(again).toMatchObject({ created: false, reading: { key: first.reading.key, publisher: 'The Gazette' } });
  expect(await countRows()).toEqual(counts);
});

test('drafts and readings are in no list, search, count, export or change feed', async () => {
  const query =
    '{ visits { totalCount } statements { totalCount } people { totalCount } sources { totalCount } changes(last: 1) { nodes { sequence } } search(text: "Lund") { totalCount } }';
  const before = await editing.apiFixture.execute(query);
  const { reading } = await readText(editing, ada, { text: varyStory('The talks went well.') });
  const after = await editing.apiFixture.execute(query);
  expect(after.data).toEqual(before.data);
  expect(after.data.search.totalCount).toBe(0);
  expect(after.extensions).toEqual(before.extensions);
  const lines: string[] = [];
  await exportDataset(editing.apiFixture.db, async (line) => {
    lines.push(line);
  });
  expect(lines.join('')).not.toContain('ada-lund');
  for (const document of [`{ reading(key: "${reading.key}") { key } }`, '{ drafts { totalCount } }'])
    expect((await editing.apiFixture.execute(document)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});

test('drafts are filtered by reading, rule and confidence, and sorted by confidence', async () => {
  const { reading } = await readText(editing, ada);
  const list = async (args: string) => {
    const { data, errors } = await editing.apiFixture.execute(
      `{ drafts(${args}, first: 100) { nodes { key rule confidence } totalCount } }`,
      {},
      { authorization: `Bearer ${ada}` },
    );
    return errors ?? data.drafts.nodes;
  };
  const filter = `reading: { eq: "${reading.key}" }`;
  const all = await list(`filter: { ${filter} }, orderBy: [{ field: CONFIDENCE, direction: DESC }]`);
  expect(all.map(({ confidence }: { confidence: number }) => confidence)).toEqual(
    all.map(({ confidence }: { confidence: number }) => confidence).toSorted((a: number, b: number) => b - a),
  );
  expect(all.length).toBe(reading.drafts.totalCount);
  const certain = await list(`filter: { ${filter}, minConfidence: 1 }`);
  expect(certain.length).toBe(all.filter(({ confidence }: { confidence: number }) => confidence === 1).length);
  const people = await list(`filter: { ${filter}, rule: { eq: "new-party" } }`);
  expect(people.map(({ rule }: { rule: string }) => rule)).toEqual(['new-party', 'new-party']);
  expect(await list('filter: { reading: { eq: "none" } }')).toMatchObject([
    { message: 'No reading has the key "none".', extensions: { code: 'BAD_INPUT' } },
  ]);
});

test.each([
  ['no text', { text: ' \n' }, 'text', /^EMPTY_TEXT: /],
  ['HTML', { text: '<html><body><p>Ada</p></body></html>' }, 'text', /^HTML_TEXT: /],
  ['control characters', { text: 'Ada\u0000 Lund' }, 'text', /^BINARY_TEXT: /],
  ['no date', { text: varyStory('No date.'), publishedOn: null }, 'publishedOn', /^DATE_UNKNOWN: /],
  ['a language without data', { language: 'tlh', text: varyStory('Klingon.') }, 'language', /^LANGUAGE_UNSUPPORTED: /],
  [
    'a text to retain without a licence',
    { retainText: true, text: varyStory('Held.') },
    'licence',
    /licence allows it/,
  ],
])('%s is rejected', async (_name, input, path, message) => {
  const counts = await countRows();
  const { reading, created, errors } = await readText(editing, ada, input);
  expect([reading, created, errors]).toEqual([
    null,
    false,
    [
      expect.objectContaining({
        __typename: 'InvalidFieldError',
        code: 'BAD_INPUT',
        path: [path],
        message: expect.stringMatching(message),
      }),
    ],
  ]);
  expect(await countRows()).toEqual(counts);
});

test('without a publisher, an editor has to state it', async () => {
  const result = await readText(editing, ada, { text: varyStory('Nobody publishes this.'), publisher: null });
  expect(listDrafts(result, 'SOURCE')).toMatchObject([{ unresolved: [{ field: 'publisher' }] }]);
});

test('a dry run shows the drafts and stores nothing', async () => {
  const counts = await countRows();
  const result = await readText(editing, ada, { text: varyStory('A trial.'), dryRun: true });
  expect(result).toMatchObject({ created: true, errors: [], reading: { publisher: 'The Gazette' } });
  expect(listDrafts(result, 'VISIT')).toHaveLength(1);
  expect(await countRows()).toEqual(counts);
});

test('a text is retained if its licence allows it', async () => {
  const text = varyStory('It is free.');
  const { reading } = await readText(editing, ada, { text, retainText: true, licence: 'CC-BY-4.0' });
  expect(reading.text).toBe(text);
});

test('a request without a token reads nothing', async () => {
  const counts = await countRows();
  const { errors } = await readText(editing, undefined, { text: varyStory('Secret.') });
  expect(errors).toMatchObject([{ __typename: 'AccessError', code: 'UNAUTHENTICATED' }]);
  expect(await countRows()).toEqual(counts);
});

test('a token that is revoked while the text is read stores nothing', async () => {
  const { db } = editing.apiFixture;
  const token = await editing.token('Eve');
  const counts = await countRows();
  const write = db.write.bind(db);
  const spy = vi.spyOn(db, 'write').mockImplementationOnce(async (work, options) => {
    await write((tx) => revokeToken(tx, token.split('_')[1] ?? '', new Date()));
    return write(work, options);
  });
  const { errors } = await readText(editing, token, { text: varyStory('In between.') });
  spy.mockRestore();
  expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED', message: expect.stringContaining('was revoked while') }]);
  expect(await countRows()).toEqual(counts);
});

test('a text that takes too long is given up, and the next one is read', async () => {
  const { path } = editing.apiFixture.db;
  const text = story.repeat(20);
  const input = { text, stated: { publishedOn: '2024-05-15' } };
  await expect(readInThread({ path, input }, { client: 'eve', withinMs: 1 })).rejects.toMatchObject({
    code: 'TIMEOUT',
    message: expect.stringContaining('took more than 0.001 seconds'),
  });
  const reading = await readInThread({ path, input: { ...input, text: story } }, { client: 'eve' });
  expect(reading.proposals.length).toBeGreaterThan(0);
});
