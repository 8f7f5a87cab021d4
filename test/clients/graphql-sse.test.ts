import { setTimeout } from 'node:timers/promises';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCuttingProxy, readPosition, type ServedDatabase, serveDatabase } from './served-database.ts';

let served: ServedDatabase;
beforeAll(async () => {
  served = await serveDatabase();
});
afterAll(() => served[Symbol.asyncDispose]());

interface Change {
  sequence: number;
  key: string;
}
const document =
  'subscription ($after: Int, $epoch: String) { changes(afterSequence: $after, epoch: $epoch) { sequence key } }';

/** Collects changes until there are `count` of them, and resumes with the id of the last event. */
function collectChanges(
  url: string,
  start: { sequence: number; epoch: string },
  count: number,
  { retry = async () => {} }: { retry?: () => Promise<void> } = {},
): Promise<Change[]> {
  const changes: Change[] = [];
  let lastEventId = '';
  const client = createClient({
    url,
    retryAttempts: Number.POSITIVE_INFINITY,
    retry,
    headers: (): Record<string, string> => (lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<Change[]>();
  client.subscribe<{ changes: Change }, { eventId: string }>(
    { query: document, variables: { after: start.sequence, epoch: start.epoch } },
    {
      next({ data, errors, extensions }) {
        lastEventId = extensions?.eventId ?? lastEventId;
        if (!data) {
          reject(new Error(JSON.stringify(errors)));
          return;
        }
        changes.push(data.changes);
        if (changes.length === count) resolve(changes);
      },
      error: reject,
      complete: () => reject(new Error('The subscription completed.')),
    },
  );
  return promise.finally(() => client.dispose());
}

const range = (start: number, count: number) => Array.from({ length: count }, (_, n) => start + n);

describe('a subscription in distinct connections mode', () => {
  test('receives 1,000 writes once and in order over a connection that is cut', async () => {
    const start = await readPosition(served.url);
    await using proxy = await openCuttingProxy(served.port);
    const received = collectChanges(proxy.url, start, 1_000);
    // Most in batches, because each transaction waits for the disk.
    await Promise.all([served.writePeople('ada', 500, 20), served.writePeople('bela', 500, 5)]);
    const changes = await received;
    expect(changes.map(({ sequence }) => sequence)).toEqual(range(start.sequence + 1, 1_000));
    const keys = ['ada', 'bela'].flatMap((prefix) => range(0, 500).map((n) => `${prefix}-${n}`));
    expect(changes.map(({ key }) => key).sort()).toEqual(keys.sort());
    expect(proxy.cuts()).toBeGreaterThan(10);
  });

  test('continues after a restart of the server', async () => {
    const start = await readPosition(served.url);
    const received = collectChanges(served.url, start, 20, { retry: () => setTimeout(20) });
    await served.writePeople('carl', 10);
    await served.restart();
    await served.writePeople('dora', 10);
    expect((await received).map(({ sequence }) => sequence)).toEqual(range(start.sequence + 1, 20));
  });

  test('follows the guide', async () => {
    const { followChanges } = await import('./generated/guide-graphql-sse.ts');
    const start = await readPosition(served.url);
    await using proxy = await openCuttingProxy(served.port);
    const sequences: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = followChanges(proxy.url, start, ({ sequence }) => {
      sequences.push(sequence);
      if (sequences.length === 50) resolve();
    });
    await served.writePeople('emil', 50);
    await promise;
    stop();
    expect(sequences).toEqual(range(start.sequence + 1, 50));
  });

  test('receives the code of an error', async () => {
    const { sequence } = await readPosition(served.url);
    const failed = collectChanges(served.url, { sequence, epoch: '0f1e2d3c4b5a6978' }, 1);
    await expect(failed).rejects.toThrow('"code":"EPOCH_CHANGED"');
  });
});

test('the single connection mode is refused', async () => {
  const client = createClient({ url: served.url, singleConnection: true, retryAttempts: 0 });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  client.subscribe({ query: document }, { next: resolve, error: resolve, complete: () => resolve(undefined) });
  await expect(promise).resolves.toMatchObject({ message: 'Server responded with 405: Method Not Allowed' });
  client.dispose();
  // The client aborts before the body can be read: the explanation is in the tools of the browser, and in the log.
  const refusal = await (await fetch(served.url, { method: 'PUT' })).json();
  expect(refusal.errors).toEqual([
    {
      message: expect.stringMatching(/^The single connection mode of graphql-sse is not supported/),
      extensions: { code: 'BAD_INPUT' },
    },
  ]);
});
