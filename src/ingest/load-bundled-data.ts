import { fileURLToPath } from 'node:url';
import type { Database } from '../db/database.ts';
import type { ReadItem } from '../model/records/index.ts';
import { explainPlace } from '../model/validation-messages.ts';
import { importRecords } from './import-records.ts';
import type { Report } from './import-run.ts';
import { readInterchange } from './read-interchange.ts';
import { referenceRecords } from './reference-data/index.ts';

const dossier = fileURLToPath(new URL('../../data/dossier', import.meta.url));

/** Loads what is bundled: the reference data and, unless `empty`, the dossier. What is there unchanged stays. */
export async function initRecord(db: Database, { empty = false }: { empty?: boolean } = {}): Promise<Report[]> {
  const reports = [await load(db, referenceRecords())];
  if (!empty) reports.push(await load(db, readInterchange(dossier)));
  return reports;
}

async function load(db: Database, items: AsyncIterable<ReadItem> | Iterable<ReadItem>): Promise<Report> {
  const report = await importRecords(db, items, { by: 'init' });
  const [first] = report.rejections;
  if (!first) return report;
  throw new Error(`The bundled data is at fault in ${explainPlace(first)}: ${first.reason}`);
}
