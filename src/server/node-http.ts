import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BufferedResponse } from '../api/buffered-response.ts';

/** The client's address: with `trustProxy` the last one that a proxy has added to `x-forwarded-for`. */
export function getClientAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): string | undefined {
  const forwarded = trustProxy ? headers['x-forwarded-for'] : undefined;
  return (
    String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim() || socket.remoteAddress
  );
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
  if (status !== 204 && status !== 304) headers['content-length'] = String(body?.length ?? 0);
  destination.writeHead(status, headers).end(body);
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
  destination.end();
}
