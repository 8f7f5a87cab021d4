import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { type EditingFixture, errorSelection, openEditingFixture } from './editing-fixture.ts';

let fixture: EditingFixture;
let token: string;
beforeAll(async () => {
  fixture = await openEditingFixture();
  token = await fixture.token('Ada');
});
afterAll(() => fixture[Symbol.asyncDispose]());

const sourceMutation = `mutation($source: SourceInput!, $accept: Boolean) {
  recordSource(input: { record: $source, acceptUnverified: $accept }) { changed source { key sha256 length textRetention } ${errorSelection} } }`;
const correctSourceMutation = `mutation($key: String!, $source: SourcePatch!, $accept: Boolean) {
  correctSource(input: { key: $key, record: $source, reason: "A test.", acceptUnverified: $accept }) { changed source { key sha256 length textRetention } ${errorSelection} } }`;
const statementMutation = `mutation($statement: StatementInput!, $source: String!, $accept: Boolean) {
  recordStatement(input: { statement: $statement, source: $source, acceptUnverified: $accept }) {
    statement { citations { spans { words start end verification } } } ${errorSelection} } }`;
const batchMutation = `mutation($entries: [RecordInput!]!, $source: String!, $accept: Boolean) {
  importEntries(input: { entries: $entries, source: $source, acceptUnverified: $accept }) { created updated ${errorSelection} } }`;

let count = 0;
const nextKey = (prefix: string): string => {
  count += 1;
  return `${prefix}-${count}`;
};
const send = (document: string, variables: object) => fixture.sendMutation(token, document, variables);

/** Records a source with these fields and returns its key. */
async function recordSource(fields: object): Promise<string> {
  const key = nextKey('text');
  expect(await send(sourceMutation, { source: { key, publisher: 'The Gazette', ...fields } })).toMatchObject({
    errors: [],
  });
  return key;
}

const buildStatement = (source: string, ...spans: object[]) => ({
  key: nextKey('said'),
  summary: 'Ada said it.',
  speaker: 'ada',
  mode: 'DIRECT',
  language: 'en',
  text: 'I said this',
  saidOn: { edtf: '2023-11-02' },
  citations: [{ source, field: 'text', basis: 'STATED', spans }],
});

const quote = (source: string, span: object, accept?: boolean) =>
  send(statementMutation, { statement: buildStatement(source, span), source, accept });

const readSpans = async (source: string): Promise<object[]> => {
  const { data } = await fixture.apiFixture.execute(
    `query($key: String!) { source(key: $key) { entries { nodes { citations { source { key } spans { words start end verification } } } } } }`,
    { key: source },
  );
  return data.source.entries.nodes.flatMap(({ citations }: { citations: { source: object; spans: object[] }[] }) =>
    citations.flatMap(({ spans }) => spans),
  );
};

const text = 'Ada spoke in Astana. “I said this”, she said. Nobody said more. 🇰🇿';
const licence = 'CC0-1.0';

describe('the text of a source', () => {
  test('is hashed and discarded by default', async () => {
    const key = nextKey('text');
    const { source } = await send(sourceMutation, { source: { key, publisher: 'The Gazette', text } });
    expect(source).toEqual({
      key,
      sha256: createHash('sha256').update(text).digest('hex'),
      length: [...text].length,
      textRetention: 'HASHED',
    });
    const { data } = await fixture.apiFixture.execute(
      `query($key: String!) { source(key: $key) { text(around: "Astana") { words } } }`,
      { key },
    );
    expect(data.source.text).toBeNull();
  });

  test('is returned around words if it is retained, and linked if it is not', async () => {
    const url = 'https://example.org/speech#top';
    const held = await recordSource({ text, licence, textRetention: 'RETAINED', url });
    const hashed = await recordSource({ text, url });
    const query = `query($key: String!) { source(key: $key) {
      text(around: "I said this", context: 5) { before words after start end url } absent: text(around: "Berlin") { words } whole: text { words } } }`;
    const link = 'https://example.org/speech#top:~:text=I%20said%20this';
    expect((await fixture.apiFixture.execute(query, { key: held })).data.source).toEqual({
      text: { before: 'na. “', words: 'I said this', after: '”, sh', start: 22, end: 33, url: link },
      absent: null,
      whole: { words: text },
    });
    expect((await fixture.apiFixture.execute(query, { key: hashed })).data.source).toEqual({
      text: { before: null, words: 'I said this', after: null, start: null, end: null, url: link },
      absent: { words: 'Berlin' },
      whole: null,
    });
  });

  test.each([
    [{ text, textRetention: 'RETAINED' }, ['record', 'licence'], /only retained if a licence allows it/],
    [{ textRetention: 'RETAINED', licence }, ['record', 'text'], /The text is not available/],
    [{ text, sha256: 'ab'.repeat(32) }, ['record', 'sha256'], /it is computed/],
    [{ text, length: 3 }, ['record', 'length'], /The text has \d+ code points, not 3/],
    [{ text: '' }, ['record', 'text'], /./],
  ])('is rejected: %j', async (fields, path, message) => {
    const result = await send(sourceMutation, {
      source: { key: nextKey('text'), publisher: 'The Gazette', ...fields },
    });
    expect(result).toMatchObject({
      errors: [{ path, message: expect.stringMatching(message) }],
    });
  });
});

