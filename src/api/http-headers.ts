import { hash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from './http-types.ts';
import { preflightHeader } from './request-params.ts';

/** The data set's sequence number after which a stream of changes begins. */
export const sequenceHeader = 'x-chancery-sequence';

/** Scripts of any site may read: there are no cookies, and nothing that only some may see. */
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': `etag, retry-after, x-request-id, ${sequenceHeader}`,
};

/** A browser asks this first, before a script of another site may send what no link could. */
export const preflightResponse = (): HttpResponse => ({
  status: 204,
  headers: {
    ...corsHeaders,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': `accept, authorization, content-type, if-none-match, ${preflightHeader}`,
    'access-control-max-age': '86400',
  },
});

/** Of what is never to be kept: errors, and answers to what is not a query. */
export const noStoreHeaders = (type: string): Record<string, string> => ({
  'content-type': `${type}; charset=utf-8`,
  'cache-control': 'no-store',
  ...corsHeaders,
});

/** Of a query's answer: it may be kept, and is asked for again with its tag. */
export const cacheableHeaders = (asked: HttpRequest, type: string, etag: string): Record<string, string> => ({
  'content-type': `${type}; charset=utf-8`,
  'cache-control': asked.header('authorization') === undefined ? 'public, no-cache' : 'private, no-cache',
  vary: `accept, authorization, ${preflightHeader}`,
  etag,
  'access-control-allow-origin': corsHeaders['access-control-allow-origin'],
  'access-control-expose-headers': corsHeaders['access-control-expose-headers'],
});

/** Of the bytes and their type: the same wherever and whenever the same is answered. */
export const computeEtag = (type: string, body: Buffer): string =>
  `"${hash('sha1', body, 'base64url')}${type === 'application/json' ? '' : '.g'}"`;

/** Whether the client has it already. Only GET can be told so. */
export function matchesEtag(asked: HttpRequest, etag: string): boolean {
  const had = asked.method === 'GET' ? asked.header('if-none-match') : undefined;
  return (
    had !== undefined && (had.trim() === '*' || had.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  );
}
