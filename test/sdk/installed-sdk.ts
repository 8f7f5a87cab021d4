import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { readManifest } from '../../src/server/persisted-manifest.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';

export const repositoryRoot = join(import.meta.dirname, '..', '..');
export const execFileAsync = promisify(execFile);

/** A consumer project with the packed package, installed once per run by the first test file that needs it. */
export async function installSdkPackage(): Promise<{ folder: string; tarball: string }> {
  const folder = join(inject('templateFolder'), 'sdk');
  const tarball = join(folder, 'chancery-sdk-0.1.0.tgz');
  const done = join(folder, 'done');
  try {
    mkdirSync(folder);
  } catch {
    while (!existsSync(done)) await setTimeout(50);
    return { folder, tarball };
  }
  const npm = (...args: string[]) => execFileAsync('npm', [...args, '--cache', join(folder, '.npm')], { cwd: folder });
  await npm('pack', join(repositoryRoot, 'sdk'), '--pack-destination', folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }));
  await npm('install', '--offline', '--no-audit', '--no-fund', tarball);
  writeFileSync(done, '');
  return { folder, tarball };
}

export interface SdkTestServer extends AsyncDisposable {
  readonly url: string;
  /** The HTTP methods of the requests. */
  readonly requestMethods: readonly string[];
}

/** A complete server on a port with the SDK's persisted documents. */
export async function startSdkTestServer(): Promise<SdkTestServer> {
  const fixture = await openApiFixture();
  const manifest = readManifest(join(repositoryRoot, 'sdk/src/generated/persisted-documents.json'));
  const api = createApi({ db: fixture.db, persistedDocuments: { manifest, isManifestOnly: false } });
  const methods: string[] = [];
  const fail = (): never => {
    throw new Error('The server has something to complain of.');
  };
  const server = await startHttpServer({
    api: {
      ...api,
      handleNodeRequest(context) {
        methods.push(context.req.method ?? '');
        return api.handleNodeRequest(context);
      },
    },
    host: '127.0.0.1',
    port: 0,
    log: { warn: fail, error: fail },
  });
  return {
    url: `${server.url}/graphql`,
    requestMethods: methods,
    async [Symbol.asyncDispose]() {
      api.endStreams();
      await server.close();
      await api.dispose();
      await fixture[Symbol.asyncDispose]();
    },
  };
}
