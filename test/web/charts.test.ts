import { expect } from 'vitest';
import { captureDownload, findAxeViolations, measurePhoneOverflow, openPage, test } from './page-fixture.ts';

test('counts by the dimensions in the URL, with a table and keyboard access', async ({ page }) => {
  await openPage(page, '/charts?measure=visits&by=HOST&from=2023-11-01&until=2023-11-02');
  await page.getByRole('heading', { name: 'Visits by host' }).waitFor();
  const chart = page.locator('svg.chart-svg');
  expect(await chart.locator('[data-key="KZ"]').count()).toBe(1);
  await chart.focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('.chart-status').innerText()).toMatch(/Visits\s*\d+/);
  await page.getByLabel('Split by').selectOption('TRAVELLER_COUNTRY');
  await page.waitForURL(/by=HOST.*split=TRAVELLER_COUNTRY/);
  await page.locator('[data-pair="KZ>FR"]').waitFor();
  await page.locator('.chart-types').getByText('Network').click();
  await page.waitForURL(/type=network/);
  await page.locator('svg.chart-svg circle').first().waitFor();
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('rowheader', { name: 'Kazakhstan' }).waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('downloads the chart as it is shown, with its title and source', async ({ page }) => {
  await openPage(page, '/charts?measure=statements&by=SPEAKER');
  await page.locator('svg.chart-svg').waitFor();
  await page.getByRole('tab', { name: 'Download' }).click();
  const svg = await captureDownload(page, () => page.getByRole('button', { name: 'SVG' }).click());
  expect(svg.name).toBe('statements-by-speaker.svg');
  expect(svg.text).toContain('Statements by speaker');
  expect(svg.text).toContain('Source: Chancery, from');
  expect(svg.text).toContain('/charts?measure=statements&amp;by=SPEAKER');
  // Styles are attributes: the image needs no style sheet.
  expect(svg.text).toContain('Emmanuel Macron');
  expect(svg.text).not.toMatch(/var\(|class=|style=/);
  const png = await captureDownload(page, () => page.getByRole('button', { name: 'PNG' }).click());
  expect(png.text.slice(1, 4)).toBe('PNG');
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.text).toMatch(/^\uFEFF?speaker,statements\r\n/);
  expect(csv.text).toContain('Emmanuel Macron,');
});

test.for([
  ['/charts?measure=visits&by=YEAR&host=QQ', 'QQ'],
  ['/charts?measure=visits&by=YEAR&kind=FOO', 'Value "FOO" does not exist in "VisitType" enum.'],
])('%s shows an error', async ([url = '', message = ''], { page }) => {
  await openPage(page, url);
  expect(await page.locator('.failed').first().innerText()).toContain(message);
});
