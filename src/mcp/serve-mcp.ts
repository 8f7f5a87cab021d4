import type { Logger } from 'pino';
import { jsonResponse } from '../api/buffered-response.ts';
import { createExplorerHandler } from '../server/explorer.ts';
import { createHostCheck } from '../server/host-check.ts';
import { type RunningServer, startHttpServer } from '../server/http-server.ts';
import { createLog } from '../server/log.ts';
import { stopOnSignal } from '../server/serve.ts';
import type { Config, SettingValues } from '../server/settings.ts';
import { type Backend, createRemoteBackend, openLocalBackend } from './backend.ts';
import { createMcpServer } from './create-mcp-server.ts';
import { createOriginCheck } from './origin-check.ts';
import { createPermalinks } from './permalinks.ts';
import { createHttpHandler, mcpPath } from './serve-http.ts';
import { serveOverStdio } from './serve-stdio.ts';

export interface McpOptions {
  /** Serve over HTTP instead of stdin and stdout. */
  http: boolean;
  /** The GraphQL endpoint of another server, instead of the local database. */
  url: string | undefined;
  /** A write token, for clients that send none. */
  token: string | undefined;
  /** The address of the explorer in permalinks. */
  explorerUrl: string | undefined;
}

/** Serves the Model Context Protocol: over stdio until the client closes it, or over HTTP until a signal. */
export async function serveMcp({ values }: Config, options: McpOptions): Promise<void> {
  // Over stdio, stdout carries only the protocol.
  const log = await createLog(values, options.http ? 'stdout' : 'stderr');
  const backend = options.url === undefined ? await openLocalBackend(values, log) : createRemoteBackend(options.url);
  if (options.http) await listen(values, options, backend, log);
  else await serveStdin(values, options, backend, log);
}

async function serveStdin(
  values: SettingValues,
  { url, token, explorerUrl }: McpOptions,
  backend: Backend,
  log: Logger,
): Promise<void> {
  stopOnSignal(log, () => backend.dispose());
  const permalinks = createPermalinks(explorerUrl ?? getExplorerUrl(url) ?? `http://localhost:${values.PORT || 4000}`);
  log.info({ database: url ?? values.CHANCERY_DB }, 'serving MCP on stdin and stdout');
  await serveOverStdio({
    createServer: () =>
      createMcpServer({
        url: backend.url,
        send: backend.send,
        permalinks,
        authorization: toAuthorization(token),
        onUnexpectedError: (error) => log.error({ err: error }, 'unexpected error'),
      }),
    log,
    shutdownTimeoutSeconds: values.CHANCERY_STOP_SECONDS,
  });
  await backend.dispose();
}

async function listen(values: SettingValues, options: McpOptions, backend: Backend, log: Logger): Promise<void> {
  const { server, close } = await startMcpHttpServer(values, options, backend, log);
  stopOnSignal(log, close);
  log.info(
    { url: `${server.url}${mcpPath}`, port: server.port, database: options.url ?? values.CHANCERY_DB },
    'listening',
  );
}

/** Serves `/mcp`, and with a local database also the API and the explorer, so that permalinks work. */
async function startMcpHttpServer(
  values: SettingValues,
  { url, token, explorerUrl }: McpOptions,
  backend: Backend,
  log: Logger,
): Promise<{ server: RunningServer; close(): Promise<void> }> {
  const isHostAllowed = createHostCheck(values.HOST, values.CHANCERY_ALLOWED_HOSTS);
  const mcp = createHttpHandler({
    createServer: ({ authorization, clientAddress, origin }) =>
      createMcpServer({
        url: backend.url,
        send: (request) => backend.send(request, clientAddress),
        permalinks: createPermalinks(explorerUrl ?? getExplorerUrl(url) ?? origin),
        authorization: authorization ?? toAuthorization(token),
        onUnexpectedError: (error) => log.error({ err: error }, 'unexpected error'),
      }),
    isOriginAllowed: createOriginCheck(values.HOST, isHostAllowed),
    log,
  });
  const { api, readRecordPage } = backend;
  try {
    const server = await startHttpServer({
      api: {
        handleNodeRequest: (context) => mcp.handle(context) ?? api?.handleNodeRequest(context) ?? notFoundResponse(),
      },
      ...(api && { explorer: createExplorerHandler({ readRecordPage }) }),
      host: values.HOST,
      port: values.PORT,
      log,
      shutdownTimeoutSeconds: values.CHANCERY_STOP_SECONDS,
      trustProxy: values.CHANCERY_TRUST_PROXY === 'on',
      isHostAllowed,
    });
    return {
      server,
      async close() {
        api?.endStreams();
        await mcp.close();
        await server.close();
        await backend.dispose();
      },
    };
  } catch (error) {
    await backend.dispose();
    throw error;
  }
}

const toAuthorization = (token: string | undefined): string | undefined =>
  token === undefined ? undefined : `Bearer ${token}`;

/** The explorer of another server is next to its API. */
const getExplorerUrl = (url: string | undefined): string | undefined =>
  url?.replace(/(?:\/graphql)?\/?(?:[?#].*)?$/, '');

const notFoundResponse = (): Response =>
  jsonResponse({ errors: [{ message: `The server is at ${mcpPath}.`, extensions: { code: 'NOT_FOUND' } }] }, 404);
