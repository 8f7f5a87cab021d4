import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../test/helpers/open-page.ts';
import { root, withExplorer } from './explorer-session.ts';

/**
 * Takes screenshots of the explorer with the bundled data: of each page at three widths in both themes, for review, or
 * with `--docs` those of docs/images and the image that previews of pages show.
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

const findShot = (name: string): Shot => {
  const found = shots.find((shot) => shot.name === name);
  if (!found) throw new Error(`No page is called "${name}".`);
  return found;
};

const themes = ['light', 'dark'] as const;
const docsFolder = 'docs/images';
const docsViewport = { width: 1280, height: 900 };
const docsTasks = [
  ...['front', 'timeline', 'statements', 'statement', 'map', 'trade'].map((name) => ({
    shot: findShot(name),
    colorScheme: themes[0],
    viewport: docsViewport,
    file: `${docsFolder}/explorer-${name}.png`,
  })),
  {
    shot: findShot('map'),
    colorScheme: themes[1],
    viewport: docsViewport,
    file: `${docsFolder}/explorer-map-dark.png`,
  },
  {
    shot: findShot('front'),
    colorScheme: themes[0],
    viewport: { width: 1200, height: 630 },
    file: 'web/public/preview.png',
  },
];

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
  const folder = values.folder ?? join(root, 'var/pictures');
  const tasks = values.docs
    ? docsTasks.map((task) => ({ ...task, file: join(root, task.file) }))
    : shots.flatMap((shot) =>
        viewports.flatMap((viewport) =>
          themes.map((colorScheme) => ({
            shot,
            viewport,
            colorScheme,
            file: join(folder, `${shot.name}-${viewport.width}-${colorScheme}.png`),
          })),
        ),
      );
  for (const parent of new Set(tasks.map(({ file }) => dirname(file)))) mkdirSync(parent, { recursive: true });
  const remaining = tasks.values();
  const work = async (): Promise<void> => {
    for (const { shot, ...options } of remaining) await take(browser, url, shot, options);
  };
  await Promise.all(Array.from({ length: pageCount }, work));
  console.log(`${tasks.length} screenshots in ${values.docs ? root : folder}`);
});
