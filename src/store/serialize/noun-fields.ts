import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { getColumn, keyTables, type ListTable, type NounStorage } from '../../db/tables/noun-tables.ts';
import type { KeyedTarget } from '../../model/nouns/field-kinds.ts';
import { type DerivedFieldNames, type Fields, getDerivedFields } from '../../model/nouns/noun.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { jsonBoolean, jsonFuzzyDate, jsonList, jsonScalar, selectKey } from './json-sql.ts';

/** Returns the SQL of each field of a noun. `owner`: the id by which list tables are joined. */
export function selectNounFields<F extends Fields>(
  { declaration, table, lists }: NounStorage<RecordNoun, F>,
  owner: AnySQLiteColumn,
): { readonly [Name in DerivedFieldNames<F>]: SQL } {
  const listTables: Readonly<Record<string, ListTable>> = lists;
  const selectField = ([name, field]: ReturnType<typeof getDerivedFields>[number]): SQL => {
    const list = listTables[name];
    if (field.kind === 'date') return jsonFuzzyDate(table, name);
    if (field.kind === 'boolean') return jsonBoolean(getColumn(table, name));
    if (field.kind === 'reference') return selectKey(keyTables[field.target], getColumn(table, `${name}Id`));
    if (field.kind === 'references' && list) return selectReferences(list, field.target, owner);
    return jsonScalar(getColumn(table, name));
  };
  return Object.fromEntries(getDerivedFields(declaration).map((entry) => [entry[0], selectField(entry)])) as {
    [Name in DerivedFieldNames<F>]: SQL;
  };
}

function selectReferences({ table, owner, item, role }: ListTable, target: KeyedTarget, id: AnySQLiteColumn): SQL {
  const inRole = role === undefined ? sql`` : sql` AND ${getColumn(table, 'role')} = ${sql.raw(`'${role}'`)}`;
  return jsonList(
    selectKey(keyTables[target], getColumn(table, item)),
    table.ordinal,
    sql`${getColumn(table, owner)} = ${id}${inRole}`,
  );
}
