import type { Database } from '../db/client.ts';
import type { RecordedDocument } from '../db/recorded/index.ts';
import { countRows, shippedMappings } from './flows/files.ts';
import type { FlowOptions } from './flows/index.ts';
import { countHs, readHs } from './hs/index.ts';
import { countHsgTravels, readHsgTravels } from './hsg-travels/index.ts';
import { readInterchange } from './interchange.ts';
import type { ReadItem } from './records/index.ts';
import { createCountryResolver } from './resolve-country.ts';
import type { Report } from './run.ts';
import { countTerritories, readTerritories } from './territories/index.ts';

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

export const formats: Readonly<Record<RecordFormatName, RecordFormat> & Record<'flows', BulkFormat>> = {
  entries: {
    describe: 'our own: YAML or JSON Lines, a file or a folder of them',
    counts: 'all',
    whole: false,
    read: (_db, path) => readInterchange(path),
  },
  'hsg-travels': {
    describe: 'travels abroad of US presidents and secretaries of state: XML of the Office of the Historian',
    counts: 'entries',
    whole: true,
    async *read(db, path, { terms }) {
      // Loaded when it is needed: every verb lists the formats, few read one.
      const { namedCountries } = await import('../db/queries/named-countries.ts');
      const countries = createCountryResolver(await db.read(namedCountries));
      yield* readHsgTravels({ folder: path, countries, ...(terms !== undefined && { terms }) });
    },
    count: countHsgTravels,
  },
  hs: {
    describe: 'the Harmonized System, 2022: sections and codes of commodities, CSV of datasets/harmonized-system',
    counts: 'all',
    whole: true,
    read: (_db, path) => readHs(path),
    count: countHs,
  },
  territories: {
    describe: 'present and former territories, with who took whose place: XML of the Office of the Historian',
    counts: 'all',
    whole: true,
    async *read(db, path) {
      const { namedCountries } = await import('../db/queries/named-countries.ts');
      const { allRecorded } = await import('../db/recorded/index.ts');
      const countries = await db.read(namedCountries);
      const documents: RecordedDocument[] = [];
      await db.read(async (reader) => {
        for await (const document of allRecorded(reader, 'country')) documents.push(document);
      });
      yield* readTerritories({ path, countries, documents, today: new Date().toISOString().slice(0, 10) });
    },
    count: countTerritories,
  },
  leaders: {
    describe: 'chiefs of state and heads of government: JSON Lines drawn from the editions of the CIA World Factbook',
    counts: 'all',
    whole: true,
    async *read(db, path) {
      const { namedCountries } = await import('../db/queries/named-countries.ts');
      const { leadersOnRecord } = await import('../db/queries/leaders-on-record.ts');
      const { readLeaders } = await import('./leaders/index.ts');
      const [named, onRecord] = await db.read(async (reader) => [await namedCountries(reader), await leadersOnRecord(reader, 'leaders')]);
      yield* readLeaders({ path, countries: createCountryResolver(named), onRecord });
    },
    count: async (path) => (await import('./leaders/index.ts')).countLeaders(path),
  },
  flows: {
    describe: `measured trade: CSV, a file or a folder of them, read as --mapping says (${shippedMappings().join(', ')}, or a file of your own)`,
    async bring(db, path, options) {
      const { importFlows } = await import('./flows/index.ts');
      return importFlows(db, path, options);
    },
    count: countRows,
  },
  speeches: {
    describe: 'speeches of the United Nations’ general debates: texts and workbook of the UN General Debate Corpus',
    counts: 'all',
    whole: true,
    async *read(db, folder) {
      const { namedCountries } = await import('../db/queries/named-countries.ts');
      const { leadersOnRecord } = await import('../db/queries/leaders-on-record.ts');
      const { readSpeeches } = await import('./speeches/index.ts');
      const [named, onRecord] = await db.read(async (reader) => [await namedCountries(reader), await leadersOnRecord(reader, 'speeches')]);
      yield* readSpeeches({ folder, countries: createCountryResolver(named), onRecord });
    },
    count: async (folder) => (await import('./speeches/index.ts')).countSpeeches(folder),
  },
};

export const formatNamed = (name: string): Format | undefined => (formats as Readonly<Record<string, Format>>)[name];
