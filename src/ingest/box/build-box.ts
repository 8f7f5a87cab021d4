import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import { importFormats } from '../import-formats.ts';
import { importRecords } from '../import-records.ts';
import {
  type BoxLine,
  type BoxManifest,
  type BoxSet,
  compressLines,
  getSetFileName,
  manifestName,
} from './box-files.ts';
import { isReduced, maxQuotationLength, reduceRecord } from './reduce-record.ts';

/** A set to build, with the folders of its source and of the terms of office. */
export type SetInput = Omit<BoxSet, 'records' | 'sha256'> & { path: string; terms?: string };

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
  for (const { path, terms, ...input } of sets) {
    const options = terms === undefined ? {} : { terms: join(folder, terms) };
    const lines = toLines(await importSet(db, input.importer, join(folder, path), options), texts);
    const { bytes, sha256 } = await compressLines(lines);
    const set: BoxSet = { ...input, records: lines.length, sha256 };
    writeFileSync(join(out, getSetFileName(set)), bytes);
    manifest.sets.push(set);
    onBuilt(set, bytes.length);
  }
  manifest.texts.push(...[...texts].toSorted());
  writeFileSync(join(out, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads a set and imports it. The quoted words are compared with the texts here, because the box has none. */
async function importSet(
  db: Database,
  importer: BoxSet['importer'],
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
  const reducedSources = new Set(
    items.flatMap((item) => ('record' in item && isReduced(item.record) ? listSources(item.record) : [])),
  );
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
        record: describeOmission(reduceRecord(record), reducedSources),
      },
    ];
  });
}

function listSources(record: RecordInput): string[] {
  return 'citations' in record && record.citations ? record.citations.map(({ source }) => source) : [];
}

/** Says in the coverage of a source that long remarks are left out. */
function describeOmission(record: RecordInput, reducedSources: ReadonlySet<string>): RecordInput {
  if (record.noun !== 'coverage' || !reducedSources.has(record.source)) return record;
  const omission = `The bundled data leaves out remarks of more than ${maxQuotationLength} characters: import the source to add them.`;
  return { ...record, note: [record.note, omission].filter(Boolean).join(' ') };
}
