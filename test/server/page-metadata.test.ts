import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import type { RateLimiter } from '../../src/api/enforce-rate-limit.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createExplorerHandler } from '../../src/server/explorer.ts';
import { type RunningServer, startHttpServer } from '../../src/server/http-server.ts';
import { createRecordPageReader } from '../../src/server/record-page.ts';
import { createToken } from '../../src/store/write/token.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const publicUrl = 'https://record.example.org';
const warnings: object[] = [];
const log = { info: () => undefined, warn: (fields: object) => void warnings.push(fields), error: () => undefined };
let database: Awaited<ReturnType<typeof openTemporaryDatabase>>;
let server: RunningServer;
let closeAll: () => Promise<void>;
/** Seconds that the limiter makes each client wait. */
let waitSeconds = 0;
const counted: string[] = [];

beforeAll(async () => {
  database = await openTemporaryDatabase();
  const { db, folder } = database;
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html><head><meta name="description" content="x" /><title>x</title></head><body></body></html>',
  );
  const person = (key: string, name: string) => ({ noun: 'person', key, name }) as const;
  const items = toReadItems(
    person('test:twin', 'Twin'),
    person('test:other', 'Other'),
    person('test:gone', 'Gone'),
    person('test:markup', 'O\'Neill "<script>alert(1)</script>" & Söhne'),
  );
  await importRecords(db, items);
  const api = createApi({ db, log });
  const { token } = await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 9 }, new Date()));
  const mutation = `mutation {
    merge(input: { key: "test:twin", into: "test:other", noun: PERSON, reason: "The same." }) { changed errors { message } }
    withdraw(input: { key: "test:gone", noun: PERSON, reason: "Not a person." }) { changed errors { message } }
  }`;
  const response = await api.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: mutation }),
    }),
  );
  expect(await response.json()).toMatchObject({
    data: { merge: { changed: true, errors: [] }, withdraw: { changed: true, errors: [] } },
  });
  const rateLimiter: Pick<RateLimiter, 'consume'> = {
    consume: async (key) => {
      counted.push(key);
      return waitSeconds;
    },
  };
  const readRecordPage = createRecordPageReader({ db, rateLimiter: rateLimiter as RateLimiter, log });
  server = await startHttpServer({
    api,
    explorer: createExplorerHandler({ readRecordPage, folder }),
    host: '127.0.0.1',
    port: 0,
    log,
    publicUrl,
  });
  closeAll = async () => {
    await server.close();
    await api.dispose();
    await database[Symbol.asyncDispose]();
  };
});
afterAll(() => closeAll());

/** Requests a page as a browser does, and returns the metadata in its head. */
async function readPage(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html', ...headers } });
  const { document } = new Window();
  document.write(await response.text());
  const tags = [...document.querySelectorAll('meta, link')].map((tag) => [
    tag.getAttribute('name') ?? tag.getAttribute('property') ?? tag.getAttribute('rel'),
    tag.getAttribute('content') ?? tag.getAttribute('href'),
  ]);
  return {
    status: response.status,
    title: document.title,
    tags: Object.fromEntries(tags) as Record<string, string>,
    scripts: document.querySelectorAll('script').length,
  };
}

test('the page of a statement has its summary, words, day and source', async () => {
  const { status, title, tags } = await readPage('/entry/kz2023:S2');
  expect({ status, title: tags['og:title'] }).toEqual({ status: 200, title: title.replace(/ · Chancery$/, '') });
  expect(tags.description).toContain('· 2023-11-01 ·');
  expect(tags.description?.startsWith('“')).toBe(true);
  expect(tags).toMatchObject({
    canonical: `${publicUrl}/entry/kz2023:S2`,
    'og:url': `${publicUrl}/entry/kz2023:S2`,
    'og:description': tags.description,
    'og:type': 'article',
    'og:site_name': 'Chancery',
    'og:image': `${publicUrl}/preview.png`,
    'twitter:card': 'summary_large_image',
  });
  expect(tags.robots).toBeUndefined();
});

test.each([
  ['/countries/KZ', 'Kazakhstan · Chancery'],
  ['/people/emmanuel-macron', 'Emmanuel Macron · Chancery'],
  ['/visits', 'Visits · Chancery'],
  ['/visits/', 'Visits · Chancery'],
  ['/map?from=2020-01-01', 'Map · Chancery'],
  ['/', 'Chancery'],
])('the page %s is called "%s"', async (path, title) => {
  const page = await readPage(path);
  expect([page.status, page.title]).toEqual([200, title]);
  expect(page.tags['og:url']).toBe(`${publicUrl}${path.split('?')[0]}`);
});

test.each([
  ['/people/nobody', 404],
  ['/countries/XX', 404],
  ['/entry/none', 404],
  // A person is no entry.
  ['/entry/emmanuel-macron', 404],
  ['/people/%E0%A4%A', 404],
  ['/people/test:gone', 410],
  ['/people/test:twin', 200],
  ['/embed/statement/kz2023:S2', 200],
  ['/embed/statement/none', 404],
])('%s has status %i', async (path, status) => {
  expect((await readPage(path)).status).toBe(status);
});

test('embedded pages and pages without a record are not indexed', async () => {
  for (const path of ['/embed/statement/kz2023:S2', '/embed/map', '/people/nobody', '/people/test:gone', '/none']) {
    const { tags } = await readPage(path);
    expect([path, tags.robots, tags.canonical]).toEqual([path, 'noindex', undefined]);
  }
});

test('a name with markup is escaped', async () => {
  const page = await readPage('/people/test:markup');
  expect([page.status, page.title, page.scripts]).toEqual([
    200,
    'O\'Neill "<script>alert(1)</script>" & Söhne · Chancery',
    0,
  ]);
  expect(page.tags['og:title']).toBe('O\'Neill "<script>alert(1)</script>" & Söhne');
});

test('a page is compressed and revalidated by its entity tag', async () => {
  const headers = { accept: 'text/html', 'accept-encoding': 'gzip' };
  const response = await fetch(`${server.url}/people/emmanuel-macron`, { headers });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const again = await fetch(`${server.url}/people/emmanuel-macron`, {
    headers: { ...headers, 'if-none-match': response.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('a client over its limit gets the page without metadata, counted apart from the API', async () => {
  waitSeconds = 10;
  try {
    const page = await readPage('/people/emmanuel-macron');
    expect([page.status, page.title, counted.at(-1)]).toEqual([200, 'Chancery', 'page 127.0.0.1']);
  } finally {
    waitSeconds = 0;
  }
});

test('an error of the database is logged, and the page is served without metadata', async () => {
  const closed = createRecordPageReader({ db: await openClosedDatabase(), rateLimiter: undefined, log });
  expect(await closed('/people/emmanuel-macron', undefined)).toEqual({ status: 200 });
  expect(warnings.at(-1)).toMatchObject({ path: '/people/emmanuel-macron' });
});

async function openClosedDatabase() {
  const { db, ...rest } = await openTemporaryDatabase({ dossier: false });
  await rest[Symbol.asyncDispose]();
  return db;
}
