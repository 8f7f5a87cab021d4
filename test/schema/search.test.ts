import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import { foldText } from '../../src/model/fold-text.ts';
import type { RecordInputOf } from '../../src/model/records/index.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { hasCountryCodes, readCountryCodes } from '../helpers/read-country-codes.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { hasHsgTravels } from '../helpers/temporary-database.ts';

interface Hit {
  highlights: string[];
  node: { __typename: string; key: string };
}
interface Found {
  totalCount: number;
  suggestions: string[];
  edges: Hit[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const query = `query($text: String!, $kind: [SearchKind!], $orderBy: SearchOrder, $first: Int, $after: String) {
  search(text: $text, kind: $kind, orderBy: $orderBy, first: $first, after: $after) {
    totalCount suggestions pageInfo { hasNextPage endCursor }
    edges { highlights node { __typename ... on Party { key } ... on Entry { key } ... on Source { key } ... on Office { key } ... on Topic { key } } } } }`;

const quote = (text: string, language: string, index: number) => ({
  noun: 'statement',
  key: `said-${index}`,
  summary: `Statement ${index}.`,
  speaker: 'emmanuel-macron',
  mode: 'DIRECT',
  saidOn: '2023-11-01',
  text,
  language,
  citations: [{ source: 'test-source', basis: 'STATED' }],
});

const sentences = [
  ['zh', '中方同哈萨克斯坦就能源合作达成一致。', '哈萨克斯坦'],
  ['zh', '法国总统访问了2023年的峰会。', '2023年'],
  ['ja', '日本とフランスはウランについて協議した。', 'ウラン'],
  ['ko', '대통령은 카자흐스탄을 방문했다.', '카자흐스탄'],
  ['th', 'ประธานาธิบดีเยือนประเทศคาซัคสถานเมื่อวานนี้', 'คาซัคสถาน'],
  ['lo', 'ປະທານປະເທດໄດ້ຢ້ຽມຢາມປະເທດຝຣັ່ງ', 'ຝຣັ່ງ'],
  ['km', 'ប្រធានាធិបតីបានទៅទស្សនកិច្ចនៅប្រទេសបារាំង', 'បារាំង'],
  ['my', 'သမ္မတသည်ပြင်သစ်နိုင်ငံသို့သွားရောက်ခဲ့သည်', 'ပြင်သစ်'],
] as const;

let fixture: ApiFixture;

async function search(text: string, variables: object = {}): Promise<Found> {
  const { data, errors, sqlStatements } = await fixture.execute(query, { text, ...variables });
  expect(errors).toBeUndefined();
  expect(sqlStatements).toHaveLength(1);
  return data.search;
}
const findKeys = async (text: string, variables: object = {}): Promise<string[]> =>
  (await search(text, variables)).edges.map(({ node }) => node.key);

beforeAll(async () => {
  fixture = await openApiFixture({ travels: hasHsgTravels });
  const records = [
    { noun: 'source', key: 'test-source', publisher: 'The Gazette of Tests', publishedOn: '2023-11-03' },
    { noun: 'topic', key: 'test-topic', name: 'Fishing quotas' },
    ...sentences.map(([language, text], index) => quote(text, language, index)),
    quote('Запасы урана — ёмкий й-вопрос. Ειρήνη και ουράνιο.', 'ru', sentences.length),
  ];
  expect(await importRecords(fixture.db, toReadItems(...records))).toMatchObject({
    rejected: 0,
    created: records.length,
  });
}, 120_000);
afterAll(() => fixture[Symbol.asyncDispose]());

describe('by relevance', () => {
  test.each([
    ['Kazakhstan', ['KZ']],
    ['Republic of Kazakhstan', ['KZ']],
    ['Казахстан', ['KZ']],
    ['kaz', ['KZ']],
    ['398', ['KZ']],
    ['Germany', ['DE', 'DDDE']],
    ['China', ['CN']],
    ['United States', ['US', 'UM']],
    ['the Gambia', ['GM']],
    ['Bahamas (les)', ['BS']],
    ['Guinea', ['GN']],
    ['EU', ['EU']],
    ['emmanuel macron', ['emmanuel-macron']],
    ['Côte d’Ivoire', ['CI']],
    ["cote d'ivoire", ['CI']],
  ])('lists the parties called %s first', async (text, expected) => {
    expect((await findKeys(text)).slice(0, expected.length)).toEqual(expected);
  });

  test('lists names that begin with the text before others', async () => {
    const hits = (await search('united', { kind: ['COUNTRY'], first: 100 })).edges.map(({ node }) => node.key);
    const rest = hits.indexOf('TZ');
    for (const key of ['US', 'GB', 'AE']) expect(hits.indexOf(key)).toBeLessThan(rest);
  });

  test.each(['the', 'united', 'republic of', 'k*', '中'])('pages through all results of %s once', async (text) => {
    const { totalCount, edges } = await search(text, { first: 100 });
    const keys: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Found = await search(text, { first: 7, after });
      keys.push(...page.edges.map(({ node }) => `${node.__typename} ${node.key}`));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage && keys.length < 100];
    }
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.slice(0, 98)).toEqual(edges.map(({ node }) => `${node.__typename} ${node.key}`).slice(0, 98));
    if (totalCount < 98) expect(keys).toHaveLength(totalCount);
  });
});

