import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { importFormats } from '../../src/ingest/import-formats.ts';
import type { ImportReport } from '../../src/ingest/import-report.ts';
import type { ApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';

/** A stored flow, with keys instead of ids. */
export interface StoredFlow {
  reporter: string;
  partner: string;
  direction: string;
  commodity: string;
  year: number;
  product: string;
  ordinal: number;
  value: number | null;
  valueStatus: string;
  valuation: string | null;
  quantity: number | null;
  unit: string | null;
  quantityStatus: string;
  within: string | null;
  itemized: number;
}

/** Returns the flows of a source, or all flows, ordered by their cells. */
export const readStoredFlows = (fixture: ApiFixture, source = '%'): Promise<StoredFlow[]> =>
  fixture.db.read((reader) =>
    reader.all<StoredFlow>(sql`SELECT r.key AS reporter, p.key AS partner, direction, c.key AS commodity, year, product, ordinal, value, value_status AS "valueStatus",
      valuation, quantity, unit, quantity_status AS "quantityStatus", w.key AS "within", itemized
      FROM trade_flows f JOIN parties r ON r.id = reporter_id JOIN parties p ON p.id = partner_id JOIN commodities c ON c.id = commodity_id
      JOIN sources s ON s.id = source_id LEFT JOIN commodities w ON w.id = within_id WHERE s.key LIKE ${source}
      ORDER BY f.year, r.key, p.key, c.key, direction, product, ordinal`),
  );

interface FlowImport {
  mapping: string;
  dryRun?: boolean;
  onProgress?: (read: number) => void;
}

/** Imports flows as the command line does. */
export const importFlowTable = (
  fixture: ApiFixture,
  path: string,
  { mapping, dryRun = false, onProgress }: FlowImport,
): Promise<ImportReport> =>
  importFormats.flows.importFile(fixture.db, path, {
    mapping,
    dryRun,
    rejectsPrefix: join(dirname(path), 'record.flows'),
    onProgress,
  });

/** Creates a folder with a table and, if given, its mapping. */
export function writeFlowTable(csv: string | Buffer, mapping?: object) {
  const folder = writeTemporaryFolder({});
  const path = join(folder.path, 'table.csv');
  writeFileSync(path, csv);
  const own = join(folder.path, 'mapping.json');
  if (mapping) writeFileSync(own, JSON.stringify(mapping));
  return { path, mapping: own, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

/** A mapping for a small table: year,from,to,code,usd,kg. */
export const smallMapping = {
  source: { key: 'small', publisher: 'A test' },
  period: { column: 'year' },
  reporter: { column: 'from', scheme: 'iso' },
  partner: { column: 'to', scheme: 'iso' },
  direction: 'EXPORT',
  commodity: { column: 'code' },
  commodities: [
    { code: '27', name: 'Mineral fuels' },
    { code: '2709', name: 'Crude oil', parent: '27' },
    { code: '270900', name: 'Crude oil', parent: '2709' },
    { code: '2710', name: 'Oil, refined', parent: '27' },
  ],
  value: { column: 'usd' },
  quantity: { column: 'kg', unit: 'kg' },
  valuation: 'FOB',
  withheld: ['(c)'],
};
