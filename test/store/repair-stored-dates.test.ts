import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openUnchangedDatabase } from '../../src/db/read-only-database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { restoreHistory } from '../../src/ingest/restore-history.ts';
import type { RecordNoun } from '../../src/model/vocabulary.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { checkOlderDatabase } from '../../src/store/check-older-database.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import { openDatabaseWithHistory } from '../../src/store/open-database.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { restoreVersion } from '../../src/store/time-travel.ts';
import { Writer } from '../../src/store/writer.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

const folder = fileURLToPath(new URL('former-dates/', import.meta.url));
const records = join(folder, 'records.yaml');

/** A database that commit 0a15ee2 wrote, with dates that are no longer accepted. */
function formerDatabase() {
  const temporary = createTemporaryFolder();
  const path = join(temporary.path, 'former.db');
  writeFileSync(path, gunzipSync(readFileSync(join(folder, 'database.db.gz'))));
  return { path, [Symbol.dispose]: () => temporary[Symbol.dispose]() };
}

const hashFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const claim = 'stored as a claim: it is not an accepted date.';
const zero = 'stored as 1970-01-01 to 1970-01-01, RANGE: it is not an accepted date.';

test('the check finds dates that differ from a fresh reading, and leaves the file as it is', async () => {
  using former = formerDatabase();
  const before = hashFile(former.path);
  const { db, isCopy } = await openUnchangedDatabase(former.path);
  expect(isCopy).toBe(true);
  const { problems } = await checkOlderDatabase(db);
  await db.close();
  expect(problems.toSorted()).toEqual(
    [
      `The source "gazette" has "20240505" as publishedOn, ${zero}`,
      `The person "ada" has "196005" as born, ${zero}`,
      `The visit "basic" has "20240505" as start, ${zero}`,
      `The visit "basic" has "20240505" as date, ${zero}`,
      `The visit "basic" has "20240505" as a claim of start, ${claim}`,
      `The visit "basic" has "20240507" as end, ${zero}`,
      `The visit "basic" has "20240508" as a claim of end, ${claim}`,
      ...['start', 'date'].map(
        (field) =>
          `The visit "set" has "{2023-11-01..2023-11-05}" as ${field}, stored as 2023-11-01 to 2023-11-01, RANGE: it means 2023-11-01 to 2023-11-05, RANGE.`,
      ),
      ...['start', 'date'].map(
        (field) =>
          `The visit "lost" has "1950S2" as ${field}, stored as 1950-01-01 to 1950-12-31, RANGE: it is not an accepted date.`,
      ),
      `The visit "lost" has "196X-12-25" as end, stored as 1960-12-25 to 1969-12-25, RANGE: it is not an accepted date.`,
      ...['saidOn', 'date'].map(
        (field) =>
          `The statement "said" has "2001-22" as ${field}, stored as 2001-04-01 to 2001-06-30, MONTH: it means 2001-01-01 to 2002-03-20, SEASON.`,
      ),
      `The statement "interval" has "20231101/20231103" as saidOn, ${zero}`,
      `The statement "interval" has "20231101/20231103" as date, ${zero}`,
    ].toSorted(),
  );
  expect(hashFile(former.path)).toBe(before);
});

const reasonStart = 'Dates were read again by a newer version: ';

