import { figureParties, type figures } from '../tables/index.ts';
import { conditionsOfKind, evidenceFilters } from './evidence.ts';
import type { LogicalFilter } from './filter.ts';
import { type FilterValues, indexedTextFilter } from './filter-specs.ts';
import { partyColumnFilter, partyListFilter } from './party.ts';

export const figureFilters = {
  about: partyListFilter(figureParties, 'Is about a matching party.'),
  measure: indexedTextFilter('foldedMeasure', 'The name of the measure.'),
  statedBy: partyColumnFilter('statedById', 'Stated by a matching party.'),
  ...evidenceFilters,
};
export interface FigureFilter extends FilterValues<typeof figureFilters>, LogicalFilter<FigureFilter> {}

export const figureConditions = conditionsOfKind<typeof figures, typeof figureFilters, FigureFilter>(
  figureFilters,
  'FIGURE',
);
