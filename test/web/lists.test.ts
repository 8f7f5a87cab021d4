import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  explorerOrigin,
  findAxeViolations,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

/** The lists whose columns and filters have all components. axe takes five seconds for each. */
const listPaths = ['/visits', '/statements', '/trade-flows', '/positions', '/countries', '/sources'];
/** The other lists, which consist of the same components. */
const otherListPaths = [
  ...['/trade-links', '/agreements', '/figures', '/people', '/organizations', '/groups', '/offices', '/topics'],
];

async function countRecords(query: string): Promise<number> {
  const response = await fetch(`${explorerOrigin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ list: ${query} { totalCount } }` }),
  });
  const { data } = (await response.json()) as { data: { list: { totalCount: number } } };
  return data.list.totalCount;
}

async function openList(page: Page, path: string): Promise<void> {
  await openPage(page, path);
  const field = path.slice(1).replace(/-(\w)/, (_, letter: string) => letter.toUpperCase());
  const count = await countRecords(field);
  expect(await page.locator('.list-count strong').textContent(), path).toBe(count.toLocaleString('en'));
  const rows = page.locator('main').getByRole('row').or(page.locator('.list-items > li'));
  expect(await rows.count(), path).toBeGreaterThan(1);
}

test.for(listPaths)('%s counts its rows, passes axe and fits a phone', async (path, { page }) => {
  await openList(page, path);
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('the other lists count their rows', async ({ page }) => {
  for (const path of otherListPaths) await openList(page, path);
});

describe('the list of visits', () => {
  test('narrows by a counted value, shows it as a chip, and exports what it shows', async ({ page }) => {
    await openPage(page, '/visits?host=KZ');
    const hosted = await countRecords('visits(filter: { host: { code: { eq: "KZ" } } })');
    expect(await page.locator('.list-count').textContent()).toBe(`${hosted} visits`);
    await page.getByRole('region', { name: 'Traveller: counts' }).getByText('Emmanuel Macron').click();
    await page.waitForURL('**/visits?host=KZ&traveller=emmanuel-macron');
    await waitUntilLoaded(page);
    expect(await page.locator('.list-count').textContent()).toBe('1 visit');
    await expect
      .poll(() => page.locator('.filter-chip').allTextContents())
      .toEqual(['Remove the filter Host: Kazakhstan ×', 'Remove the filter Traveller: Emmanuel Macron ×']);
    await page.getByRole('button', { name: 'Download' }).click();
    const url = await page.getByRole('link', { name: 'CSV' }).last().getAttribute('href');
    const csv = await (await fetch(new URL(url ?? '', explorerOrigin))).text();
    expect(csv.trim().split('\n')).toHaveLength(2);
    expect(csv).toContain('kz2023:V1');
    await page.keyboard.press('Escape');
    await page.locator('.filter-chip', { hasText: 'Host' }).click();
    await page.waitForURL('**/visits?traveller=emmanuel-macron');
  });

  test('sorts, and returns to the first page', async ({ page }) => {
    await openPage(page, '/visits?size=2&traveller=emmanuel-macron');
    const first = await page.locator('tbody th').first().textContent();
    await page.getByLabel('Sort').selectOption('oldest');
    await page.waitForURL('**/visits?size=2&traveller=emmanuel-macron&sort=oldest');
    await waitUntilLoaded(page);
    expect(await page.locator('[aria-sort=ascending]').textContent()).toContain('Date');
    expect(await page.locator('tbody th').first().textContent()).not.toBe(first);
  });

  test('becomes cards on a phone, with filters on request', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openPage(page, '/visits?host=KZ');
    expect(await page.locator('thead').isVisible()).toBe(false);
    expect(await page.getByLabel('Traveller’s country', { exact: true }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters (1)' }).click();
    expect(await page.getByLabel('Traveller’s country', { exact: true }).isVisible()).toBe(true);
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
    expect(screens).toBeLessThan(15);
  });

  test('shows the publisher of each row, and the selected value first among the counts', async ({ page }) => {
    await openPage(page, '/visits?host=KZ&traveller=emmanuel-macron');
    expect(await page.locator('tbody td').last().innerText()).toBe('rnbo.org +4');
    const hosts = page.getByRole('region', { name: 'Host: counts' }).getByRole('listitem');
    expect(await hosts.first().innerText()).toMatch(/^Kazakhstan\s+1$/);
    expect(await hosts.first().getByRole('link').getAttribute('aria-current')).toBe('true');
  });

  test('offers no order and no download of an empty list', async ({ page }) => {
    await openPage(page, '/visits?text=zzzz');
    await page.locator('.empty .coverage').waitFor();
    expect(await page.getByLabel('Sort').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Download' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await page.waitForURL(/\/visits$/);
    await page.getByLabel('Sort').waitFor();
  });

  test('offers feeds of the filtered list', async ({ page }) => {
    await openPage(page, '/visits?host=KZ');
    const url = await page.locator('head link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
    const response = await fetch(new URL(url ?? '', explorerOrigin));
    expect(response.headers.get('content-type')).toContain('application/atom+xml');
    expect(await response.text()).toContain('kz2023:V1');
  });

  test('explains a count that takes too long, and shows the rows', async ({ page }) => {
    await page.route('**/graphql*', async (route) => {
      const { url, body } = { url: route.request().url(), body: route.request().postData() ?? '' };
      if (!url.includes('Counts') && !body.includes('query Counts')) return route.continue();
      const error = { message: 'The query took too long.', extensions: { code: 'TIMEOUT' } };
      await route.fulfill({ status: 200, contentType: 'application/graphql-response+json', json: { errors: [error] } });
    });
    await openPage(page, '/visits?host=KZ');
    expect(await page.locator('.list-count').textContent()).toBe(
      'Too many to count. Narrow the filter to see the counts.',
    );
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
  });
});
