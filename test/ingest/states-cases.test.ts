import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { readTravels, writeTemporaryFolder } from './hsg-travels-fixture.ts';

const casesFolder = '../shared/cases';
const isAbsent = !existsSync(casesFolder);
if (isAbsent) console.warn(`Skipped: ${casesFolder} is not here.`);

// Requires ../shared/cases; skipped without it.
describe.skipIf(isAbsent)('states as of the date', () => {
  test('rejects each visit of hosts-out-of-time.jsonl, and names the state of that day', async () => {
    await using opened = await openTemporaryDatabase({ dossier: false });
    using folder = createTemporaryFolder();
    const items = importFormats.entries.read(opened.db, join(casesFolder, 'hosts-out-of-time.jsonl'), {});
    const report = await importRecords(opened.db, items, { rejectsFile: join(folder.path, 'rejects.jsonl') });
    expect(report).toMatchObject({ read: 4, created: 2, rejected: 2 });
    expect(report.rejections.map(({ key, reason }) => [key, reason])).toEqual([
      [
        't:3',
        expect.stringMatching(
          /^host: Soviet Union \(SUHH\) existed from 1922-12-30 to 1991-12-26, not on 2014-09-22\. In its place on that day: Russia \(RU\), /,
        ),
      ],
      [
        't:4',
        'host: Kazakhstan (KZ) existed since 1991-12-16, not on 1975-09-22. In its place on that day: Soviet Union (SUHH).',
      ],
    ]);
  });

  test('reads each leg of travels-hosts.xml with the state as of its date', async () => {
    using folder = writeTemporaryFolder({
      'secretary-travels/doe-jane.xml': readFileSync(join(casesFolder, 'travels-hosts.xml'), 'utf8'),
    });
    const reading = await readTravels(folder.path);
    expect(reading.rejections).toEqual([]);
    expect([90001, 90002, 90003, 90004].map((id) => reading.getLeg(id))).toMatchObject([
      { host: 'EE', place: 'Tallinn' },
      { host: 'x-hejaz-and-nejd', place: 'Mecca (Saudi Arabia)' },
      { host: 'KR' },
      { host: 'UM', place: 'Midway Islands' },
    ]);
    expect([...reading.notes.keys()]).toEqual(['hsg-travels:90002', 'hsg-travels:90003']);
  });
});
