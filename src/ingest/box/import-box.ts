import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { assertAccepted, importBundledItems } from '../import-bundled-items.ts';
import { importFormats } from '../import-formats.ts';
import { toRecordItem } from '../import-items.ts';
import type { ImportReport } from '../import-report.ts';
import { boxFolder, type FlowSet, type RecordSet, readBoxManifest, readRecordSet, readSetText } from './box-files.ts';

/**
 * Imports the bundled sets as their import formats would. These own the records, so that an import of the full sources
 * creates none of them again, and adds what the box leaves out. Records that an import of the sources wrote stay as they
 * are.
 */
export async function importBox(db: Database, folder = boxFolder): Promise<ImportReport[]> {
  const { sets, texts } = await readBoxManifest(folder);
  const recordSets = sets.filter((set) => set.importer !== 'flows');
  const reports: ImportReport[] = [];
  // Sets of one format are one import: parts of one source name the same files.
  for (const [importer, parts] of Map.groupBy(recordSets, (set) => set.importer)) {
    reports.push(
      await importBundledItems(db, readItems(parts, folder), {
        importer,
        countScope: importFormats[importer].countScope,
        skipsImported: true,
        verifiedHashes: new Set(texts),
      }),
    );
  }
  for (const set of sets)
    if (set.importer === 'flows') reports.push(assertAccepted(await importFlows(db, set, folder)));
  return reports;
}

async function* readItems(sets: readonly RecordSet[], folder: URL): AsyncGenerator<ImportItem> {
  for (const set of sets)
    for await (const { file, line, isUncounted, record } of readRecordSet(set, folder)) {
      const item = toRecordItem({ file, ...(line !== undefined && { line }) }, record);
      yield isUncounted ? { ...item, isUncounted } : item;
    }
}

/** Imports a table of flows under the name that the table of the source has. */
async function importFlows(db: Database, set: FlowSet, folder: URL): Promise<ImportReport> {
  const temporary = await mkdtemp(join(tmpdir(), 'chancery-'));
  try {
    const path = join(temporary, set.table);
    await writeFile(path, await readSetText(set, folder));
    return await importFormats.flows.importFile(db, path, {
      mapping: set.mapping,
      dryRun: false,
      rejectsPrefix: join(temporary, 'rejects'),
    });
  } finally {
    await rm(temporary, { recursive: true });
  }
}
