import { expect } from 'vitest';
import { openPage, test, waitUntilLoaded } from './page-fixture.ts';

// Follows the README, except for the latest trip of the home page, which depends on the data.
test('leads from the home page to a visit, a statement with its evidence, and its query in the playground', async ({
  page,
}) => {
  await openPage(page, '/');
  await page.getByLabel('Search the record').fill('Macron Kazakhstan');
  await page.getByLabel('Search the record').press('Enter');
  await page.waitForURL('**/search?text=*');
  await waitUntilLoaded(page);
  await page.locator('main a[href="/entry/kz2023:V1"]').first().click();
  await page.waitForURL('**/entry/kz2023:V1');
  await waitUntilLoaded(page);
  await page.locator('main a[href="/entry/kz2023:S2"]').first().click();
  await page.waitForURL('**/entry/kz2023:S2');
  await waitUntilLoaded(page);
  expect(await page.locator('#words').innerText()).toContain('refusing to be a vassal');
  expect(await page.locator('#source-of-words .citation').first().innerText()).toContain('Stated in these words');
  await page.locator('summary', { hasText: 'Query' }).first().click();
  await page.goto((await page.getByText('Try it in the playground').getAttribute('href')) ?? '');
  await page.getByLabel(/Execute query/).click();
  await page.locator('.graphiql-response', { hasText: 'kz2023:S2' }).waitFor();
});
