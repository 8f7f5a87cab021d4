import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { hasCrudeOil, hasHsgTravels, noTravels, openPage, test, waitUntilLoaded } from './page-fixture.ts';

/** Ten questions of a journalist, each answered from the front page without the playground. */

const noCrude = 'the register of crude oil is not in ../shared/data';
const maxInteractions = 4;

/** Opens the front page. Returns a function that performs an interaction: a click, or typing into a field. */
async function startAtFrontPage(page: Page): Promise<(interact: () => Promise<void>) => Promise<void>> {
  await openPage(page, '/');
  let interactions = 0;
  return async (interact) => {
    interactions += 1;
    expect(interactions).toBeLessThanOrEqual(maxInteractions);
    await interact();
    await waitUntilLoaded(page);
  };
}

const search = (page: Page, text: string) => () => page.getByLabel('Search the record').fill(text);
const suggestion = (page: Page, name: RegExp) => page.getByRole('option', { name }).first();
const collapseSpaces = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Scrolls through the page, so that sections that load when they are near are complete. */
async function showAllSections(page: Page): Promise<void> {
  while ((await page.locator('.record-section-pending').count()) > 0)
    await page.locator('.record-section-pending').first().scrollIntoViewIfNeeded();
  await waitUntilLoaded(page);
}

test('who visited Uzbekistan?', async ({ page }) => {
  const act = await startAtFrontPage(page);
  await act(search(page, 'uzbekistan'));
  await act(() => suggestion(page, /^Uzbekistan/).click());
  await page.waitForURL('**/countries/UZ');
  await showAllSections(page);
  const visits = page.getByRole('region', { name: 'Visits to Uzbekistan' });
  expect(await visits.innerText()).toContain('Emmanuel Macron went on to Uzbekistan');
  await act(() => visits.getByRole('link', { name: /^(Show all|Filter these)/ }).click());
  await page.waitForURL('**/visits?host=UZ');
  await page.getByRole('region', { name: 'Traveller: counts' }).waitFor();
});

test('which countries did Barack Obama visit?', async ({ page, skip }) => {
  skip(!hasHsgTravels, noTravels);
  const act = await startAtFrontPage(page);
  await act(search(page, 'barack obama'));
  await act(() => suggestion(page, /^Barack Obama/).click());
  await page.waitForURL('**/people/**');
  const visits = page.getByRole('link', { name: /visits$/ }).first();
  await act(() => visits.click());
  await page.waitForURL(/\/visits\?traveller=/);
  const hosts = page.getByRole('region', { name: 'Host: counts' });
  await act(() => hosts.getByRole('button', { name: /^Show \d+ more$/ }).click());
  const names = (await hosts.getByRole('listitem').allInnerTexts()).map(collapseSpaces);
  // As many as the files of the Office of the Historian have for him.
  expect(names.length).toBe(59);
  for (const name of [/^Germany 13$/, /^Cuba 1$/]) expect(names).toContainEqual(expect.stringMatching(name));
});

test('how many visits to China per year did US presidents make?', async ({ page, skip }) => {
  skip(!hasHsgTravels, noTravels);
  const act = await startAtFrontPage(page);
  await act(() => page.getByRole('navigation').first().getByRole('link', { name: 'Charts' }).click());
  await act(() => page.getByRole('link', { name: /US presidents in China/ }).click());
  await page
    .getByRole('heading', { name: /^Visits by the President of the United States to China per year/ })
    .waitFor();
  await act(() => page.getByRole('tab', { name: 'Table' }).click());
  const rows = await page.locator('.data-table tbody tr').allInnerTexts();
  expect(rows.map(collapseSpaces)[0]).toMatch(/^1972 Richard .*Nixon 1$/);
});

test('what did Lavrov say about the West?', async ({ page }) => {
  const act = await startAtFrontPage(page);
  await act(search(page, 'lavrov'));
  await act(() => suggestion(page, /^Sergei Lavrov Foreign/).click());
  await page.waitForURL('**/people/sergei-lavrov');
  const said = page.getByRole('region', { name: 'Statements by Sergei Lavrov' });
  await said.scrollIntoViewIfNeeded();
  await act(() => said.getByRole('link', { name: 'Filter these statements' }).click());
  await page.waitForURL('**/statements?speaker=sergei-lavrov');
  await act(() => page.getByRole('region', { name: 'About: counts' }).getByText('the West').click());
  await page.waitForURL('**/statements?speaker=sergei-lavrov&about=the-west');
  await waitUntilLoaded(page);
  expect(await page.locator('.statement blockquote').allTextContents()).toEqual([
    expect.stringContaining('the West was trying to pull Russia’s'),
  ]);
});

