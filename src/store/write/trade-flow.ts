import { getTableName, sql } from 'drizzle-orm';
import type { Bulk, BulkStatement } from '../../db/database.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import type { FigureStatus, FlowDirection, Valuation } from '../../model/vocabulary.ts';
import { AlikeFlows, type Judged, type Standing, same } from '../trade-flow-match-duplicates.ts';

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

const table = sql.raw(getTableName(tradeFlows));
const like = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ? AND product = ?',
);
const figures = sql.raw('value, value_status, valuation, quantity, unit, quantity_status');

const pieceBits = 1 << 19;

/** Which rows an import of one or more files has met: those that it wrote itself come after the last of before. */
export class MetRows {
  readonly lastBefore: number;
  /** By file, the last row's id before this import began with it. */
  readonly #files = new Map<number, number>();
  /** By file, how many of those that it met earlier imports had written. */
  readonly #ofFile = new Map<number, number>();
  /** A bit for each row, in pieces that are made when they are needed. */
  readonly #bits: Uint8Array[] = [];

  constructor(lastBefore: number) {
    this.lastBefore = lastBefore;
  }

  /** From here on it reads this file too. */
  begin(file: number, since: number): void {
    this.#files.set(file, since);
  }

  /** How many rows it met that earlier imports of a file had written. */
  of(file: number): number {
    return this.#ofFile.get(file) ?? 0;
  }

  has(id: number, file: number): boolean {
    if (id > (this.#files.get(file) ?? Number.POSITIVE_INFINITY)) return true;
    return ((this.#bits[Math.floor(id / pieceBits)]?.[(id % pieceBits) >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  /** Notes a row that was not met yet. */
  add({ id, file }: { id: number; file: number }): void {
    const index = Math.floor(id / pieceBits);
    const piece = this.#bits[index] ?? new Uint8Array(pieceBits >> 3);
    const at = (id % pieceBits) >> 3;
    piece[at] = (piece[at] ?? 0) | (1 << (id & 7));
    this.#bits[index] = piece;
    if (id <= this.lastBefore) this.#ofFile.set(file, this.of(file) + 1);
  }
}

/** Another file's flow is alike in all but its figures: `than` is that one. */
export interface Unclear {
  outcome: 'unclear';
  than: { value: number | null; quantity: number | null };
}

/** Writes the cells of one file. Cells that are alike in everything but their figures are kept apart by counting them. */
export class FlowWriter {
  readonly #source: number;
  readonly #file: number;
  readonly #met: MetRows;
  readonly #isPart: boolean;
  readonly #insert: BulkStatement;
  readonly #find: BulkStatement;
  readonly #update: BulkStatement;
  /** Where very many cells are alike: what is on record of them, for as long as the batch lasts. */
  readonly #alike = new Map<string, AlikeFlows>();
  /** Whether the last cell was new: then the next is tried as new first. */
  #expectNew = true;

  /**
   * A file that `isPart` of another holds rows that were rejected there: one that is alike another file's in all but its figures may be a second
   * flow or a correction of the first, and is neither written nor guessed.
   */
  constructor(
    bulk: Bulk,
    { source, file, met, isPart }: { source: number; file: number; met: MetRows; isPart: boolean },
  ) {
    this.#source = source;
    this.#file = file;
    this.#met = met;
    this.#isPart = isPart;
    this.#insert = bulk.prepare(sql`INSERT INTO ${table}
      (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal, file_id, ${figures})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal) DO NOTHING`);
    this.#find = bulk.prepare(
      sql`SELECT id, file_id, ordinal, ${figures} FROM ${table} WHERE ${like} ORDER BY ordinal`,
    );
    this.#update = bulk.prepare(sql`UPDATE ${table} SET (${figures}) = (?, ?, ?, ?, ?, ?) WHERE id = ?`);
  }

  /** Writes one cell; the id is that of its row. */
  put(row: FlowRow): { outcome: Judged['outcome']; id: number } | Unclear {
    if (this.#expectNew) {
      const id = this.#add(row, 0);
      if (id !== undefined) return { outcome: 'created', id };
    }
    const judged = this.#judge(row);
    this.#expectNew = judged.outcome === 'created';
    if (judged.outcome === 'unclear') return judged;
    if (judged.outcome === 'created') {
      const id = this.#add(row, judged.ordinal);
      if (id === undefined) throw new Error(`A cell has been counted twice: ${JSON.stringify(row)}`);
      return { outcome: 'created', id };
    }
    this.#met.add(judged);
    if (judged.outcome === 'updated') this.#update.run(...figuresOf(row), judged.id);
    return judged;
  }

  /** What putting the cell would do. */
  rehearse(row: FlowRow): Judged | Unclear {
    const judged = this.#judge(row);
    if (judged.outcome === 'updated' || judged.outcome === 'unchanged') this.#met.add(judged);
    return judged;
  }

  /** Others may have written since the last batch. */
  beginBatch(): void {
    this.#alike.clear();
  }

  /** Which row on record the cell is: one with the same figures, else the first that was not met yet. */
  #judge(row: FlowRow): Judged | Unclear {
    const name = this.#alike.size > 0 ? this.#nameOf(row) : '';
    const known = this.#alike.get(name);
    if (known) return known.judge(row);
    const standing = this.#find.all(...this.#identity(row)) as Standing[];
    if (standing.length > manyAlike && !this.#isPart) {
      const alike = new AlikeFlows(
        standing.filter((one) => !this.#met.has(one.id, one.file_id)),
        standing.at(-1)?.ordinal ?? -1,
      );
      this.#alike.set(this.#nameOf(row), alike);
      return alike.judge(row);
    }
    let free: Standing | undefined;
    let foreign: Standing | undefined;
    for (const one of standing) {
      const isForeign = this.#isPart && one.file_id !== this.#file;
      if (isForeign) foreign ??= one;
      if (this.#met.has(one.id, one.file_id)) continue;
      if (same(one, row)) return { outcome: 'unchanged', id: one.id, file: one.file_id };
      if (!isForeign) free ??= one;
    }
    if (free) return { outcome: 'updated', id: free.id, file: free.file_id };
    if (foreign) return { outcome: 'unclear', than: foreign };
    return { outcome: 'created', ordinal: (standing.at(-1)?.ordinal ?? -1) + 1 };
  }

  #nameOf(row: FlowRow): string {
    return JSON.stringify(this.#identity(row));
  }

  #identity({ reporterId, partnerId, commodityId, year, direction, product }: FlowRow): readonly unknown[] {
    return [reporterId, partnerId, commodityId, year, direction, this.#source, product];
  }

  #add(row: FlowRow, ordinal: number): number | undefined {
    const { changes, lastInsertRowid } = this.#insert.run(
      ...this.#identity(row),
      ordinal,
      this.#file,
      ...figuresOf(row),
    );
    return changes === 1 ? Number(lastInsertRowid) : undefined;
  }
}

/** More of them are not looked through again for each. */
const manyAlike = 16;

const figuresOf = (row: FlowRow): readonly unknown[] => [
  row.value,
  row.valueStatus,
  row.valuation,
  row.quantity,
  row.unit,
  row.quantityStatus,
];
