import { expect } from 'vitest';
import { openPage, test, waitUntilLoaded } from './page-fixture.ts';

// As the README leads: but for the front page's journey, which is the newest on record, and may be another's here.
test('from the front page to the journey, to a statement with its evidence, to its query in the playground', async ({
  page,
}) => {
  await openPage(page, '/');
  await page.getByRole('searchbox').fill('Macron Kazakhstan');
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL('**/search?text=*');
  await waitUntilLoaded(page);
  await page.locator('main a[href="/entry/kz2023:V1"]').first().click();
  await page.waitForURL('**/entry/kz2023:V1');
  await waitUntilLoaded(page);
  await page.locator('main a[href="/entry/kz2023:S2"]').first().click();
  await page.waitForURL('**/entry/kz2023:S2');
  await waitUntilLoaded(page);
  expect(await page.locator('#field-text dd blockquote').innerText()).toContain('refusing to be a vassal');
  expect(await page.locator('#field-text .citation').first().innerText()).toContain('stated: the words say it');
  await page.locator('summary', { hasText: 'Query' }).first().click();
  await page.goto((await page.getByText('Open it in the playground').getAttribute('href')) ?? '');
  await page.getByLabel(/Execute query/).click();
  await page.locator('.graphiql-response', { hasText: 'kz2023:S2' }).waitFor();
});
