import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { sourceEntries } from '../tables/index.ts';
import type { EntrySubject } from './evidence.ts';
import { type Condition, type KeyFilter, keyCandidates, keyMatches, listCondition } from './filter.ts';
import { customFilter, type FilterSpec } from './filter-specs.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { textSearchCondition } from './search.ts';

// Filters of every kind of entry that concern no party: positions use them, and countries are filtered by positions.

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

/** The test of the kind of entry on a row of a derived table, if all rows are of one kind. */
export const kindTests = (row: AliasedColumns, kind: string | undefined): SQL[] =>
  kind === undefined ? [] : [sql`${row.kind as SQL} = ${kind}`];
