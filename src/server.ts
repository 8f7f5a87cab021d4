import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createServerAdapter } from '@whatwg-node/server';
import type { Logger } from 'pino';
import { StartError } from './errors.ts';

export interface ServerOptions {
  api: { fetch(request: Request): Response | Promise<Response> };
  host: string;
  port: number;
  log: Pick<Logger, 'warn' | 'error'>;
  /** How long `close` waits for requests in flight. */
  stopSeconds?: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:4000`, with the port that was really taken. */
  url: string;
  port: number;
  /** Stops listening and lets requests in flight finish; what is left after `stopSeconds` is cut off and logged. */
  close(): Promise<void>;
}

// Slow senders are cut off; idle connections outlive the 60 s after which proxies drop theirs.
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

/** Connections that may wait to be accepted. */
const backlog = 511;

/** node:http around the fetch handler. */
export async function startServer({ api, host, port, log, stopSeconds = 10 }: ServerOptions): Promise<RunningServer> {
  const inFlight = new Set<Promise<unknown>>();
  const unanswered = new Set<ServerResponse>();
  let connections = 0;
  let closing: Promise<void> | undefined;

  function track(work: Promise<unknown>): void {
    inFlight.add(work);
    work.catch(() => undefined).finally(() => inFlight.delete(work));
  }

  const adapter = createServerAdapter(async (request) => {
    try {
      // Tracked by itself too: it may still read the database after its client has left.
      const answer = Promise.resolve(api.fetch(request));
      track(answer);
      return await answer;
    } catch (error) {
      log.error({ err: error }, 'request failed');
      return internalError();
    }
  });

  const server = createServer(timeouts, (request, response) => {
    unanswered.add(response);
    track(new Promise<void>((done) => response.once('close', done)));
    response.once('close', () => unanswered.delete(response));
    if (closing) response.setHeader('connection', 'close');
    if (!answerHere(request, response)) void adapter(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });

  // Closing cuts off every connection that no request was read from yet, and the loop accepts one connection a turn:
  // after three quiet turns all that has arrived is read.
  async function takeArrivals(): Promise<void> {
    for (let turn = 0, quiet = 0; quiet < 3 && turn < backlog; turn += 1) {
      const before = connections;
      await setImmediate();
      quiet = connections === before ? quiet + 1 : 0;
    }
  }

  async function stop(): Promise<void> {
    const closed = once(server, 'close');
    await takeArrivals();
    server.close();
    for (const response of unanswered) if (!response.headersSent) response.setHeader('connection', 'close');
    if (!(await settled(inFlight, stopSeconds * 1000))) {
      log.warn({ requests: unanswered.size, seconds: stopSeconds }, 'requests did not finish in time and were cut off');
    }
    server.closeAllConnections();
    await closed;
  }

  server.listen({ port, host, backlog });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw asStartError(error, host, port);
  }
  server.on('error', (error) => log.error({ err: error }, 'server error'));
  const address = server.address();
  const taken = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

/** What the fetch handler is not asked: the way to the playground, and targets that make no URL. */
function answerHere(request: IncomingMessage, response: ServerResponse): boolean {
  if (!URL.canParse(`http://${request.headers.host ?? 'localhost'}${request.url}`)) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('The request target and Host header make no valid URL.\n');
    return true;
  }
  if (request.url === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
    response.writeHead(302, { location: '/graphql' }).end();
    return true;
  }
  return false;
}

const internalError = (): Response =>
  Response.json({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] }, { status: 500 });

/** Waits until the set is empty, what joins it meanwhile included; false when time ran out first. */
async function settled(work: ReadonlySet<Promise<unknown>>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  async function drain(): Promise<true> {
    while (work.size > 0) await Promise.allSettled(work);
    return true;
  }
  try {
    return await Promise.race([drain(), setTimeout(ms, false as const, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}

function asStartError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(`Port ${port} on ${host} is taken; set PORT to another.`);
    case 'EACCES':
      return new StartError(`Port ${port} on ${host} needs rights that this process lacks; set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`"${host}" is no address of this machine; set HOST to one that is, such as 127.0.0.1.`);
    default:
      return error;
  }
}
