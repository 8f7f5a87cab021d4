import type { SQL } from 'drizzle-orm';
import { all, type Row, type Scope } from '../sql-builder.ts';
import { tradeLinkCommodities, tradeLinkParties, type tradeLinks } from '../tables/index.ts';
import { type CommodityFilter, commodityCandidates, commodityConditions } from './commodity.ts';
import { fromSource, withParty } from './entry.ts';
import { type Evidenced, evidenceConditions } from './evidence.ts';
import {
  among,
  type Combined,
  type Condition,
  combine,
  type DateFilter,
  datedBy,
  fuzzyOf,
  inList,
  type KeyFilter,
  only,
  rowsOf,
  tests,
} from './filter.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';

export interface TradeLinkFilter extends Combined<TradeLinkFilter>, Evidenced {
  kind?: string[] | null;
  status?: string[] | null;
  party?: PartyFilter | null;
  role?: string[] | null;
  commodity?: CommodityFilter | null;
  since?: DateFilter | null;
  source?: KeyFilter | null;
}

export function tradeLinkConditions(scope: Scope, row: Row<typeof tradeLinks>, filter: TradeLinkFilter): Condition[] {
  const { commodity } = filter;
  return [
    ...among(row.kind, filter.kind),
    ...among(row.status, filter.status),
    ...(filter.party || filter.role ? takesPart(scope, row.id, filter) : []),
    ...(commodity
      ? [
          inList(
            scope,
            tradeLinkCommodities,
            row.id,
            (list) => tests(commodityConditions(scope, list.commodityId as SQL, commodity)),
            {
              column: 'commodityId',
              candidates: commodityCandidates(scope, commodity),
            },
          ),
        ]
      : []),
    ...(filter.since ? [datedBy(fuzzyOf(row, 'since'), filter.since)] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source, 'TRADE_LINK')] : []),
    ...evidenceConditions(scope, row.id, filter, 'TRADE_LINK'),
    ...combine(filter, (one) => tradeLinkConditions(scope, row, one)),
  ];
}

/** The party and the role are asked of one and the same part. */
function takesPart(scope: Scope, link: SQL, { party, role }: TradeLinkFilter): Condition[] {
  const where = (list: Row): SQL =>
    all([
      ...(party ? [partyWhere(scope, list.partyId as SQL, party)] : []),
      ...(role ? [tests(among(list.role as SQL, role))] : []),
    ]);
  // A tie stands in the list once for each part: with a party and one role at most once, otherwise perhaps more often.
  if (party && role?.length !== 1) {
    const taken = withParty(scope, link, party, 'TRADE_LINK');
    return role ? [taken, only(inList(scope, tradeLinkParties, link, where, false).test)] : [taken];
  }
  const way = party
    ? { column: 'partyId', candidates: partyCandidates(scope, party) }
    : { column: 'role', candidates: role?.length ? { values: rowsOf(role) } : undefined, repeats: true, common: true };
  return [inList(scope, tradeLinkParties, link, where, way)];
}
