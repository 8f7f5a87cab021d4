import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { connectInProcess, explorer, type McpClient } from './in-process-client.ts';

let fixture: ApiFixture;
let mcp: McpClient;
beforeAll(async () => {
  fixture = await openApiFixture();
  mcp = await connectInProcess(fixture);
});
afterAll(async () => {
  await mcp?.[Symbol.asyncDispose]();
  await fixture?.[Symbol.asyncDispose]();
});

const dispatch = {
  key: 'rnbo-2023-11-01',
  publisher: 'rnbo.org',
  title: null,
  date: '2023-11-01',
  url: 'https://rnbo.org/2023/11/01/83866.html',
};
const macron = {
  key: 'emmanuel-macron',
  name: 'Emmanuel Macron',
  permalink: `${explorer}/timeline?of=emmanuel-macron`,
};

describe('the list of tools', () => {
  test('has a description, schemas of arguments and results, and read-only annotations', async () => {
    const { tools } = await mcp.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'search',
      'entry',
      'entries',
      'visits',
      'statements',
      'coverage',
      'resolve',
      'query',
    ]);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description?.length).toBeGreaterThan(50);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: 'object' });
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      for (const property of Object.values(inputSchema.properties ?? {}))
        expect(property).toMatchObject({ description: expect.any(String) });
    }
  });

  test('says that "query" can write if the connection has a token', async () => {
    await using writer = await connectInProcess(fixture, 'chancery_0_0');
    const { tools } = await writer.client.listTools();
    expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint).map(({ name }) => name)).toEqual(['query']);
  });

  test('comes with instructions', () => {
    expect(mcp.client.getInstructions()).toContain('permalink');
  });
});

describe('visits', () => {
  test('answers who visited Kazakhstan in 2023, with the evidence', async () => {
    const { items, ...page } = await mcp.call('visits', { host: 'Kazakhstan', start: '2023', end: '2023' });
    expect(page).toEqual({
      totalCount: 1,
      possibleCount: 0,
      nextCursor: null,
      interpreted: [{ argument: 'host', value: 'Kazakhstan', kind: 'COUNTRY', key: 'KZ', name: 'Kazakhstan' }],
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: 'VISIT',
      key: 'kz2023:V1',
      permalink: `${explorer}/entry/kz2023:V1`,
      travellers: [{ ...macron, office: 'President of France', country: { key: 'FR', name: 'France' } }],
      host: { key: 'KZ', name: 'Kazakhstan' },
      place: 'Astana',
      start: '2023-11-01',
      end: '2023-11-01',
      type: 'OFFICIAL',
      status: 'COMPLETED',
      met: [{ key: 'kassym-jomart-tokayev' }],
    });
    expect(items[0].citations[0]).toMatchObject({
      source: dispatch,
      basis: 'STATED',
      fields: expect.arrayContaining(['travellers', 'host', 'met']),
      quotes: expect.arrayContaining(['French President Emmanuel Macron', 'arrived in Kazakhstan']),
    });
  });

  test.each([
    ['a country code', { host: 'KAZ' }, ['kz2023:V1']],
    ['a group of countries', { host: 'Central Asia', order: 'OLDEST' }, ['kz2023:V1', 'kz2023:V2']],
    ['a person', { traveller: 'Emmanuel Macron', order: 'OLDEST' }, ['kz2023:V1', 'kz2023:V2']],
    ['an office', { traveller: 'President of France', host: 'UZ' }, ['kz2023:V2']],
    ['the country travelled for', { traveller: 'France', host: 'UZ' }, ['kz2023:V2']],
    ['a person who was met', { met: 'kassym-jomart-tokayev' }, ['kz2023:V1']],
    ['any role', { party: 'shavkat-mirziyoyev' }, ['kz2023:V2']],
    ['a month', { start: '2023-11', end: '2023-11', order: 'OLDEST' }, ['kz2023:V1', 'kz2023:V2']],
    ['an earlier period', { end: '2023-10-31' }, []],
    ['a type and a status', { type: ['OFFICIAL'], status: ['COMPLETED'], host: 'UZ' }, ['kz2023:V2']],
    ['arguments that are null', { host: 'UZ', traveller: null, start: null, first: null }, ['kz2023:V2']],
  ])('filters by %s', async (_what, args, keys) => {
    const { items } = await mcp.call('visits', args);
    expect(items.map(({ key }: { key: string }) => key)).toEqual(keys);
  });

  test('has the source, the words and the permalink in its text', async () => {
    const { content } = await mcp.client.callTool({ name: 'visits', arguments: { host: 'KZ' } });
    const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    for (const part of [
      '1 of 1 visits.',
      'President of France',
      `${explorer}/entry/kz2023:V1`,
      'rnbo.org, 2023-11-01, <https://rnbo.org/2023/11/01/83866.html>',
      '“arrived in Kazakhstan”',
    ])
      expect(text).toContain(part);
  });
});

