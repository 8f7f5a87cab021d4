import { type SQL, sql } from 'drizzle-orm';
import { stances } from '../../model/vocabulary.ts';
import type { AliasedColumns } from '../sql-builder.ts';
import { type positions, positionToward } from '../tables/index.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, type EntrySubject, evidenceFilters } from './evidence.ts';
import { type DateFilter, type LogicalFilter, periodOverlaps } from './filter.ts';
import {
  dateFilter,
  enumFilter,
  type FilterValues,
  indexedTextFilter,
  keyFilter,
  sortDateFilter,
  testFilter,
} from './filter-specs.ts';
import { participantFilter, partyColumnFilter, partyListFilter } from './party.ts';

type PositionColumns = AliasedColumns<typeof positions>;

export const positionFilters = {
  key: keyFilter('id', 'position', 'The key.'),
  holder: partyColumnFilter('holderId', 'Is held by a matching party.'),
  toward: partyListFilter(positionToward, 'Is held toward a matching party.'),
  party: participantFilter('A matching party is the holder, who states the position, or whom it concerns.'),
  topic: keyFilter('topicId', 'topic', 'Is on the topic with this key.'),
  stance: enumFilter('stance', stances, 'Has one of these stances.'),
  label: indexedTextFilter('foldedLabel', "The position in the source's wording."),
  start: sortDateFilter('start', 'The first day. An unknown first day does not match.'),
  end: dateFilter('end', 'The last day. An unknown last day does not match.'),
  heldOn: testFilter(
    'DateFilter',
    'Was held on at least one day of the window: on the day on which a source attests it, or between its first and last day as far as known.',
    ({ row }: EntrySubject<PositionColumns>, window: DateFilter) => heldOnMatches(row, window),
  ),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface PositionFilter extends FilterValues<typeof positionFilters>, LogicalFilter<PositionFilter> {}

export const positionConditions = conditionsOfKind<typeof positions, typeof positionFilters, PositionFilter>(
  positionFilters,
  'POSITION',
);

/** Held on some day of the window: from its start, or the day that attests it, to its end, or that day. */
const heldOnMatches = (row: PositionColumns, filter: DateFilter): SQL =>
  periodOverlaps(
    {
      certain: {
        begins: sql`coalesce(${row.startLatest}, ${row.at})`,
        ends: sql`coalesce(iif(${row.endQualifier} IS NULL, ${row.endEarliest}, NULL), max(${row.at}, coalesce(${row.startLatest}, ${row.at})))`,
        qualifier: row.startQualifier,
      },
      possible: { begins: row.startEarliest, ends: row.endLatest },
    },
    filter,
  );
