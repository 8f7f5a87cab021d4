import { getTableName, sql } from 'drizzle-orm';
import type { Bulk, BulkStatement } from '../db/database.ts';
import { tradeFlows } from '../db/tables/index.ts';
import type { FlowRow } from './write/trade-flow.ts';

interface Names {
  commodities: readonly { id: number; parentId: number | null }[];
  groups: readonly { id: number; kind: string }[];
}

const table = sql.raw(getTableName(tradeFlows));
const cell = sql.raw(
  'reporter_id = ? AND partner_id = ? AND commodity_id = ? AND year = ? AND direction = ? AND source_id = ?',
);

/**
 * Keeps `within_id` and `itemized` of one source true: which of its rows are parts of others of its rows. A table that tells commodities
 * of one level, between countries only, costs nothing.
 */
export class FlowNesting {
  readonly #source: number;
  readonly #parents: ReadonlyMap<number, number | null>;
  readonly #aggregates: ReadonlySet<number>;
  /** What the source tells of, so far. */
  readonly #commodities = new Set<number>();
  readonly #countries = new Set<number>();
  readonly #groups = new Set<number>();
  /** What of it stands below a commodity, by that one. */
  readonly #below = new Map<number, Set<number>>();
  #nested = false;
  #looked = false;
  readonly #known: (column: string) => number[];
  readonly #find: BulkStatement;
  readonly #within: BulkStatement;
  readonly #withinIt: BulkStatement;
  readonly #itemize: BulkStatement;

  constructor(bulk: Bulk, source: number, { commodities, groups }: Names) {
    this.#source = source;
    this.#parents = new Map(commodities.map(({ id, parentId }) => [id, parentId]));
    this.#aggregates = new Set(groups.flatMap(({ id, kind }) => (kind === 'STATISTICAL' ? [] : [id])));
    this.#find = bulk.prepare(sql`SELECT 1 FROM ${table} WHERE ${cell} LIMIT 1`);
    this.#within = bulk.prepare(sql`UPDATE ${table} SET within_id = ? WHERE id = ?`);
    this.#withinIt = bulk.prepare(
      sql`UPDATE ${table} SET within_id = ? WHERE ${cell} AND (within_id IS NULL OR within_id IN (SELECT value FROM json_each(?)))`,
    );
    this.#itemize = bulk.prepare(sql`UPDATE ${table} SET itemized = 1 WHERE ${cell} AND NOT itemized`);
    this.#known = (column) => {
      const all = bulk
        .prepare(sql`SELECT DISTINCT ${sql.raw(column)} AS id FROM ${table} WHERE source_id = ?`)
        .all(source);
      return (all as { id: number }[]).map(({ id }) => id);
    };
  }

  /** Rows that were just created, with their ids. */
  settle(created: readonly { row: FlowRow; id: number }[]): void {
    if (created.length === 0) return;
    this.#meetKnown();
    for (const { row } of created) {
      this.#meetCommodity(row.commodityId);
      this.#meetPartner(row.partnerId);
    }
    for (const { row, id } of created) {
      if (this.#nested) this.#place(row, id);
      if (this.#groups.size > 0) this.#beside(row);
    }
  }

  /** What was there before: to find it takes seconds where there are millions, and an import that creates nothing needs none of it. */
  #meetKnown(): void {
    if (this.#looked) return;
    this.#looked = true;
    for (const commodity of this.#known('commodity_id')) this.#meetCommodity(commodity);
    for (const partner of this.#known('partner_id')) this.#meetPartner(partner);
  }

  #meetPartner(partner: number): void {
    (this.#aggregates.has(partner) ? this.#groups : this.#countries).add(partner);
  }

  #meetCommodity(commodity: number): void {
    if (this.#commodities.has(commodity)) return;
    this.#commodities.add(commodity);
    this.#nested ||= this.#below.has(commodity);
    for (const above of this.#above(commodity)) {
      this.#below.set(above, (this.#below.get(above) ?? new Set()).add(commodity));
      this.#nested ||= this.#commodities.has(above);
    }
  }

  /** From the nearest to the farthest; what is above itself ends the walk. */
  #above(commodity: number): number[] {
    const found: number[] = [];
    for (
      let one = this.#parents.get(commodity);
      one != null && one !== commodity && !found.includes(one);
      one = this.#parents.get(one)
    )
      found.push(one);
    return found;
  }

  #place(row: FlowRow, id: number): void {
    const above = this.#above(row.commodityId);
    const nearest = above.find((one) => this.#commodities.has(one) && this.#stands(row, row.partnerId, one));
    if (nearest !== undefined) this.#within.run(nearest, id);
    for (const one of this.#below.get(row.commodityId) ?? [])
      this.#withinIt.run(row.commodityId, ...this.#cell(row, row.partnerId, one), JSON.stringify(above));
  }

  #beside(row: FlowRow): void {
    if (!this.#groups.has(row.partnerId))
      for (const group of this.#groups) this.#itemize.run(...this.#cell(row, group, row.commodityId));
    else if ([...this.#countries].some((country) => this.#stands(row, country, row.commodityId)))
      this.#itemize.run(...this.#cell(row, row.partnerId, row.commodityId));
  }

  #stands(row: FlowRow, partner: number, commodity: number): boolean {
    return this.#find.all(...this.#cell(row, partner, commodity)).length > 0;
  }

  #cell({ reporterId, year, direction }: FlowRow, partner: number, commodity: number): readonly unknown[] {
    return [reporterId, partner, commodity, year, direction, this.#source];
  }
}
