import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lookup } from 'mrmime';
import { isEmbedded, views } from '../../web/src/view-registry.ts';
import type { ContentEncoding } from '../api/content-encoding.ts';
import { createPageHeaders } from '../api/page-headers.ts';
import {
  createFileResponse,
  createStaticFile,
  type FileResponse,
  immutableCacheControl,
  type StaticFile,
} from '../api/static-file.ts';
import { getViewMetadata, renderMetadata } from './page-metadata.ts';
import type { RecordPageReader } from './record-page.ts';

/** Where `npm run build` puts the explorer. */
const explorerBuildFolder = join(import.meta.dirname, '../../web/dist');

/** The parts of a node:http request that the explorer reads. */
interface FileRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Who asks for a page, and under which address. */
interface PageContext {
  /** The address of this server, such as `https://record.example.org`. */
  origin: string;
  clientAddress: string | undefined;
}

/** Returns the response to a request for the explorer; undefined leaves the request to the API. */
export type ExplorerHandler = (
  request: FileRequest,
  context: PageContext,
) => FileResponse | Promise<FileResponse> | undefined;

const pageHeaders = createPageHeaders();
/** Only the pages under /embed/ can be framed. They have no forms, and nothing that a visitor could be tricked into. */
const embedHeaders = createPageHeaders({ 'frame-ancestors': '*', 'form-action': "'none'" });
/** A sandboxed frame has an origin of its own, for which the files of an embedded page are those of another one. */
const sharedFileHeaders = { ...pageHeaders, 'access-control-allow-origin': '*' };

/** The endings of the compressed files that the build writes. */
const encodings: readonly (readonly [ContentEncoding, string])[] = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

interface ExplorerOptions {
  /** Reads the pages of records; without it, they have no metadata. */
  readRecordPage?: RecordPageReader | undefined;
  folder?: string;
}

/** Serves the explorer from memory, as it was built when the server started: a later build removes no file that an open page needs. */
export function createExplorerHandler({
  readRecordPage,
  folder = explorerBuildFolder,
}: ExplorerOptions = {}): ExplorerHandler {
  const files = existsSync(join(folder, 'index.html')) ? readBuiltFiles(folder) : undefined;
  const html = files?.get('/index.html')?.body.toString();

  async function servePage(request: FileRequest, path: string, page: string, context: PageContext) {
    const { origin, clientAddress } = context;
    const record = await readRecordPage?.(path, clientAddress);
    const isEmbed = isEmbedded(path);
    const status = record?.status ?? (isExplorerRoute(path) ? 200 : 404);
    const body = renderMetadata(page, {
      url: `${origin}${path}`,
      origin,
      metadata: record ? record.metadata : getViewMetadata(path),
      isRecord: record !== undefined,
      isIndexed: status === 200 && !isEmbed,
    });
    const file = createPageFile(body);
    return respond(request, file, status, 'no-cache', isEmbed ? embedHeaders : pageHeaders);
  }

  return (request, context) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const path = request.url?.split('?', 1)[0] ?? '/';
    const file = path === '/index.html' ? undefined : files?.get(path);
    if (file) {
      const cacheControl = path.startsWith('/assets/') ? immutableCacheControl : 'no-cache';
      return respond(request, file, 200, cacheControl, sharedFileHeaders);
    }
    if (!isPageRequest(path, request)) return undefined;
    return html === undefined ? notBuiltResponse() : servePage(request, path, html, context);
  };
}

function createPageFile(html: string): StaticFile {
  const file = createStaticFile('text/html', Buffer.from(html));
  file.encoded.set('gzip', gzipSync(file.body));
  return file;
}

/** Paths that are no files vary by `accept`: other clients than browsers get the API's response. */
const respond = (
  { headers }: FileRequest,
  file: StaticFile,
  status: number,
  cacheControl: string,
  pagePolicy: Readonly<Record<string, string>>,
): FileResponse =>
  createFileResponse((name) => headers[name]?.toString(), file, status, {
    ...pagePolicy,
    'cache-control': cacheControl,
    vary: 'accept, accept-encoding',
  });

function readBuiltFiles(folder: string): Map<string, StaticFile> {
  const allPaths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const servedPaths = allPaths.filter((path) => !encodings.some(([, extension]) => path.endsWith(extension)));
  return new Map(
    servedPaths.map((path) => {
      const file = createStaticFile(lookup(extname(path)) ?? 'application/octet-stream', readFileSync(path));
      for (const [encoding, extension] of encodings)
        if (existsSync(path + extension)) file.encoded.set(encoding, readFileSync(path + extension));
      return [path.slice(folder.length).replaceAll(sep, '/'), file];
    }),
  );
}

/** Whether a browser opens a page, other than those of the API. */
const isPageRequest = (path: string, { headers }: FileRequest): boolean =>
  path === '/' ||
  (!/^\/(graphql(\/assets\/.*)?|export\/.*|feed\/.*|health|ready)$/.test(path) &&
    headers.accept?.includes('text/html') === true);

const explorerRoutes = views.map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`));
const isExplorerRoute = (path: string): boolean => explorerRoutes.some((pattern) => pattern.test(path));

const notBuiltResponse = (): FileResponse => ({
  status: 503,
  headers: { ...pageHeaders, 'content-type': 'text/html;charset=utf-8', 'cache-control': 'no-store' },
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
