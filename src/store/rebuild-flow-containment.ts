import { type SQL, sql } from 'drizzle-orm';
import { totalKey } from '../model/harmonized-system.ts';
import { worldKey } from './flow-containment.ts';
import type { Writer } from './writer.ts';

/** All ancestors of the given commodities and of their descendants. TOTAL is the last ancestor of every other commodity. */
export const ancestorsCte = (commodities: SQL): SQL => sql`WITH RECURSIVE
  meant(id) AS (${commodities}),
  above(id, ancestor, distance) AS (
    SELECT c.id, c.parent_id, 1 FROM commodities c JOIN meant USING (id) WHERE c.parent_id IS NOT NULL AND c.parent_id <> c.id
    UNION SELECT meant.id, total.id, 100 FROM meant JOIN commodities total ON total.key = ${totalKey} WHERE total.id <> meant.id
    UNION SELECT above.id, c.parent_id, distance + 1 FROM above JOIN commodities c ON c.id = above.ancestor WHERE c.parent_id IS NOT NULL AND distance < 20)`;

const sameTrade = sql.raw(
  'a.reporter_id = f.reporter_id AND a.year = f.year AND a.direction = f.direction AND a.source_id = f.source_id AND a.first_month = f.first_month AND a.last_month = f.last_month',
);
const aggregates = sql.raw(`(SELECT id FROM "groups" WHERE kind IN ('GEO', 'ORG'))`);

export const nearestAncestor = sql`(SELECT ancestor FROM above WHERE above.id = f.commodity_id AND EXISTS
  (SELECT 1 FROM trade_flows a WHERE ${sameTrade} AND a.partner_id = f.partner_id AND a.commodity_id = above.ancestor) ORDER BY distance LIMIT 1)`;
const sameCommodity = sql`SELECT 1 FROM trade_flows a WHERE ${sameTrade} AND a.commodity_id = f.commodity_id`;
const world = sql`(SELECT id FROM parties WHERE key = ${worldKey})`;
/** Whether the partner is an aggregate, and its countries are reported too, or the world that contains it. */
export const isItemized = sql`(f.partner_id IN ${aggregates} AND (EXISTS (${sameCommodity} AND a.partner_id NOT IN ${aggregates})
  OR (f.partner_id <> ${world} AND EXISTS (${sameCommodity} AND a.partner_id = ${world}))))`;

/** Whether the same cell is reported for a longer period that includes this one. */
export const isWithinPeriod = sql.raw(`((f.first_month > 1 OR f.last_month < 12) AND EXISTS (SELECT 1 FROM trade_flows a
  WHERE a.reporter_id = f.reporter_id AND a.partner_id = f.partner_id AND a.commodity_id = f.commodity_id AND a.year = f.year
  AND a.direction = f.direction AND a.source_id = f.source_id AND a.first_month <= f.first_month AND a.last_month >= f.last_month
  AND (a.first_month < f.first_month OR a.last_month > f.last_month)))`);

/**
 * Recomputes containment for the flows (alias `f`) that match `which`, after commodities,
 * reporters, partners or sources have changed.
 */
export function rebuildFlowContainment(writer: Writer, which: SQL): void {
  const all = sql`SELECT id FROM commodities`;
  writer.run(
    sql`${ancestorsCte(all)} UPDATE trade_flows AS f SET within_id = ${nearestAncestor} WHERE ${which} AND within_id IS NOT ${nearestAncestor}`,
  );
  writer.run(sql`UPDATE trade_flows AS f SET itemized = ${isItemized} WHERE ${which} AND itemized <> ${isItemized}`);
  writer.run(
    sql`UPDATE trade_flows AS f SET within_period = ${isWithinPeriod} WHERE ${which} AND within_period <> ${isWithinPeriod}`,
  );
}

/** Recomputes containment for the flows of a commodity and its descendants, after its parent has changed. */
export function rebuildContainmentBelow(writer: Writer, commodity: number): void {
  // Recursive terms come last.
  const below = sql`SELECT ${commodity}
    UNION SELECT c.id FROM commodities total JOIN commodities c WHERE total.id = ${commodity} AND total.key = ${totalKey}
    UNION SELECT c.id FROM commodities c JOIN meant ON c.parent_id = meant.id`;
  writer.run(
    sql`${ancestorsCte(below)} UPDATE trade_flows AS f SET within_id = ${nearestAncestor} WHERE commodity_id IN (SELECT id FROM meant) AND within_id IS NOT ${nearestAncestor}`,
  );
}
