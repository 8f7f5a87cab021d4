import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FairQueue } from '../../src/store/fair-queue.ts';

const limits = { slots: 2, maxWaitingPerClient: 100, maxWaiting: 1_000, maxWaitMs: 1_000 };

/** Lets everything that can start do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('runs one task per client, no more than a group has slots, and every task', async () => {
  const tasks = fc.array(fc.record({ client: fc.nat(4), group: fc.nat(2) }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      tasks,
      fc.integer({ min: 1, max: 3 }),
      fc.infiniteStream(fc.nat()),
      async (all, slots, choices) => {
        const queue = new FairQueue({ ...limits, slots });
        const running: { client: number; group: number; release: () => void }[] = [];
        let finished = 0;
        for (const task of all) {
          void queue
            .acquire(String(task.client), String(task.group))
            .then((release) => running.push({ ...task, release }));
        }
        for (;;) {
          await settle();
          expect(new Set(running.map(({ client }) => client)).size).toBe(running.length);
          for (const group of [0, 1, 2])
            expect(running.filter((task) => task.group === group).length).toBeLessThanOrEqual(slots);
          const index = running.length === 0 ? -1 : Number(choices.next().value) % running.length;
          const [next] = index < 0 ? [] : running.splice(index, 1);
          if (!next) break;
          finished += 1;
          next.release();
          // A second call has no effect.
          next.release();
        }
        expect(finished).toBe(all.length);
      },
    ),
  );
});

test('serves a new client before the further tasks of a busy one', async () => {
  const queue = new FairQueue({ ...limits, slots: 1 });
  const order: string[] = [];
  const releases: (() => void)[] = [];
  const add = (client: string, name: string) =>
    void queue.acquire(client).then((release) => {
      order.push(name);
      releases.push(release);
    });
  for (let index = 1; index <= 5; index += 1) add('busy', `busy ${index}`);
  add('new', 'new 1');
  for (let turn = 0; turn < 6; turn += 1) {
    await settle();
    releases.shift()?.();
  }
  expect(order.slice(0, 2)).toEqual(['busy 1', 'new 1']);
  expect(order).toHaveLength(6);
});

test('rejects a task when too many are waiting, of its client or in total', async () => {
  const queue = new FairQueue({ ...limits, slots: 1, maxWaitingPerClient: 2, maxWaiting: 3 });
  await queue.acquire('a');
  const waiting = [queue.acquire('a'), queue.acquire('a')];
  await expect(queue.acquire('a')).rejects.toMatchObject({ code: 'OVERLOADED' });
  waiting.push(queue.acquire('b'));
  await expect(queue.acquire('c')).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(waiting).toHaveLength(3);
  for (const task of waiting) task.catch(() => undefined);
});

test('rejects a task that has waited too long, and continues with the next', async () => {
  vi.useFakeTimers();
  try {
    const queue = new FairQueue({ ...limits, slots: 1 });
    const release = await queue.acquire('a');
    const late = expect(queue.acquire('b')).rejects.toMatchObject({ code: 'OVERLOADED' });
    await vi.advanceTimersByTimeAsync(limits.maxWaitMs);
    await late;
    const next = queue.acquire('c');
    release();
    expect(await next).toBeTypeOf('function');
  } finally {
    vi.useRealTimers();
  }
});
