import type { RecordInput } from '../../model/records/index.ts';
import type { RowResult } from './row-reader.ts';
import type { TableRow } from './table.ts';

type RecordResult = Extract<RowResult, { record: RecordInput }>;
/** A row whose record is yielded after all rows; `needed` are the records that it needs. */
interface HeldResult {
  held: true;
  isFirst: boolean;
  needed: RecordInput[];
}

/** Handles rows with the same key: rejects all but the first, or combines their records. */
export class CombinedRows {
  readonly #duplicates: 'reject' | 'combine';
  readonly #lines = new Map<string, number>();
  readonly #records = new Map<string, RecordResult & { rows: TableRow[] }>();

  constructor(duplicates: 'reject' | 'combine') {
    this.#duplicates = duplicates;
  }

  /** Returns what becomes of a row. */
  add(result: RowResult, row: TableRow): RowResult | HeldResult {
    if (!('record' in result)) return result;
    if (this.#duplicates === 'combine') return this.#hold(result, row);
    const line = this.#lines.get(result.key);
    if (line === undefined) {
      this.#lines.set(result.key, row.line);
      return result;
    }
    return {
      key: result.key,
      rejected: `Row ${line} has the same key, "${result.key}". Add a column to "key" in the mapping that distinguishes them, or combine such rows ("duplicates").`,
    };
  }

  /** Returns the combined records, each with its rows. */
  list(): Iterable<RecordResult & { rows: readonly TableRow[] }> {
    return this.#records.values();
  }

  #hold(result: RecordResult, row: TableRow): HeldResult {
    const { needed } = result;
    const first = this.#records.get(result.key);
    if (!first) this.#records.set(result.key, { ...result, needed: [], rows: [row] });
    else {
      first.record = combineRecords(first.record, result.record);
      first.rows.push(row);
    }
    return { held: true, isFirst: first === undefined, needed };
  }
}

/** Returns a record with the values of the first, what only the other has, and the items of both lists. */
function combineRecords(first: RecordInput, other: RecordInput): RecordInput {
  const combined: Record<string, unknown> = { ...other, ...first };
  for (const [name, value] of Object.entries(other)) {
    const own = combined[name];
    if (!Array.isArray(value) || !Array.isArray(own)) continue;
    combined[name] = [...new Map([...own, ...value].map((item: unknown) => [JSON.stringify(item), item])).values()];
  }
  return combined as unknown as RecordInput;
}
