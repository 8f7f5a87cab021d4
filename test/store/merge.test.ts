import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import type { RecordNoun } from '../../src/model/vocabulary.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import {
  type HistoryEdit,
  type HistoryFixture,
  mergeEdit,
  openHistoryFixture,
  withdrawEdit,
  writeEdit,
} from './history-fixture.ts';

type Input<N extends RecordNoun> = Partial<Extract<RecordInput, { noun: N }>>;
const cites = [{ source: 'gazette', basis: 'STATED' as const }];

const statement = (over: Input<'statement'> = {}): RecordInput => ({
  noun: 'statement',
  key: 's1',
  summary: 'Ada spoke.',
  speaker: 'ada',
  speakerTerm: 'ada-president',
  mode: 'DIRECT',
  saidOn: '2023-11-02',
  text: 'Yes.',
  language: 'en',
  citations: cites,
  ...over,
});
const agreement = (over: Input<'agreement'> = {}): RecordInput => ({
  noun: 'agreement',
  key: 'a1',
  summary: 'A pact.',
  title: 'A pact',
  instrument: 'TREATY',
  status: 'SIGNED',
  at: '2023-11-03',
  citations: cites,
  ...over,
});

/** Ada is recorded twice. */
const twice: RecordInput[] = [
  ...referencedRecords,
  {
    noun: 'person',
    key: 'a.example',
    name: 'A. Example',
    names: [{ text: 'Ada', kind: 'SHORT', language: 'en' }],
    citations: cites,
  },
];

const problems = async ({ apiFixture: fixture }: HistoryFixture): Promise<string[]> =>
  (await checkIntegrity(fixture.db)).problems;
const idOf = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url');

describe('a merged record resolves to the survivor', () => {
  test('by its id, its key and in filters, through a chain to the last survivor', async () => {
    await using history = await openHistoryFixture(
      ...twice,
      { noun: 'person', key: 'adah', name: 'Adah' },
      buildVisit(),
      buildVisit({ key: 'v2' }),
      buildVisit({ key: 'v3' }),
    );
    await history.applyEdits(
      mergeEdit('person', 'adah', 'a.example'),
      mergeEdit('person', 'a.example', 'ada'),
      mergeEdit('visit', 'v3', 'v2'),
      mergeEdit('visit', 'v2', 'v1'),
    );
    const document = `query($id: ID!, $key: String!, $visit: String!, $visitId: ID!) {
      node(id: $id) { ... on Person { key } } person(key: $key) { key } entry(key: $visit) { key } visit: node(id: $visitId) { ... on Visit { key } }
      visits(filter: { traveller: { key: { eq: $key } } }) { nodes { key } }
    }`;
    for (const [key, entry] of [
      ['adah', 'v3'],
      ['a.example', 'v2'],
      ['ada', 'v1'],
    ] as const)
      expect(
        await history.execute(document, { id: idOf('Person', key), key, visit: entry, visitId: idOf('Visit', entry) }),
        key,
      ).toEqual({
        node: { key: 'ada' },
        person: { key: 'ada' },
        entry: { key: 'v1' },
        visit: { key: 'v1' },
        visits: { nodes: [{ key: 'v1' }] },
      });
    const survivors = (await history.readRecordsWithRevisions()).flatMap(({ key, survivor }) =>
      survivor === null ? [] : [[key, survivor]],
    );
    expect(survivors).toEqual([
      ['a.example', 'ada'],
      ['adah', 'ada'],
      ['v2', 'v1'],
      ['v3', 'v1'],
    ]);
    expect(await problems(history)).toEqual([]);
  });

  test('a reference written with the old key is stored with the new one', async () => {
    await using history = await openHistoryFixture(...twice);
    await history.applyEdits(
      mergeEdit('person', 'a.example', 'ada'),
      writeEdit(
        buildVisit({
          travellers: [{ person: 'a.example' }, { person: 'ada', term: 'ada-president' }],
          met: ['a.example', 'ada'],
        }),
      ),
    );
    expect(await history.readCurrent('visit', 'v1')).toMatchObject({
      travellers: [{ party: 'ada', term: 'ada-president' }],
      met: ['ada'],
    });
  });
});