test('opening repairs them, each with a revision, and only once', async () => {
  using former = formerDatabase();
  const listRevisions = sql`SELECT r.noun || ':' || r.key AS "record", v.action, v."by", v.reason, v.changes FROM revisions v JOIN records r ON r.id = v.record_id WHERE v."by" = 'update' ORDER BY v.sequence`;
  for (let time = 0; time < 2; time += 1) {
    await using db = await openDatabaseWithHistory({ path: former.path });
    expect((await checkIntegrity(db)).problems).toEqual([]);
    const revisions = await db.read((reader) => reader.all<{ record: string; reason: string }>(listRevisions));
    expect(revisions.map(({ record, reason }) => [record, reason.replace(reasonStart, '')])).toEqual([
      ['source:gazette', 'publishedOn "20240505" was rewritten as 2024-05-05.'],
      ['person:ada', 'born "196005" was rewritten as 1960-05.'],
      [
        'visit:basic',
        'start "20240505" was rewritten as 2024-05-05; end "20240507" was rewritten as 2024-05-07; a claim of end "20240508" was rewritten as 2024-05-08.',
      ],
      [
        'visit:set',
        'start "{2023-11-01..2023-11-05}" means 2023-11-01 to 2023-11-05, RANGE; date "{2023-11-01..2023-11-05}" means 2023-11-01 to 2023-11-05, RANGE.',
      ],
      [
        'visit:lost',
        'start "1950S2" is not an accepted date and was replaced by 2024-06-01; its text is the wording; end "196X-12-25" is not an accepted date and was removed; its text is the wording.',
      ],
      [
        'statement:said',
        'saidOn "2001-22" means 2001-01-01 to 2002-03-20, SEASON; date "2001-22" means 2001-01-01 to 2002-03-20, SEASON.',
      ],
      ['statement:interval', 'saidOn "20231101/20231103" was rewritten as 2023-11-01/2023-11-03.'],
    ]);
    const read = (noun: RecordNoun, key: string) =>
      db.write((tx) => readRecord(new Writer(tx, { by: 'test' }), noun, key));
    expect(await read('visit', 'basic')).toMatchObject({
      start: '2024-05-05',
      end: '2024-05-07',
      citations: [
        { source: 'almanac', field: 'start' },
        { source: 'almanac', field: 'end', value: '2024-05-08', rank: 'DEPRECATED' },
      ],
    });
    expect(await read('visit', 'lost')).toMatchObject({
      start: { edtf: '2024-06-01', basis: 'PUBLICATION', verbatim: '1950S2' },
      end: { verbatim: 'at Christmas (196X-12-25)' },
    });
    expect(
      await db.read((reader) =>
        reader.all(
          sql`SELECT e.key, e.at, e.date_earliest || '/' || e.date_latest AS "bounds", e.date_precision AS "precision", e.date_qualifier AS "qualifier" FROM entries e ORDER BY e.key`,
        ),
      ),
    ).toEqual([
      {
        ...{ key: 'approximate', at: '1984-01-01', bounds: '1984-01-01/1984-12-31' },
        ...{ precision: 'YEAR', qualifier: 'APPROXIMATE' },
      },
      { key: 'basic', at: '2024-05-05', bounds: '2024-05-05/2024-05-05', precision: 'DAY', qualifier: null },
      { key: 'interval', at: '2023-11-01', bounds: '2023-11-01/2023-11-03', precision: 'RANGE', qualifier: null },
      { key: 'lost', at: '2024-06-01', bounds: '2024-06-01/2024-06-01', precision: 'DAY', qualifier: null },
      { key: 'said', at: '2001-01-01', bounds: '2001-01-01/2002-03-20', precision: 'SEASON', qualifier: null },
      { key: 'set', at: '2023-11-01', bounds: '2023-11-01/2023-11-05', precision: 'RANGE', qualifier: null },
      // Sorted by the day of publication of its source, which was repaired.
      { key: 'undated', at: '2024-05-05', bounds: null, precision: null, qualifier: null },
    ]);
  }
});

test('importing the same file again reports nothing as gone, and a corrected file is no conflict', async () => {
  using former = formerDatabase();
  await using db = await openDatabaseWithHistory({ path: former.path });
  const report = await importRecords(db, readInterchange(records));
  expect(report).toMatchObject({ read: 12, created: 0, updated: 0, unchanged: 7, rejected: 5, vanished: 0 });
  expect(report.rejections.map(({ key, reason }) => [key, reason])).toContainEqual([
    'basic',
    'start: "20240505" is not an EDTF date. Write 2024-05-05. end: "20240507" is not an EDTF date. Write 2024-05-07.',
  ]);
  const corrected = join(former.path, '..', 'records.yaml');
  writeFileSync(corrected, readFileSync(records, 'utf8').replace("start: '20240505'", "start: '2024-05-06'"));
  writeFileSync(corrected, readFileSync(corrected, 'utf8').replaceAll(/'2024050([78])'/g, "'2024-05-0$1'"));
  const second = await importRecords(db, readInterchange(corrected));
  expect(second).toMatchObject({ read: 12, created: 0, updated: 1, unchanged: 7, rejected: 4, vanished: 0, notes: [] });
  const visit = await db.write((tx) => readRecord(new Writer(tx, { by: 'test' }), 'visit', 'basic'));
  expect(visit).toMatchObject({ start: '2024-05-06', end: '2024-05-07' });
});

test('a former version with such a date can still be read', async () => {
  using former = formerDatabase();
  await using db = await openDatabaseWithHistory({ path: former.path });
  const day = await db.write((tx) => {
    const writer = new Writer(tx, { by: 'test' });
    return writer.runAndRollBack(() => {
      expect(restoreVersion(writer, 'basic', '9999-12-31T00:00:00.000Z')).toBe(true);
      return readRecord(writer, 'visit', 'basic')?.start;
    });
  });
  expect(day).toBe('2024-05-05');
});

test('an export that a former version wrote with its history is restored with the same repairs', async () => {
  using former = formerDatabase();
  const file = join(former.path, '..', 'export.jsonl');
  const { db: copy } = await openUnchangedDatabase(former.path);
  const lines: string[] = [];
  const { sequence } = await exportDataset(copy, async (text) => void lines.push(text), { withHistory: true });
  await copy.close();
  writeFileSync(file, lines.join(''));
  await using db = await openDatabaseWithHistory({ path: join(former.path, '..', 'restored.db') });
  const report = await restoreHistory(db, file);
  expect(report).toMatchObject({ rejected: 0, rejections: [], sequence: sequence + 5 });
  const visit = await db.write((tx) => readRecord(new Writer(tx, { by: 'test' }), 'visit', 'lost'));
  expect(visit).toMatchObject({ end: { verbatim: 'at Christmas (196X-12-25)' } });
});
