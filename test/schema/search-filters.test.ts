import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { openDatabase } from '../../src/db/database.ts';
import { registerSqlFunctions } from '../../src/db/sql-functions.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { copyTemplateDatabase, createTemporaryFolder } from '../helpers/temporary-database.ts';

/** More rows than a selective search sorts. */
const count = 6_000;

interface Said {
  key: string;
  at: string;
  mode: string;
  text: string;
}

/** Seven statements a day. All contain "a common word", one in fifty "seldom", and every tenth a unique word. */
const allStatements: Said[] = Array.from({ length: count }, (_, index) => ({
  // The order of keys within a day differs from the insertion order.
  key: `s${(index * 7919) % count}`,
  at: new Date(Date.UTC(2000, 0, 1 + Math.floor(index / 7))).toISOString().slice(0, 10),
  mode: index % 3 === 0 ? 'DIRECT' : 'NARRATED',
  text: `a common word${index % 50 === 0 ? ', seldom said' : ''}${index % 10 === 0 ? ` own${index}` : ''}`,
}));

const folder = createTemporaryFolder();
const path = `${folder.path}/record.db`;
let db: Awaited<ReturnType<typeof openDatabase>>;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  await copyTemplateDatabase(path, { dossier: false });
  const client = new Sqlite(path);
  registerSqlFunctions(client);
  const entry = client.prepare("INSERT INTO entries (key, kind, at, summary) VALUES (?, 'STATEMENT', ?, 'Said.')");
  const statement = client.prepare(
    "INSERT INTO statements (id, at, key, mode, text, language, source_order) VALUES (?, ?, ?, ?, ?, 'en', ?)",
  );
  const document = client.prepare(
    "INSERT INTO documents (id, kind, entry_id, title, body, keywords) VALUES (?, 'STATEMENT', ?, 'Said.', ?, '')",
  );
  client.transaction(() => {
    for (const [index, { key, at, mode, text }] of allStatements.entries()) {
      const { lastInsertRowid: id } = entry.run(key, at);
      statement.run(id, at, key, mode, text, key);
      document.run(((Date.parse(at) - Date.parse('0000-12-31')) / 86_400_000) * 2 ** 24 + (index % 7), id, text);
    }
  })();
  client.close();
  db = await openDatabase({ path });
  api = createApi({ db });
});
afterAll(async () => {
  await api.dispose();
  await db.close();
  folder[Symbol.dispose]();
});

