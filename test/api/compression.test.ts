import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../../src/api/create-api.ts';
import { createApi } from '../../src/api/create-api.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildEventStreamRequest } from '../helpers/server-sent-events.ts';
import { buildGet, buildPost } from './traced-api.ts';

let fixture: ApiFixture;
let cached: Api;
let traces: { cache: string | undefined; statements: readonly string[] }[];
beforeAll(async () => {
  fixture = await openApiFixture();
  cached = createApi({
    db: fixture.db,
    responseCacheBytes: 1_000_000,
    onResponse: ({ cache, statements }) => traces.push({ cache, statements }),
  });
});
afterAll(async () => {
  await cached.dispose();
  await fixture[Symbol.asyncDispose]();
});

/** A response of several kilobytes; `name` makes it a document of its own. */
const largeQuery = (name: string): string => `query ${name} { countries(first: 50) { nodes { key name code } } }`;
const smallQuery = '{ visits { totalCount } }';

const decompressors = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };
type Encoding = keyof typeof decompressors;

interface EncodedResponse {
  status: number;
  headers: Headers;
  encoding: Encoding;
  bytes: Buffer;
  text: string;
}

async function send(
  api: Api,
  { search, ...init }: RequestInit & { search?: object },
  encodings?: string,
): Promise<EncodedResponse> {
  traces = [];
  const url = `http://chancery.test/graphql${search ? `?${new URLSearchParams(Object.entries(search))}` : ''}`;
  const headers = new Headers(init.headers);
  if (encodings !== undefined) headers.set('accept-encoding', encodings);
  const response = await api.fetch(new Request(url, { ...init, headers }));
  const bytes = Buffer.from(await response.arrayBuffer());
  const encoding = (response.headers.get('content-encoding') ?? 'identity') as Encoding;
  const text = bytes.length === 0 ? '' : decompressors[encoding](bytes).toString();
  return { status: response.status, headers: response.headers, encoding, bytes, text };
}

describe('the encoding of a response', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['gzip;q=0.5,br;q=0.8', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000, *', 'gzip'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['gzip;q=0', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['deflate, zstd', 'identity'],
    ['gzip;q=x', 'identity'],
    ['brotli', 'identity'],
    [';;,=,q=1', 'identity'],
  ])('for accept-encoding %j is %s', async (header, encoding) => {
    const plain = await send(cached, buildPost({ query: largeQuery('Negotiated') }));
    const response = await send(cached, buildPost({ query: largeQuery('Negotiated') }), header);
    expect([response.status, response.encoding]).toEqual([200, encoding]);
    expect(response.text).toBe(plain.text);
    expect(response.headers.get('vary')).toContain('accept-encoding');
    if (encoding !== 'identity') expect(response.bytes.length).toBeLessThan(plain.bytes.length / 2);
  });

  test('is none for a response of less than a kilobyte', async () => {
    const response = await send(cached, buildPost({ query: smallQuery }), 'br, gzip');
    expect([response.encoding, response.headers.get('vary')]).toEqual([
      'identity',
      'accept, accept-encoding, authorization, x-chancery-preflight',
    ]);
  });
});

