import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

let record: Awaited<ReturnType<typeof openTemporaryDatabase>>;
beforeAll(async () => {
  record = await openTemporaryDatabase({ generated: true });
});
afterAll(() => record[Symbol.asyncDispose]());

/** The response to a document when the database may work for the given time. */
async function answerWithin(workMs: number, query: string) {
  const api = createApi({ db: record.db, limits: { databaseTimeMs: workMs } });
  try {
    const response = await api.fetch(
      new Request('http://chancery.test/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) }),
    );
    return (await response.json()) as {
      data: unknown;
      errors?: { message: string; path: unknown; extensions: { code: string } }[];
    };
  } finally {
    await api.dispose();
  }
}

const heavy = [
  '{ visits(filter: { not: { type: [PRIVATE] } }) { totalCount } }',
  '{ visits(filter: { not: { status: [CANCELLED] } }, orderBy: [{ field: HOST, direction: ASC }], first: 100) { nodes { key } } }',
  '{ countries(first: 100) { nodes { visitsHosted { totalCount } } } }',
  '{ visitCounts(by: [YEAR, HOST_GROUP, TRAVELLER]) { count } }',
  '{ statementCounts(by: [YEAR, SPEAKER, ABOUT]) { count } }',
  '{ search(text: "a*", orderBy: RELEVANCE) { totalCount } }',
];

test.each(heavy)('aborts a slow query with TIMEOUT and advice: %s', async (query) => {
  const { data, errors } = await answerWithin(0, query);
  expect(Object.values(data as object)).toEqual([null]);
  expect(errors).toMatchObject([
    { extensions: { code: 'TIMEOUT' }, message: expect.stringContaining('Use a narrower filter') },
  ]);
  expect((await answerWithin(60_000, query)).errors).toBeUndefined();
});
