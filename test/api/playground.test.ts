import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientPacing } from '../../src/api/client-pacing.ts';
import { createApi } from '../../src/api/create-api.ts';
import { exampleTabs } from '../../src/api/graphiql/example-tabs.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

let fixture: ApiFixture;
let page: string;
/** The paths of the files that the page loads, without the icon of the explorer. */
let paths: string[];
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  const response = await fixture.fetch('/graphql', { headers: { accept } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8']);
  page = await response.text();
  paths = [...page.matchAll(/"\.(\/graphql\/[^"]+)"/g)].map(([, path = '']) => path);
});
afterAll(() => fixture[Symbol.asyncDispose]());

test('opens with the example queries', () => {
  const [, data = ''] = /<script id="playground-data" type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
  expect(JSON.parse(data).exampleQueries).toEqual(exampleTabs);
});

test('is small, has no inline script or style, and fits a phone', () => {
  expect(page.length).toBeLessThan(20_000);
  expect(
    [...page.matchAll(/<script\b([^>]*)>/g)].filter(
      ([, attributes]) => !/ src=| type="application\/json"/.test(attributes ?? ''),
    ),
  ).toEqual([]);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
});

test('is the same for every URL', async () => {
  const response = await fixture.fetch('/graphql?query=mutation{x}&variables=<script>', { headers: { accept } });
  expect(await response.text()).toBe(page);
});

test('requests nothing from other hosts', async () => {
  const references = [...page.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
  expect(references.filter((url) => !url?.startsWith('./'))).toEqual([]);
  expect(paths).toHaveLength(6);
  for (const path of paths) {
    const text = await (await fixture.fetch(path)).text();
    if (path.endsWith('.css'))
      expect([...text.matchAll(/@import|url\(\s*["']?(?!data:)[^)]{0,80}/g)].map(([found]) => found)).toEqual([]);
    // URLs a script would load: modules, workers, and the CDNs that usually serve GraphiQL.
    expect(text).not.toMatch(/\bimport\(\s*["'`]https?:/);
    expect(text).not.toMatch(/importScripts\(\s*["'`]https?:/);
    expect(text).not.toMatch(/new Worker\(\s*["'`]https?:/);
    expect(text).not.toMatch(/esm\.sh|unpkg\.com|jsdelivr|cdnjs|skypack|googleapis\.com|gstatic\.com/);
  }
});

describe('each file', () => {
  const decompressors = { br: brotliDecompressSync, gzip: gunzipSync };

  test('has a hash in its name, is compressed once, and may be cached forever', async () => {
    for (const path of paths) {
      expect(path).toMatch(/-[0-9a-f]{16}\.(js|css)$/);
      const plain = Buffer.from(await (await fixture.fetch(path)).arrayBuffer());
      for (const encoding of ['br', 'gzip'] as const) {
        const responses = await Promise.all(
          [1, 2].map(() => fixture.fetch(path, { headers: { 'accept-encoding': encoding } })),
        );
        for (const { status, headers } of responses)
          expect([status, headers.get('content-encoding'), headers.get('cache-control'), headers.get('vary')]).toEqual([
            200,
            encoding,
            'public, max-age=31536000, immutable',
            'accept-encoding',
          ]);
        const [first, second] = await Promise.all(
          responses.map(async (response) => Buffer.from(await response.arrayBuffer())),
        );
        expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
        expect(decompressors[encoding](first ?? '').equals(plain)).toBe(true);
        expect(first?.length).toBeLessThan(plain.length * 0.6);
      }
    }
  });

  test('and the page are revalidated by the entity tag of their encoding', async () => {
    for (const path of ['/graphql', paths[0] ?? ''])
      for (const encoding of ['identity', 'br', 'gzip']) {
        const headers = { accept, 'accept-encoding': encoding };
        const etag = (await fixture.fetch(path, { headers })).headers.get('etag') ?? '';
        const again = await fixture.fetch(path, { headers: { ...headers, 'if-none-match': etag } });
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
        const other = await fixture.fetch(path, { headers: { ...headers, 'if-none-match': '"other"' } });
        expect(other.status).toBe(200);
      }
  });

  test('does not exist with another hash', async () => {
    const response = await fixture.fetch('/graphql/assets/graphiql-0000000000000000.js', { headers: { accept } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

test('the rate limit counts the page and its files', async () => {
  let remaining = 2;
  const api = createApi({
    db: fixture.db,
    rateLimiter: {
      perMinute: 2,
      pacing: new ClientPacing(1_800),
      consume: async () => {
        remaining -= 1;
        return remaining < 0 ? 7 : 0;
      },
      charge: async () => undefined,
    },
  });
  const fetchPath = (path: string) => api.fetch(new Request(`http://chancery.test${path}`, { headers: { accept } }));
  expect([(await fetchPath('/graphql')).status, (await fetchPath(paths[0] ?? '')).status]).toEqual([200, 200]);
  for (const path of ['/graphql', paths[0] ?? '']) {
    const response = await fetchPath(path);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  }
  await api.dispose();
});
