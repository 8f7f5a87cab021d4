import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerOptions, startHttpServer } from '../../src/server/http-server.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

test.each<[Partial<ServerOptions>, Record<string, string>, string | undefined]>([
  [{}, { 'x-forwarded-proto': 'https' }, undefined],
  [{ trustProxy: true }, { 'x-forwarded-proto': 'http, https' }, 'https'],
  [{ trustProxy: true }, { 'x-forwarded-proto': 'javascript' }, undefined],
  [{ publicUrl: 'https://chancery.example.org' }, {}, 'https://chancery.example.org'],
])('links of a feed with %j have the address of the server', async (options, headers, expected) => {
  const log = { warn: () => undefined, error: () => undefined };
  const server = await startHttpServer({ api: fixture.api, host: '127.0.0.1', port: 0, log, ...options });
  const response = await fetch(`${server.url}/feed/visits.json?first=1`, { headers });
  const { feed_url: self } = (await response.json()) as { feed_url: string };
  const origin = expected === 'https' ? server.url.replace('http:', 'https:') : (expected ?? server.url);
  expect(self).toBe(`${origin}/feed/visits.json?first=1`);
  await server.close();
});
