import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { sequenceOf } from '../db/queries/change.ts';
import type { Trace } from '../schema/context.ts';
import { Feed } from './change-feed.ts';
import { Documents } from './document-cache.ts';
import { answerGraphql } from './graphql-handler.ts';
import { preflight } from './http-headers.ts';
import { type Answer, type Asked, askedBy, jsonAnswer, responseOf } from './http-types.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Persisted } from './persisted-documents.ts';
import { asksForPlayground, playground } from './playground.ts';
import type { RateLimit } from './rate-limit.ts';
import { ResponseCache } from './response-cache.ts';

export interface ApiOptions {
  db: Database;
  /** One line for each request. */
  log?: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told of each GraphQL request when it has been answered. */
  observe?(request: Trace & { ms: number; status: number }): void;
  limits?: Partial<Limits>;
  /** What whole answers that are kept may take; none are unless it is given. */
  cacheBytes?: number;
  /** Documents known by their hashes; none unless given. */
  persisted?: Persisted;
  /** How often a reader may ask; as often as they like unless given. */
  rate?: RateLimit | undefined;
  /** How often an idle stream of events says that it is alive. */
  pingMs?: number;
}

export interface Api {
  answer(asked: Asked): Promise<Answer>;
  /** `answer` in the standard's terms. */
  fetch(request: Request): Promise<Response>;
  /** Completes every stream of events, so that a server that stops need not wait for them. */
  endStreams(): void;
  dispose(): Promise<void>;
}

const noDocuments: Persisted = { manifest: new Map(), only: false };

/** The API as a function from request to answer; it knows no port. */
export function createApi(options: ApiOptions): Api {
  const { db, log, observe, persisted = noDocuments, cacheBytes = 0, rate, pingMs = 12_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const feed = new Feed(db);
  const cache = cacheBytes > 0 ? new ResponseCache(db.path, cacheBytes) : undefined;
  const report = (error: unknown, { id }: Trace): void => log?.error({ id, err: error }, 'unexpected error');
  const serving = { db, feed, limits, documents: new Documents(limits), persisted, cache, rate, pingMs, report };

  async function answer(asked: Asked): Promise<Answer> {
    const path = pathOf(asked.target);
    if (path === '/health') return jsonAnswer({ status: 'ok' });
    if (path === '/ready') return ready(db);
    const trace: Trace = { id: randomUUID(), statements: [] };
    const began = performance.now();
    const answered = path === '/graphql' ? await answerPath(asked, trace) : notFound(path, trace);
    answered.headers['x-request-id'] = trace.id;
    const ms = Math.round((performance.now() - began) * 100) / 100;
    const { id, operation, statements, code, cache } = trace;
    const { status } = answered;
    observe?.({ ...trace, ms, status });
    log?.info({ id, operation, ms, statements: statements.length, cache, status, code }, 'request');
    return answered;
  }

  async function answerPath(asked: Asked, trace: Trace): Promise<Answer> {
    if (asked.method === 'OPTIONS') return preflight();
    return asksForPlayground(asked) ? playground() : answerGraphql(asked, trace, serving);
  }

  return {
    answer,
    fetch: async (request) => responseOf(await answer(askedBy(request))),
    endStreams: () => feed.close(),
    async dispose() {
      feed.close();
      cache?.close();
    },
  };
}

const pathOf = (target: string): string => {
  const search = target.indexOf('?');
  return search < 0 ? target : target.slice(0, search);
};

async function ready(db: Database): Promise<Answer> {
  try {
    await db.read(sequenceOf);
    return jsonAnswer({ status: 'ready' });
  } catch {
    return jsonAnswer({ status: 'unavailable', reason: 'the database does not answer' }, 503);
  }
}

function notFound(path: string, trace: Trace): Answer {
  trace.code = 'NOT_FOUND';
  const message = `There is nothing at ${path}. The API and its playground are at /graphql.`;
  return jsonAnswer({ errors: [{ message, extensions: { code: trace.code } }] }, 404, {
    'access-control-allow-origin': '*',
  });
}
