import { describe, expect, test } from 'vitest';
import type { RecordInput } from '../../src/model/records/index.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { buildVisit, referencedRecords } from '../helpers/sample-records.ts';
import { openHistoryFixture, writeEdit } from './history-fixture.ts';

const person = (key: string, over: object = {}): RecordInput => ({
  noun: 'person',
  key,
  name: `${key} Example`,
  ...over,
});
const office = (over: object = {}): RecordInput => ({
  noun: 'office',
  key: 'o',
  title: 'Envoy',
  rank: 'OTHER',
  ...over,
});
const term = (over: object = {}): RecordInput => ({ noun: 'term', key: 't', office: 'o', person: 'ada', ...over });
const statement = (speaker: string, saidOn: string): RecordInput => ({
  noun: 'statement',
  key: 's1',
  summary: 'It was said.',
  speaker,
  mode: 'DIRECT',
  saidOn,
  text: 'Yes.',
  language: 'en',
  citations: [{ source: 'gazette', basis: 'STATED' }],
});
const agreement = (key: string, over: object = {}): RecordInput => ({
  noun: 'agreement',
  key,
  summary: 'It was signed.',
  title: 'A pact',
  instrument: 'TREATY',
  status: 'SIGNED',
  signatories: ['KZ'],
  citations: [{ source: 'gazette', basis: 'STATED' }],
  ...over,
});
const land = (over: object = {}): RecordInput => ({
  noun: 'country',
  key: 'x-land',
  code: 'x-land',
  name: 'Land',
  status: 'FORMER',
  ...over,
});

/** Stored records, one more record, and the reason for its rejection; undefined if it is valid. */
type Case = [name: string, before: RecordInput[], last: RecordInput, reason: string | undefined];

const ofLife: Case[] = [
  [
    'travels before birth',
    [person('cyd', { born: '2000' })],
    buildVisit({ travellers: [{ person: 'cyd' }], start: '1999-12-31' }),
    'start: "1999-12-31" is before the birth of cyd Example (2000).',
  ],
  [
    'travels after death',
    [person('cyd', { died: '2000-05' })],
    buildVisit({ travellers: [{ person: 'ada' }, { person: 'cyd' }], start: '2000-06-01' }),
    'start: "2000-06-01" is after the death of cyd Example (2000-05).',
  ],
  [
    'speaks before birth',
    [person('cyd', { born: '2000-02-03' })],
    statement('cyd', '2000-01'),
    'saidOn: "2000-01" is before the birth of cyd Example (2000-02-03).',
  ],
  [
    'speaks after death',
    [person('cyd', { died: '2000' })],
    statement('cyd', '2001'),
    'saidOn: "2001" is after the death of cyd Example (2000).',
  ],
  [
    'born after a journey',
    [person('cyd'), buildVisit({ travellers: [{ person: 'cyd' }], start: '1999-12-31' })],
    person('cyd', { born: '2000' }),
    'born: "2000" is after an activity of this person: "v1".',
  ],
  [
    'dead before a journey',
    [person('cyd'), buildVisit({ travellers: [{ person: 'cyd' }], start: '2000-06' })],
    person('cyd', { died: '2000-05' }),
    'died: "2000-05" is before an activity of this person: "v1".',
  ],
  [
    'born after a speech',
    [person('cyd'), statement('cyd', '1999')],
    person('cyd', { born: '2000' }),
    'born: "2000" is after an activity of this person: "s1".',
  ],
  [
    'dead before a speech',
    [person('cyd'), statement('cyd', '2001')],
    person('cyd', { died: '2000' }),
    'died: "2000" is before an activity of this person: "s1".',
  ],
  [
    'travels in the year of birth',
    [person('cyd', { born: '2000' })],
    buildVisit({ travellers: [{ person: 'cyd' }], start: '2000-01-01' }),
    undefined,
  ],
  ['speaks in the month of death', [person('cyd', { died: '2000-05-10' })], statement('cyd', '2000-05'), undefined],
  [
    'travels in the year of death, as is stated later',
    [person('cyd'), buildVisit({ travellers: [{ person: 'cyd' }], start: '2000-12-31' })],
    person('cyd', { died: '2000' }),
    undefined,
  ],
  ['met after death', [person('cyd', { died: '2000' })], buildVisit({ met: ['cyd'] }), undefined],
  [
    'a country speaks before it was one',
    [land({ start: '2024' })],
    statement('x-land', '2020'),
    'speaker: Land (x-land) existed since 2024, not on 2020. No state in its place is on record.',
  ],
];

