import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { readVerifiedHashes } from '../../src/ingest/dossier-manifest.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { importBundledData } from '../../src/ingest/load-bundled-data.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { hasHsgTravels, hsgTravelsFolder, openTemporaryDatabase, pocomFolder } from '../helpers/temporary-database.ts';

const dossier = fileURLToPath(new URL('../../data/dossier', import.meta.url));

const none = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  vanished: 0,
  unverifiedSpans: 0,
  duplicates: 0,
  duplicateCandidates: [],
  rejections: [],
  notes: [],
  rejectsFile: null,
};

/** Reference data, people, offices and a source: the records a visit refers to. */
async function openSetting(...records: RecordInput[]) {
  const scratch = await openTemporaryDatabase({ dossier: false });
  // In a separate file, so that they are not reported as missing from the imports of the tests.
  const items = toReadItems(...referencedRecords, ...records).map((item) => ({
    ...item,
    place: { file: 'setting.jsonl' },
  }));
  const report = await importRecords(scratch.db, items);
  expect(report.rejections).toEqual([]);
  return scratch;
}

const rows = <Row>(db: Database, query: ReturnType<typeof sql>): Promise<Row[]> =>
  db.read((reader) => reader.all<Row>(query));
const problems = async (db: Database): Promise<string[]> => (await checkIntegrity(db)).problems;

/** The rejection reason of a single record. */
async function reasonFor(db: Database, record: unknown): Promise<string | undefined> {
  const { rejections, rejected } = await importRecords(db, toReadItems(record), { dryRun: true });
  expect(rejected).toBe(rejections.length);
  return rejections[0]?.reason;
}

describe('an import can be repeated', () => {
  test('importing the bundled data twice writes nothing the second time', async () => {
    await using scratch = await openTemporaryDatabase();
    const before = await dumpDatabase(scratch.db);
    const sequence = sql`SELECT sequence FROM dataset`;
    const [first] = await rows(scratch.db, sequence);
    const reports = await importBundledData(scratch.db);
    expect(reports).toEqual([
      { ...none, read: 461, unchanged: 461 },
      { ...none, read: 112, unchanged: 112 },
    ]);
    expect(await dumpDatabase(scratch.db)).toEqual(before);
    expect(await rows(scratch.db, sequence)).toEqual([first]);
    expect(first).toEqual({ sequence: 579 });
  });

  test('the record passes the integrity check: all tables are in sync', async () => {
    await using scratch = await openTemporaryDatabase();
    const { problems, checked } = await checkIntegrity(scratch.db);
    expect(problems).toEqual([]);
    const { entries = 0, parties = 0, sources = 0, documents } = checked;
    const [offices, topics] = [6, 5];
    expect(entries).toBe(49);
    expect(documents).toBe(entries + parties + sources + offices + topics);
  });

  test('treats fields in another order as the same record', async () => {
    await using scratch = await openSetting(buildVisit());
    const turned = Object.fromEntries(Object.entries(buildVisit()).reverse());
    expect(await importRecords(scratch.db, toReadItems(turned))).toEqual({ ...none, read: 1, unchanged: 1 });
  });

  test('a new version replaces the old: the id remains, and child rows are neither left over nor duplicated', async () => {
    await using scratch = await openSetting(buildVisit({ purposes: ['BILATERAL', 'CEREMONY'] }));
    const id = sql`SELECT id FROM entries WHERE key = 'v1'`;
    const before = await rows(scratch.db, id);
    const changed = buildVisit({
      host: 'UZ',
      place: 'Samarkand',
      met: [],
      purposes: ['CEREMONY'],
      travellers: [{ person: 'bela', term: 'bela-premier' }],
    });
    expect(await importRecords(scratch.db, toReadItems(changed))).toEqual({ ...none, read: 1, updated: 1 });
    expect(await rows(scratch.db, id)).toEqual(before);
    expect(await rows(scratch.db, sql`SELECT purpose FROM visit_purposes`)).toEqual([{ purpose: 'CEREMONY' }]);
    expect(await rows(scratch.db, sql`SELECT host_code, place FROM visits`)).toEqual([
      { host_code: 'UZ', place: 'Samarkand' },
    ]);
    expect(
      await rows(scratch.db, sql`SELECT p.key FROM appearances a JOIN parties p ON p.id = a.party_id ORDER BY p.key`),
    ).toEqual([{ key: 'HU' }, { key: 'UZ' }, { key: 'bela' }]);
    expect(await rows(scratch.db, sql`SELECT count(*) AS n FROM citations WHERE entry_id IS NOT NULL`)).toEqual([
      { n: 1 },
    ]);
    expect(await problems(scratch.db)).toEqual([]);
  });

  test('a new day updates every table sorted by it', async () => {
    await using scratch = await openSetting(buildVisit());
    await importRecords(scratch.db, toReadItems(buildVisit({ start: '1999-05-06' })));
    const days = [
      'entries',
      'visits',
      'visit_travellers',
      'visit_met',
      'visit_origins',
      'appearances',
      'source_entries',
    ];
    for (const table of days) {
      expect(await rows(scratch.db, sql`SELECT DISTINCT at FROM ${sql.identifier(table)}`), table).toEqual([
        { at: '1999-05-06' },
      ]);
    }
    expect(await problems(scratch.db)).toEqual([]);
  });

  test('an office that moves to another country moves its visits', async () => {
    await using scratch = await openSetting(buildVisit());
    await importRecords(
      scratch.db,
      toReadItems({
        noun: 'office',
        key: 'fr:president',
        title: 'President of France',
        rank: 'HEAD_OF_STATE',
        country: 'MC',
      }),
    );
    expect(
      await rows(scratch.db, sql`SELECT p.key FROM visit_origins o JOIN parties p ON p.id = o.country_id`),
    ).toEqual([{ key: 'MC' }]);
    expect(await problems(scratch.db)).toEqual([]);
  });
});

