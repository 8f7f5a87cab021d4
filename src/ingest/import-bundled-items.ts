import type { Database } from '../db/database.ts';
import type { ImportItem } from '../model/records/index.ts';
import { formatLocation } from '../model/validation-messages.ts';
import { type ImportOptions, importRecords } from './import-records.ts';
import type { ImportReport } from './import-report.ts';

/** Imports items that come with the program. Throws if one of them is rejected. */
export async function importBundledItems(
  db: Database,
  items: AsyncIterable<ImportItem> | Iterable<ImportItem>,
  options: Pick<ImportOptions, 'importer' | 'countScope' | 'skipsImported' | 'verifiedHashes'> = {},
): Promise<ImportReport> {
  return assertAccepted(await importRecords(db, items, { ...options, author: 'init', acceptsUnverified: true }));
}

/** Throws if an import of bundled data rejected anything. */
export function assertAccepted(report: ImportReport): ImportReport {
  const [first] = report.rejections;
  if (!first) return report;
  throw new Error(`The bundled data is invalid at ${formatLocation(first)}: ${first.reason}`);
}
