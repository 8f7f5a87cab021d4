import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import type { ApiFixture } from '../helpers/api-fixture.ts';

interface TerritoryXml {
  id: string;
  name?: string;
  longName?: string;
  type?: string;
  since?: string;
  until?: string;
  predecessors?: string[];
  successors?: string[];
}

/** The file of a territory in the format of its source. */
export function renderTerritoryXml({
  id,
  name = id,
  longName = '',
  type = 'independent-state',
  ...rest
}: TerritoryXml): Record<string, string> {
  const { since = '', until = '', predecessors = [], successors = [] } = rest;
  const list = (one: string, ids: string[]): string =>
    `<${one}s>${ids.map((each) => `\n  <${one}>${each}</${one}>`).join('')}</${one}s>`;
  return {
    [`data/territories/${id}.xml`]: `<?xml version="1.0" encoding="UTF-8"?>\n<territory>
  <id>${id}</id><short-form-name>${name}</short-form-name><long-form-name>${longName}</long-form-name>
  <type-of-territory>${type}</type-of-territory>
  <valid-since>${since}</valid-since><valid-until>${until}</valid-until>
  <exists-on-todays-map>${until === '9999'}</exists-on-todays-map>
  ${list('predecessor', predecessors)}
  ${list('successor', successors)}
  <notes/><sources><source/></sources>\n</territory>\n`,
  };
}

/** Imports a folder as the command line does. */
export function importTerritories({ db }: ApiFixture, path: string): Promise<ImportReport> {
  const { territories } = importFormats;
  if (!territories) throw new Error('There is no format "territories".');
  return importRecords(db, territories.read(db, path, {}), {
    importer: 'territories',
    countScope: territories.countScope,
    isCompleteInput: territories.isCompleteInput,
  });
}
