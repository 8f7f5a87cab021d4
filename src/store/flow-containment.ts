import { getTableName, sql } from 'drizzle-orm';
import type { BulkStatement, BulkStatements } from '../db/database.ts';
import { tradeFlows } from '../db/tables/index.ts';
import type { FlowRow } from './write/trade-flow.ts';

interface ContainmentData {
  commodities: CommodityTree;
  groups: readonly { id: number; key: string; kind: string }[];
}

/** The commodities on record, which may grow during an import. */
export interface CommodityTree {
  getParent(commodity: number): number | null | undefined;
  /** The commodity of all others together. */
  readonly totalId: number | undefined;
}

/** The region of all countries. */
export const worldKey = '001';

const table = sql.raw(getTableName(tradeFlows));
const yearCellCondition = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ?',
);
const cellCondition = sql`${yearCellCondition} AND first_month = ? AND last_month = ?`;

/**
 * Maintains `within_id`, `itemized` and `within_period` of one source, which mark rows contained in other rows.
 * Costs nothing for a source with one level of commodities, only countries as partners, and whole years.
 */
export class FlowContainment {
  readonly #source: number;
  readonly #tree: CommodityTree;
  readonly #aggregates: ReadonlySet<number>;
  readonly #world: number | undefined;
  /** The commodities with flows so far. */
  readonly #commodities = new Set<number>();
  readonly #countries = new Set<number>();
  readonly #groups = new Set<number>();
  /** The descendants with flows, by commodity. */
  readonly #descendants = new Map<number, Set<number>>();
  #isNested = false;
  #hasPartYears = false;
  #isLoaded = false;
  readonly #selectDistinct: (column: string) => number[];
  readonly #find: BulkStatement;
  readonly #setWithin: BulkStatement;
  readonly #setWithinOfParts: BulkStatement;
  readonly #setWithinTotal: BulkStatement;
  readonly #setItemized: BulkStatement;
  readonly #findPartYear: BulkStatement;
  readonly #findLongerPeriod: BulkStatement;
  readonly #setWithinPeriod: BulkStatement;
  readonly #setPartsWithinPeriod: BulkStatement;

