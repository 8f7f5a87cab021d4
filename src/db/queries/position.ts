import { type SQL, sql } from 'drizzle-orm';
import { stances } from '../../model/vocabulary.ts';
import type { AliasedColumns } from '../sql-builder.ts';
import { type positions, positionToward } from '../tables/index.ts';
import { conditionsOfKind, type EntrySubject, evidenceFilters } from './evidence.ts';
import { type DateFilter, type LogicalFilter, periodOverlaps } from './filter.ts';
import { enumFilter, type FilterValues, indexedTextFilter, keyFilter, testFilter } from './filter-specs.ts';
import { partyColumnFilter, partyListFilter } from './party.ts';

type PositionColumns = AliasedColumns<typeof positions>;

export const positionFilters = {
  key: keyFilter('id', 'position', 'The key.'),
  holder: partyColumnFilter('holderId', 'Is held by a matching party.'),
  toward: partyListFilter(positionToward, 'Is held toward a matching party.'),
  topic: keyFilter('topicId', 'topic', 'Is on the topic with this key.'),
  stance: enumFilter('stance', stances, 'Has one of these stances.'),
  label: indexedTextFilter('foldedLabel', "The position in the source's wording."),
  heldOn: testFilter(
    'DateFilter',
    'Was held on at least one day of the window: on the day on which a source attests it, or between its first and last day as far as known.',
    ({ row }: EntrySubject<PositionColumns>, window: DateFilter) => heldOnMatches(row, window),
  ),
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
        begins: sql`coalesce(${row.fromLatest}, ${row.at})`,
        ends: sql`coalesce(iif(${row.untilQualifier} IS NULL, ${row.untilEarliest}, NULL), max(${row.at}, coalesce(${row.fromLatest}, ${row.at})))`,
        qualifier: row.fromQualifier,
      },
      possible: { begins: row.fromEarliest, ends: row.untilLatest },
    },
    filter,
  );
