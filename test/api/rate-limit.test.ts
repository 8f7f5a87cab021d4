import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Api, createApi } from '../../src/api/create-api.ts';
import { type ServerOptions, startHttpServer } from '../../src/server/http-server.ts';
import { createRateLimiter } from '../../src/server/rate-limiter.ts';
import { readConfig } from '../../src/server/settings.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildPost } from './traced-api.ts';

const log = { warn() {}, error() {} } as unknown as ServerOptions['log'] & Parameters<typeof createRateLimiter>[1];
const limitOf = (environment: Record<string, string>) => createRateLimiter(readConfig({}, environment).values, log);

let fixture: ApiFixture;
let api: Api;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
});
beforeEach(async () => {
  // The test advances the clock.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
  api = createApi({
    db: fixture.db,
    rateLimiter: await limitOf({ CHANCERY_RATE: '3' }),
    responseCacheBytes: 1_000_000,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await api.dispose();
});
afterAll(() => fixture[Symbol.asyncDispose]());

interface From {
  address?: string;
  token?: string;
  query?: string;
}
const init = ({ token, query = '{ __typename }' }: From) =>
  buildPost({ query }, token === undefined ? {} : { authorization: `Bearer ${token}` });
const sendRequest = ({ address = '192.0.2.1', ...from }: From = {}) =>
  api.fetch(new Request('http://chancery.test/graphql', init(from)), { clientAddress: address });

async function statuses(times: number, from: From | ((time: number) => From) = {}): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1)
    found.push((await sendRequest(typeof from === 'function' ? from(time) : from)).status);
  return found;
}

test('rejects the fourth request within a minute at a limit of three and sends Retry-After', async () => {
  expect(await statuses(3)).toEqual([200, 200, 200]);
  vi.setSystemTime(Date.now() + 18_000);
  const response = await sendRequest();
  const { status, headers } = response;
  expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([429, '42', 'no-store']);
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'The limit of 3 requests per minute is exceeded. Try again in 42 s.',
        extensions: { code: 'RATE_LIMITED' },
      },
    ],
  });
  expect((await sendRequest()).headers.get('retry-after')).toBe('42');
  vi.setSystemTime(Date.now() + 42_000);
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
});

test('counts rejected and cached requests', async () => {
  expect((await sendRequest({ query: '{ nope }' })).status).toBe(400);
  expect(await statuses(3)).toEqual([200, 200, 429]);
});

test('counts each IPv4 address and each IPv6 network separately', async () => {
  expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  expect(await statuses(1, { address: '192.0.2.2' })).toEqual([200]);
  expect(await statuses(1, { address: '::ffff:192.0.2.1' })).toEqual([429]);
  const network = ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:0DB8::3%eth0', '2001:db8:0:0:1:2:3:4'];
  expect(await statuses(4, (time) => ({ address: network[time] ?? '' }))).toEqual([200, 200, 200, 429]);
  expect(await statuses(1, { address: '2001:db8:0:1::1' })).toEqual([200]);
});

test('counts a token across addresses; invalid tokens do not bypass the limit of the address', async () => {
  expect(await statuses(4, (time) => ({ token: 'one', address: `192.0.2.${time + 10}` }))).toEqual([
    200, 200, 200, 429,
  ]);
  expect(await statuses(4, (time) => ({ token: `made-up-${time}` }))).toEqual([200, 200, 200, 429]);
});

test('a flood of rejected requests is answered slowly, and delays no other client', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  expect(await statuses(3)).toEqual([200, 200, 200]);
  const rejected: number[] = [];
  const flood = Array.from({ length: 70 }, async () => rejected.push((await sendRequest()).status));
  await vi.waitFor(() => expect(rejected.length).toBeGreaterThan(10), { interval: 1 });
  expect(await statuses(2, { address: '192.0.2.2' })).toEqual([200, 200]);
  expect(rejected.length).toBeLessThan(30);
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all(flood);
  expect(new Set(rejected)).toEqual(new Set([429]));
});

test('does not count preflight requests and health checks', async () => {
  const fetchPath = (path: string, given: RequestInit) =>
    api.fetch(new Request(`http://chancery.test${path}`, given), { clientAddress: '192.0.2.1' });
  for (let time = 0; time < 4; time += 1) {
    expect((await fetchPath('/graphql', { method: 'OPTIONS' })).status).toBe(204);
    expect((await fetchPath('/health', {})).status).toBe(200);
  }
  expect(await statuses(3)).toEqual([200, 200, 200]);
});

test.each([
  [{}, undefined],
  [{ HOST: 'localhost' }, undefined],
  [{ HOST: '::1' }, undefined],
  [{ HOST: '127.1.2.3' }, undefined],
  [{ HOST: '0.0.0.0' }, 600],
  [{ HOST: '::' }, 600],
  [{ HOST: '0.0.0.0', CHANCERY_RATE: '0' }, undefined],
  [{ CHANCERY_RATE: '5' }, 5],
])('the settings %j limit to %s a minute', async (environment, perMinute) => {
  expect((await limitOf(environment))?.perMinute).toBe(perMinute);
});

test.each([
  [
    'on',
    ['203.0.113.1', '198.51.100.7, 203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2'],
    [200, 200, 200, 429, 200],
  ],
  ['off', ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'], [200, 200, 200, 429]],
])(
  'over a port, x-forwarded-for with trust %s: uses its last address or the connection',
  async (trust, forwarded, expected) => {
    const server = await startHttpServer({ api, host: '127.0.0.1', port: 0, log, trustProxy: trust === 'on' });
    const found: number[] = [];
    for (const address of forwarded) {
      const { method, headers, body } = init({});
      const given = {
        method: String(method),
        headers: { ...(headers as Record<string, string>), 'x-forwarded-for': address },
        body: String(body),
      };
      found.push((await fetch(`${server.url}/graphql`, given)).status);
    }
    await server.close();
    expect(found).toEqual(expected);
  },
);
