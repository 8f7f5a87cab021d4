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

/** The name of the file from which an import would have read the flows. */
export const flowsFileName = 'baci.csv';

/** Reads the states that have a number in BACI, in which 492, the number of Monaco, is another area. */
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

/** Inserts the flows as an import with the mapping "baci" does, without their sums. */
export function insertTradeFlows(writer: BulkWriter, count: number): void {
  const { source } = readMapping('baci');
  const { key, noun: _noun, publisher, title, url, language, licence } = source as unknown as Record<string, string>;
  const sourceId = writer.maxId('sources') + 1;
  writer.prepareInsert('sources', ['id', 'key', 'publisher', 'title', 'url', 'language', 'licence'])([
    sourceId,
    ...[key, publisher, title, url, language, licence].map((value) => value ?? null),
  ]);
  writer.insertRevision('source', key ?? '', { publisher, title, url, language, licence }, '2026-12-31T00:00:00.000Z');
  writer.prepareInsert('trade_flow_files', ['id', 'source_id', 'name', 'digest'])([1, sourceId, flowsFileName, '']);
  const insert = writer.prepareInsert('trade_flows', [
    ...['reporter_id', 'partner_id', 'commodity_id', 'year', 'direction', 'source_id', 'product', 'ordinal', 'file_id'],
    ...['value', 'value_status', 'valuation', 'quantity', 'unit', 'quantity_status', 'itemized'],
  ]);
  const traders = readFlowDimensions(writer.db);
  const years = new Set<number>();
  for (const { year, exporter, importer, commodity, value, quantity } of generateFlowsFor(traders, count)) {
    years.add(year);
    const isMissing = quantity === 'NA';
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
        isMissing ? null : Number(quantity),
        't',
        isMissing ? 'MISSING' : 'ESTIMATED',
        0,
      ],
    ]);
  }
  for (const year of years) writer.prepareInsert('trade_flow_unsummed', ['source_id', 'year'])([sourceId, year]);
}

/** Writes the same flows as a file in the layout of BACI. */
export async function writeFlowsCsv(db: Sqlite.Database, path: string, count: number): Promise<void> {
  const traders = readFlowDimensions(db);
  function* renderChunks(): Generator<string> {
    let chunk = 't,i,j,k,v,q\n';
    for (const { year, exporter, importer, commodity, value, quantity } of generateFlowsFor(traders, count)) {
      chunk += `${year},${Number(traders.states[exporter]?.m49)},${Number(traders.states[importer]?.m49)},${traders.commodities[commodity]?.code},${value},${quantity}\n`;
      if (chunk.length < 65_536) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }
  await pipeline(Readable.from(renderChunks()), createWriteStream(path));
}
