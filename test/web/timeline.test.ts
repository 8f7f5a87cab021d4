import { expect } from 'vitest';
import {
  captureDownload,
  findAxeViolations,
  hasHsgTravels,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

const keys = '.numbered .entry > p.minor code';

test('lists every entry of a country, newest first, on the axis and in the list', async ({ page }) => {
  await openPage(page, '/timeline?of=UZ');
  expect(await page.locator('h1').textContent()).toBe('Timeline of Uzbekistan');
  const listedKeys = await page.locator(keys).allTextContents();
  expect(listedKeys).toContain('kz2023:V2');
  expect(await page.locator('p[role=status]', { hasText: 'entries' }).textContent()).toBe(
    `${listedKeys.length} entries`,
  );
  const visit = page.locator('.numbered .entry', { hasText: 'kz2023:V2' });
  expect(await visit.locator('.entry-head').innerText()).toMatch(/1 November 2023\s+Visit$/);
  expect(await visit.locator('p.minor').innerText()).toContain(
    'Emmanuel Macron, Uzbekistan, Shavkat Mirziyoyev · 5 sources',
  );
  const marks = await page.locator('.mark').evaluateAll((all) => all.map((mark) => mark.getAttribute('href')));
  expect(marks).toEqual(listedKeys.map((key) => `#entry-${key}`));
  const firstDays = await page
    .locator('.numbered .entry')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('time')?.dateTime));
  const dated = firstDays.filter((day) => day !== undefined);
  expect(dated.length).toBeGreaterThan(1);
  expect(dated).toEqual(dated.toSorted().reverse());
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('draws “last week” as a range, marks disputes, and links marks to the list', async ({ page }) => {
  await openPage(page, '/timeline?of=kassym-jomart-tokayev');
  const disputed = page.locator('.mark.Statement', { hasText: 'disputed' });
  expect(await disputed.getAttribute('aria-label')).toMatch(
    /^\d+ ≠ disputed Tokayev told Macron.*\(Statement, 1 November 2023\)$/,
  );
  await disputed.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#entry-kz2023:S8$/);
  expect(await page.locator('.entry:target .disputed').textContent()).toBe('≠ disputed');
  await openPage(page, '/timeline?of=RU&kinds=STATEMENT');
  const bar = page.locator('.mark .bar[data-from="2023-10-23"]');
  expect(await bar.getAttribute('data-until')).toBe('2023-10-29');
  // Measured together, because the axis follows the width of the page.
  const measureBars = () =>
    page.evaluate(() =>
      ['.bar[data-from="2023-10-23"]', '.mark:not(:has(.bar)) .point'].map((selector) =>
        document.querySelector(selector)?.getBoundingClientRect().toJSON(),
      ),
    );
  // The week is seven days long and starts nine and a half days before noon on 1 November.
  const days = async (): Promise<number> => {
    const [week, point] = await measureBars();
    return week.width / ((point.x + point.width / 2 - week.x) / 9.5);
  };
  await expect.poll(days).toBeCloseTo(7, 0);
  expect(await page.locator('.entry', { hasText: 'kz2023:S7' }).locator('.date').innerText()).toContain(
    'one day of 23 to 29 October 2023 (The source says “last week”',
  );
});

test('selects the party by keyboard, puts filters in the URL, and downloads the result', async ({ page }) => {
  await openPage(page, '/timeline');
  expect(await page.locator('h1').textContent()).toBe('Timeline');
  const box = page.getByRole('combobox', { name: 'Country, person, organization or group' });
  await box.fill('uzbek');
  await page.getByRole('option', { name: 'Uzbekistan' }).waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await box.press('ArrowDown');
  await box.press('ArrowUp');
  const selectedOption = await page.locator('[role=option][data-highlighted]').innerText();
  expect(selectedOption).toMatch(/^Uzbekistan/);
  await box.press('Enter');
  await page.waitForURL('**/timeline?of=UZ');
  await waitUntilLoaded(page);
  await page.getByLabel('Positions').check();
  await page.waitForURL('**/timeline?of=UZ&kinds=POSITION');
  await page.getByLabel('Visits').check();
  await page.getByLabel('From', { exact: true }).fill('2023-11-01');
  await page.waitForURL('**/timeline?of=UZ&kinds=POSITION,VISIT&from=2023-11-01');
  await waitUntilLoaded(page);
  const listedKeys = await page.locator(keys).allTextContents();
  expect(listedKeys.toSorted()).toEqual(['kz2023:P2', 'kz2023:P4', 'kz2023:P7', 'kz2023:P8', 'kz2023:V2']);
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.name).toBe('timeline-UZ.csv');
  expect(csv.text.trim().split('\r\n')).toHaveLength(6);
  expect(csv.text).toContain('kz2023:V2,Visit,2023-11-01,2023-11-01,');
  await page.locator('summary', { hasText: 'Query' }).click();
  expect(await page.locator('.code pre').nth(1).textContent()).toContain('chancery.entries.list({');
  await page.getByLabel('Disputed').selectOption('only');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No matching entries for Uzbekistan');
  await page.getByRole('button', { name: 'Clear country, person, organization or group' }).click();
  await page.waitForURL('**/timeline?kinds=POSITION,VISIT&from=2023-11-01&disputed=only');
});

test('shows organizations and groups, and reports an unknown key', async ({ page }) => {
  await openPage(page, '/timeline?of=orano');
  expect(await page.locator('h1').textContent()).toBe('Timeline of Orano');
  expect(await page.locator(keys).allTextContents()).toContain('kz2023:TL4');
  await openPage(page, '/timeline?of=european-nations');
  expect(await page.locator(keys).allTextContents()).toContain('kz2023:TL1');
  await openPage(page, '/timeline?of=nobody');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No party has the key “nobody”');
});

test('pages through the timeline of an imported traveller', async ({ page, skip }) => {
  skip(!hasHsgTravels, 'The travel data set is not available.');
  await openPage(page, '/timeline');
  const box = page.getByRole('combobox', { name: 'Country, person, organization or group' });
  await box.fill('colin powell');
  await page
    .getByRole('option', { name: /Powell/ })
    .first()
    .click();
  await page.waitForURL(/of=/);
  await waitUntilLoaded(page);
  const first = await page.locator(keys).allTextContents();
  expect(first).toHaveLength(20);
  expect(await page.locator('.mark').count()).toBe(20);
  await page.getByText('Next page').click();
  await page.waitForURL(/after=/);
  await waitUntilLoaded(page);
  const second = await page.locator(keys).allTextContents();
  expect(second).toHaveLength(20);
  expect(second.some((key) => first.includes(key))).toBe(false);
  const json = await captureDownload(page, () => page.getByRole('button', { name: 'JSON' }).click());
  const countText = await page.locator('p[role=status]', { hasText: 'entries' }).textContent();
  expect(countText).toBe(`${(JSON.parse(json.text) as unknown[]).length} entries`);
});
