import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Transaction } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type InterchangeRecord, parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { mergeRecord } from '../../src/store/merge-record.ts';
import { normalizeClaimRanks } from '../../src/store/normalize-claim-ranks.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { mergeThreeWay } from '../../src/store/three-way-merge.ts';
import { upsertOwnedRecord } from '../../src/store/upsert-owned-record.ts';
import { insertTombstone, withdrawRecord } from '../../src/store/withdraw-record.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.

function parse(document: RecordInput): InterchangeRecord {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.record;
}

/** Runs `work` on a database with the records that sample visits refer to, and some others. */
async function withWriter(work: (writer: Writer, tx: Transaction) => void, ...records: RecordInput[]): Promise<void> {
  await using database = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(database.db, toReadItems(...referencedRecords, ...records));
  expect(report.rejections).toEqual([]);
  await database.db.write((tx) => work(new Writer(tx, { by: 'Ada' }), tx));
}

const cited = { source: 'gazette', basis: 'STATED' } as const;

test('evidence of two records gives each value one rank', () => {
  const document = {
    noun: 'visit',
    place: 'Astana',
    citations: [
      { ...cited, field: 'place', value: 'Almaty', rank: 'PREFERRED', reason: 'It was.', voice: 'KZ' },
      { ...cited, field: 'host', value: 'UZ', rank: 'DEPRECATED', reason: 'A misprint.' },
      { ...cited, field: 'host', value: 'UZ', rank: 'NORMAL', voice: 'KZ' },
      { ...cited, field: 'leg', value: 2, rank: 'NORMAL' },
      { ...cited, field: 'leg', value: 2, rank: 'DEPRECATED', reason: 'Counted twice.' },
      cited,
    ],
  };
  expect(normalizeClaimRanks(document)).toEqual({
    noun: 'visit',
    place: 'Astana',
    citations: [
      { ...cited, field: 'place', value: 'Almaty', rank: 'NORMAL', voice: 'KZ' },
      { ...cited, field: 'host', value: 'UZ', rank: 'DEPRECATED', reason: 'A misprint.' },
      { ...cited, field: 'host', value: 'UZ', rank: 'DEPRECATED', reason: 'A misprint.', voice: 'KZ' },
      { ...cited, field: 'leg', value: 2, rank: 'NORMAL' },
      { ...cited, field: 'leg', value: 2, rank: 'NORMAL' },
      cited,
    ],
  });
});

test('an import keeps a correction, and its own value becomes a claim until it changes', () => {
  const base = { noun: 'visit', key: 'v', place: 'Astana', remarks: 'Short.', citations: [cited] };
  const corrected = { ...base, place: 'Almaty' };
  const claim = (place: string) => ({ ...cited, field: 'place', value: place, rank: 'NORMAL' });
  const second = { ...base, place: 'Shymkent', remarks: 'Long.' };
  const merged = mergeThreeWay(base, corrected, second);
  expect(merged).toEqual({
    document: { ...second, place: 'Almaty', citations: [cited, { ...cited, field: 'place' }, claim('Shymkent')] },
    claimedFields: ['place'],
    uncitedFields: [],
  });
  const third = { ...second, place: 'Taraz' };
  expect(mergeThreeWay(second, merged.document, third).document).toEqual({
    ...second,
    place: 'Almaty',
    citations: [cited, { ...cited, field: 'place' }, claim('Taraz')],
  });
  expect(mergeThreeWay({}, { attestedUntil: '2001-01-01' }, { attestedUntil: '2002-01-01' }).document).toEqual({
    attestedUntil: '2002-01-01',
  });
});

test('an import stores who wrote which version, from which file', async () => {
  const visit = (place: string): RecordInput => buildVisit({ place, citations: [{ ...cited, field: 'place' }] });
  await withWriter((writer, tx) => {
    const upsert = (importer: string, place: string, file: string) =>
      upsertOwnedRecord(writer, importer, { record: parse(visit(place)), earlierVersions: [], digest: place, file });
    const listVersions = () =>
      writer
        .all<{ document: string | null }>(
          sql`SELECT importer, file, digest, document FROM imported JOIN records r ON r.id = record_id WHERE r.key = 'v1' ORDER BY importer`,
        )
        .map(({ document, ...version }) => ({ ...version, place: document && JSON.parse(document).place }));
    expect(upsert('a', 'Astana', 'one')).toEqual({ outcome: 'created' });
    writeRecord(new Writer(tx, { by: 'Bela' }), parse(visit('Almaty')));
    expect(listVersions()).toEqual([{ importer: 'a', file: 'one', digest: 'Astana', place: 'Astana' }]);
    expect(upsert('a', 'Taraz', 'two')).toEqual({ outcome: 'updated', claimedFields: ['place'], uncitedFields: [] });
    expect(upsert('b', 'Oral', 'one')).toEqual({ outcome: 'updated', claimedFields: ['place'], uncitedFields: [] });
    const versions = [
      { importer: 'a', file: 'two', digest: 'Taraz', place: 'Taraz' },
      { importer: 'b', file: 'one', digest: 'Oral', place: 'Oral' },
    ];
    expect(listVersions()).toEqual(versions);
    expect(upsert('b', 'Oral', 'three')).toEqual({ outcome: 'unchanged' });
    expect(listVersions()).toEqual([versions[0], { ...versions[1], file: 'three' }]);
  });
});

