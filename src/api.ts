import { randomUUID } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { sql } from 'drizzle-orm';
import { createYoga } from 'graphql-yoga';
import { defaultLimits, type Limits } from './api/cost.ts';
import { chanceryPlugin, type Served } from './api/plugin.ts';
import type { Trace } from './context.ts';
import type { Database } from './db/client.ts';
import { exampleTabs } from './graphiql/tabs.ts';
import { schema } from './schema/index.ts';

export interface ApiOptions {
  db: Database;
  /** One line for each request. */
  log?: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Told of each GraphQL request when it has been answered. */
  observe?(request: Trace & { ms: number; status: number }): void;
  limits?: Partial<Limits>;
}

export interface Api {
  fetch(request: Request): Promise<Response>;
  dispose(): Promise<void>;
}

/** Sent by scripts that can't set `accept`: a browser asks the server first before it sends it to another origin. */
const preflightHeader = 'x-chancery-preflight';

/** The API as a function from request to response; it knows no port. */
export function createApi({ db, log, observe, limits: given }: ApiOptions): Api {
  const limits = { ...defaultLimits, ...given };
  const yoga = createYoga<Served>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
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
    plugins: [chanceryPlugin({ db, limits, report: (error, { id }) => log?.error({ id, err: error }, 'unexpected error') })],
  });

  return {
    async fetch(request) {
      const trace: Trace = { id: randomUUID(), statements: [] };
      const { pathname } = new URL(request.url);
      if (pathname === '/health') return Response.json({ status: 'ok' });
      if (pathname === '/ready') return ready(db);
      if (pathname !== '/graphql')
        return refused(trace, 404, 'NOT_FOUND', `There is nothing at ${pathname}. The API and its playground are at /graphql.`);
      const began = performance.now();
      const body = await bodyOf(request, limits.bodyBytes);
      const response = refusal(request, body, trace, limits) ?? (await yoga.fetch(body ? withBody(request, body) : request, { trace }));
      response.headers.set('x-request-id', trace.id);
      const ms = Math.round((performance.now() - began) * 100) / 100;
      observe?.({ ...trace, ms, status: response.status });
      const { id, operation, code } = trace;
      log?.info({ id, operation, ms, statements: trace.statements.length, status: response.status, code }, 'request');
      return response;
    },
    async dispose() {
      await yoga.dispose();
    },
  };
}

async function ready(db: Database): Promise<Response> {
  try {
    await db.read((reader) => reader.one(sql`SELECT sequence FROM dataset`));
    return Response.json({ status: 'ready' });
  } catch {
    return Response.json({ status: 'unavailable', reason: 'the database does not answer' }, { status: 503 });
  }
}

/** What is refused before GraphQL sees it. */
function refusal(request: Request, body: Body, trace: Trace, limits: Limits): Response | undefined {
  if (body === 'too large')
    return refused(trace, 413, 'COST_LIMIT', `The body is larger than ${limits.bodyBytes} bytes. Send large values as several requests.`);
  if (request.method === 'GET' && new URL(request.url).searchParams.has('query') && !readable(request.headers))
    return refused(
      trace,
      403,
      'FORBIDDEN',
      `A query by GET needs "accept: application/json" or the header "${preflightHeader}: 1", so that other sites can't send it unasked.`,
    );
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (request.method === 'POST' && type !== 'application/json' && type !== 'application/graphql-response+json')
    return refused(
      trace,
      415,
      'BAD_INPUT',
      `The content-type ${type ? `"${type}"` : '(none)'} is not read here. Send JSON with content-type: application/json.`,
    );
  return undefined;
}

const readable = (headers: Headers): boolean =>
  headers.has(preflightHeader) || /application\/(graphql-response\+)?json|text\/html/.test(headers.get('accept') ?? '');

type Body = Uint8Array<ArrayBuffer> | 'too large' | undefined;

async function bodyOf(request: Request, most: number): Promise<Body> {
  if (!request.body) return undefined;
  if (Number(request.headers.get('content-length')) > most) return 'too large';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > most) return 'too large';
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

const withBody = ({ url, method, headers, signal }: Request, body: Uint8Array<ArrayBuffer> | 'too large'): Request =>
  new Request(url, { method, headers, body, signal });

function refused(trace: Trace, status: number, code: string, message: string): Response {
  trace.code = code;
  const headers = { 'access-control-allow-origin': '*', 'content-type': 'application/graphql-response+json; charset=utf-8' };
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), { status, headers });
}
