import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createToken } from '../../src/store/write/token.ts';
import { waitUntilRefused } from '../helpers/refused-connection.ts';
import { openCliSandbox } from './cli-sandbox.ts';
import { sendHalfRequest } from './half-request.ts';

interface QueryResult {
  data: {
    person?: { name: string } | null;
    correctPerson?: { __typename: string };
    recordPerson?: { __typename: string };
  };
}

/** Opens a separate connection for each request, since connections are distributed to workers. */
const sendQuery = async (url: string, query: string, headers: Record<string, string> = {}): Promise<QueryResult> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as QueryResult;
};

const running = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('two workers return no stale read after an acknowledged write, replace a killed worker, and stop on one signal', async () => {
  using place = openCliSandbox();
  expect((await place.run(['init', '--empty'])).code).toBe(0);
  const db = await openDatabase({ path: place.resolve('record.db') });
  const { token } = await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()));
  await db.close();
  await using server = await place.serve({ CHANCERY_WORKERS: '2' });
  const messages = () => server.log.filter(({ id }) => id === undefined).map(({ msg }) => msg);
  expect(messages()).toEqual(['listening']);
  const workersIn = (message: string) => (server.log.find(({ msg }) => msg === message)?.workers ?? []) as number[];
  const [first = 0, second = 0] = workersIn('listening');

  const read = async () => (await sendQuery(server.url, '{ person(key: "ada") { name } }')).data.person?.name;
  const write = async (field: string, input: string) => {
    const received = await sendQuery(
      server.url,
      `mutation { ${field}(input: { ${input} }) { changed errors { code message } } }`,
      {
        authorization: `Bearer ${token}`,
      },
    );
    expect(received).toMatchObject({ data: { [field]: { changed: true, errors: [] } } });
  };
  await write('recordPerson', 'person: { key: "ada", name: "0" }, source: "bverfg-1973"');
  for (let round = 1; round <= 6; round += 1) {
    await Promise.all(Array.from({ length: 4 }, read));
    await write(
      'correctPerson',
      `key: "ada", person: { name: "${round}" }, source: "bverfg-1973", reason: "Round ${round}."`,
    );
    expect(await Promise.all(Array.from({ length: 6 }, read))).toEqual(Array(6).fill(String(round)));
  }
  const served = new Set(
    server.log.flatMap(({ msg, pid, cache }) => (msg === 'request' && cache === 'hit' ? [pid] : [])),
  );
  expect(served).toEqual(new Set([first, second]));

  process.kill(first, 'SIGKILL');
  while (!messages().includes('a worker was replaced')) await setTimeout(20);
  expect(server.log.find(({ worker }) => worker === first)).toMatchObject({
    signal: 'SIGKILL',
    msg: expect.stringMatching(/^a worker ended/),
  });
  const [, third = 0] = workersIn('a worker was replaced');
  expect(await Promise.all(Array.from({ length: 6 }, read))).toEqual(Array(6).fill('6'));

  // A request whose body is incomplete still finishes.
  const { finish } = await sendHalfRequest(server.port);
  server.sendSignal('SIGTERM');
  await waitUntilRefused(server.port);
  expect(await finish()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"__typename":"Query"/);
  expect(await server.exitCode).toBe(0);
  expect(messages().slice(-2)).toEqual([
    'stopping: requests in flight may finish; a second signal quits at once',
    'stopped',
  ]);
  expect([first, second, third].filter(running)).toEqual([]);
});

test('a worker that hangs is killed and replaced', async () => {
  using place = openCliSandbox();
  expect((await place.run(['init', '--empty'])).code).toBe(0);
  await using server = await place.serve({ CHANCERY_WORKERS: '2', CHANCERY_HANG_SECONDS: '6' });
  const find = (message: string) => server.log.find(({ msg }) => msg === message);
  const [first = 0, second = 0] = (find('listening')?.workers ?? []) as number[];
  // Stops it without ending it, like an endless loop.
  process.kill(first, 'SIGSTOP');
  while (!find('a worker was replaced')) await setTimeout(20);
  expect(find('a worker did not respond and was killed')).toMatchObject({ worker: first, seconds: 6 });
  expect(server.log.find(({ msg }) => /^a worker ended/.test(msg))).toMatchObject({ worker: first, signal: 'SIGKILL' });
  expect(running(first)).toBe(false);
  expect(find('a worker was replaced')?.workers).toHaveLength(2);
  expect(running(second)).toBe(true);
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendQuery(server.url, '{ __typename }')));
  for (const { data } of answers) expect(data).toEqual({ __typename: 'Query' });
});

test('the rate limit applies to all workers together, and a stream ends with them', async () => {
  using place = openCliSandbox();
  await using server = await place.serve({ CHANCERY_WORKERS: '2', CHANCERY_RATE: '5' });
  const post = (query: string, accept: string) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', accept },
      body: JSON.stringify({ query }),
    });
  const stream = await post('subscription { changes { sequence } }', 'text/event-stream');
  const statuses: number[] = [];
  for (let time = 0; time < 6; time += 1) statuses.push((await post('{ __typename }', 'application/json')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  server.sendSignal('SIGTERM');
  expect(await stream.text()).toMatch(/^(:\n\n)+$/);
  expect(await server.exitCode).toBe(0);
});

test('reports a port in use in one sentence before starting workers', async () => {
  using place = openCliSandbox({ here: true });
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const { code, out, err } = await place.run(['serve', '--workers', '2'], { PORT: String(port), LOG_LEVEL: 'error' });
  holder.close();
  expect({ code, out, err }).toEqual({
    code: 3,
    out: '',
    err: `Port ${port} on 127.0.0.1 is already in use; set PORT to another.\n`,
  });
});
