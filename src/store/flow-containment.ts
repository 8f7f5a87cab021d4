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
const cellCondition = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ?',
);

/**
 * Maintains `within_id` and `itemized` of one source, which mark rows contained in other rows.
 * Costs nothing for a source with one level of commodities and only countries as partners.
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
  #isLoaded = false;
  readonly #selectDistinct: (column: string) => number[];
  readonly #find: BulkStatement;
  readonly #setWithin: BulkStatement;
  readonly #setWithinOfParts: BulkStatement;
  readonly #setWithinTotal: BulkStatement;
  readonly #setItemized: BulkStatement;

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
      sql`UPDATE ${table} INDEXED BY trade_flows_identity SET within_id = ? WHERE reporter_id = ? AND partner_id = ? AND commodity_id <> ? AND year = ? AND direction = ? AND source_id = ? AND within_id IS NULL`,
    );
    this.#setItemized = bulk.prepare(sql`UPDATE ${table} SET itemized = 1 WHERE ${cellCondition} AND NOT itemized`);
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
    }
    for (const { row, id } of created) {
      if (this.#isNested) this.#updateWithin(row, id);
      if (this.#groups.size > 0) this.#updateItemized(row);
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
      const { reporterId, partnerId, commodityId, year, direction } = row;
      this.#setWithinTotal.run(commodityId, reporterId, partnerId, commodityId, year, direction, this.#source);
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

  #exists(row: FlowRow, partner: number, commodity: number): boolean {
    return this.#find.all(...this.#cell(row, partner, commodity)).length > 0;
  }

  #cell({ reporterId, year, direction }: FlowRow, partner: number, commodity: number): readonly unknown[] {
    return [reporterId, partner, commodity, year, direction, this.#source];
  }
}
