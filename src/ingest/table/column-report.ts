/** What became of the cells of a column. */
export interface ColumnReport {
  column: string;
  /** The fields that take it; empty if the mapping does not use it. */
  fields: readonly string[];
  filled: number;
  empty: number;
  /** Cells with a name that was resolved. */
  resolved: number;
  unresolved: number;
  /** The most frequent values that could not be read or resolved, with the number of their cells. */
  unresolvedValues: readonly { value: string; count: number }[];
}

const maxListed = 20;
/** Different values that are counted for each column. */
const maxCounted = 10_000;

/** Counts what became of the cells, column by column. */
export class ColumnReports {
  readonly #columns: ReadonlyMap<
    string,
    { fields: readonly string[]; filled: number; empty: number; resolved: number; unresolved: Map<string, number> }
  >;

  constructor(columns: readonly string[], fieldsOf: (column: string) => readonly string[]) {
    this.#columns = new Map(
      columns.map((column) => [
        column,
        { fields: fieldsOf(column), filled: 0, empty: 0, resolved: 0, unresolved: new Map() },
      ]),
    );
  }

  countCell(column: string, isFilled: boolean): void {
    const counted = this.#columns.get(column);
    if (counted) counted[isFilled ? 'filled' : 'empty'] += 1;
  }

  countResolved(column: string): void {
    const counted = this.#columns.get(column);
    if (counted) counted.resolved += 1;
  }

  countUnresolved(column: string, value: string): void {
    const values = this.#columns.get(column)?.unresolved;
    if (values && (values.has(value) || values.size < maxCounted)) values.set(value, (values.get(value) ?? 0) + 1);
  }

  list(): ColumnReport[] {
    return [...this.#columns].map(([column, { unresolved, ...counts }]) => ({
      column,
      ...counts,
      unresolved: [...unresolved.values()].reduce((sum, count) => sum + count, 0),
      unresolvedValues: [...unresolved]
        .map(([value, count]) => ({ value, count }))
        .toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
        .slice(0, maxListed),
    }));
  }
}
