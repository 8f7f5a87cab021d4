import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { longText, longTextSource } from './long-texts.ts';
import { findAxeViolations, measurePhoneOverflow, openPage, test, waitUntilLoaded } from './page-fixture.ts';

const recordPaths = [
  ...['/countries/KZ', '/people/emmanuel-macron', '/organizations/orano', '/groups/the-west', '/groups/143'],
  ...['/offices/president-of-kazakhstan', '/sources/rnbo-2023-11-01', '/topics/strategic-partnership'],
];

/** Scrolls to the end, section by section, so that everything loads. */
async function loadAllSections(page: Page): Promise<void> {
  while ((await page.locator('.record-section-pending').count()) > 0)
    await page.locator('.record-section-pending').first().scrollIntoViewIfNeeded();
  await waitUntilLoaded(page);
}

test.for(recordPaths)(
  '%s loads all sections, passes axe and is under 15 screens on a phone',
  async (path, { page }) => {
    await openPage(page, path);
    await loadAllSections(page);
    expect(await page.locator('main .failed').count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight / 740)).toBeLessThan(15);
  },
);

test('a source lists the entries that cite it, with their words, and its text where it is stored', async ({ page }) => {
  await openPage(page, '/sources/rnbo-2023-11-01');
  expect(await page.locator('h1').textContent()).toBe('rnbo.org, 1 November 2023');
  const entries = page.getByRole('region', { name: 'Entries that cite this source' });
  expect(await entries.innerText()).toContain('“Uzbekistan, where Macron goes next”');
  await entries.getByRole('link', { name: /statements?$/ }).click();
  await page.waitForURL('**/statements?source=rnbo-2023-11-01');
});

test('all sources of a visit are on its page, and link to their own', async ({ page }) => {
  await openPage(page, '/entry/kz2023:V1');
  expect(await page.locator('.citation a[href^="/sources/"]').count()).toBeGreaterThan(1);
});

test('names link to their pages', async ({ page }) => {
  await openPage(page, '/statements?text=vassal');
  const links = page.locator('.statement a');
  expect(await links.evaluateAll((all) => all.slice(0, 5).map((link) => link.getAttribute('href')))).toEqual([
    '/people/emmanuel-macron',
    expect.stringMatching(/^\/offices\//),
    '/people/kassym-jomart-tokayev',
    '/countries/KZ',
    '/countries/FR',
  ]);
});

test('an unknown key leads to the search and the list', async ({ page }) => {
  await openPage(page, '/people/nobody');
  expect(await page.locator('h1').textContent()).toBe('Person not found');
  expect(await page.getByRole('link', { name: 'show the list' }).getAttribute('href')).toBe('/people');
  expect(await findAxeViolations(page)).toEqual([]);
});

test.for([
  ['a statement', '/entry/web-test:speech', 'Show the whole text'],
  ['the text of a source', `/sources/${longTextSource.key}`, 'Show the whole text'],
] as const)('%s of 100 kB is an excerpt until it is opened', async ([, path, label], { page }) => {
  await page.setViewportSize({ width: 390, height: 740 });
  await openPage(page, path);
  await loadAllSections(page);
  const measureScreens = () => page.evaluate(() => document.documentElement.scrollHeight / 740);
  expect(await measureScreens()).toBeLessThan(15);
  const last = longText.slice(-60);
  expect(await page.locator('main').textContent()).toContain(last);
  await page.getByRole('button', { name: label }).first().click();
  await expect.poll(measureScreens).toBeGreaterThan(30);
});
