import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BufferedResponse } from '../api/buffered-response.ts';

const lastValue = (header: string | string[] | undefined): string | undefined =>
  String(header ?? '')
    .split(',')
    .at(-1)
    ?.trim() || undefined;

/** The client's address: with `trustProxy` the last one that a proxy has added to `x-forwarded-for`. */
export function getClientAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): string | undefined {
  return lastValue(trustProxy ? headers['x-forwarded-for'] : undefined) ?? socket.remoteAddress;
}

/** The address of this server behind a proxy that states its protocol; undefined if it does not, or is not trusted. */
export function getForwardedOrigin({ headers }: IncomingMessage, trustProxy: boolean): string | undefined {
  if (!trustProxy) return undefined;
  const protocol = lastValue(headers['x-forwarded-proto']);
  const { host } = headers;
  if ((protocol !== 'http' && protocol !== 'https') || host === undefined) return undefined;
  const address = `${protocol}://${host}`;
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Writes the response; resolves when all of it has been passed to the connection, or the client has disconnected. */
export async function sendResponse(
  destination: ServerResponse,
  response: Response,
  report: (error: unknown) => void,
): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  response.headers.forEach((value, name) => {
    headers[name] = name === 'set-cookie' ? response.headers.getSetCookie() : value;
  });
  const { status } = response;
  // One write for head and body, where Yoga's own writer needs several.
  if (response instanceof BufferedResponse) sendBytes(destination, status, headers, response.bodyBytes);
  else if (response.body) await sendStream(destination.writeHead(status, headers), response.body, report);
  else sendBytes(destination, status, headers);
}

export function sendBytes(
  destination: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body?: Buffer,
): void {
  // The response to a HEAD request states the length of a body that it does not have.
  if (status !== 204 && status !== 304) headers['content-length'] ??= String(body?.length ?? 0);
  const { req: request } = destination;
  if (hasUnreadBody(request)) void sendBeforeBodyEnds(request, destination.writeHead(status, headers), body);
  else destination.writeHead(status, headers).end(body);
}

/** Most clients send the whole request before they read the response. More than this is not worth a readable response. */
const maxDrainedBytes = 64 * 1024 * 1024;

const hasUnreadBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);

/**
 * Writes a response to a request whose body is not read, such as one that is too large. If the connection were closed now, clients that are still
 * sending would get an error instead of the response, so the body is read and dropped first, up to a limit.
 */
async function sendBeforeBodyEnds(request: IncomingMessage, response: ServerResponse, body: Buffer | undefined) {
  if (body) response.write(body);
  else response.flushHeaders();
  const isComplete = await drain(request, maxDrainedBytes);
  response.end();
  if (!isComplete) request.socket.destroySoon();
}

/** Reads and drops the rest of a body. Returns false if it is longer than `maxBytes`, or the client has disconnected. */
function drain(request: IncomingMessage, maxBytes: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) resolve(false);
  });
  request.once('end', () => resolve(true));
  request.once('close', () => resolve(request.complete));
  request.once('error', () => resolve(false));
  if (request.destroyed) resolve(request.complete);
  else request.resume();
  return promise;
}

const endOfStream = { done: true, value: undefined } as const;

/** Reads each chunk only after the connection has taken the one before it. */
async function sendStream(
  destination: ServerResponse,
  body: ReadableStream<Uint8Array>,
  report: (error: unknown) => void,
): Promise<void> {
  const reader = body.getReader();
  const disconnected = new AbortController();
  destination.once('close', () => {
    disconnected.abort();
    reader.cancel().catch(report);
  });
  // The connection may be waiting for a client that reads nothing.
  reader.closed.catch((error) => {
    report(error);
    destination.destroy();
  });
  for (;;) {
    const { done, value } = await reader.read().catch(() => endOfStream);
    if (done || destination.closed) break;
    if (!destination.write(value))
      await once(destination, 'drain', { signal: disconnected.signal }).catch(() => undefined);
  }
  // The client may have disconnected before this function could listen for it.
  if (destination.closed) await reader.cancel().catch(report);
  destination.end();
}
