import { sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { ancestorsCte, isItemized, isWithinPeriod, nearestAncestor } from './rebuild-flow-containment.ts';

const maxProblems = 20;

const wrongParentQuery = sql`${ancestorsCte(sql`SELECT id FROM commodities`)}
  SELECT f.id AS "id" FROM trade_flows f WHERE f.within_id IS NOT ${nearestAncestor} LIMIT ${maxProblems}`;

const wrongItemizedQuery = sql`SELECT f.id AS "id" FROM trade_flows f WHERE f.itemized <> ${isItemized} LIMIT ${maxProblems}`;

const wrongPeriodQuery = sql`SELECT f.id AS "id" FROM trade_flows f WHERE f.within_period <> ${isWithinPeriod} LIMIT ${maxProblems}`;

/** Stored sums that differ from those of the flows, by source, year and direction; excludes flows contained in others. */
const wrongSumsQuery = sql.raw(`WITH
  stored AS (SELECT source_id, year, direction, sum(flows) AS flows, total(value) AS value, sum(quantities_withheld) AS withheld
    FROM trade_flow_sums WHERE dimensions = 1 GROUP BY source_id, year, direction),
  made AS (SELECT source_id, year, direction, count(*) AS flows, total(value) AS value, sum(quantity_status = 'CONFIDENTIAL') AS withheld
    FROM trade_flows WHERE within_id IS NULL AND NOT itemized AND NOT within_period GROUP BY source_id, year, direction)
  SELECT source_id || ', ' || year || ', ' || direction AS "id" FROM stored LEFT JOIN made USING (source_id, year, direction)
  WHERE made.flows IS NOT stored.flows OR made.withheld IS NOT stored.withheld OR abs(made.value - stored.value) > 1e-9 * made.value LIMIT ${maxProblems}`);

/** Finds derived data of trade flows that does not match the flows. */
export async function findTradeFlowProblems(reader: Reader): Promise<string[]> {
  const report = async (query: typeof wrongParentQuery, toMessage: (id: string) => string): Promise<string[]> =>
    (await reader.all<{ id: string }>(query)).map(({ id }) => toMessage(id));
  return [
    ...(await report(wrongParentQuery, (id) => `The trade flow in row ${id} has a wrong or missing within_id.`)),
    ...(await report(wrongItemizedQuery, (id) => `The trade flow in row ${id} has a wrong value of itemized.`)),
    ...(await report(wrongPeriodQuery, (id) => `The trade flow in row ${id} has a wrong value of within_period.`)),
    ...(await report(
      wrongSumsQuery,
      (slice) => `The sums of trade flows are outdated: source, year and direction ${slice}.`,
    )),
  ];
}
