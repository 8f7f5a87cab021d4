import { formats } from '../../src/ingest/import-formats.ts';
import { importRecords, type Report } from '../../src/ingest/import-records.ts';
import type { World } from '../helpers/api-fixture.ts';

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

/** A territory's file, as its source writes it. */
export function territoryXml({
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
export function importTerritories({ db }: World, path: string): Promise<Report> {
  const { territories } = formats;
  if (!territories) throw new Error('There is no format "territories".');
  return importRecords(db, territories.read(db, path, {}), {
    importer: 'territories',
    counts: territories.counts,
    whole: territories.whole,
  });
}
