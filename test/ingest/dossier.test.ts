import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { createReferenceItems } from '../../src/ingest/reference-data/index.ts';
import { serializeClaimValue } from '../../src/model/records/claim.ts';
import {
  type EarlierVersion,
  type ImportItem,
  type InterchangeRecord,
  type Noun,
  parseRecordWithHistory,
  type RecordOf,
} from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const folder = fileURLToPath(new URL('../../data/dossier/', import.meta.url));
const dispatch = new URL('../../../shared/dispatches/2023-11-01-macron-kazakhstan.txt', import.meta.url);
const dispatchKey = 'rnbo-2023-11-01';

/** Keys that the dossier refers to without defining: countries, and regions of M49. */
const reference = [...createReferenceItems()].flatMap(({ key }) => key ?? []);

const items: ImportItem[] = [];
for await (const item of readInterchange(folder)) items.push(item);
const results = items.map((item) => ('record' in item ? parseRecordWithHistory(item.record) : { issues: [item] }));
const records = results.flatMap((result) => ('record' in result ? result.record : []));
/** Past versions by the key of their record. */
const formerly = new Map(
  results.flatMap((result): [string, EarlierVersion[]][] =>
    'record' in result && 'key' in result.record && result.former.length > 0
      ? [[result.record.key, result.former]]
      : [],
  ),
);
/** All present and past versions. */
const versions = [...records, ...[...formerly.values()].flat().map(({ record }) => record)];
const of = <N extends Noun>(noun: N): RecordOf<N>[] =>
  records.filter((record): record is RecordOf<N> => record.noun === noun);

interface Cited {
  fields: string[];
  citations: {
    source: string;
    field?: string | undefined;
    basis: string;
    value?: unknown;
    rank?: string | undefined;
    reason?: string | undefined;
    spans: { words: string; start: number; end: number }[];
  }[];
}

/** Everything that has citations: records, and the renderings of statements. */
function cited(record: InterchangeRecord): Cited[] {
  const holders: object[] = [record, ...(record.noun === 'statement' ? record.renderings : [])];
  return holders.flatMap((holder) =>
    'citations' in holder ? { fields: Object.keys(holder), citations: (holder as Cited).citations } : [],
  );
}
const citations = versions.flatMap(cited).flatMap((holder) => holder.citations);

const references = new Set(
  `source derivedFrom replaces country organization office person term parent host met trip speaker speakerTerm addressees about visit
  commodities suppliers buyers partners endpoints via bypassed replaced agreement signatories partOf holder toward topic statedBy voice`.split(
    /\s+/,
  ),
);

function referred(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return references.has(field) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => referred(one, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) => referred(held, name));
}

test('every record is valid', () => {
  expect(results.flatMap((result): unknown[] => ('issues' in result ? result.issues : []))).toEqual([]);
  expect(records).toHaveLength(112);
});

