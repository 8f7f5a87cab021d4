import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test as plain } from 'vitest';
import { extractCountryShapes, findCentroid, type WorldAtlas } from '../../web/src/views/map/country-shapes.ts';
import { smallCountryPoints } from '../../web/src/views/map/small-country-points.ts';
import {
  captureDownload,
  findAxeViolations,
  hasHsgTravels,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

const twoDays = '/map?from=2023-11-01&until=2023-11-02';
const noTravels = 'the travels are not in ../shared/data';
const shown = (page: Page) => page.locator('.shown').textContent();
const pairs = (page: Page) =>
  page.locator('.arc[data-pair]').evaluateAll((arcs) => arcs.map((arc) => arc.getAttribute('data-pair')).sort());
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('draws a trip, and tells by keyboard who came to a country: in which office, on which leg, by how many sources', async ({
  page,
}) => {
  await openPage(page, twoDays);
  expect(await shown(page)).toBe('2 visits shown, between 2 pairs of countries.');
  expect(await pairs(page)).toEqual(['FR>KZ', 'FR>UZ']);
  // From the middle of metropolitan France eastwards, along a great circle.
  const width = await page
    .locator('[data-pair="FR>KZ"] path')
    .evaluate((path) => (path as SVGPathElement).getBBox().width);
  expect(width).toBeGreaterThan(100);

  const france = page.getByRole('button', { name: 'France: 0 visits hosted, 2 made' });
  expect(await page.locator('.world [role=button][tabindex="0"]').count()).toBe(1);
  await france.focus();
  await page.keyboard.press('ArrowRight');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(focused).toBe('Kazakhstan: 1 visit hosted, 0 made');
  await page.keyboard.press('Enter');
  await page.waitForURL(/country=KZ/);
  await page.locator('.came .entry').waitFor();
  expect(await focused()).toBe('Kazakhstan: 1 visit hosted, 0 made');
  expect(await shown(page)).toBe('2 visits shown, between 2 pairs of countries. Kazakhstan: 1 visit hosted, 0 made.');
  expect(await page.getByLabel('Country').inputValue()).toBe('KZ');
  expect(await page.locator('.arc.came[data-pair]').getAttribute('data-pair')).toBe('FR>KZ');

  const entry = page.locator('.came .entry');
  expect(await entry.locator('.entry-head').innerText()).toMatch(/^1 November 2023\s+official visit/);
  expect((await entry.locator('.travellers li').allInnerTexts()).map(spaced)).toEqual([
    'Emmanuel Macron, President of France',
  ]);
  expect((await entry.locator('.facts > div').allInnerTexts()).map(spaced)).toEqual([
    'To Kazakhstan, Astana',
    'Trip leg 1 of 2',
    'Evidence 5 sources',
  ]);
  expect(await entry.locator('a[href="/entry/kz2023:V1"]').count()).toBe(1);
  await page.locator('.went .empty').waitFor();
  expect(await page.locator('.went .empty h2').textContent()).toBe(
    'No visit by holders of offices of Kazakhstan is shown',
  );
  await waitUntilLoaded(page);
  expect(await page.locator('.went .coverage').innerText()).toContain('Emmanuel Macron’s trip to Central Asia');
  await page.getByText('The same as a table').click();
  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

test('the list of countries, the table and the arcs choose the same, and the query is told', async ({ page }) => {
  await openPage(page, `${twoDays}&country=fra`);
  await page.locator('.went .entry').first().waitFor();
  expect(await page.locator('.went .entry code').allTextContents()).toEqual(['kz2023:V2', 'kz2023:V1']);
  await page.locator('[data-pair="FR>KZ"] circle').click();
  await page.waitForURL(/country=KZ&with=FR/);
  await expect.poll(() => page.locator('.came .entry code').allTextContents()).toEqual(['kz2023:V1']);
  await page.getByLabel('Country').selectOption('UZ');
  await page.waitForURL(/country=UZ$/);
  await expect.poll(() => page.locator('.came .entry code').allTextContents()).toEqual(['kz2023:V2']);
  await page.getByText('The same as a table: 2 pairs of countries').click();
  expect((await page.locator('.pairs tbody tr').allInnerTexts()).map(spaced)).toEqual([
    'France Kazakhstan 1 1 November 2023 1 November 2023',
    'France Uzbekistan 1 1 November 2023 1 November 2023',
  ]);
  await page.getByRole('link', { name: '1 visit, France to Kazakhstan' }).click();
  await page.waitForURL(/country=KZ&with=FR/);
  expect(await page.locator('#chosen').textContent()).toBe('Kazakhstan and France');
  await page.locator('.tool > summary', { hasText: 'Query' }).first().click();
  const [query, variables, snippet] = await page.locator('.code pre').allTextContents();
  expect(query).toMatch(/^query VisitMap\(\$filter: VisitFilter\)/);
  expect(JSON.parse(variables ?? '')).toEqual({
    filter: { start: { certainty: 'CERTAIN', onOrAfter: '2023-11-01', onOrBefore: '2023-11-02' } },
  });
  expect(snippet).toContain('await chancery.request(query');
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).click());
  expect(csv.name).toBe('visits.csv');
  expect(csv.text).toContain(
    'kz2023:V1,2023-11-01,2023-11-01,OFFICIAL,COMPLETED,Emmanuel Macron,President of France,FR,KZ,Kazakhstan,Astana,kz2023:T1,1,2,5,',
  );
});

test('a country without visits says so, and a filter that finds none says what is covered', async ({ page }) => {
  await openPage(page, `${twoDays}&country=BR`);
  await page.locator('.went .empty').waitFor();
  expect(await page.locator('.visits > .answer > .empty h2').allTextContents()).toEqual([
    'No visit to Brazil is shown',
    'No visit by holders of offices of Brazil is shown',
  ]);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('PRIVATE');
  await page.waitForURL(/type=PRIVATE/);
  await page.getByRole('heading', { name: 'No such visit on record' }).waitFor();
  expect(await shown(page)).toBe('0 visits shown, between 0 pairs of countries. Brazil: 0 visits hosted, 0 made.');
  expect(await page.locator('.arc[data-pair]').count()).toBe(0);
});

const wrong: [address: string, said: string][] = [
  ['/map?type=FOO', 'Value "FOO" does not exist in "VisitType" enum.'],
  ['/map?from=2023-02-30', '"2023-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.'],
  ['/map?traveller=nobody', 'No person has the key "nobody".'],
  [`${twoDays}&country=QQ`, 'No country has the code “QQ”'],
];
test.for(wrong)('%s: what can’t be asked is told', async ([address, said], { page }) => {
  await openPage(page, address);
  expect(await page.locator('.failed').innerText()).toContain(said);
});

test('what can’t be drawn is told beside the map', async ({ page }) => {
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    if (!route.request().postData()?.includes('query VisitMap')) return route.fulfill({ response: answer });
    const { data } = (await answer.json()) as { data: Record<'pairs' | 'hosted' | 'statuses', unknown[]> };
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
    return route.fulfill({ response: answer, json: { data } });
  });
  await openPage(page, twoDays);
  expect((await page.locator('.notes li').allInnerTexts()).map(spaced)).toEqual([
    'On 3 visits the country of a traveller’s office is not on record: no arc leads from it.',
    '4 visits within a country: no arc.',
    'Shown too: 1 cancelled.',
    'Not on the map: Korea (until 1910): 2 visits hosted, 0 made.',
  ]);
  expect(await pairs(page)).toEqual(['FR>KZ', 'FR>UZ']);
  expect(await shown(page)).toBe('2 visits shown, between 4 pairs of countries.');
  expect(await page.locator('.pairs tbody tr').count()).toBe(5);
  expect(await page.locator('.notes a').getAttribute('href')).toContain('country=x-korea');
});

