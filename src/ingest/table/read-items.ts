import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import type { CombinedResult, CombinedRows } from './combine-rows.ts';
import type { ExportedRows, RowComparison } from './find-edited-rows.ts';
import type { RowResult, TableRowReader } from './row-reader.ts';
import type { Table, TableRow } from './table.ts';

export interface ReadItemsOptions {
  file: string;
  /** Whether the table has the rows that an import rejected. */
  isRejects: boolean;
  rows: TableRowReader;
  /** The source of the table, after those that it is derived from. */
  sourceRecords: readonly RecordInput[];
  /** Receives the rows of each record. */
  origins: WeakMap<ImportItem, readonly TableRow[]>;
  combined: CombinedRows;
  /** Compares the rows of a table that Chancery exported with the records; undefined for other tables. */
  exported: ExportedRows | undefined;
  /** Returns the files from which other rows of combined records were imported, by key. */
  findOtherFiles(results: readonly CombinedResult[]): Promise<ReadonlyMap<string, string>>;
  /** Receives the number of rows that become no record of their own. */
  counts: { skipped: number; combined: number };
}

/** Yields the source, then the record of each row after those that it needs. */
export async function* readItems(
  table: Table,
  { file, isRejects, rows, sourceRecords, origins, combined, exported, counts, findOtherFiles }: ReadItemsOptions,
): AsyncGenerator<ImportItem> {
  const sourceItems = sourceRecords.map((record) => toNeededItem({ file }, record));
  // Records that are as they were exported need no source.
  if (!exported) yield* sourceItems.splice(0);
  const needed = new Set<string>();
  for await (const batch of table.batches) {
    const originals = batch.map((raw) => (isRejects ? toOriginalRow(raw) : raw));
    const comparisons = await exported?.compare(originals);
    for (const [index, row] of originals.entries()) {
      const place = { file, line: batch[index]?.line ?? row.line };
      const comparison = comparisons?.get(row);
      if (comparison && !comparison.edited.some((column) => rows.isUsed(column))) {
        yield toUnchangedItem(place, comparison);
        continue;
      }
      yield* sourceItems.splice(0);
      if (row.fault !== undefined) {
        const item: ImportItem = { place, rejected: row.fault, ...(row.isFatal && { isFatal: row.isFatal }) };
        if (!row.isFatal) origins.set(item, [row]);
        yield item;
        continue;
      }
      const result = combined.add(await rows.read(row), row);
      if ('skipped' in result) counts.skipped += 1;
      if ('held' in result) counts.combined += result.isFirst ? 0 : 1;
      if ('skipped' in result || 'held' in result) continue;
      yield* listNeeded(result, place, needed);
      const item = toItem(place, result);
      origins.set(item, [row]);
      yield item;
    }
  }
  const combinedResults = [...combined.list()];
  const others = isRejects ? undefined : await findOtherFiles(combinedResults);
  for (const { rows: parts, ...combinedResult } of combinedResults) {
    const place = { file, line: parts[0]?.line ?? 1 };
    const other = others?.get(combinedResult.key);
    // The rows of this file would replace those of the other one.
    const result =
      other === undefined
        ? combinedResult
        : {
            key: combinedResult.key,
            rejected: `The record "${combinedResult.key}" is from rows of "${other}". Rows are combined within one file: join the files, or give a file that replaces the other one its name.`,
          };
    yield* listNeeded(result, place, needed);
    const item = toItem(place, result);
    origins.set(item, parts);
    yield item;
  }
}

/** A record that is as it was exported. Edited columns that the mapping does not import are reported. */
function toUnchangedItem(place: ImportItem['place'], { record, edited }: RowComparison): ImportItem {
  const note = `${edited.map((column) => JSON.stringify(column)).join(', ')}: edited, but the mapping does not import it.`;
  const key = 'key' in record ? { key: record.key } : {};
  return { place, ...key, record, isUnchanged: true, ...(edited.length > 0 && { note }) };
}

type RecordRowResult = Exclude<RowResult, { skipped: true }>;

/** Yields the records that a row needs and that no earlier row needed. */
function* listNeeded(result: RecordRowResult, place: ImportItem['place'], needed: Set<string>): Generator<ImportItem> {
  for (const record of 'needed' in result ? result.needed : []) {
    const identity = `${record.noun}:${'key' in record ? record.key : ''}`;
    if (!needed.has(identity)) yield toNeededItem(place, record);
    needed.add(identity);
  }
}

const toNeededItem = (place: ImportItem['place'], record: RecordInput): ImportItem => ({
  place,
  ...('key' in record && { key: record.key }),
  record,
  isUncounted: true,
});

function toItem(place: ImportItem['place'], result: RecordRowResult): ImportItem {
  const key = result.key ? { key: result.key } : {};
  if ('rejected' in result) return { place, ...key, rejected: result.rejected };
  return { place, ...key, record: result.record, ...(result.note !== undefined && { note: result.note }) };
}

/** Returns a rejected row without the columns of the rejects file, and with its line in the table. */
function toOriginalRow(row: TableRow): TableRow {
  const [line, , ...cells] = row.cells;
  return { ...row, line: /^\d+$/.test(line ?? '') ? Number(line) : row.line, cells };
}