describe('statements', () => {
  test('answers what Macron said in Kazakhstan, in the words of the sources', async () => {
    const { items } = await mcp.call('statements', {
      speaker: 'Emmanuel Macron',
      visit: 'kz2023:V1',
      mode: ['DIRECT'],
      text: 'vassal',
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      key: 'kz2023:S2',
      permalink: `${explorer}/entry/kz2023:S2`,
      speaker: macron,
      office: 'President of France',
      mode: 'DIRECT',
      saidOn: '2023-11-01',
      text: expect.stringContaining('refusing to be a vassal of any power'),
      visit: { key: 'kz2023:V1', permalink: `${explorer}/entry/kz2023:V1` },
    });
    expect(items[0].citations[0]).toMatchObject({
      source: dispatch,
      quotes: expect.arrayContaining([expect.stringContaining('refusing to be a vassal of any power')]),
    });
  });

  test.each([
    ['a single name', { speaker: 'Tokayev', mode: ['DIRECT'] }, 'kz2023:S8'],
    ['the party it is about', { speaker: 'sergei-lavrov', about: undefined }, 'kz2023:S7'],
    ['a country as the speaker', { speaker: 'Russia' }, 'kz2023:S9'],
  ])('filters by %s', async (_what, args, key) => {
    const { items } = await mcp.call('statements', args);
    expect(items.map((item: { key: string }) => item.key)).toContain(key);
  });
});

describe('search', () => {
  test('finds entries with their evidence, and other records', async () => {
    const { items, totalCount } = await mcp.call('search', { text: 'vassal', kind: ['STATEMENT'] });
    expect(totalCount).toBe(items.length);
    expect(items[0]).toMatchObject({
      kind: 'STATEMENT',
      key: 'kz2023:S2',
      permalink: `${explorer}/entry/kz2023:S2`,
      matches: expect.arrayContaining([expect.stringContaining('vassal')]),
      citations: expect.arrayContaining([expect.objectContaining({ source: dispatch })]),
    });
    const people = await mcp.call('search', { text: 'Macron', kind: ['PERSON'] });
    expect(people.items[0]).toMatchObject({ kind: 'PERSON', key: 'emmanuel-macron', permalink: macron.permalink });
    const sources = await mcp.call('search', { text: 'rnbo', kind: ['SOURCE'] });
    expect(sources.items[0]).toMatchObject({
      key: dispatch.key,
      permalink: dispatch.url,
      citations: [{ source: dispatch }],
    });
  });

  test('suggests corrections of misspelled names', async () => {
    const { items, suggestions } = await mcp.call('search', { text: 'Makron' });
    expect(items).toEqual([]);
    expect(suggestions).toContain('Macron');
  });
});

describe('entry', () => {
  test('has every field, citation and claim', async () => {
    const { fields, citations, ...entry } = await mcp.call('entry', { key: 'kz2023:V1' });
    expect(entry).toMatchObject({
      kind: 'VISIT',
      key: 'kz2023:V1',
      date: '2023-11-01',
      permalink: `${explorer}/entry/kz2023:V1`,
    });
    expect(fields).toMatchObject({
      host: { key: 'KZ', name: 'Kazakhstan' },
      place: 'Astana',
      start: '2023-11-01',
      end: '2023-11-01',
      type: 'OFFICIAL',
      status: 'COMPLETED',
      leg: 1,
    });
    expect(citations.flatMap((citation: { fields: string[] }) => citation.fields)).toEqual(
      expect.arrayContaining(['travellers', 'host', 'place', 'met', 'start', 'end', 'type', 'status']),
    );
  });

  test('has the earlier version that was known at a time', async () => {
    const { fields, permalink } = await mcp.call('entry', { key: 'kz2023:V1', asKnownAt: '2023-11-01T12:00:00Z' });
    expect(fields).toMatchObject({ status: 'UNDER_WAY', type: 'UNSPECIFIED' });
    expect(fields).not.toHaveProperty('place');
    expect(permalink).toBe(`${explorer}/entry/kz2023:V1?asKnownAt=2023-11-01T12:00:00Z`);
  });

  test('exists for every entry on record', async () => {
    const { data } = await fixture.execute('{ entries(first: 100) { nodes { key } } }');
    for (const { key } of data.entries.nodes) expect((await mcp.call('entry', { key })).key).toBe(key);
  });
});

