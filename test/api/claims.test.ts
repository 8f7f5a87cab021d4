import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { buildVisit, referencedRecords, toReadItems, type VisitInput } from '../helpers/sample-records.ts';

type CitationInput = VisitInput['citations'][number];

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false });
  const { rejections } = await importRecords(
    fixture.db,
    toReadItems(...referencedRecords, ...sources, ...disagreeing),
    {
      acceptsUnverified: true,
    },
  );
  expect(rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

const source = (key: string, over: Partial<Extract<RecordInput, { noun: 'source' }>> = {}): RecordInput => ({
  noun: 'source',
  key,
  publisher: `The ${key}`,
  ...over,
});

/** Two agencies, copies of them, copies of copies, versions, and a digest that draws on both. */
const sources: RecordInput[] = [
  source('wire', { publishedAt: '2023-11-01T20:45:00+05:00', length: 1200 }),
  source('rival'),
  source('echo', { derivedFrom: ['wire'] }),
  source('mirror', { derivedFrom: ['wire'] }),
  source('repeat', { derivedFrom: ['echo'] }),
  source('rivals-echo', { derivedFrom: ['rival'] }),
  source('digest', { derivedFrom: ['wire', 'rival'] }),
  source('wire-2', { replaces: 'wire' }),
  source('wire-3', { replaces: 'wire-2' }),
];

const says = (from: string, over: Partial<CitationInput> = {}): CitationInput => ({
  source: from,
  basis: 'STATED',
  field: 'place',
  ...over,
});

const disagreeing: RecordInput[] = [
  buildVisit({
    key: 'contested',
    place: 'Astana',
    citations: [
      { source: 'gazette', basis: 'STATED' },
      says('wire'),
      says('rival', {
        value: 'Almaty',
        rank: 'DEPRECATED',
        reason: 'A slip: the palace is in Astana.',
        basis: 'INFERRED',
      }),
      says('echo', { spans: [{ words: 'Astana', start: 0, end: 6 }] }),
      says('gazette', { field: 'host' }),
      says('almanac', { field: 'start', value: '2023-11-02', rank: 'NORMAL' }),
      says('wire', { field: 'start', rank: 'PREFERRED', reason: 'The day of the landing.' }),
      says('rival', { field: 'type', value: 'STATE', rank: 'NORMAL', basis: 'INFERRED' }),
    ],
  }),
  buildVisit({
    key: 'agreed',
    place: 'Astana',
    citations: [
      says('wire'),
      says('rival'),
      says('almanac', { field: 'place', basis: 'INFERRED' }),
      says('gazette', { field: 'end' }),
    ],
  }),
  buildVisit({ key: 'plain', citations: [{ source: 'gazette', basis: 'INFERRED' }] }),
  {
    noun: 'statement',
    key: 'words',
    summary: 'Ada spoke.',
    mode: 'DIRECT',
    saidOn: '2023-11-01',
    text: 'We came.',
    language: 'en',
    speaker: 'ada',
    citations: [
      { source: 'wire', basis: 'STATED', field: 'speaker' },
      { source: 'rival', basis: 'STATED', field: 'speaker', value: 'bela', rank: 'DEPRECATED', reason: 'Misread.' },
    ],
  },
  {
    noun: 'figure',
    key: 'trade',
    summary: 'Trade was put at four.',
    measure: 'trade',
    value: 4,
    unit: 'USD',
    period: '2022',
    at: '2023-11-01',
    about: ['KZ', 'FR'],
    citations: [
      { source: 'wire', basis: 'STATED', field: 'value', rank: 'PREFERRED', reason: 'Said by the buyer.' },
      { source: 'rival', basis: 'STATED', field: 'value', value: 5.6, rank: 'NORMAL' },
      { source: 'wire', basis: 'STATED', field: 'about' },
    ],
  },
  {
    noun: 'person',
    key: 'zoe',
    name: 'Zoe',
    born: '1970',
    citations: [
      { source: 'wire', basis: 'STATED', field: 'born' },
      { source: 'rival', basis: 'INFERRED', field: 'born', value: '1971-05', rank: 'NORMAL' },
    ],
  },
  {
    noun: 'office',
    key: 'kz:envoy',
    title: 'Envoy',
    rank: 'OTHER',
    country: 'KZ',
    start: '1991-12',
    end: '2020-05-04',
  },
  {
    noun: 'term',
    key: 'zoe-envoy',
    office: 'kz:envoy',
    person: 'zoe',
    start: '2001',
    citations: [
      { source: 'wire', basis: 'STATED', field: 'start' },
      {
        source: 'rival',
        basis: 'STATED',
        field: 'start',
        value: '2002',
        rank: 'DEPRECATED',
        reason: 'The year of the decree.',
      },
    ],
  },
];

const claim = '{ field value rank reason independentSources citations { source { key } basis } }';
interface Claim {
  field: string;
  value: string;
  rank: string;
  reason: string | null;
  independentSources: number;
  citations: { source: { key: string }; basis: string }[];
}

async function claimsOf(key: string, args = ''): Promise<Claim[]> {
  const {
    data,
    errors,
    sqlStatements: sql,
  } = await fixture.execute(`{ entries(first: 100) { nodes { key claims${args} ${claim} } } }`);
  expect(errors).toBeUndefined();
  expect(sql).toHaveLength(1);
  return data.entries.nodes.find((node: { key: string }) => node.key === key).claims;
}

const short = (claims: Claim[]): string[] =>
  claims.map(
    ({ field, value, rank, citations }) =>
      `${field} ${value} ${rank}: ${citations.map((one) => one.source.key).join(' ')}`,
  );

describe('claims', () => {
  test('group citations by field and value, in order, with the served value first', async () => {
    const claims = await claimsOf('contested');
    expect(short(claims)).toEqual([
      'place Astana PREFERRED: wire echo',
      'place Almaty DEPRECATED: rival',
      'host KZ NORMAL: gazette',
      'start 2023-11-02 NORMAL: almanac',
      'start 2023-11-01 PREFERRED: wire',
      'type STATE NORMAL: rival',
    ]);
    expect(claims.map(({ reason }) => reason)).toEqual([
      null,
      'A slip: the palace is in Astana.',
      null,
      null,
      'The day of the landing.',
      null,
    ]);
  });

  test('can be filtered by field and basis without changing ranks', async () => {
    expect(short(await claimsOf('contested', '(field: "place")'))).toEqual([
      'place Astana PREFERRED: wire echo',
      'place Almaty DEPRECATED: rival',
    ]);
    expect(short(await claimsOf('contested', '(field: "place", basis: [STATED])'))).toEqual([
      'place Astana PREFERRED: wire echo',
    ]);
    expect(short(await claimsOf('contested', '(basis: [INFERRED])'))).toEqual([
      'place Almaty DEPRECATED: rival',
      'type STATE NORMAL: rival',
    ]);
    expect(await claimsOf('contested', '(basis: [])')).toEqual([]);
  });

  test('group agreeing citations into one claim and omit citations without a value', async () => {
    expect(short(await claimsOf('agreed'))).toEqual(['place Astana NORMAL: wire rival almanac']);
    const [only] = await claimsOf('agreed', '(basis: [STATED])');
    expect([only?.citations.length, only?.independentSources]).toEqual([2, 2]);
  });

  test('return keys, dates and numbers as text', async () => {
    expect(short(await claimsOf('words'))).toEqual(['speaker ada PREFERRED: wire', 'speaker bela DEPRECATED: rival']);
    expect(short(await claimsOf('trade'))).toEqual([
      'value 4 PREFERRED: wire',
      'value 5.6 NORMAL: rival',
      'about ["KZ","FR"] NORMAL: wire',
    ]);
  });

  test('are available on parties and terms through any requested type', async () => {
    const {
      data,
      errors,
      sqlStatements: sql,
    } = await fixture.execute(`{
      person(key: "zoe") { claims ${claim} stated: citations(field: "born", basis: [STATED]) { source { key } } terms { claims(field: "start") ${claim} citations(basis: [INFERRED]) { value } } }
      statements(filter: { speaker: { key: { eq: "ada" } } }) { nodes { speaker { citations { value } claims { value } } } }
    }`);
    expect(errors).toBeUndefined();
    expect(sql).toHaveLength(2);
    expect(short(data.person.claims)).toEqual(['born 1970 PREFERRED: wire', 'born 1971-05 NORMAL: rival']);
    expect(data.person.stated).toEqual([{ source: { key: 'wire' } }]);
    expect(short(data.person.terms[0].claims)).toEqual(['start 2001 PREFERRED: wire', 'start 2002 DEPRECATED: rival']);
    expect(data.person.terms[0].citations).toEqual([]);
    expect(data.statements.nodes[0].speaker).toEqual({ citations: [], claims: [] });
  });

  test('returns the value, rank and reason of a citation as stated', async () => {
    const { data } = await fixture.execute(
      '{ figures(filter: { measure: { eq: "trade" } }) { nodes { citations { value rank reason } } } }',
    );
    expect(data.figures.nodes[0].citations).toEqual([
      { value: '4', rank: 'PREFERRED', reason: 'Said by the buyer.' },
      { value: '5.6', rank: 'NORMAL', reason: null },
      { value: '["KZ","FR"]', rank: null, reason: null },
    ]);
  });

  test.each([
    [
      '{ visits { nodes { claims(field: "speaker") { value } } } }',
      /"speaker" is not a field with evidence\. .*\bhost\b/,
    ],
    ['{ visits { nodes { citations(field: "hosts") { value } } } }', /"hosts" .*\bhost\b/],
    ['{ entries { nodes { claims(field: "born") { value } } } }', /"born" .*\bspeaker\b/],
    ['{ person(key: "zoe") { claims(field: "code") { value } } }', /"code" .*\bborn\b/],
    ['{ tradeLinks { nodes { claims(field: "key") { value } } } }', /"key" .*\bcommodities\b/],
    ['{ visits(filter: { evidence: { field: "speaker" } }) { totalCount } }', /evidence\.field: "speaker" .*\bhost\b/],
    ['{ entries(filter: { evidence: { field: "born" } }) { totalCount } }', /evidence\.field: "born" .*\bspeaker\b/],
  ])('%s lists the available fields', async (document, message) => {
    const { errors } = await fixture.execute(document);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: 'BAD_INPUT' } });
  });
});

