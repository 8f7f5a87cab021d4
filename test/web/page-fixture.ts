import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';

export { openPage, waitUntilLoaded } from '../helpers/open-page.ts';

const explorer = inject('explorer');

/** Whether the travel data set of the Office of the Historian is imported. */
export const hasHsgTravels = explorer.travels;
export const noTravels = 'the travel data set is not in ../shared/data';

/** Whether the European Commission's register of crude oil imports is imported. */
export const hasCrudeOil = explorer.crude;

export const explorerOrigin = explorer.url ?? '';

/** One for all tests of a worker, so that scripts and fonts are loaded and compiled once. */
let sharedContext: Promise<BrowserContext> | undefined;

async function openContext(): Promise<BrowserContext> {
  const browser = await chromium.connect(explorer.browser ?? '');
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    baseURL: explorerOrigin,
    acceptDownloads: true,
  });
  // High enough that only a test that hangs reaches it.
  context.setDefaultTimeout(150_000);
  return context;
}

/** A test with its own page. Fails on script errors, requests to other hosts and violations of the content security policy. Skipped without Chromium. */
export const test = base
  .extend<{ page: Page }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the required fixtures from this pattern.
    page: async ({}, use) => {
      sharedContext ??= openContext();
      const context = await sharedContext;
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) problems.push(message.text());
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== explorerOrigin) problems.push(`request to ${url.origin}`);
      });
      await use(page);
      for (const open of context.pages()) await clearAndClose(open);
      await context.clearCookies();
      await context.clearPermissions();
      expect(problems).toEqual([]);
    },
  })
  .skipIf(explorer.url === undefined);

/** Closes a page without what it stored, so that the next test starts like a first visit. */
async function clearAndClose(page: Page): Promise<void> {
  if (page.url().startsWith(explorerOrigin)) await page.evaluate(() => localStorage.clear()).catch(() => undefined);
  await page.close();
}

/** Returns the accessibility violations that axe finds in the light and the dark theme. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Disables transitions: axe would measure colors halfway through one.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const run = `${axe.source};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;
    const results = (await page.evaluate(run)) as string[];
    violations.push(...results.map((violation) => `${colorScheme}: ${violation}`));
  }
  return violations;
}

/** Returns by how many pixels the page is wider than a small phone of 320 px, as text at 400 % needs it. */
export async function measurePhoneOverflow(page: Page): Promise<number> {
  await page.setViewportSize({ width: 320, height: 740 });
  return page.evaluate(() => document.documentElement.scrollWidth - 320);
}

/** Returns the name and the content of a download. */
export async function captureDownload(
  page: Page,
  startDownload: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), startDownload()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') };
}
