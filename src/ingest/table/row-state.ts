import type { RecordInput } from '../../model/records/index.ts';
import type { ColumnReports } from './column-report.ts';
import type { ValueContext } from './read-value.ts';
import type { RowDays } from './resolve-names.ts';

/** The state of reading one row. */
export class RowState implements ValueContext {
  readonly values: Record<string, unknown> = {};
  readonly errors: string[] = [];
  readonly notes: string[] = [];
  readonly needed: RecordInput[] = [];
  days: RowDays | undefined;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #reports: ColumnReports;

  constructor(cells: ReadonlyMap<string, string>, texts: ReadonlyMap<string, string>, reports: ColumnReports) {
    this.#cells = cells;
    this.#texts = texts;
    this.#reports = reports;
  }

  getCell(column: string): string {
    return this.#cells.get(column) ?? '';
  }

  /** Returns a cell with its line breaks and repeated spaces; empty text for one without a value, if such cells exist. */
  getText(column: string, { hasMissing }: { hasMissing: boolean }): string {
    const cell = this.getCell(column);
    return hasMissing && cell === '' ? '' : (this.#texts.get(column) ?? cell);
  }

  countResolved(column: string): void {
    this.#reports.countResolved(column);
  }

  fail(column: string, cell: string, reason: string): undefined {
    this.#reports.countUnresolved(column, cell);
    this.errors.push(`${column}: ${reason}`);
  }
}
