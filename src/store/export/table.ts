/** A value in a table; null if there is none. */
export type Cell = string | number | boolean | null;
/** The values of a row, in the order of the columns; a list for a column of lists. */
export type Row = readonly (Cell | readonly Cell[])[];

export interface Column {
  /** The path of the field, such as `place` or `travellers.party`. */
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean';
  /** Whether a cell has the values of a list. */
  isList: boolean;
  description?: string | undefined;
  isRequired?: boolean | undefined;
  /** The closed vocabulary of the values. */
  values?: readonly string[] | undefined;
  /** What the value is the key of, such as `country` or `party`. */
  refersTo?: string | undefined;
}

export interface Table {
  columns: readonly Column[];
  rows: AsyncIterable<Row>;
}

/** Writes a part of an export. Resolves when more can be written. */
export type Write = (part: string | Uint8Array) => Promise<void>;

/** The values of a list are joined with it in a cell of text, and the mapping of a table can split them. */
const listSeparator = '; ';

/** Returns a cell as text: the values of a list joined, empty for no value. */
export function formatCell(cell: Row[number] | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (!Array.isArray(cell)) return String(cell);
  return cell.every((value) => value === null) ? '' : cell.map((value) => value ?? '').join(listSeparator);
}
