import type { SQL } from 'drizzle-orm';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { tradeLinkCommodities, tradeLinkParties, type tradeLinks } from '../tables/index.ts';
import { type CommodityFilter, commodityCandidates, commodityConditions } from './commodity.ts';
import { partyCondition, sourceCondition } from './entry.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  conditionsToSql,
  type DateFilter,
  enumConditions,
  type KeyFilter,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  pickFuzzyDate,
  sortDateCondition,
  testCondition,
  valuesClause,
} from './filter.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';

export interface TradeLinkFilter extends LogicalFilter<TradeLinkFilter>, EvidenceFilters {
  kind?: string[] | null;
  status?: string[] | null;
  party?: PartyFilter | null;
  role?: string[] | null;
  commodity?: CommodityFilter | null;
  since?: DateFilter | null;
  source?: KeyFilter | null;
}

export function tradeLinkConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof tradeLinks>,
  filter: TradeLinkFilter,
): Condition[] {
  const { commodity } = filter;
  return [
    ...enumConditions(row.kind, filter.kind),
    ...enumConditions(row.status, filter.status),
    ...(filter.party || filter.role ? participantConditions(scope, row.id, filter) : []),
    ...(commodity
      ? [
          listCondition(
            scope,
            tradeLinkCommodities,
            row.id,
            (list) => conditionsToSql(commodityConditions(scope, list.commodityId as SQL, commodity)),
            {
              column: 'commodityId',
              candidates: commodityCandidates(scope, commodity),
            },
          ),
        ]
      : []),
    ...(filter.since ? [sortDateCondition(pickFuzzyDate(row, 'since'), filter.since)] : []),
    ...(filter.source ? [sourceCondition(scope, row.id, filter.source, 'TRADE_LINK')] : []),
    ...evidenceConditions(scope, row.id, filter, 'TRADE_LINK'),
    ...logicalConditions(filter, (one) => tradeLinkConditions(scope, row, one)),
  ];
}

/** The party and the role are asked of one and the same part. */
function participantConditions(scope: StatementContext, link: SQL, { party, role }: TradeLinkFilter): Condition[] {
  const where = (list: AliasedColumns): SQL =>
    allOf([
      ...(party ? [partyMatches(scope, list.partyId as SQL, party)] : []),
      ...(role ? [conditionsToSql(enumConditions(list.role as SQL, role))] : []),
    ]);
  // A tie stands in the list once for each part: with a party and one role at most once, otherwise perhaps more often.
  if (party && role?.length !== 1) {
    const taken = partyCondition(scope, link, party, 'TRADE_LINK');
    return role ? [taken, testCondition(listCondition(scope, tradeLinkParties, link, where, false).test)] : [taken];
  }
  const way = party
    ? { column: 'partyId', candidates: partyCandidates(scope, party) }
    : {
        column: 'role',
        candidates: role?.length ? { values: valuesClause(role) } : undefined,
        hasDuplicates: true,
        isUnselective: true,
      };
  return [listCondition(scope, tradeLinkParties, link, where, way)];
}
