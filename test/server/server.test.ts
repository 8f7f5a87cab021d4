import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/api/http-types.ts';
import { StartError } from '../../src/model/errors.ts';
import { type RunningServer, type ServerOptions, startHttpServer } from '../../src/server/http-server.ts';

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

const text = (body: string): HttpResponse => ({ status: 200, headers: {}, body: Buffer.from(body) });

async function start(
  answer: (asked: HttpRequest) => HttpResponse | Promise<HttpResponse>,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  running = await startHttpServer({
    api: { handle: async (asked) => answer(asked) },
    host: '127.0.0.1',
    port: 0,
    log,
    stopSeconds: 5,
    ...options,
  });
  return running;
}

/** A handler that answers when told. */
function held(): { handler(): Promise<HttpResponse>; arrived: Promise<void>; answer(): void } {
  const arrived = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  return {
    arrived: arrived.promise,
    answer: () => answered.resolve(),
    async handler() {
      arrived.resolve();
      await answered.promise;
      return text('whole answer');
    },
  };
}

test('asks the API, with method, target, address, headers and body', async () => {
  const { url, port } = await start(async (asked) => {
    const { method, target, clientAddress: address } = asked;
    return text(
      JSON.stringify({
        method,
        target,
        address,
        type: asked.header('content-type'),
        body: String(await asked.body(100)),
      }),
    );
  });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const answer = await fetch(`${url}/graphql?a=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"é":1}',
  });
  expect(await answer.json()).toEqual({
    method: 'POST',
    target: '/graphql?a=1',
    address: '127.0.0.1',
    type: 'application/json',
    body: '{"é":1}',
  });
});

test('a handler that throws is masked, and logged', async () => {
  const { url } = await start(() => {
    throw new Error('secret of the house');
  });
  const answer = await fetch(`${url}/graphql`);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] });
  expect(lines).toEqual([
    { level: 'error', fields: { err: new Error('secret of the house') }, message: 'request failed' },
  ]);
});

test('a Host header that makes no URL is refused', async () => {
  const { port } = await start(() => text('not asked'));
  const asked = request({ port, host: '127.0.0.1', path: '/graphql', headers: { host: '[' } }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  expect(answer.statusCode).toBe(400);
});

test('close lets a request in flight finish, and takes no new one', async () => {
  const slow = held();
  const { url, close } = await start(slow.handler);
  const answer = fetch(`${url}/graphql`);
  await slow.arrived;

  const closed = close();
  expect(close()).toBe(closed);
  // What arrives together with the signal is still taken.
  await setTimeout(50);
  await expect(fetch(`${url}/graphql`)).rejects.toThrow('fetch failed');
  slow.answer();
  const response = await answer;
  expect(await response.text()).toBe('whole answer');
  expect(response.headers.get('connection')).toBe('close');
  await closed;
  expect(lines).toEqual([]);
});

// Left to itself Node ends one that was never used after a minute.
test('close does not wait for idle connections, kept alive or never used', { timeout: 30_000 }, async () => {
  const { url, port, close } = await start(() => text('ok'));
  const agent = new Agent({ keepAlive: true });
  const [answer] = await once(request(`${url}/graphql`, { agent }).end(), 'response');
  answer.resume();
  await once(answer, 'end');
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');

  const ended = once(silent, 'close');
  await close();
  await ended;
  agent.destroy();
});

test('close waits for the work of a client that has left', async () => {
  const slow = held();
  const { url, close } = await start(slow.handler);
  const leaving = new AbortController();
  const answer = fetch(`${url}/graphql`, { signal: leaving.signal });
  await slow.arrived;
  leaving.abort();
  await expect(answer).rejects.toThrow('aborted');

  let closed = false;
  const closing = close().then(() => {
    closed = true;
  });
  await setTimeout(100);
  expect(closed).toBe(false);
  slow.answer();
  await closing;
});

test('a client that leaves before its body is whole is no reason to wait', async () => {
  for (const late of [false, true]) {
    const arrived = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<string>();
    const { port, close } = await start(async (asked) => {
      arrived.resolve();
      // It may be gone before it is asked for its body.
      if (late) await once(asked.signal, 'abort');
      const body = await asked.body(100).catch((error: Error) => error.message);
      failed.resolve(String(body));
      return text('');
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nhalf');
    await arrived.promise;
    socket.destroy();
    expect(await failed.promise).toBe('The request ended before its body did.');
    await close();
  }
  expect(lines).toEqual([]);
});

test('what does not finish in time is cut off, and said', async () => {
  const never = held();
  const { url, close } = await start(never.handler, { stopSeconds: 0.1 });
  const answer = fetch(`${url}/graphql`);
  const refused = expect(answer).rejects.toThrow('fetch failed');
  await never.arrived;
  await close();
  await refused;
  expect(lines).toEqual([
    {
      level: 'warn',
      fields: { requests: 1, seconds: 0.1 },
      message: 'requests did not finish in time and were cut off',
    },
  ]);
});

test('a taken port and a foreign address are each one sentence', async () => {
  const { port } = await start(() => text('ok'));
  const second = startHttpServer({ api: { handle: async () => text('') }, host: '127.0.0.1', port, log });
  await expect(second).rejects.toThrow(new StartError(`Port ${port} on 127.0.0.1 is taken; set PORT to another.`));
  const foreign = startHttpServer({ api: { handle: async () => text('') }, host: '192.0.2.1', port: 0, log });
  await expect(foreign).rejects.toThrow(
    new StartError('"192.0.2.1" is no address of this machine; set HOST to one that is, such as 127.0.0.1.'),
  );
});