  constructor(bulk: BulkStatements, source: number, { commodities, groups }: ContainmentData) {
    this.#source = source;
    this.#tree = commodities;
    this.#aggregates = new Set(groups.flatMap(({ id, kind }) => (kind === 'STATISTICAL' ? [] : [id])));
    this.#world = groups.find(({ key }) => key === worldKey)?.id;
    this.#find = bulk.prepare(sql`SELECT 1 FROM ${table} WHERE ${cellCondition} LIMIT 1`);
    this.#setWithin = bulk.prepare(sql`UPDATE ${table} SET within_id = ? WHERE id = ?`);
    this.#setWithinOfParts = bulk.prepare(
      sql`UPDATE ${table} SET within_id = ? WHERE ${cellCondition} AND (within_id IS NULL OR within_id IN (SELECT value FROM json_each(?)))`,
    );
    // The index on the identity begins with the reporter and the partner.
    this.#setWithinTotal = bulk.prepare(
      sql`UPDATE ${table} INDEXED BY trade_flows_identity SET within_id = ? WHERE reporter_id = ? AND partner_id = ? AND commodity_id <> ? AND year = ? AND direction = ? AND source_id = ? AND first_month = ? AND last_month = ? AND within_id IS NULL`,
    );
    this.#setItemized = bulk.prepare(sql`UPDATE ${table} SET itemized = 1 WHERE ${cellCondition} AND NOT itemized`);
    this.#findPartYear = bulk.prepare(
      sql`SELECT 1 FROM ${table} INDEXED BY trade_flows_part_year WHERE source_id = ? AND (first_month > 1 OR last_month < 12) LIMIT 1`,
    );
    this.#findLongerPeriod = bulk.prepare(
      sql`SELECT 1 FROM ${table} WHERE ${yearCellCondition} AND first_month <= ? AND last_month >= ? AND NOT (first_month = ? AND last_month = ?) LIMIT 1`,
    );
    this.#setWithinPeriod = bulk.prepare(sql`UPDATE ${table} SET within_period = 1 WHERE id = ?`);
    this.#setPartsWithinPeriod = bulk.prepare(
      sql`UPDATE ${table} SET within_period = 1 WHERE ${yearCellCondition} AND first_month >= ? AND last_month <= ? AND NOT (first_month = ? AND last_month = ?) AND NOT within_period`,
    );
    this.#selectDistinct = (column) => {
      const all = bulk
        .prepare(sql`SELECT DISTINCT ${sql.raw(column)} AS id FROM ${table} WHERE source_id = ?`)
        .all(source);
      return (all as { id: number }[]).map(({ id }) => id);
    };
  }

  /** Updates the containment of new rows and of the rows that they affect. */
  update(created: readonly { row: FlowRow; id: number }[]): void {
    if (created.length === 0) return;
    this.#loadExisting();
    for (const { row } of created) {
      this.#addCommodity(row.commodityId);
      this.#addPartner(row.partnerId);
      this.#hasPartYears ||= isPartOfYear(row);
    }
    for (const { row, id } of created) {
      if (this.#isNested) this.#updateWithin(row, id);
      if (this.#groups.size > 0) this.#updateItemized(row);
      if (this.#hasPartYears) this.#updateWithinPeriod(row, id);
    }
  }

  /**
   * Loads the state before the import. Deferred, because it takes seconds for millions of rows and
   * is only needed if rows are created.
   */
  #loadExisting(): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    for (const commodity of this.#selectDistinct('commodity_id')) this.#addCommodity(commodity);
    for (const partner of this.#selectDistinct('partner_id')) this.#addPartner(partner);
    this.#hasPartYears = this.#findPartYear.all(this.#source).length > 0;
  }

  #addPartner(partner: number): void {
    (this.#aggregates.has(partner) ? this.#groups : this.#countries).add(partner);
  }

  #addCommodity(commodity: number): void {
    if (this.#commodities.has(commodity)) return;
    this.#isNested ||= commodity === this.#tree.totalId && this.#commodities.size > 0;
    this.#commodities.add(commodity);
    this.#isNested ||= this.#descendants.has(commodity);
    for (const above of this.#ancestors(commodity)) {
      this.#descendants.set(above, (this.#descendants.get(above) ?? new Set()).add(commodity));
      this.#isNested ||= this.#commodities.has(above);
    }
  }

  /** Returns the ancestors, nearest first, and finally the total; stops at a cycle. */
  #ancestors(commodity: number): number[] {
    const { totalId } = this.#tree;
    const ancestors: number[] = [];
    for (
      let ancestor = this.#tree.getParent(commodity);
      ancestor != null && ancestor !== commodity && !ancestors.includes(ancestor);
      ancestor = this.#tree.getParent(ancestor)
    )
      ancestors.push(ancestor);
    return totalId === undefined || totalId === commodity ? ancestors : [...ancestors, totalId];
  }

  #updateWithin(row: FlowRow, id: number): void {
    const above = this.#ancestors(row.commodityId);
    const nearest = above.find(
      (ancestor) => this.#commodities.has(ancestor) && this.#exists(row, row.partnerId, ancestor),
    );
    if (nearest !== undefined) this.#setWithin.run(nearest, id);
    if (row.commodityId === this.#tree.totalId) {
      this.#setWithinTotal.run(row.commodityId, ...this.#cell(row, row.partnerId, row.commodityId));
      return;
    }
    for (const descendant of this.#descendants.get(row.commodityId) ?? [])
      this.#setWithinOfParts.run(row.commodityId, ...this.#cell(row, row.partnerId, descendant), JSON.stringify(above));
  }

  #updateItemized(row: FlowRow): void {
    const { partnerId, commodityId } = row;
    const isContained = (): boolean =>
      this.#world !== undefined && partnerId !== this.#world && this.#exists(row, this.#world, commodityId);
    // A country shows that its groups are itemized; the world contains every other group.
    const isItemizing = !this.#groups.has(partnerId) || partnerId === this.#world;
    if (isItemizing)
      for (const group of this.#groups)
        if (group !== partnerId) this.#setItemized.run(...this.#cell(row, group, commodityId));
    if (!this.#groups.has(partnerId)) return;
    if (isContained() || [...this.#countries].some((country) => this.#exists(row, country, commodityId)))
      this.#setItemized.run(...this.#cell(row, partnerId, commodityId));
  }

  #updateWithinPeriod(row: FlowRow, id: number): void {
    const { firstMonth, lastMonth } = row;
    const cell = [...this.#cell(row, row.partnerId, row.commodityId), firstMonth, lastMonth];
    if (isPartOfYear(row) && this.#findLongerPeriod.all(...cell).length > 0) this.#setWithinPeriod.run(id);
    if (firstMonth < lastMonth) this.#setPartsWithinPeriod.run(...cell);
  }

  #exists(row: FlowRow, partner: number, commodity: number): boolean {
    return this.#find.all(...this.#cell(row, partner, commodity)).length > 0;
  }

  #cell(row: FlowRow, partner: number, commodity: number): readonly unknown[] {
    const { reporterId, year, direction, firstMonth, lastMonth } = row;
    return [reporterId, partner, commodity, year, direction, this.#source, firstMonth, lastMonth];
  }
}

const isPartOfYear = ({ firstMonth, lastMonth }: FlowRow): boolean => firstMonth > 1 || lastMonth < 12;
