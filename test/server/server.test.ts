import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { BufferedResponse } from '../../src/api/buffered-response.ts';
import type { Api } from '../../src/api/create-api.ts';
import { readNodeBody } from '../../src/api/http-request.ts';
import { StartError } from '../../src/model/errors.ts';
import {
  defaultTimeouts,
  type RunningServer,
  type ServerOptions,
  startHttpServer,
} from '../../src/server/http-server.ts';
import { waitUntilRefused } from '../helpers/refused-connection.ts';

const lines: { level: string; fields: unknown; message: string | undefined }[] = [];
const log = {
  warn: (fields: unknown, message?: string) => lines.push({ level: 'warn', fields, message }),
  error: (fields: unknown, message?: string) => lines.push({ level: 'error', fields, message }),
} as unknown as ServerOptions['log'];

let running: RunningServer | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
  lines.length = 0;
});

type Handler = (...args: Parameters<Api['handleNodeRequest']>) => Response | Promise<Response>;

const text = (body: string): Response => new BufferedResponse(200, {}, Buffer.from(body));

async function start(handler: Handler, options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  running = await startHttpServer({
    api: { handleNodeRequest: async (context) => handler(context) },
    host: '127.0.0.1',
    port: 0,
    log,
    shutdownTimeoutSeconds: 5,
    ...options,
  });
  return running;
}

/** A handler that responds when `respond` is called. */
function createPendingHandler(): { handler(): Promise<Response>; arrived: Promise<void>; respond(): void } {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  return {
    arrived: arrived.promise,
    respond: () => released.resolve(),
    async handler() {
      arrived.resolve();
      await released.promise;
      return text('whole answer');
    },
  };
}

test('passes method, URL, client address, headers and body to the API', async () => {
  const { url, port } = await start(async ({ req, clientAddress }) => {
    const { method, url, headers } = req;
    const body = String(await readNodeBody(req, 100));
    return text(JSON.stringify({ method, url, clientAddress, type: headers['content-type'], body }));
  });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const reply = await fetch(`${url}/graphql?a=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"é":1}',
  });
  expect(await reply.json()).toEqual({
    method: 'POST',
    url: '/graphql?a=1',
    clientAddress: '127.0.0.1',
    type: 'application/json',
    body: '{"é":1}',
  });
});

test('masks and logs an error that the API throws', async () => {
  const { url } = await start(() => {
    throw new Error('secret');
  });
  const reply = await fetch(`${url}/graphql`);
  expect(reply.status).toBe(500);
  expect(await reply.json()).toEqual({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] });
  expect(lines).toEqual([{ level: 'error', fields: { err: new Error('secret') }, message: 'request failed' }]);
});

test('rejects a Host header that does not form a URL', async () => {
  const { port } = await start(() => text('not reached'));
  const invalid = request({ port, host: '127.0.0.1', path: '/graphql', headers: { host: '[' } }).end();
  const [reply] = await once(invalid, 'response');
  reply.resume();
  expect(reply.statusCode).toBe(400);
});

test('close lets a request in flight finish and accepts no new one', async () => {
  const slow = createPendingHandler();
  const { url, port, close } = await start(slow.handler);
  const reply = fetch(`${url}/graphql`);
  await slow.arrived;

  const closed = close();
  expect(close()).toBe(closed);
  // Requests that arrive together with the signal are still accepted.
  await waitUntilRefused(port);
  await expect(fetch(`${url}/graphql`)).rejects.toThrow('fetch failed');
  slow.respond();
  const response = await reply;
  expect(await response.text()).toBe('whole answer');
  expect(response.headers.get('connection')).toBe('close');
  await closed;
  expect(lines).toEqual([]);
});

// Node itself closes a connection that was never used after a minute.
test('close does not wait for idle connections, whether used before or not', { timeout: 30_000 }, async () => {
  const { url, port, close } = await start(() => text('ok'));
  const agent = new Agent({ keepAlive: true });
  const [reply] = await once(request(`${url}/graphql`, { agent }).end(), 'response');
  reply.resume();
  await once(reply, 'end');
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');

  const ended = once(silent, 'close');
  await close();
  await ended;
  agent.destroy();
});

test('close waits for the work of a client that has disconnected', async () => {
  const slow = createPendingHandler();
  const { url, port, close } = await start(slow.handler);
  const leaving = new AbortController();
  const reply = fetch(`${url}/graphql`, { signal: leaving.signal });
  await slow.arrived;
  leaving.abort();
  await expect(reply).rejects.toThrow('aborted');

  let closed = false;
  const closing = close().then(() => {
    closed = true;
  });
  await waitUntilRefused(port);
  // Time for a server that does not wait. A busy machine cannot make this fail.
  await setTimeout(100);
  expect(closed).toBe(false);
  slow.respond();
  await closing;
});

test('close does not wait for a client that disconnects before its body is complete', async () => {
  for (const late of [false, true]) {
    const arrived = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<string>();
    const { port, close } = await start(async ({ req, res }) => {
      arrived.resolve();
      // The client may disconnect before its body is read.
      if (late) await once(res, 'close');
      const body = await readNodeBody(req, 100).catch((error: Error) => error.message);
      failed.resolve(String(body));
      return text('');
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nhalf');
    await arrived.promise;
    socket.destroy();
    expect(await failed.promise).toBe('The request ended before its body was complete.');
    await close();
  }
  expect(lines).toEqual([]);
});

test('close cuts off and logs requests that do not finish in time', async () => {
  const never = createPendingHandler();
  const { url, close } = await start(never.handler, { shutdownTimeoutSeconds: 0.1 });
  const reply = fetch(`${url}/graphql`);
  const expectFailure = expect(reply).rejects.toThrow('fetch failed');
  await never.arrived;
  await close();
  await expectFailure;
  expect(lines).toEqual([
    {
      level: 'warn',
      fields: { requests: 1, seconds: 0.1 },
      message: 'requests did not finish in time and were cut off',
    },
  ]);
});

describe('a response to a request whose body is not read', () => {
  const rejection = (): Response =>
    new BufferedResponse(413, { 'content-type': 'text/plain' }, Buffer.from('too large'));

  /** Sends the whole request before it reads anything, as many HTTP clients do. */
  async function writeFirst(port: number, head: string, body: Buffer): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /graphql HTTP/1.1\r\nhost: localhost\r\n${head}\r\n\r\n`);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.write(body, () => resolve());
    });
    return readText(socket);
  }
  const body = Buffer.alloc(20_000_000, 'a');
  const chunked = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);

  test.each([
    ['a content length', `content-length: ${body.length}\r\nconnection: close`, body],
    ['chunks', 'transfer-encoding: chunked\r\nconnection: close', chunked],
  ])('reaches a client that writes first, with %s', async (_name, head, sentBody) => {
    for (const readFirst of [false, true]) {
      const { port, close } = await start(async ({ req }) => {
        if (readFirst) expect(await readNodeBody(req, 1_000)).toBeUndefined();
        return rejection();
      });
      expect(await writeFirst(port, head, sentBody)).toMatch(/^HTTP\/1\.1 413 [\s\S]*too large$/);
      await close();
    }
  });

  test('is followed by the next response on the connection, which stays open', async () => {
    const { port } = await start(({ req }) => (req.url === '/next' ? text('next') : rejection()));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sent = request({ port, host: '127.0.0.1', path: '/', method: 'POST', agent });
    sent.end(Buffer.alloc(1_000_000));
    const [first] = await once(sent, 'response');
    expect([first.statusCode, await readText(first)]).toEqual([413, 'too large']);
    const next = request({ port, host: '127.0.0.1', path: '/next', agent }).end();
    const [second] = await once(next, 'response');
    expect([next.reusedSocket, await readText(second)]).toEqual([true, 'next']);
    agent.destroy();
  });

  test('ends the connection of a client that never stops sending', async () => {
    const { port } = await start(() => rejection());
    const closed = Promise.withResolvers<void>();
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.once('close', () => closed.resolve());
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000), Buffer.from('\r\n')]);
    const send = (error?: Error | null): void => {
      if (!error) socket.write(chunk, send);
    };
    send();
    await closed.promise;
  });

  test('is sent instead of "100 Continue" if the client waits for that', async () => {
    const { port } = await start(() => rejection());
    const sent = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': 5_000_000 },
    });
    const continued: string[] = [];
    sent.on('continue', () => continued.push('continue')).on('error', () => undefined);
    sent.flushHeaders();
    const [reply] = await once(sent, 'response');
    expect([reply.statusCode, await readText(reply), continued]).toEqual([413, 'too large', []]);
    sent.destroy();
  });
});

