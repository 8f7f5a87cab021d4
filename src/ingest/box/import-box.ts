import type { Database } from '../../db/database.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { formatLocation } from '../../model/validation-messages.ts';
import { importFormats } from '../import-formats.ts';
import { toRecordItem } from '../import-items.ts';
import { importRecords } from '../import-records.ts';
import type { ImportReport } from '../import-run.ts';
import { type BoxSet, boxFolder, readBoxManifest, readBoxSet } from './box-files.ts';

/**
 * Imports the bundled sets as their import formats would. These own the records, so that an import of
 * the full sources creates none of them again, and adds what the box leaves out.
 */
export async function importBox(db: Database, folder = boxFolder): Promise<ImportReport[]> {
  const { sets, texts } = await readBoxManifest(folder);
  const verifiedHashes = new Set(texts);
  const reports: ImportReport[] = [];
  // Sets of one format are one import: parts of one source name the same files.
  for (const [importer, parts] of Map.groupBy(sets, (set) => set.importer)) {
    const report = await importRecords(db, readItems(parts, folder), {
      importer,
      author: 'init',
      countScope: importFormats[importer].countScope,
      verifiedHashes,
      acceptsUnverified: true,
    });
    const [first] = report.rejections;
    if (first) throw new Error(`The bundled data is invalid at ${formatLocation(first)}: ${first.reason}`);
    reports.push(report);
  }
  return reports;
}

async function* readItems(sets: readonly BoxSet[], folder: URL): AsyncGenerator<ImportItem> {
  for (const set of sets)
    for await (const { file, line, isUncounted, record } of readBoxSet(set, folder)) {
      const item = toRecordItem({ file, ...(line !== undefined && { line }) }, record);
      yield isUncounted ? { ...item, isUncounted } : item;
    }
}
