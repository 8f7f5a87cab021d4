import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../sql-builder.ts';
import { statementParties, type statements } from '../tables/index.ts';
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
  keyed,
  namedBy,
  onColumn,
} from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';
import { saying } from './search.ts';

export interface StatementFilter extends Combined<StatementFilter>, Evidenced {
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

export function statementConditions(scope: Scope, row: Row<typeof statements>, filter: StatementFilter): Condition[] {
  const { speaker, visit } = filter;
  const onVisit = keyLookup(scope, 'visit');
  return [
    ...(speaker
      ? [onColumn(row.speakerId, partyWhere(scope, row.speakerId, speaker), partyCandidates(scope, speaker))]
      : []),
    ...(filter.addressee ? [inRole(scope, row.id, 'ADDRESSEE', filter.addressee)] : []),
    ...(filter.about ? [inRole(scope, row.id, 'ABOUT', filter.about)] : []),
    ...(filter.party ? [withParty(scope, row.id, filter.party, 'STATEMENT')] : []),
    ...among(row.mode, filter.mode),
    ...(filter.saidOn ? [datedBy(fuzzyOf(row, 'saidOn'), filter.saidOn)] : []),
    ...(visit ? [onColumn(row.visitId, keyed(row.visitId, visit, onVisit), namedBy(visit, onVisit))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source, 'STATEMENT')] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text, 'STATEMENT')] : []),
    ...evidenceConditions(scope, row.id, filter, 'STATEMENT'),
    ...combine(filter, (one) => statementConditions(scope, row, one)),
  ];
}

const inRole = (scope: Scope, statement: SQL, role: 'ADDRESSEE' | 'ABOUT', filter: PartyFilter): Condition =>
  inList(
    scope,
    statementParties,
    statement,
    (list) => sql`${list.role as SQL} = ${role} AND ${partyWhere(scope, list.partyId as SQL, filter)}`,
    {
      column: 'partyId',
      candidates: partyCandidates(scope, filter),
    },
  );