test('entries pages through the timeline of a country without gaps or repetitions', async () => {
  const keys: string[] = [];
  let after: string | undefined;
  let total: number;
  do {
    const page = await mcp.call('entries', { party: 'KZ', order: 'OLDEST', first: 7, after });
    keys.push(...page.items.map(({ key }: { key: string }) => key));
    total = page.totalCount;
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  expect(total).toBeGreaterThan(14);
  expect(new Set(keys).size).toBe(total);
  expect(keys).toHaveLength(total);
});

test('coverage states what a source was read for', async () => {
  const { items } = await mcp.call('coverage', { source: dispatch.key });
  expect(items).toEqual([
    expect.objectContaining({
      about: 'Emmanuel Macron’s trip to Central Asia, November 2023',
      start: '2023-10-23',
      end: '2023-11-02',
      permalink: dispatch.url,
      citations: [expect.objectContaining({ source: dispatch })],
    }),
  ]);
});

test('resolve returns the candidates of each name', async () => {
  const { items } = await mcp.call('resolve', { names: ['Kazakhztan', 'Emmanuel Macron', 'Nobody Atall'] });
  expect(items.map(({ candidates }: { candidates: { key: string }[] }) => candidates[0]?.key)).toEqual([
    'KZ',
    'emmanuel-macron',
    undefined,
  ]);
  expect(items[0].candidates[0]).toMatchObject({
    kind: 'COUNTRY',
    reason: 'MISSPELLING',
    permalink: `${explorer}/timeline?of=KZ`,
  });
});

describe('query', () => {
  test('runs a query with variables, and has the citations and permalinks of its entries', async () => {
    const result = await mcp.call('query', {
      query:
        'query($key: String!) { visit(key: $key) { key summary citations(field: "host") { source { publisher } spans { words } } } }',
      variables: { key: 'kz2023:V1' },
    });
    const citations = [{ source: { publisher: 'rnbo.org' }, spans: [{ words: 'arrived in Kazakhstan' }] }];
    expect(result).toMatchObject({
      data: { visit: { key: 'kz2023:V1', citations } },
      errors: [],
      citations,
      permalinks: { 'kz2023:V1': `${explorer}/entry/kz2023:V1` },
    });
  });

  test('has the data of the other fields if one fails', async () => {
    const { data, errors } = await mcp.call('query', {
      query: '{ visits { totalCount } statements(filter: { speaker: { key: { eq: "nobody" } } }) { totalCount } }',
    });
    expect(data).toEqual({ visits: { totalCount: 2 }, statements: null });
    expect(errors).toMatchObject([{ path: ['statements'], extensions: { code: 'BAD_INPUT' } }]);
  });

  test('writes for a holder of a token', async () => {
    const { token } = await fixture.db.write((tx) =>
      createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 1 }, new Date()),
    );
    await using writer = await connectInProcess(fixture, token);
    expect(await writer.call('query', { query: '{ viewer { holder } }' })).toMatchObject({
      data: { viewer: { holder: 'Ada' } },
    });
    const query = 'mutation { withdraw(input: { key: "nowhere", reason: "a test" }) { errors { code } } }';
    expect(await mcp.callForErrors('query', { query })).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect(await writer.call('query', { query })).toMatchObject({
      data: { withdraw: { errors: [{ code: 'NOT_FOUND' }] } },
    });
  });
});

