import { agreementInstruments, agreementStatuses } from '../../model/vocabulary.ts';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
import { evidenceFilters } from './evidence.ts';
import type { Condition, LogicalFilter } from './filter.ts';
import { compileLogicalFilters, enumFilter, type FilterValues, keyFilter, sortDateFilter } from './filter-specs.ts';
import { partyListFilter } from './party.ts';

export const agreementFilters = {
  signatory: partyListFilter(agreementSignatories, 'A matching party signed it.'),
  instrument: enumFilter('instrument', agreementInstruments, 'Has one of these forms.'),
  status: enumFilter('status', agreementStatuses, 'Has one of these statuses.'),
  signedOn: sortDateFilter('signedOn', 'The date of signature.'),
  visit: keyFilter('visitId', 'visit', 'Made during the visit with this key.'),
  ...evidenceFilters,
};
export interface AgreementFilter extends FilterValues<typeof agreementFilters>, LogicalFilter<AgreementFilter> {}

export const agreementConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof agreements>,
  filter: AgreementFilter,
): Condition[] => compileLogicalFilters(scope, agreementFilters, { row, kind: 'AGREEMENT' as const }, filter);
