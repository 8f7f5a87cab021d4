import { figureParties, type figures } from '../tables/index.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, evidenceFilters } from './evidence.ts';
import type { LogicalFilter } from './filter.ts';
import { type FilterValues, indexedTextFilter, keyFilter } from './filter-specs.ts';
import { participantFilter, partyColumnFilter, partyListFilter } from './party.ts';

export const figureFilters = {
  key: keyFilter('id', 'figure', 'The key.'),
  about: partyListFilter(figureParties, 'Is about a matching party.'),
  measure: indexedTextFilter('foldedMeasure', 'The name of the measure.'),
  statedBy: partyColumnFilter('statedById', 'Stated by a matching party.'),
  visit: keyFilter('visitId', 'visit', 'Stated during the visit with this key.'),
  party: participantFilter('A matching party takes part.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface FigureFilter extends FilterValues<typeof figureFilters>, LogicalFilter<FigureFilter> {}

export const figureConditions = conditionsOfKind<typeof figures, typeof figureFilters, FigureFilter>(
  figureFilters,
  'FIGURE',
);
