import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { resolveSharedPort } from '../../src/server/listen-port.ts';
import { createToken } from '../../src/store/write/token.ts';
import { missingDiskReason, mountSmallDisk } from '../helpers/small-disk.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const size = 40 * 1024 * 1024;

/** A database with a token, on a small disk. */
async function openSmallDisk() {
  const place = openCliSandbox();
  onTestFinished(() => place[Symbol.dispose]());
  const disk = mountSmallDisk(place.resolve('disk'), size);
  onTestFinished(() => disk[Symbol.dispose]());
  const path = join(disk.path, 'record.db');
  await copyTemplateDatabase(path, { dossier: false });
  const db = await openDatabase({ path });
  const { token } = await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()));
  await db.close();
  return { place, disk, path, token };
}

/** Workers end by themselves when the primary was killed. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function send(url: string, query: string, token?: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      connection: 'close',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: object; errors: object[] };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), data, errors };
}

const record = (key: string): string =>
  `mutation { recordPerson(input: { person: { key: "${key}", name: "${key}" }, source: "bverfg-1973", idempotencyKey: "${key}" }) { changed errors { code message } } }`;
const read = (key: string): string => `{ person(key: "${key}") { name } }`;
const written = { status: 200, data: { recordPerson: { changed: true, errors: [] } }, errors: undefined };
const full = {
  status: 503,
  retryAfter: '60',
  data: { recordPerson: null },
  errors: [
    {
      message: expect.stringMatching(/^The disk of the server is full\. Nothing was written; reading still works\./),
      extensions: { code: 'UNAVAILABLE', reason: 'DISK_FULL' },
    },
  ],
};

const getReadiness = async (url: string) => {
  const response = await fetch(new URL('/ready', url));
  return { status: response.status, body: await response.json() };
};
const notReady = {
  status: 503,
  body: { status: 'unavailable', code: 'DISK_FULL', reason: expect.stringMatching(/^The disk of the server is full/) },
};
const getHealth = async (url: string) => (await fetch(new URL('/health', url))).status;

describe.skipIf(missingDiskReason)('a full disk', () => {
  test('rejects mutations, says so, serves reads, and takes writes again when there is space', async () => {
    const { place, disk, path, token } = await openSmallDisk();
    await using server = await place.serve({ CHANCERY_DB: path });
    expect(await send(server.url, record('ada'), token)).toMatchObject(written);

    disk.fill();
    expect(await send(server.url, record('bela'), token)).toMatchObject(full);
    expect(await send(server.url, read('ada'))).toMatchObject({ status: 200, data: { person: { name: 'ada' } } });
    expect(await send(server.url, read('bela'))).toMatchObject({ status: 200, data: { person: null } });
    expect(await getReadiness(server.url)).toEqual(notReady);
    expect(await getHealth(server.url)).toBe(200);
    expect(server.log.find(({ msg }) => msg === 'the database cannot be used')).toMatchObject({
      err: { message: expect.stringContaining(path) },
    });

    disk.free();
    expect(await send(server.url, record('bela'), token)).toMatchObject(written);
    server.sendSignal('SIGTERM');
    expect(await server.exitCode).toBe(0);
    expect((await place.run(['check', '--db', path])).code).toBe(0);
  });

  test.each(['1', '2'])('is served for reading after a restart with %s workers', async (workers) => {
    const { place, disk, path, token } = await openSmallDisk();
    const settings = { CHANCERY_DB: path, CHANCERY_WORKERS: workers };
    {
      await using server = await place.serve(settings);
      expect(await send(server.url, record('ada'), token)).toMatchObject(written);
      // Killed, so the record is in the write-ahead log only.
      server.sendSignal('SIGKILL');
      await server.exitCode;
      const pids = server.log.flatMap(({ workers: ids }) => (ids ?? []) as number[]);
      while (pids.some(isRunning)) await setTimeout(10);
    }
    // The shared memory would have to be created.
    rmSync(`${path}-shm`, { force: true });
    disk.fill();
    {
      await using server = await place.serve(settings);
      expect(server.log.map(({ msg }) => msg)).toContain('serving the database for reading only, until a restart');
      expect(await send(server.url, read('ada'))).toMatchObject({ status: 200, data: { person: { name: 'ada' } } });
      const several = '{ a: countries(first: 1) { totalCount } b: person(key: "ada") { name } }';
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(server.url, several)));
      for (const { data } of answers) expect(data).toMatchObject({ b: { name: 'ada' } });
      expect(await send(server.url, record('bela'), token)).toMatchObject(full);
      expect(await getReadiness(server.url)).toEqual(notReady);
      expect(await getHealth(server.url)).toBe(200);
      server.sendSignal('SIGTERM');
      expect(await server.exitCode).toBe(0);
    }
    disk.free();
    await using server = await place.serve(settings);
    expect(await send(server.url, read('ada'))).toMatchObject({ data: { person: { name: 'ada' } } });
    expect(await send(server.url, record('bela'), token)).toMatchObject(written);
    expect(await getReadiness(server.url)).toEqual({ status: 200, body: { status: 'ready' } });
  });

  test('rejects commands that write to it in one sentence, leaves no partial file, and can be backed up elsewhere', async () => {
    const { place, disk, path } = await openSmallDisk();
    disk.fill();
    for (const args of [
      ['init', '--db', path],
      ['backup', join(disk.path, 'copy.db'), '--db', path],
      ['token', 'create', '--holder', 'Ada', '--db', path],
    ]) {
      const { code, out, err } = await place.run(args);
      expect({ code, out }, args[0]).toEqual({ code: 3, out: '' });
      expect(err).toMatch(/^The disk that holds [^\n]+ is full\. No partial data was written; [^\n]+\.\n$/);
    }
    const elsewhere = place.resolve('copy.db');
    expect((await place.run(['backup', elsewhere, '--db', path])).code).toBe(0);
    expect((await place.run(['check', '--db', elsewhere])).code).toBe(0);
    disk.free();
    expect(readdirSync(disk.path).filter((name) => !name.startsWith('record.db'))).toEqual([]);
    expect((await place.run(['check', '--db', path])).code).toBe(0);
  });

  test('does not end a server whose log is on it', async () => {
    const { disk, path } = await openSmallDisk();
    const log = join(disk.path, 'server.log');
    const output = openSync(log, 'a');
    disk.fill();
    const port = await resolveSharedPort('127.0.0.1', 0);
    const url = `http://127.0.0.1:${port}/graphql`;
    const child = spawn(process.execPath, [cliPath, 'serve'], {
      env: { PATH: process.env.PATH, PORT: String(port), CHANCERY_DB: path },
      stdio: ['ignore', output, 'inherit'],
    });
    closeSync(output);
    const ended = once(child, 'exit');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    while ((await getHealth(url).catch(() => undefined)) !== 200) {
      expect(child.exitCode).toBeNull();
      await setTimeout(20);
    }
    expect(await send(url, '{ __typename }')).toMatchObject({ status: 200 });
    expect(readFileSync(log, 'utf8')).toBe('');
    disk.free();
    while (!readFileSync(log, 'utf8').includes('"msg":"request"')) {
      expect(await send(url, '{ __typename }')).toMatchObject({ status: 200 });
    }
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