const ofOffice: Case[] = [
  [
    'a term after the office',
    [office({ end: '1990' })],
    term({ start: '1991' }),
    'start: "1991" is after the office "Envoy" ended, 1990.',
  ],
  [
    'a term before the office',
    [office({ start: '1990-05-01' })],
    term({ end: '1990-04' }),
    'end: "1990-04" is before the office "Envoy" began, 1990-05-01.',
  ],
  [
    'a term after the country of the office',
    [land({ end: '1991-12-26' }), office({ country: 'x-land' })],
    term({ start: '1992' }),
    'start: "1992" is after the office "Envoy" ended, 1991-12-26.',
  ],
  [
    'an office that ends before its term',
    [office(), term({ start: '1991' })],
    office({ end: '1990' }),
    'end: "1990" contradicts the term "t", which began after.',
  ],
  [
    'an office that begins after its term',
    [office(), term({ end: '1989' })],
    office({ start: '1990' }),
    'start: "1990" contradicts the term "t", which ended before.',
  ],
  [
    'an office that becomes that of a country which was no more',
    [land({ end: '1991' }), office(), term({ start: '1992' })],
    office({ country: 'x-land' }),
    'end: "1991" contradicts the term "t", which began after.',
  ],
  [
    'a country that ends before a term of its office',
    [land(), office({ country: 'x-land' }), term({ start: '1992' })],
    land({ end: '1991' }),
    'end: "1991" contradicts the term "t", which began after.',
  ],
  ['a term of the year in which the office ended', [office({ end: '1990-01-01' })], term({ start: '1990' }), undefined],
  [
    'a term that lasts beyond the office',
    [office({ start: '1990', end: '1995' })],
    term({ start: '1991', end: '1999' }),
    undefined,
  ],
  ['a term whose days are unknown', [office({ start: '1990', end: '1995' })], term(), undefined],
  [
    'an office that outlived its country',
    [land({ end: '1991' }), office({ country: 'x-land', end: '1995' })],
    term({ start: '1993' }),
    undefined,
  ],
  [
    'a country that ends in the year of a term of its office',
    [land(), office({ country: 'x-land' }), term({ start: '1991' })],
    land({ end: '1991-03' }),
    undefined,
  ],
];

describe.each([
  ['rejects travelling or speaking before birth or after death', ofLife],
  ['rejects holding an office before or after its existence', ofOffice],
])('%s', (_law, cases) => {
  test.each(cases)('%s', async (_name, before, last, reason) => {
    await using history = await openHistoryFixture(...referencedRecords, ...before);
    if (reason === undefined) {
      await history.applyEdits(writeEdit(last));
      return;
    }
    const state = await dumpDatabase(history.apiFixture.db);
    expect(await history.readRejection(writeEdit(last))).toBe(reason);
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(state);
  });
});

test.each<Case>([
  [
    'commodities',
    [
      { noun: 'commodity', key: 'oil', scheme: 'WORDS', name: 'oil' },
      { noun: 'commodity', key: 'diesel', scheme: 'WORDS', name: 'diesel', parent: 'oil' },
    ],
    { noun: 'commodity', key: 'oil', scheme: 'WORDS', name: 'oil', parent: 'diesel' },
    'parent: It would create a cycle that leads back to the record itself.',
  ],
  [
    'a version of itself',
    [],
    { noun: 'source', key: 'almanac', publisher: 'A', replaces: 'almanac' },
    'replaces: A source cannot replace itself.',
  ],
  [
    'a new version of itself',
    [],
    { noun: 'source', key: 'new', publisher: 'A', replaces: 'new' },
    'replaces: A source cannot replace itself.',
  ],
  [
    'a new part of itself',
    [],
    agreement('pact', { partOf: 'pact' }),
    'partOf: An agreement cannot be a part of itself.',
  ],
  [
    'a part of itself',
    [agreement('pact')],
    agreement('pact', { partOf: 'pact' }),
    'partOf: An agreement cannot be a part of itself.',
  ],
  [
    'parts',
    [agreement('pact'), agreement('annex', { partOf: 'pact' })],
    agreement('pact', { partOf: 'annex' }),
    'partOf: It would create a cycle that leads back to the record itself.',
  ],
  [
    'versions',
    [{ noun: 'source', key: 'new', publisher: 'A', replaces: 'almanac' }],
    { noun: 'source', key: 'almanac', publisher: 'A', replaces: 'new' },
    'replaces: It would create a cycle that leads back to the record itself.',
  ],
  [
    'copies',
    [
      { noun: 'source', key: 'b', publisher: 'B', derivedFrom: ['gazette', 'almanac'] },
      { noun: 'source', key: 'c', publisher: 'C', derivedFrom: ['b'] },
    ],
    { noun: 'source', key: 'almanac', publisher: 'A', derivedFrom: ['c'] },
    'derivedFrom: It would create a cycle that leads back to the record itself.',
  ],
])('rejects a record that is indirectly a part or a version of itself: %s', async (_name, before, last, reason) => {
  await using history = await openHistoryFixture(...referencedRecords, ...before);
  const state = await dumpDatabase(history.apiFixture.db);
  expect(await history.readRejection(writeEdit(last))).toBe(reason);
  expect(await dumpDatabase(history.apiFixture.db)).toEqual(state);
});

test('shows a version that was valid when it was known, whatever is known now', async () => {
  await using history = await openHistoryFixture(...referencedRecords, buildVisit());
  await history.applyEdits(
    writeEdit(buildVisit({ travellers: [{ person: 'bela' }] })),
    writeEdit(person('ada', { born: '2024' })),
  );
  const at = (await history.readRecordsWithRevisions()).find(({ key }) => key === 'v1')?.revisions[0]?.knownAt;
  expect(
    await history.execute(
      'query($at: DateTime) { entry(key: "v1", asKnownAt: $at) { ... on Visit { travellers { person { key } } } } }',
      {
        at,
      },
    ),
  ).toEqual({
    entry: { travellers: [{ person: { key: 'ada' } }] },
  });
});
