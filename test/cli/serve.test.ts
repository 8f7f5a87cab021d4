import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { waitUntilRefused } from '../helpers/refused-connection.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';
import { sendHalfRequest } from './half-request.ts';

const sendQuery = (url: string, query: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });

test('creates a missing database, serves it, and closes everything on SIGTERM', async () => {
  using place = openCliSandbox();
  await using server = await place.serve({ CHANCERY_DATA: 'dossier' });
  expect(server.log.map(({ msg }) => msg)).toEqual(['creating the database', 'created the database', 'listening']);
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/graphql`);
  expect(await (await sendQuery(server.url, '{ __typename }')).json()).toMatchObject({ data: { __typename: 'Query' } });
  for (const path of ['/health', '/ready']) expect((await fetch(new URL(path, server.url))).status).toBe(200);

  server.sendSignal('SIGTERM');
  expect(await server.exitCode).toBe(0);
  expect(server.log.at(-1)?.msg).toBe('stopped');
  // The write-ahead log was checkpointed into the database and removed.
  expect(readdirSync(place.resolve('.'))).toEqual(['record.db']);
});

test('finishes a request in flight after the signal', async () => {
  using place = openCliSandbox();
  await copyTemplateDatabase(place.resolve('record.db'));
  await using server = await place.serve();
  const { finish } = await sendHalfRequest(server.port);
  server.sendSignal('SIGINT');
  await waitUntilRefused(server.port);
  const received = await finish();
  expect(received).toMatch(/^HTTP\/1\.1 200 /);
  expect(received).toContain('"__typename":"Query"');
  expect(await server.exitCode).toBe(0);
});

test('completes all concurrent requests after the signal', async () => {
  using place = openCliSandbox();
  await copyTemplateDatabase(place.resolve('record.db'));
  await using server = await place.serve();
  const query =
    '{ countries(first: 100) { nodes { name names { text language } groups { key } leaders { person { name } } } } }';
  const responses = Array.from({ length: 8 }, async () => {
    const response = await sendQuery(server.url, query);
    return { status: response.status, body: (await response.json()) as { data: { countries: { nodes: unknown[] } } } };
  });
  await Promise.race(responses);
  server.sendSignal('SIGTERM');
  for (const { status, body } of await Promise.all(responses))
    expect([status, body.data.countries.nodes.length]).toEqual([200, 100]);
  expect(await server.exitCode).toBe(0);
  expect(server.log.at(-1)?.msg).toBe('stopped');
});

test('exits immediately on a second signal, once it cannot be a duplicate of the first', async () => {
  using place = openCliSandbox();
  await copyTemplateDatabase(place.resolve('record.db'));
  await using server = await place.serve();
  const { socket } = await sendHalfRequest(server.port);
  socket.on('error', () => undefined);
  const repeated = setInterval(() => server.sendSignal('SIGTERM'), 50);
  expect(await server.exitCode).toBe(143);
  clearInterval(repeated);
  socket.destroy();
});

test('reports a port in use in one sentence and closes the database', async () => {
  using place = openCliSandbox();
  await copyTemplateDatabase(place.resolve('record.db'));
  await using server = await place.serve();
  await copyTemplateDatabase(place.resolve('other.db'));
  const { code, out, err } = await place.run(['serve'], {
    PORT: String(server.port),
    CHANCERY_DB: place.resolve('other.db'),
    LOG_LEVEL: 'error',
  });
  expect({ code, out, err }).toEqual({
    code: 3,
    out: '',
    err: `Port ${server.port} on 127.0.0.1 is already in use; set PORT to another.\n`,
  });
  expect(existsSync(place.resolve('other.db-wal'))).toBe(false);
});

test('removes temporary files of killed processes, but not of running ones', async () => {
  using place = openCliSandbox();
  const dead = place.resolve('.record.db.99999999');
  const living = place.resolve(`.record.db.${process.pid}`);
  for (const room of [dead, living]) {
    mkdirSync(room);
    writeFileSync(`${room}/record.db`, 'half');
  }
  expect((await place.run(['init', '--empty'])).code).toBe(0);
  expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
});
