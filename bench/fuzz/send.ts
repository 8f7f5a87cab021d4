import { request as sendHttp } from 'node:http';
import { connect } from 'node:net';
import type { FuzzRequest } from './requests.ts';

export interface FuzzResponse {
  /** Undefined if the connection was closed without a response. */
  status: number | undefined;
  body: string;
}

const timeoutMs = 60_000;
/** How long a socket may be silent: the server may rightly wait for the rest of a request. */
const silenceMs = 200;

export const send = (port: number, request: FuzzRequest): Promise<FuzzResponse> =>
  'bytes' in request ? sendBytes(port, request.bytes) : sendRequest(port, request);

function sendRequest(port: number, request: Exclude<FuzzRequest, { bytes: Uint8Array }>): Promise<FuzzResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<FuzzResponse>();
  const { method, path, headers, body } = request;
  const outgoing = sendHttp({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    const isStream = response.headers['content-type']?.startsWith('text/event-stream') ?? false;
    const finish = (): void => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // A subscription never ends.
      if (isStream && Buffer.concat(chunks).includes('\n\n')) response.destroy();
    });
    response.on('end', finish);
    response.on('close', finish);
    response.on('error', finish);
  });
  outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`No response within ${timeoutMs / 1_000} seconds.`)));
  outgoing.on('error', (error: NodeJS.ErrnoException) =>
    // A server may respond and close before it has read all of a body.
    error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve({ status: undefined, body: '' }) : reject(error),
  );
  outgoing.end(body);
  return promise;
}

function sendBytes(port: number, bytes: Uint8Array): Promise<FuzzResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<FuzzResponse>();
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  let text = '';
  const finish = (): void => {
    socket.destroy();
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
    resolve({ status: status === undefined ? undefined : Number(status), body: text });
  };
  socket.setTimeout(silenceMs, finish);
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.on('close', finish);
  socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : finish()));
  return promise;
}
