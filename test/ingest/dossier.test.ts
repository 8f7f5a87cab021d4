import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readInterchange } from '../../src/ingest/interchange.ts';
import { type InterchangeRecord, interchangeRecord, type Noun, type ReadItem, type RecordOf } from '../../src/ingest/records/index.ts';
import { referenceRecords } from '../../src/ingest/reference/index.ts';

const folder = fileURLToPath(new URL('../../data/dossier/', import.meta.url));
const dispatch = new URL('../../../shared/dispatches/2023-11-01-macron-kazakhstan.txt', import.meta.url);
const dispatchKey = 'rnbo-2023-11-01';

/** What the dossier refers to without defining: countries, and regions of M49. */
const reference = [...referenceRecords()].flatMap(({ key }) => key ?? []);

const items: ReadItem[] = [];
for await (const item of readInterchange(folder)) items.push(item);
const results = items.map((item) =>
  'record' in item ? interchangeRecord.safeParse(item.record) : { success: false as const, error: item },
);
const records = results.flatMap((result) => (result.success ? result.data : []));
const of = <N extends Noun>(noun: N): RecordOf<N>[] => records.filter((record): record is RecordOf<N> => record.noun === noun);

interface Cited {
  fields: string[];
  citations: { source: string; field?: string | undefined; basis: string; spans: { words: string; start: number; end: number }[] }[];
}

/** Everything that holds citations: records, and the renderings of statements. */
function cited(record: InterchangeRecord): Cited[] {
  const holders: object[] = [record, ...(record.noun === 'statement' ? record.renderings : [])];
  return holders.flatMap((holder) =>
    'citations' in holder ? { fields: Object.keys(holder), citations: (holder as Cited).citations } : [],
  );
}
const citations = records.flatMap(cited).flatMap((holder) => holder.citations);

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
  expect(results.flatMap((result) => (result.success ? [] : result.error))).toEqual([]);
  expect(records).toHaveLength(112);
});

test('keys are unique, among the reference data too', () => {
  const keys = [...reference, ...records.flatMap((record) => ('key' in record ? record.key : []))];
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('whatever a record refers to stands before it, or is reference data', () => {
  const known = new Set(reference);
  const unknown = records.flatMap((record) => {
    // What a coverage is about is said in words.
    const missing = (record.noun === 'coverage' ? [record.source] : referred(record)).filter((key) => !known.has(key));
    if ('key' in record) known.add(record.key);
    return missing;
  });
  expect(unknown).toEqual([]);
});

test('every citation is for a field that holds a value', () => {
  const astray = records
    .flatMap(cited)
    .flatMap(({ fields, citations }) => citations.filter(({ field }) => field && !fields.includes(field)));
  expect(astray).toEqual([]);
});

test('only the text that was read whole is quoted by its offsets; what was seen as excerpts is not', () => {
  expect(new Set(citations.filter(({ spans }) => spans.length > 0).map(({ source }) => source))).toEqual(new Set([dispatchKey]));
  const terms: unknown[] = of('term').flatMap((term) => term.citations);
  const others = citations.filter((citation) => citation.source !== dispatchKey && !terms.includes(citation));
  expect(new Set(others.map(({ basis }) => basis))).toEqual(new Set(['PARAPHRASE', 'INFERRED', 'RESOLVED']));
});

test('each row of the dispatch has its entry', () => {
  const ids = `T1 V1 V2 S1 S2 S3 S5 S6 S7 S8 S9 P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 TL1 TL2 TL3 TL4 TL5 TL6 A1 A2 C1 C2 C3 C4`.split(' ');
  const keys = new Set(records.flatMap((record) => ('key' in record ? record.key : [])));
  expect(ids.filter((id) => !keys.has(`kz2023:${id}`))).toEqual([]);
});

test('every field of the visit to Kazakhstan that has a value has evidence', () => {
  const visit = of('visit').find(({ key }) => key === 'kz2023:V1');
  const written = items.find((item) => item.key === 'kz2023:V1');
  const fields = Object.keys(written && 'record' in written ? written.record : {});
  const ours = ['noun', 'key', 'summary', 'citations'];
  expect(new Set(visit?.citations.map(({ field }) => field))).toEqual(new Set(fields.filter((field) => !ours.includes(field))));
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
  const direct = of('statement').filter(({ speaker, mode }) => speaker === 'kassym-jomart-tokayev' && mode === 'DIRECT');
  expect(direct.map(({ key }) => key)).toEqual(['kz2023:S8']);
  expect(of('statement').flatMap(({ key, text }) => (text.includes('vassal') ? key : []))).toEqual(['kz2023:S2']);
});

test('in the order of the source, Macron said S5, S6, S1, S2, S3 in Kazakhstan', () => {
  const said = of('statement').filter(({ speaker, visit }) => speaker === 'emmanuel-macron' && visit === 'kz2023:V1');
  const start = ({ citations }: RecordOf<'statement'>) => citations.find(({ field }) => field === 'text')?.spans[0]?.start ?? Number.NaN;
  const ordered = said.toSorted((one, other) => start(one) - start(other)).map(({ key }) => key.replace('kz2023:', ''));
  expect(ordered).toEqual(['S5', 'S6', 'S1', 'S2', 'S3']);
});

describe.skipIf(!existsSync(dispatch))('against the dispatch (skipped where ../shared is absent)', () => {
  test('its sum is the one on record', () => {
    const sum = createHash('sha256').update(readFileSync(dispatch)).digest('hex');
    expect(of('source').find(({ key }) => key === dispatchKey)?.sha256).toBe(sum);
  });

  test('every span has the words that stand at its code points', () => {
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
  ])('%s stands at its place', (id, places) => {
    const text = of('statement')
      .find(({ key }) => key === `kz2023:${id}`)
      ?.citations.find(({ field }) => field === 'text');
    expect(text?.spans.map(({ start, end }) => [start, end])).toEqual(places);
  });
});
