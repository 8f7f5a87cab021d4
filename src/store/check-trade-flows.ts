import { sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';

const maxProblems = 20;

/** All ancestors of each commodity, with their distance. */
const commodityAncestorsCte = sql.raw(`WITH RECURSIVE above(id, ancestor, distance) AS (
  SELECT id, parent_id, 1 FROM commodities WHERE parent_id IS NOT NULL AND parent_id <> id
  UNION SELECT above.id, c.parent_id, distance + 1 FROM above JOIN commodities c ON c.id = above.ancestor WHERE c.parent_id IS NOT NULL AND distance < 20)`);

const matchesSameTrade = (alias: string): string =>
  `${alias}.reporter_id = f.reporter_id AND ${alias}.year = f.year AND ${alias}.direction = f.direction AND ${alias}.source_id = f.source_id`;

const wrongParentQuery = sql`${commodityAncestorsCte} SELECT f.id AS "id" FROM trade_flows f WHERE f.within_id IS NOT (SELECT ancestor FROM above WHERE above.id = f.commodity_id
  AND EXISTS (SELECT 1 FROM trade_flows a WHERE ${sql.raw(matchesSameTrade('a'))} AND a.partner_id = f.partner_id AND a.commodity_id = above.ancestor)
  ORDER BY distance LIMIT 1) LIMIT ${maxProblems}`;

const wrongItemizedQuery = sql`SELECT f.id AS "id" FROM trade_flows f WHERE f.itemized <> (f.partner_id IN (SELECT id FROM groups WHERE kind IN ('GEO', 'ORG'))
  AND EXISTS (SELECT 1 FROM trade_flows a WHERE ${sql.raw(matchesSameTrade('a'))} AND a.commodity_id = f.commodity_id
    AND a.partner_id NOT IN (SELECT id FROM groups WHERE kind IN ('GEO', 'ORG')))) LIMIT ${maxProblems}`;

/** Stored sums that differ from those of the flows, by source, year and direction; excludes flows contained in others. */
const wrongSumsQuery = sql.raw(`WITH
  kept AS (SELECT source_id, year, direction, sum(flows) AS flows, total(value) AS value, sum(quantities_withheld) AS withheld
    FROM trade_flow_sums WHERE dimensions = 1 GROUP BY source_id, year, direction),
  made AS (SELECT source_id, year, direction, count(*) AS flows, total(value) AS value, sum(quantity_status = 'CONFIDENTIAL') AS withheld
    FROM trade_flows WHERE within_id IS NULL AND NOT itemized GROUP BY source_id, year, direction)
  SELECT source_id || ', ' || year || ', ' || direction AS "id" FROM kept LEFT JOIN made USING (source_id, year, direction)
  WHERE made.flows IS NOT kept.flows OR made.withheld IS NOT kept.withheld OR abs(made.value - kept.value) > 1e-9 * made.value LIMIT ${maxProblems}`);

/** Finds derived data of trade flows that does not match the flows. */
export async function findTradeFlowProblems(reader: Reader): Promise<string[]> {
  const report = async (query: typeof wrongParentQuery, toMessage: (id: string) => string): Promise<string[]> =>
    (await reader.all<{ id: string }>(query)).map(({ id }) => toMessage(id));
  return [
    ...(await report(wrongParentQuery, (id) => `The trade flow in row ${id} has a wrong or missing within_id.`)),
    ...(await report(wrongItemizedQuery, (id) => `The trade flow in row ${id} has a wrong value of itemized.`)),
    ...(await report(
      wrongSumsQuery,
      (slice) => `The sums of trade flows are outdated: source, year and direction ${slice}.`,
    )),
  ];
}
