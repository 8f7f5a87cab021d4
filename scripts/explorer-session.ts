import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium, missingChromiumMessage } from '../test/helpers/chromium.ts';
import { waitUntilListening } from '../test/helpers/wait-until-listening.ts';

export const root = join(import.meta.dirname, '..');

/**
 * Builds the explorer, serves a database, by default a new one with the bundled data, and calls `use` with a browser and
 * its address.
 */
export async function withExplorer(
  use: (browser: Browser, url: string) => Promise<void>,
  { database }: { database?: string | undefined } = {},
): Promise<void> {
  const launchOptions = findChromium();
  if (!launchOptions) throw new Error(`This needs a browser: ${missingChromiumMessage}.`);
  execFileSync(process.execPath, [join(root, 'scripts/build-web.ts')], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'chancery-explorer-'));
  const server = spawn(process.execPath, [join(root, 'src/cli.ts'), 'serve'], {
    env: { PATH: process.env.PATH, CHANCERY_DB: database ?? join(folder, 'record.db'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await using listening = await waitUntilListening(server);
    const browser = await chromium.launch(launchOptions);
    try {
      await use(browser, new URL(listening.url).origin);
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
