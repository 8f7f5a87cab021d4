import { describe, expect } from 'vitest';
import {
  captureDownload,
  findAxeViolations,
  hasCrudeOil,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

test('draws links from origin to recipient, with a style by kind and status', async ({ page }) => {
  await openPage(page, '/trade');
  expect(
    await page.locator('a.tie').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')).sort()),
  ).toEqual([
    'European nations are turning off Russian crude. (supply, winding down)',
    'France and Kazakhstan declared their intent to form a partnership in rare earths and rare metals. (partnership, pledge)',
    'France’s Orano operates a joint venture with Kazatomprom, Kazakhstan’s state nuclear firm. (joint venture)',
    'Kazakhstan has become an important link in the new trade route between China and Europe that bypasses Russia. (route)',
    'Kazakhstan has emerged as a replacement supplier of crude to European nations turning off Russian supply. (supply, replacing)',
    'Kazakhstan is a major exporter of uranium. (supply)',
  ]);
  const boxes = (
    await page
      .locator('.box')
      .evaluateAll((all) =>
        all.map((one) => [...one.querySelectorAll('text')].map((text) => text.textContent).join(' ')),
      )
  ).sort();
  expect(boxes).toEqual([
    'China',
    'Compounds of rare-earth metals, yttrium or scandium (2846)',
    'Crude petroleum oils (2709)',
    'Europe',
    'European nations',
    'France',
    'Kazakhstan',
    'Kazakhstan',
    'Kazakhstan',
    'Kazatomprom',
    'Orano',
    'Rare metals',
    'Rare-earth metals, scandium and yttrium (280530)',
    'Russia',
    'Russia bypassed',
    'Russia replaced',
    'Uranium',
    'commodity not stated',
    'recipient not stated',
  ]);
  expect(
    await page
      .locator('.box.excluded text:not(.exclusion)')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).textDecorationLine)),
  ).toEqual(['line-through', 'line-through']);
  expect(await page.locator('.label').allTextContents()).toEqual(
    expect.arrayContaining(['partnership, pledge', 'supply, replacing', 'route']),
  );

  // The style of each line: its dashes, and whether it is hollow.
  const drawn = await page.locator('a.tie').evaluateAll((all) =>
    all.map((one) => {
      const line = one.querySelector('.line');
      const style = line ? getComputedStyle(line) : undefined;
      return {
        key: one.getAttribute('data-key') ?? '',
        kind: one.getAttribute('data-kind'),
        status: one.getAttribute('data-status'),
        active: one.classList.contains('status-active'),
        style: `${style?.stroke} ${style?.strokeDasharray} ${style?.strokeWidth}`,
        hollow: one.querySelector('.core') !== null,
        excluded: one.querySelectorAll('.excluded').length,
      };
    }),
  );
  const findLine = (key: string) => drawn.find((one) => one.key === key);
  expect(findLine('kz2023:TL5')).toMatchObject({ kind: 'PARTNERSHIP', status: 'PLEDGE', active: false, hollow: true });
  const active = drawn.filter(({ status }) => status === 'ACTIVE');
  expect(active.map(({ key }) => key).sort()).toEqual(['kz2023:TL1', 'kz2023:TL2', 'kz2023:TL3', 'kz2023:TL4']);
  expect(active.every((one) => one.active && !one.hollow)).toBe(true);
  const activeStyles = active.map(({ style }) => style);
  for (const one of drawn.filter(({ status }) => status !== 'ACTIVE')) expect(activeStyles).not.toContain(one.style);
  expect(findLine('kz2023:TL1')?.style).toBe(findLine('kz2023:TL3')?.style);
  expect(findLine('kz2023:TL1')?.style).toContain(' none ');
  expect(new Set(activeStyles).size).toBe(3);
  expect([
    findLine('kz2023:TL1')?.excluded,
    findLine('kz2023:TL2')?.excluded,
    findLine('kz2023:TL3')?.excluded,
  ]).toEqual([1, 1, 0]);

  const row = (key: string) =>
    page.locator('tbody tr', { has: page.locator(`a[href="/entry/${key}"]`) }).locator('th, td');
  expect((await row('kz2023:TL5').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'France and Kazakhstan declared their intent to form a partnership in rare earths and rare metals.',
    'partnership, pledge',
    'partners: France, Kazakhstan',
    'Rare-earth metals, scandium and yttrium (280530) Compounds of rare-earth metals, yttrium or scandium (2846) Rare metals as stated: “rare earths and rare metals”',
    'since 1 November 2023 (follows from what a source says)',
    expect.stringContaining('rnbo.org'),
    'none',
  ]);
  expect((await row('kz2023:TL2').allInnerTexts()).slice(2, 5).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'endpoints: China, Europe via: Kazakhstan bypassed: Russia',
    'commodity not stated',
    'start not stated; attested on 1 November 2023',
  ]);

  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

