import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChanceryError } from '../../src/model/errors.ts';
import type { RecordJson } from '../../src/model/record-diff.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { entryNouns, type RecordNoun } from '../../src/model/vocabulary.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { buildVisit, referencedRecords } from '../helpers/sample-records.ts';
import {
  type HistoryEdit,
  type HistoryFixture,
  mergeEdit,
  openHistoryFixture,
  type RecordWithRevisions,
  replayRevisions,
  withdrawEdit,
  writeEdit,
} from './history-fixture.ts';

const cast: RecordInput[] = [
  ...referencedRecords,
  { noun: 'source', key: 'herald', publisher: 'The Herald', publishedOn: '2023-11-05' },
  { noun: 'person', key: 'cyd', name: 'Cyd Example' },
  { noun: 'term', key: 'cyd-president', office: 'fr:president', person: 'cyd', start: '2010', end: '2019' },
  { noun: 'topic', key: 'trade', name: 'Trade' },
  { noun: 'topic', key: 'commerce', name: 'Commerce' },
  { noun: 'trip', key: 'journey' },
];

const source = fc.constantFrom('gazette', 'almanac', 'herald');
const maybe = <K extends string, V>(name: K, value: fc.Arbitrary<V>): fc.Arbitrary<Partial<Record<K, V>>> =>
  fc.option(value).map((given) => (given === null ? {} : { [name]: given })) as fc.Arbitrary<Partial<Record<K, V>>>;
const together = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));
const cited = together(
  fc.record({ source, basis: fc.constantFrom('STATED', 'INFERRED') }),
  maybe('voice', fc.constantFrom('ada', 'bela')),
);
const claim = fc.record({
  source,
  basis: fc.constant('STATED'),
  field: fc.constant('summary'),
  value: fc.constantFrom('It is said.', 'It is told.'),
});
const evidence = fc
  .tuple(fc.array(cited, { minLength: 1, maxLength: 2 }), fc.array(claim, { maxLength: 2 }))
  .map((both) => both.flat());
const travellers = fc
  .shuffledSubarray(
    [{ party: 'ada', term: 'ada-president' }, { party: 'bela', term: 'bela-premier' }, { party: 'cyd' }],
    {
      minLength: 1,
    },
  )
  .chain((all) => fc.boolean().map((held) => (held ? all : all.map(({ party }) => ({ party })))));
const people = fc.shuffledSubarray(['ada', 'bela', 'cyd', 'KZ', 'EU']);

const ofKind: Record<string, fc.Arbitrary<object>> = {
  visit: together(
    fc.record({
      travellers,
      host: fc.constantFrom('KZ', 'UZ'),
      start: fc.constantFrom('2023-11', '2023-11-01'),
      status: fc.constant('COMPLETED'),
      met: people,
    }),
    maybe('place', fc.constantFrom('Astana', 'Almaty')),
    maybe('trip', fc.constantFrom('tour', 'journey')),
  ),
  statement: together(
    fc.record({
      mode: fc.constant('DIRECT'),
      saidOn: fc.constant('2023-11-02'),
      text: fc.constantFrom('Yes.', 'No.'),
      language: fc.constant('en'),
      about: people,
    }),
    maybe('speaker', fc.constantFrom('ada', 'bela', 'cyd')),
    maybe('visit', fc.constantFrom('v1', 'v2', 'v3')),
    maybe(
      'renderings',
      cited.map((one) => [{ text: 'Oui.', language: 'fr', method: 'TRANSLATED', citations: [one] }]),
    ),
  ),
  agreement: together(
    fc.record({
      title: fc.constantFrom('A pact', 'A treaty'),
      instrument: fc.constant('TREATY'),
      status: fc.constant('SIGNED'),
      at: fc.constant('2023-11-03'),
      signatories: people,
    }),
    maybe('partOf', fc.constantFrom('a1', 'a2', 'a3')),
    maybe('visit', fc.constantFrom('v1', 'v2', 'v3')),
  ),
  position: together(
    fc.record({
      holder: fc.constantFrom('ada', 'bela', 'KZ'),
      stance: fc.constant('SUPPORTS'),
      at: fc.constant('2023-11-04'),
      toward: people,
    }),
    maybe('topic', fc.constantFrom('trade', 'commerce')),
  ),
};
const keysOf: Record<string, string[]> = {
  visit: ['v1', 'v2', 'v3'],
  statement: ['s1', 's2'],
  agreement: ['a1', 'a2', 'a3'],
  position: ['p1', 'p2'],
  person: ['ada', 'bela', 'cyd'],
  source: ['gazette', 'almanac', 'herald'],
  term: ['ada-president', 'bela-premier', 'cyd-president'],
  topic: ['trade', 'commerce'],
  trip: ['tour', 'journey'],
};