describe('references to the merged record refer to the survivor', () => {
  test('for a person: traveller, met, speaker, addressee, signatory, holder, voice, term, and in claims', async () => {
    const voiced = [{ source: 'gazette', basis: 'STATED' as const, voice: 'a.example' }];
    await using history = await openHistoryFixture(
      ...twice,
      { noun: 'term', key: 'a-term', office: 'fr:president', person: 'a.example', start: '2021' },
      buildVisit({
        travellers: [{ person: 'a.example', term: 'a-term' }, { person: 'bela' }, { person: 'ada' }],
        met: ['a.example', 'KZ', 'ada'],
      }),
      buildVisit({
        key: 'v2',
        travellers: [{ person: 'bela' }],
        citations: [
          { source: 'gazette', basis: 'STATED', field: 'travellers' },
          {
            source: 'almanac',
            basis: 'STATED',
            field: 'travellers',
            value: [{ person: 'a.example', term: 'a-term' }],
            rank: 'DEPRECATED',
            reason: 'A slip.',
          },
        ],
      }),
      statement({
        speaker: 'a.example',
        speakerTerm: 'a-term',
        addressees: ['a.example', 'ada'],
        about: ['a.example'],
      }),
      statement({
        key: 's2',
        speaker: 'bela',
        speakerTerm: 'bela-premier',
        renderings: [{ text: 'Oui.', language: 'fr', method: 'TRANSLATED', citations: voiced }],
      }),
      agreement({ signatories: ['KZ', 'a.example'], citations: voiced }),
      {
        noun: 'position',
        key: 'p1',
        summary: 'For.',
        holder: 'a.example',
        stance: 'SUPPORTS',
        toward: ['a.example'],
        statedBy: 'a.example',
        at: '2023-11-04',
        citations: cites,
      },
    );
    await history.applyEdits(mergeEdit('person', 'a.example', 'ada'));
    expect(await history.readCurrent('visit', 'v1')).toMatchObject({
      travellers: [{ party: 'ada', term: 'a-term' }, { party: 'bela' }],
      met: ['ada', 'KZ'],
    });
    expect(await history.readCurrent('visit', 'v2')).toMatchObject({
      citations: [{}, { value: [{ party: 'ada', term: 'a-term' }], rank: 'DEPRECATED', reason: 'A slip.' }],
    });
    expect(await history.readCurrent('term', 'a-term')).toMatchObject({ person: 'ada' });
    expect(await history.readCurrent('statement', 's1')).toMatchObject({
      speaker: 'ada',
      speakerTerm: 'a-term',
      addressees: ['ada'],
      about: ['ada'],
    });
    expect(await history.readCurrent('statement', 's2')).toMatchObject({
      renderings: [{ citations: [{ voice: 'ada' }] }],
    });
    expect(await history.readCurrent('agreement', 'a1')).toMatchObject({
      signatories: ['KZ', 'ada'],
      citations: [{ voice: 'ada' }],
    });
    expect(await history.readCurrent('position', 'p1')).toMatchObject({
      holder: 'ada',
      toward: ['ada'],
      statedBy: 'ada',
    });
    expect(await history.readCurrent('person', 'a.example')).toBeUndefined();
    const corrected = (await history.readRecordsWithRevisions())
      .filter(({ revisions }) => revisions.at(-1)?.action === 'CORRECTED')
      .map(({ key }) => key);
    expect(corrected.toSorted()).toEqual(['a-term', 'a1', 'ada', 'p1', 's1', 's2', 'v1', 'v2']);
    expect(await problems(history)).toEqual([]);
  });

  test('for a visit, an agreement, an office, a term, a trip, a topic, a commodity', async () => {
    const commodity = (key: string, over: Input<'commodity'> = {}): RecordInput => ({
      noun: 'commodity',
      key,
      scheme: 'WORDS',
      name: key,
      ...over,
    });
    const link: RecordInput = {
      noun: 'trade-link',
      key: 'l1',
      summary: 'Oil.',
      kind: 'SUPPLY',
      status: 'ACTIVE',
      at: '2023-11-01',
      citations: cites,
    };
    await using history = await openHistoryFixture(
      ...referencedRecords,
      { noun: 'office', key: 'fr:head', title: 'Head of France', rank: 'HEAD_OF_STATE', country: 'FR' },
      { noun: 'term', key: 'ada-head', office: 'fr:head', person: 'ada' },
      { noun: 'trip', key: 'journey' },
      { noun: 'topic', key: 'trade', name: 'Trade' },
      { noun: 'topic', key: 'commerce', name: 'Commerce' },
      commodity('oil'),
      commodity('petroleum'),
      commodity('diesel', { parent: 'oil' }),
      buildVisit({ travellers: [{ person: 'ada', term: 'ada-head' }], trip: 'journey', leg: 2 }),
      buildVisit({ key: 'v2' }),
      agreement({ visit: 'v1' }),
      agreement({ key: 'a2', partOf: 'a1' }),
      agreement({ key: 'a3' }),
      { ...link, agreement: 'a1', commodities: ['oil', 'petroleum'] },
      statement({ speakerTerm: 'ada-head', visit: 'v1' }),
      {
        noun: 'position',
        key: 'p1',
        summary: 'For.',
        holder: 'ada',
        stance: 'SUPPORTS',
        topic: 'trade',
        at: '2023-11-04',
        citations: cites,
      },
      {
        noun: 'figure',
        key: 'f1',
        summary: 'Much.',
        measure: 'trade',
        value: 4,
        unit: 'USD',
        visit: 'v1',
        at: '2023-11-04',
        citations: cites,
      },
    );
    await history.applyEdits(
      mergeEdit('office', 'fr:head', 'fr:president'),
      mergeEdit('term', 'ada-head', 'ada-president'),
      mergeEdit('trip', 'journey', 'tour'),
      mergeEdit('topic', 'trade', 'commerce'),
      mergeEdit('commodity', 'oil', 'petroleum'),
      mergeEdit('visit', 'v1', 'v2'),
      mergeEdit('agreement', 'a1', 'a3'),
    );
    expect(await history.readCurrent('visit', 'v2')).toMatchObject({
      travellers: [{ party: 'ada', term: 'ada-president' }],
    });
    expect(await history.readCurrent('statement', 's1')).toMatchObject({ speakerTerm: 'ada-president', visit: 'v2' });
    expect(await history.readCurrent('figure', 'f1')).toMatchObject({ visit: 'v2' });
    expect(await history.readCurrent('agreement', 'a2')).toMatchObject({ partOf: 'a3' });
    expect(await history.readCurrent('trade-link', 'l1')).toMatchObject({
      agreement: 'a3',
      commodities: ['petroleum'],
    });
    expect(await history.readCurrent('commodity', 'diesel')).toMatchObject({ parent: 'petroleum' });
    expect(await history.readCurrent('position', 'p1')).toMatchObject({ topic: 'commerce' });
    expect(await problems(history)).toEqual([]);
  });

  test('for a source: citations, derivations, replacements; coverages get new keys', async () => {
    await using history = await openHistoryFixture(
      ...referencedRecords,
      { noun: 'source', key: 'reprint', publisher: 'R', derivedFrom: ['gazette', 'almanac'] },
      { noun: 'source', key: 'second', publisher: 'S', replaces: 'gazette' },
      { noun: 'coverage', source: 'gazette', about: 'visits', note: 'All.' },
      { noun: 'coverage', source: 'gazette', about: 'treaties' },
      { noun: 'coverage', source: 'almanac', about: 'visits', note: 'Some.' },
      buildVisit(),
    );
    await history.applyEdits(mergeEdit('source', 'gazette', 'almanac'));
    expect(await history.readCurrent('visit', 'v1')).toMatchObject({
      citations: [{ source: 'almanac', field: 'host' }],
    });
    expect(await history.readCurrent('source', 'reprint')).toMatchObject({ derivedFrom: ['almanac'] });
    expect(await history.readCurrent('source', 'second')).toMatchObject({ replaces: 'almanac' });
    expect(await history.readCurrent('coverage', 'almanac/visits')).toMatchObject({ note: 'Some.' });
    expect(await history.readCurrent('coverage', 'almanac/treaties')).toBeDefined();
    const gone = (await history.readRecordsWithRevisions()).flatMap(({ key, survivor }) =>
      survivor === null ? [] : [`${key} > ${survivor}`],
    );
    expect(gone).toEqual([
      'gazette > almanac',
      'gazette/visits > almanac/visits',
      'gazette/treaties > almanac/treaties',
    ]);
    expect(await problems(history)).toEqual([]);
  });

  test('for a country: hosts, offices, members, successors', async () => {
    const country = (key: string, over: Input<'country'> = {}): RecordInput => ({
      noun: 'country',
      key,
      code: key,
      name: key,
      status: 'OTHER',
      ...over,
    });
    await using history = await openHistoryFixture(
      ...referencedRecords,
      country('x-one'),
      country('x-two'),
      country('x-old', {
        successors: [
          { country: 'x-one', source: 'gazette', on: '1991' },
          { country: 'x-two', source: 'gazette' },
        ],
      }),
      {
        noun: 'group',
        key: 'pact',
        name: 'Pact',
        kind: 'ORG',
        members: [
          { country: 'x-one', start: '1990' },
          { country: 'x-two', start: '1990' },
          { country: 'x-two', start: '2000' },
        ],
        affiliations: [{ party: 'x-one', status: 'SUSPENDED', start: '1995' }],
      },
      { noun: 'office', key: 'x:head', title: 'Head', rank: 'HEAD_OF_STATE', country: 'x-one' },
      { noun: 'term', key: 'ada-x', office: 'x:head', person: 'ada' },
      { noun: 'organization', key: 'works', name: 'Works', country: 'x-one' },
      buildVisit({ host: 'x-one', travellers: [{ person: 'ada', term: 'ada-x' }], met: ['x-one', 'x-two'] }),
    );
    expect(await history.readRejection(mergeEdit('country', 'x-one', 'x-old'))).toBe(
      'into: The country "x-old" would become invalid: successors: A country cannot succeed itself.',
    );
    await history.applyEdits(mergeEdit('country', 'x-one', 'x-two'));
    expect(await history.readCurrent('visit', 'v1')).toMatchObject({ host: 'x-two', met: ['x-two'] });
    expect(await history.readCurrent('country', 'x-old')).toMatchObject({
      successors: [{ country: 'x-two', source: 'gazette', on: '1991' }],
    });
    expect(await history.readCurrent('group', 'pact')).toMatchObject({
      members: [
        { country: 'x-two', start: '1990' },
        { country: 'x-two', start: '2000' },
      ],
      affiliations: [{ party: 'x-two', status: 'SUSPENDED', start: '1995' }],
    });
    expect(await history.readCurrent('organization', 'works')).toMatchObject({ country: 'x-two' });
    expect(
      await history.execute('{ visits(filter: { travellerCountry: { code: { eq: "x-two" } } }) { nodes { key } } }'),
    ).toEqual({
      visits: { nodes: [{ key: 'v1' }] },
    });
    expect(await problems(history)).toEqual([]);
  });
});

