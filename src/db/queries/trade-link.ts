import type { SQL } from 'drizzle-orm';
import { tradeLinkKinds, tradeLinkStatuses, tradeRoles } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { tradeLinkCommodities, tradeLinkParties, type tradeLinks } from '../tables/index.ts';
import { type CommodityFilter, commodityCandidates, commodityConditions } from './commodity.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, type EntrySubject, evidenceFilters } from './evidence.ts';
import {
  type Condition,
  conditionsToSql,
  enumConditions,
  type LogicalFilter,
  listCondition,
  testCondition,
  valuesClause,
} from './filter.ts';
import { customFilter, dateFilter, enumFilter, type FilterValues, keyFilter, sortDateFilter } from './filter-specs.ts';
import { type PartyFilter, participantCondition, partyCandidates, partyMatches } from './party.ts';

type TradeLinkSubject = EntrySubject<AliasedColumns<typeof tradeLinks>>;

/** The party and the role of one and the same participant. */
interface ParticipantFilter {
  party?: PartyFilter | null | undefined;
  role?: string[] | null | undefined;
}

export const tradeLinkFilters = {
  key: keyFilter('id', 'trade-link', 'The key.'),
  kind: enumFilter('kind', tradeLinkKinds, 'Is of one of these kinds.'),
  status: enumFilter('status', tradeLinkStatuses, 'Has one of these statuses.'),
  party: customFilter(
    'PartyFilter',
    'Has a matching participant.',
    ({ row }: TradeLinkSubject, party: PartyFilter, scope, { role }: ParticipantFilter) =>
      participantConditions(scope, row.id, { party, role }),
  ),
  role: customFilter(
    tradeRoles,
    'Has a participant with one of these roles.',
    ({ row }: TradeLinkSubject, role: string[], scope, { party }: ParticipantFilter) =>
      party ? [] : participantConditions(scope, row.id, { role }),
  ),
  commodity: customFilter(
    'CommodityFilter',
    'Is in a matching commodity.',
    ({ row }: TradeLinkSubject, commodity: CommodityFilter, scope) => [
      listCondition(
        scope,
        tradeLinkCommodities,
        row.id,
        (list) => conditionsToSql(commodityConditions(scope, list.commodityId as SQL, commodity)),
        { column: 'commodityId', candidates: commodityCandidates(scope, commodity) },
      ),
    ],
  ),
  start: sortDateFilter('start', 'The first day. An unknown first day does not match.'),
  end: dateFilter('end', 'The last day. An unknown last day does not match.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface TradeLinkFilter extends FilterValues<typeof tradeLinkFilters>, LogicalFilter<TradeLinkFilter> {}

export const tradeLinkConditions = conditionsOfKind<typeof tradeLinks, typeof tradeLinkFilters, TradeLinkFilter>(
  tradeLinkFilters,
  'TRADE_LINK',
);

function participantConditions(scope: StatementContext, link: SQL, { party, role }: ParticipantFilter): Condition[] {
  const where = (list: AliasedColumns): SQL =>
    allOf([
      ...(party ? [partyMatches(scope, list.partyId as SQL, party)] : []),
      ...(role ? [conditionsToSql(enumConditions(list.role as SQL, role))] : []),
    ]);
  // A link is listed once per participant: at most once for a party and one role, possibly several times otherwise.
  if (party && role?.length !== 1) {
    const participation = participantCondition(scope, link, party, 'TRADE_LINK');
    return role
      ? [participation, testCondition(listCondition(scope, tradeLinkParties, link, where, false).test)]
      : [participation];
  }
  const access = party
    ? { column: 'partyId', candidates: partyCandidates(scope, party) }
    : {
        column: 'role',
        candidates: role?.length ? { values: valuesClause(role) } : undefined,
        hasDuplicates: true,
        isUnselective: true,
      };
  return [listCondition(scope, tradeLinkParties, link, where, access)];
}
