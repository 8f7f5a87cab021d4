import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from '../api/graphql-errors.ts';
import type { HttpRequest, HttpResponse } from '../api/http-types.ts';

/** A request of node:http as one to be answered. */
export class NodeHttpRequest implements HttpRequest {
  readonly method: string;
  readonly target: string;
  readonly clientAddress: string | undefined;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #left: AbortController | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, trustProxy: boolean) {
    this.method = request.method ?? 'GET';
    this.target = request.url ?? '/';
    this.#request = request;
    this.#response = response;
    this.clientAddress =
      (trustProxy && lastForwardedAddress(this.header('x-forwarded-for'))) || request.socket.remoteAddress;
  }

  /** Made only for those who ask. */
  get signal(): AbortSignal {
    if (!this.#left) {
      const left = new AbortController();
      if (this.#response.closed) left.abort();
      else this.#response.once('close', () => left.abort());
      this.#left = left;
    }
    return this.#left.signal;
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  body(most: number): Promise<Buffer | undefined> {
    const request = this.#request;
    const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
    const parts: Buffer[] = [];
    let size = 0;
    let ended = false;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= most) parts.push(part);
    });
    request.on('end', () => {
      ended = true;
      resolve(size > most ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts));
    });
    // Nobody is there any more to be told; it may have happened before the body was asked for.
    const cut = (): void => {
      if (!ended) reject(badRequest('The request ended before its body did.'));
    };
    request.on('error', cut);
    request.on('close', cut);
    if (request.destroyed) cut();
    return promise;
  }
}

const lastForwardedAddress = (header: string | undefined): string | undefined => header?.split(',').at(-1)?.trim();

/** Writes the answer; resolves when all of it has been handed to the connection, or its client has left. */
export async function sendResponse(
  response: ServerResponse,
  answer: HttpResponse,
  report: (error: unknown) => void,
): Promise<void> {
  const { status, headers, body } = answer;
  if (body instanceof ReadableStream) return sendStream(response.writeHead(status, headers), body, report);
  if (status !== 204 && status !== 304) headers['content-length'] = String(body?.length ?? 0);
  response.writeHead(status, headers).end(body);
}

/** A part is asked for when the one before it has been taken. */
async function sendStream(
  response: ServerResponse,
  body: ReadableStream<Uint8Array>,
  report: (error: unknown) => void,
): Promise<void> {
  const reader = body.getReader();
  const left = new AbortController();
  response.once('close', () => {
    left.abort();
    reader.cancel().catch(report);
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (done || response.closed) break;
    if (!response.write(value)) await once(response, 'drain', { signal: left.signal }).catch(() => undefined);
  }
  response.end();
}
