import type { FlowRow } from './write/trade-flow.ts';

/**
 * The match of a cell with stored rows: `id` and `file` of the row that holds it, and the `ordinal`
 * among identical cells.
 */
export type FlowMatch =
  | { outcome: 'created'; ordinal: number }
  | { outcome: 'updated' | 'unchanged'; id: number; file: number };

/** A stored row. */
export interface StoredFlow {
  id: number;
  file_id: number;
  ordinal: number;
  value: number | null;
  value_status: string;
  valuation: string | null;
  quantity: number | null;
  unit: string | null;
  quantity_status: string;
}

/** Returns whether a stored row has the figures of a cell. */
export const hasSameFigures = (one: StoredFlow, row: FlowRow): boolean =>
  one.value === row.value &&
  one.value_status === row.valueStatus &&
  one.valuation === row.valuation &&
  one.quantity === row.quantity &&
  one.unit === row.unit &&
  one.quantity_status === row.quantityStatus;

/** Assigns stored rows that differ only in their figures to cells, each at most once and without a linear scan. */
export class DuplicateMatcher {
  readonly #unseen: readonly StoredFlow[];
  /** Rows by their figures, last first. */
  readonly #byFigures: ReadonlyMap<string, StoredFlow[]>;
  readonly #taken = new Set<StoredFlow>();
  #next = 0;
  #lastOrdinal: number;

  /** `unmet`: rows not yet matched, sorted by ordinal. `lastOrdinal`: the highest stored ordinal. */
  constructor(unmet: readonly StoredFlow[], lastOrdinal: number) {
    this.#unseen = unmet;
    this.#lastOrdinal = lastOrdinal;
    this.#byFigures = Map.groupBy(unmet.toReversed(), storedFigureKey);
  }

  /** Matches a row with the same figures, else the first unmatched row, else a new one. */
  match(row: FlowRow): FlowMatch {
    const equal = this.#byFigures.get(inputFigureKey(row));
    for (let one = equal?.pop(); one; one = equal?.pop())
      if (!this.#taken.has(one)) return this.#take(one, 'unchanged');
    for (let one = this.#unseen[this.#next]; one; one = this.#unseen[this.#next]) {
      this.#next += 1;
      if (!this.#taken.has(one)) return this.#take(one, 'updated');
    }
    this.#lastOrdinal += 1;
    return { outcome: 'created', ordinal: this.#lastOrdinal };
  }

  #take(one: StoredFlow, outcome: 'updated' | 'unchanged'): FlowMatch {
    this.#taken.add(one);
    return { outcome, id: one.id, file: one.file_id };
  }
}

const storedFigureKey = (one: StoredFlow): string =>
  JSON.stringify([one.value, one.value_status, one.valuation, one.quantity, one.unit, one.quantity_status]);
const inputFigureKey = (row: FlowRow): string =>
  JSON.stringify([row.value, row.valueStatus, row.valuation, row.quantity, row.unit, row.quantityStatus]);
