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

test('ties are drawn from origin to recipient, told apart by kind, and no pledge as what is at work', async ({
  page,
}) => {
  await openPage(page, '/trade');
  expect(
    await page.locator('a.tie').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')).sort()),
  ).toEqual([
    'European nations are turning off Russian crude. (supply, being given up)',
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
      .locator('.box.gone text:not(.why)')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).textDecorationLine)),
  ).toEqual(['line-through', 'line-through']);
  expect(await page.locator('.label').allTextContents()).toEqual(
    expect.arrayContaining(['partnership, pledge', 'supply, replacing', 'route']),
  );

  // How each line is drawn: its dashes, and whether it is hollow.
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
        gone: one.querySelectorAll('.gone').length,
      };
    }),
  );
  const of = (key: string) => drawn.find((one) => one.key === key);
  expect(of('kz2023:TL5')).toMatchObject({ kind: 'PARTNERSHIP', status: 'PLEDGE', active: false, hollow: true });
  const active = drawn.filter(({ status }) => status === 'ACTIVE');
  expect(active.map(({ key }) => key).sort()).toEqual(['kz2023:TL1', 'kz2023:TL2', 'kz2023:TL3', 'kz2023:TL4']);
  expect(active.every((one) => one.active && !one.hollow)).toBe(true);
  const activeStyles = active.map(({ style }) => style);
  for (const one of drawn.filter(({ status }) => status !== 'ACTIVE')) expect(activeStyles).not.toContain(one.style);
  expect(of('kz2023:TL1')?.style).toBe(of('kz2023:TL3')?.style);
  expect(of('kz2023:TL1')?.style).toContain(' none ');
  expect(new Set(activeStyles).size).toBe(3);
  expect([of('kz2023:TL1')?.gone, of('kz2023:TL2')?.gone, of('kz2023:TL3')?.gone]).toEqual([1, 1, 0]);

  const row = (key: string) => page.locator(`tr[data-key="${key}"] td`);
  expect((await row('kz2023:TL5').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'France and Kazakhstan declared their intent to form a partnership in rare earths and rare metals.',
    'partnership, pledge',
    'partners: France, Kazakhstan',
    'Rare-earth metals, scandium and yttrium (280530) Compounds of rare-earth metals, yttrium or scandium (2846) Rare metals the source says “rare earths and rare metals”',
    'since 1 November 2023 (follows from what a source says)',
    expect.stringContaining('rnbo.org'),
    'none on record',
  ]);
  expect((await row('kz2023:TL2').allInnerTexts()).slice(2, 5).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'between: China, Europe through: Kazakhstan around: Russia',
    'commodity not stated',
    'beginning not stated; attested 1 November 2023',
  ]);

  expect(await findAxeViolations(page)).toEqual([]);
  expect(await measurePhoneOverflow(page)).toBe(0);
});

/** A tie in goods that are not stated, between countries, as the server answers it. */
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
    since: null,
    until: null,
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

