import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Sqlite from 'better-sqlite3';
import { readMapping } from '../../../src/ingest/trade-flows/mapping.ts';
import { type BaciFlow, generateBaciFlows } from './baci-flows.ts';
import type { BulkWriter } from './bulk-writer.ts';

interface FlowDimensions {
  states: readonly { id: number; m49: string }[];
  commodities: readonly { id: number; code: string }[];
}

/** The name of the file that the flows would have been imported from. */
export const flowsFileName = 'baci.csv';

/** States that BACI has a number of its own for: 492, of Monaco, means another area there. */
function readFlowDimensions(db: Sqlite.Database): FlowDimensions {
  const states = db
    .prepare<[], { id: number; m49: string }>(
      "SELECT id, m49 FROM countries WHERE status = 'STATE' AND m49 IS NOT NULL AND m49 <> '492' ORDER BY code",
    )
    .all();
  const commodities = db
    .prepare<[], { id: number; code: string }>(
      "SELECT id, code FROM commodities WHERE scheme = 'HS2022' AND length(code) = 6 ORDER BY code",
    )
    .all();
  return { states, commodities };
}

const generateFlowsFor = ({ states, commodities }: FlowDimensions, count: number): Generator<BaciFlow> =>
  generateBaciFlows({ states: states.length, commodities: commodities.length, count });

/** Writes the flows as an import of BACI with that mapping would have; their sums are still to be made. */
export function insertTradeFlows(store: BulkWriter, count: number): void {
  const { source } = readMapping('baci');
  const { key, noun: _noun, publisher, title, url, language, licence } = source as unknown as Record<string, string>;
  const sourceId = store.maxId('sources') + 1;
  store.prepareInsert('sources', ['id', 'key', 'publisher', 'title', 'url', 'language', 'licence'])([
    sourceId,
    ...[key, publisher, title, url, language, licence].map((value) => value ?? null),
  ]);
  store.insertRevision('source', key ?? '', { publisher, title, url, language, licence }, '2026-12-31T00:00:00.000Z');
  store.prepareInsert('trade_flow_files', ['id', 'source_id', 'name', 'digest'])([1, sourceId, flowsFileName, '']);
  const insert = store.prepareInsert('trade_flows', [
    ...['reporter_id', 'partner_id', 'commodity_id', 'year', 'direction', 'source_id', 'product', 'ordinal', 'file_id'],
    ...['value', 'value_status', 'valuation', 'quantity', 'unit', 'quantity_status', 'itemized'],
  ]);
  const traders = readFlowDimensions(store.db);
  const years = new Set<number>();
  for (const { year, exporter, importer, commodity, value, quantity } of generateFlowsFor(traders, count)) {
    years.add(year);
    const missing = quantity === 'NA';
    insert([
      ...[
        traders.states[exporter]?.id ?? 0,
        traders.states[importer]?.id ?? 0,
        traders.commodities[commodity]?.id ?? 0,
      ],
      ...[year, 'EXPORT', sourceId, '', 0, 1],
      ...[
        Number(`${value}e3`),
        'ESTIMATED',
        'FOB',
        missing ? null : Number(quantity),
        't',
        missing ? 'MISSING' : 'ESTIMATED',
        0,
      ],
    ]);
  }
  for (const year of years) store.prepareInsert('trade_flow_unsummed', ['source_id', 'year'])([sourceId, year]);
}

/** The same flows as a file of BACI: for imports. */
export async function writeFlowsCsv(db: Sqlite.Database, path: string, count: number): Promise<void> {
  const traders = readFlowDimensions(db);
  function* lines(): Generator<string> {
    let chunk = 't,i,j,k,v,q\n';
    for (const { year, exporter, importer, commodity, value, quantity } of generateFlowsFor(traders, count)) {
      chunk += `${year},${Number(traders.states[exporter]?.m49)},${Number(traders.states[importer]?.m49)},${traders.commodities[commodity]?.code},${value},${quantity}\n`;
      if (chunk.length < 65_536) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}
