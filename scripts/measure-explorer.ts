import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openPage } from '../test/helpers/open-page.ts';
import { withExplorer } from './explorer-session.ts';

/**
 * Prints how the explorer's pages load on a first visit, with the bundled data and the processor slowed to a quarter:
 * the size of the scripts, the largest contentful paint, layout shift, and the longest task. With `--database`, measures
 * the lists of another database.
 */
const { values } = parseArgs({ options: { database: { type: 'string' } } });

const pages: readonly (readonly [name: string, path: string])[] = [
  ['front page', '/'],
  ['country', '/countries/KZ'],
  ['person', '/people/emmanuel-macron'],
  ['statement', '/entry/kz2023:S2'],
  ['list of visits', '/visits'],
  ['chart', '/charts'],
  ['map', '/map'],
];
const lists: typeof pages = [
  ['statements', '/statements'],
  ['statements with a word', '/statements?text=trade'],
  ['statements, oldest first', '/statements?sort=oldest'],
  ['visits', '/visits'],
  ['map', '/map'],
  ['charts', '/charts'],
];
const slowdown = 4;
const runCount = 5;

interface PageMetrics {
  kilobytes: number;
  largestPaint: number;
  layoutShift: number;
  longestTask: number;
}

async function measurePage(browser: Browser, url: string, path: string): Promise<PageMetrics> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.addInitScript(() => {
    const seen = { largestPaint: 0, layoutShift: 0, longestTask: 0 };
    Object.assign(window, { seen });
    const observe = (type: string, read: (entry: PerformanceEntry & { value?: number }) => void): void =>
      new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true });
    observe('largest-contentful-paint', ({ startTime }) => {
      seen.largestPaint = startTime;
    });
    observe('layout-shift', ({ value = 0 }) => {
      seen.layoutShift += value;
    });
    observe('longtask', ({ duration }) => {
      seen.longestTask = Math.max(seen.longestTask, duration);
    });
  });
  await openPage(page, path);
  // Observers are called after the frame.
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => (window as unknown as { seen: Omit<PageMetrics, 'kilobytes'> }).seen);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { kilobytes: bytes / 1000, ...seen };
}

const median = (numbers: number[]): number =>
  numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;

await withExplorer(async (browser, url) => {
  console.log('| page | script, compressed kB | largest paint, ms | layout shift | longest task, ms |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const [name, path] of values.database === undefined ? pages : lists) {
    const runs: PageMetrics[] = [];
    for (let run = 0; run < runCount; run += 1) runs.push(await measurePage(browser, url, path));
    const format = (field: keyof PageMetrics, digits: number): string =>
      median(runs.map((run) => run[field])).toFixed(digits);
    console.log(
      `| ${name} | ${format('kilobytes', 0)} | ${format('largestPaint', 0)} | ${format('layoutShift', 3)} | ${format('longestTask', 0)} |`,
    );
  }
}, values);
