import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';

const explorer = inject('explorer');

/** Whether the travels of the Office of the Historian are on record. */
export const hasHsgTravels = explorer.travels;

/** Whether the European Commission's register of crude oil imports is on record: measured flows. */
export const hasCrudeOil = explorer.crude;

export const explorerOrigin = explorer.url ?? '';

let browser: Promise<Browser> | undefined;

/** A test with a page of its own, which is held to what holds everywhere: no error, no other host, nothing that the policy refuses. Skipped without Chromium. */
export const test = base
  .extend<{ page: Page }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures that are asked for from this pattern.
    page: async ({}, use) => {
      browser ??= chromium.connect(explorer.browser ?? '');
      const context = await (await browser).newContext({
        viewport: { width: 1280, height: 900 },
        baseURL: explorerOrigin,
        acceptDownloads: true,
      });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) troubles.push(message.text());
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== explorerOrigin) troubles.push(`asked ${url.origin}`);
      });
      await use(page);
      await context.close();
      expect(troubles).toEqual([]);
    },
  })
  .skipIf(explorer.url === undefined);

/** Opens an address and waits until nothing is being loaded any more. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await waitUntilLoaded(page);
}

export async function waitUntilLoaded(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"]'));
}

/** What axe finds wrong with the page as it stands, in light and in dark. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are half way from one to the other are nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const run = `${axe.source};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;
    const of = (await page.evaluate(run)) as string[];
    found.push(...of.map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** How far the page is wider than a phone of 360 px. */
export async function measurePhoneOverflow(page: Page): Promise<number> {
  await page.setViewportSize({ width: 360, height: 740 });
  return page.evaluate(() => document.documentElement.scrollWidth - 360);
}

/** What a download holds. */
export async function captureDownload(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') };
}
