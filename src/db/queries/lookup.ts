import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { badInput } from '../../errors.ts';
import { type EntryKind, nounOf, type PartyKind, partyNouns, type RecordNoun } from '../../vocabulary.ts';
import { list, type Scope } from '../row.ts';
import { entries, offices, parties, records, sources, topics, trips } from '../tables/index.ts';

/** The scalar subquery that turns a key into an id. */
export type Lookup = (key: string) => SQL;

interface Keyed {
  table: SQLiteTable;
  /** Where one table holds several kinds: the one that is meant. */
  kind?: PartyKind | EntryKind;
}

const nouns = {
  party: { table: parties },
  person: { table: parties, kind: 'PERSON' },
  organization: { table: parties, kind: 'ORGANIZATION' },
  group: { table: parties, kind: 'GROUP' },
  visit: { table: entries, kind: 'VISIT' },
  source: { table: sources },
  office: { table: offices },
  topic: { table: topics },
  trip: { table: trips },
} as const satisfies Record<string, Keyed>;

/** Finds the id of such a thing by its key; a key that names nothing, or a thing of another kind, is refused. */
export const keyLookup =
  (scope: Scope, noun: keyof typeof nouns): Lookup =>
  (key) =>
    scope.once(`${noun} ${key}`, () => {
      const { table, kind }: Keyed = nouns[noun];
      const { row, from } = scope.table(table);
      const { id, key: column, kind: kinds } = row as unknown as Record<'id' | 'key' | 'kind', SQL>;
      const at = (value: SQL, wanted: SQL): SQL => sql`(SELECT ${value} FROM ${from} WHERE ${column} = ${wanted})`;
      const found = (value: SQL): SQL => sql`coalesce(${at(value, sql`${key}`)}, ${at(value, survivorOf(scope, key, nounsOf[noun]))})`;
      scope.require(found(kind ? kinds : id), (value) => {
        if (value === null)
          return badInput(`No ${noun} has the key "${key}". Keys are exact: look them up with the ${noun}'s own query or with search.`);
        return kind && value !== kind
          ? badInput(`"${key}" is the key of a ${nounOf(value as PartyKind | EntryKind)}, where a ${noun} is wanted.`)
          : undefined;
      });
      return found(id);
    });

const nounsOf: Readonly<Record<keyof typeof nouns, readonly RecordNoun[]>> = {
  party: partyNouns,
  person: ['person'],
  organization: ['organization'],
  group: ['group'],
  visit: ['visit'],
  source: ['source'],
  office: ['office'],
  topic: ['topic'],
  trip: ['trip'],
};

/** The key of what something was merged into: a scalar subquery, null where it was not. */
export function survivorOf(scope: Scope, key: string, among: readonly RecordNoun[]): SQL {
  const gone = scope.table(records);
  const kept = scope.table(records);
  return sql`(SELECT ${kept.row.key} FROM ${gone.from} CROSS JOIN ${kept.from} ON ${kept.row.id} = ${gone.row.survivorId}
    WHERE ${gone.row.key} = ${key} AND ${gone.row.noun} IN ${list(among)})`;
}
