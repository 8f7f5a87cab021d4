import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  execFileAsync,
  installSdkPackage,
  repositoryRoot,
  type SdkTestServer,
  startSdkTestServer,
} from './installed-sdk.ts';

const require = createRequire(import.meta.url);

let folder: string;
let tarball: string;
beforeAll(async () => {
  ({ folder, tarball } = await installSdkPackage());
});

test('contains the build output and the schema, and has no dependencies', () => {
  const modules = join(folder, 'node_modules');
  expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['@chancery']);
  expect(readdirSync(join(modules, '@chancery/sdk')).toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
    'src',
  ]);
  const files = readdirSync(join(modules, '@chancery/sdk/dist'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => !/^(generated|react)$|\.js$|\.d\.ts$|\.map$/.test(name))).toEqual(['schema.graphql']);
  const contract = readFileSync(join(modules, '@chancery/sdk/dist/schema.graphql'), 'utf8');
  expect(contract).toBe(readFileSync(join(repositoryRoot, 'schema.graphql'), 'utf8'));
});

test('source and declaration maps lead to the sources in the package', () => {
  const dist = join(folder, 'node_modules/@chancery/sdk/dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const modules = files.filter((name) => /\.(js|d\.ts)$/.test(name));
  expect(modules.length).toBeGreaterThan(40);
  for (const name of modules) {
    const [, map = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(join(dist, name), 'utf8')) ?? [];
    const path = join(dist, dirname(name), map);
    const { sources } = JSON.parse(readFileSync(path, 'utf8')) as { sources: string[] };
    expect(
      sources.map((source) => existsSync(join(dirname(path), source))),
      name,
    ).toEqual([true]);
  }
});

test('its metadata and its README lead to the repository, from npm too', () => {
  const home = join(folder, 'node_modules/@chancery/sdk');
  const { repository, homepage, bugs } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const [, base] = /^git\+(https:.+)\.git$/.exec(repository.url) ?? [];
  expect(repository).toMatchObject({ type: 'git', directory: 'sdk' });
  expect([homepage, bugs.url]).toEqual([`${base}/tree/main/sdk#readme`, `${base}/issues`]);
  const links = [...readFileSync(join(home, 'README.md'), 'utf8').matchAll(/\]\(([^)]+)\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, link = ''] of links) {
    expect(link).toMatch(/^(https:\/\/|#)/);
    const [, path] = new RegExp(`^${base}/(.*)`).exec(link) ?? [];
    if (path === undefined) continue;
    expect(existsSync(join(repositoryRoot, path.replace(/^blob\/main\//, '').replace(/#.*/, ''))), link).toBe(true);
  }
});

test('passes publint and attw', async () => {
  const { messages, pkg } = await publint({
    pkgDir: join(folder, 'node_modules/@chancery/sdk'),
    strict: true,
    pack: false,
  });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  const attw = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js');
  const exclude = ['--exclude-entrypoints', './schema.graphql'];
  const { stdout } = await execFileAsync(process.execPath, [
    attw,
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'json',
    ...exclude,
  ]);
  const { analysis } = JSON.parse(stdout);
  // The package is ESM only: CommonJS resolution is not checked.
  const getResolution = ({ resolutionKind }: { resolutionKind?: string }) =>
    resolutionKind !== 'node10' && resolutionKind !== 'node16-cjs';
  expect(analysis.problems.filter(getResolution)).toEqual([]);
  expect(Object.keys(analysis.entrypoints)).toEqual(['.', './core', './react', './tada', './package.json']);
});

/** The size of a bundled module in kilobytes, minified and gzipped. */
async function kilobytesOf(contents: string): Promise<number> {
  const { outputFiles, warnings } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    // Optional dependencies, which the user's bundle has anyway.
    external: ['react', '@tanstack/react-query', 'gql.tada'],
  });
  expect(warnings).toEqual([]);
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length / 1000;
}
const printed = (call: string): string => `console.log(${call});`;

test('is small', async () => {
  const document = `import { CountVisitsDocument } from '@chancery/sdk';`;
  const options = "{ url: '/graphql' }";
  const sizes = {
    everything: await kilobytesOf(
      `export * from '@chancery/sdk'; export { createClient as core } from '@chancery/sdk/core';`,
    ),
    oneNoun: await kilobytesOf(
      `import { createClient } from '@chancery/sdk'; ${printed(`createClient(${options}).visits.list()`)}`,
    ),
    core: await kilobytesOf(
      `import { createClient } from '@chancery/sdk/core'; ${document} ${printed(`createClient(${options}).request(CountVisitsDocument)`)}`,
    ),
    request: await kilobytesOf(
      `import { createRequest } from '@chancery/sdk'; ${document} ${printed(`createRequest(${options})(CountVisitsDocument)`)}`,
    ),
    react: await kilobytesOf(`export * from '@chancery/sdk/react';`),
    tada: await kilobytesOf(`export * from '@chancery/sdk/tada';`),
  };
  const limits: Record<keyof typeof sizes, number> = {
    everything: 18,
    oneNoun: 8.5,
    core: 4,
    request: 4,
    react: 2,
    tada: 1,
  };
  for (const [name, limit] of Object.entries(limits))
    expect(sizes[name as keyof typeof sizes], name).toBeLessThan(limit);
  // The README states the sizes, rounded up.
  const stated = readFileSync(join(repositoryRoot, 'sdk/README.md'), 'utf8').matchAll(/^\| .+ \| (\d+) kB \|$/gm);
  const { everything, oneNoun, core, react, tada } = sizes;
  expect(Array.from(stated, ([, kilobytes]) => Number(kilobytes))).toEqual(
    [everything, oneNoun, core, react, tada].map(Math.ceil),
  );
});

test('a bundler removes all unused code', async () => {
  expect(await kilobytesOf(`import { format } from '@chancery/sdk'; ${printed('format(null)')}`)).toBeLessThan(1.3);
});

/** A smoke test for any runtime: both entry points, pages, an error, a stream and dates. */
const script = `import { createClient, format, InvalidInputError, isOn, safe } from '@chancery/sdk';
import { createClient as createCore, RateLimitError } from '@chancery/sdk/core';
const url = globalThis.process.argv[2];
const client = createClient({ url, persisted: true });
const codes = [];
for await (const { code } of client.countries.each()) codes.push(code);
const { nodes: [visit] } = await client.visits.list({ filter: { host: { code: { eq: 'KZ' } } } });
const sequences = [];
for await (const { sequence } of client.changes.follow({ afterSequence: 0 })) {
  sequences.push(sequence);
  if (sequences.length === 3) break;
}
const refused = await safe(client.visits.list({ first: 101 }));
const own = await createCore({ url, timeoutMs: 20000 }).request('{ visits { totalCount } }');
console.log(JSON.stringify({
  all: codes.length === await client.countries.count(),
  start: format(visit.start),
  on: isOn(visit.start, '2023-11-01'),
  sequences,
  refused: !refused.ok && refused.error instanceof InvalidInputError && !(refused.error instanceof RateLimitError) && refused.error.fields,
  own,
}));
`;
const expectedOutput = {
  all: true,
  start: '1 November 2023',
  on: true,
  sequences: [1, 2, 3],
  refused: [
    { path: ['first'], message: 'first: 101 is not a page. Ask for 0 to 100, and follow the cursors for more.' },
  ],
  own: { visits: { totalCount: 2 } },
};

describe('runs unchanged', () => {
  const runtimes = join(repositoryRoot, 'sdk/test-runtimes/node_modules');
  const systems = '/usr/bin/node';
  const commands: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
    ['the Node that runs this', process.execPath],
    ['Node 18', join(runtimes, 'node-18/bin/node')],
    ['Node 20', join(runtimes, 'node-20/bin/node')],
    ['Node 26', join(runtimes, 'node-26/bin/node')],
    ['the system’s Node', systems],
    ['Bun', join(runtimes, '@oven/bun-linux-x64/bin/bun')],
    ['Deno', join(runtimes, '@deno/linux-x64-glibc/deno'), 'run', '--allow-net', '--node-modules-dir=manual'],
  ];
  let served: SdkTestServer;
  beforeAll(async () => {
    writeFileSync(join(folder, 'ask.js'), script);
    served = await startSdkTestServer();
    return () => served[Symbol.asyncDispose]();
  }, 60_000);

  for (const [name, program, ...args] of commands) {
    const there = existsSync(program);
    test.skipIf(!there)(
      `on ${name}${there ? '' : ' (skipped: it is not there; "npm ci --prefix sdk/test-runtimes" brings it)'}`,
      async () => {
        const env = {
          PATH: process.env.PATH,
          HOME: folder,
          DENO_DIR: join(folder, '.deno'),
          DENO_NO_UPDATE_CHECK: '1',
          NO_COLOR: '1',
        };
        const { stdout, stderr } = await execFileAsync(program, [...args, 'ask.js', served.url], { cwd: folder, env });
        expect(stderr).toBe('');
        expect(JSON.parse(stdout)).toEqual(expectedOutput);
      },
    );
  }
});

test('TypeScript finds its types', async () => {
  writeFileSync(
    join(folder, 'typed.ts'),
    `import { createClient, type Visit } from '@chancery/sdk';
import { createClient as createCore, type TypedDocumentString } from '@chancery/sdk/core';
export const names = ({ travellers }: Visit): string[] => travellers.map(({ party }) => party.name);
export const first = async (url: string): Promise<Visit | undefined> => (await createClient({ url }).visits.list({ first: 1 })).nodes[0];
// @ts-expect-error no such status
export const wrong = (url: string) => createClient({ url }).visits.count({ filter: { status: ['DONE'] } });
const own = '{ visits { totalCount } }' as TypedDocumentString<{ visits: { totalCount: number } }, object>;
export const counted = async (url: string): Promise<number> => (await createCore({ url }).request(own)).visits.totalCount;
// @ts-expect-error nouns are of the other entrance
export const none = (url: string) => createCore({ url }).visits;
`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--skipLibCheck',
    'false',
  ];
  const { stdout } = await execFileAsync(join(repositoryRoot, 'node_modules/.bin/tsc'), [...options, 'typed.ts'], {
    cwd: folder,
  });
  expect(stdout).toBe('');
});
