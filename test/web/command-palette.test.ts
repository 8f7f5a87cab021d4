import { expect } from 'vitest';
import { findAxeViolations, measurePhoneOverflow, openPage, test, waitUntilLoaded } from './page-fixture.ts';

test('the command palette opens pages and records by keyboard', async ({ page }) => {
  await openPage(page, '/trade');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search and go to' });
  const input = palette.getByRole('combobox');
  await input.fill('timel');
  await palette.getByRole('option', { name: /^Timeline/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/timeline');
  await palette.waitFor({ state: 'detached' });
  await waitUntilLoaded(page);
  await page.getByRole('button', { name: /^Search/ }).click();
  await input.fill('macron');
  await palette
    .getByRole('option', { name: /^Emmanuel Macron/ })
    .first()
    .waitFor();
  expect(await palette.locator('.suggestions-label').allTextContents()).toEqual(
    expect.arrayContaining(['People', 'Statements', 'Search']),
  );
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
});

test('a card shows the offices of a person whose link has the focus', async ({ page }) => {
  await openPage(page, '/entry/kz2023:S2');
  await page.locator('.attribution a').focus();
  await page.locator('.hover-card', { hasText: 'President of France' }).waitFor();
  expect(await page.locator('.hover-card').innerText()).toMatch(/^Emmanuel Macron\n/);
  expect(await findAxeViolations(page)).toEqual([]);
});
