import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as documents from '../../sdk/src/generated/documents.ts';
import { GetCountryDocument } from '../../sdk/src/generated/documents.ts';
import { readManifest } from '../../src/server/persisted-manifest.ts';
import { readConfig } from '../../src/server/settings.ts';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildGet, buildPost, createTracedApi } from './traced-api.ts';

const manifest = readManifest(readConfig({}, {}).values.CHANCERY_MANIFEST);
let fixture: ApiFixture;
let any: ReturnType<typeof createTracedApi>;
let only: ReturnType<typeof createTracedApi>;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  any = createTracedApi({
    db: fixture.db,
    persistedDocuments: { manifest, isManifestOnly: false },
    responseCacheBytes: 1_000_000,
  });
  only = createTracedApi({ db: fixture.db, persistedDocuments: { manifest, isManifestOnly: true } });
});
afterAll(async () => {
  await any.api.dispose();
  await only.api.dispose();
  await fixture[Symbol.asyncDispose]();
});

const document = String(GetCountryDocument);
const sha256Hash = hash('sha256', document);
const variables = { code: 'KZ' };
const apq = (sha: string, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: sha } });
const foreign = '{ people { totalCount } }';

test("the manifest contains the SDK's operations under the hashes of their text", () => {
  const texts = Object.values(documents).map(String);
  expect(new Map(texts.map((text) => [hash('sha256', text), text]))).toEqual(new Map(manifest));
});

describe('a document referenced by its hash', () => {
  const result = { data: { found: { code: 'KZ' } } };
  test.each([
    ['in the format of Apollo, by GET', buildGet({ variables, extensions: apq(sha256Hash) })],
    ['in the format of Apollo, by POST', buildPost({ variables, extensions: apq(sha256Hash) })],
    ['in the format of GraphQL over HTTP, by GET', buildGet({ variables, documentId: `sha256:${sha256Hash}` })],
    ['in the format of GraphQL over HTTP, by POST', buildPost({ variables, documentId: `sha256:${sha256Hash}` })],
    ['in capitals, without a prefix', buildPost({ variables, documentId: sha256Hash.toUpperCase() })],
    ['together with the document', buildPost({ query: document, variables, extensions: apq(sha256Hash) })],
  ])('%s', async (_how, init) => {
    expect((await any.sendQuery(init)).body).toMatchObject(result);
    expect((await only.sendQuery(init)).body).toMatchObject(result);
  });

  test('has its response cached like any other', async () => {
    const init = buildGet({ variables: { code: 'UZ' }, extensions: apq(sha256Hash) });
    expect((await any.sendQuery(init)).trace.cache).toBe('miss');
    expect((await any.sendQuery(init)).trace.cache).toBe('hit');
  });

  test('executes a full document sent with its hash even if the manifest lacks it', async () => {
    const { body } = await any.sendQuery(buildPost({ query: foreign, extensions: apq(hash('sha256', foreign)) }));
    expect(body.data).toEqual({ people: { totalCount: 0 } });
  });

  test('still rejects a mutation by GET', async () => {
    const mutation = [...manifest].find(([, text]) => text.startsWith('mutation'))?.[0] ?? '';
    const { status, body } = await any.sendQuery(buildGet({ documentId: mutation }));
    expect([status, body.errors[0].extensions.code]).toEqual([405, 'BAD_INPUT']);
  });
});

describe('rejected requests', () => {
  const none = hash('sha256', 'none');
  test('an unknown hash: asks the client to send the document', async () => {
    for (const init of [
      buildGet({ extensions: apq(none) }, { accept: 'application/graphql-response+json' }),
      buildPost({ documentId: none }),
    ]) {
      const { status, body } = await any.sendQuery(init);
      const message = `No document with the SHA-256 ${none} is known. Send the whole document as "query".`;
      expect(body).toEqual({
        errors: [{ message, extensions: { code: 'BAD_INPUT', reason: 'PERSISTED_DOCUMENT_NOT_FOUND' } }],
      });
      expect(status).toBe(400);
    }
    expect((await any.sendQuery(buildGet({ extensions: apq(none) }))).status).toBe(200);
  });

  const pattern = / must be .* the 64 hexadecimal digits of the document's SHA-256 \(got .*\)\.$/;
  test.each<[string, object, string | RegExp]>([
    [
      'the hash of another document',
      { query: foreign, extensions: apq(sha256Hash) },
      new RegExp(`^The hash ${sha256Hash} does not match "query"`),
    ],
    ['an unsupported version', { extensions: apq(sha256Hash, 2) }, pattern],
    ['a missing hash', { extensions: { persistedQuery: { version: 1 } } }, pattern],
    ['a malformed hash', { documentId: 'abc' }, pattern],
    ['a number', { documentId: 5 }, pattern],
    [
      'both formats at once',
      { documentId: sha256Hash, extensions: apq(sha256Hash) },
      /^Both "documentId" and "extensions.persistedQuery"/,
    ],
  ])('%s', async (_what, body, message) => {
    const result = await any.sendQuery(buildPost(body));
    expect([result.status, result.body.errors[0].extensions]).toEqual([400, { code: 'BAD_INPUT' }]);
    expect(result.body.errors[0].message).toMatch(message);
  });
});

describe("with the manifest's documents only", () => {
  test('executes them, by text too', async () => {
    expect((await only.sendQuery(buildPost({ query: document, variables }))).body).toMatchObject({
      data: { found: { code: 'KZ' } },
    });
  });

  test('rejects other documents and reports their hash', async () => {
    const { status, body } = await only.sendQuery(buildPost({ query: foreign }));
    const message = `The document with the SHA-256 ${hash('sha256', foreign)} is not in the manifest. This server executes only the documents of its manifest, which include the SDK's own operations.`;
    expect([status, body]).toEqual([403, { errors: [{ message, extensions: { code: 'FORBIDDEN' } }] }]);
  });
});

test.each([
  ['missing', undefined, /^The manifest .* can't be read: ENOENT/],
  ['not JSON', 'hello', /^The manifest .* can't be read: .*JSON/],
  ['a list', '["x"]', /^The manifest .* is not a JSON object that maps SHA-256 hashes, in hexadecimal, to documents\./],
  [
    'inconsistent with a hash',
    JSON.stringify({ [sha256Hash]: foreign }),
    new RegExp(`has a document under ${sha256Hash}, whose SHA-256 is`),
  ],
])('reports a manifest that is %s in one sentence and does not start', async (_what, content, message) => {
  using place = openCliSandbox({ here: true });
  const file = place.resolve('manifest.json');
  if (content !== undefined) writeFileSync(file, content);
  const { code, out, err } = await place.run(['serve', '--manifest', file]);
  expect([code, out]).toEqual([3, '']);
  expect(err).toMatch(message);
  expect(err).toMatch(/Set CHANCERY_MANIFEST to another file/);
});
