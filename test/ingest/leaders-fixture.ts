import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import type { ApiFixture } from '../helpers/api-fixture.ts';

const { leaders } = importFormats;

export const importLeaders = (fixture: ApiFixture, path: string): Promise<ImportReport> =>
  importRecords(fixture.db, leaders.read(fixture.db, path, {}), {
    importer: 'leaders',
    countScope: leaders.countScope,
    isCompleteInput: leaders.isCompleteInput,
  });

/** A line of the file, with defaults for Slovakia. */
export interface LineInput {
  text: string;
  gec?: string;
  country?: string | null;
  field?: string;
  first?: string;
  last?: string;
}
const lineOf = ({
  text,
  gec = 'lo',
  country = 'Slovakia',
  field = 'head of government',
  first = '2023-11-30',
  last = first,
}: LineInput): string => JSON.stringify({ gec, country, field, text, firstSeenEdition: first, lastSeenEdition: last });
export const fileOf = (...lines: (LineInput | string)[]): Record<string, string> => ({
  'executive-strings.jsonl': lines.map((line) => (typeof line === 'string' ? line : lineOf(line))).join('\n'),
});
