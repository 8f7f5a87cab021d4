import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BufferedResponse } from '../../src/api/buffered-response.ts';
import { createHostCheck } from '../../src/server/host-check.ts';
import { type RunningServer, startHttpServer } from '../../src/server/http-server.ts';
import { readConfig, UsageError } from '../../src/server/settings.ts';

const log = { warn() {}, error() {} } as never;

describe('a server on a loopback address', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startHttpServer({
      api: { handleNodeRequest: async () => new BufferedResponse(200, {}, Buffer.from('served')) },
      explorer: ({ url }) => (url === '/' ? { status: 200, headers: {}, body: Buffer.from('explorer') } : undefined),
      host: '127.0.0.1',
      port: 0,
      log,
      isHostAllowed: createHostCheck('127.0.0.1', 'chancery.example.org,*.press.example'),
    });
  });
  afterAll(() => server.close());

  async function send(host: string, path = '/graphql', method = 'GET'): Promise<{ status: number; body: string }> {
    const sent = request({ port: server.port, host: '127.0.0.1', path, method, headers: { host } });
    sent.end(method === 'POST' ? '{}' : undefined);
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, body: await text(response) };
  }

  test.each([
    '127.0.0.1',
    '127.0.0.1:4000',
    '127.8.8.8:1',
    '192.168.1.7:4000',
    'localhost',
    'LocalHost:65535',
    'localhost.',
    'app.localhost:3000',
    '[::1]',
    '[::1]:4000',
    '[2001:db8::7]:80',
    'chancery.example.org',
    'Chancery.Example.Org.:443',
    'daily.press.example',
    'a.b.press.example:8080',
  ])('accepts the host %s', async (host) => {
    expect(await send(host)).toEqual({ status: 200, body: 'served' });
  });

  test.each([
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evillocalhost',
    'press.example',
    'evilpress.example',
    'chancery.example.org.evil.example',
    'xchancery.example.org',
    '0x7f.1',
    'user@localhost',
  ])('rejects the host %s', async (host) => {
    for (const [path, method] of [
      ['/graphql', 'GET'],
      ['/graphql', 'POST'],
      ['/', 'GET'],
      ['/health', 'GET'],
    ] as const) {
      const { status, body } = await send(host, path, method);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({
        errors: [
          {
            message: `Host ${JSON.stringify(host)} is not a name of this server. If it should be, add it to the setting CHANCERY_ALLOWED_HOSTS.`,
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      });
    }
  });

  test('accepts a health check without a Host header, as HTTP/1.0 allows', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET /health HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

test.each([
  ['127.0.0.1', '', ['evil.example', false]],
  ['localhost', '', ['evil.example', false]],
  ['::1', '', ['evil.example', false]],
  ['127.0.0.1', 'a.example', ['a.example', true]],
  ['127.0.0.1', 'a.example,b.example', ['b.example', true]],
  ['127.0.0.1', '*', ['evil.example', true]],
  ['0.0.0.0', '', ['evil.example', true]],
  ['::', '', ['evil.example', true]],
  ['192.168.1.7', '', ['evil.example', true]],
  ['0.0.0.0', 'a.example', ['evil.example', false]],
  ['0.0.0.0', 'a.example', ['a.example', true]],
  ['0.0.0.0', 'a.example', ['192.168.1.7:4000', true]],
  ['server.example', 'a.example', ['server.example', true]],
])('a server on %s with the allowed hosts "%s" treats %j', (boundHost, allowedHosts, [host, expected]) => {
  const check = createHostCheck(boundHost, allowedHosts);
  // The second result is cached.
  for (let time = 0; time < 2; time += 1) expect(check?.(String(host)) ?? true).toBe(expected);
});

describe('CHANCERY_ALLOWED_HOSTS', () => {
  test.each([
    ['Chancery.example.org', 'chancery.example.org'],
    ['a.example, *.b.example', 'a.example,*.b.example'],
    ['*', '*'],
    ['', ''],
  ])('%j is read as %j', (value, expected) => {
    expect(readConfig({}, { CHANCERY_ALLOWED_HOSTS: value }).values.CHANCERY_ALLOWED_HOSTS).toBe(expected);
  });

  test.each(['https://a.example', 'a.example:443', 'a.*.example', 'a.example,', 'a..example', '.a.example', 'a/b'])(
    'rejects %j',
    (value) => {
      expect(() => readConfig({}, { CHANCERY_ALLOWED_HOSTS: value })).toThrow(
        new UsageError(
          `CHANCERY_ALLOWED_HOSTS is "${value}". It must be host names without scheme and port, separated by commas, such as chancery.example.org, or * for any.`,
        ),
      );
    },
  );
});
