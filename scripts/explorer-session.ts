import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, missingChromiumMessage } from '../test/helpers/chromium.ts';

export const root = join(import.meta.dirname, '..');

/** Builds the explorer, serves a new database with the bundled data, and calls `use` with a browser and its address. */
export async function withExplorer(use: (browser: Browser, url: string) => Promise<void>): Promise<void> {
  const launchOptions = findChromium();
  if (!launchOptions) throw new Error(`This needs a browser: ${missingChromiumMessage}.`);
  execFileSync(process.execPath, [join(root, 'scripts/build-web.ts')], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'chancery-explorer-'));
  const server = spawn(process.execPath, [join(root, 'src/cli.ts'), 'serve'], {
    env: { PATH: process.env.PATH, CHANCERY_DB: join(folder, 'record.db'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    const url = await readUrl(server.stdout);
    const browser = await chromium.launch(launchOptions);
    try {
      await use(browser, url);
    } finally {
      await browser.close();
    }
  } finally {
    server.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readUrl(log: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: log })) {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
    if (msg === 'listening' && url !== undefined) {
      // What follows must be read, or the server blocks.
      log.resume();
      return new URL(url).origin;
    }
  }
  throw new Error('The server ended before it listened.');
}

/** Opens a page and waits until everything in view has loaded. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"]'));
  await page.evaluate(() => document.fonts.ready);
}
