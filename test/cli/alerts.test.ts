import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createToken } from '../../src/store/write/token.ts';
import { openCliSandbox } from './cli-sandbox.ts';

interface Delivery {
  id: string;
  body: string;
  headers: Record<string, string>;
  response: ServerResponse;
}

/** A receiver that holds its responses until the test sends them. */
async function startReceiver() {
  const deliveries: Delivery[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer(async (request, response) => {
    const headers = request.headers as Record<string, string>;
    const body = await readText(request);
    deliveries.push({ id: headers['webhook-id'] ?? '', body, headers, response });
    for (const { count, resolve } of waiting) if (deliveries.length >= count) resolve();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    /** Waits for the delivery with this number, from 1. */
    async waitFor(count: number): Promise<Delivery> {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (deliveries.length >= count) resolve();
      await promise;
      const delivery = deliveries[count - 1];
      if (!delivery) throw new Error(`There is no delivery ${count}.`);
      return delivery;
    },
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.each(['1', '2'])(
  'with %s workers, a message whose receipt the killed server did not see is sent again with its id, and no other',
  async (workers) => {
    using place = openCliSandbox();
    using receiver = await startReceiver();
    expect((await place.run(['init', '--empty'])).code).toBe(0);
    const db = await openDatabase({ path: place.resolve('record.db') });
    const { token } = await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()));
    await db.close();
    const settings = { CHANCERY_WORKERS: workers, CHANCERY_WEBHOOK_NETWORKS: '127.0.0.0/8' };
    const send = async (url: string, query: string) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      return ((await response.json()) as { data: { result: { secret?: string; errors: object[] } } }).data.result;
    };
    const record = (url: string, key: string) =>
      send(
        url,
        `mutation { result: recordTopic(input: { topic: { key: "${key}", name: "${key}" }, source: "bverfg-1973" }) { errors { message } } }`,
      );

    let secret: string | undefined;
    {
      await using server = await place.serve(settings);
      const created = await send(
        server.url,
        `mutation { result: createSavedSearch(input: { name: "Topics", filter: { topics: {} }, webhook: "${receiver.url}" }) { secret errors { message } } }`,
      );
      ({ secret } = created);
      expect(created.errors).toEqual([]);
      for (const key of ['first', 'second']) expect((await record(server.url, key)).errors).toEqual([]);
      // The receiver has the message, but the server ends before it has the response.
      await receiver.waitFor(1);
      server.sendSignal('SIGKILL');
      await server.exitCode;
    }
    await using server = await place.serve(settings);
    expect((await record(server.url, 'third')).errors).toEqual([]);
    for (const number of [2, 3, 4]) (await receiver.waitFor(number)).response.writeHead(204).end();
    const deliveries = await Promise.all([1, 2, 3, 4].map((number) => receiver.waitFor(number)));
    const keys = deliveries.map(({ body }) => JSON.parse(body).data.change.key as string);
    expect(keys).toEqual(['first', 'first', 'second', 'third']);
    expect(deliveries[1]).toMatchObject({ id: deliveries[0]?.id, body: deliveries[0]?.body });
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(3);
    for (const { body, headers } of deliveries) expect(new Webhook(secret ?? '').verify(body, headers)).toBeTruthy();
  },
);