test('an earlier version is a revision with its own reason and day', async () => {
  await withWriter((writer) => {
    // KZ did not exist then; a former version may say so.
    const earlier = buildVisit({ start: '1985-01-01', travellers: [{ person: 'ada' }] });
    const earlierVersions = [
      { record: parse(earlier), knownAt: '2023-11-02T00:00:00.000Z', reason: 'As first printed.' },
    ];
    upsertOwnedRecord(writer, 'a', { record: parse(buildVisit()), earlierVersions, digest: '1', file: 'one' });
    const revisions = writer.all(
      sql`SELECT action, known_at AS "knownAt", "by", reason FROM revisions JOIN records r ON r.id = record_id WHERE r.key = 'v1' ORDER BY sequence`,
    );
    expect(revisions).toEqual([
      { action: 'RECORDED', knownAt: '2023-11-02T00:00:00.000Z', by: 'Ada', reason: 'As first printed.' },
      { action: 'CORRECTED', knownAt: '2023-11-03T00:00:00.000Z', by: 'Ada', reason: null },
    ]);
  });
});

test('a merged record leaves its names, evidence and references to the survivor', async () => {
  const other = { source: 'almanac', basis: 'STATED' } as const;
  // Both records state it, and the survivor has it once.
  const adahClaim = { ...other, field: 'name', value: 'Adah', rank: 'NORMAL' } as const;
  const records: RecordInput[] = [
    {
      noun: 'person',
      key: 'adah',
      name: 'Adah',
      names: [{ text: 'Adele', language: 'fr', kind: 'ALIAS' }],
      born: '1951',
      died: '2030',
      citations: [
        { ...other, field: 'born', voice: 'KZ' },
        { ...other, field: 'name' },
        { ...other, field: 'died', rank: 'DEPRECATED', reason: 'A guess.' },
        other,
      ],
    },
    { noun: 'person', key: 'eve', name: 'Eve', born: '1950', died: '2030', citations: [cited, adahClaim] },
    { noun: 'term', key: 'adah-president', office: 'fr:president', person: 'adah' },
    buildVisit({
      travellers: [{ person: 'eve' }, { person: 'adah', term: 'adah-president' }, { person: 'bela' }],
      citations: [
        { ...cited, field: 'travellers', value: [{ person: 'adah' }], rank: 'NORMAL', voice: 'KZ' },
        { ...cited, field: 'host' },
      ],
    }),
    buildVisit({ key: 'v2', travellers: [{ person: 'adah', term: 'adah-president' }, { person: 'eve' }] }),
  ];
  await withWriter(
    (writer) => {
      mergeRecord(writer, 'person', 'adah', 'eve');
      expect(readRecord(writer, 'person', 'eve')).toEqual({
        noun: 'person',
        key: 'eve',
        name: 'Eve',
        names: [
          { text: 'Adah', language: 'en', kind: 'ALIAS' },
          { text: 'Adele', language: 'fr', kind: 'ALIAS' },
        ],
        born: '1950',
        died: '2030',
        citations: [
          cited,
          adahClaim,
          { ...other, field: 'born', value: '1951', rank: 'NORMAL', voice: 'KZ' },
          { ...other, field: 'died' },
          other,
        ],
      });
      const travellers = [{ party: 'eve', term: 'adah-president' }];
      expect(readRecord(writer, 'visit', 'v1')).toMatchObject({
        travellers: [...travellers, { party: 'bela' }],
        citations: [
          { ...cited, field: 'travellers', value: [{ party: 'eve' }], rank: 'NORMAL', voice: 'KZ' },
          { ...cited, field: 'host' },
        ],
      });
      expect(readRecord(writer, 'visit', 'v2')).toMatchObject({ travellers });
      // The old key still names the survivor.
      writeRecord(
        writer,
        parse(buildVisit({ travellers: [{ person: 'adah' }, { person: 'eve', term: 'adah-president' }] })),
      );
      expect(readRecord(writer, 'visit', 'v1')).toMatchObject({ travellers });
    },
    ...records,
  );
});

