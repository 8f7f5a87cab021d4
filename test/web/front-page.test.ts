import { gzipSync } from 'node:zlib';
import type { Route } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  explorerOrigin,
  findAxeViolations,
  hasCrudeOil,
  hasHsgTravels,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

describe('the home page', () => {
  test('shows counts as links, answers, a quotation with its source, the newest entries and the coverage', async ({
    page,
  }) => {
    await openPage(page, '/');
    const query = `{
      visits { totalCount }
      statements { totalCount }
      entries(first: 6) { nodes { summary } }
      hosts: visitCounts(by: [HOST], first: 10) { count host { name } }
      region: visits(filter: { host: { group: { eq: "143" } }, start: { onOrAfter: "2022-01-01" } }) {
        totalCount
        nodes { statements { totalCount } agreements { totalCount } }
      }
    }`;
    const response = await fetch(`${explorerOrigin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as {
      data: {
        visits: { totalCount: number };
        statements: { totalCount: number };
        entries: { nodes: { summary: string }[] };
        hosts: { count: number; host: { name: string } }[];
        region: {
          totalCount: number;
          nodes: { statements: { totalCount: number }; agreements: { totalCount: number } }[];
        };
      };
    };
    if (hasHsgTravels) expect(data.visits.totalCount).toBeGreaterThan(3_000);
    const counts = await page.locator('a.stat-tile').allTextContents();
    expect(counts.slice(0, 2)).toEqual([
      `${data.visits.totalCount.toLocaleString('en')} visits`,
      `${data.statements.totalCount.toLocaleString('en')} statements`,
    ]);
    expect(
      await page.locator('section', { hasText: 'Newest entries' }).locator('.entry > a').allTextContents(),
    ).toEqual(data.entries.nodes.map(({ summary }) => summary));
    expect(await page.locator('.home-map .ranked-bars li').allTextContents()).toEqual(
      data.hosts.map(({ count, host }) => `${host.name}${count.toLocaleString('en')}`),
    );
    const card = (title: string) => page.locator('.card', { hasText: title });
    const sum = (field: 'statements' | 'agreements'): number =>
      data.region.nodes.reduce((total, visit) => total + visit[field].totalCount, 0);
    expect(await card('Who came to Central Asia').locator('.answer').textContent()).toBe(
      `${data.region.totalCount} visits, followed by ${sum('statements')} statements and ${sum('agreements')} agreements`,
    );
    expect(await card('Which countries did').locator('.ranked-bars li').count()).toBeGreaterThan(0);
    if (hasCrudeOil)
      expect(await card('Who supplies whose crude oil?').locator('.ranked-bars li').first().textContent()).toMatch(
        /^Russia to Germany[\d.]+ million barrels$/,
      );
    expect((await page.locator('.quotation blockquote').innerText()).length).toBeGreaterThan(60);
    expect(await page.locator('.quotation figcaption').innerText()).toMatch(/Emmanuel Macron.*\nSource: \S+/);
    const coverage = await page.locator('.coverage').innerText();
    expect(coverage).toContain('Emmanuel Macron’s trip to Central Asia, November 2023');
    expect(coverage).toContain('Members of OPEC: until 31 December 2025, from ');
  });

  test('suggests records by kind, and opens the selected one', async ({ page }) => {
    await openPage(page, '/');
    const box = page.getByLabel('Search the record');
    await box.fill('kaz');
    await page
      .getByRole('option', { name: /^Kazakhstan/ })
      .first()
      .waitFor();
    expect(await page.locator('.suggestions-label').allTextContents()).toContain('Countries');
    expect(await findAxeViolations(page)).toEqual([]);
    await box.press('ArrowDown');
    await page.locator('.suggestions-item[data-highlighted]').waitFor();
    const name = await page.locator('.suggestions-item[data-highlighted] .suggestions-name').textContent();
    await box.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/');
    await waitUntilLoaded(page);
    expect(await page.locator('h1').textContent()).toContain(name);
  });

  test('passes axe and fits a phone', async ({ page }) => {
    await openPage(page, '/');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('changes its theme at once when the reader prefers reduced motion', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await openPage(page, '/');
    await page.emulateMedia({ colorScheme: 'dark' });
    // Reading a style makes the page apply the new theme, and start the transitions it declares.
    const transitions = await page.evaluate(
      () => getComputedStyle(document.body).color && document.getAnimations().length,
    );
    expect(transitions).toBe(0);
  });

  test('loads less than 200 kB of gzipped script, before the palette and the cards', async ({ page }) => {
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

test('an unknown path responds with 404 and links to the views', async ({ page }) => {
  const response = await page.goto('/nothing/here');
  await waitUntilLoaded(page);
  expect(response?.status()).toBe(404);
  expect(await page.locator('h1').textContent()).toBe('Page not found');
  expect(await page.locator('main .view-links a').allTextContents()).toEqual(
    expect.arrayContaining(['Map', 'Timeline', 'Trade', 'Visits', 'Statements', 'Countries', 'Sources']),
  );
  expect(await findAxeViolations(page)).toEqual([]);
});

test('supports the keyboard: skip link, navigation and back', async ({ page }) => {
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

test('the search box finds parties and entries', async ({ page }) => {
  await openPage(page, '/');
  await page.getByLabel('Search the record').fill('tokayev');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?text=tokayev');
  await waitUntilLoaded(page);
  const person = page.locator('.entry', { hasText: 'Person' }).locator('a');
  expect([await person.textContent(), await person.getAttribute('href')]).toEqual([
    'Kassym-Jomart Tokayev',
    '/people/kassym-jomart-tokayev',
  ]);
  expect(await page.locator('.entry a[href="/entry/kz2023:S8"]').count()).toBe(1);
});

test('the theme follows the system or the selection', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openPage(page, '/');
  const getBackground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await getBackground();
  await page.getByLabel('Theme').selectOption('light');
  expect(await getBackground()).toBe('rgb(255, 255, 255)');
  await page.reload();
  await waitUntilLoaded(page);
  expect(await getBackground()).toBe('rgb(255, 255, 255)');
  await page.getByLabel('Theme').selectOption('system');
  expect(await getBackground()).toBe(dark);
});

describe('error notices', () => {
  const cases: [name: string, respond: (route: Route) => Promise<void>, title: string][] = [
    ['connection refused', (route) => route.abort(), 'The server is unreachable'],
    [
      'status 429',
      (route) =>
        route.fulfill({
          status: 429,
          headers: { 'retry-after': '2', 'content-type': 'application/json' },
          body: JSON.stringify({ errors: [{ message: 'Too many.', extensions: { code: 'RATE_LIMITED' } }] }),
        }),
      'Too many requests',
    ],
    [
      'status 500',
      (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/json',
          body: JSON.stringify({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }] }),
        }),
      'Server error',
    ],
    [
      'an HTML response',
      (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
      'Unexpected response',
    ],
  ];
  test.for(cases)('%s is explained and can be retried', async ([, respond, title], { page }) => {
    await page.route('**/graphql', respond);
    await openPage(page, '/statements');
    const failed = page.locator('.failed').first();
    expect(await failed.locator('h2').textContent()).toBe(title);
    expect(await findAxeViolations(page)).toEqual([]);
    await page.unroute('**/graphql');
    const retryButton = failed.getByRole('button', { name: /^Try again/ });
    // Playwright waits until the button is enabled, after the countdown.
    await retryButton.click();
    await page.locator('.entry').first().waitFor();
  });
});
