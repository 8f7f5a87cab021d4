import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const countResponse = { data: { page: { totalCount: 4 } } };

/** A received request. */
interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string;
}
export type Handler = (response: ServerResponse, got: ReceivedRequest) => void;

export interface MisbehavingServer extends AsyncDisposable {
  readonly url: string;
  /** Every request so far. */
  readonly requests: readonly ReceivedRequest[];
}

/** A real server on a port that handles requests with these handlers in turn; the last one repeats. */
export async function startMisbehavingServer(...handlers: readonly Handler[]): Promise<MisbehavingServer> {
  const got: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const one = { method: request.method ?? '', target: request.url ?? '', body };
    got.push(one);
    (handlers[got.length - 1] ?? handlers.at(-1))?.(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests: got,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const respondJson =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
export const respondHtml =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Sorry</h1>');
  };
export const respondError = (code: string, status: number, headers: Record<string, string> = {}): Handler =>
  respondJson({ errors: [{ message: `It was ${code}.`, extensions: { code } }] }, status, headers);

/** Receives the request and never responds. */
export const neverRespond: Handler = () => {};
/** Closes the connection before responding. */
export const hangUp: Handler = (response) => response.socket?.destroy();
/** Announces more bytes than it sends and closes the connection midway. */
export const truncateResponse: Handler = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":{"page":', () => response.socket?.destroy());
};
/** Sends a byte now and then, and never the last. */
export const dripForever: Handler = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};
/** Sends the given data, which ends in the middle of an event, and closes the connection when the client has read it. */
export const breakStream =
  (text: string, isRead: Promise<void>): Handler =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text);
    void isRead.then(() => response.socket?.destroy());
  };
