import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect } from 'vitest';
import { explorerOrigin, test } from './page-fixture.ts';

/** Serves a page of another origin, whose policy allows frames and scripts of the explorer only. */
async function serveHost(body: string) {
  const policy = `default-src 'none'; script-src ${explorerOrigin}; frame-src ${explorerOrigin}; style-src 'none'`;
  const server = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html;charset=utf-8', 'content-security-policy': policy })
      .end(`<!doctype html><title>Secret</title><p id="secret">Secret</p>${body}`),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a page of another origin embeds a map, which is isolated and opens links in a new tab', async ({ page }) => {
  using host = await serveHost(
    `<script type="module" src="${explorerOrigin}/embed.js"></script>` +
      `<chancery-embed src="${explorerOrigin}/embed/map?from=2023-11-01&until=2023-11-02&country=KZ"></chancery-embed>`,
  );
  const context = page.context();
  const hostPage = await context.newPage();
  await hostPage.goto(host.url);
  const frame = hostPage.frameLocator('chancery-embed iframe');
  await frame.locator('.arc[data-pair="FR>KZ"]').waitFor();
  expect(await hostPage.locator('iframe').getAttribute('sandbox')).toBe(
    'allow-scripts allow-popups allow-popups-to-escape-sandbox',
  );
  // The frame has the height of its content.
  await expect
    .poll(async () => {
      const height = await hostPage.locator('iframe').evaluate((element) => element.clientHeight);
      return Math.abs(
        height - (await frame.locator('main').evaluate((element) => (element as HTMLElement).offsetHeight)),
      );
    })
    .toBeLessThan(2);
  // It can read neither the page nor storage, and frame nothing.
  const main = frame.locator('main');
  expect(
    await main.evaluate(() => {
      const attempt = (read: () => unknown): string => {
        try {
          return String(read());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attempt(() => parent.document.title),
        attempt(() => localStorage.length),
        attempt(() => document.cookie),
        String(globalThis.origin),
      ];
    }),
  ).toEqual(['SecurityError', 'SecurityError', 'SecurityError', 'null']);
  const violation = await main.evaluate(
    (_element, url) =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
      }),
    host.url,
  );
  expect(violation).toBe('frame-src');
  await hostPage.close();
});

test('a quotation and a chart can be embedded, and other addresses cannot', async ({ page }) => {
  const frame = (path: string) => `<chancery-embed src="${path}"></chancery-embed>`;
  using host = await serveHost(
    `<script type="module" src="${explorerOrigin}/embed.js"></script>${frame('/embed/statement/kz2023:S2')}` +
      `${frame('/embed/chart?measure=visits&by=HOST')}${frame('/map')}${frame('https://example.org/embed/map')}`,
  );
  const hostPage = await page.context().newPage();
  await hostPage.goto(host.url);
  const [quotation, chart] = [0, 1].map((index) =>
    hostPage.locator('chancery-embed').nth(index).locator('iframe').contentFrame(),
  );
  await quotation?.locator('.embed-statement blockquote').waitFor();
  await chart?.locator('svg.chart-svg').waitFor();
  expect(await hostPage.locator('iframe').count()).toBe(2);
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    quotation?.getByRole('link', { name: 'Evidence at Chancery' }).click(),
  ]);
  await opened.waitForURL(/\/entry\/kz2023:S2$/);
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  await opened.close();
  await hostPage.close();
});
