import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientPacing } from '../../src/api/client-pacing.ts';

const refillPerMinute = 1_200;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends requests of one client at once; returns when each was admitted, in milliseconds. */
async function admitAll(pacing: ClientPacing, client: string, works: readonly number[]): Promise<number[]> {
  const startedAt = performance.now();
  const admittedAt: number[] = [];
  const requests = works.map(async (eventLoopMs, index) => {
    expect(await pacing.admit(client)).toBe(true);
    admittedAt[index] = performance.now() - startedAt;
    pacing.settle(client, { eventLoopMs, isRejected: false });
  });
  await vi.runAllTimersAsync();
  await Promise.all(requests);
  return admittedAt;
}

test('requests with little work are never delayed', async () => {
  const pacing = new ClientPacing(refillPerMinute);
  expect(await admitAll(pacing, 'a', Array<number>(60).fill(0))).toEqual(Array(60).fill(0));
});

test('in any time, a client uses no more than its burst, its share and one request', async () => {
  const works = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(works, async (requests) => {
      const admittedAt = await admitAll(new ClientPacing(refillPerMinute), 'a', requests);
      expect(admittedAt).toEqual(admittedAt.toSorted((left, right) => left - right));
      let usedMs = 0;
      for (const [index, ms] of requests.entries()) {
        // Before the request started, and with the estimate of those that started at the same moment.
        expect(usedMs).toBeLessThanOrEqual(50 + ((admittedAt[index] ?? 0) * refillPerMinute) / 60_000 + 80);
        usedMs += ms;
      }
    }),
    { numRuns: 50 },
  );
});

test('a client with much work does not delay another', async () => {
  const pacing = new ClientPacing(refillPerMinute);
  await pacing.admit('busy');
  pacing.settle('busy', { eventLoopMs: 1_000, isRejected: false });
  let isWaiting = true;
  const next = pacing.admit('busy').finally(() => {
    isWaiting = false;
  });
  expect(await pacing.admit('other')).toBe(true);
  expect(isWaiting).toBe(true);
  await vi.runAllTimersAsync();
  expect(await next).toBe(true);
});

test('of a client, 64 requests may wait', async () => {
  const pacing = new ClientPacing(refillPerMinute);
  await pacing.admit('a');
  pacing.settle('a', { eventLoopMs: 1_000, isRejected: false });
  const waiting = Array.from({ length: 64 }, () => pacing.admit('a'));
  expect(await pacing.admit('a')).toBe(false);
  await vi.runAllTimersAsync();
  expect(await Promise.all(waiting)).toEqual(Array(64).fill(true));
  const next = pacing.admit('a');
  await vi.runAllTimersAsync();
  expect(await next).toBe(true);
});