describe('the survivor receives', () => {
  test('the names as alternative names', async () => {
    await using history = await openHistoryFixture(...twice);
    await history.applyEdits(mergeEdit('person', 'a.example', 'ada'));
    expect(await history.readCurrent('person', 'ada')).toMatchObject({
      name: 'Ada Example',
      names: [
        { text: 'A. Example', language: 'en', kind: 'ALIAS' },
        { text: 'Ada', language: 'en', kind: 'SHORT' },
      ],
      citations: [{ source: 'gazette' }],
    });
    expect(await history.execute('{ search(text: "A. Example") { nodes { ... on Node { id } } } }')).toEqual({
      search: { nodes: [{ id: idOf('Person', 'ada') }] },
    });
  });

  test('the evidence: unchanged for the same value, as a claim for another; each value has one rank', async () => {
    const claim = (source: string, field: string, over: object = {}) => ({
      source,
      basis: 'STATED' as const,
      field,
      ...over,
    });
    await using history = await openHistoryFixture(
      ...referencedRecords,
      buildVisit({
        place: 'Astana',
        citations: [
          claim('gazette', 'host'),
          claim('gazette', 'place'),
          claim('almanac', 'place', { value: 'Almaty', rank: 'DEPRECATED', reason: 'A slip.' }),
        ],
      }),
      buildVisit({
        key: 'v2',
        host: 'KZ',
        place: 'Almaty',
        start: '2023-10',
        citations: [
          claim('almanac', 'host'),
          claim('almanac', 'start'),
          claim('gazette', 'place', { rank: 'PREFERRED', reason: 'As printed.' }),
          claim('almanac', 'place', { value: 'Astana', rank: 'DEPRECATED', reason: 'Unlikely.' }),
          { source: 'almanac', basis: 'INFERRED' },
        ],
      }),
    );
    await history.applyEdits(mergeEdit('visit', 'v2', 'v1'));
    const current = await history.readCurrent('visit', 'v1');
    expect(current).toMatchObject({ host: 'KZ', place: 'Astana', start: '2023-11-01' });
    expect(current?.citations).toEqual([
      claim('gazette', 'host'),
      claim('gazette', 'place'),
      claim('almanac', 'place', { value: 'Almaty', rank: 'DEPRECATED', reason: 'A slip.' }),
      claim('almanac', 'host'),
      claim('almanac', 'start', { value: '2023-10', rank: 'NORMAL' }),
      claim('gazette', 'place', { value: 'Almaty', rank: 'DEPRECATED', reason: 'A slip.' }),
      claim('almanac', 'place'),
      { source: 'almanac', basis: 'INFERRED' },
    ]);
    expect(await problems(history)).toEqual([]);
  });
});

