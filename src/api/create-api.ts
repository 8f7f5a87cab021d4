import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { readSequence } from '../db/queries/change.ts';
import type { RequestTrace } from '../schema/context.ts';
import { ChangeFeed } from './change-feed.ts';
import { DocumentCache } from './document-cache.ts';
import { handleGraphqlRequest } from './graphql-handler.ts';
import { preflightResponse } from './http-headers.ts';
import { fromFetchRequest, type HttpRequest, type HttpResponse, jsonResponse, toFetchResponse } from './http-types.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { isPlaygroundRequest, playgroundResponse } from './playground.ts';
import type { RateLimiter } from './rate-limit.ts';
import { ResponseCache } from './response-cache.ts';

export interface ApiOptions {
  db: Database;
  /** One line for each request. */
  log?: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told of each GraphQL request when it has been answered. */
  onResponse?(request: RequestTrace & { ms: number; status: number }): void;
  limits?: Partial<Limits>;
  /** What whole answers that are kept may take; none are unless it is given. */
  responseCacheBytes?: number;
  /** Documents known by their hashes; none unless given. */
  persistedDocuments?: PersistedDocuments;
  /** How often a reader may ask; as often as they like unless given. */
  rateLimiter?: RateLimiter | undefined;
  /** How often an idle stream of events says that it is alive. */
  pingMs?: number;
}

export interface Api {
  handle(asked: HttpRequest): Promise<HttpResponse>;
  /** `answer` in the standard's terms. */
  fetch(request: Request): Promise<Response>;
  /** Completes every stream of events, so that a server that stops need not wait for them. */
  endStreams(): void;
  dispose(): Promise<void>;
}

const noPersistedDocuments: PersistedDocuments = { manifest: new Map(), isManifestOnly: false };

/** The API as a function from request to answer; it knows no port. */
export function createApi(options: ApiOptions): Api {
  const {
    db,
    log,
    onResponse: observe,
    persistedDocuments: persisted = noPersistedDocuments,
    responseCacheBytes: cacheBytes = 0,
    rateLimiter: rate,
    pingMs = 12_000,
  } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const feed = new ChangeFeed(db);
  const cache = cacheBytes > 0 ? new ResponseCache(db.path, cacheBytes) : undefined;
  const report = (error: unknown, { id }: RequestTrace): void => log?.error({ id, err: error }, 'unexpected error');
  const serving = { db, feed, limits, documents: new DocumentCache(limits), persisted, cache, rate, pingMs, report };

  async function answer(asked: HttpRequest): Promise<HttpResponse> {
    const path = getPathname(asked.target);
    if (path === '/health') return jsonResponse({ status: 'ok' });
    if (path === '/ready') return readinessResponse(db);
    const trace: RequestTrace = { id: randomUUID(), statements: [] };
    const began = performance.now();
    const answered = path === '/graphql' ? await answerPath(asked, trace) : notFoundResponse(path, trace);
    answered.headers['x-request-id'] = trace.id;
    const ms = Math.round((performance.now() - began) * 100) / 100;
    const { id, operation, statements, code, cache } = trace;
    const { status } = answered;
    observe?.({ ...trace, ms, status });
    log?.info({ id, operation, ms, statements: statements.length, cache, status, code }, 'request');
    return answered;
  }

  async function answerPath(asked: HttpRequest, trace: RequestTrace): Promise<HttpResponse> {
    if (asked.method === 'OPTIONS') return preflightResponse();
    return isPlaygroundRequest(asked) ? playgroundResponse() : handleGraphqlRequest(asked, trace, serving);
  }

  return {
    handle: answer,
    fetch: async (request) => toFetchResponse(await answer(fromFetchRequest(request))),
    endStreams: () => feed.close(),
    async dispose() {
      feed.close();
      cache?.close();
    },
  };
}

const getPathname = (target: string): string => {
  const search = target.indexOf('?');
  return search < 0 ? target : target.slice(0, search);
};

async function readinessResponse(db: Database): Promise<HttpResponse> {
  try {
    await db.read(readSequence);
    return jsonResponse({ status: 'ready' });
  } catch {
    return jsonResponse({ status: 'unavailable', reason: 'the database does not answer' }, 503);
  }
}

function notFoundResponse(path: string, trace: RequestTrace): HttpResponse {
  trace.code = 'NOT_FOUND';
  const message = `There is nothing at ${path}. The API and its playground are at /graphql.`;
  return jsonResponse({ errors: [{ message, extensions: { code: trace.code } }] }, 404, {
    'access-control-allow-origin': '*',
  });
}