test('ties that go in a circle are drawn, each as a line of its own, left to right; one that has ended is told apart', async ({
  page,
}) => {
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

test('ties by filters, which stand in the address; a tie leads to its entry by keyboard', async ({ page }) => {
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
  await page.getByLabel('Party').fill('kazatom');
  await page.waitForURL('**/trade?party=kazatom');
  await expect.poll(() => page.locator('a.tie').count()).toBe(1);
  await page.getByLabel('Commodity').fill('26, uranium');
  await page.waitForURL(/commodity=26/);
  await waitUntilLoaded(page);
  // What scrolls can be reached, and the tie is next.
  await page.getByRole('region', { name: /Diagram of the ties/ }).focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('kz2023:TL4');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/entry/kz2023:TL4');
  await waitUntilLoaded(page);
  expect(await page.locator('h1').textContent()).toContain('Kazatomprom');
});

test('what can’t be asked is told, of ties and of flows', async ({ page }) => {
  await openPage(page, '/trade?commodity=ZZ&reporter=HU&disputed=perhaps');
  const told = 'No commodity has the code "ZZ". Give an HS code (2709) or a key (rare-metals)';
  expect(await page.locator('div.failed').allInnerTexts()).toEqual([
    expect.stringContaining(told),
    expect.stringContaining(told),
  ]);
  expect(await page.locator('p.failed').innerText()).toContain('“perhaps” as “disputed” (it can be yes or no)');
});

describe('flows that both sides report', () => {
  test('are two lines, never one; a gap and a mark where a cell is withheld', async ({ page }) => {
    await openPage(page, '/trade?commodity=2612&reporter=FR&partner=Kazakhstan');
    expect(await page.locator('#flows h3').allTextContents()).toEqual([
      'From Kazakhstan to France',
      'From France to Kazakhstan',
      'Sources',
    ]);
    const into = page.locator('#flows section', {
      has: page.getByRole('heading', { name: 'From Kazakhstan to France' }),
    });
    expect((await into.locator('.legend li').allInnerTexts()).slice(0, 2)).toEqual([
      'France: imports, CIF',
      'Kazakhstan: exports, FOB',
    ]);
    const chart = into.getByRole('img');
    expect(await chart.getAttribute('aria-label')).toBe(
      'In US dollars, by year. France, imports, CIF: 2 years from 2020 to 2022; withheld: 1 cell in 2021. Kazakhstan, exports, FOB: 2 years from 2020 to 2021.',
    );
    const lines = into.locator('.chart [data-series]');
    const years = (index: number) =>
      lines
        .nth(index)
        .locator('.point')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-year')));
    expect([await years(0), await years(1)]).toEqual([
      ['2020', '2022'],
      ['2020', '2021'],
    ]);
    // A line that is broken at the gap begins twice.
    expect((await lines.nth(0).locator('> path').first().getAttribute('d'))?.match(/M/g)).toHaveLength(2);
    const rows = (await into.locator('tbody tr').allInnerTexts()).map((text) => text.split('\t').slice(0, 6));
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
    // From the other side they are the same goods.
    await page.getByText('Swap reporter and partner').click();
    await page.getByLabel('Direction').selectOption('EXPORT');
    await page.waitForURL(/direction=EXPORT/);
    await expect
      .poll(() => page.locator('#flows h3').allTextContents())
      .toEqual(['From Kazakhstan to France', 'Sources']);
    expect(await page.locator('#flows .chart [data-series]').count()).toBe(2);
    await page.locator('#flows summary', { hasText: 'Query' }).click();
    const [, variables, snippet] = await page.locator('#flows .code pre').allTextContents();
    expect(JSON.parse(variables ?? '')).toMatchObject({
      reported: {
        commodity: { code: { eq: '2612' } },
        direction: ['EXPORT', 'RE_EXPORT'],
        partner: { code: { eq: 'FR' } },
      },
      mirror: { direction: ['IMPORT', 'RE_IMPORT'], reporter: { code: { eq: 'FR' } } },
    });
    expect(snippet).toContain('await chancery.request(query, {');
    expect(await findAxeViolations(page)).toEqual([]);
  });

  test('none of what was asked says so, and who reports; none at all says how they are imported', async ({ page }) => {
    await openPage(page, '/trade?commodity=uranium&reporter=JP');
    await page.locator('#flows .coverage').waitFor();
    expect(await page.locator('#flows .empty h2').textContent()).toBe('No such flow on record');
    expect(await page.locator('#flows .reporters a').allTextContents()).toEqual(['France', 'Kazakhstan']);
    await openPage(page, '/trade?commodity=2612&reporter=Atlantis&partner=Kazakhstan');
    expect(await page.locator('#flows .notice').first().innerText()).toBe(
      'No country on record has a name with “Atlantis” in it.',
    );
    // As a server answers that holds none.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query Reporters')) return route.fallback();
      await route.fulfill({
        contentType: 'application/json',
        body: JSON.stringify({ data: { tradeFlows: { totalCount: 0 }, tradeFlowTotals: [] } }),
      });
    });
    await openPage(page, '/trade');
    expect(await page.locator('#flows .empty').innerText()).toMatch(
      /No measured flows are on record[\s\S]*docs\/guide\/import\.md[\s\S]*import flows table\.csv --mapping baci/,
    );
    expect(await findAxeViolations(page)).toEqual([]);
  });
});

describe.skipIf(!hasCrudeOil)('the European register of crude oil (skipped where ../shared/data is absent)', () => {
  test('what Hungary bought of Kazakhstan is told in barrels; its value is marked as withheld, and no zero', async ({
    page,
  }) => {
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
    expect(await page.locator('.chart').innerHTML()).toContain('No figure in US dollars is told.');
    expect(
      (await page.locator('.table-flows tbody tr').allInnerTexts()).map((text) => text.split('\t').slice(0, 5)),
    ).toEqual([
      ['2015', 'Hungary', 'imports, CIF', '1 withheld', '671,390 barrels'],
      ['2016', 'Hungary', 'imports, CIF', '1 withheld', '1,382,280 barrels'],
    ]);
    expect(await page.locator('#flows').innerText()).toContain('as Kazakhstan would report it, is not on record');
    expect(await page.locator('#flows li a').allTextContents()).toEqual([
      'European Commission, Directorate-General for Energy: Registration of crude oil imports and deliveries in the European Union',
    ]);
    await page.getByLabel('Measured in').selectOption('quantity');
    await page.waitForURL(/as=quantity/);
    await page.locator('.chart .point').first().waitFor();
    expect(
      await page.locator('.chart .point').evaluateAll((all) => all.map((one) => one.getAttribute('data-year'))),
    ).toEqual(['2015', '2016']);
    expect(await marks.count()).toBe(0);
    expect(await findAxeViolations(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });

  test('a tie leads to its measured side; units have a chart each', async ({ page }) => {
    await openPage(page, '/trade');
    await page.getByRole('link', { name: /^Measured flows of: Kazakhstan has emerged/ }).click();
    await page.waitForURL('**/trade?commodity=2709&partner=KZ&direction=IMPORT#flows');
    await expect
      .poll(() => page.locator('#flows h3').allTextContents())
      .toEqual(['From Kazakhstan to any country', 'Sources']);
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