describe('slow clients', () => {
  const request = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n';
  test.each([
    ['headers', request, { headersTimeout: 100 }, /^HTTP\/1\.1 408 /],
    ['body', `${request}\r\nhalf`, { requestTimeout: 100, headersTimeout: 100 }, /^HTTP\/1\.1 408 /],
    ['first byte', '', { headersTimeout: 100 }, /^HTTP\/1\.1 408 |^$/],
  ])('are cut off if they do not send the %s in time', async (_what, bytes, timeouts, expected) => {
    const { port } = await start(
      async ({ req }) => {
        await readNodeBody(req, 100).catch(() => undefined);
        return text('');
      },
      { timeouts: { ...timeouts, connectionsCheckingInterval: 20 } },
    );
    const socket = connect(port, '127.0.0.1');
    if (bytes) socket.write(bytes);
    expect(await readText(socket)).toMatch(expected);
  });

  test('have the time that the guide states, checked to the second', () => {
    const guide = readFileSync(new URL('../../docs/guide/operate.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
    const { headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval } = defaultTimeouts;
    expect(guide).toContain(
      `A client has ${headersTimeout / 1000} seconds to send the headers of a request and ${requestTimeout / 1000} seconds to send all of it.`,
    );
    expect(guide).toContain(`Idle connections stay open for ${keepAliveTimeout / 1000} seconds`);
    expect(connectionsCheckingInterval).toBeLessThanOrEqual(1000);
  });
});

test('reports a port in use and an address of another machine in one sentence', async () => {
  const { port } = await start(() => text('ok'));
  const second = startHttpServer({ api: { handleNodeRequest: async () => text('') }, host: '127.0.0.1', port, log });
  await expect(second).rejects.toThrow(
    new StartError(`Port ${port} on 127.0.0.1 is already in use; set PORT to another.`),
  );
  const foreign = startHttpServer({
    api: { handleNodeRequest: async () => text('') },
    host: '192.0.2.1',
    port: 0,
    log,
  });
  await expect(foreign).rejects.toThrow(
    new StartError('"192.0.2.1" is not an address of this machine; set HOST to one, such as 127.0.0.1.'),
  );
});
