import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { type EntryKind, formatKind, type PartyKind, partyNouns, type RecordNoun } from '../../model/vocabulary.ts';
import { type InputCheck, type StatementContext, valueList } from '../sql-builder.ts';
import { entries, offices, parties, records, sources, topics, trips } from '../tables/index.ts';

/** Turns the keys of a filter into ids; a key that names nothing is refused. */
export interface KeyLookup {
  /** A scalar subquery for the id. The key stands in the filter at `place`. */
  (key: string, filter: object, place: string): SQL;
  /** A SELECT of the ids of many. However many they are, it is as long: SQLite refuses statements that read from too many places. */
  selectIds(keys: readonly string[], filter: object, place: string): SQL;
}

interface KeyLookupSpec {
  /** A scalar subquery for the id of what a key names. */
  selectId(key: SQL): SQL;
  /** What is looked at to see whether the key names the right thing; the id, if absent. */
  selectCheckedValue?: (key: SQL) => SQL;
  checkValue(key: string, told: unknown): ChanceryError | undefined;
}

/** A look-up of things called `name`, which is asked and required once in a statement for each key. */
export function createKeyLookup(
  scope: StatementContext,
  name: string,
  { selectId: id, selectCheckedValue: told = id, checkValue: refusal }: KeyLookupSpec,
): KeyLookup {
  const one = (key: string, filter: object, place: string): SQL =>
    scope.memoize(`${name} ${key}`, () => {
      scope.require(told(sql`${key}`), (value, path) => withPath(path, place, refusal(key, value)), filter);
      return id(sql`${key}`);
    });
  const selectIds = (keys: readonly string[], filter: object, place: string): SQL =>
    scope.memoize(`${name} of ${JSON.stringify(keys)}`, () => {
      const each = sql.raw(scope.nextAlias());
      const key = sql`${each}.value`;
      const from = sql`json_each(${JSON.stringify(keys)}) ${each}`;
      const check: InputCheck = (value, path) => {
        const values = JSON.parse(String(value)) as unknown[];
        const refused = keys.map((one, index) => withPath(path, `${place}.${index}`, refusal(one, values[index])));
        return refused.find((error) => error !== undefined);
      };
      scope.require(sql`(SELECT json_group_array(${told(key)} ORDER BY ${each}.key) FROM ${from})`, check, filter);
      return sql`SELECT ${id(key)} FROM ${from}`;
    });
  return Object.assign(one, { selectIds });
}

const withPath = (
  path: string | undefined,
  place: string,
  error: ChanceryError | undefined,
): ChanceryError | undefined => error && new ChanceryError(error.code, error.message, path && `${path}.${place}`);

interface KeyTable {
  table: SQLiteTable;
  /** Where one table holds several kinds: the one that is meant. */
  kind?: PartyKind | EntryKind;
}

const keyTables = {
  party: { table: parties },
  person: { table: parties, kind: 'PERSON' },
  organization: { table: parties, kind: 'ORGANIZATION' },
  group: { table: parties, kind: 'GROUP' },
  visit: { table: entries, kind: 'VISIT' },
  source: { table: sources },
  office: { table: offices },
  topic: { table: topics },
  trip: { table: trips },
} as const satisfies Record<string, KeyTable>;
export type KeyedNoun = keyof typeof keyTables;

/** Finds the id of such a thing by its key; a key that names nothing, or a thing of another kind, is refused. */
export const nounKeyLookup = (scope: StatementContext, noun: KeyedNoun): KeyLookup =>
  createKeyLookup(scope, noun, nounKeyLookupSpec(scope, noun));

export function nounKeyLookupSpec(scope: StatementContext, noun: KeyedNoun): Required<KeyLookupSpec> {
  const { table, kind }: KeyTable = keyTables[noun];
  const { row, from } = scope.aliasTable(table);
  const { id, key: column, kind: kinds } = row as unknown as Record<'id' | 'key' | 'kind', SQL>;
  const at = (value: SQL, wanted: SQL): SQL => sql`(SELECT ${value} FROM ${from} WHERE ${column} = ${wanted})`;
  const found = (value: SQL, key: SQL): SQL =>
    sql`coalesce(${at(value, key)}, ${at(value, selectSurvivorKey(scope, key, survivorNouns[noun]))})`;
  return {
    selectId: (key) => found(id, key),
    selectCheckedValue: (key) => found(kind ? kinds : id, key),
    checkValue: (key, value) => {
      if (value === null)
        return badInput(
          `No ${noun} has the key "${key}". Keys are exact: look them up with the ${noun}'s own query or with search.`,
        );
      return kind && value !== kind
        ? badInput(`"${key}" is the key of a ${formatKind(value as PartyKind | EntryKind)}, where a ${noun} is wanted.`)
        : undefined;
    },
  };
}

const survivorNouns: Readonly<Record<KeyedNoun, readonly RecordNoun[]>> = {
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
export function selectSurvivorKey(scope: StatementContext, key: string | SQL, among: readonly RecordNoun[]): SQL {
  const gone = scope.aliasTable(records);
  const kept = scope.aliasTable(records);
  return sql`(SELECT ${kept.row.key} FROM ${gone.from} CROSS JOIN ${kept.from} ON ${kept.row.id} = ${gone.row.survivorId}
    WHERE ${gone.row.key} = ${key} AND ${gone.row.noun} IN ${valueList(among)})`;
}
