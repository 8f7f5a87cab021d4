import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { hashDossierFiles, readVerifiedHashes } from '../../src/ingest/dossier-manifest.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { dossierFolder } from '../../src/ingest/load-bundled-data.ts';
import { readInterchange } from '../../src/ingest/read-interchange.ts';
import { SourceTextFiles } from '../../src/store/source-text-files.ts';
import { createTemporaryFolder, openTemporaryDatabase } from '../helpers/temporary-database.ts';

const dispatches = fileURLToPath(new URL('../../../shared/dispatches', import.meta.url));
const countByVerification = sql`SELECT sum(is_verified) AS verified, sum(NOT is_verified) AS unverified FROM spans`;

describe('the manifest of the dossier', () => {
  test('has the present hashes: run "npm run verify:dossier" after a change', async () => {
    const { files } = JSON.parse(readFileSync(join(dossierFolder, 'manifest.json'), 'utf8'));
    expect(files).toEqual(await hashDossierFiles(dossierFolder));
  });

  test.skipIf(!existsSync(dispatches))('has texts that exist (skipped where ../shared is absent)', async () => {
    const hashes = await readVerifiedHashes(dossierFolder);
    expect(hashes.size).toBeGreaterThan(0);
    const texts = new SourceTextFiles([dispatches]);
    for (const hash of hashes) expect(texts.findBySha256(hash)).toBeDefined();
  });

  test('makes all spans of the dossier verified in a new database', async () => {
    await using database = await openTemporaryDatabase();
    const counts = await database.db.read((reader) => reader.get<object>(countByVerification));
    expect(counts).toEqual({ verified: expect.any(Number), unverified: 0 });
  });

  test('verifies nothing if a file was edited', async () => {
    using folder = createTemporaryFolder();
    cpSync(dossierFolder, folder.path, { recursive: true });
    const file = join(folder.path, '06-statements.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# Edited.\n`);
    expect(await readVerifiedHashes(folder.path)).toEqual(new Set());
    await using database = await openTemporaryDatabase({ dossier: false });
    const report = await importRecords(database.db, readInterchange(folder.path), { acceptsUnverified: true });
    expect(report.rejected).toBe(0);
    expect(report.unverifiedSpans).toBeGreaterThan(0);
    const counts = await database.db.read((reader) => reader.get<object>(countByVerification));
    expect(counts).toEqual({ verified: 0, unverified: report.unverifiedSpans });
  });
});