describe('text without spaces', () => {
  test.each(sentences)('in %s: %s contains %s', async (_language, text, part) => {
    const found = await search(part, { kind: ['STATEMENT'] });
    expect(found.edges.map(({ highlights }) => highlights)).toContainEqual([
      text.replace(part, `<mark>${part}</mark>`),
    ]);
    const characters = [...part];
    for (const [index, character] of characters.entries()) {
      const pair = character + (characters[index + 1] ?? '');
      // A mark does not begin a word, and digits are found as a whole.
      if (!/^\p{L}/u.test(pair)) continue;
      const { edges } = await search(pair, { kind: ['STATEMENT'] });
      expect(
        edges.flatMap(({ highlights }) => highlights.join('')),
        pair,
      ).toContainEqual(expect.stringContaining('<mark>'));
    }
  });

  test('does not match characters that are apart', async () => {
    expect((await search('哈斯', { kind: ['STATEMENT'] })).totalCount).toBe(0);
    expect((await search('"哈萨克斯坦 就能源"', { kind: ['STATEMENT'] })).totalCount).toBe(0);
  });

  test('is filtered and highlighted like other text', async () => {
    const filtered = await fixture.execute('{ statements(filter: { text: "哈萨克" }) { totalCount nodes { key } } }');
    expect(filtered.data.statements).toEqual({ totalCount: 1, nodes: [{ key: 'said-0' }] });
    expect((await search('能源 哈萨', { orderBy: 'NEWEST' })).edges[0]?.highlights).toEqual([
      '中方同<mark>哈萨</mark>克斯坦就<mark>能源</mark>合作达成一致。',
    ]);
  });
});

test.each([
  ['емкий', 1],
  ['ёмкий', 1],
  ['емкии', 0],
  ['ЗАПАСЫ', 1],
  ['ειρηνη', 1],
  ['ΟΥΡΑΝΙΟ', 1],
])('folds accents of Cyrillic and Greek: %s', async (text, count) => {
  expect((await search(text, { kind: ['STATEMENT'] })).totalCount).toBe(count);
});

test.each([
  ['टोगो', ['TG']],
  ['टोंगा', ['TO']],
])('the marks of other scripts are letters: %s', async (text, keys) => {
  expect(await findKeys(text, { kind: ['COUNTRY'] })).toEqual(keys);
});

test.each([
  ['Gazette of Tests', 'SOURCE', 'test-source'],
  ['president of france', 'OFFICE', 'president-of-france'],
  ['quotas', 'TOPIC', 'test-topic'],
])('finds %s', async (text, kind, key) => {
  expect(await findKeys(text, { kind: [kind] })).toEqual([key]);
  expect(await findKeys(text, { orderBy: 'NEWEST', first: 100 })).toContain(key);
  const { data } = await fixture.execute(
    'query($text: String!, $kind: [SearchKind!]) { search(text: $text, kind: $kind) { nodes { ... on Node { id } } } }',
    { text, kind: [kind] },
  );
  const { data: byId } = await fixture.execute(
    'query($id: ID!) { node(id: $id) { __typename id } }',
    data.search.nodes[0],
  );
  expect(byId.node.id).toBe(data.search.nodes[0].id);
});

