import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExplorerHandler } from '../../src/server/explorer.ts';
import { type RunningServer, startHttpServer } from '../../src/server/http-server.ts';
import { sendResponse } from '../../src/server/node-http.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
let server: RunningServer;
let token: string;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
  ({ token } = await fixture.db.write((tx) =>
    createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 10 }, new Date()),
  ));
  const log = { warn: () => undefined, error: () => undefined };
  server = await startHttpServer({
    api: fixture.api,
    explorer: createExplorerHandler(),
    host: '127.0.0.1',
    port: 0,
    log,
  });
});
afterAll(async () => {
  await server.close();
  await fixture[Symbol.asyncDispose]();
});

async function send(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    headers: NodeJS.Dict<string | string[]>;
    body: string;
  }>();
  request(`${server.url}${path}`, options, async (response) =>
    resolve({ headers: response.headers, body: await readText(response) }),
  )
    .on('error', reject)
    .end();
  return promise;
}

test('HEAD has the headers of GET, with the length of its body', async () => {
  const [get, head] = await Promise.all(
    ['GET', 'HEAD'].map((method) => send('/export/visits.csv?first=10', { method })),
  );
  expect(head?.body).toBe('');
  expect(head?.headers).toMatchObject({
    'content-length': String(get?.body.length),
    etag: get?.headers.etag,
    link: get?.headers.link,
  });
});

test('a browser that opens the address gets the file', async () => {
  const { headers, body } = await send('/export/topics.csv', { headers: { accept: 'text/html,*/*;q=0.8' } });
  expect(headers['content-type']).toMatch(/^text\/csv/);
  expect(body).toMatch(/^key,name\n/);
});

test('a client that disconnects in the middle of a stream leaves the server to others', async () => {
  const headers = { authorization: `Bearer ${token}` };
  for (let time = 0; time < 4; time += 1) {
    const closed = Promise.withResolvers<void>();
    request(`${server.url}/export/visits.jsonld`, { headers }, (response) => {
      response.once('data', () => response.destroy());
      response.once('close', () => closed.resolve());
    }).end();
    await closed.promise;
  }
  const { body } = await send('/export/visits.csv', { headers });
  expect(body.trim().split('\n').length).toBeGreaterThan(3_000);
});

test('the stream for a client that has left before the response is canceled', async () => {
  const received = Promise.withResolvers<ServerResponse>();
  const other = createServer((_request, response) => received.resolve(response)).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const client = request({ port: (other.address() as AddressInfo).port, host: '127.0.0.1' });
  client.on('error', () => undefined).end();
  const response = await received.promise;
  const closed = once(response, 'close');
  client.destroy();
  await closed;
  const canceled = Promise.withResolvers<void>();
  const body = new ReadableStream({
    pull: (stream) => stream.enqueue(new Uint8Array(10)),
    cancel: () => canceled.resolve(),
  });
  await sendResponse(response, new Response(body), (error) => canceled.reject(error));
  await canceled.promise;
  other.close();
});
