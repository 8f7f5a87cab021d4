import type { SQL } from 'drizzle-orm';
import type { Row, Scope } from '../sql-builder.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
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

export interface AgreementFilter extends Combined<AgreementFilter>, Evidenced {
  signatory?: PartyFilter | null;
  instrument?: string[] | null;
  status?: string[] | null;
  signedOn?: DateFilter | null;
  visit?: KeyFilter | null;
}

export function agreementConditions(scope: Scope, row: Row<typeof agreements>, filter: AgreementFilter): Condition[] {
  const { signatory, visit } = filter;
  const ofVisit = keyLookup(scope, 'visit');
  return [
    ...(signatory
      ? [
          inList(scope, agreementSignatories, row.id, (list) => partyWhere(scope, list.partyId as SQL, signatory), {
            column: 'partyId',
            candidates: partyCandidates(scope, signatory),
          }),
        ]
      : []),
    ...among(row.instrument, filter.instrument),
    ...among(row.status, filter.status),
    ...(filter.signedOn ? [datedBy(fuzzyOf(row, 'signedOn'), filter.signedOn)] : []),
    ...(visit ? [onColumn(row.visitId, keyed(row.visitId, visit, ofVisit), namedBy(visit, ofVisit))] : []),
    ...evidenceConditions(scope, row.id, filter, 'AGREEMENT'),
    ...combine(filter, (one) => agreementConditions(scope, row, one)),
  ];
}
