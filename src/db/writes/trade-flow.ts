import { getTableName, sql } from 'drizzle-orm';
import type { FigureStatus, FlowDirection, Valuation } from '../../vocabulary.ts';
import type { Bulk, BulkStatement } from '../client.ts';
import { tradeFlows } from '../tables/index.ts';

/** A cell of a statistic, as its source has it. */
export interface FlowRow {
  reporterId: number;
  partnerId: number;
  commodityId: number;
  year: number;
  direction: FlowDirection;
  product: string;
  /** In US dollars. */
  value: number | null;
  valueStatus: FigureStatus;
  valuation: Valuation | null;
  quantity: number | null;
  unit: string | null;
  quantityStatus: FigureStatus;
}

/** How a cell stands to what is on record: `id` is of the row that already holds it, `ordinal` counts its like. */
type Judged = { outcome: 'created'; ordinal: number } | { outcome: 'updated' | 'unchanged'; id: number };

interface Standing {
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

const table = sql.raw(getTableName(tradeFlows));
const like = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ? AND product = ?',
);
const figures = sql.raw('value, value_status, valuation, quantity, unit, quantity_status');

/** Which rows a file's import has met: those that it wrote itself have ids above `lastBefore`. */
export class MetRows {
  readonly #file: number;
  readonly #lastBefore: number;
  readonly #bits: Uint8Array;
  /** Rows that another import wrote meanwhile. */
  readonly #others = new Set<number>();

  constructor(file: number, lastBefore: number, none: boolean) {
    this.#file = file;
    this.#lastBefore = lastBefore;
    this.#bits = new Uint8Array(none ? 0 : (lastBefore >> 3) + 1);
  }

  has(id: number, file: number): boolean {
    if (id > this.#lastBefore) return file === this.#file || this.#others.has(id);
    return ((this.#bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  add(id: number): void {
    if (id > this.#lastBefore) this.#others.add(id);
    else this.#bits[id >> 3] = (this.#bits[id >> 3] ?? 0) | (1 << (id & 7));
  }
}

/** Writes the cells of one file. Cells that are alike in everything but their figures are kept apart by counting them. */
export class FlowWriter {
  readonly #source: number;
  readonly #file: number;
  readonly #met: MetRows;
  readonly #insert: BulkStatement;
  readonly #find: BulkStatement;
  readonly #update: BulkStatement;
  /** Whether the last cell was new: then the next is tried as new first. */
  #expectNew = true;

  constructor(bulk: Bulk, source: number, file: number, met: MetRows) {
    this.#source = source;
    this.#file = file;
    this.#met = met;
    this.#insert = bulk.prepare(sql`INSERT INTO ${table}
      (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal, file_id, ${figures})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal) DO NOTHING`);
    this.#find = bulk.prepare(sql`SELECT id, file_id, ordinal, ${figures} FROM ${table} WHERE ${like} ORDER BY ordinal`);
    this.#update = bulk.prepare(sql`UPDATE ${table} SET (${figures}) = (?, ?, ?, ?, ?, ?) WHERE id = ?`);
  }

  /** Writes one cell; the id is that of its row. */
  put(row: FlowRow): { outcome: Judged['outcome']; id: number } {
    if (this.#expectNew) {
      const id = this.#add(row, 0);
      if (id !== undefined) return { outcome: 'created', id };
    }
    const judged = this.#judge(row);
    this.#expectNew = judged.outcome === 'created';
    if (judged.outcome === 'created') {
      const id = this.#add(row, judged.ordinal);
      if (id === undefined) throw new Error(`A cell has been counted twice: ${JSON.stringify(row)}`);
      return { outcome: 'created', id };
    }
    this.#met.add(judged.id);
    if (judged.outcome === 'updated') this.#update.run(...figuresOf(row), judged.id);
    return judged;
  }

  /** What putting the cell would do. */
  rehearse(row: FlowRow): Judged['outcome'] {
    const judged = this.#judge(row);
    if (judged.outcome !== 'created') this.#met.add(judged.id);
    return judged.outcome;
  }

  /** Which row on record the cell is: one with the same figures, else the first that was not met yet. */
  #judge(row: FlowRow): Judged {
    const standing = this.#find.all(...this.#identity(row)) as Standing[];
    let free: Standing | undefined;
    for (const one of standing) {
      if (this.#met.has(one.id, one.file_id)) continue;
      if (same(one, row)) return { outcome: 'unchanged', id: one.id };
      free ??= one;
    }
    return free ? { outcome: 'updated', id: free.id } : { outcome: 'created', ordinal: (standing.at(-1)?.ordinal ?? -1) + 1 };
  }

  #identity({ reporterId, partnerId, commodityId, year, direction, product }: FlowRow): readonly unknown[] {
    return [reporterId, partnerId, commodityId, year, direction, this.#source, product];
  }

  #add(row: FlowRow, ordinal: number): number | undefined {
    const { changes, lastInsertRowid } = this.#insert.run(...this.#identity(row), ordinal, this.#file, ...figuresOf(row));
    return changes === 1 ? Number(lastInsertRowid) : undefined;
  }
}

const figuresOf = (row: FlowRow): readonly unknown[] => [
  row.value,
  row.valueStatus,
  row.valuation,
  row.quantity,
  row.unit,
  row.quantityStatus,
];

const same = (one: Standing, row: FlowRow): boolean =>
  one.value === row.value &&
  one.value_status === row.valueStatus &&
  one.valuation === row.valuation &&
  one.quantity === row.quantity &&
  one.unit === row.unit &&
  one.quantity_status === row.quantityStatus;
