import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createExplorerHandler, type FileResponse } from '../../src/server/explorer.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

const folder = createTemporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const page = '<!doctype html><title>Explorer</title>';
const script = 'export const built = true;';
mkdirSync(join(folder.path, 'assets'));
writeFileSync(join(folder.path, 'index.html'), page);
writeFileSync(join(folder.path, '.digest'), 'secret');
writeFileSync(join(folder.path, 'assets/index-1.js'), script);
writeFileSync(join(folder.path, 'assets/index-1.js.gz'), gzipSync(script));
const explorer = createExplorerHandler(folder.path);

const html = { accept: 'text/html,*/*;q=0.8' };
const ask = (
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  of = explorer,
): FileResponse | undefined => of({ method, url: path, headers });

test.each(['/', '/map', '/timeline?of=KZ', '/statements', '/trade', '/entry/kz2023:S2', '/search?text=a'])(
  '%s is a page, guarded',
  (path) => {
    const answer = ask(path, { headers: html });
    expect([answer?.status, String(answer?.body)]).toEqual([200, page]);
    expect(answer?.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html;charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const policy = answer?.headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toContain('unsafe');
  },
);

test('a browser is told that nothing is elsewhere by the same page, with 404; whoever asks for no page is left to the API', () => {
  expect(ask('/nothing', { headers: html })).toMatchObject({ status: 404, body: Buffer.from(page) });
  expect(ask('/entry', { headers: html })?.status).toBe(404);
  for (const path of ['/nothing', '/map', '/.digest', '/assets/../.digest', '/assets/none.js'])
    expect(ask(path)).toBeUndefined();
  for (const path of ['/graphql', '/graphql?query={x}', '/health', '/ready'])
    expect(ask(path, { headers: html })).toBeUndefined();
  expect(ask('/', { method: 'POST', headers: html })).toBeUndefined();
});

test('hashed files are kept for good, compressed for who takes it, and not sent twice', () => {
  const plain = ask('/assets/index-1.js');
  expect([String(plain?.body), plain?.headers['content-encoding']]).toEqual([script, undefined]);
  expect(plain?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const packed = ask('/assets/index-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect([packed?.body, packed?.headers['content-encoding']]).toEqual([gzipSync(script), 'gzip']);
  expect(
    ask('/assets/index-1.js', { headers: { 'accept-encoding': 'gzip;q=0' } })?.headers['content-encoding'],
  ).toBeUndefined();
  const again = ask('/assets/index-1.js', {
    headers: { 'accept-encoding': 'gzip', 'if-none-match': packed?.headers.etag ?? '' },
  });
  expect([again?.status, again?.body]).toEqual([304, undefined]);
});

test('without a build it says how to make one, and links the playground', () => {
  const answer = ask('/', {}, createExplorerHandler(join(folder.path, 'none')));
  expect(answer?.status).toBe(503);
  expect(String(answer?.body)).toMatch(/npm run build[\s\S]*href="\/graphql"/);
});
