import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as documents from '../../sdk/src/generated/documents.ts';
import { GetCountryDocument } from '../../sdk/src/generated/documents.ts';
import { PersistedDocumentStore } from '../../src/api/persisted-documents.ts';
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

  test('still rejects a mutation by GET', async () => {
    const mutation = [...manifest].find(([, text]) => text.startsWith('mutation'))?.[0] ?? '';
    const { status, body } = await any.sendQuery(buildGet({ documentId: mutation }));
    expect([status, body.errors[0].extensions.code]).toEqual([405, 'BAD_INPUT']);
  });
});

describe('rejected requests', () => {
  const none = hash('sha256', 'none');
  const misses: [string, ReturnType<typeof buildGet> | RequestInit][] = [
    ['by GET', buildGet({ extensions: apq(none) }, { accept: 'application/graphql-response+json' })],
    ['by GET, for JSON', buildGet({ extensions: apq(none) })],
    ['by GET as documentId', buildGet({ documentId: none })],
    ['by POST', buildPost({ extensions: apq(none) })],
    ['by POST, for JSON', buildPost({ extensions: apq(none) }, { accept: 'application/json' })],
    ['by POST as documentId', buildPost({ documentId: none })],
  ];
  test.each(misses)('an unknown hash %s asks for the document, which may be registered', async (_how, init) => {
    const { status, body, headers } = await any.sendQuery(init);
    const extensions = { code: 'PERSISTED_QUERY_NOT_FOUND' };
    expect(body).toEqual({ errors: [{ message: 'PersistedQueryNotFound', extensions }] });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test.each(misses)('an unknown hash %s is not supported with a manifest only', async (_how, init) => {
    const { status, body, headers } = await only.sendQuery(init);
    const extensions = { code: 'PERSISTED_QUERY_NOT_SUPPORTED' };
    expect(body).toEqual({ errors: [{ message: 'PersistedQueryNotSupported', extensions }] });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test('an unknown hash of a subscription is an event', async () => {
    const init = buildPost({ extensions: apq(none) }, { accept: 'text/event-stream' });
    const response = await any.api.fetch(new Request('http://chancery.test/graphql', init));
    expect([response.status, await response.text()]).toEqual([
      200,
      ':\n\nevent: next\ndata: {"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}\n\nevent: complete\ndata:\n\n',
    ]);
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

describe('a document sent with its hash', () => {
  const send = ({ sendQuery }: typeof any, query: string | undefined, hashed: string, byGet = false) =>
    sendQuery((byGet ? buildGet : buildPost)({ ...(query && { query }), extensions: apq(hash('sha256', hashed)) }));
  const codeOf = async (sent: ReturnType<typeof send>) => (await sent).body.errors?.[0].extensions.code;

  test.each([
    ['POST', false],
    ['GET', true],
  ])('is registered by %s, and then found by GET and POST', async (method, byGet) => {
    const text = `query By${method} { people { totalCount } }`;
    const data = { people: { totalCount: 0 } };
    expect(await codeOf(send(any, undefined, text))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await send(any, text, text, byGet)).body.data).toEqual(data);
    expect((await send(any, undefined, text, true)).body.data).toEqual(data);
    expect((await send(any, undefined, text)).body.data).toEqual(data);
  });

  test('is registered even if the server has parsed it before', async () => {
    const text = 'query Parsed { people { totalCount } }';
    for (let time = 0; time < 2; time += 1) await any.sendQuery(buildPost({ query: text }));
    expect(await codeOf(send(any, undefined, text))).toBe('PERSISTED_QUERY_NOT_FOUND');
    await send(any, text, text);
    expect(await codeOf(send(any, undefined, text))).toBeUndefined();
  });

  test('is not registered if it is invalid, or its hash is that of another', async () => {
    const invalid = 'query Invalid { nothing }';
    expect(await codeOf(send(any, invalid, invalid))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf(send(any, undefined, invalid))).toBe('PERSISTED_QUERY_NOT_FOUND');
    const other = 'query Other { people { totalCount } }';
    expect(await codeOf(send(any, foreign, other))).toBe('BAD_INPUT');
    expect(await codeOf(send(any, undefined, other))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('is not registered with a manifest only', async () => {
    expect(await codeOf(send(only, foreign, foreign))).toBe('FORBIDDEN');
    expect(await codeOf(send(only, undefined, foreign))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });

  test('replaces those that were used longest ago when the memory is full', () => {
    const store = new PersistedDocumentStore({ manifest: new Map(), isManifestOnly: false });
    const find = (name: string) => store.resolve(undefined, name);
    const padding = ' '.repeat(200_000);
    for (let n = 0; n < 60; n += 1) {
      store.register(`d${n}`, `${n}${padding}`);
      expect(find('d0')).toBe(`0${padding}`);
    }
    expect(() => find('d1')).toThrow('PersistedQueryNotFound');
    expect(find('d59')).toBe(`59${padding}`);
    store.register('huge', ' '.repeat(600_000));
    expect(() => find('huge')).toThrow('PersistedQueryNotFound');
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

test('a manifest may have ids instead of hashes', () => {
  using place = openCliSandbox({ here: true });
  const file = place.resolve('manifest.json');
  writeFileSync(file, JSON.stringify({ [`sha256:${sha256Hash}`]: document, [hash('sha256', foreign)]: foreign }));
  expect([...readManifest(file)]).toEqual([
    [sha256Hash, document],
    [hash('sha256', foreign), foreign],
  ]);
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