describe('quoted words', () => {
  test('are HELD if the text is retained, with or without offsets', async () => {
    const source = await recordSource({ text, licence, textRetention: 'RETAINED' });
    const expected = { words: 'I said this', start: 22, end: 33, verification: 'HELD' };
    for (const span of [
      { words: 'I said this' },
      { words: 'I said this', start: 22 },
      { words: 'I said this', end: 33 },
    ])
      expect(await quote(source, span)).toMatchObject({ statement: { citations: [{ spans: [expected] }] } });
  });

  test.each([
    [{ words: 'I never said this' }, 'words', /does not have the words "I never said this"/],
    [{ words: 'said' }, 'start', /occur at 24 to 28, 40 to 44, 53 to 57\. Give "start"/],
    [{ words: 'I said this', start: 10, end: 21 }, 'words', /The words occur at 22 to 33/],
    [{ words: 'more', start: 900, end: 904 }, 'end', /cannot end at 904/],
    [{ words: 'more', start: 5, end: 5 }, undefined, /is empty/],
  ])('that are not in the text are rejected: %j', async (span, field, message) => {
    const source = await recordSource({ text, licence, textRetention: 'RETAINED' });
    const path = ['statement', 'citations', '0', 'spans', '0', ...(field === undefined ? [] : [field])];
    for (const accept of [false, true])
      expect(await quote(source, span, accept)).toMatchObject({
        errors: [{ path, message: expect.stringMatching(message) }],
      });
  });

  test('of a discarded text are rejected unless the write accepts them, and verified when the text is supplied again', async () => {
    const source = await recordSource({ text });
    const span = { words: 'I said this', start: 22, end: 33 };
    expect(await quote(source, span)).toMatchObject({
      errors: [{ message: expect.stringMatching(/cannot be verified.*acceptUnverified/) }],
    });
    expect(await quote(source, { words: 'I said this' }, true)).toMatchObject({
      errors: [{ path: ['statement', 'citations', '0', 'spans', '0', 'start'] }],
    });
    expect(await quote(source, span, true)).toMatchObject({
      statement: { citations: [{ spans: [{ ...span, verification: 'UNVERIFIED' }] }] },
    });
    expect(await send(correctSourceMutation, { key: source, source: { text } })).toMatchObject({
      errors: [],
    });
    expect(await readSpans(source)).toEqual([{ ...span, verification: 'SENT' }]);
    // The same words are on record now, so that another entry can quote them.
    expect(await quote(source, span)).toMatchObject({
      statement: { citations: [{ spans: [{ verification: 'SENT' }] }] },
    });
  });

  test('are SENT if the text comes in the same batch, in any order', async () => {
    const source = nextKey('text');
    const statement = buildStatement(source, { words: 'I said this' });
    const entries = [{ statement }, { source: { key: source, publisher: 'The Gazette', text } }];
    expect(await send(batchMutation, { entries, source })).toMatchObject({ created: 2 });
    expect(await readSpans(source)).toEqual([{ words: 'I said this', start: 22, end: 33, verification: 'SENT' }]);
  });

  test('remain verified when an editor corrects another field', async () => {
    const source = nextKey('text');
    const statement = buildStatement(source, { words: 'I said this' });
    await send(batchMutation, { entries: [{ source: { key: source, publisher: 'P', text } }, { statement }], source });
    const correction = `mutation($key: String!) { correctStatement(input: { key: $key, source: "almanac", statement: { summary: "Ada said so." } }) {
      statement { summary citations { spans { verification } } } ${errorSelection} } }`;
    expect(await send(correction, { key: statement.key })).toMatchObject({
      statement: { summary: 'Ada said so.', citations: [{ spans: [{ verification: 'SENT' }] }, { spans: [] }] },
    });
  });

  test('become UNVERIFIED only if the write accepts it when the hash of the text changes', async () => {
    const source = nextKey('text');
    const statement = buildStatement(source, { words: 'I said this' });
    await send(batchMutation, { entries: [{ source: { key: source, publisher: 'P', text } }, { statement }], source });
    const change = { key: source, source: { sha256: 'cd'.repeat(32) } };
    expect(await send(correctSourceMutation, change)).toMatchObject({
      errors: [{ path: ['record', 'sha256'], message: expect.stringMatching(/1 quotations of .* were verified/) }],
    });
    expect(await send(correctSourceMutation, { key: source, source: { text: 'Another text.' } })).toMatchObject({
      errors: [{ path: ['record', expect.stringMatching(/text|length/)] }],
    });
    expect(await send(correctSourceMutation, { ...change, accept: true })).toMatchObject({ changed: true });
    expect(await readSpans(source)).toMatchObject([{ verification: 'UNVERIFIED' }]);
  });

  test('are SENT after the retained text was purged, which leaves its hash and a revision', async () => {
    const source = await recordSource({ text, licence, textRetention: 'RETAINED' });
    await quote(source, { words: 'I said this' });
    expect(await send(correctSourceMutation, { key: source, source: { textRetention: 'HASHED' } })).toMatchObject({
      source: { textRetention: 'HASHED', length: [...text].length },
    });
    expect(await readSpans(source)).toMatchObject([{ verification: 'SENT' }]);
    const { data } = await fixture.apiFixture
      .execute(
        `query($key: String!) { changes(noun: SOURCE, key: $key, last: 1) { nodes { reason changes { field from to } } } }`,
        { key: source },
      )
      .catch(() => ({ data: undefined }));
    if (data) expect(JSON.stringify(data)).toContain('HASHED');
  });

  test('that nobody said are rejected as a file too', async () => {
    const records = [
      { noun: 'source', key: 'invented', publisher: 'T', sha256: 'ab'.repeat(32), length: 2128 },
      {
        noun: 'statement',
        ...buildStatement('invented', { words: 'I never said this', start: 10, end: 27 }),
        saidOn: '2023-11-02',
      },
    ];
    const report = await importRecords(fixture.apiFixture.db, toReadItems(...records));
    expect(report).toMatchObject({ created: 1, rejected: 1, unverifiedSpans: 0 });
    expect(report.rejections[0]?.reason).toMatch(/cannot be verified/);
    const accepted = await importRecords(fixture.apiFixture.db, toReadItems(...records), { acceptsUnverified: true });
    expect(accepted).toMatchObject({ created: 1, unchanged: 1, rejected: 0, unverifiedSpans: 1 });
  });
});

