import type { Database, Reader } from '../db/database.ts';
import type { ImportItem } from '../model/records/index.ts';
import type { CountryResolver } from './resolve-country.ts';
import type { TableImportOptions, TableImportReport } from './table/index.ts';
import type { TradeFlowImportOptions, TradeFlowImportReport } from './trade-flows/index.ts';
import { estimateRowCount, listBundledMappings } from './trade-flows/table-files.ts';

interface ReadOptions {
  /** The folder with the travellers' terms of office. */
  terms?: string;
}

interface BaseFormat {
  description: string;
  /** Estimates the number of items for a progress bar. */
  estimateCount?(path: string): Promise<number | undefined>;
}

/** An import format for records. */
interface RecordFormat extends BaseFormat {
  /** What the report counts. */
  countScope: 'all' | 'entries';
  /**
   * Whether the input always contains all records, so that missing ones have vanished. Otherwise they have vanished if
   * they came from one of the files that this import read.
   */
  isCompleteInput: boolean;
  read(db: Database, path: string, options: ReadOptions): AsyncIterable<ImportItem>;
}

/** An import format for bulk data that is not stored as records. */
interface BulkFormat extends BaseFormat {
  importFile(db: Database, path: string, options: TradeFlowImportOptions): Promise<TradeFlowImportReport>;
}

/** An import format for tables of records, which a mapping describes. */
interface TableFormat extends BaseFormat {
  importFile(db: Database, path: string, options: TableImportOptions): Promise<TableImportReport>;
}

export type ImportFormatName = RecordFormatName | 'flows' | 'table';
type RecordFormatName = 'entries' | 'hsg-travels' | 'hsg-visits' | 'hs' | 'territories' | 'leaders' | 'speeches';

/** The import formats. Readers are imported on demand, because most commands only list the formats. */
export const importFormats: Readonly<
  Record<RecordFormatName, RecordFormat> & Record<'flows', BulkFormat> & Record<'table', TableFormat>
> = {
  entries: {
    description: 'Interchange format: a YAML or JSON Lines file, or a folder of them.',
    countScope: 'all',
    isCompleteInput: false,
    async *read(_db, path) {
      yield* (await import('./read-interchange.ts')).readInterchange(path);
    },
  },
  'hsg-travels': {
    description: 'Travels abroad of US presidents and secretaries of state: XML of the Office of the Historian.',
    countScope: 'entries',
    isCompleteInput: false,
    async *read(db, path, { terms }) {
      const { readHsgTravels } = await import('./hsg-travels/index.ts');
      yield* readHsgTravels({
        folder: path,
        countries: await db.read(loadCountryResolver),
        ...(terms !== undefined && { terms }),
      });
    },
    estimateCount: async (path) => (await import('./hsg-travels/index.ts')).countHsgTravels(path),
  },
  'hsg-visits': {
    description: 'Visits of foreign leaders to the United States: XML of the Office of the Historian.',
    countScope: 'entries',
    isCompleteInput: false,
    async *read(db, folder) {
      const { readHsgVisits } = await import('./hsg-visits/index.ts');
      yield* readHsgVisits({ folder, ...(await loadLeaders(db, 'hsg-visits')) });
    },
    estimateCount: async (folder) => (await import('./hsg-visits/index.ts')).countHsgVisits(folder),
  },
  hs: {
    description: 'Harmonized System 2022, sections and codes of commodities: CSV of datasets/harmonized-system.',
    countScope: 'all',
    isCompleteInput: true,
    async *read(_db, path) {
      yield* (await import('./harmonized-system/index.ts')).readHarmonizedSystem(path);
    },
    estimateCount: async (path) => (await import('./harmonized-system/index.ts')).countHarmonizedSystem(path),
  },
  territories: {
    description: 'Present and former territories with their successors: XML of the Office of the Historian.',
    countScope: 'all',
    isCompleteInput: true,
    async *read(db, path) {
      const { readCountryNames } = await import('../db/queries/country-names.ts');
      const { iterateCompleteRecords } = await import('../store/serialize/read-record.ts');
      const { readTerritories } = await import('./territories/index.ts');
      const countries = await db.read(readCountryNames);
      const documents = await db.read((reader) => Array.fromAsync(iterateCompleteRecords(reader, 'country')));
      yield* readTerritories({ path, countries, documents, today: new Date().toISOString().slice(0, 10) });
    },
    estimateCount: async (path) => (await import('./territories/index.ts')).countTerritories(path),
  },
  leaders: {
    description:
      'Heads of state and government, and vice presidents: JSON Lines extracted from the CIA World Factbook.',
    countScope: 'all',
    isCompleteInput: true,
    async *read(db, path) {
      const { readLeaders } = await import('./leaders/index.ts');
      yield* readLeaders({ path, ...(await loadLeaders(db, 'leaders')) });
    },
    estimateCount: async (path) => (await import('./leaders/index.ts')).countLeaders(path),
  },
  flows: {
    description: `Trade statistics: a table (CSV, Excel, JSON or JSON Lines) or a folder of them, with --mapping (${listBundledMappings().join(', ')} or a mapping file).`,
    async importFile(db, path, options) {
      return (await import('./trade-flows/index.ts')).importTradeFlows(db, path, options);
    },
    estimateCount: estimateRowCount,
  },
  table: {
    description:
      'Any table of visits, statements, agreements and other records: CSV, Excel, JSON or JSON Lines, with --mapping.',
    async importFile(db, path, options) {
      return (await import('./table/index.ts')).importTable(db, path, options);
    },
  },
  speeches: {
    description:
      'Speeches in the general debates of the United Nations: texts and workbook of the UN General Debate Corpus.',
    countScope: 'all',
    isCompleteInput: false,
    async *read(db, folder) {
      const { readSpeeches } = await import('./speeches/index.ts');
      const { readSourceKeys } = await import('../db/queries/source-keys.ts');
      const recordedSources = await db.read((reader) => readSourceKeys(reader, 'ungdc:'));
      yield* readSpeeches({ folder, recordedSources, ...(await loadLeaders(db, 'speeches')) });
    },
    estimateCount: async (folder) => (await import('./speeches/index.ts')).countSpeeches(folder),
  },
};

/** Loads the resolver for country labels. */
async function loadCountryResolver(reader: Reader): Promise<CountryResolver> {
  const { readCountryNames } = await import('../db/queries/country-names.ts');
  const { createCountryResolver } = await import('./resolve-country.ts');
  return createCountryResolver(await readCountryNames(reader));
}

/** Loads the recorded leaders and the resolver for country labels, from one snapshot. */
async function loadLeaders(db: Database, importer: string) {
  const { readExistingLeaders } = await import('../db/queries/existing-leaders.ts');
  return db.read(async (reader) => ({
    countries: await loadCountryResolver(reader),
    onRecord: await readExistingLeaders(reader, importer),
  }));
}
