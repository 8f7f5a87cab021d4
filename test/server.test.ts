import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { StartError } from '../src/errors.ts';
import { type RunningServer, type ServerOptions, startServer } from '../src/server.ts';

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

async function start(fetch: ServerOptions['api']['fetch'], options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  running = await startServer({ api: { fetch }, host: '127.0.0.1', port: 0, log, stopSeconds: 5, ...options });
  return running;
}

/** A handler that answers when told. */
function held(): { fetch(): Promise<Response>; arrived: Promise<void>; answer(): void } {
  const arrived = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  return {
    arrived: arrived.promise,
    answer: () => answered.resolve(),
    async fetch() {
      arrived.resolve();
      await answered.promise;
      return new Response('whole answer');
    },
  };
}

test('asks the fetch handler, with method, path, headers and body', async () => {
  const { url, port } = await start(async (asked) => {
    const { pathname, search } = new URL(asked.url);
    return Response.json({ method: asked.method, pathname, search, type: asked.headers.get('content-type'), body: await asked.text() });
  });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const answer = await fetch(`${url}/graphql?a=1`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"é":1}' });
  expect(await answer.json()).toEqual({ method: 'POST', pathname: '/graphql', search: '?a=1', type: 'application/json', body: '{"é":1}' });
});

test('sends / to the playground', async () => {
  const { url } = await start(() => new Response('not asked'));
  for (const method of ['GET', 'HEAD']) {
    const answer = await fetch(`${url}/`, { method, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/graphql']);
  }
});

test('a handler that throws is masked, and logged', async () => {
  const { url } = await start(() => {
    throw new Error('secret of the house');
  });
  const answer = await fetch(`${url}/graphql`);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] });
  expect(lines).toEqual([{ level: 'error', fields: { err: new Error('secret of the house') }, message: 'request failed' }]);
});

test('a Host header that makes no URL is refused', async () => {
  const { port } = await start(() => new Response('not asked'));
  const asked = request({ port, host: '127.0.0.1', path: '/graphql', headers: { host: '[' } }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  expect(answer.statusCode).toBe(400);
});

test('close lets a request in flight finish, and takes no new one', async () => {
  const slow = held();
  const { url, close } = await start(slow.fetch);
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

test('close does not wait for idle connections, kept alive or never used', async () => {
  const { url, port, close } = await start(() => new Response('ok'));
  const agent = new Agent({ keepAlive: true });
  const [answer] = await once(request(`${url}/graphql`, { agent }).end(), 'response');
  answer.resume();
  await once(answer, 'end');
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');

  const since = performance.now();
  await close();
  expect(performance.now() - since).toBeLessThan(1_000);
  agent.destroy();
  silent.destroy();
});

test('close waits for the work of a client that has left', async () => {
  const slow = held();
  const { url, close } = await start(slow.fetch);
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

test('what does not finish in time is cut off, and said', async () => {
  const never = held();
  const { url, close } = await start(never.fetch, { stopSeconds: 0.1 });
  const answer = fetch(`${url}/graphql`);
  const refused = expect(answer).rejects.toThrow('fetch failed');
  await never.arrived;
  await close();
  await refused;
  expect(lines).toEqual([
    { level: 'warn', fields: { requests: 1, seconds: 0.1 }, message: 'requests did not finish in time and were cut off' },
  ]);
});

test('a taken port and a foreign address are each one sentence', async () => {
  const { port } = await start(() => new Response('ok'));
  const second = startServer({ api: { fetch: () => new Response() }, host: '127.0.0.1', port, log });
  await expect(second).rejects.toThrow(new StartError(`Port ${port} on 127.0.0.1 is taken; set PORT to another.`));
  const foreign = startServer({ api: { fetch: () => new Response() }, host: '192.0.2.1', port: 0, log });
  await expect(foreign).rejects.toThrow(
    new StartError('"192.0.2.1" is no address of this machine; set HOST to one that is, such as 127.0.0.1.'),
  );
});
