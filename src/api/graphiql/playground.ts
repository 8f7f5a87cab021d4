import { type ContentEncoding, compress, negotiateEncodings } from '../content-encoding.ts';
import { createPageHeaders } from '../page-headers.ts';
import { createFileResponse, type FileResponse, immutableCacheControl, type StaticFile } from '../static-file.ts';
import { loadPlaygroundFiles } from './load-files.ts';

/** The page of GraphiQL and the files that it loads. */
export interface Playground {
  /** Returns the response to a GET or HEAD request; undefined if there is no file with this path. */
  respond(path: string, readHeader: (name: string) => string | undefined): Promise<FileResponse | undefined>;
}

// GraphiQL's editor adds <style> elements.
const pageHeaders = createPageHeaders({
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self' data:",
  'worker-src': "'self'",
});

/** Creates the playground with its page at `endpoint`. Its files are loaded with the first request, and compressed once. */
export function createPlayground(endpoint: string): Playground {
  let loading: Promise<ReadonlyMap<string, StaticFile>> | undefined;
  const compressing = new Map<string, Promise<Buffer<ArrayBuffer>>>();

  async function compressOnce(path: string, file: StaticFile, encoding: ContentEncoding): Promise<void> {
    const key = `${encoding} ${path}`;
    let pending = compressing.get(key);
    if (!pending) {
      pending = compress(file.body, encoding, 'FILE').finally(() => compressing.delete(key));
      compressing.set(key, pending);
    }
    file.encoded.set(encoding, await pending);
  }

  return {
    async respond(path, readHeader) {
      loading ??= loadPlaygroundFiles(endpoint);
      const file = (await loading).get(path);
      if (!file) return undefined;
      const [encoding] = negotiateEncodings(readHeader('accept-encoding'));
      if (encoding && !file.encoded.has(encoding)) await compressOnce(path, file, encoding);
      return createFileResponse(readHeader, file, 200, {
        ...pageHeaders,
        ...(path === endpoint
          ? { 'cache-control': 'no-cache', vary: 'accept, accept-encoding' }
          : { 'cache-control': immutableCacheControl }),
      });
    },
  };
}