describe('errors', () => {
  const deep = (levels: number) => `{ ${'a { '.repeat(levels)} b ${'}'.repeat(levels)} }`;
  test.each<[string, string, object, string, RegExp, string?]>([
    [
      'a misspelled argument',
      'visits',
      { hots: 'KZ' },
      'BAD_INPUT',
      /has no argument "hots". Did you mean "host"\?/,
      'hots',
    ],
    ['an unknown argument', 'visits', { country: 'KZ' }, 'BAD_INPUT', /Its arguments are host, traveller/, 'country'],
    [
      'a misspelled name',
      'visits',
      { host: 'Kazakhztan' },
      'BAD_INPUT',
      /"Kazakhztan" is not .* Did you mean Kazakhstan \(country, key "KZ"\)/,
      'host',
    ],
    [
      'an unknown name',
      'visits',
      { traveller: 'Zzyzx Qwfp' },
      'BAD_INPUT',
      /No person, office, country or group has the key or name "Zzyzx Qwfp"/,
      'traveller',
    ],
    ['a name of several people', 'statements', { speaker: 'president' }, 'BAD_INPUT', /speaker|president/, 'speaker'],
    ['an unknown key of a source', 'entries', { source: 'nowhere' }, 'BAD_INPUT', /"nowhere"/],
    [
      'an unknown key of an entry',
      'entry',
      { key: 'kz2023:V99' },
      'NOT_FOUND',
      /no entry with the key "kz2023:V99"/,
      'key',
    ],
    ['a missing argument', 'entry', {}, 'BAD_INPUT', /key: Missing; expected text/, 'key'],
    ['a value of another type', 'search', { text: 5 }, 'BAD_INPUT', /text: 5 is not text/, 'text'],
    ['an unknown value', 'entries', { kind: ['VISITS'] }, 'BAD_INPUT', /"VISITS" is not one of VISIT, /, 'kind.0'],
    ['a date in another form', 'visits', { start: '1.11.2023' }, 'BAD_INPUT', /"1.11.2023"/, 'start'],
    [
      'a period that ends before it starts',
      'visits',
      { start: '2024', end: '2023' },
      'BAD_INPUT',
      /"start" \(2024\) is later/,
      'start',
    ],
    ['a time in another form', 'entry', { key: 'kz2023:V1', asKnownAt: 'noon' }, 'BAD_INPUT', /noon/],
    ['a page that is too large', 'visits', { first: 500 }, 'BAD_INPUT', /first: 500 is not at most 50/, 'first'],
    ['a cursor of another list', 'visits', { after: 'nonsense' }, 'BAD_INPUT', /cursor/i],
    ['a text that is too long', 'search', { text: 'x'.repeat(5_000) }, 'COST_LIMIT', /5000 characters/],
    ['a query with a syntax error', 'query', { query: '{ visits {' }, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    [
      'a query with an unknown field',
      'query',
      { query: '{ visitz { totalCount } }' },
      'GRAPHQL_VALIDATION_FAILED',
      /Did you mean .*"visits"/,
    ],
    ['a query that is too deep', 'query', { query: deep(10_000) }, 'COST_LIMIT', /limit/],
    [
      'a query that is too expensive',
      'query',
      {
        query:
          '{ visits(first: 100) { nodes { statements(first: 100) { nodes { visit { statements(first: 100) { totalCount nodes { key } } } } } } } }',
      },
      'COST_LIMIT',
      /could return/,
    ],
    ['a query that is too long', 'query', { query: `{ ${'a '.repeat(60_000)} }` }, 'BAD_INPUT', /100,000|characters/],
    [
      'a result that is too large',
      'query',
      { query: '{ countries(first: 100) { nodes { names { text language kind } } } }' },
      'COST_LIMIT',
      /The result has \d+ bytes/,
    ],
    [
      'a subscription',
      'query',
      { query: 'subscription { changes { key } }' },
      'BAD_INPUT',
      /Subscriptions are not available/,
      'query',
    ],
    [
      'a mutation without a token',
      'query',
      { query: 'mutation M { __typename }' },
      'UNAUTHENTICATED',
      /requires a token/,
      'query',
    ],
    [
      'variables of another type',
      'query',
      { query: '{ __typename }', variables: [] },
      'BAD_INPUT',
      /variables/,
      'variables',
    ],
  ])('%s', async (_what, tool, args, code, message, field) => {
    const [error] = await mcp.callForErrors(tool, args);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    if (field !== undefined) expect(error?.field).toBe(field);
  });

  test('of several names are reported together', async () => {
    const errors = await mcp.callForErrors('visits', { host: 'Atlantis Zzz', traveller: 'Zzyzx Qwfp' });
    expect(errors.map(({ field }) => field)).toEqual(['host', 'traveller']);
  });

  test('of an invalid token have the code of the API', async () => {
    await using writer = await connectInProcess(fixture, 'chancery_0_0');
    expect(await writer.callForErrors('query', { query: '{ viewer { holder } }' })).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ]);
  });
});

test('a large page is cut at the maximum size, and continues there', async () => {
  const sizes: number[] = [];
  let after: string | undefined;
  do {
    const page = await mcp.call('entries', { first: 50, after });
    sizes.push(page.items.length);
    expect(Buffer.byteLength(JSON.stringify(page.items))).toBeLessThan(110_000);
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  const { data } = await fixture.execute('{ entries { totalCount } }');
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(data.entries.totalCount);
});
