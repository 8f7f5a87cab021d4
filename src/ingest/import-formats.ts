import type { Database, Reader } from '../db/database.ts';
import type { ReadItem } from '../model/records/index.ts';
import type { RecordedDocument } from '../store/serialize/read-record.ts';
import type { Report } from './import-run.ts';
import type { CountryResolver } from './resolve-country.ts';
import type { FlowOptions } from './trade-flows/index.ts';
import { countRows, shippedMappings } from './trade-flows/table-files.ts';

interface FormatOptions {
  /** A folder with the travellers' terms of office. */
  terms?: string;
}

interface AnyFormat {
  describe: string;
  /** About how many there will be, for a progress bar. */
  count?(path: string): Promise<number>;
}

/** A way that records come from outside. */
interface RecordFormat extends AnyFormat {
  /** What its report counts. */
  counts: 'all' | 'entries';
  /** Whether its input is always the whole. */
  whole: boolean;
  read(db: Database, path: string, options: FormatOptions): AsyncIterable<ReadItem>;
}

/** A way for what is measured in bulk, and is no record of its own. */
interface BulkFormat extends AnyFormat {
  bring(db: Database, path: string, options: FlowOptions): Promise<Report>;
}

export type Format = RecordFormat | BulkFormat;

type RecordFormatName = 'entries' | 'hsg-travels' | 'hs' | 'territories' | 'leaders' | 'speeches';

/** Every verb lists the formats, few read one: what they read with is loaded when it is needed. */
export const formats: Readonly<Record<RecordFormatName, RecordFormat> & Record<'flows', BulkFormat>> = {
  entries: {
    describe: 'our own: YAML or JSON Lines, a file or a folder of them',
    counts: 'all',
    whole: false,
    async *read(_db, path) {
      const { readInterchange } = await import('./read-interchange.ts');
      yield* readInterchange(path);
    },
  },
  'hsg-travels': {
    describe: 'travels abroad of US presidents and secretaries of state: XML of the Office of the Historian',
    counts: 'entries',
    whole: true,
    async *read(db, path, { terms }) {
      const { readHsgTravels } = await import('./hsg-travels/index.ts');
      yield* readHsgTravels({
        folder: path,
        countries: await db.read(countriesOf),
        ...(terms !== undefined && { terms }),
      });
    },
    count: async (path) => (await import('./hsg-travels/index.ts')).countHsgTravels(path),
  },
  hs: {
    describe: 'the Harmonized System, 2022: sections and codes of commodities, CSV of datasets/harmonized-system',
    counts: 'all',
    whole: true,
    async *read(_db, path) {
      const { readHs } = await import('./harmonized-system/index.ts');
      yield* readHs(path);
    },
    count: async (path) => (await import('./harmonized-system/index.ts')).countHs(path),
  },
  territories: {
    describe: 'present and former territories, with who took whose place: XML of the Office of the Historian',
    counts: 'all',
    whole: true,
    async *read(db, path) {
      const { namedCountries } = await import('../db/queries/country-names.ts');
      const { allRecorded } = await import('../store/serialize/read-record.ts');
      const { readTerritories } = await import('./territories/index.ts');
      const countries = await db.read(namedCountries);
      const documents: RecordedDocument[] = [];
      await db.read(async (reader) => {
        for await (const document of allRecorded(reader, 'country')) documents.push(document);
      });
      yield* readTerritories({ path, countries, documents, today: new Date().toISOString().slice(0, 10) });
    },
    count: async (path) => (await import('./territories/index.ts')).countTerritories(path),
  },
  leaders: {
    describe: 'chiefs of state and heads of government: JSON Lines drawn from the editions of the CIA World Factbook',
    counts: 'all',
    whole: true,
    async *read(db, path) {
      const { leadersOnRecord } = await import('../db/queries/existing-leaders.ts');
      const { readLeaders } = await import('./leaders/index.ts');
      const [countries, onRecord] = await db.read(async (reader) => [
        await countriesOf(reader),
        await leadersOnRecord(reader, 'leaders'),
      ]);
      yield* readLeaders({ path, countries, onRecord });
    },
    count: async (path) => (await import('./leaders/index.ts')).countLeaders(path),
  },
  flows: {
    describe: `measured trade: CSV, a file or a folder of them, read as --mapping says (${shippedMappings().join(', ')}, or a file of your own)`,
    async bring(db, path, options) {
      const { importFlows } = await import('./trade-flows/index.ts');
      return importFlows(db, path, options);
    },
    count: countRows,
  },
  speeches: {
    describe: 'speeches of the United Nations’ general debates: texts and workbook of the UN General Debate Corpus',
    counts: 'all',
    whole: true,
    async *read(db, folder) {
      const { leadersOnRecord } = await import('../db/queries/existing-leaders.ts');
      const { readSpeeches } = await import('./speeches/index.ts');
      const [countries, onRecord] = await db.read(async (reader) => [
        await countriesOf(reader),
        await leadersOnRecord(reader, 'speeches'),
      ]);
      yield* readSpeeches({ folder, countries, onRecord });
    },
    count: async (folder) => (await import('./speeches/index.ts')).countSpeeches(folder),
  },
};

/** Finds the countries that a label means. */
async function countriesOf(reader: Reader): Promise<CountryResolver> {
  const { namedCountries } = await import('../db/queries/country-names.ts');
  const { createCountryResolver } = await import('./resolve-country.ts');
  return createCountryResolver(await namedCountries(reader));
}

export const formatNamed = (name: string): Format | undefined => (formats as Readonly<Record<string, Format>>)[name];