describe('independent sources', () => {
  let count = 0;
  /** The claim that rests on these sources. */
  async function counted(...keys: string[]): Promise<number | undefined> {
    const key = `counted-${count++}`;
    const record = buildVisit({
      key,
      place: 'Astana',
      citations: [{ source: 'gazette', basis: 'STATED' }, ...keys.map((one) => says(one))],
    });
    expect((await importRecords(fixture.db, toReadItems(record))).rejections).toEqual([]);
    return (await claimsOf(key))[0]?.independentSources;
  }

  test.each([
    [['wire'], 1],
    [['wire', 'wire'], 1],
    [['wire', 'rival'], 2],
    [['wire', 'echo'], 1],
    [['echo', 'mirror'], 1],
    [['repeat', 'mirror'], 1],
    [['repeat', 'wire'], 1],
    [['echo', 'rivals-echo'], 2],
    [['wire-3', 'wire'], 1],
    [['wire-3', 'mirror'], 1],
    [['digest', 'wire'], 1],
    [['digest', 'echo', 'rivals-echo'], 2],
    [['digest', 'almanac'], 2],
    [['digest', 'wire', 'rival', 'echo', 'wire-2', 'almanac'], 3],
  ])('%j: %i', async (keys, expected) => {
    expect(await counted(...keys)).toBe(expected);
  });

  test('more sources never lower the count, nor raise it above the number of originals', async () => {
    const originals: Record<string, string[]> = {
      almanac: ['almanac'],
      digest: ['wire', 'rival'],
      rival: ['rival'],
      'rivals-echo': ['rival'],
    };
    const all = ['wire', 'rival', 'echo', 'mirror', 'repeat', 'rivals-echo', 'digest', 'wire-2', 'wire-3', 'almanac'];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: 1 }), fc.constantFrom(...all), async (keys, more) => {
        const [fewer, greater] = [await counted(...keys), await counted(...keys, more)];
        expect(greater).toBeGreaterThanOrEqual(fewer ?? Number.NaN);
        expect(fewer).toBeGreaterThanOrEqual(1);
        expect(fewer).toBeLessThanOrEqual(new Set(keys.flatMap((one) => originals[one] ?? ['wire'])).size);
      }),
      { numRuns: 15 },
    );
  });
});

