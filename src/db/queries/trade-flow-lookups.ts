import { eq, inArray, sql } from 'drizzle-orm';
import type { Reader } from '../database.ts';
import { commodities, countries, groups, parties } from '../tables/index.ts';

/** The records that trade tables name by codes and keys. */
export interface TradeFlowLookups {
  countries: readonly {
    id: number;
    key: string;
    code: string;
    alpha3: string | null;
    m49: string | null;
    former: number;
  }[];
  groups: readonly { id: number; key: string; kind: 'GEO' | 'ORG' | 'STATISTICAL' }[];
  commodities: readonly CommodityRow[];
}

export interface CommodityRow {
  id: number;
  key: string;
  scheme: string;
  code: string | null;
  name: string | null;
  parentId: number | null;
}

export async function readTradeFlowLookups(reader: Reader): Promise<TradeFlowLookups> {
  return {
    countries:
      await reader.all(sql`SELECT ${countries.id} AS "id", ${parties.key} AS "key", ${countries.code} AS "code",
      ${countries.alpha3} AS "alpha3", ${countries.m49} AS "m49", ${countries.status} = 'FORMER' AS "former"
      FROM ${countries} JOIN ${parties} ON ${eq(parties.id, countries.id)}`),
    groups: await reader.all(sql`SELECT ${groups.id} AS "id", ${parties.key} AS "key", ${groups.kind} AS "kind"
      FROM ${groups} JOIN ${parties} ON ${eq(parties.id, groups.id)} WHERE ${inArray(groups.kind, ['GEO', 'ORG', 'STATISTICAL'])}`),
    commodities: await readCommodities(reader),
  };
}

/** Reads all commodities, or those with the given keys. */
export const readCommodities = (reader: Reader, keys?: readonly string[]): Promise<CommodityRow[]> =>
  reader.all(sql`SELECT ${commodities.id} AS "id", ${commodities.key} AS "key", ${commodities.scheme} AS "scheme",
    ${commodities.code} AS "code", ${commodities.name} AS "name", ${commodities.parentId} AS "parentId" FROM ${commodities}
    ${keys ? sql`WHERE ${commodities.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))` : sql``}`);
