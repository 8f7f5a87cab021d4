import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMcpHandler, type McpServer } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';
import { jsonResponse } from '../api/buffered-response.ts';
import { readNodeBody } from '../api/http-request.ts';
import { previewValue } from '../api/preview-value.ts';
import { findMessageError, type JsonRpcError, jsonRpcCodes, maxMessageBytes } from './message-lines.ts';
import type { OriginCheck } from './origin-check.ts';

export const mcpPath = '/mcp';

/** The SDK responds to GET and DELETE, which belong to sessions, with 405. */
const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'DELETE']);

/** What a server needs to know about the HTTP request that it answers. */
export interface HttpCaller {
  authorization: string | undefined;
  clientAddress: string | undefined;
  /** The origin of the requested URL. */
  origin: string;
}

interface NodeContext {
  req: IncomingMessage;
  res: ServerResponse;
  clientAddress?: string | undefined;
}

export interface McpHttpHandler {
  /** Returns the response to a request for `/mcp`; undefined for other paths. */
  handle(context: NodeContext): Promise<Response> | undefined;
  close(): Promise<void>;
}

interface HttpOptions {
  createServer(caller: HttpCaller): McpServer;
  isOriginAllowed: OriginCheck;
  log: Pick<Logger, 'warn'>;
}

/** Creates the handler of the streamable HTTP transport. It keeps no sessions: every request has a server of its own. */
export function createHttpHandler({ createServer, isOriginAllowed, log }: HttpOptions): McpHttpHandler {
  const callers = new WeakMap<Request, HttpCaller>();
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const caller = requestInfo && callers.get(requestInfo);
      if (!caller) throw new Error('The caller of an HTTP request is unknown.');
      return createServer(caller);
    },
    {
      maxSubscriptions: 100,
      onerror: (error) => log.warn({ err: error }, 'a request could not be handled'),
    },
  );

  async function respond({ req, res, clientAddress }: NodeContext): Promise<Response> {
    const { origin, host, authorization } = req.headers;
    if (!methods.has(req.method ?? '')) return methodResponse(req.method);
    if (origin !== undefined && !isOriginAllowed(origin, host)) return foreignOriginResponse(origin);
    const url = new URL(req.url ?? mcpPath, `http://${host ?? 'localhost'}`);
    const text = req.method === 'POST' ? await readBody(req, res) : undefined;
    const error = text instanceof Buffer ? findMessageError(text.toString('utf8')) : undefined;
    if (req.method === 'POST' && text === undefined) return errorResponse(413, tooLargeError);
    if (error) return errorResponse(400, error);
    const disconnected = new AbortController();
    res.once('close', () => disconnected.abort());
    const request = new Request(url, {
      method: req.method ?? 'GET',
      headers: toHeaders(req),
      signal: disconnected.signal,
      ...(text && { body: new Uint8Array(text) }),
    });
    callers.set(request, { authorization, clientAddress, origin: url.origin });
    return handler.fetch(request, text && { parsedBody: JSON.parse(text.toString('utf8')) });
  }

  return {
    handle: (context) => (context.req.url?.split('?', 1)[0] === mcpPath ? respond(context) : undefined),
    close: () => handler.close(),
  };
}

function readBody(req: IncomingMessage, res: ServerResponse): Promise<Buffer | undefined> {
  if (Number(req.headers['content-length']) > maxMessageBytes) return Promise.resolve(undefined);
  // The client waits for this before it sends the body.
  if (req.headers.expect !== undefined) res.writeContinue();
  return readNodeBody(req, maxMessageBytes);
}

function toHeaders({ headers }: IncomingMessage): Headers {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name.startsWith(':') ? [] : [[name, String(value)] as [string, string]],
  );
  return new Headers(entries);
}

const tooLargeError: JsonRpcError = {
  jsonrpc: '2.0',
  error: { code: jsonRpcCodes.invalidRequest, message: `A message exceeds ${maxMessageBytes} bytes. Send less.` },
  id: null,
};

const methodResponse = (method: string | undefined): Response =>
  jsonResponse(
    {
      jsonrpc: '2.0',
      error: { code: jsonRpcCodes.invalidRequest, message: `Method ${method} is not allowed. Use POST.` },
      id: null,
    },
    405,
    { allow: 'POST', 'cache-control': 'no-store' },
  );

const errorResponse = (status: number, error: JsonRpcError): Response =>
  jsonResponse(error, status, { 'cache-control': 'no-store' });

const foreignOriginResponse = (origin: string): Response =>
  errorResponse(403, {
    jsonrpc: '2.0',
    error: {
      code: jsonRpcCodes.invalidRequest,
      message: `FORBIDDEN: Pages of ${previewValue(origin)} may not use this server. If they should, add the host to CHANCERY_ALLOWED_HOSTS.`,
    },
    id: null,
  });