describe('filters by evidence', () => {
  const keysOf = async (list: string, filter: string): Promise<string[]> => {
    const { data, errors } = await fixture.execute(
      `{ list: ${list}(filter: { ${filter} }, first: 100) { totalCount nodes { key disputed } } }`,
    );
    expect(errors).toBeUndefined();
    const nodes = data.list.nodes as { key: string; disputed: boolean }[];
    const named = nodes.filter(({ key }) => !key.startsWith('counted'));
    expect(data.list.totalCount).toBe(nodes.length);
    if (filter.startsWith('disputed'))
      for (const node of nodes) expect(node.disputed).toBe(filter.startsWith('disputed: true'));
    return named.map(({ key }) => key).sort();
  };

  test.each([
    ['entries', 'disputed: true', ['contested', 'trade', 'words']],
    ['entries', 'disputed: true, kind: [FIGURE]', ['trade']],
    ['entries', 'disputed: false', ['agreed', 'plain']],
    ['visits', 'disputed: true', ['contested']],
    ['visits', 'disputed: false', ['agreed', 'plain']],
    ['visits', 'not: { disputed: true }', ['agreed', 'plain']],
    ['visits', 'and: [{ disputed: true }, { host: { code: { eq: "KZ" } } }]', ['contested']],
    ['statements', 'disputed: true', ['words']],
    ['statements', 'disputed: false', []],
    ['figures', 'disputed: true', ['trade']],
    ['figures', 'not: { disputed: true }', []],
    ['tradeLinks', 'disputed: true', []],
    ['agreements', 'disputed: false', []],
    ['positions', 'disputed: false', []],
    ['visits', 'evidence: { basis: [INFERRED] }', ['agreed', 'contested', 'plain']],
    ['visits', 'evidence: { field: "place", basis: [INFERRED], rank: [DEPRECATED] }', ['contested']],
    ['visits', 'evidence: { field: "place", basis: [STATED], rank: [DEPRECATED] }', []],
    ['visits', 'evidence: { field: "place" }, not: { evidence: { rank: [DEPRECATED] } }', ['agreed']],
    ['visits', 'evidence: { basis: [] }', []],
    ['entries', 'evidence: { rank: [PREFERRED] }', ['contested', 'trade']],
    ['entries', 'not: { evidence: { basis: [INFERRED] } }', ['trade', 'words']],
    ['entries', 'or: [{ kind: [FIGURE] }, { evidence: { field: "speaker" } }]', ['trade', 'words']],
    ['figures', 'evidence: { field: "value", rank: [NORMAL] }', ['trade']],
  ])('%s of %s', async (list, filter, expected) => {
    expect(await keysOf(list, filter)).toEqual(expected);
  });

  test('removes an entry from the disputed list when it is no longer disputed', async () => {
    const calm = buildVisit({
      key: 'calmed',
      place: 'Astana',
      citations: [says('wire'), says('rival', { value: 'Almaty', rank: 'NORMAL' })],
    });
    await importRecords(fixture.db, toReadItems(calm));
    expect(await keysOf('visits', 'disputed: true')).toEqual(['calmed', 'contested']);
    await importRecords(fixture.db, toReadItems({ ...calm, citations: [says('wire'), says('rival')] }));
    expect(await keysOf('visits', 'disputed: true')).toEqual(['contested']);
    expect((await checkIntegrity(fixture.db)).problems).toEqual([]);
  });
});

test('returns the instant, length and replacement of a source, and the days of an office', async () => {
  const wire = Buffer.from('Source:wire').toString('base64url');
  const envoy = '{ person(key: "zoe") { terms { office { start { edtf earliest } end { edtf } } } } }';
  const { data, errors } = await fixture.execute(
    `{ node(id: "${wire}") { ... on Source { publishedAt length replaces { key } replacedBy { key replacedBy { key } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({
    publishedAt: '2023-11-01T15:45:00.000Z',
    length: 1200,
    replaces: null,
    replacedBy: [{ key: 'wire-2', replacedBy: [{ key: 'wire-3' }] }],
  });
  expect((await fixture.execute(envoy)).data.person.terms[0].office).toEqual({
    start: { edtf: '1991-12', earliest: '1991-12-01' },
    end: { edtf: '2020-05-04' },
  });
});
