import { agreementInstruments, agreementStatuses } from '../../model/vocabulary.ts';
import { agreementSignatories, type agreements } from '../tables/index.ts';
import { participantFilter, sourceFilter, textSearchFilter } from './entry.ts';
import { conditionsOfKind, evidenceFilters } from './evidence.ts';
import type { LogicalFilter } from './filter.ts';
import { enumFilter, type FilterValues, keyFilter, sortDateFilter, textFilter } from './filter-specs.ts';
import { partyListFilter } from './party.ts';

export const agreementFilters = {
  key: keyFilter('id', 'agreement', 'The key.'),
  title: textFilter('title', 'The title, or the subject if it has none.'),
  signatory: partyListFilter(agreementSignatories, 'A matching party signed it.'),
  instrument: enumFilter('instrument', agreementInstruments, 'Has one of these forms.'),
  status: enumFilter('status', agreementStatuses, 'Has one of these statuses.'),
  signedOn: sortDateFilter('signedOn', 'The date of signature.'),
  visit: keyFilter('visitId', 'visit', 'Made during the visit with this key.'),
  partOf: keyFilter('partOfId', 'agreement', 'Is part of the agreement with this key.'),
  party: participantFilter('A matching party takes part.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface AgreementFilter extends FilterValues<typeof agreementFilters>, LogicalFilter<AgreementFilter> {}

export const agreementConditions = conditionsOfKind<typeof agreements, typeof agreementFilters, AgreementFilter>(
  agreementFilters,
  'AGREEMENT',
);