test('no write stores a span as verified whose words are not at its place in the text', async () => {
  const words = fc.constantFrom('Ada', 'said', 'this', '🇰🇿', 'Astana');
  const texts = fc.array(words, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
  const span = fc.record({ words, start: fc.nat(30), end: fc.nat(34) }, { requiredKeys: ['words'] });
  const write = fc.oneof(
    fc.record({ verb: fc.constant('source' as const), text: texts, retain: fc.boolean() }),
    fc.record({ verb: fc.constant('hash' as const), text: texts, accept: fc.boolean() }),
    fc.record({ verb: fc.constant('quote' as const), span, accept: fc.boolean() }),
    fc.record({ verb: fc.constant('batch' as const), span, text: texts, accept: fc.boolean() }),
    fc.record({ verb: fc.constant('file' as const), span, text: fc.option(texts), accept: fc.boolean() }),
    fc.record({ verb: fc.constant('purge' as const) }),
    fc.record({ verb: fc.constant('merge' as const) }),
  );
  /** Every text that a source ever had, by hash. */
  const textByHash = new Map<string, string>();
  const addText = (one: string): string => {
    const sha256 = createHash('sha256').update(one).digest('hex');
    textByHash.set(sha256, one);
    return sha256;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 2, maxLength: 8 }), async (writes) => {
      const [source, other] = [nextKey('law'), nextKey('law')];
      for (const key of [source, other])
        await send(sourceMutation, { source: { key, publisher: 'The Gazette', licence: 'CC0' } });
      for (const step of writes) {
        if (step.verb === 'source') {
          addText(step.text);
          const textRetention = step.retain ? 'RETAINED' : 'HASHED';
          await send(correctSourceMutation, { key: source, source: { text: step.text, textRetention } });
        } else if (step.verb === 'hash')
          await send(correctSourceMutation, {
            key: source,
            source: { sha256: addText(step.text) },
            accept: step.accept,
          });
        else if (step.verb === 'quote') await quote(source, step.span, step.accept);
        else if (step.verb === 'batch') {
          addText(step.text);
          const entries = [
            { statement: buildStatement(source, step.span) },
            { source: { key: source, publisher: 'The Gazette', licence: 'CC0', text: step.text } },
          ];
          await send(batchMutation, { entries, source, accept: step.accept });
        } else if (step.verb === 'file') {
          if (step.text !== null) addText(step.text);
          const records = [
            { noun: 'source', key: source, publisher: 'The Gazette', ...(step.text !== null && { text: step.text }) },
            { noun: 'statement', ...buildStatement(source, step.span), saidOn: '2023-11-02' },
          ];
          await importRecords(fixture.apiFixture.db, toReadItems(...records), { acceptsUnverified: step.accept });
        } else if (step.verb === 'purge')
          await send(correctSourceMutation, { key: source, source: { textRetention: 'HASHED' } });
        else
          await send(
            `mutation { merge(input: { key: "${other}", into: "${source}", reason: "One." }) { ${errorSelection} } }`,
            {},
          );
      }
      const stored = await fixture.apiFixture.db.read((reader) =>
        reader.all<{ sha256: string | null; words: string; start: number; end: number }>(
          sql`SELECT sources.sha256, spans.words, spans.start, spans."end" FROM spans JOIN citations ON citations.id = spans.citation_id
            JOIN sources ON sources.id = citations.source_id WHERE spans.is_verified AND sources.key = ${source}`,
        ),
      );
      for (const { sha256, words: found, start, end } of stored) {
        const original = textByHash.get(sha256 ?? '');
        expect([...(original ?? '')].slice(start, end).join('')).toBe(found);
      }
    }),
    { numRuns: scaleRuns(25) },
  );
});
