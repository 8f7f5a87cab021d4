import { describe, expect } from 'vitest';
import {
  captureDownload,
  explorerOrigin,
  findAxeViolations,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';
import { scriptText } from './script-injection-statement.ts';

describe('a statement', () => {
  test('begins with the words, their speaker, office, day and source', async ({ page }) => {
    await openPage(page, '/entry/kz2023:S2');
    await page.locator('.revision').first().waitFor();
    const quotation = await page.locator('#words').textContent();
    expect(quotation).toContain('refusing to be a vassal of any power');
    expect(await page.locator('h1').textContent()).toBe(
      'Macron told Tokayev that France values the independent path that Kazakhstan follows.',
    );
    const [words, title] = await Promise.all(
      ['#words', 'h1'].map((selector) =>
        page.locator(selector).evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
      ),
    );
    expect(words).toBeGreaterThan((title ?? 0) * 1.4);
    expect(await page.locator('.attribution').textContent()).toContain(
      'Emmanuel Macron, President of France, 1 November 2023',
    );
    const source = page.locator('#source-of-words .citation a').first();
    expect([await source.textContent(), await source.getAttribute('href')]).toEqual([
      'rnbo.org',
      '/sources/rnbo-2023-11-01',
    ]);
    expect(await page.locator('#source-of-words .citation .minor').first().innerText()).toBe(
      'rnbo.org, published 1 November 2023, original. Stated in these words.',
    );
    expect(await page.locator('#field-renderings li > .excerpt blockquote').count()).toBe(3);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('opens the evidence of a field, and its position in the source, on demand', async ({ page }) => {
    await openPage(page, '/entry/kz2023:S2');
    const speaker = page.locator('#field-speaker');
    expect(await speaker.locator('.citation').isVisible()).toBe(false);
    await speaker.locator('.evidence > summary').click();
    expect(await speaker.locator('q').textContent()).toBe('Macron told Tokayev');
    await speaker.getByText('Show in the source').click();
    await speaker.getByText('Open the source at these words').waitFor();
    expect(await speaker.getByText('Open the source at these words').getAttribute('href')).toBe(
      'https://rnbo.org/2023/11/01/83866.html#:~:text=Macron%20told%20Tokayev',
    );
    expect(await speaker.locator('.source-context').innerText()).toMatch(
      /Characters [\d,]+ to [\d,]+, verified in the text \(rnbo-2023-11-01\)/,
    );
    const labels = await page.locator('.fact > dt').allTextContents();
    expect(labels.slice(0, 3)).toEqual(['Speaker', 'Speaker’s office', 'Date']);
    expect(await page.locator('#field-visit > dd a').first().getAttribute('href')).toBe('/entry/kz2023:V1');
    expect(await page.locator('main > .result p', { hasText: 'Not on record:' }).innerText()).toContain(
      'spoken language',
    );
    expect(await page.locator('.badge-danger').count()).toBe(0);
  });

  test('can be cited: a citation, a link to this version, and its sources for reference managers', async ({ page }) => {
    await openPage(page, '/entry/kz2023:S2');
    await page.getByRole('button', { name: 'Cite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cite this entry' });
    expect(await dialog.locator('.citation-text').textContent()).toMatch(
      /^Emmanuel Macron, “France values … .*” \(1 November 2023\)\. rnbo\.org\. Chancery, kz2023:S2, version \d+: http/,
    );
    const bibtex = await fetch(new URL((await dialog.getByText('BibTeX').getAttribute('href')) ?? '', explorerOrigin));
    expect(await bibtex.text()).toContain('https://rnbo.org/2023/11/01/83866.html');
    const csl = await fetch(new URL((await dialog.getByText('CSL-JSON').getAttribute('href')) ?? '', explorerOrigin));
    expect(((await csl.json()) as { URL: string }[]).map(({ URL }) => URL)).toContain(
      'https://rnbo.org/2023/11/01/83866.html',
    );
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cite');
  });

  test('shows conflicting claims side by side, each with its rank, reason and citations', async ({ page }) => {
    await openPage(page, '/entry/kz2023:S8');
    expect(await page.locator('.entry-head .badge-danger').first().textContent()).toBe('disputed');
    await page.getByRole('link', { name: 'Speaker', exact: true }).click();
    const claims = page.locator('#field-speaker .claim');
    expect(await claims.locator('strong').allTextContents()).toEqual(['Kassym-Jomart Tokayev', 'Emmanuel Macron']);
    expect(await claims.locator('.tag').allTextContents()).toEqual(['PREFERRED', 'DEPRECATED']);
    const [preferred, deprecated] = [claims.nth(0), claims.nth(1)];
    expect(await preferred.innerText()).toContain(
      'The agency’s text quotes the words, and says who told them to whom.',
    );
    expect(await preferred.locator('q').allTextContents()).toEqual(['Tokayev told Macron']);
    expect(await deprecated.innerText()).toContain('Deprecated value: Probably a misreading of the agency’s sentence');
    expect(await deprecated.innerText()).toContain('1 independent source');
    expect(await deprecated.locator('.citation').innerText()).toContain('Ukrainska Pravda');
    const [left, right] = [await preferred.boundingBox(), await deprecated.boundingBox()];
    expect(left?.y).toBe(right?.y);
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
    const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(csv.name).toBe('evidence-kz2023-S8.csv');
    expect(csv.text).toContain('kz2023:S8,speaker,emmanuel-macron,DEPRECATED,"Probably a misreading');
    expect(csv.text).toContain('Tokayev told Macron,2106-2125,SENT,rnbo-2023-11-01,rnbo.org');
    await page.locator('summary', { hasText: 'Query' }).click();
    expect(await page.locator('.code pre').nth(1).textContent()).toContain('chancery.entry("kz2023:S8");');
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('cuts a speech of 100 kB to an excerpt, which can be expanded', async ({ page }) => {
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { data?: { entry?: { text?: string } } };
      if (body.data?.entry?.text)
        body.data.entry.text = 'We must speak of peace, and speak of it often. '.repeat(2_200);
      await route.fulfill({ response, json: body });
    });
    await page.setViewportSize({ width: 390, height: 844 });
    await openPage(page, '/entry/kz2023:S2');
    const measureScreens = () => page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
    expect(await measureScreens()).toBeLessThan(15);
    const button = page.getByRole('button', { name: 'Show the whole text' });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await button.click();
    expect(await measureScreens()).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Show less' }).click();
    expect(await measureScreens()).toBeLessThan(15);
  });

  test('renders script-like text as text, and shows what was merged into it', async ({ page }) => {
    await openPage(page, '/entry/web-test:twin');
    await page.locator('.removal').waitFor();
    expect(await page.locator('h1').textContent()).toBe('A <script>statement</script> that looks like one.');
    expect(await page.locator('#words').textContent()).toBe(scriptText);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(await page.title()).toBe('A <script>statement</script> that looks like one. · Chancery');
    expect(await page.locator('.removal').innerText()).toMatch(
      /^The statement “web-test:twin” was merged into web-test:script on .* by The web tests: The same words twice\.$/,
    );
  });
});

describe('a visit', () => {
  test('shows a past version, and the history what became known later', async ({ page }) => {
    await openPage(page, '/entry/kz2023:V2');
    await page.locator('.revision').first().waitFor();
    expect(await page.locator('#field-status > dd').first().textContent()).toBe('completed');
    expect(await page.locator('#field-leg > dd').first().textContent()).toBe('2 of 2');
    expect(await page.locator('#field-trip li a').first().getAttribute('href')).toBe('/entry/kz2023:V1');
    expect(await page.locator('.revision').count()).toBe(3);
    await page.getByLabel('As known at (UTC)').fill('2023-11-01T12:00');
    await page.getByLabel('As known at (UTC)').press('Enter');
    await page.waitForURL('**/entry/kz2023:V2?asKnownAt=2023-11-01T12:00:00Z');
    await page.locator('.past-version').waitFor();
    await waitUntilLoaded(page);
    await expect.poll(() => page.locator('#field-status > dd').first().textContent()).toBe('announced');
    expect(await page.locator('.past-version').innerText()).toContain('as known at 1 November 2023, 12:00 UTC');
    expect(await page.locator('#field-start > dd').first().textContent()).toContain('1 November 2023 or later');
    expect(await page.locator('#field-place').count()).toBe(0);
    await expect.poll(() => page.locator('.revision.later-revision').count()).toBe(2);
    const [newest, between, first] = await page.locator('.revision').allInnerTexts();
    expect(newest).toContain('UzA reports the official ceremony of 2 November');
    expect(newest).toMatch(/Status\s+under way → completed/);
    expect(between).toContain('known since 1 November 2023, 15:45 UTC');
    expect(between).toMatch(/Status\s+announced → under way/);
    expect(between).toContain('Shavkat Mirziyoyev');
    expect(between).toMatch(/Start\s+1 November 2023 or later \(.*“next”.*\) → 1 November 2023/);
    expect(first).toContain('The dispatch announces the visit as the next leg of the trip');
    expect(first).not.toContain('not yet known');
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show current version' }).click();
    await page.waitForURL('**/entry/kz2023:V2');
    await expect.poll(() => page.locator('#field-status > dd').first().textContent()).toBe('completed');
  });

  test('has a link that can be copied by keyboard', async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPage(page, '/entry/kz2023:V2?asKnownAt=2023-11-01T12:00:00Z');
    await page.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${explorerOrigin}/entry/kz2023:V2?asKnownAt=2023-11-01T12:00:00Z`,
    );
    const ids = await page.locator('main .result > p code').allTextContents();
    expect(ids.slice(-2)).toEqual([
      'kz2023:V2',
      Buffer.from('Visit:kz2023:V2@2023-11-01T12:00:00.000Z').toString('base64url'),
    ]);
  });
});

test.for([
  ['kz2023:TL1', ['Kind', 'Status', 'Commodities', 'Commodities as stated', 'Suppliers', 'Buyers', 'Replaced']],
  ['kz2023:A1', ['Title', 'Instrument', 'Status', 'Signed on', 'Signatories', 'Part of', 'Visit']],
  ['kz2023:P1', ['Holder', 'Stance', 'Toward', 'Topic', 'Label', 'Stated by']],
  ['kz2023:F-trade-2022', ['Measure', 'Value', 'Unit', 'Approximate', 'Period', 'About', 'Stated by', 'Visit']],
] as const)('%s shows the fields of its kind', async ([key, labels], { page }) => {
  await openPage(page, `/entry/${key}`);
  expect(await page.locator('.fact > dt').allTextContents()).toEqual(labels);
  const claims = key === 'kz2023:F-trade-2022' ? ['4,000,000,000', '5,600,000,000'] : [];
  expect(await page.locator('.claim strong').allTextContents()).toEqual(claims);
});

test('an unknown key leads to a search, and to what became of a removed entry', async ({ page }) => {
  await openPage(page, '/entry/kz2023:S99');
  await page.locator('.empty .coverage').waitFor();
  expect(await page.locator('h1').textContent()).toBe('Entry not found');
  expect(await page.locator('main p a').first().getAttribute('href')).toBe('/search?text=kz2023:S99');
  expect(await page.getByRole('link', { name: 'home page' }).getAttribute('href')).toBe('/');
  await openPage(page, '/entry/web-test:gone');
  await page.locator('.removal').waitFor();
  expect(await page.locator('.removal').innerText()).toMatch(
    /^The statement “web-test:gone” was withdrawn on .*: Nobody said so\.$/,
  );
  await openPage(page, '/entry/KZ');
  expect(await page.locator('h1').textContent()).toBe('This key belongs to a country, not an entry');
  expect(await page.getByRole('link', { name: 'Kazakhstan' }).getAttribute('href')).toBe('/countries/KZ');
});