/** A trade link between countries without a commodity, as the API returns it. */
const supply = (key: string, suppliers: string[], buyers: string[], status = 'ACTIVE') => {
  const countries = (keys: string[]) => keys.map((name) => ({ __typename: 'Country', key: name, name }));
  const none = {
    partners: [],
    endpoints: [],
    via: [],
    bypassed: [],
    replaced: [],
    commodities: [],
    citations: [],
    start: null,
    end: null,
  };
  const rest = { commodityVerbatim: null, disputed: false, at: '2023-11-01', flows: { nodes: [] } };
  return {
    ...none,
    ...rest,
    key,
    summary: key,
    kind: 'SUPPLY',
    status,
    suppliers: countries(suppliers),
    buyers: countries(buyers),
  };
};

test('draws circular links as separate lines from left to right, ended ones in another style', async ({ page }) => {
  const nodes = [supply('a', ['KZ'], ['FR']), supply('b', ['FR'], ['KZ'], 'ENDED'), supply('c', ['KZ', 'FR'], ['KZ'])];
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query Ties')) return route.fallback();
    await route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({ data: { tradeLinks: { totalCount: 3, nodes, pageInfo } } }),
    });
  });
  await openPage(page, '/trade');
  expect((await page.locator('.box').allTextContents()).sort()).toEqual([
    'FR',
    'FR',
    'KZ',
    'KZ',
    'commodity not stated',
  ]);
  const lines = await page
    .locator('a.tie')
    .evaluateAll((all) =>
      all.map((one) =>
        [...one.querySelectorAll<SVGPathElement>('.line')].map((line) => [
          line.getPointAtLength(0).x,
          line.getPointAtLength(line.getTotalLength()).x,
        ]),
      ),
    );
  expect(lines.map((of) => of.length)).toEqual([2, 2, 3]);
  for (const [from = 0, to = 0] of lines.flat()) expect(from).toBeLessThan(to);
  const strokes = await page
    .locator('a.tie')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one.querySelector('.line') ?? one).strokeDasharray));
  expect(strokes).toEqual(['none', '2px, 4px', 'none']);
  const sides = await page
    .locator('.box rect')
    .evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ x, top, bottom }) => ({ x, top, bottom })),
    );
  for (const a of sides)
    for (const b of sides) if (a !== b && a.x === b.x) expect(a.bottom < b.top || b.bottom < a.top).toBe(true);
});

test('filters links by URL, and opens an entry by keyboard', async ({ page }) => {
  await openPage(page, '/trade');
  await page.getByLabel('Status').selectOption('PLEDGE');
  await page.waitForURL('**/trade?status=PLEDGE');
  await expect.poll(() => page.locator('a.tie').count()).toBe(1);
  await page.goBack();
  await expect.poll(() => page.locator('a.tie').count()).toBe(6);
  const csv = await captureDownload(page, () => page.getByRole('button', { name: 'CSV' }).first().click());
  expect(csv.name).toBe('trade-ties.csv');
  expect(csv.text.trim().split('\r\n')).toHaveLength(7);
  expect(csv.text).toContain(
    'kz2023:TL1,SUPPLY,ACTIVE,false,,,2023-11-01,2709,crude,Kazakhstan,European nations,,,,,Russia,',
  );
  await page.getByLabel('Country or company').fill('kazatom');
  await page.waitForURL('**/trade?party=kazatom');
  await expect.poll(() => page.locator('a.tie').count()).toBe(1);
  await page.getByRole('form', { name: 'Filter trade links' }).getByLabel('Commodity').fill('26, uranium');
  await page.waitForURL(/commodity=26/);
  await waitUntilLoaded(page);
  // The scrollable diagram is a tab stop, followed by its first link.
  await page.getByRole('region', { name: /Diagram of the trade links/ }).focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('kz2023:TL4');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/entry/kz2023:TL4');
  await waitUntilLoaded(page);
  expect(await page.locator('h1').textContent()).toContain('Kazatomprom');
});

