import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildEventStreamRequest, readSubscriptionResults } from '../helpers/server-sent-events.ts';

const megabyte = 1024 * 1024;
const longText = 'It went on. '.repeat(megabyte / 12);
const message = 'The response exceeds 10,485,760 bytes. Request smaller pages with `first`, or fewer texts.';
const times = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(' ');

/** Twelve sources with a text, a title and a publisher of a megabyte each: a former version accepted any length. */
let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
  const keys = Array.from({ length: 12 }, (_, index) => `zz-long-${index}`);
  await importRecords(
    fixture.db,
    toReadItems(
      ...keys.map((key) => ({
        noun: 'source',
        key,
        publisher: 'P',
        text: longText,
        textRetention: 'RETAINED',
        licence: 'CC0',
      })),
    ),
  );
  await fixture.db.write((tx) => {
    tx.run(sql`UPDATE sources SET publisher = ${longText}, title = ${longText} WHERE key LIKE 'zz-long-%'`);
  });
});
afterAll(() => fixture[Symbol.asyncDispose]());

describe('a response that would be too large', () => {
  test.each([
    ['aliases of one text', `{ sources(last: 8) { nodes { ${times(45, (i) => `a${i}: publisher`)} } } }`],
    ['one text of many objects', '{ sources(last: 12) { nodes { publisher } } }'],
    ['edges', '{ sources(last: 12) { edges { node { publisher } } } }'],
    ['several texts', '{ sources(last: 6) { nodes { publisher title } } }'],
    ['source texts', `{ sources(last: 8) { nodes { ${times(45, (i) => `a${i}: text { words }`)} } } }`],
    ['one object', `{ source(key: "zz-long-1") { ${times(45, (i) => `a${i}: publisher`)} } }`],
    ['many root fields', `{ ${times(45, (i) => `a${i}: source(key: "zz-long-1") { publisher }`)} }`],
    [
      'root fields with introspection',
      `{ __schema { queryType { name } } ${times(45, (i) => `a${i}: source(key: "zz-long-1") { publisher }`)} }`,
    ],
    ['the executor', `{ __typename sources(last: 8) { nodes { ${times(45, (i) => `a${i}: publisher`)} } } }`],
  ])('ends with COST_LIMIT before it takes the memory: %s', async (_name, query) => {
    const before = process.resourceUsage().maxRSS;
    // The second time, the document is cached.
    for (const _ of [1, 2]) {
      const response = await fixture.fetch('/graphql', buildRequest(query));
      const body = Buffer.from(await response.arrayBuffer());
      expect(body.length).toBeLessThan(11 * megabyte);
      const { errors } = JSON.parse(body.toString()) as { errors: object[] };
      expect([response.status, errors.at(-1)]).toMatchObject([
        200,
        { message, path: expect.any(Array), extensions: { code: 'COST_LIMIT' } },
      ]);
    }
    // In kilobytes. The response would have hundreds of megabytes.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
  });

  test('is not rejected if it has less than the limit', async () => {
    const { data, errors } = await fixture.execute('{ sources(last: 8) { nodes { publisher } } }');
    expect(errors).toBeUndefined();
    expect(data.sources.nodes.map(({ publisher }: { publisher: string }) => publisher.length)).toEqual(
      Array.from({ length: 8 }, () => longText.length),
    );
  });
});

async function withLimit<T>(
  responseBytes: number,
  work: (request: (init: RequestInit) => Promise<Response>) => Promise<T>,
) {
  const db = await openDatabase({ path: fixture.db.path, maxResultBytes: responseBytes });
  const api = createApi({ db, limits: { responseBytes } });
  try {
    return await work((init) => api.fetch(new Request('http://chancery.test/graphql', init)));
  } finally {
    api.endStreams();
    await api.dispose();
    await db.close();
  }
}

const buildRequest = (query: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query }),
});

test.each([
  ['short texts of many objects', '{ countries(first: 100) { nodes { key code name } } }'],
  ['nested lists', '{ countries(first: 50) { nodes { names { text language } } } }'],
  ['nested pages', '{ countries(first: 100) { nodes { visitsHosted(first: 100) { nodes { key summary } } } } }'],
  ['an introspection', '{ __schema { types { name description } } }'],
])('the limit counts every byte of a response: %s', async (_name, query) => {
  const size = await withLimit(
    10 * megabyte,
    async (request) => (await (await request(buildRequest(query))).arrayBuffer()).byteLength,
  );
  const [fits, exceeds] = await Promise.all(
    [size + 1_000, Math.floor(size / 2)].map((limit) =>
      withLimit(limit, async (request) => (await request(buildRequest(query))).json()),
    ),
  );
  expect(fits).not.toHaveProperty('errors');
  expect(exceeds).toMatchObject({ errors: [{ extensions: { code: 'COST_LIMIT' } }] });
  // The schema itself cannot be null.
  expect(exceeds.data === null ? [null] : Object.values(exceeds.data)).toEqual([null]);
});

test('an event of a subscription that would be too large is an error, and the stream continues', async () => {
  const query = `subscription { changes(afterSequence: 0) { key ${times(40, (i) => `a${i}: changes { field from to }`)} } }`;
  await withLimit(20_000, async (request) => {
    const results = readSubscriptionResults(await request(buildEventStreamRequest(query)));
    const codes = new Set<unknown>();
    for await (const { data, errors } of results) {
      codes.add(errors ? errors[0].extensions.code : 'data');
      if (errors) expect(data).toEqual({ changes: null });
      if (codes.size === 2) break;
    }
    expect(codes).toEqual(new Set(['data', 'COST_LIMIT']));
  });
});
