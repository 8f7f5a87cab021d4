import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Adds a person over another connection after the first statement of each request. */
function interrupted(db: Database, write: () => Promise<unknown>): Database {
  return {
    path: db.path,
    epoch: db.epoch,
    read: (work) =>
      db.read((reader) => {
        let pending: (() => Promise<unknown>) | undefined = write;
        return work({
          statements: reader.statements,
          all: (query) => reader.all(query),
          async get<Row>(query: Parameters<typeof reader.get>[0]) {
            const row = await reader.get<Row>(query);
            const now = pending;
            pending = undefined;
            await now?.();
            return row;
          },
        });
      }),
    autocommitReader: (options) => db.autocommitReader(options),
    write: (work) => db.write(work),
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

interface Body {
  data: { before: { totalCount: number }; after: { totalCount: number }; node: { key: string } | null };
  extensions: { dataset: { sequence: number } };
}

test('reads one snapshot per request despite concurrent writes', async () => {
  await using other = await openDatabase({ path: fixture.db.path });
  let written = 0;
  const write = async () => {
    written++;
    const { created } = await importRecords(
      other,
      toReadItems({ noun: 'person', key: `newcomer-${written}`, name: 'Newcomer' }),
    );
    expect(created).toBe(1);
  };
  const api = createApi({ db: interrupted(fixture.db, write) });
  const sendQuery = async (): Promise<Body> => {
    const body = JSON.stringify({
      query: '{ before: people { totalCount } node: person(key: "newcomer-1") { key } after: people { totalCount } }',
    });
    const headers = { 'content-type': 'application/json' };
    const response = await api.fetch(new Request('http://chancery.test/graphql', { method: 'POST', headers, body }));
    return (await response.json()) as Body;
  };

  const first = await sendQuery();
  expect(written).toBe(1);
  const people = first.data.before.totalCount;
  expect(first.data).toEqual({ before: { totalCount: people }, node: null, after: { totalCount: people } });

  const second = await sendQuery();
  expect(second.data).toEqual({
    before: { totalCount: people + 1 },
    node: { key: 'newcomer-1' },
    after: { totalCount: people + 1 },
  });
  expect(second.extensions.dataset.sequence).toBe(first.extensions.dataset.sequence + 1);
  await api.dispose();
});
