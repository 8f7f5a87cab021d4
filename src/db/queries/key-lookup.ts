import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { badInput, ChanceryError } from '../../model/errors.ts';
import {
  type EntryKind,
  entryNouns,
  formatKind,
  kindToNoun,
  type PartyKind,
  partyNouns,
  type RecordNoun,
} from '../../model/vocabulary.ts';
import { type InputCheck, type StatementContext, valueList } from '../sql-builder.ts';
import { records } from '../tables/index.ts';
import { keyTables } from '../tables/noun-tables.ts';

/** Resolves the keys of a filter to ids; an unknown key is an error. */
export interface KeyLookup {
  /** A scalar subquery for the id. `argument` is the path of the key in the filter. */
  (key: string, filter: object, argument: string): SQL;
  /** SELECT of the ids of many keys. Its length is constant, because SQLite rejects statements with too many subqueries. */
  selectIds(keys: readonly string[], filter: object, argument: string): SQL;
}

interface KeyLookupSpec {
  /** A scalar subquery for the id of the record with a key. */
  selectId(key: SQL): SQL;
  /** The value that shows whether the key is valid; by default the id. */
  selectCheckedValue?: (key: SQL) => SQL;
  checkValue(key: string, value: unknown): ChanceryError | undefined;
}

/** A lookup of records of kind `name`, compiled and checked once per statement and key. */
export function createKeyLookup(
  scope: StatementContext,
  name: string,
  { selectId, selectCheckedValue = selectId, checkValue }: KeyLookupSpec,
): KeyLookup {
  const selectOne = (key: string, filter: object, argument: string): SQL =>
    scope.memoize(`${name} ${key}`, () => {
      scope.require(
        selectCheckedValue(sql`${key}`),
        (value, path) => withPath(path, argument, checkValue(key, value)),
        filter,
      );
      return selectId(sql`${key}`);
    });
  const selectIds = (keys: readonly string[], filter: object, argument: string): SQL =>
    scope.memoize(`${name} of ${JSON.stringify(keys)}`, () => {
      const item = sql.raw(scope.nextAlias());
      const key = sql`${item}.value`;
      const from = sql`json_each(${JSON.stringify(keys)}) ${item}`;
      const check: InputCheck = (value, path) => {
        const values = JSON.parse(String(value)) as unknown[];
        const errors = keys.map((item, index) =>
          withPath(path, `${argument}.${index}`, checkValue(item, values[index])),
        );
        return errors.find((error) => error !== undefined);
      };
      scope.require(
        sql`(SELECT json_group_array(${selectCheckedValue(key)} ORDER BY ${item}.key) FROM ${from})`,
        check,
        filter,
      );
      return sql`SELECT ${selectId(key)} FROM ${from}`;
    });
  return Object.assign(selectOne, { selectIds });
}

const withPath = (
  path: string | undefined,
  argument: string,
  error: ChanceryError | undefined,
): ChanceryError | undefined => error && new ChanceryError(error.code, error.message, path && `${path}.${argument}`);

export type KeyedNoun = keyof typeof keyTables;

/** Finds the id of a record by its key; an unknown key, or the key of another kind of record, is an error. */
export const nounKeyLookup = (scope: StatementContext, noun: KeyedNoun): KeyLookup =>
  createKeyLookup(scope, noun, nounKeyLookupSpec(scope, noun));

export function nounKeyLookupSpec(scope: StatementContext, noun: KeyedNoun): Required<KeyLookupSpec> {
  const { row, from } = scope.aliasTable<SQLiteTable>(keyTables[noun]);
  const { id, key: column, kind } = row as unknown as Record<'id' | 'key', SQL> & { kind?: SQL };
  const among = noun === 'party' ? partyNouns : noun === 'entry' ? entryNouns : [noun];
  const checkedKind = among.length > 1 ? undefined : kind;
  const at = (value: SQL, key: SQL): SQL => sql`(SELECT ${value} FROM ${from} WHERE ${column} = ${key})`;
  const atOrSurvivor = (value: SQL, key: SQL): SQL =>
    sql`coalesce(${at(value, key)}, ${at(value, selectSurvivorKey(scope, key, among))})`;
  return {
    selectId: (key) => atOrSurvivor(id, key),
    selectCheckedValue: (key) => atOrSurvivor(checkedKind ?? id, key),
    checkValue: (key, value) => {
      if (value === null)
        return badInput(
          `No ${noun} has the key "${key}". Keys are exact: look them up with the ${noun}'s own query or with search.`,
        );
      return checkedKind && kindToNoun(value as PartyKind | EntryKind) !== noun
        ? badInput(`"${key}" is a key of type ${formatKind(value as PartyKind | EntryKind)}; expected type ${noun}.`)
        : undefined;
    },
  };
}

/** Scalar subquery for the key of the record into which the record with `key` was merged; null if it was not merged. */
export function selectSurvivorKey(scope: StatementContext, key: string | SQL, among: readonly RecordNoun[]): SQL {
  const merged = scope.aliasTable(records);
  const survivor = scope.aliasTable(records);
  return sql`(SELECT ${survivor.row.key} FROM ${merged.from} CROSS JOIN ${survivor.from} ON ${survivor.row.id} = ${merged.row.survivorId}
    WHERE ${merged.row.key} = ${key} AND ${merged.row.noun} IN ${valueList(among)})`;
}