describe('the day of an entry', () => {
  const figure = {
    noun: 'figure',
    key: 'f1',
    summary: 'Trade was large.',
    measure: 'trade',
    value: 1,
    unit: 'USD',
    citations: [
      { source: 'almanac', basis: 'STATED' },
      { source: 'gazette', basis: 'STATED' },
    ],
  };
  const at = (db: Database) => rows<{ at: string }>(db, sql`SELECT at FROM entries WHERE key = 'f1'`);

  test('is the first of its date, a given day, or the day of the first source', async () => {
    await using scratch = await openSetting();
    for (const [over, day] of [
      [{ at: '2022-02-02', date: '2021' }, '2021-01-01'],
      [{ at: '2022-02-02' }, '2022-02-02'],
      [{ date: '2021-07' }, '2021-07-01'],
      [{ period: '1990' }, '2023-11-03'],
    ] as const) {
      await importRecords(scratch.db, toReadItems({ ...figure, ...over }));
      expect(await at(scratch.db)).toEqual([{ at: day }]);
    }
  });

  test('is required: rejects an entry without one', async () => {
    await using scratch = await openSetting();
    expect(await reasonFor(scratch.db, { ...figure, citations: [{ source: 'almanac', basis: 'STATED' }] })).toBe(
      'at: No date is known, and no cited source has a publication date. Give `at`, the day on which a source attests it.',
    );
  });
});

