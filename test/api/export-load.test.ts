import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiOptions, createApi } from '../../src/api/create-api.ts';
import { openSnapshot } from '../../src/api/export/open-snapshot.ts';
import type { ReadClient } from '../../src/db/reader-threads.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
});
afterAll(() => fixture[Symbol.asyncDispose]());

test('a client is charged for the work of its exports, also after a stream has begun', async () => {
  const { token } = await fixture.db.write((tx) =>
    createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 10 }, new Date()),
  );
  const charges: ['settle' | 'charge', number][] = [];
  const pacing = {
    admit: async () => true,
    settle: (_key: string, { eventLoopMs }: { eventLoopMs: number }) => charges.push(['settle', eventLoopMs]),
    charge: (_key: string, eventLoopMs: number) => charges.push(['charge', eventLoopMs]),
  };
  const rateLimiter = { perMinute: 60, consume: async () => 0, charge: async () => undefined, pacing };
  const api = createApi({ db: fixture.db, rateLimiter: rateLimiter as unknown as ApiOptions['rateLimiter'] });
  const read = async (headers: Record<string, string>): Promise<void> => {
    const response = await api.fetch(new Request('http://chancery.test/export/visits.csv', { headers }));
    expect(response.status).toBe(200);
    await response.text();
  };
  await read({});
  expect(charges).toEqual([['settle', expect.toSatisfy((ms) => ms > 0)]]);
  await read({ authorization: `Bearer ${token}` });
  expect(charges.slice(1)).toEqual([
    ['settle', expect.toSatisfy((ms) => ms > 0)],
    ['charge', expect.toSatisfy((ms) => ms > 0)],
  ]);
  await api.dispose();
});

test('a client with too many waiting exports is rejected', async () => {
  const client = (): ReadClient => ({ key: 'busy', databaseMs: 0, eventLoopMs: 0, isRejected: false });
  const open = (of: ReadClient) =>
    openSnapshot({ db: fixture.db, threads: undefined, client: of, withinMs: 60_000 }).then(({ close }) => close());
  const waiting = Array.from({ length: 65 }, () => open(client()));
  const last = client();
  await expect(open(last)).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(last.isRejected).toBe(true);
  await Promise.all(waiting);
});
