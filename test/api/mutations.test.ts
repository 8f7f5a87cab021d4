import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import {
  buildVisitInput,
  correctVisitMutation,
  type EditingFixture,
  errorSelection,
  importEntriesMutation,
  type MutationResult,
  mergeMutation,
  openEditingFixture,
  recordVisitMutation,
  withdrawMutation,
} from '../editing/editing-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';

let editing: EditingFixture;
let ada: string;
let grace: string;
beforeEach(async () => {
  editing = await openEditingFixture();
  ada = await editing.token('Ada Lovelace');
  grace = await editing.token('Grace Hopper');
});
afterEach(() => editing[Symbol.asyncDispose]());

const send = (document: string, variables: object = {}, token: string = ada): Promise<MutationResult> =>
  editing.sendMutation(token, document, variables);
const sequence = async (): Promise<number> => {
  const { extensions } = await editing.apiFixture.execute('{ __typename }');
  return (extensions as MutationResult).dataset.sequence;
};
const historyOf = async (key: string): Promise<MutationResult> =>
  (
    await editing.apiFixture.execute(
      `{ entry(key: "${key}") { history { nodes { action by reason knownAt changes { field from to } } } } }`,
    )
  ).data.entry.history.nodes;

/** Expects an edit to be rejected for these fields and to write nothing. */
async function expectInvalid(document: string, variables: object, ...fields: object[]): Promise<void> {
  const before = await editing.dumpDatabase();
  const { sql: _, ...result } = await send(document, variables);
  const { errors, ...rest } = result;
  expect(errors).toEqual(fields);
  for (const value of Object.values(rest)) expect(['null', 'false', '0', '[]']).toContain(JSON.stringify(value));
  expect(await editing.dumpDatabase()).toEqual(before);
}
const field = (path: string, message: string | RegExp, value: unknown = expect.anything()): object => ({
  __typename: 'InvalidFieldError',
  code: 'BAD_INPUT',
  path: path.split('.'),
  message: typeof message === 'string' ? message : expect.stringMatching(message),
  value:
    typeof value === 'object' && value !== null && 'asymmetricMatch' in value
      ? value
      : value === null
        ? null
        : JSON.stringify(value),
});

