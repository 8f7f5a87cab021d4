import type { Reader } from '../../db/database.ts';
import type { RecordJson } from '../../model/record-diff.ts';
import type { RecordInput } from '../../model/records/index.ts';
import { listRecordColumns, type RecordColumn, readCell } from '../../store/export/record-columns.ts';
import { formatCell } from '../../store/export/table.ts';
import { findRecordsByKey } from '../../store/serialize/read-record.ts';
import type { TableRow } from './table.ts';
import type { TableNoun } from './table-nouns.ts';

/** How a row differs from the record with its key. */
export interface RowComparison {
  record: RecordInput;
  /** The columns that were edited. */
  edited: readonly string[];
}

interface ColumnAt {
  at: number;
  column: RecordColumn;
}

const keyColumn = 'key';
const normalizeCell = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** Compares the rows of a table that Chancery exported with the records as they would be exported now. */
export class ExportedRows {
  readonly #reader: Reader;
  readonly #noun: TableNoun;
  readonly #keyAt: number;
  readonly #columns: readonly ColumnAt[];

  readonly #source: string;

  /** `source` is the key of the table's source. */
  constructor(reader: Reader, { noun, source }: { noun: TableNoun; source: string }, columns: readonly string[]) {
    this.#reader = reader;
    this.#source = source;
    this.#noun = noun;
    this.#keyAt = columns.indexOf(keyColumn);
    this.#columns = listRecordColumns(noun).flatMap((column) => {
      const at = columns.indexOf(column.name);
      return at < 0 ? [] : [{ at, column }];
    });
  }

  /** Returns the comparison of each row whose key is on record. */
  async compare(rows: readonly TableRow[]): Promise<ReadonlyMap<TableRow, RowComparison>> {
    const readable = rows.filter(({ fault }) => fault === undefined);
    const keys = readable.map(({ cells }) => (cells[this.#keyAt] ?? '').trim());
    const found = await findRecordsByKey(this.#reader, this.#noun, keys);
    return new Map(
      readable.flatMap((row, index) => {
        const document = found[index]?.document;
        if (!document) return [];
        const edited = this.#columns
          .filter((one) => this.#isEdited(row, one, document))
          .map(({ column }) => column.name);
        return [[row, { record: document as unknown as RecordInput, edited }]];
      }),
    );
  }

  #isEdited({ cells }: TableRow, { at, column }: ColumnAt, document: RecordJson): boolean {
    const value = readCell(document, column);
    // An earlier import of the table added it to the sources.
    if (column.name === 'sources' && Array.isArray(value) && value.includes(this.#source)) return false;
    return normalizeCell(cells[at]) !== normalizeCell(formatCell(value));
  }
}
