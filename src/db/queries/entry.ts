import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../row.ts';
import { appearances, documents, type entries, sourceEntries, sources } from '../tables/index.ts';
import { among, type Condition, type DateFilter, datedBy, inList, isOne, type KeyFilter, keyed, keyLookup, only } from './filter.ts';
import { type PartyFilter, partyWhere } from './party.ts';
import { parseSearch } from './search.ts';

export interface EntryFilter {
  party?: PartyFilter | null;
  kinds?: string[] | null;
  at?: DateFilter | null;
  source?: KeyFilter | null;
  text?: string | null;
}

/** The entry takes part in what a party has on record. */
export const withParty = (scope: Scope, entryId: SQL, filter: PartyFilter): Condition =>
  inList(scope, appearances, entryId, (row) => partyWhere(scope, row.partyId as SQL, filter), isOne(filter.key) && !filter.name);

/** The entry cites a source. */
export const fromSource = (scope: Scope, entryId: SQL, filter: KeyFilter): Condition =>
  inList(scope, sourceEntries, entryId, (row) => keyed(row.sourceId as SQL, filter, keyLookup(scope, sources, 'source')), isOne(filter));

/** The entry's words hold what is searched for. */
export function saying(scope: Scope, entryId: SQL, text: string): Condition {
  const { row, from } = scope.table(documents);
  return only(
    sql`${entryId} IN (SELECT ${row.entryId} FROM ${from} WHERE ${row.id} IN (SELECT rowid FROM search WHERE search MATCH ${parseSearch(text)}))`,
  );
}

export function entryConditions(scope: Scope, row: Row<typeof entries>, filter: EntryFilter): Condition[] {
  return [
    ...(filter.party ? [withParty(scope, row.id, filter.party)] : []),
    ...among(row.kind, filter.kinds),
    ...(filter.at ? [only(datedBy(row.at, { earliest: row.at, latest: row.at, edtf: row.at }, filter.at))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source)] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text)] : []),
  ];
}
