import type { SQL } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
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

export interface AgreementFilter extends LogicalFilter<AgreementFilter>, EvidenceFilters {
  signatory?: PartyFilter | null;
  instrument?: string[] | null;
  status?: string[] | null;
  signedOn?: DateFilter | null;
  visit?: KeyFilter | null;
}

export function agreementConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof agreements>,
  filter: AgreementFilter,
): Condition[] {
  const { signatory, visit } = filter;
  const ofVisit = nounKeyLookup(scope, 'visit');
  return [
    ...(signatory
      ? [
          listCondition(
            scope,
            agreementSignatories,
            row.id,
            (list) => partyMatches(scope, list.partyId as SQL, signatory),
            {
              column: 'partyId',
              candidates: partyCandidates(scope, signatory),
            },
          ),
        ]
      : []),
    ...enumConditions(row.instrument, filter.instrument),
    ...enumConditions(row.status, filter.status),
    ...(filter.signedOn ? [sortDateCondition(pickFuzzyDate(row, 'signedOn'), filter.signedOn)] : []),
    ...(visit
      ? [columnCondition(row.visitId, keyMatches(row.visitId, visit, ofVisit), keyCandidates(visit, ofVisit))]
      : []),
    ...evidenceConditions(scope, row.id, filter, 'AGREEMENT'),
    ...logicalConditions(filter, (one) => agreementConditions(scope, row, one)),
  ];
}