describe('recording an entry', () => {
  // The other statement reads the sequence number of the dataset.
  test('writes it with its source and reads it back in one statement', async () => {
    const result = await send(recordVisitMutation, {
      visit: buildVisitInput({ end: null, purposes: ['BILATERAL'] }),
      reason: 'Found in the gazette.',
    });
    expect(result).toMatchObject({
      errors: [],
      revision: await sequence(),
      changed: true,
      visit: {
        key: 'v2',
        host: { code: 'FR' },
        travellers: [{ person: { key: 'bela' }, term: null }],
        start: { edtf: '2024-05-02', basis: 'STATED' },
        end: null,
        type: 'UNSPECIFIED',
        purposes: ['BILATERAL'],
        citations: [{ field: null, basis: 'STATED', source: { key: 'gazette' }, spans: [] }],
      },
    });
    expect(result.sql).toHaveLength(2);
    expect(await historyOf('v2')).toEqual([
      {
        action: 'RECORDED',
        by: 'Ada Lovelace',
        reason: 'Found in the gazette.',
        knownAt: '2023-11-03T00:00:00.000Z',
        changes: expect.arrayContaining([{ field: 'host', from: null, to: 'FR' }]),
      },
    ]);
  });

  test('stores its evidence and the time at which it became known', async () => {
    const citations = [
      { source: 'almanac', basis: 'STATED', field: 'host', spans: [{ words: 'Ελλάς', start: 0, end: 5 }] },
      {
        source: 'gazette',
        basis: 'STATED',
        field: 'end',
        value: '2024-05-04',
        rank: 'DEPRECATED',
        reason: 'A misprint.',
      },
    ];
    const result = await send(recordVisitMutation, {
      visit: buildVisitInput({ citations }),
      knownAt: '2024-06-01T02:00:00+02:00',
      accept: true,
    });
    expect(result.visit.citations).toEqual([
      {
        field: 'host',
        basis: 'STATED',
        source: { key: 'almanac' },
        spans: [{ words: 'Ελλάς' }],
        value: 'FR',
        rank: null,
        reason: null,
      },
      {
        field: 'end',
        basis: 'STATED',
        source: { key: 'gazette' },
        spans: [],
        value: '2024-05-04',
        rank: 'DEPRECATED',
        reason: 'A misprint.',
      },
    ]);
    expect((await historyOf('v2'))[0].knownAt).toBe('2024-06-01T00:00:00.000Z');
  });

  test('accepts a source that cites itself', async () => {
    const document = `mutation($record: SourceInput!, $source: String) { recordSource(input: { record: $record, source: $source }) {
      source { key } revision ${errorSelection} } }`;
    const record = { key: 'weekly', publisher: 'The Weekly', publishedAt: '2024-01-02T03:04:05Z' };
    expect(await send(document, { record })).toMatchObject({ errors: [], source: { key: 'weekly' } });
    const other = { key: 'daily', publisher: 'The Daily' };
    expect(await send(document, { record: other, source: 'daily' })).toMatchObject({ errors: [] });
    await expectInvalid(
      document,
      { record: other },
      field('record.key', /^The source "daily" already exists\. Change it with correctSource/, 'daily'),
    );
    await expectInvalid(
      document,
      { record: { ...other, key: 'd', url: 'nowhere' } },
      field('record.url', /must begin with https/, 'nowhere'),
    );
  });

  test('identifies a coverage by its source and its subject', async () => {
    const coverage = { source: 'gazette', about: 'visits' };
    const document = `mutation($coverage: CoverageInput!) { recordCoverage(input: { coverage: $coverage, source: "gazette" }) {
      coverage { about source { key } } } }`;
    expect(await send(document, { coverage })).toMatchObject({
      coverage: { about: 'visits', source: { key: 'gazette' } },
    });
    const corrected = `mutation { correctCoverage(input: { key: "gazette/visits", coverage: { note: "From 2019 on." }, source: "gazette" }) {
      changed coverage { note } } }`;
    expect(await send(corrected)).toMatchObject({ changed: true, coverage: { note: 'From 2019 on.' } });
  });

  test('rejects a key that is or was in use', async () => {
    await expectInvalid(
      recordVisitMutation,
      { visit: buildVisitInput({ key: 'v1' }) },
      field('visit.key', 'The visit "v1" already exists. Change it with correctVisit, or use another key.', 'v1'),
    );
    await send(withdrawMutation);
    await expectInvalid(
      recordVisitMutation,
      { visit: buildVisitInput({ key: 'v1' }) },
      field('visit.key', /^The visit "v1" was withdrawn on .*It never took place/, 'v1'),
    );
  });
});