const entry = fc
  .constantFrom(...Object.keys(ofKind))
  .chain((noun) =>
    fc
      .tuple(
        fc.constantFrom(...(keysOf[noun] ?? [])),
        ofKind[noun] ?? fc.constant({}),
        evidence,
        fc.constantFrom('It was so.', 'It was not so.'),
      )
      .map(([key, own, citations, summary]) => writeEdit({ noun, key, summary, citations, ...own } as RecordInput)),
  );
const party = fc
  .tuple(
    fc.constantFrom('ada', 'bela', 'cyd'),
    fc.constantFrom('Example', 'Specimen'),
    fc.array(cited, { maxLength: 1 }),
  )
  .map(([key, name, citations]) =>
    writeEdit({ noun: 'person', key, name: `${key} ${name}`, citations } as RecordInput),
  );
const named = fc.constantFrom(...Object.keys(keysOf)) as fc.Arbitrary<RecordNoun>;
const gone = named.chain((noun) => fc.constantFrom(...(keysOf[noun] ?? [])).map((key) => withdrawEdit(noun, key)));
const joined = named.chain((noun) =>
  fc
    .shuffledSubarray(keysOf[noun] ?? [], { minLength: 2, maxLength: 2 })
    .map(([key = '', into = '']) => mergeEdit(noun, key, into)),
);
const edits = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: entry },
    { weight: 1, arbitrary: party },
    { weight: 1, arbitrary: gone },
    { weight: 2, arbitrary: joined },
  ),
  { minLength: 10, maxLength: 30 },
);

/** Applies the edits that are not rejected and returns their number. A rejected edit leaves no trace. */
async function attempt(history: HistoryFixture, all: readonly HistoryEdit[]): Promise<number> {
  let done = 0;
  for (const edit of all) {
    const before = await sequenceOf(history);
    try {
      await history.applyEdits(edit);
      done += 1;
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      expect(await sequenceOf(history)).toBe(before);
    }
  }
  return done;
}

const sequenceOf = (history: HistoryFixture) =>
  history.apiFixture.db.read(
    async (reader) => (await reader.get<{ sequence: number }>(sql`SELECT sequence FROM dataset`))?.sequence ?? 0,
  );

const asKnown = `query($key: String!, $at: DateTime) { entry(key: $key, asKnownAt: $at) { __typename key summary revision
  citations { source { key } field basis value rank voice { key } }
  ... on Visit { host { key } place start { edtf } met { key } trip { key } travellers { party { key } } }
  ... on Statement { saidOn { edtf } text about { key } speaker { key } visit { key } renderings { text citations { source { key } } } }
  ... on Agreement { title signatories { key } partOf { key } visit { key } }
  ... on Position { holder { key } toward { key } topic { key } }
} }`;

const once = (keys: readonly string[]): string[] => [...new Set(keys)];
type Loose = Record<string, unknown>;

