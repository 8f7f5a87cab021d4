import { hash } from 'node:crypto';
import { type ContentEncoding, encodeEtag } from './content-encoding.ts';
import { lastEventIdHeader } from './event-id.ts';
import type { HttpRequest } from './http-request.ts';
import { csrfHeader } from './read-graphql-request.ts';

/** The sequence number of the dataset at which a stream of changes starts. */
export const sequenceHeader = 'x-chancery-sequence';
/** The epoch of that sequence number. */
export const epochHeader = 'x-chancery-epoch';

/** Why an export ends before the last row: ROWS or SIZE. */
export const truncatedHeader = 'x-chancery-truncated';

/** Scripts of any site may read the responses: the API uses no cookies. */
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': `etag, retry-after, x-request-id, content-disposition, link, ${sequenceHeader}, ${epochHeader}, ${truncatedHeader}`,
};

/** Headers of the response to a preflight request. */
export const preflightHeaders = (): Record<string, string> => ({
  ...corsHeaders,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': `accept, authorization, content-type, if-none-match, ${lastEventIdHeader}, ${csrfHeader}`,
  'access-control-max-age': '86400',
});

/** Headers of responses that must not be cached: errors, mutations and streams. */
export const noStoreHeaders = (type: string): Record<string, string> => ({
  'content-type': type.startsWith('multipart/') ? type : `${type}; charset=utf-8`,
  'cache-control': 'no-store',
  ...corsHeaders,
});

/** Headers of a query's response: clients may cache it and revalidate it with its entity tag. */
export const cacheableHeaders = (request: HttpRequest, type: string, etag: string): Record<string, string> => ({
  'content-type': `${type}; charset=utf-8`,
  'cache-control': request.header('authorization') === undefined ? 'public, no-cache' : 'private, no-cache',
  vary: `accept, accept-encoding, authorization, ${csrfHeader}`,
  etag,
  'access-control-allow-origin': corsHeaders['access-control-allow-origin'],
  'access-control-expose-headers': corsHeaders['access-control-expose-headers'],
});

/** Depends on the bytes of the uncompressed body, its type and its encoding only, so that all processes compute the same tag. */
export const computeEtag = (type: string, body: Buffer, encoding: ContentEncoding | undefined): string =>
  encodeEtag(`"${hash('sha1', body, 'base64url')}${type === 'application/json' ? '' : '.g'}"`, encoding);

/** Whether an `if-none-match` header names the entity tag. */
export const matchesEtag = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));