describe('rejected without partial writes', () => {
  const records: RecordInput[] = [
    ...twice,
    { noun: 'person', key: 'late', name: 'Late Example', died: '1990' },
    { noun: 'person', key: 'gone', name: 'Gone' },
    { noun: 'commodity', key: 'fuel', scheme: 'WORDS', name: 'fuel' },
    { noun: 'commodity', key: 'oil', scheme: 'WORDS', name: 'oil', parent: 'fuel' },
    { noun: 'commodity', key: 'diesel', scheme: 'WORDS', name: 'diesel', parent: 'oil' },
    { noun: 'source', key: 'reprint', publisher: 'R', derivedFrom: ['gazette'] },
    buildVisit({ travellers: [{ person: 'bela' }], met: ['ada'] }),
    buildVisit({ key: 'v2', travellers: [{ person: 'ada', term: 'ada-president' }] }),
    agreement(),
    agreement({ key: 'a2', partOf: 'a1' }),
    statement(),
  ];
  test.each<[string, HistoryEdit, string | RegExp]>([
    ['into itself', mergeEdit('visit', 'v1', 'v1'), 'into: "v1" can\'t be merged into itself.'],
    [
      'two kinds of entry',
      mergeEdit('visit', 'v1', 's1'),
      'into: "s1" is the key of a statement: a visit can only be merged into a visit.',
    ],
    [
      'two kinds of party',
      mergeEdit('person', 'ada', 'KZ'),
      'into: "KZ" is the key of a country: a person can only be merged into a person.',
    ],
    ['a record that does not exist', mergeEdit('visit', 'v9', 'v1'), 'key: No visit has the key "v9".'],
    ['into a record that does not exist', mergeEdit('visit', 'v1', 'v9'), 'into: No visit has the key "v9".'],
    [
      'a withdrawn record',
      mergeEdit('person', 'gone', 'ada'),
      /^key: The person "gone" was withdrawn on [0-9-]{10}: So it is\. /,
    ],
    ['into a withdrawn record', mergeEdit('person', 'ada', 'gone'), /^into: The person "gone" was withdrawn on /],
    [
      'a cycle',
      mergeEdit('person', 'ada', 'a.example'),
      /^into: The person "a.example" was merged into "ada" on [0-9-]{10}: So it is\. Use "ada" instead\.$/,
    ],
    [
      'a record that would refer to itself',
      mergeEdit('agreement', 'a1', 'a2'),
      'into: "a2" would refer to itself as its partOf. Correct its partOf first.',
    ],
    [
      'a source that would derive from itself',
      mergeEdit('source', 'gazette', 'reprint'),
      'into: The source "reprint" would become invalid: derivedFrom: A source cannot derive from itself.',
    ],
    [
      'a cycle of parts',
      mergeEdit('commodity', 'fuel', 'diesel'),
      /^into: The commodity "oil" would become invalid: parent: It would create a cycle/,
    ],
    [
      'the term of another person',
      mergeEdit('term', 'ada-president', 'bela-premier'),
      /^into: The (visit|statement) "\w+" would become invalid: \S+: The term "bela-premier" belongs to another person\.$/,
    ],
    [
      'a traveller who had died',
      mergeEdit('person', 'ada', 'late'),
      /^into: The visit "v2" would become invalid: start: "2023-11-01" is after the death of Late Example \(1990\)/,
    ],
    [
      'withdrawing a referenced record',
      withdrawEdit('person', 'ada'),
      'key: 4 other records refer to it: term "ada-president", visit "v1", visit "v2", statement "s1". Correct them first, or merge it into another.',
    ],
    [
      'withdrawing a merged record',
      withdrawEdit('person', 'a.example'),
      /^key: The person "a.example" was merged into "ada"/,
    ],
    [
      'correcting a withdrawn record',
      writeEdit({ noun: 'person', key: 'gone', name: 'Here' }),
      /^key: The person "gone" was withdrawn on [0-9-]{10}: So it is\. Use another key\.$/,
    ],
    [
      'the key of a withdrawn record, for another noun',
      writeEdit({ noun: 'organization', key: 'gone', name: 'Gone Ltd' }),
      /^key: The person "gone" was withdrawn on /,
    ],
  ])('%s', async (_, edit, message) => {
    await using history = await openHistoryFixture(...records);
    await history.applyEdits(withdrawEdit('person', 'gone'), mergeEdit('person', 'a.example', 'ada'));
    const before = await dumpDatabase(history.apiFixture.db);
    const refusal = await history.readRejection(edit);
    if (typeof message === 'string') expect(refusal).toBe(message);
    else expect(refusal).toMatch(message);
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(before);
  });

  test('rolls back only the rejected merge within a transaction and preserves earlier writes', async () => {
    await using history = await openHistoryFixture(...records);
    const report = await importRecords(history.apiFixture.db, [
      ...toReadItems({ noun: 'topic', key: 'first', name: 'First' }),
      ...toReadItems({
        noun: 'tombstone',
        of: 'person',
        key: 'ada',
        action: 'MERGED',
        into: 'late',
        reason: 'The same.',
      }),
      ...toReadItems({ noun: 'topic', key: 'last', name: 'Last' }),
    ]);
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    expect(await history.readCurrent('visit', 'v1')).toMatchObject({ met: ['ada'] });
    expect(await history.readCurrent('topic', 'first')).toBeDefined();
    expect((await history.readRecordsWithRevisions()).find(({ key }) => key === 'v1')?.revisions).toHaveLength(1);
    expect(await problems(history)).toEqual([]);
  });
});

