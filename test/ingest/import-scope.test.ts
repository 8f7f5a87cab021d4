import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import { checkIntegrity } from '../../src/store/check-integrity.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import {
  hsgTravelsFolder,
  isHsgTravelsAbsent,
  pocomFolder,
  presidentsXml,
  renderTripsXml,
  writeTemporaryFolder,
} from './hsg-travels-fixture.ts';
import { createWorkbook } from './synthetic-workbook.ts';

const importFormat = (
  db: Database,
  name: 'hsg-travels' | 'speeches',
  folder: string,
  terms?: string,
): Promise<ImportReport> => {
  const { read, countScope, isCompleteInput } = importFormats[name];
  return importRecords(db, read(db, folder, terms === undefined ? {} : { terms }), {
    ...{ countScope, isCompleteInput, importer: name },
  });
};
const importTravels = (db: Database, folder: string, terms?: string) => importFormat(db, 'hsg-travels', folder, terms);

const principal = (id: string, started: string, ended: string): string =>
  `<principal><person-id>${id}</person-id><started><date>${started}</date></started><ended><date>${ended}</date></ended></principal>`;
const termsXml = (...principals: string[]): string =>
  `<principal-position><principals>${principals.join('')}</principals></principal-position>`;
const root = { role: 'secretary', who: 'root-elihu', name: 'Elihu Root', start: '1906-07-17', country: 'Brazil' };
const knox = {
  role: 'secretary',
  who: 'knox-philander',
  name: 'Philander Knox',
  start: '1912-03-01',
  country: 'Panama',
};
const rootTerm = principal('root-elihu', '1905-07-19', '1909-01-27');
const knoxTerm = principal('knox-philander', '1909-03-06', '1913-03-05');
const termsFolder = (...principals: string[]) =>
  writeTemporaryFolder({ 'positions-principals/secretary.xml': termsXml(...principals) });

describe('two folders of travels that share a folder of terms', () => {
  test('do not report each other as gone, in either order and repeated', async () => {
    using first = writeTemporaryFolder({
      'presidents/presidents.xml': presidentsXml,
      'president-travels/taft-william-howard.xml': renderTripsXml({ id: 1 }),
      'secretary-travels/root-elihu.xml': renderTripsXml({ ...root, id: 2 }),
    });
    using second = writeTemporaryFolder({ 'secretary-travels/knox-philander.xml': renderTripsXml({ ...knox, id: 3 }) });
    using terms = termsFolder(rootTerm, knoxTerm);
    for (const order of [
      [first, second, first, second],
      [second, first, second, first],
    ]) {
      await using scratch = await openTemporaryDatabase({ dossier: false });
      const reports: ImportReport[] = [];
      for (const folder of order) reports.push(await importTravels(scratch.db, folder.path, terms.path));
      expect(reports.map(({ rejected, vanished }) => [rejected, vanished])).toEqual(order.map(() => [0, 0]));
      expect(reports.slice(2).map(({ created, updated }) => [created, updated])).toEqual([
        [0, 0],
        [0, 0],
      ]);
    }
  });

  test('still report a leg and a term that their own files no longer have', async () => {
    const files = (...legs: { id: number }[]) => ({
      'secretary-travels/root-elihu.xml': renderTripsXml(...legs.map((leg) => ({ ...root, ...leg }))),
    });
    using before = writeTemporaryFolder(files({ id: 2 }, { id: 4 }));
    using after = writeTemporaryFolder(files({ id: 2 }));
    using terms = termsFolder(rootTerm, knoxTerm);
    using correctedTerms = termsFolder(principal('root-elihu', '1905-07-18', '1909-01-27'), knoxTerm);
    await using scratch = await openTemporaryDatabase({ dossier: false });
    await importTravels(scratch.db, before.path, terms.path);
    const { notes } = await importTravels(scratch.db, after.path, terms.path);
    expect(notes.map(({ key }) => key)).toEqual(['hsg-travels:4']);
    const second = await importTravels(scratch.db, before.path, correctedTerms.path);
    expect(second.notes.map(({ key }) => key)).toEqual(['hsg:secretary:root-elihu:1905-07-19']);
  });

  test('do not report terms as gone if an import has no folder of terms, nor a leg that is rejected', async () => {
    using before = writeTemporaryFolder({
      'secretary-travels/root-elihu.xml': renderTripsXml({ ...root, id: 2 }, { ...root, id: 4 }),
    });
    using faulty = writeTemporaryFolder({
      'secretary-travels/root-elihu.xml': renderTripsXml({ ...root, id: 2 }, { ...root, id: 4, start: 'May' }),
    });
    using terms = termsFolder(rootTerm);
    await using scratch = await openTemporaryDatabase({ dossier: false });
    await importTravels(scratch.db, before.path, terms.path);
    expect(await importTravels(scratch.db, before.path)).toMatchObject({ rejected: 0, vanished: 0 });
    expect(await importTravels(scratch.db, faulty.path, terms.path)).toMatchObject({ rejected: 1, vanished: 0 });
  });
});

