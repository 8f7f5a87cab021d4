import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type HttpRequest, type HttpResponse, jsonResponse } from '../api/http-types.ts';
import { toListenError } from './listen-port.ts';
import { NodeHttpRequest, sendResponse } from './node-http.ts';

export interface ServerOptions {
  api: { handle(asked: HttpRequest): Promise<HttpResponse> };
  host: string;
  port: number;
  log: Pick<Logger, 'warn' | 'error'>;
  /** How long `close` waits for requests in flight. */
  stopSeconds?: number;
  /** Whether the last address of `x-forwarded-for` is the reader's: only a proxy of one's own may be believed. */
  trustProxy?: boolean;
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

/** node:http around the API. */
export async function startHttpServer(options: ServerOptions): Promise<RunningServer> {
  const { api, host, port, log, stopSeconds = 10, trustProxy = false } = options;
  const inFlight = new InFlightCounter();
  const unanswered = new Set<ServerResponse>();
  let connections = 0;
  let closing: Promise<void> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: HttpResponse;
    try {
      answer = rejectInvalidTarget(request) ?? (await api.handle(new NodeHttpRequest(request, response, trustProxy)));
    } catch (error) {
      log.error({ err: error }, 'request failed');
      answer = jsonResponse({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] }, 500);
    }
    await sendResponse(response, answer, (error) => log.error({ err: error }, 'a stream could not be ended'));
  }

  const server = createServer(timeouts, (request, response) => {
    unanswered.add(response);
    inFlight.begin();
    response.once('close', () => {
      unanswered.delete(response);
      inFlight.end();
    });
    if (closing) response.setHeader('connection', 'close');
    // Counted by itself too: it may still read the database after its client has left.
    inFlight.begin();
    serve(request, response)
      .catch((error: unknown) => {
        log.error({ err: error }, 'an answer could not be sent');
        response.destroy();
      })
      .finally(() => inFlight.end());
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
    if (!(await inFlight.waitUntilIdle(stopSeconds * 1000))) {
      log.warn({ requests: unanswered.size, seconds: stopSeconds }, 'requests did not finish in time and were cut off');
    }
    server.closeAllConnections();
    await closed;
  }

  server.listen({ port, host, backlog });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw toListenError(error, host, port);
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

/** What the API is not asked: targets that make no URL. */
function rejectInvalidTarget({ headers, url = '' }: IncomingMessage): HttpResponse | undefined {
  if (!/^\/[^\\\s]*$/.test(url) || !/^[\w.-]+(:\d{1,5})?$/.test(headers.host ?? 'localhost')) {
    if (!url.startsWith('/') || !URL.canParse(`http://${headers.host ?? 'localhost'}${url}`))
      return textResponse(400, 'The request target and Host header make no valid URL.\n');
  }
  return undefined;
}

const textResponse = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
});

/** Counts what is still being worked on. */
class InFlightCounter {
  #count = 0;
  #onIdle: (() => void) | undefined;

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#onIdle?.();
  }

  /** Waits until there is none, what joins meanwhile included; false when time ran out first. */
  async waitUntilIdle(ms: number): Promise<boolean> {
    if (this.#count === 0) return true;
    const timer = new AbortController();
    try {
      const none = new Promise<true>((resolve) => {
        this.#onIdle = () => resolve(true);
      });
      return await Promise.race([none, setTimeout(ms, false as const, { signal: timer.signal })]);
    } finally {
      timer.abort();
    }
  }
}
