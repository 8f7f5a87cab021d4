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

test('of a country: every entry in which it takes part, newest first, on an axis and in a list', async ({ page }) => {
  await openPage(page, '/timeline?of=UZ');
  expect(await page.locator('h1').textContent()).toBe('Timeline of Uzbekistan');
  const listed = await page.locator(keys).allTextContents();
  expect(listed).toContain('kz2023:V2');
  expect(await page.locator('p[role=status]', { hasText: 'entries' }).textContent()).toBe(`${listed.length} entries`);
  const visit = page.locator('.numbered .entry', { hasText: 'kz2023:V2' });
  expect(await visit.locator('.entry-head').innerText()).toMatch(/1 November 2023\s+Visit$/);
  expect(await visit.locator('p.minor').innerText()).toContain(
    'Emmanuel Macron, Uzbekistan, Shavkat Mirziyoyev · 5 sources',
  );
  const marks = await page.locator('.mark').evaluateAll((all) => all.map((mark) => mark.getAttribute('href')));
  expect(marks).toEqual(listed.map((key) => `#entry-${key}`));
  const firstDays = await page
    .locator('.numbered .entry')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('time')?.dateTime));
  const dated = firstDays.filter((day) => day !== undefined);
  expect(dated.length).toBeGreaterThan(1);
  expect(dated).toEqual(dated.toSorted().reverse());
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('“last week” is drawn from its first day to its last, a dispute is marked, and marks lead to the list', async ({
  page,
}) => {
  await openPage(page, '/timeline?of=kassym-jomart-tokayev');
  const disputed = page.locator('.mark.Statement', { hasText: 'disputed' });
  expect(await disputed.getAttribute('aria-label')).toMatch(
    /^\d+: Statement, 1 November 2023, disputed\. Tokayev told Macron/,
  );
  await disputed.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#entry-kz2023:S8$/);
  expect(await page.locator('.entry:target .disputed').textContent()).toBe('≠ disputed');
  await openPage(page, '/timeline?of=RU&kinds=STATEMENT');
  const range = page.locator('.mark', { hasText: /^\d+$/ }).filter({ has: page.locator('.bar') });
  const bar = range.locator('.bar[data-from="2023-10-23"]');
  expect(await bar.getAttribute('data-until')).toBe('2023-10-29');
  // Both at one moment: the axis takes the width that the page has when it is drawn.
  const drawn = () =>
    page.evaluate(() =>
      ['.bar[data-from="2023-10-23"]', '.mark:not(:has(.bar)) .point'].map((one) =>
        document.querySelector(one)?.getBoundingClientRect().toJSON(),
      ),
    );
  // Seven days long, and nine and a half before the middle of 1 November.
  const days = async (): Promise<number> => {
    const [week, point] = await drawn();
    return week.width / ((point.x + point.width / 2 - week.x) / 9.5);
  };
  await expect.poll(days).toBeCloseTo(7, 0);
  expect(await page.locator('.entry', { hasText: 'kz2023:S7' }).locator('.date').innerText()).toContain(
    'one day of 23 to 29 October 2023 (The source says “last week”',
  );
});

test('the party is chosen by keyboard, filters stand in the address, and what is found can be saved', async ({
  page,
}) => {
  await openPage(page, '/timeline');
  expect(await page.locator('h1').textContent()).toBe('Timeline');
  const box = page.getByRole('combobox', { name: 'Country, person, organization or group' });
  await box.fill('uzbek');
  await page.getByRole('option', { name: 'Uzbekistan' }).waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await box.press('ArrowDown');
  await box.press('ArrowUp');
  const wanted = await page.locator('[role=option][aria-selected=true]').innerText();
  expect(wanted).toMatch(/^Uzbekistan/);
  await box.press('Enter');
  await page.waitForURL('**/timeline?of=UZ');
  await waitUntilLoaded(page);
  await page.getByLabel('Positions').check();
  await page.waitForURL('**/timeline?of=UZ&kinds=POSITION');
  await page.getByLabel('Visits').check();
  await page.getByLabel('From', { exact: true }).fill('2023-11-01');
  await page.waitForURL('**/timeline?of=UZ&kinds=POSITION,VISIT&from=2023-11-01');
  await waitUntilLoaded(page);
  const listed = await page.locator(keys).allTextContents();
  expect(listed.toSorted()).toEqual(['kz2023:P2', 'kz2023:P4', 'kz2023:P7', 'kz2023:P8', 'kz2023:V2']);
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.name).toBe('timeline-UZ.csv');
  expect(csv.text.trim().split('\r\n')).toHaveLength(6);
  expect(csv.text).toContain('kz2023:V2,Visit,2023-11-01,2023-11-01,');
  await page.locator('summary', { hasText: 'Query' }).click();
  expect(await page.locator('.code pre').nth(2).textContent()).toContain('chancery.timeline.list({');
  await page.getByLabel('Disputes').selectOption('only');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No such entry on record of Uzbekistan');
  await page.getByRole('button', { name: 'The whole record' }).click();
  await page.waitForURL('**/timeline?kinds=POSITION,VISIT&from=2023-11-01&disputed=only');
});

test('organizations and groups have a timeline, too; an unknown key says so', async ({ page }) => {
  await openPage(page, '/timeline?of=orano');
  expect(await page.locator('h1').textContent()).toBe('Timeline of Orano');
  expect(await page.locator(keys).allTextContents()).toContain('kz2023:TL4');
  await openPage(page, '/timeline?of=european-nations');
  expect(await page.locator(keys).allTextContents()).toContain('kz2023:TL1');
  await openPage(page, '/timeline?of=nobody');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No party on record has the key “nobody”');
});

test('of a traveller of the imported travels, page after page', async ({ page, skip }) => {
  skip(!hasHsgTravels, 'The travels are not here.');
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
  const told = await page.locator('p[role=status]', { hasText: 'entries' }).textContent();
  expect(told).toBe(`${(JSON.parse(json.text) as unknown[]).length} entries`);
});
