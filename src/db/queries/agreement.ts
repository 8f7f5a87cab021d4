import type { SQL } from 'drizzle-orm';
import type { Row, Scope } from '../row.ts';
import { agreementSignatories, type agreements, visits } from '../tables/index.ts';
import { among, type Condition, type DateFilter, dated, fuzzyOf, inList, isOne, type KeyFilter, keyed, keyLookup, only } from './filter.ts';
import { type PartyFilter, partyWhere } from './party.ts';

export interface AgreementFilter {
  signatory?: PartyFilter | null;
  instrument?: string[] | null;
  status?: string[] | null;
  signedOn?: DateFilter | null;
  visit?: KeyFilter | null;
}

export function agreementConditions(scope: Scope, row: Row<typeof agreements>, filter: AgreementFilter): Condition[] {
  const signatory = filter.signatory;
  return [
    ...(signatory
      ? [
          inList(
            scope,
            agreementSignatories,
            row.id,
            (list) => partyWhere(scope, list.partyId as SQL, signatory),
            isOne(signatory.key) && !signatory.name,
          ),
        ]
      : []),
    ...among(row.instrument, filter.instrument),
    ...among(row.status, filter.status),
    ...(filter.signedOn ? [only(dated(fuzzyOf(row, 'signedOn'), filter.signedOn))] : []),
    ...(filter.visit ? [only(keyed(row.visitId, filter.visit, keyLookup(scope, visits, 'visit')))] : []),
  ];
}
