import { type SQL, sql } from 'drizzle-orm';
import { all, type Scope } from '../row.ts';
import { names, parties } from '../tables/index.ts';
import { type KeyFilter, keyed, keyLookup, matches, type TextFilter } from './filter.ts';

export interface PartyFilter {
  key?: KeyFilter | null;
  name?: TextFilter | null;
}

/** The party with this id bears such a name: any of its names counts. */
export function named(scope: Scope, party: SQL, filter: TextFilter): SQL {
  const { row, from } = scope.table(names);
  return sql`${party} IN (SELECT ${row.partyId} FROM ${from} WHERE ${matches(row.folded, filter)})`;
}

export function partyWhere(scope: Scope, party: SQL, filter: PartyFilter): SQL {
  return all([
    ...(filter.key ? [keyed(party, filter.key, keyLookup(scope, parties, 'party'))] : []),
    ...(filter.name ? [named(scope, party, filter.name)] : []),
  ]);
}
