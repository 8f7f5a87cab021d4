import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Row, Scope } from '../row.ts';
import { statementParties, type statements, visits } from '../tables/index.ts';
import { fromSource, saying, withParty } from './entry.ts';
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
  keyed,
  keyLookup,
  only,
} from './filter.ts';
import { type PartyFilter, partyWhere } from './party.ts';

export interface StatementFilter extends Combined<StatementFilter> {
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
  return [
    ...(filter.speaker ? [only(partyWhere(scope, row.speakerId, filter.speaker))] : []),
    ...(filter.addressee ? [inRole(scope, row.id, 'ADDRESSEE', filter.addressee)] : []),
    ...(filter.about ? [inRole(scope, row.id, 'ABOUT', filter.about)] : []),
    ...(filter.party ? [withParty(scope, row.id, filter.party)] : []),
    ...among(row.mode, filter.mode),
    ...(filter.saidOn ? [only(datedBy(row.at, fuzzyOf(row, 'saidOn'), filter.saidOn))] : []),
    ...(filter.visit ? [only(keyed(row.visitId, filter.visit, keyLookup(scope, visits, 'visit')))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source)] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text)] : []),
    ...combine(filter, (one) => statementConditions(scope, row, one)),
  ];
}

const inRole = (scope: Scope, statement: SQL, role: 'ADDRESSEE' | 'ABOUT', filter: PartyFilter): Condition =>
  inList(
    scope,
    statementParties,
    statement,
    (list) => sql`${list.role as SQL} = ${role} AND ${partyWhere(scope, list.partyId as SQL, filter)}`,
    isOne(filter.key) && !filter.name,
  );