test('folds the filters on a phone, and counts those in use', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, '/trade?status=PLEDGE');
  expect(await page.getByLabel('Status').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  expect(await page.getByLabel('Status').inputValue()).toBe('PLEDGE');
  // The legend explains the lines that are drawn, and no others.
  expect(await page.getByRole('list', { name: 'Legend' }).getByRole('listitem').allInnerTexts()).toEqual([
    'partnership',
    'pledge',
  ]);
});

test('shows the message of the API for invalid filters of links and flows', async ({ page }) => {
  await openPage(page, '/trade?commodity=ZZ&reporter=HU&disputed=perhaps');
  const message = 'No commodity has the code "ZZ". Give an HS code (2709) or a key (rare-metals)';
  expect(await page.locator('div.failed').allInnerTexts()).toEqual([
    expect.stringContaining(message),
    expect.stringContaining(message),
  ]);
  expect(await page.locator('p.failed').innerText()).toContain('“disputed” is “perhaps” (expected yes or no)');
});

describe('flows that both sides report', () => {
  test('are separate lines, with a gap and a mark for a withheld amount', async ({ page }) => {
    await openPage(page, '/trade?commodity=2612&reporter=FR&partner=Kazakhstan');
    expect(await page.locator('#flows h3').allTextContents()).toEqual([
      'From Kazakhstan to France',
      'From France to Kazakhstan',
      'Single flows',
      'Sources',
    ]);
    const section = page.locator('#flows section', {
      has: page.getByRole('heading', { name: 'From Kazakhstan to France' }),
    });
    expect((await section.locator('.legend li').allInnerTexts()).slice(0, 2)).toEqual([
      'France: imports, CIF',
      'Kazakhstan: exports, FOB',
    ]);
    const chart = section.getByRole('img');
    expect(await chart.getAttribute('aria-label')).toBe(
      'In US dollars, by year. France, imports, CIF: 2 years from 2020 to 2022; withheld: 1 flow in 2021. Kazakhstan, exports, FOB: 2 years from 2020 to 2021.',
    );
    const lines = section.locator('.chart [data-series]');
    const years = (index: number) =>
      lines
        .nth(index)
        .locator('.point')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-year')));
    expect([await years(0), await years(1)]).toEqual([
      ['2020', '2022'],
      ['2020', '2021'],
    ]);
    // The gap splits the line in two.
    expect((await lines.nth(0).locator('> path').first().getAttribute('d'))?.match(/M/g)).toHaveLength(2);
    const rows = (await section.locator('tbody tr').allInnerTexts()).map((text) => text.split('\t').slice(0, 6));
    expect(rows).toEqual([
      ['2020', 'France', 'imports, CIF', '100', '10 kilograms', '1'],
      ['2020', 'Kazakhstan', 'exports, FOB', '90', '9 kilograms', '1'],
      ['2021', 'France', 'imports, CIF', '1 withheld', '12 kilograms', '1'],
      ['2021', 'Kazakhstan', 'exports, FOB', '95', '9.5 kilograms', '1'],
      ['2022', 'France', 'imports, CIF', '140', '14 kilograms', '1'],
    ]);
    const json = await captureDownload(page, () => page.getByRole('button', { name: 'JSON' }).nth(1).click());
    expect(json.name).toBe('trade-flows.json');
    expect((JSON.parse(json.text) as { direction: string }[]).map(({ direction }) => direction).sort()).toEqual([
      'EXPORT',
      'EXPORT',
      'EXPORT',
      'IMPORT',
      'IMPORT',
      'IMPORT',
    ]);
    // Swapping the sides shows the same goods.
    await page.getByText('Swap reporter and partner').click();
    await page.getByLabel('Direction').selectOption('EXPORT');
    await page.waitForURL(/direction=EXPORT/);
    await expect
      .poll(() => page.locator('#flows h3').allTextContents())
      .toEqual(['From Kazakhstan to France', 'Single flows', 'Sources']);
    expect(await page.locator('#flows .chart [data-series]').count()).toBe(2);
    await page.locator('#flows summary', { hasText: 'Query' }).click();
    const [, snippet, , , variables] = await page.locator('#flows .code pre').allTextContents();
    expect(JSON.parse(variables ?? '')).toMatchObject({
      reported: {
        commodity: { code: { eq: '2612' } },
        direction: ['EXPORT', 'RE_EXPORT'],
        partner: { code: { eq: 'FR' } },
      },
      mirror: { direction: ['IMPORT', 'RE_IMPORT'], reporter: { code: { eq: 'FR' } } },
    });
    expect(snippet).toContain('await chancery.request(/* GraphQL */');
    expect(await findAxeViolations(page)).toEqual([]);
  });

  test('list the reporters when nothing matches, and the import command when there are none', async ({ page }) => {
    await openPage(page, '/trade?commodity=uranium&reporter=JP');
    await page.locator('#flows .coverage').waitFor();
    expect(await page.locator('#flows .empty h2').textContent()).toBe('No matching flows');
    expect(await page.locator('#flows .reporters a').allTextContents()).toEqual(['France', 'Kazakhstan']);
    await openPage(page, '/trade?commodity=2612&reporter=Atlantis&partner=Kazakhstan');
    expect(await page.locator('#flows .notice').first().innerText()).toBe(
      'No country has a name that contains “Atlantis”.',
    );
    // As from a server without flows.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query Reporters')) return route.fallback();
      await route.fulfill({
        contentType: 'application/json',
        body: JSON.stringify({ data: { tradeFlows: { totalCount: 0 }, tradeFlowTotals: [] } }),
      });
    });
    await openPage(page, '/trade');
    expect(await page.locator('#flows .empty').innerText()).toMatch(
      /No measured flows on record[\s\S]*docs\/guide\/import\.md[\s\S]*import flows table\.csv --mapping baci/,
    );
    expect(await findAxeViolations(page)).toEqual([]);
  });
});

