import { expect } from 'vitest';
import {
  captureDownload,
  findAxeViolations,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';
import { scriptText } from './script-injection-statement.ts';

const found = '/statements?text=vassal';

test('finds words, marks them, and tells who said them, in which office, to whom, how', async ({ page }) => {
  await openPage(page, found);
  expect(await page.locator('[role=status]', { hasText: 'statement' }).textContent()).toBe('1 statement');
  const entry = page.locator('.entry');
  expect(await entry.locator('> blockquote mark').allTextContents()).toEqual(['vassal']);
  expect(await entry.locator('.entry-head').innerText()).toMatch(
    /^Emmanuel Macron, President of France\s+1 November 2023$/,
  );
  expect((await entry.locator('.facts > div').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'To Kassym-Jomart Tokayev',
    'About Kazakhstan, France',
    'Told in quotation marks',
    'Language printed in English, no source says in which it was spoken',
    'On Emmanuel Macron visited Kazakhstan on 1 November 2023 on the first leg of a two-day trip to Central Asia and met Kassym-Jomart Tokayev in Astana.',
  ]);
  await entry.getByText('3 renderings').click();
  expect(await entry.locator('.renderings .minor').allTextContents()).toEqual([
    'English: no source says how it was rendered',
    'English: no source says how it was rendered',
    'English: translated from a translation',
  ]);
  expect(await entry.getByText('Evidence and permalink').getAttribute('href')).toBe('/entry/kz2023:S2');
});

test('what is typed and chosen stands in the address, and Back leads back', async ({ page }) => {
  await openPage(page, '/statements');
  await page.getByLabel('Mode').selectOption('DIRECT');
  await page.waitForURL('**/statements?mode=DIRECT');
  await page.getByLabel('Speaker').fill('tokayev');
  await page.waitForURL('**/statements?mode=DIRECT&speaker=tokayev');
  await waitUntilLoaded(page);
  const speakers = await page.locator('.entry-head strong').allTextContents();
  expect(speakers.length).toBeGreaterThan(0);
  expect(new Set(speakers)).toEqual(new Set(['Kassym-Jomart Tokayev']));
  await page.goBack();
  await page.waitForURL(/\/statements$/);
  await expect.poll(() => page.getByLabel('Mode').inputValue()).toBe('');
  expect(await page.getByLabel('Speaker').inputValue()).toBe('');
});

test('days that are not known exactly are within only when asked for', async ({ page }) => {
  await openPage(page, '/statements?text=wrote&from=2023-10-25');
  expect(await page.getByRole('heading', { name: 'No such statement on record' }).isVisible()).toBe(true);
  await page.getByLabel('Days not known exactly').selectOption('possible');
  await page.locator('.entry').waitFor();
  expect(await page.locator('.entry-head .date').textContent()).toBe('one day of 23 to 29 October 2023');
});

test('a statement that looks like a script is text', async ({ page }) => {
  await openPage(page, '/statements?text=wrote');
  expect(await page.locator('.entry > blockquote').textContent()).toBe(scriptText);
  expect(await page.locator('.entry-head strong').textContent()).toBe('Robert <i>Tables</i>');
  expect(await page.locator('main script, main img').count()).toBe(0);
  expect(await page.title()).toBe('Statements · Chancery');
  await openPage(page, '/search?text=wrote');
  expect(await page.locator('.entry mark').allTextContents()).toEqual(['wrote']);
  expect(await page.locator('.entry a').textContent()).toBe('A <script>statement</script> that looks like one.');
  expect(await page.locator('.entry .minor').textContent()).toBe(scriptText);
});

test('nothing found says so, and what the record covers', async ({ page }) => {
  await openPage(page, '/statements?text=zebra');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('.empty h2').textContent()).toBe('No such statement on record');
  expect(await page.locator('.empty .coverage').innerText()).toContain(
    'Emmanuel Macron’s trip to Central Asia, November 2023: 32 entries',
  );
});

test('what can’t be asked is told in the server’s words', async ({ page }) => {
  await openPage(page, '/statements?from=2023-02-30');
  expect(await page.locator('.failed').innerText()).toContain(
    '"2023-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.',
  );
});

test('pages lead on and back, each with its address', async ({ page }) => {
  await openPage(page, '/statements');
  const first = await page.locator('.entry code').allTextContents();
  expect(first).toHaveLength(20);
  expect(await page.getByText('Next page').count()).toBe(0);
  await openPage(page, '/statements?size=7');
  await page.getByText('Next page').click();
  await page.waitForURL(/after=/);
  await waitUntilLoaded(page);
  await expect.poll(() => page.locator('.entry code').allTextContents()).toEqual(first.slice(7, 14));
  await page.getByText('Previous page').click();
  await page.waitForURL(/before=/);
  await expect.poll(() => page.locator('.entry code').allTextContents()).toEqual(first.slice(0, 7));
});

test('the query button shows the query, opens it in the playground with its variables, and the SDK’s call', async ({
  page,
}) => {
  await openPage(page, found);
  await page.locator('summary', { hasText: 'Query' }).click();
  const [query, variables, snippet] = await page.locator('.code pre').allTextContents();
  expect(query).toMatch(/^query Statements\(\$filter: StatementFilter/);
  expect(JSON.parse(variables ?? '')).toEqual({ filter: { text: 'vassal' }, first: 20 });
  expect(snippet).toContain('chancery.statements.list({');
  const address = await page.getByText('Open it in the playground').getAttribute('href');
  await page.goto(address ?? '');
  await page.getByLabel(/Execute query/).click();
  await page.locator('.graphiql-response', { hasText: 'kz2023:S2' }).waitFor();
});

test('all that is found can be saved, not only the page', async ({ page }) => {
  await openPage(page, '/statements?size=7');
  const json = await captureDownload(page, () => page.getByRole('button', { name: 'JSON' }).click());
  expect(json.name).toBe('statements.json');
  expect((JSON.parse(json.text) as unknown[]).length).toBe(20);
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.name).toBe('statements.csv');
  expect(csv.text.split('\r\n')[0]).toBe(
    '\ufeffkey,said_on,speaker,office,addressees,about,mode,language,spoken_language,text,summary',
  );
  expect(csv.text).toContain(
    'kz2023:S2,2023-11-01,Emmanuel Macron,President of France,Kassym-Jomart Tokayev,Kazakhstan; France,DIRECT,en,,',
  );
});

test.for([found, '/statements?text=zebra', '/statements?from=2023-02-30'])(
  '%s is sound to axe, and fits a phone',
  async (address, { page }) => {
    await openPage(page, address);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  },
);

test('the query’s sheet is sound to axe, and fits a phone', async ({ page }) => {
  await openPage(page, found);
  await page.locator('summary', { hasText: 'Query' }).click();
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});
