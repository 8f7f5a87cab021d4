import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../../db/database.ts';
import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import { importFormats } from '../import-formats.ts';
import { importRecords } from '../import-records.ts';
import { readMapping } from '../trade-flows/mapping.ts';
import {
  type BoxLine,
  type BoxManifest,
  type BoxSet,
  compressText,
  type FlowSet,
  formatLines,
  getSetFileName,
  manifestName,
  type RecordSet,
} from './box-files.ts';
import { describeOmission, listReducedSources, reduceRecord } from './reduce-record.ts';

/** A set to build, with the path of its source and of the terms of office. */
export type SetInput = RecordSetInput | FlowSetInput;
type RecordSetInput = Omit<RecordSet, 'records' | 'sha256'> & { path: string; terms?: string };
type FlowSetInput = Omit<FlowSet, 'records' | 'sha256' | 'table'> & { path: string };

/**
 * Builds sets from sources below `folder` with their import formats, and writes them with their manifest to `out`. The
 * order is that of the imports into `db`, because later sets refer to the people and terms of earlier ones.
 */
export async function buildBox(
  db: Database,
  { sets, folder, out }: { sets: readonly SetInput[]; folder: string; out: string },
  onBuilt: (set: BoxSet, bytes: number) => void = () => {},
): Promise<void> {
  const texts = new Set<string>();
  const manifest: BoxManifest = { sets: [], texts: [] };
  mkdirSync(out, { recursive: true });
  for (const input of sets) {
    const { text, set: unhashed } =
      input.importer === 'flows' ? buildFlowSet(input, folder) : await buildRecordSet(db, input, folder, texts);
    const { bytes, sha256 } = await compressText(text);
    const set: BoxSet = { ...unhashed, sha256 };
    writeFileSync(join(out, getSetFileName(set)), bytes);
    manifest.sets.push(set);
    onBuilt(set, bytes.length);
  }
  manifest.texts.push(...[...texts].toSorted());
  writeFileSync(join(out, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function buildRecordSet(
  db: Database,
  { path, terms, ...input }: RecordSetInput,
  folder: string,
  texts: Set<string>,
): Promise<{ text: string; set: Omit<RecordSet, 'sha256'> }> {
  const options = terms === undefined ? {} : { terms: join(folder, terms) };
  const lines = toLines(await importSet(db, input.importer, join(folder, path), options), texts);
  return { text: formatLines(lines), set: { ...input, records: lines.length } };
}

/** Returns a table without the columns that its mapping ignores. The lines stay, so that reports name the same ones. */
function buildFlowSet(
  { path, ...input }: FlowSetInput,
  folder: string,
): { text: string; set: Omit<FlowSet, 'sha256'> } {
  const { ignored } = readMapping(input.mapping).mapping;
  const [header = [], ...rows] = parse(readFileSync(join(folder, path)), { bom: true }) as string[][];
  const columns = header.flatMap((name, index) => (ignored.includes(name) ? [] : [index]));
  const text = stringify([header, ...rows].map((cells) => columns.map((index) => cells[index])));
  return { text, set: { ...input, table: basename(path), records: rows.length } };
}

/** Reads a set and imports it. The quoted words are compared with the texts here, because the box has none. */
async function importSet(
  db: Database,
  importer: RecordSet['importer'],
  path: string,
  options: { terms?: string },
): Promise<ImportItem[]> {
  const { read, countScope } = importFormats[importer];
  const items = await Array.fromAsync(read(db, path, options));
  const { rejected, rejections } = await importRecords(db, items, { importer, countScope });
  if (rejections.length < rejected) throw new Error(`${path}: ${rejected} rejections are more than a report lists.`);
  const keys = new Set(rejections.map(({ key }) => key));
  return items.filter((item) => !('rejected' in item) && (item.key === undefined || !keys.has(item.key)));
}

function toLines(items: readonly ImportItem[], texts: Set<string>): BoxLine[] {
  const reducedSources = new Set(items.flatMap((item) => ('record' in item ? listReducedSources(item.record) : [])));
  return items.flatMap((item): BoxLine[] => {
    if (!('record' in item) || item.isLeftOut) return [];
    const { record, place } = item;
    if (record.noun === 'source' && record.text !== undefined) texts.add(hash('sha256', record.text));
    const { file, line } = place;
    return [
      {
        file,
        ...(line !== undefined && { line }),
        ...(item.isUncounted && { isUncounted: true as const }),
        record: reduce(record, reducedSources),
      },
    ];
  });
}

const reduce = (record: RecordInput, reducedSources: ReadonlySet<string>): RecordInput =>
  record.noun === 'coverage' ? describeOmission(record, reducedSources) : reduceRecord(record);
