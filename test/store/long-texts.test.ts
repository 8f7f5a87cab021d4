import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { exportDataset } from '../../src/store/export-dataset.ts';
import {
  buildVisitInput,
  correctVisitMutation,
  openEditingFixture,
  recordVisitMutation,
} from '../editing/editing-fixture.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';

/** What a former version accepted. */
const longText = 'It went on. '.repeat(10_000);

test('a mutation rejects a text that is too long', async () => {
  await using editing = await openEditingFixture();
  const token = await editing.token('Ada Lovelace');
  const message = '"It went on. It went on. It went on. It w…" has 120,000 characters; the maximum is 50,000.';
  expect(
    await editing.sendMutation(token, recordVisitMutation, { visit: buildVisitInput({ remarks: longText }) }),
  ).toMatchObject({ errors: [{ path: ['visit', 'remarks'], message }] });
  expect(await editing.sendMutation(token, correctVisitMutation, { visit: { remarks: longText } })).toMatchObject({
    errors: [{ path: ['visit', 'remarks'], message }],
  });
  expect(
    await editing.sendMutation(token, recordVisitMutation, { visit: buildVisitInput(), reason: longText }),
  ).toMatchObject({
    errors: [{ path: ['reason'], message: expect.stringContaining('has 120,000 characters; the maximum is 5,000.') }],
  });
});

test('a longer text on record is readable, also as it was known, and its record can be merged', async () => {
  await using editing = await openEditingFixture();
  const { execute } = editing.apiFixture;
  const token = await editing.token('Ada Lovelace');
  await storeLongRemarks(editing.apiFixture.db);
  expect((await execute('{ entry(key: "v1") { ... on Visit { remarks } } }')).data.entry.remarks).toBe(longText);

  const asKnown = await execute(
    '{ entry(key: "v1", asKnownAt: "2100-01-01T00:00:00Z") { key ... on Visit { remarks } } }',
  );
  expect(asKnown.errors).toBeUndefined();
  expect(asKnown.data.entry).toEqual({ key: 'v1', remarks: longText });

  const merged = await editing.sendMutation(
    token,
    'mutation { merge(input: { key: "bela", into: "ada", noun: PERSON, reason: "The same." }) { changed errors { message } } }',
  );
  expect(merged).toMatchObject({ changed: true, errors: [] });
  expect((await execute('{ entry(key: "v1") { ... on Visit { remarks met { key } } } }')).data.entry).toEqual({
    remarks: longText,
    met: [{ key: 'ada' }],
  });
});

test('an export has the longer text and reports it; an import of the export rejects the record by its length', async () => {
  await using editing = await openEditingFixture();
  await storeLongRemarks(editing.apiFixture.db);
  let exported = '';
  const summary = await exportDataset(editing.apiFixture.db, async (text) => {
    exported += text;
  });
  expect(exported).toContain(longText);
  const reason = `remarks: "${longText.slice(0, 40)}…" has 120,000 characters; the maximum is 50,000.`;
  expect(summary.longTexts).toEqual([`The visit "v1" has a text that an import rejects: ${reason}`]);

  using folder = createTemporaryFolder();
  const file = join(folder.path, 'export.jsonl');
  writeFileSync(file, exported);
  await using copy = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(copy.db, readInterchange(file), {
    acceptsUnverified: true,
    rejectsFile: join(folder.path, 'rejects.jsonl'),
  });
  expect(report.rejections).toMatchObject([{ key: 'v1', reason }]);
});

type Database = Awaited<ReturnType<typeof openTemporaryDatabase>>['db'];

/** Stores remarks of any length, with their revision, as a former version did. */
const storeLongRemarks = (db: Database): Promise<void> =>
  db.write((tx) => {
    tx.run(sql`UPDATE visits SET remarks = ${longText} WHERE id = (SELECT id FROM entries WHERE key = 'v1')`);
    // Revisions cannot be changed, so one is added.
    tx.run(sql`INSERT INTO revisions (sequence, record_id, action, recorded_at, known_at, by, changes)
      SELECT (SELECT sequence + 1 FROM dataset), id, 'CORRECTED', '2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.000Z', 'test',
        json_object('remarks', json_object('from', NULL, 'to', ${longText})) FROM records WHERE key = 'v1'`);
    tx.run(sql`UPDATE dataset SET sequence = sequence + 1`);
    tx.run(sql`UPDATE records SET revision = (SELECT sequence FROM dataset) WHERE key = 'v1'`);
  });
