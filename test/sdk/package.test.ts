import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../src/server.ts';
import { temporaryFolder } from '../kit/scratch-record.ts';
import { openWorld } from '../kit/world.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const npm = (...args: string[]) => run('npm', [...args, '--cache', join(folder.path, '.npm')], { cwd: folder.path });

// The package as a registry would have it, in a project of somebody else's.
beforeAll(async () => {
  const { stdout } = await npm('pack', join(root, 'sdk'), '--json', '--pack-destination', folder.path);
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
  writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }));
  await npm('install', '--offline', '--no-audit', '--no-fund', join(folder.path, filename));
});

test('holds what is built, and brings nothing along', () => {
  const installed = join(folder.path, 'node_modules');
  expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['@chancery']);
  expect(readdirSync(join(installed, '@chancery/sdk')).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const files = readdirSync(join(installed, '@chancery/sdk/dist'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => !/^generated$|\.js$|\.d\.ts$/.test(name))).toEqual([]);
});

/** Kilobytes of a built module and all that it imports, gzipped without their comments: a bundler that minifies makes less. */
function kilobytesOf(entry: string): number {
  const seen = new Map<string, string>();
  const take = (path: string): void => {
    if (seen.has(path)) return;
    const text = readFileSync(path, 'utf8');
    seen.set(path, text.replaceAll(/^\s*(\/?\*|\/\/).*\n/gm, ''));
    for (const [, name = ''] of text.matchAll(/ from '(.+)';$/gm)) take(join(dirname(path), name));
  };
  take(join(folder.path, 'node_modules/@chancery/sdk/dist', entry));
  return gzipSync([...seen.values()].join('')).length / 1000;
}

test('is small: the whole, and the bare call', () => {
  expect(kilobytesOf('index.js')).toBeLessThan(12);
  expect(kilobytesOf('request.js')).toBeLessThan(4);
  // What was measured is what there is.
  expect(kilobytesOf('index.js')).toBeGreaterThan(kilobytesOf('generated/documents.js'));
  expect(kilobytesOf('request.js')).toBeGreaterThan(kilobytesOf('answer.js'));
});

test('plain JavaScript asks a server', async () => {
  writeFileSync(
    join(folder.path, 'ask.js'),
    `import { createClient, InvalidInputError } from '@chancery/sdk';
const client = createClient({ url: process.argv[2] });
const codes = [];
for await (const { code } of client.countries.each()) codes.push(code);
const refused = await client.visits.list({ first: 101 }).catch((error) => error);
console.log(JSON.stringify({ codes: codes.length, count: await client.countries.count(), refused: refused instanceof InvalidInputError }));
`,
  );
  await using world = await openWorld();
  const log = { warn: () => expect.fail('a warning'), error: () => expect.fail('an error') };
  const server = await startServer({ api: world.api, host: '127.0.0.1', port: 0, log });
  try {
    const { stdout } = await run(process.execPath, ['ask.js', `${server.url}/graphql`], { cwd: folder.path });
    const { codes, count, refused } = JSON.parse(stdout);
    expect(codes).toBeGreaterThan(100);
    expect([codes, refused]).toEqual([count, true]);
  } finally {
    await server.close();
  }
});

test('TypeScript finds its types', async () => {
  writeFileSync(
    join(folder.path, 'typed.ts'),
    `import { createClient, type Visit } from '@chancery/sdk';
export const names = ({ travellers }: Visit): string[] => travellers.map(({ person }) => person.name);
export const first = async (url: string): Promise<Visit | undefined> => (await createClient({ url }).visits.list({ first: 1 })).nodes[0];
// @ts-expect-error no such status
export const wrong = (url: string) => createClient({ url }).visits.count({ filter: { status: ['DONE'] } });
`,
  );
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', '--skipLibCheck', 'false'];
  const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), [...options, 'typed.ts'], { cwd: folder.path });
  expect(stdout).toBe('');
});
