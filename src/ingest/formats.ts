import type { Database } from '../db/client.ts';
import { countHsgTravels, readHsgTravels } from './hsg-travels/index.ts';
import { readInterchange } from './interchange.ts';
import type { ReadItem } from './records/index.ts';
import { createCountryResolver } from './resolve-country.ts';

interface FormatOptions {
  /** A folder with the travellers' terms of office. */
  terms?: string;
}

/** A way that records come from outside. */
export interface Format {
  describe: string;
  /** What its report counts. */
  counts: 'all' | 'entries';
  /** Whether its input is always the whole. */
  whole: boolean;
  read(db: Database, path: string, options: FormatOptions): AsyncIterable<ReadItem>;
  /** About how many there will be, for a progress bar. */
  count?(path: string): Promise<number>;
}

export const formats: Readonly<Record<string, Format>> = {
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
};