test('shapes that do not come leave the table, and are fetched anew on request', async ({ page }) => {
  await page.route('**/countries-110m*', (route) => route.abort());
  await openPage(page, twoDays);
  const failed = page.locator('.failed');
  await failed.waitFor();
  expect(await page.getByText('The same as a table: 2 pairs of countries').isVisible()).toBe(true);
  await page.unroute('**/countries-110m*');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.arc[data-pair]').first().waitFor();
  expect(await pairs(page)).toEqual(['FR>KZ', 'FR>UZ']);
});

test('finds a traveller, draws former states below who took their place, and saves all', async ({ page, skip }) => {
  skip(!hasHsgTravels, noTravels);
  await openPage(page, '/map?from=1990-01-01&until=1992-12-31&size=5');
  await page.getByLabel('Find a traveller').fill('baker');
  await page.getByRole('button', { name: 'James Addison Baker, U.S. Secretary of State' }).click();
  await page.waitForURL(/traveller=hsg:baker-james-addison/);
  await expect.poll(() => shown(page)).toBe('172 visits shown, between 68 pairs of countries.');
  await waitUntilLoaded(page);
  expect(await pairs(page)).toHaveLength(68);
  expect(await page.locator('.field .chosen strong').textContent()).toBe('James Addison Baker');
  expect(await page.locator('.notes li').count()).toBe(0);
  const russia = page.getByRole('button', { name: 'Russia: 3 visits hosted, 0 made' });
  const soviet = page.getByRole('button', {
    name: 'Soviet Union: 11 visits hosted, 0 made; a former state, drawn below Russia',
  });
  expect(await russia.count()).toBe(1);
  await soviet.click();
  await page.waitForURL(/country=SUHH/);
  const came = () => page.locator('.came .entry code').allTextContents();
  await expect.poll(async () => (await came()).length).toBe(5);
  const first = await came();
  expect((await page.locator('.came .facts dd').allInnerTexts())[0]).toMatch(/^Soviet Union, /);
  await page.getByRole('navigation', { name: 'Who came: pages' }).getByText('Next page').click();
  await page.waitForURL(/list=came.*after=/);
  await expect.poll(async () => (await came()).filter((key) => first.includes(key))).toEqual([]);
  expect(await came()).toHaveLength(5);
  const json = await captureDownload(page, () => page.getByRole('button', { name: 'JSON' }).click());
  expect((JSON.parse(json.text) as unknown[]).length).toBe(172);
});

