import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { savedSearches } from '../../src/db/tables/index.ts';
import { type RunningAlerts, startAlerts } from '../../src/server/alerts.ts';
import { computeRetryDelay, markFailed } from '../../src/store/alerts/deliveries.ts';
import { parseNetworks } from '../../src/store/alerts/webhook-address.ts';
import { createToken, revokeToken } from '../../src/store/write/token.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const networks = parseNetworks('127.0.0.0/8');
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let database: Awaited<ReturnType<typeof openTemporaryDatabase>>;
let api: ReturnType<typeof createApi>;
let token: { token: string; prefix: string };
beforeAll(async () => {
  database = await openTemporaryDatabase();
  api = createApi({ db: database.db, alerts: { networks, hasMail: false } });
  token = await database.db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 9 }, new Date()));
});
afterAll(async () => {
  await api.dispose();
  await database[Symbol.asyncDispose]();
});

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await database.db.write((tx) => tx.delete(savedSearches).run());
});

interface Received {
  id: string;
  // Each test knows what it reads.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  signatureIsValid: boolean;
}

interface Receiver {
  url: string;
  port: number;
  received: Received[];
  /** Resolves once there are so many requests. */
  waitFor(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A receiver that responds to each request with the result of `respond`: a status, or undefined to cut the connection. */
async function startReceiver(
  respond: (index: number) => number | undefined = () => 204,
  { port = 0, secret = () => '', location = '' }: { port?: number; secret?: () => string; location?: string } = {},
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server: Server = createServer(async (request: IncomingMessage, response) => {
    const body = await readText(request);
    const headers = request.headers as Record<string, string>;
    const signatureIsValid = isSigned(body, headers, secret());
    received.push({ id: headers['webhook-id'] ?? '', body: JSON.parse(body), signatureIsValid });
    const status = respond(received.length - 1);
    if (status === undefined) response.destroy();
    else response.writeHead(status, location ? { location } : {}).end('x'.repeat(100_000));
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const actualPort = (server.address() as AddressInfo).port;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${actualPort}/hook`,
    port: actualPort,
    received,
    async waitFor(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (received.length >= count) resolve();
      await promise;
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  opened.push(receiver);
  return receiver;
}

function isSigned(body: string, headers: Record<string, string>, secret: string): boolean {
  if (secret === '') return false;
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function start(over: Partial<Parameters<typeof startAlerts>[0]> = {}): RunningAlerts {
  const options = {
    db: database.db,
    threads: undefined,
    log,
    networks,
    mail: undefined,
    origin: 'http://chancery.test',
  };
  const alerts = startAlerts({ ...options, pollMs: 5, ...over });
  opened.unshift(alerts);
  return alerts;
}

async function send(document: string, variables: object = {}, authorization = `Bearer ${token.token}`) {
  const response = await api.fetch(
    new Request('http://chancery.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: document, variables }),
    }),
  );
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const { data, errors } = (await response.json()) as { data: any; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

const fields = 'key name list filter channel target pending failingSince lastError disabledAt disabledReason';
const selection = `savedSearch { ${fields} } secret errors { __typename code message ... on InvalidFieldError { path } }`;
const mutate = async (name: string, input: object) => {
  const type = `${name.replace(/^\w/, (letter) => letter.toUpperCase())}Input`;
  return (await send(`mutation($input: ${type}!) { result: ${name}(input: $input) { ${selection} } }`, { input }))
    .result;
};
const create = (webhook: string, filter: object, name = 'a search') =>
  mutate('createSavedSearch', { name, filter, webhook });
const readSearch = async (key: string) => {
  const { viewer } = await send(`{ viewer { savedSearches { ${fields} } } }`);
  return viewer.savedSearches.find((search: { key: string }) => search.key === key);
};

/** Waits until the condition holds. Vitest's time limit ends the wait. */
async function until<T>(read: () => Promise<T>, isReached: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    await setTimeout(5);
  }
}

let lastTopic = 0;
/** Records topics, one change each, and returns their keys. */
async function recordTopics(count: number, name = 'Topic'): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, index) => `topic-${lastTopic + index}`);
  lastTopic += count;
  for (const key of keys) {
    const document = `mutation { result: recordTopic(input: { topic: { key: "${key}", name: "${name} ${key}" }, source: "${await anySource()}" }) { changed errors { message } } }`;
    expect((await send(document)).result).toEqual({ changed: true, errors: [] });
  }
  return keys;
}
let source: string | undefined;
async function anySource(): Promise<string> {
  source ??= String((await send('{ sources(first: 1) { nodes { key } } }')).sources.nodes[0].key);
  return source;
}
const allTopics = { topics: {} };

test('a webhook has each matching change, signed, with a link to the record', async () => {
  let secret = '';
  const receiver = await startReceiver(() => 204, { secret: () => secret });
  const created = await create(receiver.url, { changes: { noun: ['TOPIC'] } });
  ({ secret } = created);
  expect(created).toMatchObject({
    savedSearch: {
      list: 'changes',
      filter: '{"noun":["TOPIC"]}',
      channel: 'WEBHOOK',
      target: receiver.url,
      pending: 0,
    },
    secret: expect.stringMatching(/^whsec_/),
    errors: [],
  });
  start();
  const [key] = await recordTopics(1);
  await receiver.waitFor(1);
  expect(receiver.received).toEqual([
    {
      id: expect.stringMatching(new RegExp(`^${created.savedSearch.key}:${database.db.epoch}:\\d+$`)),
      signatureIsValid: true,
      body: {
        type: 'topic.recorded',
        timestamp: expect.any(String),
        data: {
          search: created.savedSearch.key,
          name: 'a search',
          change: expect.objectContaining({ action: 'RECORDED', by: 'Ada', noun: 'topic', key }),
          record: expect.objectContaining({ sources: [] }),
        },
      },
    },
  ]);
  await until(
    () => readSearch(created.savedSearch.key),
    ({ pending }) => pending === 0,
  );
});

test('only changes of records that match are sent, with their sources', async () => {
  const receiver = await startReceiver();
  await create(receiver.url, { topics: { name: { contains: 'wanted' } } });
  await create(receiver.url, { entries: { party: { key: { eq: 'KZ' } } } });
  start();
  await recordTopics(2);
  const [wanted] = await recordTopics(1, 'Wanted');
  await receiver.waitFor(1);
  const { visits } = await send('{ visits(first: 1, filter: { host: { code: { eq: "KZ" } } }) { nodes { key } } }');
  const visit = visits.nodes[0].key;
  await send(
    `mutation { correctVisit(input: { key: "${visit}", visit: { place: "Somewhere" }, source: "${await anySource()}", acceptUnverified: true }) { errors { message } } }`,
  );
  await receiver.waitFor(2);
  expect(receiver.received.map(({ body }) => [body.type, body.data.change.key])).toEqual([
    ['topic.recorded', wanted],
    ['visit.corrected', visit],
  ]);
  expect(receiver.received[1]?.body.data.record).toMatchObject({
    url: `http://chancery.test/entry/${visit}`,
    sources: expect.arrayContaining([expect.objectContaining({ key: expect.any(String) })]),
  });
});

test('each change arrives exactly once and in order, although server and receiver restart', async () => {
  // The receiver accepts some messages without the server learning of it, and fails for others.
  const outcomes = [204, undefined, 500, 204, undefined];
  let receiver = await startReceiver((index) => outcomes[index % outcomes.length]);
  const { port } = receiver;
  const { savedSearch } = await create(receiver.url, allTopics);
  const all: Received[] = [];
  const keys: string[] = [];
  /** Attempts are made at once instead of after seconds. */
  const retrySoon = () =>
    database.db.write((tx) => tx.update(savedSearches).set({ nextAttemptAt: 0 }).where(sql`1`).run());
  for (let round = 0; round < 4; round += 1) {
    const alerts = start();
    keys.push(...(await recordTopics(3)));
    const minimum = 2;
    await until(retrySoon, () => receiver.received.length >= minimum);
    if (round % 2 === 0) {
      await alerts.close();
    } else {
      await receiver.close();
      all.push(...receiver.received);
      receiver = await startReceiver((index) => outcomes[index % outcomes.length], { port });
      await alerts.close();
    }
  }
  start();
  const { pending } = await until(
    async () => {
      await retrySoon();
      return readSearch(savedSearch.key);
    },
    (search) => search.pending === 0 && new Set([...all, ...receiver.received].map(({ id }) => id)).size >= keys.length,
  );
  all.push(...receiver.received);
  expect(pending).toBe(0);
  const first = [...new Map(all.toReversed().map((message) => [message.id, message])).values()].toReversed();
  expect(first.map(({ body }) => body.data.change.key).toSorted()).toEqual(keys.toSorted());
  expect(all.length).toBeGreaterThan(keys.length);
  // Repetitions have the same content.
  for (const { id, body } of all) expect(body).toEqual(first.find((message) => message.id === id)?.body);
  const firstArrivals = all.filter(({ id }, index) => all.findIndex((message) => message.id === id) === index);
  expect(firstArrivals.map(({ body }) => body.data.change.key)).toEqual(keys);
}, 60_000);

test('a change is not compared twice by two servers', async () => {
  const receiver = await startReceiver();
  const { savedSearch } = await create(receiver.url, allTopics);
  start();
  start();
  await recordTopics(3);
  await until(
    () => readSearch(savedSearch.key),
    ({ pending }) => pending === 0 && receiver.received.length >= 3,
  );
  const ids = new Set(receiver.received.map(({ id }) => id));
  expect(ids.size).toBe(3);
});

test.each([301, 302, 307, 308])('a redirect with status %i is not followed', async (status) => {
  const inside = await startReceiver();
  const receiver = await startReceiver(() => status, { location: inside.url });
  const { savedSearch } = await create(receiver.url, allTopics);
  start();
  await recordTopics(1);
  const { lastError, pending } = await until(
    () => readSearch(savedSearch.key),
    (search) => search.lastError !== null,
  );
  expect(lastError).toBe(`The receiver responded with status ${status}; redirects are not followed.`);
  expect(pending).toBe(1);
  expect(inside.received).toEqual([]);
});

test('an address that is no longer allowed is not connected to', async () => {
  const receiver = await startReceiver();
  const name = `http://localhost:${receiver.port}/hook`;
  const searches = [await create(receiver.url, allTopics), await create(name, allTopics)];
  start({ networks: [] });
  await recordTopics(1);
  for (const { savedSearch } of searches) {
    const { lastError } = await until(
      () => readSearch(savedSearch.key),
      (search) => search.lastError !== null,
    );
    expect(lastError).toMatch(
      /^The address is not allowed: (127\.0\.0\.1|::1) is not a public address \(loopback\)\.$/,
    );
  }
  expect(receiver.received).toEqual([]);
});

test('410 disables a search at once, and its holder can enable it again', async () => {
  const receiver = await startReceiver((index) => (index === 0 ? 410 : 204));
  const { savedSearch } = await create(receiver.url, allTopics);
  start();
  const keys = await recordTopics(2);
  const disabled = await until(
    () => readSearch(savedSearch.key),
    (search) => search.disabledAt !== null,
  );
  expect(disabled.disabledReason).toBe('The receiver responded with 410 Gone.');
  keys.push(...(await recordTopics(1)));
  const enabled = await mutate('updateSavedSearch', { key: savedSearch.key, enabled: true });
  expect(enabled).toMatchObject({
    savedSearch: { disabledAt: null, disabledReason: null, lastError: null },
    errors: [],
  });
  await receiver.waitFor(4);
  expect(receiver.received.slice(1).map(({ body }) => body.data.change.key)).toEqual(keys);
});

test('a search that has failed for five days is disabled with the reason', async () => {
  const { savedSearch } = await create('http://127.0.0.1:9/', allTopics);
  const fail = (now: Date) =>
    database.db.write((tx) => {
      const { id } = tx.select().from(savedSearches).all()[0] ?? { id: 0 };
      return markFailed(tx, id, { now, message: 'No answer.', isFinal: false });
    });
  const firstFailure = new Date();
  expect(await fail(firstFailure)).toBeUndefined();
  expect(await fail(new Date(firstFailure.getTime() + 4.9 * 86_400_000))).toBeUndefined();
  expect(await fail(new Date(firstFailure.getTime() + 5 * 86_400_000))).toBe('Failed for 5 days. No answer.');
  expect(await readSearch(savedSearch.key)).toMatchObject({ disabledReason: 'Failed for 5 days. No answer.' });
});

test('attempts are delayed twice as long each time, up to an hour, with jitter', () => {
  expect([1, 2, 3, 20].map((attempts) => computeRetryDelay(attempts, 1))).toEqual([5_000, 10_000, 20_000, 3_600_000]);
  expect(computeRetryDelay(1, 0)).toBe(2_500);
});

test('a test message arrives, and a new secret signs it', async () => {
  let secret = '';
  const receiver = await startReceiver(() => 204, { secret: () => secret });
  const { savedSearch, secret: first } = await create(receiver.url, allTopics);
  ({ secret } = await mutate('updateSavedSearch', { key: savedSearch.key, rotateSecret: true, name: 'renamed' }));
  expect(secret).not.toBe(first);
  expect(await mutate('testSavedSearch', { key: savedSearch.key })).toMatchObject({ secret: null, errors: [] });
  start();
  await receiver.waitFor(1);
  expect(receiver.received).toEqual([
    expect.objectContaining({ signatureIsValid: true, body: expect.objectContaining({ type: 'test' }) }),
  ]);
  expect(receiver.received[0]?.body.data).toEqual({ search: savedSearch.key, name: 'renamed' });
});

test('nothing is sent while the holder has no valid token, and nothing is lost', async () => {
  const receiver = await startReceiver();
  const grace = { holder: 'Grace', role: 'EDITOR' as const, days: 9 };
  const issued = await database.db.write((tx) => createToken(tx, grace, new Date()));
  await send(
    'mutation($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) { errors { message } } }',
    { input: { name: 'x', filter: allTopics, webhook: receiver.url } },
    `Bearer ${issued.token}`,
  );
  await database.db.write((tx) => revokeToken(tx, issued.prefix, new Date()));
  const ada = await startReceiver();
  await create(ada.url, allTopics);
  start();
  const keys = await recordTopics(2);
  await ada.waitFor(2);
  expect(receiver.received).toEqual([]);
  await database.db.write((tx) => createToken(tx, grace, new Date()));
  await receiver.waitFor(2);
  expect(receiver.received.map(({ body }) => body.data.change.key)).toEqual(keys);
});
