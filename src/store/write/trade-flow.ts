import { getTableName, sql } from 'drizzle-orm';
import type { BulkStatement, BulkStatements } from '../../db/database.ts';
import { tradeFlows } from '../../db/tables/index.ts';
import type { FigureStatus, FlowDirection, Valuation } from '../../model/vocabulary.ts';
import { DuplicateMatcher, type FlowMatch, hasSameFigures, type StoredFlow } from '../match-duplicate-flows.ts';

/** A cell of a trade statistic, as reported by its source. */
export interface FlowRow {
  reporterId: number;
  partnerId: number;
  commodityId: number;
  year: number;
  /** The first and the last month of the period: 1 and 12 for a whole year. */
  firstMonth: number;
  lastMonth: number;
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
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ? AND first_month = ? AND last_month = ? AND product = ?',
);
const figureColumns = sql.raw('value, value_status, valuation, quantity, unit, quantity_status');

const rowsPerChunk = 1 << 19;

/**
 * Tracks the rows that an import of one or more files has seen. Rows that it wrote itself have
 * higher ids than all earlier rows.
 */
export class SeenRows {
  readonly lastBefore: number;
  /** The id of the last row before the import of each file began. */
  readonly #files = new Map<number, number>();
  /** The number of rows seen from earlier imports of each file. */
  readonly #ofFile = new Map<number, number>();
  /** A bitmap of row ids, in chunks that are allocated on demand. */
  readonly #bits: Uint8Array[] = [];

  constructor(lastBefore: number) {
    this.lastBefore = lastBefore;
  }

  /** Adds a file to the import. */
  addFile(file: number, since: number): void {
    this.#files.set(file, since);
  }

  /** Returns the number of rows seen from earlier imports of a file. */
  countForFile(file: number): number {
    return this.#ofFile.get(file) ?? 0;
  }

  has(id: number, file: number): boolean {
    if (id > (this.#files.get(file) ?? Number.POSITIVE_INFINITY)) return true;
    return ((this.#bits[Math.floor(id / rowsPerChunk)]?.[(id % rowsPerChunk) >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  /** Marks a row as seen. */
  markSeen({ id, file }: { id: number; file: number }): void {
    const index = Math.floor(id / rowsPerChunk);
    const piece = this.#bits[index] ?? new Uint8Array(rowsPerChunk >> 3);
    const at = (id % rowsPerChunk) >> 3;
    piece[at] = (piece[at] ?? 0) | (1 << (id & 7));
    this.#bits[index] = piece;
    if (id <= this.lastBefore) this.#ofFile.set(file, this.countForFile(file) + 1);
  }
}

/** A flow of another file (`than`) that differs only in its figures. */
export interface AmbiguousFlow {
  outcome: 'unclear';
  conflict: { value: number | null; quantity: number | null };
}

/** Writes the cells of one file. Cells that differ only in their figures are distinguished by an ordinal. */
export class FlowWriter {
  readonly #source: number;
  readonly #file: number;
  readonly #seen: SeenRows;
  readonly #isPartialFile: boolean;
  readonly #insert: BulkStatement;
  readonly #find: BulkStatement;
  readonly #update: BulkStatement;
  /** The stored rows for cells with very many duplicates, cached for one batch. */
  readonly #duplicates = new Map<string, DuplicateMatcher>();
  /** Whether the last cell was new: then an insert is tried first for the next. */
  #expectNew = true;

  /**
   * `isPart`: the file holds rows that were rejected from another file. A row that differs from
   * another file's row only in its figures may be a second flow or a correction, so it is reported
   * instead of written.
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
      (reporter_id, partner_id, commodity_id, year, direction, source_id, first_month, last_month, product, ordinal, file_id, ${figureColumns})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (reporter_id, partner_id, commodity_id, year, direction, source_id, first_month, last_month, product, ordinal) DO NOTHING`);
    this.#find = bulk.prepare(
      sql`SELECT id, file_id, ordinal, ${figureColumns} FROM ${table} WHERE ${identityCondition} ORDER BY ordinal`,
    );
    this.#update = bulk.prepare(sql`UPDATE ${table} SET (${figureColumns}) = (?, ?, ?, ?, ?, ?) WHERE id = ?`);
  }

  /** Writes one cell and returns the id of its row. */
  write(row: FlowRow): { outcome: FlowMatch['outcome']; id: number } | AmbiguousFlow {
    if (this.#expectNew) {
      const id = this.#add(row, 0);
      if (id !== undefined) return { outcome: 'created', id };
    }
    const match = this.#match(row);
    this.#expectNew = match.outcome === 'created';
    if (match.outcome === 'unclear') return match;
    if (match.outcome === 'created') {
      const id = this.#add(row, match.ordinal);
      if (id === undefined) throw new Error(`A cell has been counted twice: ${JSON.stringify(row)}`);
      return { outcome: 'created', id };
    }
    this.#seen.markSeen(match);
    if (match.outcome === 'updated') this.#update.run(...figureValues(row), match.id);
    return match;
  }

  /** Returns what writing the cell would do. */
  preview(row: FlowRow): FlowMatch | AmbiguousFlow {
    const match = this.#match(row);
    if (match.outcome === 'updated' || match.outcome === 'unchanged') this.#seen.markSeen(match);
    return match;
  }

  /** Resets the caches: others may have written since the last batch. */
  beginBatch(): void {
    this.#duplicates.clear();
  }

  /** Finds the stored row of a cell: one with the same figures, else the first not yet matched. */
  #match(row: FlowRow): FlowMatch | AmbiguousFlow {
    const name = this.#duplicates.size > 0 ? this.#identityKey(row) : '';
    const known = this.#duplicates.get(name);
    if (known) return known.match(row);
    const stored = this.#find.all(...this.#identity(row)) as StoredFlow[];
    if (stored.length > maxScannedDuplicates && !this.#isPartialFile) {
      const alike = new DuplicateMatcher(
        stored.filter((flow) => !this.#seen.has(flow.id, flow.file_id)),
        stored.at(-1)?.ordinal ?? -1,
      );
      this.#duplicates.set(this.#identityKey(row), alike);
      return alike.match(row);
    }
    let free: StoredFlow | undefined;
    let foreign: StoredFlow | undefined;
    for (const flow of stored) {
      const isForeign = this.#isPartialFile && flow.file_id !== this.#file;
      if (isForeign) foreign ??= flow;
      if (this.#seen.has(flow.id, flow.file_id)) continue;
      if (hasSameFigures(flow, row)) return { outcome: 'unchanged', id: flow.id, file: flow.file_id };
      if (!isForeign) free ??= flow;
    }
    if (free) return { outcome: 'updated', id: free.id, file: free.file_id };
    if (foreign) return { outcome: 'unclear', conflict: foreign };
    return { outcome: 'created', ordinal: (stored.at(-1)?.ordinal ?? -1) + 1 };
  }

  #identityKey(row: FlowRow): string {
    return JSON.stringify(this.#identity(row));
  }

  #identity(row: FlowRow): readonly unknown[] {
    const { reporterId, partnerId, commodityId, year, direction, firstMonth, lastMonth, product } = row;
    return [reporterId, partnerId, commodityId, year, direction, this.#source, firstMonth, lastMonth, product];
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

/** Above this number of duplicates, `DuplicateMatcher` replaces a scan per cell. */
const maxScannedDuplicates = 16;

const figureValues = (row: FlowRow): readonly unknown[] => [
  row.value,
  row.valueStatus,
  row.valuation,
  row.quantity,
  row.unit,
  row.quantityStatus,
];
