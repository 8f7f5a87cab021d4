import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { StatementHistory } from '../../src/db/inline-attempt.ts';
import type { LeasedThread, ReadClient, ReaderThreads } from '../../src/db/reader-threads.ts';
import { renderSql } from '../../src/db/render-sql.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { overloadedError } from '../../src/store/fair-queue.ts';
import { ReaderPool } from '../../src/store/reader-pool.ts';
import { NoQuickStatements } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { buildPost, createTracedApi } from './traced-api.ts';

let database: Awaited<ReturnType<typeof openTemporaryDatabase>>;
beforeAll(async () => {
  database = await openTemporaryDatabase({ generated: true });
});
afterAll(() => database[Symbol.asyncDispose]());

/** A pool that counts the operations that run in it. */
class CountingPool extends ReaderPool {
  operations = 0;
  /** Called after each statement of a thread. */
  afterStatement: () => Promise<unknown> = async () => undefined;

  override run<T>(client: ReadClient, work: (thread: LeasedThread) => Promise<T>): Promise<T> {
    this.operations += 1;
    return super.run(client, (thread) =>
      work({
        ...thread,
        get: async (query, withinMs) => {
          const row = await thread.get(query, withinMs);
          await this.afterStatement();
          return row;
        },
      }),
    );
  }
}

async function withPool(
  work: (pool: CountingPool, send: ReturnType<typeof createTracedApi>['sendQuery']) => Promise<void>,
  { history = new StatementHistory(), limits = {} } = {},
): Promise<void> {
  const pool = new CountingPool({ path: database.db.path, threads: 1, history });
  const { api, sendQuery } = createTracedApi({ db: database.db, threads: pool, limits });
  try {
    await work(pool, sendQuery);
  } finally {
    await api.dispose();
    await pool.close();
  }
}

const one = '{ country(code: "KZ") { name } }';
const several = '{ country(code: "KZ") { name } visits { totalCount } statements(first: 2) { nodes { key text } } }';
const slow = '{ statementCounts(by: [YEAR, SPEAKER, ABOUT]) { count } visits { totalCount } }';

describe('a query', () => {
  test.each([one, several])('runs in a thread until its statements have proved quick: %s', async (query) => {
    await withPool(async (pool, sendQuery) => {
      const first = await sendQuery(buildPost({ query }));
      expect(first.body.errors).toBeUndefined();
      expect(pool.operations).toBe(1);
      for (const text of first.trace.statements) expect(pool.history.isQuick(text)).toBe(true);
      const second = await sendQuery(buildPost({ query }));
      expect(pool.operations).toBe(1);
      expect(second.text).toBe(first.text);
      expect(second.trace.statements).toEqual(first.trace.statements);
    });
  });

  test.each([
    ['SQL produces all of it', ''],
    ['graphql-js executes it', ' __schema { queryType { name } }'],
  ])('has the same long response from a thread if %s', async (_, more) => {
    const fields = '{ nodes { id key name names { kind language text start end } again: names { kind text } } }';
    const query = `{ first: countries(first: 100) ${fields} next: people(first: 100) ${fields}${more} }`;
    const reference = await createTracedApi({ db: database.db }).sendQuery(buildPost({ query }));
    expect(JSON.stringify(reference.body.data.first).length).toBeGreaterThan(64 * 1024);
    // Characters of one, two, three and four bytes.
    expect(Buffer.byteLength(reference.text)).toBeGreaterThan(reference.text.length);
    await withPool(
      async (pool, sendQuery) => {
        expect((await sendQuery(buildPost({ query }))).text).toBe(reference.text);
        expect(pool.operations).toBe(1);
      },
      { history: new NoQuickStatements() },
    );
  });

  test('runs again as a whole in a thread if it takes too long on the event loop', async () => {
    const reference = await createTracedApi({ db: database.db }).sendQuery(buildPost({ query: slow }));
    const history = new StatementHistory();
    for (const text of reference.trace.statements) history.record(text, 0);
    const costly = reference.trace.statements.find((text) => text.includes('GROUP BY')) ?? '';
    await withPool(
      async (pool, sendQuery) => {
        const { text, trace } = await sendQuery(buildPost({ query: slow }));
        expect(text).toBe(reference.text);
        expect(trace.statements).toEqual(reference.trace.statements);
        // On a very fast machine the statement stays within its budget.
        if (pool.operations > 0) expect(history.isQuick(costly)).toBe(false);
      },
      { history },
    );
  });

  test('reads one snapshot in a thread despite concurrent writes', async () => {
    await withPool(
      async (pool, sendQuery) => {
        let writes = 0;
        pool.afterStatement = async () => {
          writes += 1;
          if (writes > 1) return;
          const person = { noun: 'person', key: 'isolation-newcomer', name: 'Newcomer' } as const;
          expect(await importRecords(database.db, toReadItems(person))).toMatchObject({ created: 1 });
        };
        const query = '{ before: people { totalCount } after: people { totalCount } }';
        const { data, extensions } = (await sendQuery(buildPost({ query }))).body;
        expect(writes).toBeGreaterThan(1);
        expect(data.after).toEqual(data.before);
        const next = (await sendQuery(buildPost({ query }))).body;
        expect(next.data.before.totalCount).toBe(data.before.totalCount + 1);
        expect(next.extensions.dataset.sequence).toBe(extensions.dataset.sequence + 1);
      },
      { history: new NoQuickStatements() },
    );
  });

  test('leaves the event loop free while it runs', async () => {
    await withPool(
      async (_pool, sendQuery) => {
        let turns = 0;
        let isRunning = true;
        const count = (): void => {
          turns += 1;
          if (isRunning) setImmediate(count);
        };
        const response = sendQuery(buildPost({ query: slow }));
        setImmediate(count);
        await response;
        isRunning = false;
        // On the event loop, both statements run within one turn each.
        expect(turns).toBeGreaterThan(20);
      },
      { history: new NoQuickStatements() },
    );
  });

  test.each([
    ['{ country(code: "XQ") { name } visits(filter: { host: { code: { eq: "XQ" } } }) { totalCount } }', {}],
    ['{ visits(filter: { host: { code: { eq: "XQ" } } }) { totalCount } }', {}],
    ['{ visitCounts(by: [YEAR, HOST_GROUP, TRAVELLER]) { count } }', { databaseTimeMs: 0 }],
    ['{ entry(key: "nothing", asKnownAt: "2024-01-01T00:00:00Z") { key } }', {}],
  ])('has the same errors in a thread: %s', async (query, limits) => {
    const inline = await createTracedApi({ db: database.db, limits }).sendQuery(buildPost({ query }));
    await withPool(
      async (_pool, sendQuery) => {
        const { text, status } = await sendQuery(buildPost({ query }));
        expect({ text, status }).toEqual({ text: inline.text, status: inline.status });
      },
      { history: new NoQuickStatements(), limits },
    );
  });
});

