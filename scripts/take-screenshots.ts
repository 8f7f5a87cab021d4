import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, missingChromiumMessage } from '../test/helpers/chromium.ts';

/** Takes the screenshots of the explorer in docs/images, or with `--figures` prints metrics of its views. */
const { values } = parseArgs({ options: { figures: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'chancery-screenshots-'));
const env = { PATH: process.env.PATH, CHANCERY_DB: join(folder, 'record.db'), PORT: '0' };
const cli = join(root, 'src/cli.ts');

type View = readonly [name: string, address: string];
const views: readonly View[] = [
  ['front', '/'],
  ['timeline', '/timeline?of=KZ'],
  ['statements', '/statements?text=vassal'],
  ['entry', '/entry/kz2023:S2'],
  ['map', '/map?from=1990-01-01&until=1999-12-31&country=RU'],
  ['trade', '/trade'],
];

async function takeScreenshots(browser: Browser, url: string): Promise<void> {
  for (const [colorScheme, ending] of [
    ['light', ''],
    ['dark', '-dark'],
  ] as const) {
    const page = await browser.newPage({
      baseURL: url,
      colorScheme,
      viewport: { width: 1280, height: 1120 },
      reducedMotion: 'reduce',
    });
    for (const [name, address] of views) {
      if (ending !== '' && name !== 'map') continue;
      await openView(page, address);
      await page.screenshot({ path: join(root, 'docs/images', `explorer-${name}${ending}.png`) });
    }
    await page.close();
  }
}

async function openView(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"]'));
}

interface PageMetrics {
  kilobytes: number;
  firstPaint: number;
  viewReady: number;
  layoutShift: number;
}

/** Measures a first visit: size of the scripts, time to first paint, time until the view is ready, and layout shift. */
async function measureView(browser: Browser, url: string, address: string): Promise<PageMetrics> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number }[])
        document.documentElement.dataset.shift = String(
          Number(document.documentElement.dataset.shift ?? 0) + entry.value,
        );
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const startedAt = performance.now();
  await openView(page, address);
  const viewReady = performance.now() - startedAt;
  const [firstPaint, shift] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    Number(document.documentElement.dataset.shift ?? 0),
  ]);
  await context.close();
  return { kilobytes: bytes / 1000, firstPaint: firstPaint ?? 0, viewReady, layoutShift: shift ?? 0 };
}

const median = (numbers: number[]): number =>
  numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;

async function printMetrics(browser: Browser, url: string): Promise<void> {
  for (const [name, address] of views) {
    const runs: PageMetrics[] = [];
    for (let run = 0; run < 5; run += 1) runs.push(await measureView(browser, url, address));
    const format = (field: keyof PageMetrics, digits: number): string =>
      median(runs.map((run) => run[field])).toFixed(digits);
    console.log(
      `| ${name} | ${format('kilobytes', 1)} | ${format('firstPaint', 0)} | ${format('viewReady', 0)} | ${format('layoutShift', 3)} |`,
    );
  }
}

let server: ReturnType<typeof spawn> | undefined;
try {
  const launchOptions = findChromium();
  if (!launchOptions) throw new Error(`Screenshots need a browser: ${missingChromiumMessage}.`);
  execFileSync(process.execPath, [join(root, 'scripts/build-web.ts')], { stdio: 'inherit' });
  server = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  let url = '';
  for await (const line of lines) {
    const entry = JSON.parse(line) as { msg: string; url?: string };
    if (entry.msg !== 'listening') continue;
    url = new URL(entry.url ?? '').origin;
    break;
  }
  const browser = await chromium.launch(launchOptions);
  try {
    if (values.figures)
      console.log(
        '| view | scripts, compressed kB | first paint, ms | view ready, ms | layout shift |\n| --- | --- | --- | --- | --- |',
      );
    const processViews = values.figures ? printMetrics : takeScreenshots;
    await processViews(browser, url);
  } finally {
    await browser.close();
  }
} finally {
  if (server && server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
