import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { startServer } from '../../src/server/http-server.ts';
import { readManifest } from '../../src/server/persisted-manifest.ts';
import { openWorld } from '../helpers/api-fixture.ts';

export const root = join(import.meta.dirname, '..', '..');
export const run = promisify(execFile);

/** A project of somebody else's, with the package as a registry would have it: packed and installed once in a run, by the first file that asks. */
export async function installed(): Promise<{ folder: string; tarball: string }> {
  const folder = join(inject('templates'), 'sdk');
  const tarball = join(folder, 'chancery-sdk-0.1.0.tgz');
  const done = join(folder, 'done');
  try {
    mkdirSync(folder);
  } catch {
    while (!existsSync(done)) await setTimeout(50);
    return { folder, tarball };
  }
  const npm = (...args: string[]) => run('npm', [...args, '--cache', join(folder, '.npm')], { cwd: folder });
  await npm('pack', join(root, 'sdk'), '--pack-destination', folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }));
  await npm('install', '--offline', '--no-audit', '--no-fund', tarball);
  writeFileSync(done, '');
  return { folder, tarball };
}

export interface Served extends AsyncDisposable {
  readonly url: string;
  /** The HTTP methods of what was asked. */
  readonly methods: readonly string[];
}

/** A whole server on a port, which knows the SDK's documents by their hashes. */
export async function serveRecord(): Promise<Served> {
  const world = await openWorld();
  const manifest = readManifest(join(root, 'sdk/src/generated/persisted-documents.json'));
  const api = createApi({ db: world.db, persisted: { manifest, only: false } });
  const methods: string[] = [];
  const fail = (): never => {
    throw new Error('The server has something to complain of.');
  };
  const server = await startServer({
    api: {
      ...api,
      answer(asked) {
        methods.push(asked.method);
        return api.answer(asked);
      },
    },
    host: '127.0.0.1',
    port: 0,
    log: { warn: fail, error: fail },
  });
  return {
    url: `${server.url}/graphql`,
    methods,
    async [Symbol.asyncDispose]() {
      api.endStreams();
      await server.close();
      await api.dispose();
      await world[Symbol.asyncDispose]();
    },
  };
}
