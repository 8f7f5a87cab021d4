import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { FileResponse } from '../../src/api/static-file.ts';
import { createExplorerHandler } from '../../src/server/explorer.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

const folder = createTemporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const page = '<!doctype html><meta name="description" content="x" /><title>Explorer</title><div id="app"></div>';
const script = 'export const built = true;';
mkdirSync(join(folder.path, 'assets'));
writeFileSync(join(folder.path, 'index.html'), page);
writeFileSync(join(folder.path, '.digest'), 'secret');
writeFileSync(join(folder.path, 'assets/index-1.js'), script);
writeFileSync(join(folder.path, 'assets/index-1.js.gz'), gzipSync(script));
const explorer = createExplorerHandler({ folder: folder.path });

const html = { accept: 'text/html,*/*;q=0.8' };
const context = { origin: 'http://localhost:4000', clientAddress: undefined };
const request = async (
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  handler = explorer,
): Promise<FileResponse | undefined> => handler({ method, url: path, headers }, context);

test.each([
  '/',
  '/map',
  '/timeline?of=KZ',
  '/statements',
  '/trade',
  '/visits',
  '/people/hsg:obama-barack',
  '/entry/kz2023:S2',
  '/search?text=a',
])('serves %s with a content security policy', async (path) => {
  const response = await request(path, { headers: html });
  expect(response?.status).toBe(200);
  expect(String(response?.body)).toContain('<div id="app"></div>');
  expect(response?.headers).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'text/html;charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  const policy = response?.headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(policy).not.toContain('unsafe');
});

test('only embedded pages can be framed', async () => {
  const getAncestors = async (path: string): Promise<string | undefined> => {
    const response = await request(path, { headers: html });
    return /frame-ancestors [^;]+/.exec(response?.headers['content-security-policy'] ?? '')?.[0];
  };
  for (const path of ['/embed/map', '/embed/chart?measure=visits', '/embed/statement/kz2023:S2'])
    expect(await getAncestors(path)).toBe('frame-ancestors *');
  for (const path of ['/', '/map', '/charts', '/embed', '/embed/', '/embed/none', '/embed/map/x', '/entry/kz2023:S2'])
    expect(await getAncestors(path)).toBe("frame-ancestors 'none'");
});

test('serves unknown paths to browsers with 404, and leaves other requests to the API', async () => {
  for (const path of ['/nothing', '/entry', '/index.html', '/entry/a/b'])
    expect((await request(path, { headers: html }))?.status).toBe(404);
  for (const path of ['/nothing', '/map', '/.digest', '/assets/../.digest', '/assets/none.js'])
    expect(await request(path)).toBeUndefined();
  for (const path of ['/graphql', '/graphql?query={x}', '/health', '/ready'])
    expect(await request(path, { headers: html })).toBeUndefined();
  expect(await request('/', { method: 'POST', headers: html })).toBeUndefined();
});

test('caches hashed files forever, compresses them, and revalidates by ETag', async () => {
  const plain = await request('/assets/index-1.js');
  expect([String(plain?.body), plain?.headers['content-encoding']]).toEqual([script, undefined]);
  expect(plain?.headers['access-control-allow-origin']).toBe('*');
  expect(plain?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const compressed = await request('/assets/index-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect([compressed?.body, compressed?.headers['content-encoding']]).toEqual([gzipSync(script), 'gzip']);
  const uncompressed = await request('/assets/index-1.js', { headers: { 'accept-encoding': 'gzip;q=0' } });
  expect(uncompressed?.headers['content-encoding']).toBeUndefined();
  const revalidated = await request('/assets/index-1.js', {
    headers: { 'accept-encoding': 'gzip', 'if-none-match': compressed?.headers.etag ?? '' },
  });
  expect([revalidated?.status, revalidated?.body]).toEqual([304, undefined]);
});

test('explains how to build the explorer if there is no build, and links the playground', async () => {
  const response = await request('/', {}, createExplorerHandler({ folder: join(folder.path, 'none') }));
  expect(response?.status).toBe(503);
  expect(String(response?.body)).toMatch(/npm run build[\s\S]*href="\/graphql"/);
});
