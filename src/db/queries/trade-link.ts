import type { SQL } from 'drizzle-orm';
import { all, type Row, type Scope } from '../row.ts';
import { tradeLinkCommodities, tradeLinkParties, type tradeLinks } from '../tables/index.ts';
import { type CommodityFilter, commodityConditions } from './commodity.ts';
import { fromSource } from './entry.ts';
import {
  among,
  type Combined,
  type Condition,
  combine,
  type DateFilter,
  datedBy,
  fuzzyOf,
  inList,
  isOne,
  type KeyFilter,
  only,
  tests,
} from './filter.ts';
import { type PartyFilter, partyWhere } from './party.ts';

export interface TradeLinkFilter extends Combined<TradeLinkFilter> {
  kind?: string[] | null;
  status?: string[] | null;
  party?: PartyFilter | null;
  role?: string[] | null;
  commodity?: CommodityFilter | null;
  since?: DateFilter | null;
  source?: KeyFilter | null;
}

export function tradeLinkConditions(scope: Scope, row: Row<typeof tradeLinks>, filter: TradeLinkFilter): Condition[] {
  return [
    ...among(row.kind, filter.kind),
    ...among(row.status, filter.status),
    ...(filter.party || filter.role ? [takesPart(scope, row.id, filter)] : []),
    ...(filter.commodity
      ? [
          inList(
            scope,
            tradeLinkCommodities,
            row.id,
            (list) => tests(commodityConditions(scope, list.commodityId as SQL, filter.commodity ?? {})),
            isOne(filter.commodity.code) && filter.commodity.within == null && !filter.commodity.name,
          ),
        ]
      : []),
    ...(filter.since ? [only(datedBy(row.at, fuzzyOf(row, 'since'), filter.since))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source)] : []),
    ...combine(filter, (one) => tradeLinkConditions(scope, row, one)),
  ];
}

/** The party and the role are asked of one and the same part. */
function takesPart(scope: Scope, link: SQL, { party, role }: TradeLinkFilter): Condition {
  const where = (list: Row): SQL =>
    all([...(party ? [partyWhere(scope, list.partyId as SQL, party)] : []), ...(role ? [tests(among(list.role as SQL, role))] : [])]);
  // A party may have two roles in one tie, so the list drives only where one role is asked for.
  return inList(scope, tradeLinkParties, link, where, isOne(party?.key) && !party?.name && role?.length === 1);
}
