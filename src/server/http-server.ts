import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { jsonResponse } from '../api/buffered-response.ts';
import type { Api } from '../api/create-api.ts';
import { previewValue } from '../api/preview-value.ts';
import type { ExplorerHandler } from './explorer.ts';
import type { HostCheck } from './host-check.ts';
import { toListenError } from './listen-port.ts';
import { getClientAddress, getForwardedOrigin, sendBytes, sendResponse } from './node-http.ts';

export interface ServerOptions {
  api: Pick<Api, 'handleNodeRequest'>;
  /** Serves the files of the explorer, before the API sees the request. */
  explorer?: ExplorerHandler;
  host: string;
  port: number;
  log: Pick<Logger, 'warn' | 'error'>;
  /** How long `close` waits for requests in flight. */
  shutdownTimeoutSeconds?: number;
  /** Whether the last address in `x-forwarded-for` is the client's. Only safe behind a proxy that sets it. */
  trustProxy?: boolean;
  /** The address of this server as clients see it; by default that of the request, or that which a trusted proxy states. */
  publicUrl?: string | undefined;
  /** Rejects requests by their Host header. */
  isHostAllowed?: HostCheck | undefined;
  timeouts?: Partial<typeof defaultTimeouts>;
}

export interface RunningServer {
  /** The server's URL with its actual port, such as `http://127.0.0.1:4000`. */
  url: string;
  port: number;
  /** Stops listening and lets requests in flight finish; those left after `shutdownTimeoutSeconds` are cut off and logged. */
  close(): Promise<void>;
}

/** In milliseconds. Slow senders are cut off; idle connections outlive the 60 s after which proxies drop theirs. */
export const defaultTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  /** How often the first two are checked; by default Node.js does so every 30 s, long after they have expired. */
  connectionsCheckingInterval: 1_000,
};

/** Connections that may wait to be accepted. */
const backlog = 511;
/** How often a stopping server checks whether requests are in flight. */
const idlePollMs = 10;

/** Listens with node:http and passes each request to the API. */
export async function startHttpServer(options: ServerOptions): Promise<RunningServer> {
  const {
    api,
    explorer,
    host,
    port,
    log,
    shutdownTimeoutSeconds = 10,
    trustProxy = false,
    isHostAllowed,
    publicUrl,
  } = options;
  const openResponses = new Set<ServerResponse>();
  /** Counted separately: a handler may still read the database after its client has disconnected. */
  let runningHandlers = 0;
  let connections = 0;
  let closing: Promise<void> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isValidTarget(request)) {
      const message = Buffer.from('The request target and Host header do not form a valid URL.\n');
      return sendBytes(response, 400, { 'content-type': 'text/plain' }, message);
    }
    const { host: hostHeader } = request.headers;
    if (isHostAllowed && hostHeader !== undefined && !isHostAllowed(hostHeader)) {
      log.warn({ host: hostHeader }, 'rejected a request for a host that is not in CHANCERY_ALLOWED_HOSTS');
      return sendResponse(response, foreignHostResponse(hostHeader), reportStreamError);
    }
    const clientAddress = getClientAddress(request, trustProxy);
    const origin = publicUrl || getForwardedOrigin(request, trustProxy);
    const page = explorer?.(request, { origin: origin ?? `http://${hostHeader ?? `${host}:${port}`}`, clientAddress });
    if (page) {
      const { status, headers, body } = await page;
      return sendBytes(response, status, headers, body);
    }
    const result = await handleRequest({ req: request, res: response, clientAddress, origin });
    await sendResponse(response, result, reportStreamError);
  }

  const reportStreamError = (error: unknown): void => log.error({ err: error }, 'failed to end a stream');

  async function handleRequest(context: Parameters<typeof api.handleNodeRequest>[0]): Promise<Response> {
    try {
      return await api.handleNodeRequest(context);
    } catch (error) {
      log.error({ err: error }, 'request failed');
      return jsonResponse({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] }, 500);
    }
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    openResponses.add(response);
    response.once('close', () => openResponses.delete(response));
    if (closing) response.setHeader('connection', 'close');
    runningHandlers += 1;
    serve(request, response)
      .catch((error: unknown) => {
        log.error({ err: error }, 'failed to send a response');
        response.destroy();
      })
      .finally(() => {
        runningHandlers -= 1;
      });
  };

  const server = createServer({ ...defaultTimeouts, ...options.timeouts }, onRequest);
  // Not continued here: a request that is rejected by its headers need not be sent completely. The API continues the others.
  server.on('checkContinue', onRequest);
  server.on('connection', () => {
    connections += 1;
  });

  // Closing the server cuts off connections whose request was not read yet, and the event loop accepts one connection per turn.
  // After three turns without a new one, all that have arrived are read.
  async function waitForPendingConnections(): Promise<void> {
    for (let turn = 0, idleTurns = 0; idleTurns < 3 && turn < backlog; turn += 1) {
      const before = connections;
      await setImmediate();
      idleTurns = connections === before ? idleTurns + 1 : 0;
    }
  }

  /** Waits for requests in flight, including those that begin meanwhile. Returns false if the time runs out first. */
  async function waitUntilIdle(ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    while (openResponses.size + runningHandlers > 0) {
      if (performance.now() >= deadline) return false;
      await setTimeout(idlePollMs);
    }
    return true;
  }

  async function stop(): Promise<void> {
    const closed = once(server, 'close');
    await waitForPendingConnections();
    server.close();
    for (const response of openResponses) if (!response.headersSent) response.setHeader('connection', 'close');
    if (!(await waitUntilIdle(shutdownTimeoutSeconds * 1000))) {
      log.warn(
        { requests: openResponses.size, seconds: shutdownTimeoutSeconds },
        'requests did not finish in time and were cut off',
      );
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
  const actualPort = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    port: actualPort,
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

/** Whether the target and the Host header form a URL; the common forms are matched without parsing one. */
function isValidTarget({ headers, url = '' }: IncomingMessage): boolean {
  if (/^\/[^\\\s]*$/.test(url) && /^[\w.-]+(:\d{1,5})?$/.test(headers.host ?? 'localhost')) return true;
  return url.startsWith('/') && URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}

const foreignHostResponse = (host: string): Response =>
  jsonResponse(
    {
      errors: [
        {
          message: `Host ${previewValue(host)} is not a name of this server. If it should be, add it to the setting CHANCERY_ALLOWED_HOSTS.`,
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    },
    403,
    { 'cache-control': 'no-store' },
  );