test('who leads Kazakhstan, since when, and until when is that known?', async ({ page }) => {
  const act = await startAtFrontPage(page);
  await act(search(page, 'kazakhstan'));
  await act(() => suggestion(page, /^Kazakhstan/).click());
  await page.waitForURL('**/countries/KZ');
  await waitUntilLoaded(page);
  const leaders = (await page.locator('.leader-cards li').allInnerTexts()).map(collapseSpaces);
  expect(leaders[0]).toMatch(
    /^Kassym-Jomart Tokayev President of Kazakhstan from .*2019(, attested until \d+ \w+ 20\d\d)?$/,
  );
});

test('who supplied Germany’s crude oil?', async ({ page, skip }) => {
  skip(!hasCrudeOil, noCrude);
  const act = await startAtFrontPage(page);
  await act(() => page.getByRole('navigation').first().getByRole('link', { name: 'Charts' }).click());
  await act(() => page.getByRole('link', { name: /Germany’s crude oil by partner/ }).click());
  await page.getByRole('heading', { name: /to Germany per year, by partner$/ }).waitFor();
  expect(await page.locator('[data-series="RU"] rect').count()).toBe(6);
  expect(await page.getByText('The partners’ own reports of these flows are not on record.').isVisible()).toBe(true);
  await act(() => page.getByRole('tab', { name: 'Table' }).click());
  await act(() => page.getByRole('button', { name: /^Show all \d+ rows$/ }).click());
  const rows = (await page.locator('.data-table tbody tr').allInnerTexts()).map(collapseSpaces);
  expect(rows.filter((row) => /^201[3-8] Russia /.test(row))).toHaveLength(6);
});

/** Opens Macron's visit to Kazakhstan, in two interactions. */
async function openVisit(page: Page): Promise<void> {
  const act = await startAtFrontPage(page);
  await act(search(page, 'macron visited kazakhstan'));
  await act(() => suggestion(page, /^Emmanuel Macron visited Kazakhstan/).click());
  await page.waitForURL('**/entry/kz2023:V1');
  await waitUntilLoaded(page);
}

test('what followed Macron’s visit to Kazakhstan?', async ({ page }) => {
  await openVisit(page);
  expect(await page.getByRole('region', { name: 'Statements' }).innerText()).toContain('historic');
  expect(await page.getByRole('region', { name: 'Agreements' }).innerText()).toContain(
    'partnership in rare earths and rare metals',
  );
});

test('what are all sources of a visit?', async ({ page }) => {
  await openVisit(page);
  const sources = page.locator('.summary-header .facts div', { hasText: /^Sources/ }).getByRole('link');
  const listPaths = (links: Element[]) => links.map((link) => link.getAttribute('href'));
  const cited = await page.locator('.citation a[href^="/sources/"]').evaluateAll(listPaths);
  const listed = await sources.evaluateAll(listPaths);
  expect(new Set(listed)).toEqual(new Set(cited));
  expect(listed.length).toBeGreaterThan(1);
});

test('which quotations have the word “vassal”?', async ({ page }) => {
  const act = await startAtFrontPage(page);
  await act(() => page.getByRole('link', { name: 'Statements' }).first().click());
  await page.waitForURL('**/statements');
  await act(() => page.getByLabel('Words').fill('vassal'));
  await page.waitForURL('**/statements?text=vassal');
  await expect.poll(() => page.locator('.statement .excerpt mark').allTextContents()).toEqual(['vassal']);
});

test('what are the newest entries about France?', async ({ page }) => {
  const act = await startAtFrontPage(page);
  await act(search(page, 'france'));
  await act(() => suggestion(page, /^France/).click());
  await page.waitForURL('**/countries/FR');
  await act(() => page.locator('main').getByRole('link', { name: 'Timeline' }).click());
  await page.waitForURL('**/timeline?of=FR');
  await waitUntilLoaded(page);
  const entries = page.locator('main .entry');
  expect(await entries.count()).toBeGreaterThan(5);
  expect(await entries.first().innerText()).toMatch(/France|French|Macron|Paris/);
});
