import type { SQL } from 'drizzle-orm';
import type { Row, Scope } from '../row.ts';
import { figureParties, type figures } from '../tables/index.ts';
import { type Condition, inList, isOne, matches, only, type TextFilter } from './filter.ts';
import { type PartyFilter, partyWhere } from './party.ts';

export interface FigureFilter {
  about?: PartyFilter | null;
  measure?: TextFilter | null;
  statedBy?: PartyFilter | null;
}

export function figureConditions(scope: Scope, row: Row<typeof figures>, filter: FigureFilter): Condition[] {
  const about = filter.about;
  return [
    ...(about
      ? [inList(scope, figureParties, row.id, (list) => partyWhere(scope, list.partyId as SQL, about), isOne(about.key) && !about.name)]
      : []),
    ...(filter.measure ? [only(matches(row.foldedMeasure, filter.measure))] : []),
    ...(filter.statedBy ? [only(partyWhere(scope, row.statedById, filter.statedBy))] : []),
  ];
}