test('all of the record: every host is on the map, small ones as points, and fits a phone', async ({ page, skip }) => {
  skip(!hasHsgTravels, noTravels);
  await openPage(page, '/map?country=SG');
  expect(await shown(page)).toContain('Singapore: 19 visits hosted, 0 made.');
  expect(await page.locator('.notes', { hasText: 'Not on the map' }).count()).toBe(0);
  const names = await page
    .locator('.world .point')
    .evaluateAll((spots) => spots.map((spot) => spot.getAttribute('aria-label')));
  expect(names).toContain('Vatican City: 43 visits hosted, 0 made');
  expect(names).toContain('South Vietnam: 10 visits hosted, 0 made; a former state, drawn below Vietnam');
  expect(names).toContain(
    'Federal Republic of Yugoslavia: 6 visits hosted, 0 made; a former state, drawn below Serbia',
  );
  expect(await page.getByRole('button', { name: /^Kosovo: 2 visits hosted/ }).count()).toBe(1);
  expect(await page.getByRole('button', { name: /^Taiwan: 5 visits hosted/ }).count()).toBe(1);
  const fromMiddle = async (): Promise<number> => {
    const [spot, frame] = await Promise.all(
      ['.world [aria-pressed=true]', '.map-frame'].map((of) => page.locator(of).boundingBox()),
    );
    return Math.abs((spot?.x ?? 0) + (spot?.width ?? 0) / 2 - (frame?.x ?? 0) - (frame?.width ?? 0) / 2);
  };
  expect(await fromMiddle()).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect(await fromMiddle()).toBeLessThan(20);
  expect(await page.getByRole('button', { name: 'Zoom in' }).isDisabled()).toBe(true);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

plain('the points of small countries are those of Natural Earth', () => {
  const read = (scale: string): WorldAtlas =>
    JSON.parse(
      readFileSync(new URL(`../../node_modules/world-atlas/countries-${scale}.json`, import.meta.url), 'utf8'),
    ) as WorldAtlas;
  const drawn = new Set(extractCountryShapes(read('110m')).map(({ id }) => id));
  const missing = extractCountryShapes(read('10m')).filter(({ id }) => id !== undefined && !drawn.has(id));
  const middles = missing.map((shape) => [
    shape.id,
    findCentroid(shape).map((degrees) => Math.round(degrees * 10) / 10),
  ]);
  expect(Object.fromEntries(middles)).toEqual(smallCountryPoints);
  expect(missing.length).toBe(64);
});