/** Normalizes an API response and a version of a record; keys of merged records become those of their survivors. */
const flat = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(flat);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(
    ([, inner]) => inner !== null && !(Array.isArray(inner) && inner.length === 0),
  );
  const [[name, only] = [], ...more] = fields;
  if ((name === 'key' || name === 'edtf') && more.length === 0) return only;
  return Object.fromEntries(fields.map(([field, inner]) => [field, flat(inner)]));
};
function expected(document: RecordJson, present: (key: string) => string): Loose {
  const {
    noun: _noun,
    citations,
    travellers,
    renderings,
    ...rest
  } = document as Loose & { citations: Loose[]; travellers?: Loose[]; renderings?: Loose[] };
  const turn = (value: unknown): unknown =>
    Array.isArray(value)
      ? once(value.map((one) => present(String(one))))
      : typeof value === 'string'
        ? present(value)
        : value;
  const turned = ['met', 'trip', 'about', 'speaker', 'visit', 'signatories', 'partOf', 'holder', 'toward', 'topic'];
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([field, value]) => [field, turned.includes(field) ? turn(value) : value]),
    ),
    ...(travellers && {
      travellers: once(travellers.map(({ party }) => present(String(party)))).map((party) => ({ party })),
    }),
    ...(renderings && {
      renderings: renderings.map(({ text, citations = [] }) => ({
        text,
        citations: (citations as Loose[]).map(({ source }) => ({ source: present(String(source)) })),
      })),
    }),
    citations: citations.map(({ source, voice, ...own }) => ({
      ...own,
      source: present(String(source)),
      ...(voice !== undefined && { voice: present(String(voice)) }),
    })),
  };
}

/** The version after the first `count` revisions; of a merged record, the version of its survivor that was known at `at`. */
function version(
  records: RecordWithRevisions,
  count: number,
  all: readonly RecordWithRevisions[],
  at = records.revisions[count - 1]?.knownAt ?? '',
): { document: RecordJson; revision: number } | undefined {
  const last = records.revisions[count - 1];
  if (last?.action === 'MERGED') {
    const into = all.find(({ noun, key }) => noun === records.noun && key === last.into);
    return into && version(into, into.revisions.filter(({ knownAt }) => knownAt <= at).length, all, at);
  }
  const document = replayRevisions(records, count);
  return document && last && { document, revision: last.sequence };
}

test('a record that was merged is the survivor of that time, also if that was merged later', async () => {
  const visit = (key: string): RecordInput => ({
    noun: 'visit',
    key,
    summary: key,
    citations: [{ source: 'herald', basis: 'STATED' }],
    travellers: [{ party: 'cyd' }],
    host: 'UZ',
    start: '2023-11-01',
    status: 'COMPLETED',
  });
  await using history = await openHistoryFixture(...cast, visit('v1'), visit('v2'), visit('v3'));
  const merges = [
    { does: 'merge', noun: 'visit', key: 'v2', into: 'v3' },
    { does: 'merge', noun: 'visit', key: 'v3', into: 'v1' },
  ] as const;
  expect(await attempt(history, merges)).toBe(2);
  const merged = (await history.readRecordsWithRevisions()).find(({ key }) => key === 'v2');
  const at = merged?.revisions.at(-1)?.knownAt;
  expect(await history.execute(asKnown, { key: 'v2', at })).toMatchObject({ entry: { key: 'v3', summary: 'v3' } });
});

