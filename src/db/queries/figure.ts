import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { figureParties, type figures } from '../tables/index.ts';
import { evidenceFilters } from './evidence.ts';
import type { Condition, LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, indexedTextFilter } from './filter-specs.ts';
import { partyColumnFilter, partyListFilter } from './party.ts';

export const figureFilters = {
  about: partyListFilter(figureParties, 'Is about a matching party.'),
  measure: indexedTextFilter('foldedMeasure', 'The name of the measure.'),
  statedBy: partyColumnFilter('statedById', 'Stated by a matching party.'),
  ...evidenceFilters,
};
export interface FigureFilter extends FilterValues<typeof figureFilters>, LogicalFilter<FigureFilter> {}

export const figureConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof figures>,
  filter: FigureFilter,
): Condition[] => compileLogicalFilters(scope, figureFilters, { row, kind: 'FIGURE' as const }, filter);
