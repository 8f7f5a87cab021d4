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

export const toHttpRequest = (request: Request, info: NodeRequestInfo): HttpRequest => new ServerRequest(request, info);

/**
 * Reads from the node:http request if there is one: its headers and its body cost less than those of `Request`. A class,
 * because every object literal with a getter has a hidden class of its own, which slows down all code that reads it.
 */
class ServerRequest implements HttpRequest {
  readonly method: string;
  readonly target: string;
  readonly clientAddress: string | undefined;
  readonly #request: Request;
  readonly #info: NodeRequestInfo;

  constructor(request: Request, info: NodeRequestInfo) {
    const { req, clientAddress } = info;
    this.#request = request;
    this.#info = info;
    this.method = req?.method ?? request.method;
    this.target = req?.url ?? getTarget(request.url);
    this.clientAddress = clientAddress;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  header(name: string): string | undefined {
    const { req } = this.#info;
    if (!req) return this.#request.headers.get(name) ?? undefined;
    const value = req.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  readBody(maxBytes: number): Promise<Buffer | undefined> {
    const { req, res } = this.#info;
    if (!req) return readFetchBody(this.#request, maxBytes);
    // The client waits for this before it sends the body.
    if (req.headers.expect !== undefined) res?.writeContinue();
    return readNodeBody(req, maxBytes);
  }
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