describe('a withdrawn record', () => {
  const wrong = buildVisit({ place: 'Nowhereville' });

  test('leaves a tombstone with its reason and is absent from lists, counts, search and countries', async () => {
    await using history = await openHistoryFixture(...referencedRecords, wrong, buildVisit({ key: 'v2' }));
    const everywhere = `{ entry(key: "v1") { key } visits { totalCount nodes { key } } search(text: "Nowhereville") { totalCount }
      country(code: "KZ") { entries { totalCount nodes { key } } } person(key: "ada") { visits { nodes { key } } entries { totalCount } }
      source: node(id: "${idOf('Source', 'gazette')}") { ... on Source { entries { totalCount } } } node(id: "${idOf('Visit', 'v1')}") { id } }`;
    const shown = (await history.execute(everywhere)) as { search: { totalCount: number } };
    expect(shown.search.totalCount).toBe(1);
    await history.applyEditsAs({ reason: 'It never took place.' }, withdrawEdit('visit', 'v1'));
    expect(await history.execute(everywhere)).toEqual({
      entry: null,
      visits: { totalCount: 1, nodes: [{ key: 'v2' }] },
      search: { totalCount: 0 },
      country: { entries: { totalCount: 1, nodes: [{ key: 'v2' }] } },
      person: { visits: { nodes: [{ key: 'v2' }] }, entries: { totalCount: 1 } },
      source: { entries: { totalCount: 1 } },
      node: null,
    });
    const [record] = (await history.readRecordsWithRevisions()).filter(({ key }) => key === 'v1');
    expect(record).toMatchObject({
      state: 'WITHDRAWN',
      revisions: [{ action: 'RECORDED' }, { action: 'WITHDRAWN', reason: 'It never took place.' }],
    });
    const at = record?.revisions[0]?.knownAt;
    expect(
      await history.execute('query($at: DateTime) { entry(key: "v1", asKnownAt: $at) { ... on Visit { place } } }', {
        at,
      }),
    ).toEqual({
      entry: { place: 'Nowhereville' },
    });
    const left = sql`SELECT (SELECT count(*) FROM citations WHERE entry_id NOT IN (SELECT id FROM entries)) + (SELECT count(*) FROM spans WHERE citation_id NOT IN (SELECT id FROM citations)) AS n`;
    expect(await history.apiFixture.db.read((reader) => reader.get(left))).toEqual({ n: 0 });
    expect(await problems(history)).toEqual([]);
  });

  test('stays withdrawn when its input is imported again; rejects changed input and references to it with the reason', async () => {
    await using history = await openHistoryFixture(...referencedRecords);
    const { db } = history.apiFixture;
    await importRecords(db, toReadItems(wrong));
    await history.applyEditsAs({ reason: 'It never took place.' }, withdrawEdit('visit', 'v1'));
    expect(await importRecords(db, toReadItems(wrong))).toMatchObject({ unchanged: 1, rejected: 0, vanished: 0 });
    const { rejections } = await importRecords(db, toReadItems({ ...wrong, host: 'UZ' }, statement({ visit: 'v1' })), {
      dryRun: true,
    });
    expect(rejections.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^key: The visit "v1" was withdrawn on [0-9-]{10}: It never took place\. Use another key\.$/,
      ),
      'visit: The visit "v1" was withdrawn: It never took place.',
    ]);
    expect(await history.readCurrent('visit', 'v1')).toBeUndefined();
    expect(await problems(history)).toEqual([]);
  });

  test('may be mentioned in text: only references prevent a withdrawal', async () => {
    const words = { source: 'gazette', basis: 'STATED' as const };
    await using history = await openHistoryFixture(
      ...referencedRecords,
      { noun: 'topic', key: 'Trade', name: 'Trade' },
      { noun: 'person', key: 'Astana', name: 'Astana' },
      buildVisit({ place: 'Astana', citations: [{ ...words, field: 'place' }] }),
      { noun: 'person', key: 'cyd', name: 'Cyd' },
      buildVisit({
        key: 'v2',
        citations: [
          { ...words, field: 'met' },
          { source: 'almanac', basis: 'STATED', field: 'met', value: ['cyd'] },
        ],
      }),
    );
    await history.applyEdits(withdrawEdit('topic', 'Trade'), withdrawEdit('person', 'Astana'));
    expect(await history.readRejection(withdrawEdit('person', 'cyd'))).toMatch(
      /^key: 1 other record refers to it: visit "v2"\./,
    );
  });
});