describe('suggestions', () => {
  test.each([
    ['Kazahkstan', 'Kazakhstan'],
    ['Phillipines', 'Philippines'],
    ['Urkaine', 'Ukraine'],
    ['Untied States', 'United States'],
    ['Afganistan', 'Afghanistan'],
    ['Germny', 'Germany'],
    ['Azerbaidjan', 'Azerbaijan'],
    ['Switerland', 'Switzerland'],
    ['Isreal', 'Israel'],
    ['Niegria', 'Nigeria'],
    ['Morroco', 'Morocco'],
    ['Saudia Arabia', 'Saudi Arabia'],
    ['Emanuel Macron', 'Emmanuel Macron'],
    ['Kyrgistan', 'Kyrgyzstan'],
    ['Lybia', 'Libya'],
    ['Columbia', 'Colombia'],
  ])('%s: %s', async (text, expected) => {
    expect((await search(text)).suggestions[0]).toBe(expected);
  });

  test.each(['Kazakhstan', 'uranium', 'United States', 'xqzxqzxqz', '的', 'a b c d e f g h i'])(
    'none for %s',
    async (text) => {
      expect((await search(text)).suggestions).toEqual([]);
    },
  );
});

test('writes keep the index and the forms of names in step', async () => {
  const rename = { noun: 'topic', key: 'test-topic', name: 'Whaling quotas' };
  await importRecords(fixture.db, toReadItems(rename));
  expect(await findKeys('fishing', { kind: ['TOPIC'] })).toEqual([]);
  expect(await findKeys('whaling', { kind: ['TOPIC'] })).toEqual(['test-topic']);
  expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
});

describe.skipIf(!hasCountryCodes)('members of the UN (skipped where ../shared/data is absent)', () => {
  test('come first for their English, formal and French names', async () => {
    // Two members have no names in UNTERM; notes mark those that are no members.
    const members = (await readCountryCodes()).filter(
      (row) =>
        ['CI', 'TR'].includes(row['ISO3166-1-Alpha-2'] ?? '') ||
        (row['UNTERM English Short'] && !row['UNTERM English Short'].includes('*')),
    );
    expect(members).toHaveLength(193);
    const wrong: string[] = [];
    for (const row of members) {
      const code = row['ISO3166-1-Alpha-2'];
      for (const column of [
        'UNTERM English Short',
        'UNTERM English Formal',
        'UNTERM French Short',
        'UNTERM French Formal',
        'official_name_en',
        'official_name_fr',
      ]) {
        const text = row[column];
        if (!text) continue;
        const [first] = await findKeys(text, { first: 1 });
        if (first !== code) wrong.push(`${column} "${text}": ${first} instead of ${code}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

test('present states share no folded name, unless a source prints one name for both', () => {
  const textsByCountry = new Map<string, Map<string, Set<string>>>();
  for (const item of createReferenceItems()) {
    const record = 'record' in item ? (item.record as RecordInputOf<'country'>) : undefined;
    if (record?.noun !== 'country' || record.status !== 'STATE') continue;
    for (const { text } of record.names ?? []) {
      const countries = textsByCountry.get(foldText(text)) ?? new Map<string, Set<string>>();
      textsByCountry.set(foldText(text), countries);
      countries.set(record.key, (countries.get(record.key) ?? new Set()).add(text.normalize('NFC')));
    }
  }
  const merged = [...textsByCountry].filter(([, countries]) => {
    const [first = new Set<string>(), ...others] = countries.values();
    return ![...first].some((text) => others.every((texts) => texts.has(text)));
  });
  expect(textsByCountry.size).toBeGreaterThan(5_000);
  expect(merged.map(([name, countries]) => [name, ...countries.keys()])).toEqual([]);
});