describe('a correction', () => {
  test('changes the given fields with their evidence and leaves the rest', async () => {
    const result = await send(correctVisitMutation, {
      visit: { host: 'UZ', place: 'Samarkand' },
      reason: 'Misread.',
      rev: await sequence(),
    });
    expect(result).toMatchObject({ errors: [], changed: true, revision: await sequence() });
    expect(result.visit).toMatchObject({
      host: { code: 'UZ' },
      place: 'Samarkand',
      summary: 'Ada visited Kazakhstan.',
    });
    // Citations for the former host are no evidence for the new one.
    expect(
      result.visit.citations.map(({ field, source, value }: MutationResult) => [field, source.key, value]),
    ).toEqual([
      ['host', 'almanac', 'UZ'],
      ['place', 'almanac', 'Samarkand'],
    ]);
    const [, corrected] = await historyOf('v1');
    expect(corrected).toMatchObject({ action: 'CORRECTED', by: 'Ada Lovelace', reason: 'Misread.' });
    expect(
      corrected.changes.toSorted((one: MutationResult, other: MutationResult) => one.field.localeCompare(other.field)),
    ).toEqual([
      { field: 'citations', from: expect.any(String), to: expect.any(String) },
      { field: 'host', from: 'KZ', to: 'UZ' },
      { field: 'place', from: null, to: 'Samarkand' },
    ]);
  });

  test('removes a value with null and replaces a list', async () => {
    await send(correctVisitMutation, { visit: { place: 'Astana', end: { edtf: '2023-11-02' } } });
    const result = await send(correctVisitMutation, {
      visit: { place: null, travellers: [{ person: 'bela' }], purposes: ['HOLIDAY'] },
    });
    expect(result.visit).toMatchObject({
      place: null,
      end: { edtf: '2023-11-02' },
      travellers: [{ person: { key: 'bela' }, term: null }],
      purposes: ['HOLIDAY'],
    });
    expect((await send(correctVisitMutation, { visit: { purposes: null } })).visit.purposes).toEqual([]);
  });

  test('writes nothing when it changes nothing', async () => {
    const before = await editing.dumpDatabase();
    const revision = await sequence();
    for (const visit of [
      {},
      { host: 'KZ', start: { edtf: '2023-11-01' }, place: null },
      { type: 'UNSPECIFIED', purposes: [], met: ['bela'] },
    ])
      expect(await send(correctVisitMutation, { visit })).toMatchObject({ changed: false, revision });
    expect(await editing.dumpDatabase()).toEqual(before);
  });

  test('adds evidence to the present value', async () => {
    const spans = [{ words: 'Kazakhstan', start: 33, end: 43 }];
    const more = { source: 'almanac', field: 'host', basis: 'STATED', spans };
    const added = await send(correctVisitMutation, { visit: { addCitations: [more] }, accept: true });
    expect(added).toMatchObject({ changed: true });
    expect(added.visit.citations.map(({ source }: MutationResult) => source.key)).toEqual(['gazette', 'almanac']);
    // Evidence that quotes the exact words need not repeat the new value.
    const moved = await send(correctVisitMutation, {
      visit: { host: 'UZ', addCitations: [{ ...more, spans: [{ words: 'Uzbekistan', start: 3, end: 13 }] }] },
      accept: true,
    });
    expect(moved.visit.citations).toMatchObject([{ field: 'host', value: 'UZ', spans: [{ words: 'Uzbekistan' }] }]);
    await expectInvalid(
      correctVisitMutation,
      { visit: { addCitations: [more, { ...more, source: 'nobody' }] }, accept: true },
      field('visit.addCitations.1.source', /^No source has the key "nobody"/, 'nobody'),
    );
  });

  test('replaces all evidence when it provides citations', async () => {
    const citations = [{ source: 'almanac', basis: 'INFERRED' }];
    const result = await send(correctVisitMutation, { visit: { host: 'UZ', citations } });
    expect(result.visit.citations).toMatchObject([{ source: { key: 'almanac' }, field: null, basis: 'INFERRED' }]);
    await expectInvalid(
      correctVisitMutation,
      { visit: { citations: [] } },
      field('visit.citations', /at least one citation/, []),
    );
  });

  test('makes the claim that it follows the preferred one', async () => {
    const claims = [
      { source: 'gazette', basis: 'STATED', field: 'host', rank: 'PREFERRED', reason: 'It was there.' },
      { source: 'almanac', basis: 'STATED', field: 'host', value: 'UZ', rank: 'DEPRECATED', reason: 'A misprint.' },
      { source: 'almanac', basis: 'STATED', field: 'travellers', value: '[{"person":"bela"}]' },
    ];
    await send(correctVisitMutation, { visit: { citations: claims } });
    const result = await send(correctVisitMutation, { visit: { host: 'UZ' }, reason: 'The ministry confirms it.' });
    expect(
      result.visit.citations.map(({ field, value, rank, reason }: MutationResult) => [field, value, rank, reason]),
    ).toEqual([
      ['host', 'KZ', 'NORMAL', null],
      ['host', 'UZ', 'PREFERRED', 'The ministry confirms it.'],
      ['travellers', '[{"party":"bela"}]', 'NORMAL', null],
      ['host', 'UZ', null, null],
    ]);
    await expectInvalid(
      correctVisitMutation,
      { visit: { addCitations: [{ source: 'gazette', basis: 'STATED', field: 'travellers', value: 'Béla' }] } },
      field('visit.addCitations.0.value', /a list/, 'Béla'),
    );
  });

  test('reports an entry that does not exist', async () => {
    const before = await editing.dumpDatabase();
    expect(await send(correctVisitMutation, { key: 'nobody', visit: { host: 'UZ' } })).toMatchObject({
      errors: [
        {
          __typename: 'NotFoundError',
          code: 'NOT_FOUND',
          message: 'No visit has the key "nobody". Create it with recordVisit.',
        },
      ],
    });
    expect(await editing.dumpDatabase()).toEqual(before);
  });
});

