import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { extname, join, sep } from 'node:path';
import { lookup } from 'mrmime';
import { paths } from '../../web/src/route-paths.ts';

/** Where `npm run build` puts the explorer. */
const explorerBuildFolder = join(import.meta.dirname, '../../web/dist');

/** The parts of a node:http request that the explorer reads. */
interface FileRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface FileResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | undefined;
}

/** Returns the response to a request for the explorer; undefined leaves the request to the API. */
export type ExplorerHandler = (request: FileRequest) => FileResponse | undefined;

/** Pages load scripts, styles and data from this server only. */
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

/** Serves the explorer from memory, as it was built when the server started: a later build removes no file that an open page needs. */
export function createExplorerHandler(folder: string = explorerBuildFolder): ExplorerHandler {
  const files = existsSync(join(folder, 'index.html')) ? readBuiltFiles(folder) : undefined;
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const path = request.url?.split('?', 1)[0] ?? '/';
    const file = path === '/index.html' ? undefined : files?.get(path);
    if (file)
      return createFileResponse(
        request,
        file,
        200,
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    if (!isPageRequest(path, request)) return undefined;
    const index = files?.get('/index.html');
    return index
      ? createFileResponse(request, index, isExplorerRoute(path) ? 200 : 404, 'no-cache')
      : notBuiltResponse();
  };
}

function readBuiltFiles(folder: string): Map<string, ExplorerFile> {
  const allPaths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const servedPaths = allPaths.filter((path) => !encodings.some(([, extension]) => path.endsWith(extension)));
  return new Map(
    servedPaths.map((path) => {
      const body = readFileSync(path);
      const encoded = encodings
        .filter(([, extension]) => existsSync(path + extension))
        .map(([encoding, extension]) => ({ encoding, body: readFileSync(path + extension) }));
      const type = lookup(extname(path)) ?? 'application/octet-stream';
      const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
      const isText = /^text\/|javascript|json|svg/.test(type);
      return [
        path.slice(folder.length).replaceAll(sep, '/'),
        { type: isText ? `${type};charset=utf-8` : type, etag, body, encoded },
      ];
    }),
  );
}

/** Whether a browser opens a page, other than those of the API. */
const isPageRequest = (path: string, { headers }: FileRequest): boolean =>
  path === '/' || (!['/graphql', '/health', '/ready'].includes(path) && headers.accept?.includes('text/html') === true);

const explorerRoutes = Object.values(paths).map((path) => new RegExp(`^${path.replace(/:\w+/, '[^/]+')}/?$`));
const isExplorerRoute = (path: string): boolean => explorerRoutes.some((pattern) => pattern.test(path));

function createFileResponse(
  request: FileRequest,
  { type, etag, body, encoded }: ExplorerFile,
  status: number,
  cacheControl: string,
): FileResponse {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const compressed = encoded.find(({ encoding }) =>
    new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted),
  );
  const tag = `"${etag}${compressed ? `-${compressed.encoding}` : ''}"`;
  const headers = {
    ...securityHeaders,
    'content-type': type,
    'cache-control': cacheControl,
    etag: tag,
    vary: 'accept-encoding',
  };
  if (status === 200 && request.headers['if-none-match']?.includes(tag)) return { status: 304, headers };
  return {
    status,
    headers: { ...headers, ...(compressed && { 'content-encoding': compressed.encoding }) },
    body: compressed?.body ?? body,
  };
}

const notBuiltResponse = (): FileResponse => ({
  status: 503,
  headers: { ...securityHeaders, 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Chancery</title>
<h1>Chancery</h1>
<p>The explorer has not been built. Run <code>npm run build</code>, then restart the server; <code>npm start</code> does both.</p>
<p>The API runs without it: <a href="/graphql">open its playground</a>.</p>
</html>
`),
});
