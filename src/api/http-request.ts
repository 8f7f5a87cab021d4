import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from './graphql-errors.ts';

/** The parts of an HTTP request that the API reads, from either a fetch `Request` or node:http. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query string. */
  readonly target: string;
  /** The address of the client, if the server passed it. */
  readonly clientAddress: string | undefined;
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
  /** The value of a header, by its name in lower case. */
  header(name: string): string | undefined;
  /** The body; undefined if it exceeds `maxBytes`. The rest is then not read. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
}

/** The path and query string of a URL. Much faster than `URL`, which normalizes it. */
const getTarget = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2));

export function getPathname(url: string): string {
  const target = getTarget(url);
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

/** What a server passes to Yoga with a request. */
export interface NodeRequestInfo {
  readonly req?: IncomingMessage;
  readonly res?: ServerResponse;
  readonly clientAddress?: string | undefined;
}

/** Reads from the node:http request if there is one: its headers and its body cost less than those of `Request`. */
export function toHttpRequest(request: Request, { req, res, clientAddress }: NodeRequestInfo): HttpRequest {
  const readHeader = (name: string): string | string[] | undefined =>
    req ? req.headers[name] : (request.headers.get(name) ?? undefined);
  return {
    method: req?.method ?? request.method,
    target: req?.url ?? getTarget(request.url),
    clientAddress,
    get signal() {
      return request.signal;
    },
    header(name) {
      const value = readHeader(name);
      return Array.isArray(value) ? value.join(', ') : value;
    },
    readBody(maxBytes) {
      if (!req) return readFetchBody(request, maxBytes);
      // The client waits for this before it sends the body.
      if (req.headers.expect !== undefined) res?.writeContinue();
      return readNodeBody(req, maxBytes);
    },
  };
}

async function readFetchBody({ body }: Request, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body of a node:http request; undefined as soon as it exceeds `maxBytes`. Rejects if the client disconnects before its end. */
export function readNodeBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let size = 0;
  let ended = false;
  const onData = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= maxBytes) {
      chunks.push(chunk);
      return;
    }
    // The server drops the rest after it has sent the response.
    message.off('data', onData).pause();
    chunks.length = 0;
    resolve(undefined);
  };
  message.on('data', onData);
  message.on('end', () => {
    ended = true;
    resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
  const onClose = (): void => {
    if (!ended) reject(badRequest('The request ended before its body was complete.'));
  };
  message.on('error', onClose);
  message.on('close', onClose);
  // The client may have disconnected before the body was read.
  if (message.destroyed) onClose();
  return promise;
}