describe.each(['br', 'gzip'])('a response in %s', (encoding) => {
  test('is cached compressed and sent again byte for byte, apart from that for other clients', async () => {
    const init = buildPost({ query: largeQuery(`Cached${encoding}`) });
    const plain = await send(cached, init);
    const first = await send(cached, init, encoding);
    expect(traces).toMatchObject([{ cache: 'miss' }]);
    const second = await send(cached, init, encoding);
    expect(traces).toMatchObject([{ cache: 'hit', statements: [] }]);
    expect([second.bytes, second.encoding]).toEqual([first.bytes, encoding]);
    const again = await send(cached, init);
    expect(traces).toMatchObject([{ cache: 'hit' }]);
    expect([again.encoding, again.text]).toEqual(['identity', plain.text]);
  });

  test.each([
    ['with a cache', () => cached],
    ['without a cache', () => fixture.api],
  ])('has its own entity tag, which revalidates it only, %s', async (_name, api) => {
    const init = buildGet({ query: largeQuery(`Tagged${encoding}`) });
    const plain = await send(api(), init);
    const compressed = await send(api(), init, encoding);
    const [plainTag, tag] = [plain, compressed].map(({ headers }) => headers.get('etag') ?? '');
    expect(tag).toBe(`${plainTag?.slice(0, -1)}-${encoding}"`);
    const revalidate = (etag: string | undefined, accepted?: string) => {
      const { search, headers } = buildGet({ query: largeQuery(`Tagged${encoding}`) }, { 'if-none-match': etag ?? '' });
      return send(api(), { search, headers: headers ?? {} }, accepted);
    };
    const unchanged = await revalidate(tag, encoding);
    expect([unchanged.status, unchanged.text, unchanged.headers.get('etag')]).toEqual([304, '', tag]);
    expect(unchanged.headers.get('vary')).toBe(compressed.headers.get('vary'));
    expect((await revalidate(plainTag)).status).toBe(304);
    expect([(await revalidate(tag)).status, (await revalidate(plainTag, encoding)).status]).toEqual([200, 200]);
  });

  test('may be one with errors, and is then not cached', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `unknownField${n}`);
    const response = await send(cached, buildPost({ query: `{ ${names.join(' ')} }` }), encoding);
    expect([response.status, response.encoding, response.headers.get('cache-control')]).toEqual([
      400,
      encoding,
      'no-store',
    ]);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(JSON.parse(response.text).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('may be that of a mutation', async () => {
    const { token } = await fixture.db.write((tx) =>
      createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()),
    );
    const query = `mutation { ${Array.from({ length: 20 }, (_, n) => `m${n}: withdraw(input: { noun: PERSON, key: "none-${n}", reason: "Test." }) { errors { __typename message } }`).join(' ')} }`;
    const response = await send(cached, buildPost({ query }, { authorization: `Bearer ${token}` }), encoding);
    expect([response.status, response.encoding, response.headers.get('cache-control')]).toEqual([
      200,
      encoding,
      'no-store',
    ]);
    expect(JSON.parse(response.text).data.m19.errors).toMatchObject([{ __typename: 'NotFoundError' }]);
  });

  test('is never a stream of events', async () => {
    const response = await send(cached, buildEventStreamRequest(largeQuery('Streamed')), encoding);
    expect([response.encoding, response.headers.get('content-type')]).toEqual([
      'identity',
      'text/event-stream; charset=utf-8',
    ]);
    expect(response.text).toContain('event: complete');
  });
});

describe('a compressed body of a request', () => {
  const body = gzipSync(JSON.stringify({ query: smallQuery }));
  test.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'unknown', 'GZIP'])(
    'in %s is rejected',
    async (encoding) => {
      const { headers } = buildPost({}, { 'content-encoding': encoding });
      const response = await send(cached, { method: 'POST', headers: headers ?? {}, body });
      expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
      expect(JSON.parse(response.text)).toEqual({
        errors: [
          {
            message: `Content encoding ${JSON.stringify(encoding.toLowerCase())} is not supported. Send the body uncompressed, without a content-encoding header.`,
            extensions: { code: 'BAD_INPUT' },
          },
        ],
      });
    },
  );

  test('is accepted if the encoding is none', async () => {
    const response = await send(cached, buildPost({ query: smallQuery }, { 'content-encoding': 'identity' }));
    expect(response.status).toBe(200);
  });
});

test('over a port, fetch decompresses the response', async () => {
  const log = { warn() {}, error() {} } as never;
  const { url, close } = await startHttpServer({ api: cached, host: '127.0.0.1', port: 0, log });
  const plain = await send(cached, buildPost({ query: largeQuery('Port') }));
  for (let time = 0; time < 2; time += 1) {
    const response = await fetch(`${url}/graphql`, buildPost({ query: largeQuery('Port') }));
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(plain.bytes.length / 2);
    expect(await response.text()).toBe(plain.text);
  }
  await close();
});
