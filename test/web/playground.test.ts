import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { explorerOrigin, measurePhoneOverflow, test } from './page-fixture.ts';

const token = inject('explorer').token ?? '';
const withdrawal =
  'mutation Withdraw { withdraw(input: { noun: PERSON, key: "none", reason: "Test." }) { errors { __typename code } } }';

async function openPlayground(page: Page, parameters: Record<string, string> = {}): Promise<void> {
  await page.goto(`/graphql?${new URLSearchParams(parameters)}`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

const runQuery = (page: Page): Promise<void> => page.getByLabel(/Execute query/).click();
const waitForResponse = (page: Page, text: string): Promise<void> =>
  page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor();

async function enterHeaders(page: Page, headers: Record<string, string>): Promise<void> {
  await page.getByText('Headers', { exact: true }).click();
  const editor = page.locator('section[aria-label="Headers"] .graphiql-editor:not(.hidden)');
  await editor.locator('.view-lines').click();
  await page.keyboard.insertText(JSON.stringify(headers));
  await editor.locator('.view-lines', { hasText: 'authorization' }).waitFor();
}

/** Everything that the page has stored in the browser, as text. */
async function readStorage(page: Page): Promise<string> {
  const state = await page.context().storageState({ indexedDB: true });
  const session = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const caches = await page.evaluate(async () => JSON.stringify(await globalThis.caches.keys()));
  return JSON.stringify([state, session, caches]);
}

/** Stored parts of a token that identify it: any eight characters in a row after its fixed beginning. */
function findTokenParts(stored: string): string[] {
  const secret = token.slice('chancery_'.length);
  return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).filter((part) =>
    stored.includes(part),
  );
}

describe('the token', () => {
  test('is stored nowhere, in no part, after it was used', async ({ page }) => {
    await openPlayground(page, { query: withdrawal });
    await enterHeaders(page, { authorization: `Bearer ${token}` });
    page.once('dialog', (dialog) => dialog.accept());
    await runQuery(page);
    await waitForResponse(page, 'NotFoundError');
    // The editor's state is stored with a delay: once a later change is stored, the token would be too.
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.insertText('# stored later\n');
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('# stored later'));
    expect(findTokenParts(await readStorage(page))).toEqual([]);

    await page.reload();
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(findTokenParts(await readStorage(page))).toEqual([]);
  });

  test('is removed if it was stored by an older version', async ({ page }) => {
    await page.goto('/favicon.svg');
    const headers = JSON.stringify({ authorization: `Bearer ${token}` });
    const tab = {
      id: 'a',
      title: 'StoredByAnOlderVersion',
      query: '{ visits { totalCount } }',
      variables: null,
      headers,
    };
    const state = { activeTabIndex: 0, tabs: [{ ...tab, operationName: null, response: null }] };
    const entries = {
      headers,
      shouldPersistHeaders: 'true',
      tabState: JSON.stringify(state),
      queries: JSON.stringify({ queries: [tab] }),
      favorites: 'not JSON',
      variables: headers,
    };
    await page.evaluate((stored) => {
      for (const [key, value] of Object.entries(stored)) localStorage.setItem(`graphiql:${key}`, value);
    }, entries);
    expect(findTokenParts(await readStorage(page))).not.toEqual([]);
    await openPlayground(page);
    // The tab is restored, without its headers.
    await page.getByRole('tab', { name: 'StoredByAnOlderVersion' }).waitFor();
    const stored = await readStorage(page);
    expect(findTokenParts(stored)).toEqual([]);
    expect(stored).toContain('totalCount');
    expect(stored).not.toContain('shouldPersistHeaders');
  });
});

describe('a mutation', () => {
  test('from a link is sent only after a confirmation that shows it', async ({ page }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.postData() ?? ''));
    const countMutations = (): number => requests.filter((body) => body.includes('withdraw(')).length;
    const questions: string[] = [];
    let isAccepted = false;
    page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void (isAccepted ? dialog.accept() : dialog.dismiss());
    });
    await openPlayground(page, { query: withdrawal });
    await runQuery(page);
    await waitForResponse(page, 'was not confirmed');
    expect([questions.length, countMutations()]).toEqual([1, 0]);
    expect(questions[0]).toContain('mutation Withdraw{withdraw(input:{noun:PERSON');

    isAccepted = true;
    await runQuery(page);
    await waitForResponse(page, 'UNAUTHENTICATED');
    expect([questions.length, countMutations()]).toEqual([2, 1]);
    // The same mutation was confirmed already.
    await Promise.all([
      page.waitForResponse((response) => response.request().postData()?.includes('withdraw(') === true),
      runQuery(page),
    ]);
    expect([questions.length, countMutations()]).toEqual([2, 2]);
  });

  test('that was stored in an earlier visit is confirmed too', async ({ page }) => {
    await page.goto('/favicon.svg');
    await page.evaluate((query) => localStorage.setItem('graphiql:query', query), withdrawal);
    await openPlayground(page);
    await page.locator('.graphiql-query-editor .view-lines', { hasText: 'withdraw(' }).waitFor();
    await Promise.all([page.waitForEvent('dialog').then((dialog) => dialog.dismiss()), runQuery(page)]);
    await waitForResponse(page, 'was not confirmed');
  });
});

test('a query runs without a question, with the variables of its link', async ({ page }) => {
  await openPlayground(page, {
    query: 'query($code: String!) { country(code: $code) { name } }',
    variables: '{"code": "KZ"}',
  });
  await runQuery(page);
  await waitForResponse(page, 'Kazakhstan');
});

test('links to the explorer and fits a phone', async ({ page }) => {
  await openPlayground(page);
  // The editors adapt to the new width one after the other.
  await expect.poll(() => measurePhoneOverflow(page), { timeout: 120_000 }).toBeLessThanOrEqual(0);
  await page.getByRole('link', { name: 'Explorer' }).click();
  await page.waitForURL(`${explorerOrigin}/`);
});
