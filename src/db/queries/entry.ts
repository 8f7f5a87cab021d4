import { type SQL, sql } from 'drizzle-orm';
import type { EntryKind } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { appearances, type entries, sourceEntries } from '../tables/index.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  type DateFilter,
  dateMatches,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  toDateRange,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';
import { textSearchCondition } from './search.ts';

export interface EntryFilter extends LogicalFilter<EntryFilter>, EvidenceFilters {
  party?: PartyFilter | null;
  kinds?: string[] | null;
  at?: DateFilter | null;
  source?: KeyFilter | null;
  text?: string | null;
}

/** What a party takes part in; of one kind, where the rows are all of that. */
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

/** What cites a source; of one kind, where the rows are all of that. */
export function sourceCondition(scope: StatementContext, entryId: SQL, filter: KeyFilter, kind?: string): Condition {
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

export function entryConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof entries>,
  filter: EntryFilter,
): Condition[] {
  const { party, kinds, at, source } = filter;
  const kind = kinds?.length === 1 ? kinds[0] : undefined;
  // The plus leaves the index to the window.
  const day = sql`+${row.at}`;
  return [
    ...(party ? [partyCondition(scope, row.id, party, kind)] : []),
    ...enumConditions(row.kind, kinds),
    ...(at
      ? [{ test: dateMatches({ earliest: day, latest: day, edtf: day }, at), sortDateRange: toDateRange(at) }]
      : []),
    ...(source ? [sourceCondition(scope, row.id, source, kind)] : []),
    ...(filter.text != null ? [textSearchCondition(scope, row.id, filter.text, kind as EntryKind | undefined)] : []),
    ...evidenceConditions(scope, row.id, filter, kind as EntryKind | undefined),
    ...logicalConditions(filter, (one) => entryConditions(scope, row, one)),
  ];
}