describe('rejects only the invalid record', () => {
  test.each<[string, object, string]>([
    [
      'an unknown country',
      { host: 'XQ' },
      'host: No country has the key "XQ". Give the two-letter code of a country ("KZ"), or the four-letter code of a former one ("SUHH").',
    ],
    ['a group as host', { host: '143' }, 'host: "143" is a key of type group; expected type country.'],
    [
      'an unknown traveller',
      { travellers: [{ person: 'ada' }, { person: 'cyd' }] },
      'travellers.1.person: No person has the key "cyd".',
    ],
    [
      'the term of another person',
      { travellers: [{ person: 'ada', term: 'bela-premier' }] },
      'travellers.0.term: The term "bela-premier" belongs to another person.',
    ],
    [
      'an unknown source',
      { citations: [{ source: 'rumour', basis: 'STATED' }] },
      'citations.0.source: No source has the key "rumour".',
    ],
    [
      'an invalid day',
      { start: '2023-02-30' },
      'start: "2023-02-30" has no day 30: 2023-02 has 28 days. Write 2023-02.',
    ],
    ['an end before the start', { end: '2023-10' }, 'end: "2023-10" ends before "2023-11-01" begins.'],
    ['a leg without a trip', { leg: 2 }, 'leg: `leg` requires `trip`.'],
    ['no citation', { citations: [] }, 'citations: []: A record requires at least one citation.'],
    [
      'an unknown status',
      { status: 'DONE' },
      'status: "DONE" is not one of ANNOUNCED, UNDER_WAY, COMPLETED, POSTPONED, CANCELLED.',
    ],
    [
      'a missing field',
      { status: undefined },
      'status: Missing; expected one of ANNOUNCED, UNDER_WAY, COMPLETED, POSTPONED, CANCELLED.',
    ],
    ['an unknown field', { hots: 'KZ' }, 'There is no field "hots" here. Did you mean "host"?'],
    ['an unknown noun', { noun: 'vist' }, expect.stringMatching(/^noun: "vist" is not one of source, country, /)],
    [
      'the key of a trade link',
      { key: 'pipeline' },
      'key: "pipeline" is already the key of a trade link. Choose another key for the visit.',
    ],
  ])('%s', async (_, over, reason) => {
    const link: RecordInput = {
      noun: 'trade-link',
      key: 'pipeline',
      summary: 'Oil flows.',
      at: '2023-11-01',
      kind: 'SUPPLY',
      status: 'ACTIVE',
      citations: [{ source: 'gazette', basis: 'STATED' }],
    };
    await using scratch = await openSetting(link);
    expect(await reasonFor(scratch.db, buildVisit(over))).toEqual(reason);
  });

  test.each<[string, RecordInput, string]>([
    [
      'a person with the key of a country',
      { noun: 'person', key: 'KZ', name: 'Kay Zed' },
      'key: "KZ" is already the key of a country. Choose another key for the person.',
    ],
    [
      'a code that is in use',
      { noun: 'country', key: 'x-land', code: 'KZ', name: 'Land', status: 'OTHER' },
      'code: another record already has this value.',
    ],
    [
      'members of an informal group',
      { noun: 'group', key: 'the-west', name: 'The West', kind: 'INFORMAL', members: [{ country: 'FR' }] },
      'members: Only groups of kind GEO or ORG have members; this is INFORMAL, which is never expanded.',
    ],
    [
      'affiliations of an informal group',
      {
        noun: 'group',
        key: 'the-west',
        name: 'The West',
        kind: 'INFORMAL',
        affiliations: [{ party: 'FR', status: 'OBSERVER' }],
      },
      'affiliations: Only groups of kind GEO or ORG have affiliations; this is INFORMAL, which is never expanded.',
    ],
    [
      'a country that is a member without being among the members',
      { noun: 'group', key: 'pact', name: 'Pact', kind: 'ORG', affiliations: [{ party: 'FR', status: 'MEMBER' }] },
      'affiliations.0.status: "FR" is a country: list it in "members" instead.',
    ],
    [
      'an affiliation that ends before it begins',
      {
        noun: 'group',
        key: 'pact',
        name: 'Pact',
        kind: 'ORG',
        affiliations: [{ party: 'FR', status: 'OBSERVER', start: '2001', end: '1999' }],
      },
      'affiliations.0.end: "1999" ends before "2001" begins.',
    ],
    [
      'a source that derives from itself',
      { noun: 'source', key: 'echo', publisher: 'Echo', derivedFrom: ['echo'] },
      'derivedFrom: A source cannot derive from itself.',
    ],
  ])('%s', async (_, record, reason) => {
    await using scratch = await openSetting();
    expect(await reasonFor(scratch.db, record)).toBe(reason);
  });

  test('imports the others; rejected records can be corrected and imported again', async () => {
    await using scratch = await openSetting();
    const rejectsFile = join(scratch.folder, 'rejects.jsonl');
    const wrong = buildVisit({ key: 'v2', host: 'XQ' });
    const items = [
      ...toReadItems(buildVisit(), wrong, buildVisit({ key: 'v3' })),
      { place: { file: 'x.xml', line: 9 }, key: 'v4', rejected: 'It has no date.' },
    ];
    const report = await importRecords(scratch.db, items, { rejectsFile });
    expect(report).toEqual({
      read: 4,
      notes: [],
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: 2,
      vanished: 0,
      unverifiedSpans: 0,
      duplicates: 1,
      duplicateCandidates: [{ noun: 'visit', reason: 'IDENTICAL', keys: ['v1', 'v3'] }],
      rejections: [
        { file: 'x.xml', line: 9, key: 'v4', reason: 'It has no date.' },
        { file: 'test.jsonl', line: 2, key: 'v2', reason: expect.stringContaining('No country has the key "XQ".') },
      ],
      rejectsFile,
    });
    expect(readFileSync(rejectsFile, 'utf8')).toBe(`${JSON.stringify(wrong)}\n`);
    writeFileSync(rejectsFile, readFileSync(rejectsFile, 'utf8').replace('XQ', 'UZ'));
    expect(await importRecords(scratch.db, readInterchange(rejectsFile), { rejectsFile })).toEqual({
      ...none,
      read: 1,
      created: 1,
    });
    expect(await problems(scratch.db)).toEqual([]);
  });

  test('leaves no partial record', async () => {
    await using scratch = await openSetting(buildVisit());
    const before = await dumpDatabase(scratch.db);
    const late = buildVisit({ host: 'UZ', start: '2001', travellers: [{ person: 'bela' }], met: ['ada', 'nobody'] });
    const report = await importRecords(scratch.db, toReadItems(late));
    expect(report.rejections[0]?.reason).toBe('met.1: No party has the key "nobody".');
    expect(await dumpDatabase(scratch.db)).toEqual(before);
  });

  test('rejects the second of two records with one key and different content', async () => {
    await using scratch = await openSetting();
    const report = await importRecords(
      scratch.db,
      toReadItems(buildVisit(), buildVisit(), buildVisit({ place: 'Astana' })),
    );
    expect(report).toMatchObject({ created: 1, unchanged: 1, rejected: 1 });
    expect(report.rejections[0]?.reason).toBe('The record is already at test.jsonl:2, with other content.');
  });

  test('lists the first hundred rejections and counts all', async () => {
    await using scratch = await openSetting();
    const items = Array.from({ length: 120 }, (_, n) => ({ place: { file: 'x', line: n }, rejected: 'No.' }));
    const report = await importRecords(scratch.db, items);
    expect(report.rejected).toBe(120);
    expect(report.rejections).toHaveLength(100);
    expect(report.rejectsFile).toBeNull();
  });
});