describe.skipIf(!hasCrudeOil)('the European register of crude oil (skipped where ../shared/data is absent)', () => {
  test('shows imports in barrels, and marks their value as withheld rather than zero', async ({ page }) => {
    await openPage(page, '/trade?commodity=2709&reporter=HU&partner=KZ');
    const marks = page.locator('.cell-withheld');
    expect(
      await marks.evaluateAll((all) =>
        all.map((one) => [one.getAttribute('data-year'), one.getAttribute('data-count')]),
      ),
    ).toEqual([
      ['2015', '1'],
      ['2016', '1'],
    ]);
    expect(await page.locator('.chart .point').count()).toBe(0);
    expect(await page.locator('.chart').innerHTML()).toContain('No amounts in US dollars are available.');
    expect(
      (await page.locator('.table-flows tbody tr').allInnerTexts()).map((text) => text.split('\t').slice(0, 5)),
    ).toEqual([
      ['2015', 'Hungary', 'imports, CIF', '1 withheld', '671,390 barrels'],
      ['2016', 'Hungary', 'imports, CIF', '1 withheld', '1,382,280 barrels'],
    ]);
    expect(await page.locator('#flows').innerText()).toContain('No figures reported by Kazakhstan are on record.');
    expect(await page.locator('#flows li a').allTextContents()).toEqual([
      'European Commission, Directorate-General for Energy: Registration of crude oil imports and deliveries in the European Union',
    ]);
    await page.getByLabel('Unit').selectOption('quantity');
    await page.waitForURL(/as=quantity/);
    await page.locator('.chart .point').first().waitFor();
    expect(
      await page.locator('.chart .point').evaluateAll((all) => all.map((one) => one.getAttribute('data-year'))),
    ).toEqual(['2015', '2016']);
    expect(await marks.count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('links a trade link to its measured flows, with a chart per unit', async ({ page }) => {
    await openPage(page, '/trade');
    await page.getByRole('link', { name: /^Measured flows: Kazakhstan has emerged/ }).click();
    await page.waitForURL('**/trade?commodity=2709&partner=KZ&direction=IMPORT#flows');
    await expect
      .poll(() => page.locator('#flows h3').allTextContents())
      .toEqual(['From Kazakhstan to any country', 'Single flows', 'Sources']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Measured flows');
    await openPage(page, '/trade?reporter=FR&partner=KZ&direction=IMPORT&as=quantity');
    expect(
      (
        await page
          .locator('.chart')
          .evaluateAll((all) => all.map((one) => one.querySelector('text')?.textContent ?? ''))
      ).sort(),
    ).toEqual(['barrels', 'kilograms']);
  });
});
