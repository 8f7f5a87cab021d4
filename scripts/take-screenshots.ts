import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../test/helpers/open-page.ts';
import { root, withExplorer } from './explorer-session.ts';

/**
 * Takes screenshots of the explorer with the bundled data: of each page at three widths in both themes, for review, or
 * with `--docs` those of docs/images.
 */
const { values } = parseArgs({
  options: { folder: { type: 'string' }, docs: { type: 'boolean', default: false } },
});

interface Shot {
  name: string;
  path: string;
  /** Opens what the picture shows, such as a dialog. */
  prepare?: (page: Page) => Promise<void>;
}

const shots: readonly Shot[] = [
  { name: 'front', path: '/' },
  { name: 'country', path: '/countries/KZ' },
  { name: 'person', path: '/people/emmanuel-macron' },
  { name: 'group', path: '/groups/143' },
  { name: 'source', path: '/sources/rnbo-2023-11-01' },
  { name: 'statement', path: '/entry/kz2023:S2' },
  { name: 'visit', path: '/entry/kz2023:V1' },
  { name: 'visits', path: '/visits?host=KZ' },
  { name: 'statements', path: '/statements?text=vassal' },
  { name: 'trade', path: '/trade' },
  { name: 'charts', path: '/charts' },
  { name: 'map', path: '/map?from=1990-01-01&until=1999-12-31&country=RU' },
  { name: 'timeline', path: '/timeline?of=KZ' },
  { name: 'search', path: '/search?text=oil' },
  { name: 'empty-list', path: '/statements?text=zzzz' },
  { name: 'unknown', path: '/people/nobody' },
  {
    name: 'command-palette',
    path: '/visits',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('kaz');
      await page
        .getByRole('option', { name: /^Kazakhstan/ })
        .first()
        .waitFor();
    },
  },
];

const docsShots: readonly Shot[] = ['front', 'timeline', 'statements', 'statement', 'map', 'trade'].flatMap(
  (name) => shots.find((shot) => shot.name === name) ?? [],
);

const themes = ['light', 'dark'] as const;
const viewports = [
  { width: 1400, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];
/** Two pages at a time use two cores. */
const pageCount = 2;

async function take(
  browser: Browser,
  url: string,
  { name, path, prepare }: Shot,
  options: { viewport: { width: number; height: number }; colorScheme: (typeof themes)[number]; file: string },
): Promise<void> {
  const { viewport, colorScheme, file } = options;
  const page = await browser.newPage({ baseURL: url, viewport, colorScheme, reducedMotion: 'reduce' });
  try {
    await openPage(page, path);
    await page.evaluate(() => document.fonts.ready);
    await prepare?.(page);
    await page.screenshot({ path: file });
  } catch (error) {
    throw new Error(`No screenshot of "${name}" (${path}).`, { cause: error });
  } finally {
    await page.close();
  }
}

await withExplorer(async (browser, url) => {
  const folder = values.folder ?? join(root, values.docs ? 'docs/images' : 'var/pictures');
  mkdirSync(folder, { recursive: true });
  const tasks = values.docs
    ? [
        ...docsShots.map((shot) => ({ shot, colorScheme: themes[0], file: `explorer-${shot.name}.png` })),
        ...docsShots
          .filter(({ name }) => name === 'map')
          .map((shot) => ({ shot, colorScheme: themes[1], file: `explorer-${shot.name}-dark.png` })),
      ].map((task) => ({ ...task, viewport: { width: 1280, height: 900 } }))
    : shots.flatMap((shot) =>
        viewports.flatMap((viewport) =>
          themes.map((colorScheme) => ({
            shot,
            viewport,
            colorScheme,
            file: `${shot.name}-${viewport.width}-${colorScheme}.png`,
          })),
        ),
      );
  const remaining = tasks.values();
  const work = async (): Promise<void> => {
    for (const { shot, file, ...options } of remaining)
      await take(browser, url, shot, { ...options, file: join(folder, file) });
  };
  await Promise.all(Array.from({ length: pageCount }, work));
  console.log(`${tasks.length} screenshots in ${folder}`);
});