const restFolder = '../shared/data/hsg-travels-rest';
const isAbsent = isHsgTravelsAbsent || !existsSync(restFolder);
if (isAbsent) console.warn(`Skipped: ${hsgTravelsFolder} or ${restFolder} is not here.`);

test.skipIf(isAbsent)(
  'the two folders of all 4,271 legs are imported one after the other and repeatedly, and nothing is gone',
  { timeout: 300_000 },
  async () => {
    const counts = { full: 3349, rest: 922 };
    const folders = { full: hsgTravelsFolder, rest: restFolder };
    await using scratch = await openTemporaryDatabase({ dossier: false });
    for (const [index, name] of (['rest', 'full', 'rest', 'full'] as const).entries()) {
      const report = await importTravels(scratch.db, folders[name], pocomFolder);
      const [created, unchanged] = index < 2 ? [counts[name], 0] : [0, counts[name]];
      expect(report).toMatchObject({ created, unchanged, updated: 0, rejected: 0, vanished: 0 });
    }
    expect((await checkIntegrity(scratch.db)).problems).toEqual([]);
  },
);

test('an import of one session of speeches does not report another as gone, and adds to its coverage', async () => {
  const workbook = createWorkbook([
    ['Year', 'Session', 'ISO Code', 'Country', 'Name of Person Speaking', 'Post'],
    [2021, 76, 'KAZ', 'Kazakhstan', 'Kassym-Jomart Tokayev', 'President'],
    [2022, 77, 'FRA', 'France', 'Emmanuel Macron', 'President'],
  ]);
  using first = writeTemporaryFolder({ 'KAZ_76_2021.txt': 'Mister President, a word.\n' });
  using second = writeTemporaryFolder({ 'FRA_77_2022.txt': 'Madam President, a word.\n' });
  const { writeFileSync } = await import('node:fs');
  for (const { path } of [first, second]) writeFileSync(`${path}/Speakers_by_session.xlsx`, workbook);
  for (const order of [
    [first, second, first],
    [second, first, second],
  ]) {
    await using fixture = await openApiFixture({ dossier: false });
    for (const folder of order)
      expect(await importFormat(fixture.db, 'speeches', folder.path)).toMatchObject({ rejected: 0, vanished: 0 });
    const { data } = await fixture.execute(
      '{ coverages(filter: { kind: [STATEMENT] }) { nodes { start end note kinds } } }',
    );
    expect(data.coverages.nodes).toEqual([
      {
        start: '2021-09-01',
        end: '2022-10-31',
        note: expect.stringMatching(/^Read: sessions 76–77\. /),
        kinds: ['STATEMENT'],
      },
    ]);
  }
});

