import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const [source, otherSource, ...others] = referencedRecords;

/** Visits before what they refer to, records that are rejected after rows of theirs were written, and repeated records. */
const records: unknown[] = [
  buildVisit({ key: 'early' }),
  source,
  otherSource,
  ...others,
  buildVisit({ key: 'same-day', summary: 'Ada visited Kazakhstan again.' }),
  buildVisit({ key: 'of-a-group', travellers: [{ party: '002' }] }),
  buildVisit({ key: 'another-day', start: '2023-11-02', travellers: [{ party: 'bela', term: 'bela-premier' }] }),
  buildVisit({ key: 'of-another-term', travellers: [{ party: 'bela', term: 'ada-president' }] }),
  {
    noun: 'person',
    key: 'ada-2',
    name: 'Ada Example',
    sameAs: [{ scheme: 'WIKIDATA', value: 'Q1' }],
    formerly: [{ as: { name: 'Ada Former' } }],
  },
  { noun: 'person', key: 'other', name: 'Other', sameAs: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
  { noun: 'tombstone', of: 'visit', key: 'another-day', action: 'WITHDRAWN', reason: 'Did not take place' },
  { noun: 'tombstone', of: 'person', key: 'ada-2', action: 'MERGED', into: 'ada', reason: 'The same person' },
  buildVisit({ key: 'last', start: '2023-11-02' }),
];

const isLastReference = (record: unknown): boolean => (record as { key: string }).key === 'ada-president';

const importAll = async (db: Database, batches: readonly (readonly unknown[])[]) => {
  let rejected = 0;
  for (const batch of batches) rejected += (await importRecords(db, toReadItems(...batch))).rejected;
  return rejected;
};

/** The history, and the rows that are derived from records. */
const readContents = (db: Database) =>
  db.read(async (reader) => [
    await reader.all(sql`SELECT sequence, record_id, action, "by", reason, into_id, changes FROM revisions`),
    await reader.all(sql`SELECT * FROM records ORDER BY id`),
    await reader.all(sql`SELECT record_id, importer, file, digest, document FROM imported ORDER BY record_id`),
    await reader.all(sql`SELECT * FROM documents ORDER BY id`),
    await reader.all(sql`SELECT * FROM appearances ORDER BY party_id, at, key`),
    await reader.all(sql`SELECT * FROM name_forms ORDER BY party_id, form`),
    await reader.all(sql`SELECT rowid FROM search WHERE search MATCH 'ada' ORDER BY rowid`),
  ]);

test('records that are imported together leave the same rows as records that are imported one by one', async () => {
  await using together = await openTemporaryDatabase({ dossier: false });
  await using oneByOne = await openTemporaryDatabase({ dossier: false });
  // A record must follow what it refers to if it is imported alone.
  const [early, ...following] = records;
  const sorted = following.toSpliced(following.findIndex(isLastReference) + 1, 0, early);

  expect(await importAll(together.db, [records])).toBe(3);
  expect(
    await importAll(
      oneByOne.db,
      sorted.map((record) => [record]),
    ),
  ).toBe(3);

  expect(await readContents(together.db)).toEqual(await readContents(oneByOne.db));
  expect((await checkIntegrity(together.db)).problems).toEqual([]);
});
