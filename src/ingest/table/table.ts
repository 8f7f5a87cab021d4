import type { ColumnSelector } from '../read-csv.ts';
import type { DetectedFormat, Encoding } from './detect-format.ts';
import type { TableFormat } from './table-format.ts';

/** A row as text, or why it cannot be read. */
export interface TableRow {
  /** The line, or the number of the row in a workbook or a JSON list. */
  line: number;
  /** The number of its lines, if it has several. */
  lineCount?: number;
  cells: readonly string[];
  fault?: string;
  /** Nothing after this row was read. */
  isFatal?: true;
}

export interface Table extends TableFormat {
  columns: readonly string[];
  batches: AsyncIterable<readonly TableRow[]>;
}

export interface TableOptions {
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
  /** The name of the sheet to read. Defaults to the first. */
  sheet?: string | undefined;
  /** The names of the columns of a CSV file without a header. */
  header?: readonly string[] | undefined;
  /** Whether cells of a CSV file may be quoted, which is the default. */
  quotes?: boolean | undefined;
  /** JSON: the path of the list of rows, or of the object whose values are the rows. Defaults to the document. */
  rows?: string | undefined;
  /** JSON: columns that are paths into lists, or into objects that have too many columns to list them all. */
  paths?: readonly string[] | undefined;
  /**
   * Chooses the columns that are needed, or rejects the header. Other columns may have no name, or the same. By default all
   * columns are needed, and those without a name are left out.
   */
  selectColumns?: ColumnSelector | undefined;
  /** The first line to read after the header. */
  firstLine?: number | undefined;
  /** The format, if it was detected before. */
  detected?: DetectedFormat | undefined;
}

export const maxColumns = 1_000;