describe('likely duplicates', () => {
  test('are visits of the same person to the same host on the same days, and people of the same name', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    const records = [
      buildVisit(),
      buildVisit({ key: 'v2' }),
      buildVisit({ key: 'v3', remarks: 'A second visit.', start: '2023-11-05' }),
      buildVisit({ key: 'v4', start: '2023-11-05' }),
      buildVisit({ key: 'other-host', host: 'UZ' }),
      buildVisit({ key: 'other-person', travellers: [{ person: 'bela' }] }),
      buildVisit({ key: 'one-end', start: '2023-12-01', end: '2023-12-02' }),
      buildVisit({ key: 'other-end', start: '2023-12-01', end: '2023-12-03' }),
      buildVisit({ key: 'no-end', start: '2024-01-05' }),
      buildVisit({ key: 'open-start', start: '2024-01-05/..' }),
      buildVisit({ key: 'with-end', start: '2024-01-05', end: '2024-01-06' }),
      { noun: 'person', key: 'bela-2', name: 'Bela EXAMPLE' },
      { noun: 'person', key: 'carl', name: 'Carl Example' },
    ];
    const report = await importRecords(scratch.db, toReadItems(...referencedRecords, ...records));
    expect(report.rejections).toEqual([]);
    const expected = [
      { noun: 'visit', reason: 'IDENTICAL', keys: ['v1', 'v2'] },
      { noun: 'visit', reason: 'SAME_DAYS', keys: ['v3', 'v4'] },
      { noun: 'visit', reason: 'SAME_DAYS', keys: ['no-end', 'open-start', 'with-end'] },
      { noun: 'person', reason: 'SAME_NAME', keys: ['bela', 'bela-2'] },
    ];
    expect(report.duplicates).toBe(4);
    expect(report.duplicateCandidates).toEqual(expect.arrayContaining(expected));
    // Reported again by an import that changes nothing, and by one that reads one record of the pair.
    const again = await importRecords(scratch.db, toReadItems(...referencedRecords, ...records));
    expect(again.duplicateCandidates).toHaveLength(4);
    const other = await importRecords(scratch.db, toReadItems(buildVisit({ key: 'v5', start: '2023-11-05' })), {
      importer: 'travels',
    });
    expect(other.duplicateCandidates).toEqual([{ noun: 'visit', reason: 'SAME_DAYS', keys: ['v3', 'v4', 'v5'] }]);
    // A pair that the import itself resolves is none.
    const corrected = await importRecords(
      scratch.db,
      toReadItems(buildVisit(), buildVisit({ key: 'v2', start: '2023-11-09' })),
    );
    expect(corrected).toMatchObject({ duplicates: 0, duplicateCandidates: [] });
  });

  test('a visit to the country of its traveller is imported with a warning', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    const own = { travellers: [{ party: 'ada', country: 'KZ' }] };
    const { notes, rejected } = await importRecords(
      scratch.db,
      toReadItems(...referencedRecords, buildVisit(own), buildVisit({ key: 'abroad', ...own, host: 'UZ' })),
    );
    expect(rejected).toBe(0);
    expect(notes).toMatchObject([{ key: 'v1', note: 'The host, KZ, is the country for which a traveller travelled.' }]);
  });

  test('are counted beyond the hundred that are listed', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    const pairs = Array.from({ length: 120 }, (_, n) => ['a', 'b'].map((part) => `${n}${part}`)).flat();
    const people = pairs.map((key) => ({ noun: 'person', key: `p${key}`, name: `Person ${Number.parseInt(key, 10)}` }));
    const { duplicates, duplicateCandidates } = await importRecords(scratch.db, toReadItems(...people));
    expect([duplicates, duplicateCandidates.length]).toEqual([120, 100]);
  });
});

describe('coverage', () => {
  test('each file of travels covers its first to its last leg', async () => {
    using folder = writeTemporaryFolder({
      'president-travels/taft-william-howard.xml': renderTripsXml(
        { id: 1, start: '1911-05-01', end: '1911-05-20' },
        { id: 2, start: '1910-02-01' },
        { id: 3, start: '1911-05-03', end: '1911-05-04' },
      ),
    });
    await using fixture = await openApiFixture({ dossier: false });
    await importTravels(fixture.db, folder.path);
    const { data } = await fixture.execute(
      '{ coverages(filter: { kind: [VISIT] }) { nodes { about start end entries kinds tradeFlows source { key } } } none: coverages(filter: { kind: [FIGURE] }) { nodes { about } } empty: coverages(filter: { kind: [] }) { nodes { about } } }',
    );
    expect(data).toEqual({
      coverages: {
        nodes: [
          {
            about: 'Travels abroad of William Howard Taft (president)',
            start: '1910-02-01',
            end: '1911-05-20',
            entries: 3,
            kinds: ['VISIT'],
            tradeFlows: false,
            source: { key: 'hsg-travels:president-travels:taft-william-howard' },
          },
        ],
      },
      none: { nodes: [] },
      empty: { nodes: [] },
    });
  });
});
