import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { visitPurposes, visitTypes } from '../../src/model/vocabulary.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { buildVisit, referencedRecords, toReadItems, type VisitInput } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

const travellers = [
  { person: 'ada', term: 'ada-president' },
  { person: 'bela', term: 'bela-premier' },
  { person: 'cyd' },
];
const cited = fc.record({
  source: fc.constantFrom('gazette', 'almanac'),
  basis: fc.constantFrom('STATED' as const, 'INFERRED' as const),
  spans: fc.array(fc.constant({ words: 'Kazakhstan', start: 10, end: 20 }), { maxLength: 2 }),
});
const country = fc.constantFrom('KZ', 'UZ', 'RU');

/** Generates a visit with the given key. */
const content = fc.record({
  summary: fc.constantFrom('They met.', 'They met again.', 'Встретились.'),
  host: country,
  start: fc.constantFrom(
    '2023-11-01',
    '2023-11-02',
    '2023-11',
    '1999',
    '2023-10-23/2023-10-29',
    '[2023-10-23..2023-10-29]',
  ),
  type: fc.constantFrom(...visitTypes),
  travellers: fc.shuffledSubarray(travellers, { minLength: 1 }),
  met: fc.shuffledSubarray(['ada', 'KZ', 'EU', '143']),
  purposes: fc.shuffledSubarray([...visitPurposes]),
  citations: fc.array(cited, { minLength: 1, maxLength: 3 }),
});

const keys = ['v1', 'v2', 'v3', 'v4'];
const version = fc.tuple(...keys.map((key) => content.map((over): VisitInput => buildVisit({ key, ...over }))));
const shuffled = version.chain((visits) => fc.shuffledSubarray(visits, { minLength: keys.length }));

/** The record without its history, which includes the intermediate versions. */
async function facts(db: Database): Promise<object> {
  const {
    dataset: _dataset,
    records: _records,
    revisions: _revisions,
    imported: _imported,
    ...tables
  } = await dumpDatabase(db);
  return tables;
}

test('the same records produce the same state from any prior state and in any order', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  await importRecords(
    scratch.db,
    toReadItems(...referencedRecords, { noun: 'person', key: 'cyd', name: 'Cyd Example' }),
  );
  const load = (visits: readonly VisitInput[]) =>
    importRecords(scratch.db, toReadItems(...visits), { acceptsUnverified: true });
  await fc.assert(
    fc.asyncProperty(
      version,
      shuffled,
      fc.shuffledSubarray(keys, { minLength: keys.length }),
      async (first, between, order) => {
        await load(first);
        const before = await facts(scratch.db);
        const changed = await load(between);
        expect(changed.rejections).toEqual([]);
        expect((await checkIntegrity(scratch.db)).problems).toEqual([]);
        const again = await load(first.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key)));
        expect(again.updated).toBe(changed.updated);
        expect(await facts(scratch.db)).toEqual(before);
      },
    ),
    { numRuns: scaleRuns(8) },
  );
});