test('accepts the records of a file in any order', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(scratch.db, toReadItems(buildVisit(), ...referencedRecords.toReversed()));
  expect(report).toEqual({ ...none, read: 10, created: 10 });
  expect(await problems(scratch.db)).toEqual([]);
});

test('rejects two records that refer to each other', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const copy = (key: string, from: string): RecordInput => ({
    noun: 'source',
    key,
    publisher: key,
    derivedFrom: [from],
  });
  const report = await importRecords(scratch.db, toReadItems(copy('a', 'b'), copy('b', 'a')), { dryRun: true });
  expect(report.rejections.map(({ reason }) => reason)).toEqual([
    'derivedFrom.0: No source has the key "b".',
    'derivedFrom.0: No source has the key "a".',
  ]);
});

test('a dry run reports the same and changes nothing', async () => {
  await using scratch = await openSetting(buildVisit());
  const before = await dumpDatabase(scratch.db);
  const items = toReadItems(
    buildVisit({ place: 'Astana' }),
    buildVisit({ key: 'v2' }),
    buildVisit({ key: 'v3', host: 'XQ' }),
  );
  const rehearsed = await importRecords(scratch.db, items, { dryRun: true });
  expect(await dumpDatabase(scratch.db)).toEqual(before);
  expect(readdirSync(scratch.folder).filter((file) => file.includes('rejects'))).toEqual([]);
  const { rejectsFile, ...real } = await importRecords(scratch.db, items);
  expect(rehearsed).toEqual({ ...real, rejectsFile: null });
  expect(real).toMatchObject({ read: 3, created: 1, updated: 1, rejected: 1 });
  expect(rejectsFile && existsSync(rejectsFile)).toBe(true);
});

