import { existsSync } from 'node:fs';
import type { Database } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';

export const hsgVisitsFolder = '../shared/data/hsg-visits';
export const isHsgVisitsAbsent = !existsSync(hsgVisitsFolder);
if (isHsgVisitsAbsent) console.warn(`Skipped: ${hsgVisitsFolder} is not here.`);

interface VisitXml {
  id: number | string;
  start?: string;
  end?: string;
  visitor?: string;
  from?: string;
  fromId?: string;
  description?: string;
}

const renderVisitXml = ({
  id,
  start = '1983-05-02',
  end = start,
  visitor = 'President Ada Example',
  from = 'Kenya',
  fromId = from.toLowerCase().replaceAll(' ', '-'),
  description = 'Working visit.',
}: VisitXml): string => `    <visit>
        <id>${id}</id>
        <start-date>${start}</start-date>
        <end-date>${end}</end-date>
        <visitor>${visitor}</visitor>
        <from id="${fromId}">${from}</from>
        <description>${description}</description>
    </visit>`;

export const renderVisitsXml = (...visits: VisitXml[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<visits>\n${visits.map(renderVisitXml).join('\n')}\n</visits>\n`;

/** Imports a folder as the command line does. */
export function importFolder(
  db: Database,
  format: 'hsg-visits' | 'hsg-travels' | 'leaders' | 'territories',
  folder: string,
  terms?: string,
): Promise<ImportReport> {
  const { read, countScope, isCompleteInput } = importFormats[format];
  const items = read(db, folder, terms === undefined ? {} : { terms });
  return importRecords(db, items, { importer: format, countScope, isCompleteInput });
}
