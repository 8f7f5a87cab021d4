import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { views } from '../../web/src/view-registry.ts';
import {
  findAxeViolations,
  hasCrudeOil,
  hasHsgTravels,
  measurePhoneOverflow,
  openPage,
  test,
  waitUntilLoaded,
} from './page-fixture.ts';

/** A record for each path with a key. */
const examples: Readonly<Record<string, readonly string[]>> = {
  '/entry/:key': ['kz2023:V1', 'kz2023:S2', 'kz2023:TL1', 'kz2023:P1'],
  '/embed/statement/:key': ['kz2023:S2'],
  '/people/:key': ['emmanuel-macron', 'nobody'],
  '/countries/:key': ['KZ'],
  '/organizations/:key': ['orano'],
  '/groups/:key': ['143'],
  '/offices/:key': ['fr:president'],
  '/sources/:key': ['rnbo-2023-11-01'],
  '/topics/:key': ['multi-vector-policy'],
};

const pages = [
  ...views.flatMap(({ path }) => examples[path]?.map((key) => path.replace(':key', key)) ?? [path]),
  '/none',
  '/search?text=oil',
  '/statements?text=zzzz',
];
/** Their content depends on data sets that may be absent. */
const hasAllData = hasHsgTravels && hasCrudeOil;

const screenHeight = 844;
const maxScreens = 15;

describe.each(pages)('%s', (path) => {
  test('has no accessibility violation in either theme, and every control can be reached and seen by keyboard', async ({
    page,
  }) => {
    await openPage(page, path);
    await showAll(page);
    expect(await findAxeViolations(page)).toEqual([]);
    const { missed, unmarked } = await walkByTab(page);
    expect({ missed, unmarked }).toEqual({ missed: [], unmarked: [] });
  });

  test('fits a phone and twice the text size without overlapping, in at most 15 screens', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: screenHeight });
    await openPage(page, path);
    await showAll(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (hasAllData) expect(height / screenHeight).toBeLessThanOrEqual(maxScreens);
    expect(await findOverlappingTexts(page)).toEqual([]);
    await page.setViewportSize({ width: 640, height: 450 });
    await waitForFrames(page);
    expect(await findOverlappingTexts(page)).toEqual([]);
    expect(await measurePhoneOverflow(page)).toBe(0);
  });
});

/** Waits until the layout has followed a change. */
const waitForFrames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Scrolls to the end, so that sections that load when they are near are complete. */
async function showAll(page: Page): Promise<void> {
  for (let before = -1; ; ) {
    const height = await page.evaluate(() => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      return document.documentElement.scrollHeight;
    });
    await waitForFrames(page);
    await waitUntilLoaded(page);
    if (height === before) break;
    before = height;
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/**
 * Presses Tab until the focus leaves the page. Returns the controls that were not focused, and those whose focus cannot be
 * seen. Of a group with arrow keys, one control is a stop.
 */
async function walkByTab(page: Page): Promise<{ missed: string[]; unmarked: string[] }> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.getSelection()?.removeAllRanges();
  });
  const unmarked: string[] = [];
  const maxStops = 1_500;
  for (let stop = 0; ; stop += 1) {
    if (stop === maxStops) throw new Error(`The focus has not left the page after ${maxStops} stops.`);
    await page.keyboard.press('Tab');
    const result = await page.evaluate(() => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body) return 'end';
      // A field of a date has several stops.
      if (activeElement.getAttribute('data-walked') === 'last') return 'seen';
      if (activeElement.hasAttribute('data-walked')) return 'end';
      document.querySelector('[data-walked="last"]')?.setAttribute('data-walked', '');
      activeElement.setAttribute('data-walked', 'last');
      const readStyle = (): string =>
        [activeElement.parentElement, activeElement, ...activeElement.querySelectorAll('*')]
          .map((element) => element && getComputedStyle(element))
          .map(
            (style) => style && [style.outline, style.boxShadow, style.stroke, style.strokeWidth, style.opacity].join(),
          )
          .join();
      const focused = readStyle();
      (activeElement as HTMLElement).blur();
      const isSeen = readStyle() !== focused;
      (activeElement as HTMLElement).focus({ preventScroll: true });
      return isSeen ? 'seen' : activeElement.outerHTML.slice(0, 150);
    });
    if (result === 'end') break;
    if (result !== 'seen') unmarked.push(result);
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      .filter((element) => !element.closest('[aria-hidden="true"], [inert], [disabled]'))
      .filter((element) => element.tabIndex >= 0 && !element.hasAttribute('data-walked'))
      // Of a group of radio buttons, one is a stop.
      .filter((element) => !(element instanceof HTMLInputElement && element.type === 'radio'))
      .map((element) => element.outerHTML.slice(0, 150)),
  );
  return { missed, unmarked };
}

/** Returns pairs of texts whose lines lie on each other. Lines that their frame cuts off or scrolls out of sight do not count. */
const findOverlappingTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    interface Line {
      node: Node;
      text: string;
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const clip = (rect: DOMRect, from: Element): Omit<Line, 'node' | 'text'> => {
      let { left, right, top, bottom } = rect;
      for (let element: Element | null = from; element; element = element.parentElement) {
        if (getComputedStyle(element).overflow === 'visible') continue;
        const frame = element.getBoundingClientRect();
        [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
        [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
      }
      return { left, right, top, bottom };
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lines: Line[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (text === '' || !element || element.closest('svg, .visually-hidden, [aria-hidden="true"]')) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) lines.push({ node, text, ...clip(rect, element) });
    }
    // Lines touch within the space between them.
    const slack = 8;
    const overlaps: string[] = [];
    for (const [index, first] of lines.entries())
      for (const second of lines.slice(index + 1)) {
        const width = Math.min(first.right, second.right) - Math.max(first.left, second.left);
        const height = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
        // The lines of one text may be closer than the boxes of its letters.
        if (first.node !== second.node && width > slack && height > slack)
          overlaps.push(`${first.text.slice(0, 40)} / ${second.text.slice(0, 40)}`);
      }
    return overlaps.slice(0, 5);
  });
