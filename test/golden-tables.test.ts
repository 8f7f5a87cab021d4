import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exportDataset } from '../src/store/export-dataset.ts';
import { renderTables } from './helpers/render-tables.ts';
import { hasHsgTravels, openTemporaryDatabase } from './helpers/temporary-database.ts';

// Files of the rows that writes leave: any change appears as a difference to review. `npm test -- test/golden -u` updates
// them.

const golden = (name: string): string => `golden/${name}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the database', () => {
  test('after the dossier', async () => {
    await using database = await openTemporaryDatabase();
    await expect(await renderTables(database.db)).toMatchFileSnapshot(golden('tables-dossier.txt'));
  });

  test.skipIf(!hasHsgTravels)('after the travels (skipped where ../shared/data is absent)', async () => {
    await using database = await openTemporaryDatabase({ dossier: false, travels: true });
    await expect(await renderTables(database.db)).toMatchFileSnapshot(golden('tables-travels.txt'));
  });
});

// The many countries are a digest.
test('the records of the dossier, read back from their tables', async () => {
  await using database = await openTemporaryDatabase();
  const lines: string[] = [];
  await exportDataset(database.db, async (line) => {
    lines.push(line);
  });
  const isCountry = (line: string): boolean => line.startsWith('{"noun":"country"');
  const countries = digest(lines.filter(isCountry).join(''));
  const text = [...lines.filter((line) => !isCountry(line)), `countries: ${countries}\n`].join('');
  await expect(text).toMatchFileSnapshot(golden('read-back.jsonl'));
});
