import type { ImportItem, RecordInput } from '../../src/model/records/index.ts';

export type VisitInput = Extract<RecordInput, { noun: 'visit' }>;

/** The records that the visits below refer to, other than countries. */
export const referencedRecords: RecordInput[] = [
  { noun: 'source', key: 'gazette', publisher: 'The Gazette', publishedOn: '2023-11-03' },
  { noun: 'source', key: 'almanac', publisher: 'The Almanac' },
  { noun: 'person', key: 'ada', name: 'Ada Example' },
  { noun: 'person', key: 'bela', name: 'Béla Example' },
  { noun: 'office', key: 'fr:president', title: 'President of France', rank: 'HEAD_OF_STATE', country: 'FR' },
  { noun: 'office', key: 'hu:premier', title: 'Premier of Hungary', rank: 'HEAD_OF_GOVERNMENT', country: 'HU' },
  { noun: 'term', key: 'ada-president', office: 'fr:president', person: 'ada', start: '2020-01-01' },
  { noun: 'term', key: 'bela-premier', office: 'hu:premier', person: 'bela', start: '2019' },
  { noun: 'trip', key: 'tour' },
];

export const buildVisit = (overrides: Partial<VisitInput> = {}): VisitInput => ({
  noun: 'visit',
  key: 'v1',
  summary: 'Ada visited Kazakhstan.',
  travellers: [{ party: 'ada', term: 'ada-president' }],
  host: 'KZ',
  met: ['bela'],
  start: '2023-11-01',
  status: 'COMPLETED',
  citations: [{ source: 'gazette', basis: 'STATED', field: 'host' }],
  ...overrides,
});

/** Wraps records as a reader of a file yields them, one per line. */
export const toReadItems = (...records: unknown[]): ImportItem[] =>
  records.map((record, index) => {
    const { key } = record as { key?: string };
    return {
      place: { file: 'test.jsonl', line: index + 1 },
      ...(key !== undefined && { key }),
      record: record as RecordInput,
    };
  });
