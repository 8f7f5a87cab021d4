import { sql } from 'drizzle-orm';
import type { Database, Reader } from '../../db/database.ts';
import type { ReaderThreads } from '../../db/reader-threads.ts';
import { tooLargeResponseError } from '../../db/result-size.ts';
import { BufferedResponse } from '../buffered-response.ts';
import { compress, encodeEtag, selectEncoding } from '../content-encoding.ts';
import { createBodyEtag } from '../export/export-headers.ts';
import { openSnapshot } from '../export/open-snapshot.ts';
import { badRequest } from '../graphql-errors.ts';
import { cacheableHeaders, matchesEtag } from '../http-headers.ts';
import type { HttpRequest } from '../http-request.ts';
import type { Limits } from '../limits.ts';
import { ListReader } from '../list-reader.ts';
import { measureEventLoop, type RequestState } from '../server-context.ts';
import { createFeed, type Feed } from './create-feed.ts';
import { type FeedNode, getFeedDocument } from './feed-query.ts';
import { type FeedRequest, parseFeedRequest } from './parse-request.ts';
import { renderAtom } from './render-atom.ts';
import { renderJsonFeed } from './render-json-feed.ts';

export interface FeedOptions {
  db: Database;
  threads: ReaderThreads | undefined;
  limits: Limits;
  /** The address of this server, for links. */
  origin: string;
}

const mediaTypes = { atom: 'application/atom+xml', json: 'application/feed+json' } as const;
const renderers = { atom: renderAtom, json: renderJsonFeed } as const;

/** Handles a request for a page of a feed. */
export async function handleFeedRequest(state: RequestState, options: FeedOptions): Promise<Response> {
  const { request, client, acceptedEncodings } = state;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw badRequest(`Method ${request.method} is not allowed. Use GET or HEAD.`, 405, { allow: 'GET, HEAD' });
  const feedRequest = parseFeedRequest(request.target, options.limits);
  const { feed, lastModified } = await readFeed(state, feedRequest, options);
  const mediaType = mediaTypes[feedRequest.format];
  const plainBody = measureEventLoop(client, () => Buffer.from(renderers[feedRequest.format](feed)));
  if (plainBody.length > options.limits.responseBytes) throw tooLargeResponseError(options.limits.responseBytes);
  const encoding = selectEncoding(acceptedEncodings, plainBody);
  const etag = encodeEtag(
    measureEventLoop(client, () => createBodyEtag(plainBody)),
    encoding,
  );
  const headers: Record<string, string> = {
    ...cacheableHeaders(request, mediaType, etag),
    vary: 'accept-encoding',
    ...(lastModified !== undefined && { 'last-modified': new Date(lastModified).toUTCString() }),
  };
  if (isNotModified(request, etag, lastModified)) return new BufferedResponse(304, headers);
  if (encoding) headers['content-encoding'] = encoding;
  const body = encoding ? await compress(plainBody, encoding, 'RESPONSE') : plainBody;
  if (request.method === 'HEAD')
    return new BufferedResponse(200, { ...headers, 'content-length': String(body.length) });
  return new BufferedResponse(200, headers, body);
}

/** Reads the page, and the time of the last change of the dataset, in one snapshot. */
async function readFeed(
  { client, trace }: RequestState,
  request: FeedRequest,
  { db, threads, limits, origin }: FeedOptions,
): Promise<{ feed: Feed; lastModified: number | undefined }> {
  const withinMs = limits.databaseTimeMs;
  const snapshot = await openSnapshot({ db, threads, client, withinMs });
  try {
    const { reader } = snapshot;
    trace.statements = reader.statements;
    const changedAt = await readLastChangeTime(reader);
    const lists = new ListReader(reader, db, withinMs);
    const page = await lists.readPage<FeedNode>(getFeedDocument(request.list), {
      ...request.args,
      first: request.first,
    });
    return { feed: createFeed(request, page, origin, changedAt), lastModified: toLastModified(changedAt, new Date()) };
  } finally {
    await snapshot.close();
  }
}

async function readLastChangeTime(reader: Reader): Promise<string> {
  const row = await reader.get<{ recordedAt: string }>(
    sql`SELECT recorded_at AS "recordedAt" FROM revisions ORDER BY sequence DESC LIMIT 1`,
  );
  return row?.recordedAt ?? new Date(0).toISOString();
}

/**
 * Returns the time for the header `last-modified`, in milliseconds: the second after the last change of the dataset, and
 * only once it has begun. A later change in the same second would otherwise have the same time.
 */
function toLastModified(changedAt: string, now: Date): number | undefined {
  const nextSecond = (Math.floor(Date.parse(changedAt) / 1000) + 1) * 1000;
  return nextSecond <= now.getTime() ? nextSecond : undefined;
}

/** Whether the client has this page. Its entity tag takes precedence over its time. */
function isNotModified(request: HttpRequest, etag: string, lastModified: number | undefined): boolean {
  const tags = request.header('if-none-match');
  if (tags !== undefined) return matchesEtag(tags, etag);
  const since = Date.parse(request.header('if-modified-since') ?? '');
  return lastModified !== undefined && since >= lastModified;
}