test('keys are unique, including the reference data', () => {
  const keys = [...reference, ...records.flatMap((record) => ('key' in record ? record.key : []))];
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('references point to earlier records or reference data', () => {
  const known = new Set(reference);
  const unknown = records.flatMap((record) => {
    // The subject of a coverage is free text.
    const missing = (record.noun === 'coverage' ? [record.source] : referred(record)).filter((key) => !known.has(key));
    if ('key' in record) known.add(record.key);
    return missing;
  });
  expect(unknown).toEqual([]);
});

test('every citation is for a field that has a value', () => {
  const astray = versions
    .flatMap(cited)
    .flatMap(({ fields, citations }) => citations.filter(({ field }) => field && !fields.includes(field)));
  expect(astray).toEqual([]);
});

test('only the text that was read in full is quoted by offsets; excerpts are not', () => {
  expect(new Set(citations.filter(({ spans }) => spans.length > 0).map(({ source }) => source))).toEqual(
    new Set([dispatchKey]),
  );
  const terms: unknown[] = of('term').flatMap((term) => term.citations);
  const others = citations.filter((citation) => citation.source !== dispatchKey && !terms.includes(citation));
  expect(new Set(others.map(({ basis }) => basis))).toEqual(new Set(['PARAPHRASE', 'INFERRED', 'RESOLVED']));
});

test('each row of the dispatch has an entry', () => {
  const ids =
    `T1 V1 V2 S1 S2 S3 S5 S6 S7 S8 S9 P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 TL1 TL2 TL3 TL4 TL5 TL6 A1 A2 C1 C2 C3 C4`.split(
      ' ',
    );
  const keys = new Set(records.flatMap((record) => ('key' in record ? record.key : [])));
  expect(ids.filter((id) => !keys.has(`kz2023:${id}`))).toEqual([]);
});

test('every field of the visit to Kazakhstan that has a value has evidence', () => {
  const visit = of('visit').find(({ key }) => key === 'kz2023:V1');
  const written = items.find((item) => item.key === 'kz2023:V1');
  const fields = Object.keys(written && 'record' in written ? written.record : {});
  const ours = ['noun', 'key', 'summary', 'citations', 'formerly'];
  expect(new Set(visit?.citations.map(({ field }) => field))).toEqual(
    new Set(fields.filter((field) => !ours.includes(field))),
  );
});

test('the words of the dispatch are the text of its statements', () => {
  const printed = of('statement').flatMap(({ key, text, citations }) => {
    const spans = citations.find(({ source, field }) => source === dispatchKey && field === 'text')?.spans;
    return spans ? { key, text, words: spans.map(({ words }) => words).join(' ') } : [];
  });
  expect(printed).toHaveLength(12);
  for (const { text, words } of printed) expect(text).toBe(words);
});

test('Tokayev is quoted directly once, and "vassal" was said in one statement', () => {
  const direct = of('statement').filter(
    ({ speaker, mode }) => speaker === 'kassym-jomart-tokayev' && mode === 'DIRECT',
  );
  expect(direct.map(({ key }) => key)).toEqual(['kz2023:S8']);
  expect(of('statement').flatMap(({ key, text }) => (text.includes('vassal') ? key : []))).toEqual(['kz2023:S2']);
});

test('two entries are disputed: sources give two values for one field each', () => {
  const disputes = records.flatMap((record) =>
    cited(record).flatMap(({ citations }) =>
      Object.entries(Object.groupBy(citations, ({ field }) => field ?? '')).flatMap(([field, evidence = []]) => {
        const served = serializeClaimValue((record as unknown as Record<string, unknown>)[field]);
        const claims = Map.groupBy(evidence, ({ value }) =>
          value === undefined ? served : serializeClaimValue(value),
        );
        if (field === '' || claims.size < 2) return [];
        const ranks = [...claims].map(([value, [first]]) => [value, first?.rank, first?.reason !== undefined]);
        return [{ key: 'key' in record && record.key, field, claims: ranks }];
      }),
    ),
  );
  expect(disputes).toEqual([
    {
      key: 'kz2023:S8',
      field: 'speaker',
      claims: [
        ['kassym-jomart-tokayev', 'PREFERRED', true],
        ['emmanuel-macron', 'DEPRECATED', true],
      ],
    },
    {
      key: 'kz2023:F-trade-2022',
      field: 'value',
      claims: [
        ['4000000000', 'PREFERRED', true],
        ['5600000000', 'NORMAL', true],
      ],
    },
  ]);
});

test('wrong values are recorded as deprecated, even if no other source disputes them', () => {
  const { citations = [] } = of('statement').find(({ key }) => key === 'kz2023:dw-first-since-1994') ?? {};
  expect(citations.find(({ field }) => field === 'text')).toMatchObject({
    rank: 'DEPRECATED',
    reason: expect.stringContaining('1993'),
  });
});

test('each past version has a reason and cites only sources published by then', () => {
  const published = new Map(of('source').map(({ key, publishedOn }) => [key, publishedOn?.earliest ?? '']));
  expect([...formerly.keys()]).toEqual(['kz2023:V1', 'kz2023:V2', 'kz2023:A1', 'kz2023:TL5']);
  for (const [key, stages] of formerly) {
    const known = stages.map(({ knownAt, record }) => {
      const days = cited(record).flatMap(({ citations }) => citations.map(({ source }) => published.get(source) ?? ''));
      const last = days.sort().at(-1) ?? '';
      if (knownAt !== undefined) expect(last <= knownAt.slice(0, 10), key).toBe(true);
      return knownAt ?? `${last}T00:00:00.000Z`;
    });
    expect(known, key).toEqual([...new Set(known)].sort());
    expect(known[0], key).toBe('2023-11-01T00:00:00.000Z');
    expect(
      stages.filter(({ reason }) => reason === undefined),
      key,
    ).toEqual([]);
    // The first version cites the dispatch only; the last equals the present record.
    const [first, last] = [stages[0]?.record, stages.at(-1)?.record];
    expect(new Set(first && cited(first).flatMap(({ citations }) => citations.map(({ source }) => source)))).toEqual(
      new Set([dispatchKey]),
    );
    expect(last).toEqual(versions.find((one) => 'key' in one && one.key === key));
  }
});

test('every field that differs in a past version has separate evidence, except the summary and unspecified values', () => {
  for (const [key, stages] of formerly) {
    const present = records.find((one) => 'key' in one && one.key === key) as unknown as Record<string, unknown>;
    for (const { record } of stages) {
      const fields = record as unknown as Record<string, unknown>;
      const other = Object.keys(fields).filter(
        (field) => serializeClaimValue(fields[field]) !== null && fields[field] !== 'UNSPECIFIED',
      );
      const evident = new Set(cited(record).flatMap(({ citations }) => citations.map(({ field }) => field)));
      const uncited = other.filter(
        (field) => serializeClaimValue(fields[field]) !== serializeClaimValue(present[field]) && !evident.has(field),
      );
      expect(
        uncited.filter((field) => !['summary', 'at', 'citations'].includes(field)),
        key,
      ).toEqual([]);
    }
  }
});

test('the visit to Uzbekistan was announced, then under way, then completed', () => {
  const stages = formerly.get('kz2023:V2')?.map(({ record }) => record as RecordOf<'visit'>) ?? [];
  expect(stages.map(({ status, type, place, met, start }) => [status, type, place, met, start.edtf])).toEqual([
    ['ANNOUNCED', 'UNSPECIFIED', undefined, [], '[2023-11-01..]'],
    ['UNDER_WAY', 'UNSPECIFIED', 'Samarkand', ['shavkat-mirziyoyev'], '2023-11-01'],
    ['COMPLETED', 'OFFICIAL', 'Samarkand', ['shavkat-mirziyoyev'], '2023-11-01'],
  ]);
});

test('every source states its licence', () => {
  expect(of('source').flatMap(({ key, licence }) => (licence === undefined ? key : []))).toEqual([]);
});

test('in the order of the source, Macron said S5, S6, S1, S2, S3 in Kazakhstan', () => {
  const statements = of('statement').filter(
    ({ speaker, visit }) => speaker === 'emmanuel-macron' && visit === 'kz2023:V1',
  );
  const start = ({ citations }: RecordOf<'statement'>) =>
    citations.find(({ field }) => field === 'text')?.spans[0]?.start ?? Number.NaN;
  const ordered = statements
    .toSorted((one, other) => start(one) - start(other))
    .map(({ key }) => key.replace('kz2023:', ''));
  expect(ordered).toEqual(['S5', 'S6', 'S1', 'S2', 'S3']);
});

describe.skipIf(!existsSync(dispatch))('against the dispatch (skipped where ../shared is absent)', () => {
  test('its hash and its length match the record', () => {
    const sha256 = createHash('sha256').update(readFileSync(dispatch)).digest('hex');
    const { length } = [...readFileSync(dispatch, 'utf8')];
    expect(of('source').find(({ key }) => key === dispatchKey)).toMatchObject({ sha256, length });
  });

  test('every span has the words at its code points', () => {
    const points = [...readFileSync(dispatch, 'utf8')];
    const spans = citations.flatMap((citation) => citation.spans);
    expect(spans.length).toBeGreaterThan(150);
    for (const { words, start, end } of spans) expect(points.slice(start, end).join('')).toBe(words);
  });

  test.each([
    ['S1', [[970, 1084]]],
    ['S2', [[1109, 1354]]],
    [
      'S3',
      [
        [1631, 1719],
        [1735, 1895],
      ],
    ],
    ['S7', [[838, 967]]],
    ['S8', [[2056, 2104]]],
  ])('%s is at its offsets', (id, places) => {
    const text = of('statement')
      .find(({ key }) => key === `kz2023:${id}`)
      ?.citations.find(({ field }) => field === 'text');
    expect(text?.spans.map(({ start, end }) => [start, end])).toEqual(places);
  });
});

describe('through the API', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('two entries are disputed', async () => {
    const { data } = await fixture.execute(
      '{ entries(filter: { disputed: true }, orderBy: [{ field: AT, direction: ASC }]) { nodes { key } } }',
    );
    expect(data.entries.nodes).toEqual([{ key: 'kz2023:F-trade-2022' }, { key: 'kz2023:S8' }]);
  });

  const stages = `query Stages($at: DateTime) {
    V1: entry(key: "kz2023:V1", asKnownAt: $at) { ...Stage }
    V2: entry(key: "kz2023:V2", asKnownAt: $at) { ...Stage }
    A1: entry(key: "kz2023:A1", asKnownAt: $at) { ...Stage }
    TL5: entry(key: "kz2023:TL5", asKnownAt: $at) { ...Stage }
  }
  fragment Stage on Entry {
    date { edtf }
    ... on Visit { visited: status type place }
    ... on Agreement { agreed: status }
  }`;
  const onTheDay = { edtf: '2023-11-01' };
  const byThatDay = { edtf: '[..2023-11-01]' };

  test.each([
    ['the day before', '2023-10-31T23:59:59Z', { V1: null, V2: null, A1: null, TL5: null }],
    [
      'at noon',
      '2023-11-01T12:00:00Z',
      {
        V1: { date: onTheDay, visited: 'UNDER_WAY', type: 'UNSPECIFIED', place: null },
        V2: { date: { edtf: '[2023-11-01..]' }, visited: 'ANNOUNCED', type: 'UNSPECIFIED', place: null },
        A1: { date: byThatDay, agreed: 'REPORTED_SIGNED' },
        TL5: { date: byThatDay },
      },
    ],
    [
      'in the evening',
      '2023-11-01T15:45:00Z',
      {
        V1: { date: onTheDay, visited: 'COMPLETED', type: 'OFFICIAL', place: 'Astana' },
        V2: { date: onTheDay, visited: 'UNDER_WAY', type: 'UNSPECIFIED', place: 'Samarkand' },
        A1: { date: byThatDay, agreed: 'REPORTED_SIGNED' },
        TL5: { date: byThatDay },
      },
    ],
    [
      'the day after',
      '2023-11-02T00:00:00Z',
      {
        V1: { date: onTheDay, visited: 'COMPLETED', type: 'OFFICIAL', place: 'Astana' },
        V2: { date: onTheDay, visited: 'COMPLETED', type: 'OFFICIAL', place: 'Samarkand' },
        A1: { date: byThatDay, agreed: 'SIGNED' },
        TL5: { date: onTheDay },
      },
    ],
  ])('returns what was known %s', async (_when, at, expected) => {
    const { data, errors } = await fixture.execute(stages, { at });
    expect(errors).toBeUndefined();
    expect(data).toEqual(expected);
  });
});
