import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { getColumn, keyTables, type ListTable } from '../../db/tables/noun-tables.ts';
import type { KeyedTarget } from '../../model/nouns/field-kinds.ts';
import { type Fields, getDerivedFields } from '../../model/nouns/noun.ts';
import { jsonBoolean, jsonFuzzyDate, jsonList, jsonScalar, selectKey } from './json-sql.ts';

type FieldSql = Readonly<Record<string, SQL>>;

/** Returns the SQL of fields whose columns are in one table. */
export function selectFields(table: SQLiteTable, fields: Fields): FieldSql {
  return Object.fromEntries(
    getDerivedFields(fields).flatMap(([name, field]) => {
      if (field.kind === 'references') return [];
      if (field.kind === 'date') return [[name, jsonFuzzyDate(table, name)]];
      if (field.kind === 'reference')
        return [[name, selectKey(keyTables[field.target], getColumn(table, `${name}Id`))]];
      const column = getColumn(table, name);
      return [[name, field.kind === 'boolean' ? jsonBoolean(column) : jsonScalar(column)]];
    }),
  );
}

/** Returns the SQL of the lists of references of a record. */
export const selectLists = (
  lists: Readonly<Record<string, ListTable>>,
  fields: Fields,
  id: AnySQLiteColumn,
): FieldSql =>
  Object.fromEntries(
    getDerivedFields(fields).flatMap(([name, field]) => {
      const list = lists[name];
      return field.kind === 'references' && list ? [[name, selectReferences(list, field.target, id)]] : [];
    }),
  );

function selectReferences({ table, owner, item, role }: ListTable, target: KeyedTarget, id: AnySQLiteColumn): SQL {
  const inRole = role === undefined ? sql`` : sql` AND ${getColumn(table, 'role')} = ${sql.raw(`'${role}'`)}`;
  return jsonList(
    selectKey(keyTables[target], getColumn(table, item)),
    table.ordinal,
    sql`${getColumn(table, owner)} = ${id}${inRole}`,
  );
}
