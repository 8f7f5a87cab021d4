import { expect } from 'vitest';
import {
  explorerOrigin,
  findAxeViolations,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';
import { scriptText } from './script-injection-statement.ts';

const searchUrl = '/statements?text=vassal';

test('begins with the words, marks matches, and shows speaker, office, addressees and mode', async ({ page }) => {
  await openPage(page, searchUrl);
  expect(await page.locator('.list-count').textContent()).toBe('1 statement');
  const statement = page.locator('.statement');
  expect(await statement.locator('.excerpt blockquote mark').allTextContents()).toEqual(['vassal']);
  expect(await statement.locator('.statement-speaker').innerText()).toBe(
    'Emmanuel Macron, President of France, 1 November 2023',
  );
  expect(await statement.locator('.statement-facts > span:not(.copy)').allInnerTexts()).toEqual([
    'To Kassym-Jomart Tokayev',
    'About Kazakhstan, France',
    'direct quotation',
    'English, language spoken not stated',
    'Source: rnbo.org',
    'Visit',
    'Evidence',
  ]);
  await statement.getByText('3 other versions').click();
  expect(await statement.locator('.renderings .minor').allTextContents()).toEqual([
    'English: method not stated',
    'English: method not stated',
    'English: translated from a translation',
  ]);
  expect(await statement.getByText('Evidence').getAttribute('href')).toBe('/entry/kz2023:S2');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await statement.getByText('Copy with citation').click();
  await statement.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^“France values … .*” \(Emmanuel Macron, President of France, 1 November 2023\)\. Source: rnbo\.org\. http:.*\/entry\/kz2023:S2$/,
  );
});

test('puts filters in the URL, and Back restores them', async ({ page }) => {
  await openPage(page, '/statements');
  await page.getByRole('region', { name: 'Mode: counts' }).getByText('direct quotation').click();
  await page.waitForURL('**/statements?mode=DIRECT');
  await page.getByLabel('Speaker', { exact: true }).fill('tokayev');
  await page.getByRole('option', { name: /^Kassym-Jomart Tokayev/ }).click();
  await page.waitForURL('**/statements?mode=DIRECT&speaker=kassym-jomart-tokayev');
  await waitUntilLoaded(page);
  const speakers = await page.locator('.statement-speaker strong').allTextContents();
  expect(speakers.length).toBeGreaterThan(0);
  expect(new Set(speakers)).toEqual(new Set(['Kassym-Jomart Tokayev']));
  await page.goBack();
  await page.goBack();
  await page.waitForURL(/\/statements$/);
  await expect.poll(() => page.locator('.filter-chip').count()).toBe(0);
  expect(await page.getByLabel('Speaker', { exact: true }).inputValue()).toBe('');
});

test('matches inexact dates only on request', async ({ page }) => {
  await openPage(page, '/statements?text=wrote&from=2023-10-25');
  expect(await page.getByRole('heading', { name: 'No matching statements' }).isVisible()).toBe(true);
  await page.getByLabel('Inexact dates').selectOption('possible');
  await page.locator('.statement').waitFor();
  expect(await page.locator('.statement-speaker .date').textContent()).toBe('one day of 23 to 29 October 2023');
});

test('renders a script-like statement as text', async ({ page }) => {
  await openPage(page, '/statements?text=wrote');
  expect(await page.locator('.statement .excerpt blockquote').textContent()).toBe(scriptText);
  expect(await page.locator('.statement-speaker strong').textContent()).toBe('Robert <i>Tables</i>');
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(await page.title()).toBe('Statements · Chancery');
  await openPage(page, '/search?text=wrote');
  expect(await page.locator('.entry mark').allTextContents()).toEqual(['wrote']);
  expect(await page.locator('.entry a').textContent()).toBe('A <script>statement</script> that looks like one.');
  expect(await page.locator('.entry .minor').last().textContent()).toBe(scriptText);
});

test('narrows a search to one kind of record, with the number of results of each', async ({ page }) => {
  await openPage(page, '/search?text=kazakhstan');
  const kinds = page.getByRole('navigation', { name: 'Kinds of results' });
  const statements = kinds.getByRole('link', { name: /^Statements \d+$/ });
  const count = Number((await statements.innerText()).match(/\d+/)?.[0]);
  await statements.click();
  await page.waitForURL('**/search?text=kazakhstan&kind=STATEMENT');
  await waitUntilLoaded(page);
  expect(await page.locator('.result-tools > [role=status]').innerText()).toBe(`${count} results`);
  expect(await page.locator('.search-results > li').allInnerTexts()).toEqual(
    Array.from({ length: count }, () => expect.stringMatching(/^Statement · /)),
  );
  await kinds.getByRole('link', { name: 'All' }).click();
  await page.waitForURL(/text=kazakhstan$/);
});

test('shows the coverage when nothing matches', async ({ page }) => {
  await openPage(page, '/statements?text=zebra');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No matching statements');
  const coverage = await page.locator('.empty .coverage').innerText();
  expect(coverage).toContain('Emmanuel Macron’s trip to Central Asia, November 2023: 32 entries');
  expect(coverage).not.toContain('Members of');
});

test('shows the message of the API for an invalid filter', async ({ page }) => {
  await openPage(page, '/statements?from=2023-02-30');
  expect(await page.locator('.failed').innerText()).toContain(
    '"2023-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.',
  );
});

test('pages forwards and backwards by URL', async ({ page }) => {
  await openPage(page, '/statements');
  const first = await page.locator('.statement blockquote:is(.quoted, .paraphrase)').allTextContents();
  expect(first).toHaveLength(20);
  await openPage(page, '/statements?size=7');
  await page.getByText('Next page').click();
  await page.waitForURL(/after=/);
  await waitUntilLoaded(page);
  await expect
    .poll(() => page.locator('.statement blockquote:is(.quoted, .paraphrase)').allTextContents())
    .toEqual(first.slice(7, 14));
  await page.getByText('Previous page').click();
  await page.waitForURL(/before=/);
  await expect
    .poll(() => page.locator('.statement blockquote:is(.quoted, .paraphrase)').allTextContents())
    .toEqual(first.slice(0, 7));
});

test('the query button shows the query and the SDK call, and opens the playground', async ({ page }) => {
  await openPage(page, searchUrl);
  await page.locator('summary', { hasText: 'Query' }).click();
  const [short, snippet, curl, query, variables] = await page.locator('.code pre').allTextContents();
  expect(short).toContain('statements(filter: { text: "vassal" }, orderBy:');
  expect(curl).toContain(`curl -sG ${explorerOrigin}/graphql`);
  expect(query).toMatch(/^query StatementList\(\$filter: StatementFilter/);
  expect(JSON.parse(variables ?? '')).toMatchObject({ filter: { text: 'vassal' }, first: 20 });
  expect(snippet).toContain('chancery.statements.list({');
  const csv = await fetch((await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href')) ?? '');
  expect(await csv.text()).toMatch(/^kz2023:S2,/m);
  const url = await page.getByText('Try it in the playground').getAttribute('href');
  await page.goto(url ?? '');
  await page.getByLabel(/Execute query/).click();
  await page.locator('.graphiql-response', { hasText: 'kz2023:S2' }).waitFor();
});

test.for([searchUrl, '/statements?text=zebra', '/statements?from=2023-02-30'])(
  '%s passes axe and fits a phone',
  async (url, { page }) => {
    await openPage(page, url);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  },
);

test('the query sheet passes axe and fits a phone', async ({ page }) => {
  await openPage(page, searchUrl);
  await page.locator('summary', { hasText: 'Query' }).click();
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});