describe('the reader threads', () => {
  test.each([one, several])('reject a query with status 503 when too many are waiting: %s', async (query) => {
    const threads: ReaderThreads = {
      history: new StatementHistory(),
      async run(client) {
        client.isRejected = true;
        throw overloadedError();
      },
      async openSnapshot(client) {
        client.isRejected = true;
        throw overloadedError();
      },
      close: async () => undefined,
    };
    const api = createApi({ db: database.db, threads });
    const response = await api.fetch(new Request('http://chancery.test/graphql', buildPost({ query })));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    const { data, errors } = (await response.json()) as { data: unknown; errors: object[] };
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    await api.dispose();
  });

  const client = (): ReadClient => ({ key: 'test', databaseMs: 0, eventLoopMs: 0, isRejected: false });
  /** Never checks the clock. */
  const hang = renderSql(
    sql`WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 8000000) SELECT count(*) AS n FROM counter`,
  );

  test('are replaced if a statement does not end', async () => {
    const reasons: string[] = [];
    const pool = new ReaderPool({
      path: database.db.path,
      threads: 1,
      hungAfterMs: 1,
      onReplace: (reason) => reasons.push(reason),
    });
    await expect(pool.run(client(), (thread) => thread.get(hang, 1))).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(reasons).toHaveLength(1);
    await pool.close();
    const next = new ReaderPool({ path: database.db.path, threads: 1 });
    expect(await next.run(client(), (thread) => thread.get(renderSql(sql`SELECT 1 AS n`), 60_000))).toEqual({ n: 1 });
    await next.close();
  });

  test('are replaced in snapshots too', async () => {
    const reasons: string[] = [];
    const pool = new ReaderPool({
      path: database.db.path,
      threads: 1,
      // Applies to opening the snapshot too, which is quick, while the statement takes seconds.
      hungAfterMs: 300,
      onReplace: (reason) => reasons.push(reason),
    });
    const snapshot = await pool.openSnapshot(client());
    await expect(snapshot.get(hang, 1)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(reasons).toHaveLength(1);
    await expect(snapshot.get(renderSql(sql`SELECT 1 AS n`), 60_000)).rejects.toThrow('The thread of the snapshot');
    await snapshot.close();
    await pool.close();
  });

  test('count the time of their statements', async () => {
    const pool = new ReaderPool({ path: database.db.path, threads: 1 });
    const used = client();
    await pool.run(used, (thread) => thread.get(hang, 60_000));
    expect(used.databaseMs).toBeGreaterThan(0);
    expect(pool.history.isQuick(hang.sql)).toBe(false);
    await pool.close();
  });

  test('report a database that cannot be opened', async () => {
    const pool = new ReaderPool({ path: '/nonexistent/record.db', threads: 1 });
    await expect(pool.run(client(), (thread) => thread.begin())).rejects.toThrow(/open/);
    await pool.close();
  });
});

test('a statement that was slow must prove quick more often', () => {
  const history = new StatementHistory();
  const runsUntilQuick = (): number => {
    for (let runs = 1; ; runs += 1) {
      history.record('SELECT 1', 0);
      if (history.isQuick('SELECT 1')) return runs;
    }
  };
  expect(runsUntilQuick()).toBe(1);
  history.record('SELECT 1', 100);
  expect(history.isQuick('SELECT 1')).toBe(false);
  expect(runsUntilQuick()).toBe(2);
  history.record('SELECT 1', 100);
  expect(runsUntilQuick()).toBe(4);
});
