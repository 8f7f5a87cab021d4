import type { FlowRow } from './write/trade-flow.ts';

/** How a cell stands to what is on record: `id` is of the row that already holds it, `file` is that row's, `ordinal` counts its like. */
export type FlowMatch =
  | { outcome: 'created'; ordinal: number }
  | { outcome: 'updated' | 'unchanged'; id: number; file: number };

/** A row on record. */
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

/** Whether a row on record has the figures of a cell. */
export const hasSameFigures = (one: StoredFlow, row: FlowRow): boolean =>
  one.value === row.value &&
  one.value_status === row.valueStatus &&
  one.valuation === row.valuation &&
  one.quantity === row.quantity &&
  one.unit === row.unit &&
  one.quantity_status === row.quantityStatus;

/** What is on record of cells that are alike in all but their figures, and was not met: each is given once, without a look at all others. */
export class DuplicateMatcher {
  readonly #unseen: readonly StoredFlow[];
  /** By their figures, the last first. */
  readonly #byFigures: ReadonlyMap<string, StoredFlow[]>;
  readonly #taken = new Set<StoredFlow>();
  #next = 0;
  #lastOrdinal: number;

  /** `unmet` in the order of their ordinals, of which the last on record is `lastOrdinal`. */
  constructor(unmet: readonly StoredFlow[], lastOrdinal: number) {
    this.#unseen = unmet;
    this.#lastOrdinal = lastOrdinal;
    this.#byFigures = Map.groupBy(unmet.toReversed(), storedFigureKey);
  }

  /** Which the cell is: one with the same figures, else the first that is left, else a new one. */
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