describe('two editors', () => {
  test('correcting one revision: the second receives the newer revision', async () => {
    const rev = await sequence();
    const result = await Promise.all([
      send(correctVisitMutation, { visit: { summary: 'Ada went to Astana.' }, rev }, ada),
      send(correctVisitMutation, { visit: { summary: 'Ada went to Almaty.' }, rev }, grace),
    ]);
    const [winner, loser] = result.toSorted((one) => (one.errors.length === 0 ? -1 : 1));
    expect(winner).toMatchObject({ errors: [], revision: rev + 1 });
    expect(loser).toMatchObject({
      visit: null,
      revision: null,
      changed: false,
      errors: [
        {
          __typename: 'ConflictError',
          code: 'CONFLICT',
          message: expect.stringMatching(/^The visit "v1" has the revision \d+, not the expected one\. Read it again/),
          revision: rev + 1,
          noun: 'VISIT',
          key: 'v1',
          record: { __typename: 'Visit', key: 'v1', summary: winner.visit.summary },
        },
      ],
    });
    expect(await send(withdrawMutation, { rev }, grace)).toMatchObject({
      errors: [{ __typename: 'ConflictError', revision: rev + 1 }],
    });
  });
});

describe('an idempotency key', () => {
  test('writes the same edit once, whatever comes between, and repeats the original response', async () => {
    const edit = { visit: buildVisitInput(), idem: 'k1' };
    const first = await send(recordVisitMutation, edit);
    const state = await editing.dumpDatabase();
    expect(await send(recordVisitMutation, edit)).toEqual(first);
    expect(await editing.dumpDatabase()).toEqual(state);
    await send(withdrawMutation, { key: 'v2' });
    expect(await send(recordVisitMutation, edit)).toMatchObject({
      errors: [],
      revision: first.revision,
      changed: true,
      visit: null,
    });
    const batch = { entries: [{ topic: { key: 't', name: 'T' } }], idem: 'k2' };
    for (const _ of [1, 2])
      expect(await send(importEntriesMutation, batch)).toMatchObject({ created: 1, unchanged: 0 });
  });

  test('writes the edit once under concurrent requests', async () => {
    const before = await sequence();
    const result = await Promise.all(
      Array.from({ length: 8 }, () => send(recordVisitMutation, { visit: buildVisitInput(), idem: 'k1' })),
    );
    expect(new Set(result.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await sequence()).toBe(before + 1);
  });

  test('belongs to its sender and to one edit', async () => {
    await send(recordVisitMutation, { visit: buildVisitInput(), idem: 'k1' });
    await expectInvalid(
      recordVisitMutation,
      { visit: buildVisitInput({ key: 'v3' }), idem: 'k1' },
      field('idempotencyKey', '"k1" was already used for another edit. Use a new key for each edit.', 'k1'),
    );
    expect(await send(recordVisitMutation, { visit: buildVisitInput({ key: 'v3' }), idem: 'k1' }, grace)).toMatchObject(
      {
        errors: [],
      },
    );
    await expectInvalid(
      recordVisitMutation,
      { visit: buildVisitInput(), idem: ' ' },
      field('idempotencyKey', /1 to 200 characters/, ' '),
    );
  });

  test('can be reused after a rejected edit', async () => {
    expect(await send(recordVisitMutation, { visit: buildVisitInput({ host: 'XQ' }), idem: 'k1' })).toMatchObject({
      errors: [field('visit.host', /^No country has the key "XQ"/, 'XQ')],
    });
    expect(await send(recordVisitMutation, { visit: buildVisitInput(), idem: 'k1' })).toMatchObject({
      errors: [],
    });
  });
});

describe('a removed entry', () => {
  test('has a tombstone with its reason and cannot be corrected', async () => {
    expect(await send(withdrawMutation)).toMatchObject({
      errors: [],
      key: 'v1',
      noun: 'VISIT',
      revision: await sequence(),
    });
    expect((await editing.apiFixture.execute('{ entry(key: "v1") { key } }')).data.entry).toBeNull();
    const gone = field('key', /^The visit "v1" was withdrawn on \d{4}-\d\d-\d\d: It never took place/, 'v1');
    await expectInvalid(correctVisitMutation, { visit: { host: 'UZ' } }, gone);
    await expectInvalid(withdrawMutation, {}, gone);
    expect(await send(withdrawMutation, { key: 'nobody' })).toMatchObject({
      errors: [{ __typename: 'NotFoundError', code: 'NOT_FOUND', message: 'Nothing has the key "nobody".' }],
    });
    await expectInvalid(withdrawMutation, { reason: ' ' }, field('reason', /is required to withdraw or merge/, ' '));
  });

  test('cannot be removed while others refer to it', async () => {
    await expectInvalid(withdrawMutation, { key: 'ada' }, field('key', /refers? to it: .*visit "v1"/, 'ada'));
  });

  test('is reported with its noun when several nouns share the key', async () => {
    await importRecords(editing.apiFixture.db, toReadItems({ noun: 'topic', key: 'tour', name: 'Tours' }));
    await expectInvalid(
      withdrawMutation,
      { key: 'tour' },
      field('noun', '"tour" is the key of a topic and of a trip. Set "noun".', null),
    );
    expect(await send(withdrawMutation, { key: 'tour', noun: 'TOPIC' })).toMatchObject({
      errors: [],
      noun: 'TOPIC',
    });
  });

  test('resolves to the survivor after a merge', async () => {
    await send(recordVisitMutation, { visit: buildVisitInput() });
    await send(recordVisitMutation, { visit: buildVisitInput({ key: 'v3' }) });
    const result = await send(mergeMutation, { key: 'v1', into: 'v2' });
    expect(result).toMatchObject({
      errors: [],
      key: 'v1',
      noun: 'VISIT',
      changed: true,
      record: { __typename: 'Visit', key: 'v2' },
    });
    expect((await editing.apiFixture.execute('{ entry(key: "v1") { key } }')).data.entry).toEqual({ key: 'v2' });
    const gone = /^The visit "v1" was merged into "v2" on .*They are the same/;
    await expectInvalid(correctVisitMutation, { visit: { host: 'UZ' } }, field('key', gone, 'v1'));
    await expectInvalid(mergeMutation, { key: 'v1', into: 'v3' }, field('key', gone, 'v1'));
    await expectInvalid(mergeMutation, { key: 'v2', into: 'v1' }, field('into', gone, 'v1'));
    await expectInvalid(mergeMutation, { key: 'v2', into: 'v2' }, field('into', /into itself/, 'v2'));
    await expectInvalid(
      mergeMutation,
      { key: 'v2', into: 'ada' },
      field('into', /a visit can only be merged into a visit/, 'ada'),
    );
    expect(await send(mergeMutation, { key: 'v2', into: 'nobody' })).toMatchObject({
      errors: [{ __typename: 'NotFoundError', code: 'NOT_FOUND', message: expect.stringMatching(/nobody/) }],
    });
  });
});

describe('a batch', () => {
  const entries = [
    { visit: buildVisitInput({ key: 'v3', trip: 'grand-tour', leg: 1 }) },
    { trip: { key: 'grand-tour' } },
    {
      statement: {
        key: 's1',
        summary: 'Ada spoke.',
        speaker: 'carla',
        mode: 'DIRECT',
        saidOn: { edtf: '2024-05-02' },
        text: 'Hello',
        language: 'en',
        visit: 'v3',
      },
    },
    { person: { key: 'carla', name: 'Carla' } },
  ];

  test('is written atomically, in any order of references', async () => {
    expect(await send(importEntriesMutation, { entries })).toMatchObject({
      errors: [],
      created: 4,
      updated: 0,
      unchanged: 0,
    });
    expect(await send(importEntriesMutation, { entries })).toMatchObject({ created: 0, unchanged: 4 });
    const [, changed] = await Promise.all([
      editing.dumpDatabase(),
      send(importEntriesMutation, { entries: [{ person: { key: 'carla', name: 'Carla Example' } }] }),
    ]);
    expect(changed).toMatchObject({ updated: 1 });
  });

  test('leaves corrections in place, as an import does', async () => {
    await send(importEntriesMutation, { entries });
    await send(correctVisitMutation, { key: 'v3', visit: { place: 'Paris' } }, grace);
    expect(await send(importEntriesMutation, { entries })).toMatchObject({ unchanged: 4, claimed: [] });
    const result = await send(importEntriesMutation, {
      entries: [{ visit: buildVisitInput({ key: 'v3', trip: 'grand-tour', leg: 1, place: 'Lyon' }) }],
    });
    expect(result).toMatchObject({ updated: 1, claimed: [{ noun: 'VISIT', key: 'v3', fields: ['place'] }] });
    expect(
      (await editing.apiFixture.execute('{ entry(key: "v3") { ... on Visit { place } disputed } }')).data.entry,
    ).toEqual({
      place: 'Paris',
      disputed: true,
    });
  });

  test('writes nothing when its last entry is invalid', async () => {
    const wrong = { person: { key: 'dora', name: '' } };
    await expectInvalid(
      importEntriesMutation,
      { entries: [...entries, wrong] },
      field('entries.4.person.name', /text of one character or more/, ''),
    );
    const missing = { visit: buildVisitInput({ key: 'v4', met: ['bela', 'nobody'] }) };
    await expectInvalid(
      importEntriesMutation,
      { entries: [...entries, missing] },
      field('entries.4.visit.met.1', /^No party has the key "nobody"/, 'nobody'),
    );
  });

  test('reports all errors together and each record once', async () => {
    await expectInvalid(
      importEntriesMutation,
      {
        entries: [
          { visit: buildVisitInput({ host: 'XQ' }) },
          ...entries,
          { visit: buildVisitInput({ key: 'v5', trip: 'nowhere' }) },
        ],
      },
      field('entries.0.visit.host', /^No country has the key "XQ"/, 'XQ'),
      field('entries.5.visit.trip', /^No trip has the key "nowhere"/, 'nowhere'),
    );
    await expectInvalid(
      importEntriesMutation,
      { entries: [...entries, { trip: { key: 'grand-tour' } }] },
      field(
        'entries.4.trip.key',
        'entries.1 has the same key. A batch can contain each record only once.',
        'grand-tour',
      ),
    );
  });

  test('can cite a source that it contains', async () => {
    const weekly = { source: { key: 'weekly', publisher: 'The Weekly' } };
    expect(await send(importEntriesMutation, { entries: [...entries, weekly], source: 'weekly' })).toMatchObject({
      created: 5,
    });
  });
});

describe('rejected without partial writes:', () => {
  const cited = (spans: object[], more: object = {}) =>
    buildVisitInput({ citations: [{ source: 'gazette', basis: 'STATED', spans, ...more }] });
  test.each<[string, object, ...object[]]>([
    [
      'a write without a source',
      { visit: buildVisitInput(), source: ' ' },
      field('source', /^"source" is required/, ' '),
    ],
    [
      'an unknown source',
      { visit: buildVisitInput(), source: 'nobody' },
      field('source', 'No source has the key "nobody".', 'nobody'),
    ],
    [
      'a date that is not EDTF',
      { visit: buildVisitInput({ start: { edtf: 'May' } }) },
      field('visit.start', /^"May" is not an EDTF date\. Write /, { edtf: 'May' }),
    ],
    [
      'an end before the beginning',
      { visit: buildVisitInput({ end: { edtf: '2023' } }) },
      field('visit.end', /^"2023" ends before/, { edtf: '2023' }),
    ],
    [
      'an unknown country',
      { visit: buildVisitInput({ host: 'XQ' }) },
      field('visit.host', /^No country has the key "XQ"\. Give the two-letter code/, 'XQ'),
    ],
    [
      'a person in place of a country',
      { visit: buildVisitInput({ host: 'ada' }) },
      field('visit.host', /is a key of type person; expected type country/, 'ada'),
    ],
    [
      'words whose length does not match their offsets',
      { visit: cited([{ words: 'Ёлка 🎄', start: 0, end: 7 }]) },
      field('visit.citations.0.spans.0.words', /^The words have 6 code points/, 'Ёлка 🎄'),
    ],
    [
      'an empty span',
      { visit: cited([{ words: 'x', start: 5, end: 5 }]) },
      field('visit.citations.0.spans.0', /is empty/),
    ],
    [
      'evidence for an unknown field',
      { visit: cited([], { field: 'hots' }) },
      field(
        'visit.citations.0.field',
        /^"hots" is not a field that citations can support\. It must be one of /,
        'hots',
      ),
    ],
    [
      'two errors',
      { visit: buildVisitInput({ key: 'a b', leg: 0 }) },
      field('visit.key', /A key consists of letters/, 'a b'),
      field('visit.leg', /at least 1/, 0),
    ],
    [
      'a future day',
      { visit: buildVisitInput(), knownAt: '2999-01-01T00:00:00Z' },
      field('knownAt', /is in the future/),
    ],
  ])('%s', async (_, variables, ...fields) => expectInvalid(recordVisitMutation, variables, ...fields));

  test.each<[string, string, object]>([
    [
      "a term outside the office's dates",
      'recordTerm(input: { term: { key: "t", office: "su:president", person: "ada", start: { edtf: "2001" } }, source: "gazette" })',
      field('term.start', /"2001"/, { edtf: '2001' }),
    ],
    [
      'a person speaking before birth',
      'recordStatement(input: { statement: { key: "s", summary: "s", speaker: "young", mode: DIRECT, saidOn: { edtf: "1999" }, text: "t", language: "en" }, source: "gazette" })',
      field('statement.saidOn', /before the birth of Young \(2000\)/, { edtf: '1999' }),
    ],
  ])('%s', async (_, call, invalidFields) => {
    const records = [
      {
        noun: 'office',
        key: 'su:president',
        title: 'President',
        rank: 'HEAD_OF_STATE',
        country: 'SUHH',
        start: '1990',
        end: '1991',
      },
      { noun: 'person', key: 'young', name: 'Young', born: '2000' },
    ];
    await importRecords(editing.apiFixture.db, toReadItems(...records));
    await expectInvalid(`mutation { ${call} { ${errorSelection} } }`, {}, invalidFields);
  });

  test('rejects an offset past the end of the source', async () => {
    await importRecords(
      editing.apiFixture.db,
      toReadItems({ noun: 'source', key: 'short', publisher: 'S', sha256: 'a'.repeat(64), length: 5 }),
    );
    const visit = buildVisitInput({
      citations: [{ source: 'short', basis: 'STATED', spans: [{ words: 'four', start: 2, end: 6 }] }],
    });
    await expectInvalid(recordVisitMutation, { visit }, field('visit.citations.0.spans.0.end', /has 5 code points/, 6));
  });

  test('rejects invalid arguments in the selection and writes nothing', async () => {
    const before = await editing.dumpDatabase();
    for (const wrong of [
      'statements(first: 101) { totalCount }',
      'statements(filter: { visit: { eq: "nobody" } }) { totalCount }',
    ]) {
      const document = recordVisitMutation.replace('key summary place', `key summary place ${wrong}`);
      expect((await send(document, { visit: buildVisitInput() })).requestErrors).toMatchObject([
        { extensions: { code: 'BAD_INPUT' } },
      ]);
    }
    expect(await editing.dumpDatabase()).toEqual(before);
  });
});
