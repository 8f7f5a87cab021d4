import { sql } from 'drizzle-orm';
import { type EntryKind, entryKinds } from '../../model/vocabulary.ts';
import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import type { entries } from '../tables/index.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { type EntrySubject, evidenceFilters } from './evidence.ts';
import {
  type Condition,
  type DateFilter,
  dateMatches,
  type LogicalFilter,
  logicalConditions,
  toDateRange,
} from './filter.ts';
import { compileFilters, customFilter, enumFilter, type FilterValues, keyFilter } from './filter-specs.ts';
import { participantFilter } from './party.ts';

type EntryColumns = AliasedColumns<typeof entries>;

export const entryFilters = {
  key: keyFilter('id', 'entry', 'The key.'),
  party: participantFilter('Has a matching participant.'),
  kind: enumFilter('kind', entryKinds, 'Is of one of these kinds.'),
  at: customFilter(
    'DateFilter',
    'The day that entries are sorted by.',
    ({ row }: EntrySubject<EntryColumns>, window: DateFilter) => [sortDayCondition(row, window)],
  ),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface EntryFilter extends FilterValues<typeof entryFilters>, LogicalFilter<EntryFilter> {}

export function entryConditions(scope: StatementContext, row: EntryColumns, filter: EntryFilter): Condition[] {
  const kind = filter.kind?.length === 1 ? (filter.kind[0] as EntryKind) : undefined;
  return [
    ...compileFilters(scope, entryFilters, { row, kind }, filter),
    ...logicalConditions(filter, (nested) => entryConditions(scope, row, nested)),
  ];
}

function sortDayCondition(row: EntryColumns, window: DateFilter): Condition {
  // The plus keeps the index for the range of sort days.
  const day = sql`+${row.at}`;
  return { test: dateMatches({ earliest: day, latest: day, edtf: day }, window), sortDateRange: toDateRange(window) };
}
