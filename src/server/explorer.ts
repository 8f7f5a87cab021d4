import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { lookup } from 'mrmime';
import { paths } from '../../web/src/route-paths.ts';
import type { HttpRequest, HttpResponse } from '../api/http-types.ts';

/** Where `npm run build` puts the explorer. */
const explorerBuildFolder = join(import.meta.dirname, '../../web/dist');

/** Answers what is the explorer's; undefined leaves the request to the API. */
export type ExplorerHandler = (asked: HttpRequest) => HttpResponse | undefined;

/** No page of the explorer runs or shows anything but what this server sends. */
const contentSecurityPolicy = [
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

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

interface ExplorerFile {
  type: string;
  etag: string;
  body: Buffer;
  encoded: { encoding: string; body: Buffer }[];
}

/**
 * The explorer as it was built when the server started, held in memory: whoever builds anew meanwhile takes no file away from those who read the
 * former pages.
 */
export function createExplorerHandler(folder: string = explorerBuildFolder): ExplorerHandler {
  const files = existsSync(join(folder, 'index.html')) ? readBuiltFiles(folder) : undefined;
  return (asked) => {
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return undefined;
    const path = asked.target.split('?', 1)[0] ?? '/';
    const file = path === '/index.html' ? undefined : files?.get(path);
    if (file)
      return createFileResponse(
        asked,
        file,
        200,
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    if (!isPageRequest(path, asked)) return undefined;
    const index = files?.get('/index.html');
    return index ? createFileResponse(asked, index, isExplorerRoute(path) ? 200 : 404, 'no-cache') : notBuiltResponse();
  };
}

function readBuiltFiles(folder: string): Map<string, ExplorerFile> {
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
const isPageRequest = (path: string, asked: HttpRequest): boolean =>
  path === '/' ||
  (!['/graphql', '/health', '/ready'].includes(path) && asked.header('accept')?.includes('text/html') === true);

const explorerRoutes = Object.values(paths).map((path) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}/?$`));
const isExplorerRoute = (path: string): boolean => explorerRoutes.some((pattern) => pattern.test(path));

function createFileResponse(
  asked: HttpRequest,
  { type, etag, body, encoded }: ExplorerFile,
  status: number,
  caching: string,
): HttpResponse {
  const accepted = asked.header('accept-encoding') ?? '';
  const chosen = encoded.find(({ encoding }) =>
    new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted),
  );
  const tag = `"${etag}${chosen ? `-${chosen.encoding}` : ''}"`;
  const headers = {
    ...securityHeaders,
    'content-type': type,
    'cache-control': caching,
    etag: tag,
    vary: 'accept-encoding',
  };
  if (status === 200 && asked.header('if-none-match')?.includes(tag)) return { status: 304, headers };
  return {
    status,
    headers: { ...headers, ...(chosen && { 'content-encoding': chosen.encoding }) },
    body: chosen?.body ?? body,
  };
}

const notBuiltResponse = (): HttpResponse => ({
  status: 503,
  headers: { ...securityHeaders, 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-store' },
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
