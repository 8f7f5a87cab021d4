import { statementModes } from '../../model/vocabulary.ts';
import { statementParties, type statements } from '../tables/index.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, evidenceFilters } from './evidence.ts';
import type { LogicalFilter } from './filter.ts';
import { enumFilter, type FilterValues, keyFilter, sortDateFilter, textFilter } from './filter-specs.ts';
import { participantFilter, partyColumnFilter, partyListFilter } from './party.ts';

export const statementFilters = {
  key: keyFilter('id', 'statement', 'The key.'),
  speaker: partyColumnFilter('speakerId', 'Was said by a matching party.'),
  addressee: partyListFilter(statementParties, 'Was addressed to a matching party.', 'ADDRESSEE'),
  about: partyListFilter(statementParties, 'Is about a matching party.', 'ABOUT'),
  party: participantFilter('A matching party is the speaker, an addressee or what the statement is about.'),
  language: textFilter('language', 'The language of the text, as a BCP 47 tag.'),
  mode: enumFilter('mode', statementModes, 'Is reported in one of these modes.'),
  saidOn: sortDateFilter('saidOn', 'The date on which it was said.'),
  visit: keyFilter('visitId', 'visit', 'Was said during the visit with this key.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface StatementFilter extends FilterValues<typeof statementFilters>, LogicalFilter<StatementFilter> {}

export const statementConditions = conditionsOfKind<typeof statements, typeof statementFilters, StatementFilter>(
  statementFilters,
  'STATEMENT',
);