interface Answer {
  data: Record<
    string,
    { totalCount: number; nodes: { key: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
  >;
  errors?: { extensions: { code: string } }[];
}

async function runQuery(query: string, variables: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const response = await api.fetch(
    new Request('http://chancery.test/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    }),
  );
  return (await response.json()) as Answer;
}

const newest = (one: Said, other: Said): number => other.at.localeCompare(one.at) || (other.key < one.key ? -1 : 1);
const keys = (matches: (text: string) => boolean, mode?: string): string[] =>
  allStatements
    .filter(({ text, mode: own }) => matches(text) && (mode === undefined || own === mode))
    .sort(newest)
    .map(({ key }) => key);

const list = `query($filter: StatementFilter!, $first: Int, $last: Int, $after: String, $orderBy: [StatementOrder!]) {
  statements(filter: $filter, first: $first, last: $last, after: $after, orderBy: $orderBy) { totalCount nodes { key } pageInfo { endCursor hasNextPage } } }`;

async function page(variables: object) {
  const { data, errors } = await runQuery(list, variables);
  expect(errors).toBeUndefined();
  const { statements } = data;
  if (!statements) throw new Error('No list was answered.');
  return { ...statements, keys: statements.nodes.map(({ key }) => key) };
}

const texts: [string, (text: string) => boolean][] = [
  ['common', () => true],
  ['c*', () => true],
  ['comm*', () => true],
  ['"common word" "a common" a', () => true],
  ['seldom', (text) => text.includes('seldom')],
  ['"seldom said" own1*', (text) => text.includes('seldom') && text.includes('own1')],
  ['own50', (text) => text.endsWith('own50')],
  ['never', () => false],
  ['"common seldom" "word a"', () => false],
];

describe.each(texts)('statements that contain %s, few or many', (text, matches) => {
  test.each([undefined, 'DIRECT'])(
    'are all listed once, in order, across pages, and counted in mode %s',
    async (mode) => {
      const filter = { text, ...(mode !== undefined && { mode: [mode] }) };
      const expected = keys(matches, mode);
      const found: string[] = [];
      for (let after: string | undefined; ; ) {
        const { keys: some, totalCount, pageInfo } = await page({ filter, first: 100, after });
        expect(totalCount).toBe(expected.length);
        found.push(...some);
        if (!pageInfo.hasNextPage || found.length > 1_000) break;
        after = pageInfo.endCursor;
      }
      expect(found).toEqual(expected.slice(0, Math.max(found.length, 1_000)));
    },
  );

  test('are listed backwards and in another order', async () => {
    const expected = keys(matches);
    expect((await page({ filter: { text }, last: 30 })).keys).toEqual(expected.slice(-30));
    const oldest = await page({ filter: { text }, first: 30, orderBy: [{ field: 'SAID_ON', direction: 'ASC' }] });
    expect(oldest.keys).toEqual(expected.toReversed().slice(0, 30));
    const bySource = await page({ filter: { text }, first: 30, orderBy: [{ field: 'SOURCE', direction: 'ASC' }] });
    expect(bySource.keys).toEqual(expected.toSorted().slice(0, 30));
  });

  test('are separated from other statements and counted by dimension', async () => {
    const expected = keys(matches);
    expect((await page({ filter: { not: { text } }, first: 0 })).totalCount).toBe(count - expected.length);
    const counted = await runQuery(
      'query($text: String!) { statementCounts(by: [YEAR], filter: { text: $text }) { count } search(text: $text, kind: [STATEMENT]) { totalCount } }',
      { text },
    );
    const counts = counted.data.statementCounts as unknown as { count: number }[];
    expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(expected.length);
    expect(counted.data.search?.totalCount).toBe(expected.length);
  });

  test('are highlighted, by relevance and newest first', async () => {
    const expected = keys(matches);
    for (const orderBy of ['RELEVANCE', 'NEWEST']) {
      const { data } = await runQuery(
        'query($text: String!, $orderBy: SearchOrder!) { search(text: $text, orderBy: $orderBy, kind: [STATEMENT], first: 50) { edges { highlights node { ... on Statement { key } } } } }',
        { text, orderBy },
      );
      const edges = (data.search as unknown as { edges: { highlights: string[]; node: { key: string } }[] }).edges;
      expect(edges).toHaveLength(Math.min(50, expected.length));
      expect(edges.every(({ node }) => expected.includes(node.key))).toBe(true);
      expect(edges.every(({ highlights }) => highlights.join().includes('<mark>'))).toBe(true);
    }
  });
});

test('rejects a phrase with too many words to compare in time', async () => {
  const text = `"${'a '.repeat(999)}"`;
  for (const query of [
    'query($text: String!) { statements(filter: { text: $text }) { totalCount } }',
    'query($text: String!) { search(text: $text) { totalCount nodes { ... on Node { id } } } }',
  ])
    expect((await runQuery(query, { text })).errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
});

test.each(['a\0common', '"a\0common"', `common ${'\0'.repeat(9)}`])(
  'treats a NUL as a word separator: %j',
  async (text) => {
    expect((await page({ filter: { text }, first: 1 })).totalCount).toBe(count);
  },
);

test.each([
  'NEAR(a common)',
  'title:a',
  '{a common}',
  '- a',
  '^a',
  'a OR b',
  "a'); --",
  'a:*',
  `${'x'.repeat(1_999)}*`,
  '中文*',
  'a 😀',
])('treats operators in the input as text: %s', async (text) => {
  expect((await runQuery(list, { filter: { text } })).errors).toBeUndefined();
});

test('keeps the full-text index in sync with writes', async () => {
  expect((await checkIntegrity(db)).problems.filter((problem) => /full-text|damaged/.test(problem))).toEqual([]);
});
