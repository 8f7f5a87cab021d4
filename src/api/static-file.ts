import { hash } from 'node:crypto';
import { type ContentEncoding, encodeEtag, negotiateEncodings } from './content-encoding.ts';
import { matchesEtag } from './http-headers.ts';

/** A file in memory, with its compressed forms. */
export interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer<ArrayBuffer>;
  readonly encoded: Map<ContentEncoding, Buffer<ArrayBuffer>>;
}

export interface FileResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Buffer<ArrayBuffer> | undefined;
}

export const createStaticFile = (type: string, body: Buffer<ArrayBuffer>): StaticFile => ({
  type: /^text\/|javascript|json|svg/.test(type) ? `${type};charset=utf-8` : type,
  etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`,
  body,
  encoded: new Map(),
});

/** How caches may store a file whose name contains a hash of its content. */
export const immutableCacheControl = 'public, max-age=31536000, immutable';

/** The response to a GET or HEAD request: in the encoding that the client prefers among those of the file, or 304 if it has the file already. */
export function createFileResponse(
  readHeader: (name: string) => string | undefined,
  { type, etag, body, encoded }: StaticFile,
  status: number,
  headers: Readonly<Record<string, string>>,
): FileResponse {
  const encoding = negotiateEncodings(readHeader('accept-encoding')).find((accepted) => encoded.has(accepted));
  const tag = encodeEtag(etag, encoding);
  const commonHeaders = { 'content-type': type, etag: tag, vary: 'accept-encoding', ...headers };
  if (status === 200 && matchesEtag(readHeader('if-none-match'), tag)) return { status: 304, headers: commonHeaders };
  return {
    status,
    headers: encoding ? { ...commonHeaders, 'content-encoding': encoding } : commonHeaders,
    body: encoding ? encoded.get(encoding) : body,
  };
}
