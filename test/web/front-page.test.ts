import { gzipSync } from 'node:zlib';
import type { Route } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  explorerOrigin,
  findAxeViolations,
  hasHsgTravels,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

describe('the front page', () => {
  test('tells what is on record, what it covers, and the ways in', async ({ page }) => {
    await openPage(page, '/');
    const ask = '{ visits { totalCount } statements { totalCount } timeline(first: 8) { nodes { summary } } }';
    const answer = await fetch(`${explorerOrigin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ask }),
    });
    const { data } = (await answer.json()) as {
      data: {
        visits: { totalCount: number };
        statements: { totalCount: number };
        timeline: { nodes: { summary: string }[] };
      };
    };
    if (hasHsgTravels) expect(data.visits.totalCount).toBeGreaterThan(3_000);
    const counts = await page.locator('.counts li').allTextContents();
    expect(counts.slice(0, 2)).toEqual([
      `${data.visits.totalCount.toLocaleString('en')} visits`,
      `${data.statements.totalCount.toLocaleString('en')} statements`,
    ]);
    expect(
      await page.locator('section', { hasText: 'Newest entries' }).locator('.entry > a').allTextContents(),
    ).toEqual(data.timeline.nodes.map(({ summary }) => summary));
    expect(await page.locator('.coverage').innerText()).toContain(
      'Emmanuel Macron’s trip to Central Asia, November 2023',
    );
    expect(await page.locator('main .ways a').allTextContents()).toEqual(['Map', 'Timeline', 'Statements', 'Trade']);
  });

  test('is sound to axe, and fits a phone', async ({ page }) => {
    await openPage(page, '/');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('needs less than 200 kB of script, gzipped', async ({ page }) => {
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await openPage(page, '/');
    const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(200_000);
  });
});

test('an address where nothing is says so, with 404 and with what there is', async ({ page }) => {
  const response = await page.goto('/nothing/here');
  await waitUntilLoaded(page);
  expect(response?.status()).toBe(404);
  expect(await page.locator('h1').textContent()).toBe('Nothing is here');
  expect(await page.locator('main .ways a').allTextContents()).toEqual(['Map', 'Timeline', 'Statements', 'Trade']);
  expect(await findAxeViolations(page)).toEqual([]);
});

test('works by keyboard: past the head, to a view, and back', async ({ page }) => {
  await openPage(page, '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.getByRole('link', { name: 'Statements' }).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/statements');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.goBack();
  await page.waitForURL(`${explorerOrigin}/#main`);
});

test('the search in the head finds parties and entries', async ({ page }) => {
  await openPage(page, '/');
  await page.getByLabel('Search the record').fill('tokayev');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?text=tokayev');
  await waitUntilLoaded(page);
  const person = page.locator('.entry', { hasText: 'Person' }).locator('a');
  expect([await person.textContent(), await person.getAttribute('href')]).toEqual([
    'Kassym-Jomart Tokayev',
    '/timeline?of=kassym-jomart-tokayev',
  ]);
  expect(await page.locator('.entry a[href="/entry/kz2023:S8"]').count()).toBe(1);
});

test('colours follow the system, or the reader', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openPage(page, '/');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.getByLabel('Colours').selectOption('light');
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await page.reload();
  await waitUntilLoaded(page);
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await page.getByLabel('Colours').selectOption('system');
  expect(await ground()).toBe(dark);
});

describe('a server that fails', () => {
  const cases: [name: string, answer: (route: Route) => Promise<void>, said: string][] = [
    ['is down', (route) => route.abort(), 'The server can’t be reached'],
    [
      'answers 429',
      (route) =>
        route.fulfill({
          status: 429,
          headers: { 'retry-after': '2', 'content-type': 'application/json' },
          body: JSON.stringify({ errors: [{ message: 'Too many.', extensions: { code: 'RATE_LIMITED' } }] }),
        }),
      'Too many questions at once',
    ],
    [
      'answers 500',
      (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/json',
          body: JSON.stringify({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] }),
        }),
      'The server could not answer',
    ],
    [
      'answers HTML',
      (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
      'The answer was not the server’s',
    ],
  ];
  test.for(cases)('%s: it is said, and asked anew on request', async ([, answer, said], { page }) => {
    await page.route('**/graphql', answer);
    await openPage(page, '/statements');
    const failed = page.locator('.failed').first();
    expect(await failed.locator('h2').textContent()).toBe(said);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.unroute('**/graphql');
    const again = failed.getByRole('button', { name: /^Try again/ });
    // It stays dead for as long as the server asked to wait.
    await again.click();
    await page.locator('.entry').first().waitFor();
  });
});
