import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test as unitTest } from 'vitest';
import { extractCountryShapes, findCentroid, type WorldAtlas } from '../../web/src/views/map/country-shapes.ts';
import { smallCountryPoints } from '../../web/src/views/map/small-country-points.ts';
import {
  captureDownload,
  findAxeViolations,
  hasHsgTravels,
  measurePhoneOverflow,
  noTravels,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

const twoDays = '/map?from=2023-11-01&until=2023-11-02';
const getSummary = (page: Page) => page.locator('.shown').textContent();
const listPairs = (page: Page) =>
  page.locator('.arc[data-pair]').evaluateAll((arcs) => arcs.map((arc) => arc.getAttribute('data-pair')).sort());
const collapseSpaces = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('draws a trip, and lists the visits of a country selected by keyboard', async ({ page }) => {
  await openPage(page, twoDays);
  expect(await getSummary(page)).toBe('2 visits between 2 pairs of countries.');
  // Without a selection, the map is a choropleth.
  expect(await listPairs(page)).toEqual([]);
  await openPage(page, `${twoDays}&country=FR`);
  expect(await listPairs(page)).toEqual(['FR>KZ', 'FR>UZ']);
  // Eastwards from metropolitan France.
  const width = await page
    .locator('[data-pair="FR>KZ"] path')
    .first()
    .evaluate((path) => (path as SVGPathElement).getBBox().width);
  expect(width).toBeGreaterThan(100);
  expect(await page.locator('.arc[data-pair].outgoing .arc-head').count()).toBe(2);
  await openPage(page, twoDays);

  const france = page.getByRole('button', { name: 'France: 0 visits hosted, 2 made' });
  expect(await page.locator('.world [role=button][tabindex="0"]').count()).toBe(1);
  await france.focus();
  await page.keyboard.press('ArrowRight');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(focused).toBe('Kazakhstan: 1 visit hosted, 0 made');
  await page.keyboard.press('Enter');
  await page.waitForURL(/country=KZ/);
  await page.locator('.incoming .entry').waitFor();
  expect(await focused()).toBe('Kazakhstan: 1 visit hosted, 0 made');
  expect(await getSummary(page)).toBe('Kazakhstan: 1 visit hosted, 0 made.');
  expect(await page.getByLabel('Country').inputValue()).toBe('KZ');
  expect(await page.locator('.arc.incoming[data-pair]').getAttribute('data-pair')).toBe('FR>KZ');

  const entry = page.locator('.incoming .entry');
  expect(await entry.locator('.entry-head').innerText()).toMatch(/^1 November 2023\s+official visit/);
  expect((await entry.locator('.travellers li').allInnerTexts()).map(collapseSpaces)).toEqual([
    'Emmanuel Macron, President of France',
  ]);
  expect((await entry.locator('.facts > div').allInnerTexts()).map(collapseSpaces)).toEqual([
    'To Kazakhstan, Astana',
    'Trip leg 1 of 2',
    'Evidence 5 sources',
  ]);
  expect(await entry.locator('a[href="/entry/kz2023:V1"]').count()).toBe(1);
  await page.locator('.outgoing .empty').waitFor();
  expect(await page.locator('.outgoing .empty h2').textContent()).toBe('No visits from Kazakhstan');
  await waitUntilLoaded(page);
  expect(await page.locator('.outgoing .coverage').innerText()).toContain('Emmanuel Macron’s trip to Central Asia');
  await page.getByText('Show as table').click();
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('selects by list, table and arc alike, and shows the query', async ({ page }) => {
  await openPage(page, `${twoDays}&country=fra`);
  await page.locator('.outgoing .entry').first().waitFor();
  expect(await page.locator('.outgoing .entry code').allTextContents()).toEqual(['kz2023:V2', 'kz2023:V1']);
  await page.locator('[data-pair="FR>KZ"] .arc-head').click({ force: true });
  await page.waitForURL(/country=KZ&with=FR/);
  await expect.poll(() => page.locator('.incoming .entry code').allTextContents()).toEqual(['kz2023:V1']);
  await page.getByLabel('Country').selectOption('UZ');
  await page.waitForURL(/country=UZ$/);
  await expect.poll(() => page.locator('.incoming .entry code').allTextContents()).toEqual(['kz2023:V2']);
  await page.getByText('Show as table: 2 pairs of countries').click();
  await page.locator('.pairs tbody tr').first().waitFor();
  expect((await page.locator('.pairs tbody tr').allInnerTexts()).map(collapseSpaces)).toEqual([
    'France Kazakhstan 1 1 November 2023 1 November 2023',
    'France Uzbekistan 1 1 November 2023 1 November 2023',
  ]);
  await page.getByRole('link', { name: '1 visit, France to Kazakhstan' }).click();
  await page.waitForURL(/country=KZ&with=FR/);
  expect(await page.locator('#selected-country').textContent()).toBe('Kazakhstan and France');
  await page.locator('.tool > summary', { hasText: 'Query' }).first().click();
  const [short, snippet, , query, variables] = await page.locator('.code pre').allTextContents();
  expect(short).toContain('visits(filter: { start: { certainty: CERTAIN, onOrAfter: "2023-11-01"');
  expect(query).toMatch(/^query MapVisits\(\$filter: VisitFilter/);
  expect(JSON.parse(variables ?? '').filter).toMatchObject({
    start: { certainty: 'CERTAIN', onOrAfter: '2023-11-01', onOrBefore: '2023-11-02' },
  });
  expect(snippet).toContain('await chancery.visits.list({');
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.name).toBe('visits.csv');
  expect(csv.text).toContain(
    'kz2023:V1,2023-11-01,2023-11-01,OFFICIAL,COMPLETED,Emmanuel Macron,President of France,FR,KZ,Kazakhstan,Astana,kz2023:T1,1,2,5,',
  );
});

test('reports a country without visits, and shows the coverage when no visit matches', async ({ page }) => {
  await openPage(page, `${twoDays}&country=BR`);
  await page.locator('.outgoing .empty').waitFor();
  expect(await page.locator('.visits > .result > .empty h2').allTextContents()).toEqual([
    'No visits to Brazil',
    'No visits from Brazil',
  ]);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('PRIVATE');
  await page.waitForURL(/type=PRIVATE/);
  await page.getByRole('heading', { name: 'No matching visits' }).waitFor();
  expect(await getSummary(page)).toBe('Brazil: 0 visits hosted, 0 made.');
  expect(await page.locator('.arc[data-pair]').count()).toBe(0);
});

const invalidUrls: [url: string, message: string][] = [
  ['/map?type=FOO', 'Value "FOO" does not exist in "VisitType" enum.'],
  ['/map?from=2023-02-30', '"2023-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.'],
  ['/map?traveller=nobody', 'No person has the key "nobody".'],
  [`${twoDays}&country=QQ`, 'No country has the code “QQ”'],
];
test.for(invalidUrls)('%s shows an error', async ([url, message], { page }) => {
  await openPage(page, url);
  expect(await page.locator('.failed').innerText()).toContain(message);
});

test('notes what the map cannot draw', async ({ page }) => {
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    if (!route.request().postData()?.includes('query VisitMap')) return route.fulfill({ response });
    const { data } = (await response.json()) as { data: Record<'pairs' | 'hosted' | 'statuses', unknown[]> };
    const [korea, day] = [
      { key: 'x-korea', name: 'Korea (until 1910)' },
      { earliest: '2023-11-01', latest: '2023-11-01' },
    ];
    const france = { key: 'FR', name: 'France' };
    data.pairs.push({ count: 3, ...day, host: { key: 'UZ', name: 'Uzbekistan' }, travellerCountry: null });
    data.pairs.push(
      { count: 2, ...day, host: korea, travellerCountry: france },
      { count: 4, ...day, host: france, travellerCountry: france },
    );
    data.hosted.push({ count: 2, host: { key: 'x-korea' } });
    data.statuses.push({ count: 1, status: 'CANCELLED' });
    return route.fulfill({ response, json: { data } });
  });
  await openPage(page, twoDays);
  expect((await page.locator('.notes li').allInnerTexts()).map(collapseSpaces)).toEqual([
    'Without an arc: 3 visits by travellers whose country is not on record.',
    'Without an arc: 4 visits within a country.',
    'Including 1 cancelled.',
    'Not on the map: Korea (until 1910): 2 visits hosted, 0 made.',
  ]);
  expect(await getSummary(page)).toBe('2 visits between 4 pairs of countries.');
  await page.getByText('Show as table').click();
  await expect.poll(() => page.locator('.pairs tbody tr').count()).toBe(5);
  expect(await page.locator('.notes a').getAttribute('href')).toContain('country=x-korea');
});

test('shows the table when shapes fail to load, and retries on request', async ({ page }) => {
  await page.route('**/countries-110m*', (route) => route.abort());
  await openPage(page, `${twoDays}&country=FR`);
  const failed = page.locator('.failed');
  await failed.waitFor();
  expect(await page.getByText('Show as table: 2 pairs of countries').isVisible()).toBe(true);
  await page.unroute('**/countries-110m*');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.arc[data-pair]').first().waitFor();
  expect(await listPairs(page)).toEqual(['FR>KZ', 'FR>UZ']);
});

test('finds a traveller, draws former states below their successors, and downloads all visits', async ({
  page,
  skip,
}) => {
  skip(!hasHsgTravels, noTravels);
  await openPage(page, '/map?from=1990-01-01&until=1992-12-31&size=5');
  await page.getByLabel('Find a traveller').fill('baker');
  await page.getByRole('button', { name: 'James Addison Baker, U.S. Secretary of State' }).click();
  await page.waitForURL(/traveller=hsg:baker-james-addison/);
  await expect.poll(() => getSummary(page)).toBe('172 visits between 68 pairs of countries.');
  await waitUntilLoaded(page);
  expect(await listPairs(page)).toEqual([]);
  expect(await page.locator('.field .selected strong').textContent()).toBe('James Addison Baker');
  expect(await page.locator('.notes li').count()).toBe(0);
  const russia = page.getByRole('button', { name: 'Russia: 3 visits hosted, 0 made' });
  const soviet = page.getByRole('button', {
    name: 'Soviet Union: 11 visits hosted, 0 made; a former state, drawn below Russia',
  });
  expect(await russia.count()).toBe(1);
  await soviet.click();
  await page.waitForURL(/country=SUHH/);
  const listIncoming = () => page.locator('.incoming .entry code').allTextContents();
  await expect.poll(async () => (await listIncoming()).length).toBe(5);
  const first = await listIncoming();
  expect((await page.locator('.incoming .facts dd').allInnerTexts())[0]).toMatch(/^Soviet Union, /);
  await page.getByRole('navigation', { name: 'Incoming visits: pages' }).getByText('Next page').click();
  await page.waitForURL(/list=incoming.*after=/);
  await expect.poll(async () => (await listIncoming()).filter((key) => first.includes(key))).toEqual([]);
  expect(await listIncoming()).toHaveLength(5);
  const json = await captureDownload(page, () => page.getByRole('button', { name: 'JSON' }).click());
  expect((JSON.parse(json.text) as unknown[]).length).toBe(172);
});

test('places every host on the map, small ones as points, and fits a phone', async ({ page, skip }) => {
  skip(!hasHsgTravels, noTravels);
  await openPage(page, '/map');
  expect(await page.locator('.notes', { hasText: 'Not on the map' }).count()).toBe(0);
  const names = await page
    .locator('.world .point')
    .evaluateAll((markers) => markers.map((marker) => marker.getAttribute('aria-label')));
  expect(names).toContain('Vatican City: 43 visits hosted, 0 made');
  expect(names).toContain('South Vietnam: 10 visits hosted, 0 made; a former state, drawn below Vietnam');
  expect(names).toContain(
    'Federal Republic of Yugoslavia: 6 visits hosted, 0 made; a former state, drawn below Serbia',
  );
  expect(await page.getByRole('button', { name: /^Kosovo: 2 visits hosted/ }).count()).toBe(1);
  expect(await page.getByRole('button', { name: /^Taiwan: 5 visits hosted/ }).count()).toBe(1);
  await openPage(page, '/map?country=SG');
  expect(await getSummary(page)).toContain('Singapore: 19 visits hosted, 0 made.');
  expect(await page.getByRole('button', { name: 'United States: 0 visits to Singapore' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'United States: 19 visits to Singapore, 0 from there' }).count()).toBe(
    1,
  );
  expect(await page.locator('.map-legend').textContent()).toContain('Visits to and from Singapore');
  const measureOffset = async (): Promise<number> => {
    const [marker, frame] = await Promise.all(
      ['.world [aria-pressed=true]', '.map-frame'].map((selector) => page.locator(selector).boundingBox()),
    );
    return Math.abs((marker?.x ?? 0) + (marker?.width ?? 0) / 2 - (frame?.x ?? 0) - (frame?.width ?? 0) / 2);
  };
  expect(await measureOffset()).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect(await measureOffset()).toBeLessThan(20);
  expect(await page.getByRole('button', { name: 'Zoom in' }).isDisabled()).toBe(true);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

unitTest('the points of small countries match Natural Earth', () => {
  const read = (scale: string): WorldAtlas =>
    JSON.parse(
      readFileSync(new URL(`../../node_modules/world-atlas/countries-${scale}.json`, import.meta.url), 'utf8'),
    ) as WorldAtlas;
  const drawn = new Set(extractCountryShapes(read('110m')).map(({ id }) => id));
  const missing = extractCountryShapes(read('10m')).filter(({ id }) => id !== undefined && !drawn.has(id));
  const centroids = missing.map((shape) => [
    shape.id,
    findCentroid(shape).map((degrees) => Math.round(degrees * 10) / 10),
  ]);
  expect(Object.fromEntries(centroids)).toEqual(smallCountryPoints);
  expect(missing.length).toBe(64);
});
