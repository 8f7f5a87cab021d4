import { type SQL, sql } from 'drizzle-orm';
import type { EntryKind } from '../../model/vocabulary.ts';
import { all, type Row, type Scope } from '../sql-builder.ts';
import { appearances, type entries, sourceEntries } from '../tables/index.ts';
import { type Evidenced, evidenceConditions } from './evidence.ts';
import {
  among,
  type Combined,
  type Condition,
  combine,
  type DateFilter,
  dated,
  inList,
  type KeyFilter,
  keyed,
  namedBy,
  windowOf,
} from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';
import { saying } from './search.ts';

export interface EntryFilter extends Combined<EntryFilter>, Evidenced {
  party?: PartyFilter | null;
  kinds?: string[] | null;
  at?: DateFilter | null;
  source?: KeyFilter | null;
  text?: string | null;
}

/** What a party takes part in; of one kind, where the rows are all of that. */
export const withParty = (scope: Scope, entryId: SQL, filter: PartyFilter, kind?: string): Condition =>
  inList(
    scope,
    appearances,
    entryId,
    (row) => all([partyWhere(scope, row.partyId as SQL, filter), ...ofKind(row, kind)]),
    {
      column: 'partyId',
      candidates: partyCandidates(scope, filter),
    },
  );

/** What cites a source; of one kind, where the rows are all of that. */
export function fromSource(scope: Scope, entryId: SQL, filter: KeyFilter, kind?: string): Condition {
  const lookup = keyLookup(scope, 'source');
  return inList(
    scope,
    sourceEntries,
    entryId,
    (row) => all([keyed(row.sourceId as SQL, filter, lookup), ...ofKind(row, kind)]),
    {
      column: 'sourceId',
      candidates: namedBy(filter, lookup),
      common: true,
    },
  );
}

const ofKind = (row: Row, kind: string | undefined): SQL[] =>
  kind === undefined ? [] : [sql`${row.kind as SQL} = ${kind}`];

export function entryConditions(scope: Scope, row: Row<typeof entries>, filter: EntryFilter): Condition[] {
  const { party, kinds, at, source } = filter;
  const kind = kinds?.length === 1 ? kinds[0] : undefined;
  // The plus leaves the index to the window.
  const day = sql`+${row.at}`;
  return [
    ...(party ? [withParty(scope, row.id, party, kind)] : []),
    ...among(row.kind, kinds),
    ...(at ? [{ test: dated({ earliest: day, latest: day, edtf: day }, at), window: windowOf(at) }] : []),
    ...(source ? [fromSource(scope, row.id, source, kind)] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text, kind as EntryKind | undefined)] : []),
    ...evidenceConditions(scope, row.id, filter, kind as EntryKind | undefined),
    ...combine(filter, (one) => entryConditions(scope, row, one)),
  ];
}
