import { badInput } from '../../model/errors.ts';
import type { RecordInput } from '../../model/records/index.ts';
import type { RowResult } from './row-reader.ts';
import type { TableRow } from './table.ts';

type RecordResult = Extract<RowResult, { record: RecordInput }>;
type RejectedResult = Extract<RowResult, { rejected: string }>;
/** A row whose record is yielded after all rows. */
interface HeldResult {
  held: true;
  isFirst: boolean;
}

interface CombinedRecord extends RecordResult {
  rows: TableRow[];
  /** The fields whose values are not those of the first record, each with the line of the first such row. */
  differences: Map<string, number>;
}

/** What becomes of all rows of a key. */
export type CombinedResult = (RecordResult | RejectedResult) & { rows: readonly TableRow[] };

/** All rows are held until the end of the table, because any later row may have the same key. */
const maxCombinedRows = 250_000;

/** Handles rows with the same key: rejects all but the first, or combines their records. */
export class CombinedRows {
  readonly #duplicates: 'reject' | 'combine';
  readonly #maxRows: number;
  #heldRows = 0;
  readonly #lines = new Map<string, number>();
  readonly #records = new Map<string, CombinedRecord>();
  /** The first rejected row of each key. */
  readonly #rejected = new Map<string, { line: number; reason: string }>();

  constructor(duplicates: 'reject' | 'combine', maxRows = maxCombinedRows) {
    this.#duplicates = duplicates;
    this.#maxRows = maxRows;
  }

  /** Returns what becomes of a row. */
  add(result: RowResult, row: TableRow): RowResult | HeldResult {
    if ('rejected' in result && !this.#rejected.has(result.key))
      this.#rejected.set(result.key, { line: row.line, reason: result.rejected });
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

  /**
   * Returns the combined records, each with its rows. If a row of a key is rejected, so are the others: the corrected rows
   * would otherwise replace their record.
   */
  *list(): Generator<CombinedResult> {
    for (const { differences, rows, ...result } of this.#records.values()) {
      const { key } = result;
      const failed = this.#rejected.get(key);
      if (failed)
        yield { key, rows, rejected: `Row ${failed.line} has the same key, "${key}", and failed: ${failed.reason}` };
      else yield { ...result, rows, ...addNote(result.note, describeDifferences(differences)) };
    }
  }

  #hold(result: RecordResult, row: TableRow): HeldResult {
    this.#heldRows += 1;
    if (this.#heldRows > this.#maxRows)
      throw badInput(
        `"duplicates: combine" holds all rows that are imported until the end of the table: at most ${this.#maxRows}. Split the table so that rows with the same key are in one file.`,
        'duplicates',
      );
    const first = this.#records.get(result.key);
    if (!first) {
      this.#records.set(result.key, { ...result, rows: [row], differences: new Map() });
      return { held: true, isFirst: true };
    }
    const { record, differing } = combineRecords(first.record, result.record);
    first.record = record;
    first.needed.push(...result.needed);
    first.rows.push(row);
    Object.assign(first, addNote(first.note, result.note));
    for (const name of differing) if (!first.differences.has(name)) first.differences.set(name, row.line);
    return { held: true, isFirst: false };
  }
}

/** Returns both notes, unless the first contains the other. */
function addNote(note: string | undefined, other: string | undefined): { note?: string } {
  if (other === undefined || note?.includes(other)) return note === undefined ? {} : { note };
  return { note: note === undefined ? other : `${note} ${other}` };
}

const describeDifferences = (differences: ReadonlyMap<string, number>): string | undefined =>
  differences.size === 0
    ? undefined
    : `Rows with the same key differ, and the earlier value is used: ${[...differences]
        .map(([name, line]) => `"${name}" (row ${line})`)
        .join(', ')}.`;

/**
 * Returns a record with the values of the first, what only the other has, and the items of both lists; and the fields with
 * another single value.
 */
function combineRecords(first: RecordInput, other: RecordInput): { record: RecordInput; differing: string[] } {
  const combined = { ...other, ...first } as RecordInput;
  const differing: string[] = [];
  for (const [name, value] of Object.entries(other)) {
    const own = (combined as Record<string, unknown>)[name];
    if (Array.isArray(value) && Array.isArray(own)) {
      const items = new Map([...own, ...value].map((item: unknown) => [JSON.stringify(item), item]));
      Object.assign(combined, { [name]: [...items.values()] });
    } else if (JSON.stringify(own) !== JSON.stringify(value)) differing.push(name);
  }
  return { record: combined, differing };
}
