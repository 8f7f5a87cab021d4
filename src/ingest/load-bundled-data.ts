import { fileURLToPath } from 'node:url';
import type { Database } from '../db/database.ts';
import { importBox } from './box/import-box.ts';
import type { BundledData } from './bundled-data.ts';
import { readVerifiedHashes } from './dossier-manifest.ts';
import { importBundledItems } from './import-bundled-items.ts';
import type { ImportReport } from './import-report.ts';
import { readInterchange } from './read-interchange.ts';
import { createReferenceItems } from './reference-data/index.ts';

export const dossierFolder = fileURLToPath(new URL('../../data/dossier', import.meta.url));

/** Imports the bundled data. */
export async function importBundledData(db: Database, data: BundledData = 'dossier'): Promise<ImportReport[]> {
  const reports = [await importBundledItems(db, createReferenceItems())];
  if (data !== 'none') {
    const verifiedHashes = await readVerifiedHashes(dossierFolder);
    reports.push(await importBundledItems(db, readInterchange(dossierFolder), { verifiedHashes }));
  }
  if (data === 'box') reports.push(...(await importBox(db)));
  return reports;
}