test('an import in one batch equals an import in many', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  const progress: number[] = [];
  const report = await importRecords(scratch.db, readInterchange(dossier), {
    verifiedHashes: await readVerifiedHashes(dossier),
    onProgress: (read) => progress.push(read),
  });
  expect(report).toEqual({ ...none, read: 112, created: 112 });
  expect(progress).toEqual(Array.from({ length: 112 }, (_, n) => n + 1));
});

describe.skipIf(!hasHsgTravels)(
  'the travels of US presidents and secretaries (skipped where the files are absent)',
  () => {
    test('reads every leg; a second run writes nothing', async () => {
      await using scratch = await openTemporaryDatabase({ travels: true });
      expect(await rows(scratch.db, sql`SELECT count(*) AS n FROM visits WHERE key LIKE 'hsg-travels:%'`)).toEqual([
        { n: 3349 },
      ]);
      expect(await problems(scratch.db)).toEqual([]);
      const format = importFormats['hsg-travels'];
      if (!format) throw new Error('The format is gone.');
      const again = await importRecords(scratch.db, format.read(scratch.db, hsgTravelsFolder, { terms: pocomFolder }), {
        countScope: format.countScope,
      });
      const noted = [322, 459, 467, 469, 2062, 2804].map((leg) => `hsg-travels:${leg}`);
      expect(again).toEqual({
        ...{ ...none, read: 3349, unchanged: 3349, notes: expect.any(Array) },
        ...{ duplicates: expect.any(Number), duplicateCandidates: expect.any(Array) },
      });
      expect(again.notes.map(({ key }) => key).toSorted()).toEqual(noted.toSorted());
    });
  },
);

test('a full disk stops the import with one sentence: committed records remain, and the rest can be imported later', async () => {
  await using scratch = await openSetting();
  const limit = (pages: number) =>
    scratch.db.write((tx) => tx.run(sql`PRAGMA max_page_count = ${sql.raw(String(pages))}`));
  const [size] = await rows<{ page_count: number }>(scratch.db, sql`PRAGMA page_count`);
  await limit((size?.page_count ?? 0) + 1_000);
  const many = Array.from({ length: 1500 }, (_, n) =>
    buildVisit({ key: `v${n}`, remarks: 'He came and went. '.repeat(40) }),
  );
  const full = importRecords(scratch.db, toReadItems(...many));
  await expect(full).rejects.toThrow(
    `The disk that holds ${scratch.db.path} is full. No partial data was written; free some space and try again.`,
  );
  expect(await problems(scratch.db)).toEqual([]);
  const [left] = await rows<{ n: number }>(scratch.db, sql`SELECT count(*) AS n FROM visits`);
  await limit(1_000_000);
  expect(await importRecords(scratch.db, toReadItems(...many))).toMatchObject({
    created: many.length - (left?.n ?? 0),
    rejected: 0,
  });
  expect([500, 1000]).toContain(left?.n);
});
