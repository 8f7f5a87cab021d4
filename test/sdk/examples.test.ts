import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';
import { browserSkipNote, hasBrowser, launchBrowser, startFileServer } from './browser.ts';
import {
  execFileAsync,
  installSdkPackage,
  repositoryRoot,
  type SdkTestServer,
  startSdkTestServer,
} from './installed-sdk.ts';

const source = join(repositoryRoot, 'examples');
const modules = join(source, 'node_modules');
const hasModules = existsSync(modules);
const unlessModules = hasModules ? '' : ' (skipped: "npm ci --prefix examples" brings what it needs)';

// The examples in a project with the packed package and their other dependencies installed.
const project = createTemporaryFolder();
let served: SdkTestServer;
let files: Awaited<ReturnType<typeof startFileServer>>;
beforeAll(async () => {
  const { folder } = await installSdkPackage();
  for (const name of readdirSync(source))
    if (name !== 'node_modules') cpSync(join(source, name), join(project.path, name), { recursive: true });
  mkdirSync(join(project.path, 'node_modules'));
  // A copy, because its imports are resolved from its real path.
  cpSync(join(folder, 'node_modules/@chancery'), join(project.path, 'node_modules/@chancery'), { recursive: true });
  for (const name of hasModules ? readdirSync(modules) : [])
    symlinkSync(join(modules, name), join(project.path, 'node_modules', name));
  served = await startSdkTestServer();
  files = await startFileServer(project.path);
}, 60_000);
afterAll(async () => {
  await files[Symbol.asyncDispose]();
  await served[Symbol.asyncDispose]();
  project[Symbol.dispose]();
});

const node = (...args: string[]) => execFileAsync(process.execPath, args, { cwd: project.path });

test('a script for Node', async () => {
  const { stdout } = await node('node/visits.js', served.url);
  expect(stdout).toMatch(/^1 visits to Kazakhstan\n1 November 2023: Emmanuel Macron\. .+\n$/);
});

describe.skipIf(!hasModules)(`is typed by the schema in the package${unlessModules}`, () => {
  beforeAll(async () => {
    await node(join(modules, '.bin/graphql-codegen'), '--silent', '--config', 'codegen/codegen.ts');
  }, 60_000);

  test('all examples compile', async () => {
    const { stdout } = await execFileAsync(join(repositoryRoot, 'node_modules/.bin/tsc'), ['-p', '.'], {
      cwd: project.path,
    });
    expect(stdout).toBe('');
  });

  test.each([
    ['gql.tada', 'gql-tada/leaders.ts'],
    ['the client preset of GraphQL Code Generator', 'codegen/leaders.ts'],
  ])('a custom document, with %s', async (_name, file) => {
    expect((await node(file, served.url)).stdout).toBe('Emmanuel Macron, President of France\n');
  });
});

describe.skipIf(!hasBrowser)(`in Chromium${browserSkipNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    return () => browser.close();
  }, 60_000);

  /** A page of the examples and the errors it logs. */
  async function open(path: string, search: Record<string, string> = {}) {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on(
      'console',
      (message) => message.type() === 'error' && !message.text().includes('favicon') && complaints.push(message.text()),
    );
    await page.goto(`${files.url}/${path}?${new URLSearchParams({ url: served.url, ...search })}`);
    return { page, complaints };
  }

  test('a page without a bundler, whose queries need no preflight request', async () => {
    const before = served.requestMethods.length;
    const { page, complaints } = await open('browser/index.html');
    await page.getByRole('listitem').first().waitFor();
    expect(await page.getByRole('status').textContent()).toMatch(/^\d+ found$/);
    expect(await page.locator('li mark').first().textContent()).toMatch(/vassal/i);
    await page.getByRole('textbox').fill('"');
    await page.getByRole('button').click();
    await page.getByText('BAD_INPUT').or(page.getByText('0 found')).waitFor();
    expect(new Set(served.requestMethods.slice(before))).toEqual(new Set(['GET']));
    expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
    await page.close();
  });

  test.skipIf(!hasModules)(`React with TanStack Query, built by esbuild${unlessModules}`, async () => {
    await build({
      entryPoints: [join(project.path, 'react/main.tsx')],
      outfile: join(project.path, 'react/main.js'),
      bundle: true,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      // Symbolic links are preserved: the packages belong to the project.
      preserveSymlinks: true,
    });
    const { page, complaints } = await open('react/index.html', { host: 'UZ' });
    await page.getByRole('listitem').first().waitFor();
    expect(await page.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^1 November 2023: .+Uzbekistan/),
    ]);
    const unknown = await open('react/index.html', { host: 'XQ' });
    await unknown.page.getByRole('alert').waitFor();
    expect(await unknown.page.getByRole('alert').textContent()).toContain('BAD_INPUT: No country has the code "XQ".');
    expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
    await page.close();
    await unknown.page.close();
  });
});
