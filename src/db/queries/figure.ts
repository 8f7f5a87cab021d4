import type { SQL } from 'drizzle-orm';
import type { Row, Scope } from '../sql-builder.ts';
import { figureParties, type figures } from '../tables/index.ts';
import { type Evidenced, evidenceConditions } from './evidence.ts';
import { type Combined, type Condition, combine, inList, matches, onColumn, type TextFilter } from './filter.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';

export interface FigureFilter extends Combined<FigureFilter>, Evidenced {
  about?: PartyFilter | null;
  measure?: TextFilter | null;
  statedBy?: PartyFilter | null;
}

export function figureConditions(scope: Scope, row: Row<typeof figures>, filter: FigureFilter): Condition[] {
  const { about, measure, statedBy } = filter;
  return [
    ...(about
      ? [
          inList(scope, figureParties, row.id, (list) => partyWhere(scope, list.partyId as SQL, about), {
            column: 'partyId',
            candidates: partyCandidates(scope, about),
          }),
        ]
      : []),
    ...(measure ? [{ test: matches(row.foldedMeasure, measure), indexed: measure.eq != null }] : []),
    ...(statedBy
      ? [onColumn(row.statedById, partyWhere(scope, row.statedById, statedBy), partyCandidates(scope, statedBy))]
      : []),
    ...evidenceConditions(scope, row.id, filter, 'FIGURE'),
    ...combine(filter, (one) => figureConditions(scope, row, one)),
  ];
}
