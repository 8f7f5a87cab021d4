import type { SQL } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import { figureParties, type figures } from '../tables/index.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  columnCondition,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  type TextFilter,
  textMatches,
} from './filter.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';

export interface FigureFilter extends LogicalFilter<FigureFilter>, EvidenceFilters {
  about?: PartyFilter | null;
  measure?: TextFilter | null;
  statedBy?: PartyFilter | null;
}

export function figureConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof figures>,
  filter: FigureFilter,
): Condition[] {
  const { about, measure, statedBy } = filter;
  return [
    ...(about
      ? [
          listCondition(scope, figureParties, row.id, (list) => partyMatches(scope, list.partyId as SQL, about), {
            column: 'partyId',
            candidates: partyCandidates(scope, about),
          }),
        ]
      : []),
    ...(measure ? [{ test: textMatches(row.foldedMeasure, measure), isIndexed: measure.eq != null }] : []),
    ...(statedBy
      ? [
          columnCondition(
            row.statedById,
            partyMatches(scope, row.statedById, statedBy),
            partyCandidates(scope, statedBy),
          ),
        ]
      : []),
    ...evidenceConditions(scope, row.id, filter, 'FIGURE'),
    ...logicalConditions(filter, (one) => figureConditions(scope, row, one)),
  ];
}
