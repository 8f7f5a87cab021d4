import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { statementParties, type statements } from '../tables/index.ts';
import { partyCondition, sourceCondition } from './entry.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  columnCondition,
  type DateFilter,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  pickFuzzyDate,
  sortDateCondition,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';
import { textSearchCondition } from './search.ts';

export interface StatementFilter extends LogicalFilter<StatementFilter>, EvidenceFilters {
  speaker?: PartyFilter | null;
  addressee?: PartyFilter | null;
  about?: PartyFilter | null;
  party?: PartyFilter | null;
  mode?: string[] | null;
  saidOn?: DateFilter | null;
  visit?: KeyFilter | null;
  source?: KeyFilter | null;
  text?: string | null;
}

export function statementConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof statements>,
  filter: StatementFilter,
): Condition[] {
  const { speaker, visit } = filter;
  const onVisit = nounKeyLookup(scope, 'visit');
  return [
    ...(speaker
      ? [columnCondition(row.speakerId, partyMatches(scope, row.speakerId, speaker), partyCandidates(scope, speaker))]
      : []),
    ...(filter.addressee ? [statementPartyCondition(scope, row.id, 'ADDRESSEE', filter.addressee)] : []),
    ...(filter.about ? [statementPartyCondition(scope, row.id, 'ABOUT', filter.about)] : []),
    ...(filter.party ? [partyCondition(scope, row.id, filter.party, 'STATEMENT')] : []),
    ...enumConditions(row.mode, filter.mode),
    ...(filter.saidOn ? [sortDateCondition(pickFuzzyDate(row, 'saidOn'), filter.saidOn)] : []),
    ...(visit
      ? [columnCondition(row.visitId, keyMatches(row.visitId, visit, onVisit), keyCandidates(visit, onVisit))]
      : []),
    ...(filter.source ? [sourceCondition(scope, row.id, filter.source, 'STATEMENT')] : []),
    ...(filter.text != null ? [textSearchCondition(scope, row.id, filter.text, 'STATEMENT')] : []),
    ...evidenceConditions(scope, row.id, filter, 'STATEMENT'),
    ...logicalConditions(filter, (one) => statementConditions(scope, row, one)),
  ];
}

const statementPartyCondition = (
  scope: StatementContext,
  statement: SQL,
  role: 'ADDRESSEE' | 'ABOUT',
  filter: PartyFilter,
): Condition =>
  listCondition(
    scope,
    statementParties,
    statement,
    (list) => sql`${list.role as SQL} = ${role} AND ${partyMatches(scope, list.partyId as SQL, filter)}`,
    {
      column: 'partyId',
      candidates: partyCandidates(scope, filter),
    },
  );
