import { randomUUID } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createLRUCache, createYoga } from 'graphql-yoga';
import { Feed } from './api/feed.ts';
import { defaultLimits, type Limits } from './api/limits.ts';
import { preflightHeader } from './api/params.ts';
import { chanceryPlugin, type Served } from './api/plugin.ts';
import type { Trace } from './context.ts';
import type { Database } from './db/client.ts';
import { sequenceOf } from './db/queries/change.ts';
import { exampleTabs } from './graphiql/tabs.ts';
import { schema } from './schema/index.ts';

export interface ApiOptions {
  db: Database;
  /** One line for each request. */
  log?: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told of each GraphQL request when it has been answered. */
  observe?(request: Trace & { ms: number; status: number }): void;
  limits?: Partial<Limits>;
  /** How often an idle stream of events says that it is alive. */
  pingMs?: number;
}

export interface Api {
  fetch(request: Request): Promise<Response>;
  /** Completes every stream of events, so that a server that stops need not wait for them. */
  endStreams(): void;
  dispose(): Promise<void>;
}

/** The API as a function from request to response; it knows no port. */
export function createApi({ db, log, observe, limits: given, pingMs = 12_000 }: ApiOptions): Api {
  const feed = new Feed(db);
  const yoga = createYoga<Served>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
    // A document can be as large as a body, so few are kept, and of those that don't parse none.
    parserAndValidationCache: { documentCache: createLRUCache({ max: 100 }), errorCache: { get: () => undefined, set: () => undefined } },
    graphiql: { title: 'Chancery', defaultTabs: exampleTabs.map(({ query }) => ({ query })) },
    renderGraphiQL,
    cors: {
      origin: '*',
      credentials: false,
      methods: ['GET', 'POST', 'OPTIONS'],
      allowedHeaders: ['accept', 'authorization', 'content-type', preflightHeader],
      exposedHeaders: ['retry-after', 'x-request-id'],
      maxAge: 86_400,
    },
    plugins: [
      chanceryPlugin({
        db,
        feed,
        pingMs,
        limits: { ...defaultLimits, ...given },
        report: (error, { id }) => log?.error({ id, err: error }, 'unexpected error'),
      }),
    ],
  });

  return {
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/health') return Response.json({ status: 'ok' });
      if (pathname === '/ready') return ready(db);
      const trace: Trace = { id: randomUUID(), statements: [] };
      const leaving = new AbortController();
      request.signal.addEventListener('abort', () => leaving.abort(), { once: true });
      const began = performance.now();
      const response = pathname === '/graphql' ? await yoga.fetch(request, { trace, leaving }) : notFound(pathname, trace);
      response.headers.set('x-request-id', trace.id);
      const ms = Math.round((performance.now() - began) * 100) / 100;
      const { id, operation, statements, code } = trace;
      observe?.({ ...trace, ms, status: response.status });
      log?.info({ id, operation, ms, statements: statements.length, status: response.status, code }, 'request');
      return response;
    },
    endStreams: () => feed.close(),
    async dispose() {
      feed.close();
      await yoga.dispose();
    },
  };
}

async function ready(db: Database): Promise<Response> {
  try {
    await db.read(sequenceOf);
    return Response.json({ status: 'ready' });
  } catch {
    return Response.json({ status: 'unavailable', reason: 'the database does not answer' }, { status: 503 });
  }
}

function notFound(pathname: string, trace: Trace): Response {
  trace.code = 'NOT_FOUND';
  const message = `There is nothing at ${pathname}. The API and its playground are at /graphql.`;
  return Response.json(
    { errors: [{ message, extensions: { code: trace.code } }] },
    { status: 404, headers: { 'access-control-allow-origin': '*' } },
  );
}
