import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { lookup } from 'mrmime';
import { paths } from '../../web/src/route-paths.ts';
import type { Answer, Asked } from '../api/http-types.ts';

/** Where `npm run build` puts the explorer. */
const builtExplorer = join(import.meta.dirname, '../../web/dist');

/** Answers what is the explorer's; undefined leaves the request to the API. */
export type Explorer = (asked: Asked) => Answer | undefined;

/** No page of the explorer runs or shows anything but what this server sends. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const guarded = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

interface Kept {
  type: string;
  etag: string;
  body: Buffer;
  encoded: { encoding: string; body: Buffer }[];
}

/**
 * The explorer as it was built when the server started, held in memory: whoever builds anew meanwhile takes no file away from those who read the
 * former pages.
 */
export function openExplorer(folder: string = builtExplorer): Explorer {
  const files = existsSync(join(folder, 'index.html')) ? readBuilt(folder) : undefined;
  return (asked) => {
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return undefined;
    const path = asked.target.split('?', 1)[0] ?? '/';
    const file = path === '/index.html' ? undefined : files?.get(path);
    if (file)
      return fileAnswer(
        asked,
        file,
        200,
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    if (!isPage(path, asked)) return undefined;
    const index = files?.get('/index.html');
    return index ? fileAnswer(asked, index, isOwn(path) ? 200 : 404, 'no-cache') : notBuilt();
  };
}

function readBuilt(folder: string): Map<string, Kept> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const shown = names.filter((name) => !encodings.some(([, ending]) => name.endsWith(ending)));
  return new Map(
    shown.map((name) => {
      const body = readFileSync(name);
      const encoded = encodings
        .filter(([, ending]) => existsSync(name + ending))
        .map(([encoding, ending]) => ({ encoding, body: readFileSync(name + ending) }));
      const type = lookup(extname(name)) ?? 'application/octet-stream';
      const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
      const text = /^text\/|javascript|json|svg/.test(type);
      return [
        name.slice(folder.length).replaceAll(sep, '/'),
        { type: text ? `${type};charset=utf-8` : type, etag, body, encoded },
      ];
    }),
  );
}

/** What a browser opens: the API's own addresses are not among them. */
const isPage = (path: string, asked: Asked): boolean =>
  path === '/' ||
  (!['/graphql', '/health', '/ready'].includes(path) && asked.header('accept')?.includes('text/html') === true);

const own = Object.values(paths).map((path) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}/?$`));
const isOwn = (path: string): boolean => own.some((pattern) => pattern.test(path));

function fileAnswer(asked: Asked, { type, etag, body, encoded }: Kept, status: number, caching: string): Answer {
  const accepted = asked.header('accept-encoding') ?? '';
  const chosen = encoded.find(({ encoding }) =>
    new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted),
  );
  const tag = `"${etag}${chosen ? `-${chosen.encoding}` : ''}"`;
  const headers = { ...guarded, 'content-type': type, 'cache-control': caching, etag: tag, vary: 'accept-encoding' };
  if (status === 200 && asked.header('if-none-match')?.includes(tag)) return { status: 304, headers };
  return {
    status,
    headers: { ...headers, ...(chosen && { 'content-encoding': chosen.encoding }) },
    body: chosen?.body ?? body,
  };
}

const notBuilt = (): Answer => ({
  status: 503,
  headers: { ...guarded, 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Chancery</title>
<h1>Chancery</h1>
<p>The explorer has not been built. Run <code>npm run build</code>, then start the server again; <code>npm start</code> does both.</p>
<p>The API is here all the same: <a href="/graphql">open its playground</a>.</p>
</html>
`),
});