test('a merged record leaves its identifiers to the survivor, and its history has them', async () => {
  const [qid, isni] = [
    { scheme: 'WIKIDATA', value: 'Q7259' },
    { scheme: 'ISNI', value: '0000000121032683' },
  ] as const;
  await withWriter(
    (writer) => {
      mergeRecord(writer, 'person', 'adah', 'eve');
      expect(readRecord(writer, 'person', 'eve')?.sameAs).toEqual([qid, isni]);
      const merged = writer.get<{ changes: string }>(
        sql`SELECT changes FROM revisions JOIN records r ON r.revision = sequence WHERE r.key = 'adah'`,
      );
      expect(JSON.parse(merged?.changes ?? '{}')).toMatchObject({ sameAs: { from: [isni], to: null } });
      // Both travellers are the survivor: the term of the one, and the country of the other.
      expect(readRecord(writer, 'visit', 'v1')).toMatchObject({
        travellers: [{ party: 'eve', term: 'ada-term', country: 'DE' }],
      });
      // The old key still names the survivor.
      const travellers = [
        { party: 'eve', term: 'ada-term' },
        { party: 'adah', country: 'AT' },
      ];
      writeRecord(writer, parse(buildVisit({ travellers, met: [] })));
      expect(readRecord(writer, 'visit', 'v1')).toMatchObject({
        travellers: [{ party: 'eve', term: 'ada-term', country: 'AT' }],
      });
    },
    { noun: 'person', key: 'eve', name: 'Eve', sameAs: [qid] },
    { noun: 'person', key: 'adah', name: 'Adah', sameAs: [isni] },
    { noun: 'term', key: 'ada-term', office: 'fr:president', person: 'eve' },
    buildVisit({
      travellers: [
        { party: 'eve', term: 'ada-term' },
        { party: 'adah', country: 'DE' },
      ],
      met: [],
    }),
  );
});

test('a withdrawn or merged record leaves its state, and the reason', async () => {
  await withWriter(
    (writer) => {
      writer.withAttribution({ by: 'Bela', reason: 'Invented.' }, () => withdrawRecord(writer, 'person', 'adah'));
      writer.withAttribution({ by: 'Bela', reason: 'A duplicate.' }, () => mergeRecord(writer, 'person', 'eve', 'ada'));
      const ada =
        writer.get<{ id: number }>(sql`SELECT id FROM records WHERE noun = 'person' AND key = 'ada'`)?.id ?? 0;
      insertTombstone(writer, { noun: 'person', key: 'hal' }, 'MERGED', ada);
      const records = writer.all(
        sql`SELECT r.key, state, s.key AS survivor, action, i.key AS "into", "by", reason FROM records r JOIN revisions ON sequence = r.revision
          LEFT JOIN (SELECT id, key FROM records) s ON s.id = r.survivor_id LEFT JOIN (SELECT id, key FROM records) i ON i.id = into_id
          WHERE r.key IN ('adah', 'eve', 'hal') ORDER BY r.key`,
      );
      const merged = { state: 'MERGED', survivor: 'ada', action: 'MERGED', into: 'ada' };
      expect(records).toEqual([
        {
          key: 'adah',
          state: 'WITHDRAWN',
          survivor: null,
          action: 'WITHDRAWN',
          into: null,
          by: 'Bela',
          reason: 'Invented.',
        },
        { key: 'eve', ...merged, by: 'Bela', reason: 'A duplicate.' },
        { key: 'hal', ...merged, by: 'Ada', reason: null },
      ]);
      const write = (key: string) => () => writeRecord(writer, parse({ noun: 'person', key, name: 'Adah' }));
      expect(write('adah')).toThrow(
        /^The person "adah" was withdrawn on \d{4}-\d\d-\d\d: Invented\. Use another key\.$/,
      );
      expect(write('eve')).toThrow(
        /^The person "eve" was merged into "ada" on \d{4}-\d\d-\d\d: A duplicate\. Use "ada" instead\.$/,
      );
    },
    { noun: 'person', key: 'adah', name: 'Adah' },
    { noun: 'person', key: 'eve', name: 'Eve' },
  );
});