test('revisions reproduce the present and each former state after any writes, corrections, merges and withdrawals', {
  timeout: 180_000,
}, async () => {
  let rejectedCount = 0;
  let carriedOut = 0;
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      await using history = await openHistoryFixture(...cast);
      const done = await attempt(history, all);
      carriedOut += done;
      rejectedCount += all.length - done;
      expect((await checkIntegrity(history.apiFixture.db)).problems).toEqual([]);
      const records = await history.readRecordsWithRevisions();
      for (const one of records)
        expect(await history.readCurrent(one.noun, one.key), `${one.noun} ${one.key}`).toEqual(replayRevisions(one));

      const present = (key: string): string => records.find((one) => one.key === key)?.survivor ?? key;
      for (const one of records.filter(({ noun }) => (entryNouns as readonly string[]).includes(noun)))
        for (const [index, { knownAt, action }] of one.revisions.entries()) {
          const { entry } = (await history.execute(asKnown, { key: one.key, at: knownAt })) as { entry: Loose | null };
          const known = version(one, index + 1, records);
          const name = `${one.noun} ${one.key} after ${action} ${index + 1}`;
          if (!known) expect(entry, name).toBeNull();
          else {
            const { __typename, revision, citations, ...rest } = flat(entry) as Loose & { citations: Loose[] };
            const {
              at: _at,
              mode: _mode,
              language: _language,
              instrument: _instrument,
              status: _status,
              stance: _stance,
              type: _type,
              ...document
            } = expected(known.document, present);
            expect(revision, name).toBe(known.revision);
            expect({ ...rest, citations: citations.map(({ value: _value, ...own }) => own) }, name).toEqual(
              withoutValues(document),
            );
            const values = (from: Loose[]) =>
              from.flatMap(({ field, rank, value }) => (rank === 'NORMAL' && field === 'summary' ? [value] : []));
            expect(values(citations), name).toEqual(values(document.citations as Loose[]));
          }
          const before = await history.execute(asKnown, { key: one.key, at: '2025-12-31T23:59:59Z' });
          expect(before, name).toEqual({ entry: null });
        }
    }),
    { numRuns: scaleRuns(12), endOnFailure: true },
  );
  expect(carriedOut).toBeGreaterThan(60);
  expect(rejectedCount).toBeGreaterThan(0);
});

function withoutValues(document: Loose): Loose {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    const { language: _language, method: _method, basis: _basis, ...rest } = value as Loose;
    return rest;
  };
  const { citations, renderings, ...rest } = document as Loose & { citations: Loose[] };
  return {
    ...rest,
    ...(renderings !== undefined && { renderings: strip(renderings) }),
    citations: citations.map(({ value: _value, ...own }) => own),
  };
}

