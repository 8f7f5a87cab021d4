import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type AliasedColumns, aliasColumns, fromClause, type StatementContext } from '../../db/sql-builder.ts';
import { entries, parties } from '../../db/tables/index.ts';

/**
 * The tables of a GraphQL type: one, and for a party or an entry a second one with the same primary key, which is
 * joined only if one of its columns is used.
 */
export interface Entity {
  table: SQLiteTable;
  secondTable?: SQLiteTable;
}
/** The table of an interface, with the column that determines the type, and the type for each of its values. */
export interface AbstractEntity extends Entity {
  kindColumn: string;
  typeByKind: Readonly<Record<string, string>>;
}

/** The tables that all kinds of parties, or of entries, share. */
const sharedTables = new Set<SQLiteTable>([parties, entries]);
const sharedColumns = new Set(['id', 'key', 'at']);

const entityByType = new Map<string, Entity | AbstractEntity>();

export function registerEntity(type: string, where: Entity | AbstractEntity): void {
  entityByType.set(type, where);
}

export function getEntity(type: string): Entity | AbstractEntity {
  const found = entityByType.get(type);
  if (!found) throw new Error(`The type ${type} has no table.`);
  return found;
}

export const isAbstractEntity = (found: Entity | AbstractEntity): found is AbstractEntity => 'kindColumn' in found;

/** A row of an entity. Its FROM clause depends on the columns that are read from it. */
export interface OpenedRow {
  row: AliasedColumns;
  alias: string;
  /** The first table alone. */
  fromClause: SQL;
  /** The `CROSS JOIN` of the second table; undefined if none of its columns is used. */
  joinClause(): SQL | undefined;
  readonly isJoined: boolean;
  /** Joins the second table even if none of its columns is read. */
  requireJoin(): void;
}

/** Opens a row whose first table is already in the statement under `alias`. */
export function openRow(scope: StatementContext, where: Entity, alias: string): OpenedRow {
  const first = aliasColumns(where.table, alias) as Record<string, SQL>;
  const otherAlias = scope.nextAlias();
  const second = where.secondTable ? (aliasColumns(where.secondTable, otherAlias) as Record<string, SQL>) : {};
  const nounFirst = !sharedTables.has(where.table);
  let used = false;
  // Columns of both tables are read from the first, unless they differ in meaning (the kind of a group or party).
  const row = new Proxy(first, {
    get(_target, property: string) {
      const fromFirst = property in first && (nounFirst || sharedColumns.has(property) || !(property in second));
      if (!fromFirst && property in second) used = true;
      return fromFirst ? first[property] : second[property];
    },
  });
  return {
    row,
    alias,
    fromClause: fromClause(where.table, alias),
    get isJoined() {
      return used;
    },
    requireJoin: () => {
      used = true;
    },
    joinClause: () =>
      used && where.secondTable ? compileJoin(where.secondTable, otherAlias, second, first) : undefined,
  };
}

// CROSS JOIN fixes the order of the tables, and thereby that of the rows.
const compileJoin = (table: SQLiteTable, alias: string, second: Record<string, SQL>, first: Record<string, SQL>): SQL =>
  sql` CROSS JOIN ${fromClause(table, alias)} ON ${second.id} = ${first.id}`;
