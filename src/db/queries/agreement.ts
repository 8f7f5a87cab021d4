import { agreementInstruments, agreementStatuses } from '../../model/vocabulary.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
import { conditionsOfKind, evidenceFilters } from './evidence.ts';
import type { LogicalFilter } from './filter.ts';
import { enumFilter, type FilterValues, keyFilter, sortDateFilter } from './filter-specs.ts';
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

export const agreementConditions = conditionsOfKind<typeof agreements, typeof agreementFilters, AgreementFilter>(
  agreementFilters,
  'AGREEMENT',
);
