import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect } from 'vitest';
import { explorerOrigin, test } from './page-fixture.ts';

// docs/security.md lists the headers in two tables: those of all pages, and those of each page.
const [commonTable = [], pageTable = []] = readTables('docs/security.md', '## Headers of pages');

/** Returns the tables of a section, each as its rows of cells without the header. */
function readTables(path: string, heading: string): string[][][] {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const start = page.indexOf(`${heading}\n`);
  const section = page.slice(start, page.indexOf('\n## ', start + 1) + 1 || undefined);
  return [...section.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', '')),
      ),
  );
}

describe('the headers of', () => {
  test('every page and its files are as listed', async () => {
    const html = await (await fetch(explorerOrigin)).text();
    const playground = await (await fetch(`${explorerOrigin}/graphql`, { headers: { accept: 'text/html' } })).text();
    const files = {
      '/assets/…': /src="(\/assets\/[^"]+)"/.exec(html)?.[1],
      '/graphql/assets/…': /src="\.(\/graphql\/assets\/[^"]+)"/.exec(playground)?.[1],
    };
    expect(pageTable.length).toBeGreaterThan(4);
    for (const [name = '', path = '', status, policy, cacheControl, vary] of pageTable) {
      const url = `${explorerOrigin}${(files as Record<string, string | undefined>)[path] ?? path}`;
      const response = await fetch(url, { headers: { accept: name.includes('file') ? '*/*' : 'text/html' } });
      const expected = {
        status: Number(status),
        'cache-control': cacheControl,
        vary,
        ...Object.fromEntries(
          commonTable.map(([header = '', explorer, playground, embed]) => [
            header,
            { explorer, playground, embed }[policy ?? ''],
          ]),
        ),
      };
      const actual = Object.fromEntries(Object.keys(expected).map((header) => [header, response.headers.get(header)]));
      expect({ name, ...actual, status: response.status }).toEqual({ name, ...expected });
    }
  });
});

test.for(['/', '/none', '/charts', '/map', '/embed/none', '/graphql', '/graphql?query={visits{totalCount}}'])(
  'a page of another origin cannot frame %s',
  async (path, { page }) => {
    const server = createServer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><iframe src="${explorerOrigin}${path}"></iframe>`),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    // The fixture's page reports requests to other origins, and violations of the policy.
    const attacker = await page.context().newPage();
    const [refusal] = await Promise.all([
      attacker.waitForEvent('console', (message) => message.text().includes('frame-ancestors')),
      attacker.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`),
    ]);
    expect(refusal.text()).toContain(explorerOrigin);
    await expect.poll(() => attacker.frames().map((frame) => frame.url())[1]).toBe('chrome-error://chromewebdata/');
    await attacker.close();
    server.closeAllConnections();
    server.close();
  },
);