describe('the history of a record', () => {
  test('lists actor, time, reason and each changed value, and has no revision for an edit without changes', async () => {
    await using history = await openHistoryFixture(...referencedRecords, buildVisit());
    await history.applyEditsAs(
      { by: 'Grace', reason: 'A slip.' },
      writeEdit(buildVisit({ host: 'UZ', place: 'Samarkand' })),
    );
    await history.applyEdits(writeEdit(buildVisit({ host: 'UZ', place: 'Samarkand' })));
    await history.applyEdits(writeEdit(buildVisit({ host: 'UZ' })));
    const records = (await history.readRecordsWithRevisions()).find(({ key }) => key === 'v1');
    expect(records?.revisions.map(({ action, by, reason }) => [action, by, reason])).toEqual([
      ['RECORDED', 'Ada', 'So it is.'],
      ['CORRECTED', 'Grace', 'A slip.'],
      ['CORRECTED', 'Ada', 'So it is.'],
    ]);
    expect(records?.revisions.map(({ changes }) => changes).slice(1)).toEqual([
      { host: { from: 'KZ', to: 'UZ' }, place: { from: null, to: 'Samarkand' } },
      { place: { from: 'Samarkand', to: null } },
    ]);
    expect(records?.revisions[0]?.changes).toMatchObject({
      host: { from: null, to: 'KZ' },
      travellers: { to: [{ party: 'ada', term: 'ada-president' }] },
    });
  });

  test.each([
    ['changed', sql`UPDATE revisions SET reason = 'otherwise'`],
    ['deleted', sql`DELETE FROM revisions WHERE sequence = 1`],
    [
      'replaced',
      sql`INSERT OR REPLACE INTO revisions (sequence, record_id, action, recorded_at, known_at, "by", changes) VALUES (1, 1, 'RECORDED', '', '', '', '{}')`,
    ],
  ])('is append-only: a revision cannot be %s', async (_, statement) => {
    await using history = await openHistoryFixture(...referencedRecords);
    const before = await history.readRecordsWithRevisions();
    const failed: unknown = await history.apiFixture.db
      .write((tx) => tx.run(statement))
      .catch((error: unknown) => error);
    expect(String((failed as Error | undefined)?.cause)).toMatch(/append-only|constraint failed/);
    expect(await history.readRecordsWithRevisions()).toEqual(before);
  });

  test('a correction from an older source is not known before the value it corrects', async () => {
    await using history = await openHistoryFixture(...referencedRecords, buildVisit());
    await history.applyEditsAs({ knownAt: '2020-01-01T00:00:00.000Z' }, writeEdit(buildVisit({ place: 'Astana' })));
    await history.applyEditsAs({ knownAt: '2027-01-01T00:00:00.000Z' }, writeEdit(buildVisit({ place: 'Almaty' })));
    await history.applyEditsAs(
      { knownAt: '2026-06-01T00:00:00.000Z' },
      writeEdit(buildVisit({ host: 'UZ', place: 'Almaty' })),
    );
    const at = async (at: string) =>
      history.execute(
        'query($at: DateTime) { entry(key: "v1", asKnownAt: $at) { ... on Visit { place host { key } } } }',
        {
          at,
        },
      );
    expect(await at('2021-01-01T00:00:00Z')).toEqual({ entry: null });
    expect(await at('2026-12-01T00:00:00Z')).toEqual({ entry: { place: 'Astana', host: { key: 'KZ' } } });
    expect(await at('2027-01-01T00:00:00Z')).toEqual({ entry: { place: 'Almaty', host: { key: 'UZ' } } });
  });

  test('a past version shows entries withdrawn or merged since, and reading it changes nothing', async () => {
    await using history = await openHistoryFixture(
      ...referencedRecords,
      { noun: 'person', key: 'cyd', name: 'Cyd' },
      { noun: 'person', key: 'dan', name: 'Dan' },
      buildVisit({ met: ['cyd', 'bela', 'dan'], trip: 'tour' }),
    );
    await history.applyEdits(writeEdit(buildVisit({ met: [], travellers: [{ person: 'ada' }] })));
    await history.applyEdits(
      withdrawEdit('trip', 'tour'),
      withdrawEdit('term', 'ada-president'),
      mergeEdit('person', 'cyd', 'dan'),
      withdrawEdit('person', 'dan'),
    );
    const before = await dumpDatabase(history.apiFixture.db);
    const { entry } = (await history.execute(
      'query($at: DateTime) { entry(key: "v1", asKnownAt: $at) { ... on Visit { trip { key } met { key } travellers { term { office { key } } } statements { totalCount nodes { key } } } } }',
      { at: (await history.readRecordsWithRevisions()).find(({ key }) => key === 'v1')?.revisions[0]?.knownAt },
    )) as { entry: unknown };
    expect(entry).toEqual({
      trip: { key: 'tour' },
      met: [{ key: 'dan' }, { key: 'bela' }],
      travellers: [{ term: { office: { key: 'fr:president' } } }],
      statements: { totalCount: 0, nodes: [] },
    });
    expect(await dumpDatabase(history.apiFixture.db)).toEqual(before);
    expect((await checkIntegrity(history.apiFixture.db)).problems).toEqual([]);
  });

  test('omits a term that has changed hands since from a past version of a visit', async () => {
    await using history = await openHistoryFixture(...referencedRecords, buildVisit());
    await history.applyEdits(
      writeEdit(buildVisit({ travellers: [{ person: 'ada' }] })),
      writeEdit({ noun: 'term', key: 'ada-president', office: 'fr:president', person: 'bela', start: '2020-01-01' }),
    );
    const at = (await history.readRecordsWithRevisions()).find(({ key }) => key === 'v1')?.revisions[0]?.knownAt;
    expect(
      await history.execute(
        'query($at: DateTime) { entry(key: "v1", asKnownAt: $at) { ... on Visit { travellers { person { key } term { capacity } } } } }',
        { at },
      ),
    ).toEqual({
      entry: { travellers: [{ person: { key: 'ada' }, term: null }] },
    });
  });
});
