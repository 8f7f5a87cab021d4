import { getTableName, sql } from 'drizzle-orm';
import type { BulkStatement, BulkStatements } from '../../db/database.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import type { FigureStatus, FlowDirection, Valuation } from '../../model/vocabulary.ts';
import { DuplicateMatcher, type FlowMatch, hasSameFigures, type StoredFlow } from '../trade-flow-match-duplicates.ts';

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
const identityCondition = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ? AND product = ?',
);
const figureColumns = sql.raw('value, value_status, valuation, quantity, unit, quantity_status');

const rowsPerChunk = 1 << 19;

/** Which rows an import of one or more files has met: those that it wrote itself come after the last of before. */
export class SeenRows {
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
  addFile(file: number, since: number): void {
    this.#files.set(file, since);
  }

  /** How many rows it met that earlier imports of a file had written. */
  countForFile(file: number): number {
    return this.#ofFile.get(file) ?? 0;
  }

  has(id: number, file: number): boolean {
    if (id > (this.#files.get(file) ?? Number.POSITIVE_INFINITY)) return true;
    return ((this.#bits[Math.floor(id / rowsPerChunk)]?.[(id % rowsPerChunk) >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  /** Notes a row that was not met yet. */
  markSeen({ id, file }: { id: number; file: number }): void {
    const index = Math.floor(id / rowsPerChunk);
    const piece = this.#bits[index] ?? new Uint8Array(rowsPerChunk >> 3);
    const at = (id % rowsPerChunk) >> 3;
    piece[at] = (piece[at] ?? 0) | (1 << (id & 7));
    this.#bits[index] = piece;
    if (id <= this.lastBefore) this.#ofFile.set(file, this.countForFile(file) + 1);
  }
}

/** Another file's flow is alike in all but its figures: `than` is that one. */
export interface AmbiguousFlow {
  outcome: 'unclear';
  conflict: { value: number | null; quantity: number | null };
}

/** Writes the cells of one file. Cells that are alike in everything but their figures are kept apart by counting them. */
export class FlowWriter {
  readonly #source: number;
  readonly #file: number;
  readonly #seen: SeenRows;
  readonly #isPartialFile: boolean;
  readonly #insert: BulkStatement;
  readonly #find: BulkStatement;
  readonly #update: BulkStatement;
  /** Where very many cells are alike: what is on record of them, for as long as the batch lasts. */
  readonly #duplicates = new Map<string, DuplicateMatcher>();
  /** Whether the last cell was new: then the next is tried as new first. */
  #expectNew = true;

  /**
   * A file that `isPart` of another holds rows that were rejected there: one that is alike another file's in all but its figures may be a second
   * flow or a correction of the first, and is neither written nor guessed.
   */
  constructor(
    bulk: BulkStatements,
    { source, file, met, isPart }: { source: number; file: number; met: SeenRows; isPart: boolean },
  ) {
    this.#source = source;
    this.#file = file;
    this.#seen = met;
    this.#isPartialFile = isPart;
    this.#insert = bulk.prepare(sql`INSERT INTO ${table}
      (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal, file_id, ${figureColumns})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (reporter_id, partner_id, commodity_id, year, direction, source_id, product, ordinal) DO NOTHING`);
    this.#find = bulk.prepare(
      sql`SELECT id, file_id, ordinal, ${figureColumns} FROM ${table} WHERE ${identityCondition} ORDER BY ordinal`,
    );
    this.#update = bulk.prepare(sql`UPDATE ${table} SET (${figureColumns}) = (?, ?, ?, ?, ?, ?) WHERE id = ?`);
  }

  /** Writes one cell; the id is that of its row. */
  write(row: FlowRow): { outcome: FlowMatch['outcome']; id: number } | AmbiguousFlow {
    if (this.#expectNew) {
      const id = this.#add(row, 0);
      if (id !== undefined) return { outcome: 'created', id };
    }
    const judged = this.#match(row);
    this.#expectNew = judged.outcome === 'created';
    if (judged.outcome === 'unclear') return judged;
    if (judged.outcome === 'created') {
      const id = this.#add(row, judged.ordinal);
      if (id === undefined) throw new Error(`A cell has been counted twice: ${JSON.stringify(row)}`);
      return { outcome: 'created', id };
    }
    this.#seen.markSeen(judged);
    if (judged.outcome === 'updated') this.#update.run(...figureValues(row), judged.id);
    return judged;
  }

  /** What putting the cell would do. */
  preview(row: FlowRow): FlowMatch | AmbiguousFlow {
    const judged = this.#match(row);
    if (judged.outcome === 'updated' || judged.outcome === 'unchanged') this.#seen.markSeen(judged);
    return judged;
  }

  /** Others may have written since the last batch. */
  beginBatch(): void {
    this.#duplicates.clear();
  }

  /** Which row on record the cell is: one with the same figures, else the first that was not met yet. */
  #match(row: FlowRow): FlowMatch | AmbiguousFlow {
    const name = this.#duplicates.size > 0 ? this.#identityKey(row) : '';
    const known = this.#duplicates.get(name);
    if (known) return known.match(row);
    const standing = this.#find.all(...this.#identity(row)) as StoredFlow[];
    if (standing.length > maxScannedDuplicates && !this.#isPartialFile) {
      const alike = new DuplicateMatcher(
        standing.filter((one) => !this.#seen.has(one.id, one.file_id)),
        standing.at(-1)?.ordinal ?? -1,
      );
      this.#duplicates.set(this.#identityKey(row), alike);
      return alike.match(row);
    }
    let free: StoredFlow | undefined;
    let foreign: StoredFlow | undefined;
    for (const one of standing) {
      const isForeign = this.#isPartialFile && one.file_id !== this.#file;
      if (isForeign) foreign ??= one;
      if (this.#seen.has(one.id, one.file_id)) continue;
      if (hasSameFigures(one, row)) return { outcome: 'unchanged', id: one.id, file: one.file_id };
      if (!isForeign) free ??= one;
    }
    if (free) return { outcome: 'updated', id: free.id, file: free.file_id };
    if (foreign) return { outcome: 'unclear', conflict: foreign };
    return { outcome: 'created', ordinal: (standing.at(-1)?.ordinal ?? -1) + 1 };
  }

  #identityKey(row: FlowRow): string {
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
      ...figureValues(row),
    );
    return changes === 1 ? Number(lastInsertRowid) : undefined;
  }
}

/** More of them are not looked through again for each. */
const maxScannedDuplicates = 16;

const figureValues = (row: FlowRow): readonly unknown[] => [
  row.value,
  row.valueStatus,
  row.valuation,
  row.quantity,
  row.unit,
  row.quantityStatus,
];
