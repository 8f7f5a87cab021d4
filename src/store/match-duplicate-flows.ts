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
export const hasSameFigures = (flow: StoredFlow, row: FlowRow): boolean =>
  flow.value === row.value &&
  flow.value_status === row.valueStatus &&
  flow.valuation === row.valuation &&
  flow.quantity === row.quantity &&
  flow.unit === row.unit &&
  flow.quantity_status === row.quantityStatus;

/** Assigns stored rows that differ only in their figures to cells, each at most once and without a linear scan. */
export class DuplicateMatcher {
  readonly #unseen: readonly StoredFlow[];
  /** Rows by their figures, last first. */
  readonly #byFigures: ReadonlyMap<string, StoredFlow[]>;
  readonly #matched = new Set<StoredFlow>();
  #next = 0;
  #lastOrdinal: number;

  /** `unmatched`: rows not yet matched, sorted by ordinal. `lastOrdinal`: the highest stored ordinal. */
  constructor(unmatched: readonly StoredFlow[], lastOrdinal: number) {
    this.#unseen = unmatched;
    this.#lastOrdinal = lastOrdinal;
    this.#byFigures = Map.groupBy(unmatched.toReversed(), storedFigureKey);
  }

  /** Matches a row with the same figures, else the first unmatched row, else a new one. */
  match(row: FlowRow): FlowMatch {
    const equal = this.#byFigures.get(inputFigureKey(row));
    for (let flow = equal?.pop(); flow; flow = equal?.pop())
      if (!this.#matched.has(flow)) return this.#assign(flow, 'unchanged');
    for (let flow = this.#unseen[this.#next]; flow; flow = this.#unseen[this.#next]) {
      this.#next += 1;
      if (!this.#matched.has(flow)) return this.#assign(flow, 'updated');
    }
    this.#lastOrdinal += 1;
    return { outcome: 'created', ordinal: this.#lastOrdinal };
  }

  #assign(flow: StoredFlow, outcome: 'updated' | 'unchanged'): FlowMatch {
    this.#matched.add(flow);
    return { outcome, id: flow.id, file: flow.file_id };
  }
}

const storedFigureKey = (flow: StoredFlow): string =>
  JSON.stringify([flow.value, flow.value_status, flow.valuation, flow.quantity, flow.unit, flow.quantity_status]);
const inputFigureKey = (row: FlowRow): string =>
  JSON.stringify([row.value, row.valueStatus, row.valuation, row.quantity, row.unit, row.quantityStatus]);
