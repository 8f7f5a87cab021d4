import { type SQL, sql } from 'drizzle-orm';
import { type EntryKind, entryKinds } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { appearances, type entries, sourceEntries } from '../tables/index.ts';
import { type EntrySubject, evidenceFilters } from './evidence.ts';
import {
  type Condition,
  type DateFilter,
  dateMatches,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  toDateRange,
} from './filter.ts';
import { compileFilters, customFilter, enumFilter, type FilterSpec, type FilterValues } from './filter-specs.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';
import { textSearchCondition } from './search.ts';

type EntryColumns = AliasedColumns<typeof entries>;

/** Entries in which a party takes part. */
export const participantFilter = (description: string): FilterSpec<PartyFilter, EntrySubject> =>
  customFilter('PartyFilter', description, ({ row, kind }, party, scope) => [
    partyCondition(scope, row.id, party, kind),
  ]);

export const sourceFilter: FilterSpec<KeyFilter, EntrySubject> = customFilter(
  'KeyFilter',
  'Cites the source with this key.',
  ({ row, kind }, source, scope) => [sourceCondition(scope, row.id, source, kind)],
);

export const textSearchFilter: FilterSpec<string, EntrySubject> = customFilter(
  'String',
  'Full-text search. All words must match. Supports "phrases in quotes" and prefixes ending in *.',
  ({ row, kind }, text, scope) => [textSearchCondition(scope, row.id, text, kind)],
);

export const entryFilters = {
  party: participantFilter('Has a matching participant.'),
  kinds: enumFilter('kind', entryKinds, 'Is of one of these kinds.'),
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

/** Entries in which a matching party takes part; `kind` if all rows are of one kind. */
export const partyCondition = (scope: StatementContext, entryId: SQL, filter: PartyFilter, kind?: string): Condition =>
  listCondition(
    scope,
    appearances,
    entryId,
    (row) => allOf([partyMatches(scope, row.partyId as SQL, filter), ...kindTests(row, kind)]),
    {
      column: 'partyId',
      candidates: partyCandidates(scope, filter),
    },
  );

/** Entries that cite a matching source; `kind` if all rows are of one kind. */
function sourceCondition(scope: StatementContext, entryId: SQL, filter: KeyFilter, kind?: string): Condition {
  const lookup = nounKeyLookup(scope, 'source');
  return listCondition(
    scope,
    sourceEntries,
    entryId,
    (row) => allOf([keyMatches(row.sourceId as SQL, filter, lookup), ...kindTests(row, kind)]),
    {
      column: 'sourceId',
      candidates: keyCandidates(filter, lookup),
      isUnselective: true,
    },
  );
}

const kindTests = (row: AliasedColumns, kind: string | undefined): SQL[] =>
  kind === undefined ? [] : [sql`${row.kind as SQL} = ${kind}`];

export function entryConditions(scope: StatementContext, row: EntryColumns, filter: EntryFilter): Condition[] {
  const kind = filter.kinds?.length === 1 ? (filter.kinds[0] as EntryKind) : undefined;
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
